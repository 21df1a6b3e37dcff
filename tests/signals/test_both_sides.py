"""The pair and the board at one letter at once: neither loses anything, and once nobody is behind it both read so."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from nabij.kit.clock import today
from nabij.mail.models import Mail
from nabij.matters.models import Matter
from nabij.sealed.models import Draft
from nabij.signals.actions.reminding import remind_of_answers
from nabij.signals.models import Concern, Letter, Signal
from nabij.signals.rules import sections
from tests.making import b64, new_id, sealed_bytes
from tests.personas import Personas
from tests.signals.making import Json, a_letter, pens
from tests.signals.test_handing import daan, due
from tests.signals.test_letters import BoardDesk, at, in_days
from tests.signals.test_taking_back import take_back, walked

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

# from when the board's page was drawn: what the pair did before the answer came
MEANWHILE = ("received", "answered", "meeting", "followed_up", "closed")


def drawn(people: Personas) -> tuple[Signal, list[Matter], BoardDesk, int]:
    """The board received it, and its page with the form for an answer is open in this version."""
    signal, matters = walked(people, "received")
    return signal, matters, BoardDesk(daan(people)), signal.version


def answer(version: int, **more: object) -> Json:
    return {"based_on": version, "id": new_id(), "sealed": b64(a_letter())} | more


def everybody_goes(people: Personas, signal: Signal, matters: list[Matter]) -> None:
    amina, _ = pens(people)
    for matter in matters:
        take_back(people, matter, "heard")
        row = Concern.objects.get(signal=signal, matter=matter)
        assert amina.go(signal, "verteld", concern=row.pk)[0] == 200


@pytest.mark.parametrize("until", MEANWHILE)
def test_no_answer_is_refused_for_a_step_of_the_pair(people: Personas, until: str) -> None:
    signal, _ = walked(people, until)
    board = BoardDesk(daan(people))
    kept = Draft.objects.create(id=new_id(), practice=people.practice, user=daan(people), sealed=sealed_bytes())
    body = answer(1, draft=str(kept.pk))
    status, said = board.post(at(signal, "antwoord"), body)
    assert (status, said["already"]) == (200, False)
    signal.refresh_from_db()
    # nothing that the pair did is undone
    assert signal.step == ("answered" if until in ("received", "answered", "meeting") else until)
    assert signal.answered_month is not None
    assert not Draft.objects.filter(pk=kept.pk).exists()
    pieces = pens(people)[0].get(f"/signalen/{signal.pk}/stukken.json")[1]
    assert [one["sealed"] for one in pieces["letters"] if one["direction"] == "reply"] == [body["sealed"]]
    # nor is it asked for twice
    assert board.post(at(signal, "antwoord"), body)[1]["already"] is True


def test_an_answer_that_was_sent_counts_though_the_pair_went_on_before_it_was_sent_again(people: Personas) -> None:
    signal, _, board, version = drawn(people)
    body = answer(version)
    assert board.post(at(signal, "antwoord"), body)[0] == 200
    assert pens(people)[0].go(signal, "gesprek", day=str(today()))[0] == 200
    status, said = board.post(at(signal, "antwoord"), body)
    assert (status, said["already"]) == (200, True)


def test_of_two_answers_at_once_one_is_sent_and_the_other_is_not_lost(people: Personas) -> None:
    signal, _, board, version = drawn(people)
    other = BoardDesk(daan(people))
    first = answer(version)
    assert board.post(at(signal, "antwoord"), first)[0] == 200
    kept = Draft.objects.create(id=new_id(), practice=people.practice, user=daan(people), sealed=sealed_bytes())
    status, said = other.post(at(signal, "antwoord"), answer(version, draft=str(kept.pk)))
    assert (status, said["code"]) == (422, "answered")
    assert "niets verstuurd" in said["refused"]
    assert Draft.objects.filter(pk=kept.pk).exists()
    assert b64(bytes(Letter.objects.get(direction="reply").sealed)) == first["sealed"]


def test_an_id_of_another_letter_is_no_answer_and_takes_nothing(people: Personas) -> None:
    signal, _, board, version = drawn(people)
    sent = Letter.objects.get(signal=signal)
    status, _ = board.post(at(signal, "antwoord"), answer(version, id=str(sent.pk)))
    assert status == 422
    signal.refresh_from_db()
    assert (signal.step, Letter.objects.count()) == ("received", 1)


def test_the_board_receives_what_the_pair_noted_as_received(people: Personas) -> None:
    signal, _ = walked(people, "delivered")
    version = signal.version
    assert pens(people)[0].go(signal, "ontvangen")[0] == 200
    board = BoardDesk(daan(people))
    body = {"based_on": version, "day": in_days(9), "was": None}
    assert board.post(at(signal, "ontvangen"), body)[0] == 200
    assert board.post(at(signal, "ontvangen"), body)[1]["already"] is True
    signal.refresh_from_db()
    assert (signal.step, signal.meeting) == ("received", today() + timedelta(days=9))


def test_only_another_day_of_the_other_side_stops_a_day(people: Personas) -> None:
    signal, _, board, version = drawn(people)
    amina, _ = pens(people)
    assert amina.go(signal, "gesprek", day=in_days(5))[0] == 200
    body = {"based_on": version, "day": in_days(9), "was": None}
    status, said = board.post(at(signal, "dag"), body)
    assert (status, said["code"]) == (422, "other_day")
    assert board.post(at(signal, "dag"), body | {"was": in_days(5)})[0] == 200
    # an answer in conversation that was noted meanwhile is no other day
    assert amina.go(signal, "beantwoord")[0] == 200
    assert board.post(at(signal, "dag"), body | {"was": in_days(9), "day": in_days(12)})[0] == 200
    signal.refresh_from_db()
    assert (signal.step, signal.meeting) == ("answered", today() + timedelta(days=12))


@pytest.mark.parametrize("step", ["delivered", "received", "answered"])
def test_once_nobody_is_behind_it_both_sides_read_that_it_is_over(people: Personas, step: str) -> None:
    signal, matters = walked(people, step)
    amina, bram = pens(people)
    board = BoardDesk(daan(people))
    if step != "delivered":
        assert amina.go(signal, "gesprek", day=in_days(5))[0] == 200
    assert board.get(at(signal, "brief"))[1]["nobody"] is False
    everybody_goes(people, signal, matters)
    said = board.get(at(signal, "brief"))[1]
    assert (said["nobody"], said["fewer"]) == (True, True)
    page = board.client.get("/brieven/").content.decode()
    assert "Vervallen" in page
    assert "Nog te doen" not in page
    assert "wordt verwacht" not in page
    assert ("gaat niet door" in page) is (step != "delivered")
    for pen in (amina, bram):
        assert due(pen) == ["over"]
        assert pen.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["turn"] == "mine"
    for refused in (
        amina.go(signal, "gesprek", day=in_days(8)),
        board.post(at(signal, "dag"), {"based_on": 1, "day": in_days(8), "was": said["meeting"]}),
        board.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(8), "was": said["meeting"]}),
    ):
        assert refused[1]["code"] in {"over", "step"}
    assert amina.go(signal, "afronden")[0] == 200
    signal.refresh_from_db()
    assert (signal.step, signal.meeting) == ("closed", None)
    said = board.get(at(signal, "brief"))[1]
    assert (said["nobody"], said["meeting"]) == (True, None)
    assert due(amina) == []


def test_an_answer_under_way_is_kept_though_nobody_is_behind_the_letter_any_more(people: Personas) -> None:
    signal, matters, board, version = drawn(people)
    everybody_goes(people, signal, matters)
    assert pens(people)[0].go(signal, "afronden")[0] == 200
    assert board.post(at(signal, "antwoord"), answer(version))[0] == 200
    signal.refresh_from_db()
    assert signal.step == "closed"
    assert board.get(at(signal, "brief"))[1]["answered"] is True


def test_the_board_hears_once_that_it_is_over_and_is_reminded_of_nothing(people: Personas, settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"
    signal, matters = walked(people, "received")
    Mail.objects.all().delete()
    amina, _ = pens(people)
    take_back(people, matters[0], "heard")
    assert amina.go(signal, "verteld", concern=Concern.objects.get(matter=matters[0]).pk)[0] == 200
    # on fewer is told when the letter is read again, and not at a moment
    assert not Mail.objects.exists()
    everybody_goes(people, signal, matters[1:])
    assert [(one.account_id, one.cause) for one in Mail.objects.all()] == [(daan(people).pk, f"{signal.pk}/over")]
    Mail.objects.all().delete()
    Signal.objects.filter(pk=signal.pk).update(due=today() - timedelta(days=1))
    remind_of_answers()
    assert not Mail.objects.exists()


def test_a_matter_that_is_destroyed_holds_up_nothing_as_nobody_can_be_told(people: Personas) -> None:
    signal, (gone, left) = walked(people, "answered")
    amina, _ = pens(people)
    Matter.objects.filter(pk=gone.pk).update(destroyed=True)
    assert "tell" not in due(amina)
    told = amina.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["concerns"]
    assert sorted((one["gone"], one["told"]) for one in told) == [(False, False), (True, True)]
    assert amina.go(signal, "gesprek", day=str(today()))[0] == 200
    assert amina.write(signal, sections.CHANGED)[0] == 200
    assert amina.go(signal, "veranderd")[0] == 200
    assert left.pk not in signal.gone()
