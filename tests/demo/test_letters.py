"""The demo has a letter at the board that opens with the words that are printed, and names nobody who came."""

from datetime import date

import pytest
from tests.people.asking import audited

from nabij.people.models import User
from nabij.signals.models import Letter, Signal
from nabij_demo.fill import SEED, fill
from nabij_demo.letters import BOARD, QUESTIONS, TITLE, a_letter, a_letter_to_check
from nabij_demo.sealing import make_vault
from nabij_vault.bundle import open_bundle
from nabij_vault.letters import Place, Reader, open_letter

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_the_board_of_the_demo_has_a_letter_that_went_every_step() -> None:
    fill(date(2026, 11, 21), log_n=2)
    a_letter()
    row = Signal.objects.get()
    board = User.objects.get(email=BOARD)
    assert (row.step, row.contact, row.worded) == ("delivered", board, 1)
    verbs = [verb for verb, kind in audited(row.practice) if kind == "signals.signal"]
    assert [verb for verb in verbs if verb != "write_signal"] == [
        "begin_signal",
        "share_signal",
        "ask_to_weigh_signal",
        "weigh_signal",
        "agree_signal",
        "word_signal",
        "deliver_signal",
    ]
    vault = make_vault(str(board.pk), SEED)
    bundle = open_bundle(str(board.pk), 1, vault.uvk, bytes(board.vault.bundle))
    pinned = {pin.owner: [pin.keys.sign] for pin in bundle.pins if pin.checked}
    place = Place(str(row.practice_id), row.organisation_id, str(row.pk))
    kept = Letter.objects.get(signal=row)
    reader = Reader((vault.own.identity,), pinned)
    letter = open_letter(place, str(kept.author_id), str(board.pk), reader, bytes(kept.sealed))
    assert (letter.title, letter.questions) == (TITLE, QUESTIONS)
    for name in User.objects.exclude(role="board_contact").values_list("name", flat=True):
        assert name not in letter.text


def test_a_letter_of_the_demo_waits_to_be_checked() -> None:
    fill(date(2026, 11, 21), log_n=2)
    a_letter_to_check()
    row = Signal.objects.get()
    assert (row.step, row.worded, row.revisions()["letter"]) == ("agreed_with_persons", 0, 1)
    assert row.organisation.unit_set.filter(name="Havenzicht").exists()
    assert not Letter.objects.exists()
