"""*Bereikbaarheid*: one's own days, kept by oneself or the practice manager; what was wrong keeps what was typed."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import nabij.contact
from nabij.contact.actions import times
from nabij.contact.models import Absence, Do, Reachability
from nabij.contact.rules import reaching
from nabij.contact.schedules import schedules_of
from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Counsellor
from tests.contact.keeping import make_absence, make_entrance
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

PARTS = Path(nabij.contact.__file__).parent / "templates" / "contact" / "door" / "parts"
SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _a_saturday_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: SATURDAY)


def test_who_said_nothing_works_every_working_day(people: Personas) -> None:
    page = browser_of(people.amina).get("/bereikbaarheid/").content.decode()
    assert "Kan antwoorden vanaf maandag 30 november" in page
    assert "Er staan geen dagen." in page


def test_what_a_visitor_sees_is_told_in_the_words_of_the_door(people: Personas) -> None:
    Counsellor.objects.filter(user=people.amina).delete()
    Counsellor.objects.create(user=people.amina, practice=people.practice, kind="internal", languages=["nl", "en"])
    amina = browser_of(people.amina)
    seen = amina.post("/bereikbaarheid/", {"weekdays": ["0", "3"], "channels": ["phone"]}, follow=True).content.decode()
    door = (PARTS / "phrases.html").read_text(encoding="utf-8")
    for phrase, filled in (
        (reaching.CAN_ANSWER, "maandag 30 november"),
        (reaching.ANSWERS_BY, "donderdag 3 december"),
        (reaching.INTERNAL, ""),
        (reaching.SPEAKS, "Nederlands, Engels"),
        (reaching.TALKS, "Hier schrijven · Bellen"),
        (reaching.PROMISED + reaching.COUNTED, "2"),
    ):
        assert f'"{phrase}"' in door
        assert re.sub(r"\{\w+\}", filled, phrase) in seen
    assert f'"{reaching.PROMISED_ONE}{reaching.COUNTED}"' in door
    days = {"first": "2026-11-30", "last": "2026-12-04"}
    seen = amina.post("/bereikbaarheid/weg/", days, follow=True).content.decode()
    for line in ("Kan antwoorden vanaf maandag 7 december", "Antwoordt uiterlijk donderdag 10 december"):
        assert f"<li>{line}</li>" in seen
    assert reaching.seen_by_visitor(None, None, None, away=True) == [reaching.AWAY]
    assert reaching.seen_by_visitor(MONDAY, MONDAY, SATURDAY, away=True)[0] == "Weg tot en met zaterdag 28 november"
    for phrase in (reaching.AWAY, reaching.AWAY_UNTIL):
        assert f'"{phrase}"' in door


def test_days_and_channels_are_kept_and_seen_at_once(people: Personas) -> None:
    amina = browser_of(people.amina)
    answer = amina.post("/bereikbaarheid/", {"weekdays": ["3", "1"], "channels": ["on_site", "phone"]}, follow=True)
    page = answer.content.decode()
    assert "Kan antwoorden vanaf dinsdag 1 december" in page
    assert "Bezoekers zien het meteen." in page
    row = Reachability.objects.get()
    assert (row.weekdays, row.channels) == ([1, 3], ["secure_form", "phone", "on_site"])
    amina.post("/bereikbaarheid/", {"weekdays": ["3"], "channels": []})
    row.refresh_from_db()
    assert (row.weekdays, row.channels) == ([3], ["secure_form"])
    assert audited(people.practice) == [("set_reachability", "contact.reachability")] * 2


@pytest.mark.parametrize(
    "wrong", [{"weekdays": []}, {"weekdays": ["7"]}, {"weekdays": ["x"]}, {"weekdays": ["0"], "channels": ["pigeon"]}]
)
def test_days_that_cannot_be_change_nothing(people: Personas, wrong: dict[str, Any]) -> None:
    answer = browser_of(people.amina).post("/bereikbaarheid/", wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Reachability.objects.exists()
    assert audited(people.practice) == []


def test_an_absence_is_added_ended_withdrawn_and_put_back(people: Personas) -> None:
    amina = browser_of(people.amina)
    days = {"first": "2026-11-30", "last": "2026-12-04"}
    page = amina.post("/bereikbaarheid/weg/", days, follow=True).content.decode()
    assert "30 november tot en met 4 december" in page
    assert "Kan antwoorden vanaf maandag 7 december" in page
    row = Absence.objects.get()
    page = amina.post(f"/bereikbaarheid/{row.pk}/einde/", {"last": "2026-12-01"}, follow=True).content.decode()
    assert "Kan antwoorden vanaf woensdag 2 december" in page
    page = amina.post(f"/bereikbaarheid/{row.pk}/intrekken/", follow=True).content.decode()
    assert "Kan antwoorden vanaf maandag 30 november" in page
    assert "Terugzetten" in page
    page = amina.post(f"/bereikbaarheid/{row.pk}/terug/", follow=True).content.decode()
    assert "Kan antwoorden vanaf woensdag 2 december" in page
    assert [verb for verb, _ in audited(people.practice)] == [
        "add_absence",
        "end_absence",
        "withdraw_absence",
        "put_absence_back",
    ]


def test_an_absence_without_a_last_day_is_told_as_long_and_ended_later(people: Personas) -> None:
    row = make_absence(people.amina, SATURDAY)
    page = browser_of(people.amina).get("/bereikbaarheid/").content.decode()
    assert "Nu weg. We weten niet tot wanneer." in page
    assert "Je bent lang weg" in page
    browser_of(people.amina).post(f"/bereikbaarheid/{row.pk}/einde/", {"last": "2026-11-28"})
    assert "maandag 30 november" in browser_of(people.amina).get("/bereikbaarheid/").content.decode()


def test_the_same_days_twice_are_one_absence(people: Personas) -> None:
    amina, days = browser_of(people.amina), {"first": "2026-11-30", "last": "2026-12-04"}
    assert [amina.post("/bereikbaarheid/weg/", days).status_code for _ in range(2)] == [302, 422]
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"first": "2026-12-04", "last": "2026-11-30"}, "voor de eerste dag"),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "al voorbij"),
        ({"first": "2026-11-31"}, "een dag die bestaat"),
        ({"first": ""}, "Vul dit in."),
        ({"first": "2026-12-01", "last": "2099-01-01"}, "twee jaar vooruit"),
        ({"first": "2026-12-01", "last": "morgen"}, "een dag die bestaat"),
    ],
)
def test_wrong_days_come_back_with_what_was_typed(people: Personas, typed: dict[str, str], told: str) -> None:
    answer = browser_of(people.amina).post("/bereikbaarheid/weg/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert all(f'value="{value}"' in page for value in typed.values() if value)
    assert not Absence.objects.exists()


def test_the_manager_keeps_the_days_of_who_cannot(people: Personas) -> None:
    els, address = browser_of(people.els), f"/mensen/{people.amina.pk}/bereikbaarheid/"
    assert "Bereikbaarheid van Amina" in els.get(address).content.decode()
    page = els.post(f"{address}weg/", {"first": "2026-11-28"}, follow=True).content.decode()
    assert "Amina is lang weg." in page
    row = Absence.objects.get()
    assert row.counsellor == people.amina
    answer = els.post(f"/bereikbaarheid/{row.pk}/einde/", {"last": "2026-11-30"})
    assert answer["Location"] == address
    assert els.post(address, {"weekdays": ["4"]})["Location"] == address
    # a board contact and a manager have no days
    for other in (people.daan, people.els):
        assert els.get(f"/mensen/{other.pk}/bereikbaarheid/").status_code == 404
    assert els.get("/bereikbaarheid/").status_code == 404


def test_the_days_of_another_are_not_there(people: Personas) -> None:
    row = make_absence(people.amina, MONDAY)
    for stranger in (people.bram, people.carla, people.daan):
        browser = browser_of(stranger)
        for what in ("einde", "intrekken", "terug"):
            assert browser.post(f"/bereikbaarheid/{row.pk}/{what}/", {"last": "2026-12-01"}).status_code == 404
        assert browser.get(f"/mensen/{people.amina.pk}/bereikbaarheid/").status_code == 404
        assert (
            browser.post(f"/mensen/{people.amina.pk}/bereikbaarheid/weg/", {"first": "2026-12-01"}).status_code == 404
        )
    row.refresh_from_db()
    assert (row.last, row.withdrawn, Absence.objects.count()) == (None, False, 1)


def test_the_actions_hold_by_themselves(people: Personas) -> None:
    row = Reachability(practice=people.practice, counsellor=people.amina)
    for stranger in (people.bram, people.carla, people.daan):
        with pytest.raises(Refused):
            permit(stranger, Do.SET_REACHABILITY, row)
    allowed = permit(people.amina, Do.SET_REACHABILITY, row)
    for days, ways in (([], []), ([7], []), ([0], ["pigeon"])):
        with pytest.raises(Refused):
            times.set_reachability(allowed, weekdays=days, channels=ways)
    absence = make_absence(people.amina, MONDAY)
    with pytest.raises(Refused, match="voor de eerste dag"):
        times.end_absence(permit(people.amina, Do.END_ABSENCE, absence), last=SATURDAY)
    times.withdraw_absence(permit(people.amina, Do.WITHDRAW_ABSENCE, absence))
    with pytest.raises(Refused, match="intussen veranderd"):
        times.withdraw_absence(permit(people.amina, Do.WITHDRAW_ABSENCE, absence))
    with pytest.raises(Refused, match="intussen veranderd"):
        times.end_absence(permit(people.amina, Do.END_ABSENCE, absence), last=MONDAY)


def test_schedules_are_read_in_two_questions_however_many(people: Personas, django_assert_num_queries: Any) -> None:
    make_absence(people.amina, MONDAY, MONDAY)
    with django_assert_num_queries(2):
        found = schedules_of([people.amina.pk, people.bram.pk], SATURDAY)
    assert found[people.amina.pk].next_day(SATURDAY) == date(2026, 12, 1)
    assert found[people.bram.pk].next_day(SATURDAY) == MONDAY


def test_an_organisation_where_nobody_is_there_is_told_to_its_manager(people: Personas) -> None:
    make_entrance(people)
    address, els = f"/organisaties/{people.organisation.pk}/", browser_of(people.els)
    make_absence(people.amina, MONDAY, date(2026, 12, 11))
    assert "Alle vertrouwenspersonen zijn weg" not in els.get(address).content.decode()
    make_absence(people.bram, MONDAY, date(2026, 12, 4))
    for page in (els.get(address), els.get(f"{address}ingang/")):
        text = page.content.decode()
        assert "Alle vertrouwenspersonen zijn weg. Pas op maandag 7 december leest er weer iemand." in text
