"""Letters at the board's address: seen by whom they were handed to, received once, answered once, sealed all along."""

from datetime import timedelta
from typing import Any

import pytest

from nabij.kit.clock import today
from nabij.people.models import Role, User
from nabij.sealed.models import Draft
from nabij.signals.models import Letter, Signal
from tests.making import Desk, b64, make_vault, new_id, sealed_bytes
from tests.people.asking import audited, browser_of
from tests.personas import Personas
from tests.signals.lettering import Pens, a_letter, a_reply, handed_over, lay_letter, new_pens

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

type Json = dict[str, Any]


class BoardDesk(Desk):
    """A browser module at the board's address."""

    def __init__(self, user: User) -> None:
        super().__init__(user)
        self.client = browser_of(user, audience="board")


@pytest.fixture
def pens() -> Pens:
    return new_pens()


@pytest.fixture
def signal(people: Personas, pens: Pens) -> Signal:
    found = handed_over(people)
    lay_letter(found, people.amina, a_letter(found, people, pens))
    make_vault(people.daan)
    return found


@pytest.fixture
def daan(people: Personas, signal: Signal) -> BoardDesk:
    return BoardDesk(people.daan)


def at(signal: Signal, step: str) -> str:
    return f"/brieven/{signal.pk}/{step}.json"


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def reply_body(signal: Signal, people: Personas, pens: Pens, based_on: int) -> Json:
    letter = bytes(Letter.objects.get(signal=signal, direction="letter").sealed)
    return {"based_on": based_on, "id": new_id(), "sealed": b64(a_reply(signal, people, pens, letter))}


def test_the_list_says_when_and_what_is_open_and_nothing_of_the_content(people: Personas, signal: Signal) -> None:
    page = browser_of(people.daan, audience="board").get("/brieven/").content.decode()
    assert "Brief van" in page
    assert "Nog te doen: lezen, en een dag kiezen" in page
    for word in ("structural", "structurele", "Amina", "Noord"):
        assert word not in page


def test_who_has_no_vault_is_told_that_no_letter_can_come(people: Personas) -> None:
    page = browser_of(people.daan, audience="board").get("/brieven/").content.decode()
    assert "Er is geen brief voor u." in page
    assert "Kluis inrichten" in page
    assert "U hoeft nu niets te doen" not in page
    make_vault(people.daan)
    page = browser_of(people.daan, audience="board").get("/brieven/").content.decode()
    assert "U hoeft nu niets te doen" in page
    assert "eigen sleutel" not in page


def test_the_page_and_its_title_say_nothing_of_the_letter(people: Personas, signal: Signal) -> None:
    page = browser_of(people.daan, audience="board").get(f"/brieven/{signal.pk}/").content.decode()
    assert "<title>Brief · Nabij</title>" in page
    assert "data-needs-vault" in page


def test_a_letter_comes_sealed_with_the_keys_of_who_may_have_written_it(
    people: Personas, signal: Signal, daan: BoardDesk
) -> None:
    make_vault(people.amina)
    status, told = daan.get(at(signal, "brief"))
    assert status == 200
    assert told["letter"]["author"] == str(people.amina.pk)
    assert told["reply"] is None
    assert {one["name"]: one["public_key"] is not None for one in told["counsellors"]} == {"Amina": True, "Bram": False}
    assert told["due"] == in_days(28)


def test_another_board_contact_of_the_same_organisation_does_not_see_it(people: Personas, signal: Signal) -> None:
    other = User(
        practice=people.practice,
        email="fenna@voorbeeld.test",
        name="Fenna",
        role=Role.BOARD_CONTACT,
        organisation=people.organisation,
    )
    other.save()
    client = browser_of(other, audience="board")
    assert client.get(f"/brieven/{signal.pk}/").status_code == 404
    assert client.get(at(signal, "brief")).status_code == 404
    assert b"Er is geen brief voor u" in client.get("/brieven/").content


@pytest.mark.parametrize("step", ["noticed", "weighed", "worded_neutral", "not_sent"])
def test_a_signal_that_was_not_handed_over_does_not_exist_at_the_board(
    signal: Signal, daan: BoardDesk, step: str
) -> None:
    Signal.objects.filter(pk=signal.pk).update(step=step)
    assert daan.get(at(signal, "brief"))[0] == 404
    assert daan.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(3)})[0] == 404


def test_received_with_a_day_counts_once(people: Personas, signal: Signal, daan: BoardDesk) -> None:
    body = {"based_on": 1, "day": in_days(9)}
    assert daan.post(at(signal, "ontvangen"), body)[1]["already"] is False
    assert daan.post(at(signal, "ontvangen"), body)[1]["already"] is True
    signal.refresh_from_db()
    assert (signal.step, signal.meeting) == ("received", today() + timedelta(days=9))
    assert audited(people.practice).count(("receive_signal", "signals.signal")) == 1
    assert daan.post(at(signal, "ontvangen"), body | {"day": in_days(10)})[0] == 422


@pytest.mark.parametrize("day", [-1, 400])
def test_a_day_that_is_past_or_far_off_is_refused(signal: Signal, daan: BoardDesk, day: int) -> None:
    status, said = daan.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(day)})
    assert status == 422
    assert "Kies een dag vanaf vandaag" in said["refused"]
    signal.refresh_from_db()
    assert signal.step == "delivered"


def test_the_day_can_change_once_it_was_received(signal: Signal, daan: BoardDesk) -> None:
    assert daan.post(at(signal, "dag"), {"based_on": 1, "day": in_days(3)})[0] == 422
    daan.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(9)})
    assert daan.post(at(signal, "dag"), {"based_on": 2, "day": in_days(12), "was": in_days(9)})[0] == 200
    signal.refresh_from_db()
    assert signal.meeting == today() + timedelta(days=12)


def test_an_answer_is_kept_sealed_once_and_its_draft_goes(
    people: Personas, pens: Pens, signal: Signal, daan: BoardDesk
) -> None:
    daan.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(9)})
    draft = Draft.objects.create(id=new_id(), practice=people.practice, user=people.daan, sealed=sealed_bytes())
    body = reply_body(signal, people, pens, 2) | {"draft": str(draft.pk)}
    assert daan.post(at(signal, "antwoord"), body)[1]["step"] == "answered"
    assert daan.post(at(signal, "antwoord"), body)[1]["already"] is True
    assert Letter.objects.filter(signal=signal, direction="reply", author=people.daan).count() == 1
    assert not Draft.objects.exists()
    assert daan.get(at(signal, "brief"))[1]["reply"]["sealed"] == body["sealed"]
    assert daan.post(at(signal, "antwoord"), reply_body(signal, people, pens, 3))[0] == 422


def test_no_answer_before_it_was_received(people: Personas, pens: Pens, signal: Signal, daan: BoardDesk) -> None:
    assert daan.post(at(signal, "antwoord"), reply_body(signal, people, pens, 1))[0] == 422
    assert Letter.objects.filter(signal=signal).count() == 1


@pytest.mark.parametrize("content", [b"Dank u voor uw brief.", sealed_bytes(), b"age-encryption.org/v1\n"])
def test_an_answer_that_is_not_sealed_is_refused(signal: Signal, daan: BoardDesk, content: bytes) -> None:
    daan.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(9)})
    status, said = daan.post(at(signal, "antwoord"), {"based_on": 2, "id": new_id(), "sealed": b64(content)})
    assert (status, said["code"]) == (422, "not_sealed")


def test_a_session_without_the_key_changes_nothing(signal: Signal, daan: BoardDesk) -> None:
    status, _ = daan.send(at(signal, "ontvangen"), b'{"based_on":1,"day":"2030-01-01"}', {})
    assert status == 403
    signal.refresh_from_db()
    assert signal.step == "delivered"


def test_a_board_contact_who_was_switched_off_sees_nothing(people: Personas, signal: Signal, daan: BoardDesk) -> None:
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    assert daan.get(at(signal, "brief"))[0] in {401, 404}


def test_a_new_letter_is_said_in_the_menu_and_among_the_reports_until_it_was_received(
    people: Personas, daan: BoardDesk, signal: Signal
) -> None:
    browser = browser_of(people.daan, audience="board")
    reports = browser.get("/jaarverslagen/").content.decode()
    assert "Brieven (1 nieuw)" in reports
    assert "Er ligt een nieuwe brief voor u." in reports
    assert browser.get("/")["Location"] == "/brieven/"
    Signal.objects.filter(pk=signal.pk).update(step="received")
    reports = browser.get("/jaarverslagen/").content.decode()
    assert "nieuw)" not in reports
    assert "nieuwe brief" not in reports
    assert browser.get("/")["Location"] == "/jaarverslagen/"


def test_the_board_is_told_what_the_letter_rests_on_and_nothing_where_nobody_told_it(
    daan: BoardDesk, signal: Signal
) -> None:
    for path, needed, basis in (("agreed", 2, "agreed"), ("agreed", 0, ""), ("excepted", 1, "excepted")):
        Signal.objects.filter(pk=signal.pk).update(path=path, needed=needed)
        assert daan.get(at(signal, "brief"))[1]["basis"] == basis
