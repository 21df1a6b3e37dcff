"""The demo has a letter at the board that opens with the words that are printed, and names nobody who came."""

from datetime import date

import pytest
from tests.people.asking import audited

from nabij.people.models import User
from nabij.signals.models import Lesson, Letter, Signal
from nabij_demo.fill import SEED, fill
from nabij_demo.letters import BOARD, LEARNT, QUESTIONS, TITLE, a_lesson, a_letter, a_letter_to_check
from nabij_demo.sealing import make_vault
from nabij_vault.bundle import open_bundle
from nabij_vault.errors import UntrustedSigner, WrongContext
from nabij_vault.letters import Place, Reader, open_lesson, open_letter

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


def test_what_one_signal_taught_opens_for_every_other_counsellor_of_the_demo_and_names_nobody() -> None:
    fill(date(2026, 11, 21), log_n=2)
    a_lesson()
    row, kept = Signal.objects.get(), Lesson.objects.get()
    assert (row.step, kept.signal_id) == ("not_sent", row.pk)
    assert set(row.revisions()) == {"noticed", "not_sent", "learned"}
    practice, lesson, author = str(row.practice_id), str(kept.pk), str(kept.author_id)
    others = User.objects.filter(practice=row.practice, role="counsellor", vault__isnull=False).exclude(pk=author)
    assert others.count() > 1
    for other in others:
        vault = make_vault(str(other.pk), SEED)
        bundle = open_bundle(str(other.pk), 1, vault.uvk, bytes(other.vault.bundle))
        reader = Reader((vault.own.identity,), {pin.owner: [pin.keys.sign] for pin in bundle.pins if pin.checked})
        read = open_lesson(practice, lesson, author, reader, bytes(kept.sealed))
        assert read.text == LEARNT
        for name in [*User.objects.values_list("name", flat=True), row.organisation.name]:
            assert name not in read.text
        with pytest.raises(WrongContext):
            open_lesson(practice, str(row.pk), author, reader, bytes(kept.sealed))
        with pytest.raises(UntrustedSigner):
            open_lesson(practice, lesson, author, Reader(reader.identities, {}), bytes(kept.sealed))
