"""The demo has a signal under way, which the other of the pair opens and is asked to weigh along."""

from datetime import date

import pytest

from nabij.sealed.models import KeyGrant
from nabij.signals.answers import due_today
from nabij.signals.models import Signal
from nabij.signals.rules import sections
from nabij_demo.fill import SEED, fill
from nabij_demo.sealing import make_vault
from nabij_demo.signalled import WRITTEN, signalled
from nabij_vault.grant import GrantContext, open_grant

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_a_signal_waits_for_the_other_of_the_pair() -> None:
    fill(date(2026, 11, 21), log_n=2)
    signalled()
    signal = Signal.objects.get()
    assert (signal.step, signal.needed) == ("noticed", 0)
    assert set(signal.revisions()) == set(WRITTEN)
    assert {sections.NOTICED, sections.CARD, *sections.aspects()} == set(WRITTEN)
    assert signal.asked is not None
    assert [one["what"] for one in due_today(signal.asked)] == ["weigh"]
    assert list(due_today(signal.begun_by)) == []


def test_its_key_opens_for_the_other_of_the_pair() -> None:
    fill(date(2026, 11, 21), log_n=2)
    signalled()
    signal = Signal.objects.get()
    assert signal.asked is not None
    grant = KeyGrant.objects.get(box=signal.pk, grantee=signal.asked.pk)
    author, reader = (make_vault(str(one.pk), SEED) for one in (signal.begun_by, signal.asked))
    context = GrantContext(str(signal.practice_id), str(signal.pk), "story", 1)
    key = open_grant(context, bytes(grant.sealed), reader.own.identity, [author.own.public.sign])
    assert len(key) == 32
