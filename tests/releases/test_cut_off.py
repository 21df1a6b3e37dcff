"""A ledger whose end was cut off, or that breaks, is found by whoever walks the log."""

import argparse

import pytest
from django.conf import settings
from tests.disclosure.random_tables import random_table
from tests.personas import Personas
from tests.releases.forging import forged

from nabij.audit.models import Entry, first_break_of
from nabij.audit.rules import START
from nabij.kit.permit import permit
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Ledger, Release, broken_ledgers
from nabij_cli import audit_verify
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

KIND, BOARD = Release.Kind.REPORT, Release.Receiver.BOARD


@pytest.fixture
def ledger(people: Personas) -> Ledger:
    """Two releases."""
    ledger = open_ledger(people.organisation)
    for year in ("2024", "2025"):
        asked = (Asked(random_table((4, 3), 9, int(year)), frozenset({year})),)
        release_figures(permit(people.amina, Do.RELEASE, ledger), asked, Settings(), kind=KIND, receiver=BOARD)
    return Ledger.objects.get()


def cut(ledger: Ledger) -> None:
    """Remove the last line, and let the ledger end before it."""
    first = Release.objects.get(sequence=1)
    with forged() as lines:
        lines.filter(sequence=2).delete()
    Ledger.objects.filter(pk=ledger.pk).update(sequence=1, hash=first.hash)


def verified(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(audit_verify, "prepare", lambda: settings.CONFIGURATION)
    monkeypatch.setattr(audit_verify, "start_django", lambda: None)
    return audit_verify.run(argparse.Namespace())


def test_a_publication_leaves_the_end_of_the_ledger_in_the_log(people: Personas, ledger: Ledger) -> None:
    marks = list(Entry.objects.filter(verb="release_figures").order_by("sequence").values_list("mark", flat=True))
    assert marks == [one.hash for one in Release.objects.order_by("sequence")]
    assert first_break_of(people.practice.pk) is None
    assert broken_ledgers() == {}
    # the mark is part of the chain
    Entry.objects.filter(mark=marks[0]).update(mark=marks[1])
    assert first_break_of(people.practice.pk) is not None


def test_a_tail_that_was_cut_off_is_seen(
    people: Personas, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cut(ledger)
    # the ledger by itself holds
    assert len(Ledger.objects.get().history()) == 1
    assert verified(monkeypatch) == 1
    assert f"Het register van cijfers van {people.organisation.name} mist regels" in capsys.readouterr().out


def test_a_ledger_that_was_emptied_or_has_no_end_is_seen(ledger: Ledger) -> None:
    with forged() as lines:
        lines.all().delete()
    Ledger.objects.update(sequence=0, hash=START)
    assert list(broken_ledgers().values()) == ["mist regels die volgens het logboek zijn uitgegaan"]


def test_a_line_that_was_changed_breaks_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with forged() as lines:
        lines.filter(sequence=1).update(receiver="board,public")
    assert list(broken_ledgers().values()) == ["breekt"]
    Ledger.objects.all().delete()
    assert list(broken_ledgers().values()) == ["heeft geen einde meer"]
    assert verified(monkeypatch) == 1
