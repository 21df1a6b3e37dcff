"""A letter handed over once, and what follows: received, answered, talked over, followed up; and who withdraws late."""

from datetime import timedelta

import pytest

from nabij.kit.clock import this_month, today
from nabij.matters.models import Matter
from nabij.people.models import Practice, User
from nabij.sealed.models import Vault
from nabij.signals.models import Letter, Signal
from nabij.signals.rules import sections
from tests.making import make_matter, make_vault
from tests.personas import Personas
from tests.signals.making import Pen, handed, pens, say, worded

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def daan(people: Personas) -> User:
    if not Vault.objects.filter(user=people.daan).exists():
        make_vault(people.daan)
    return people.daan


def delivered(people: Personas) -> Signal:
    signal, _, _ = worded(people)
    assert pens(people)[0].go(signal, "overdragen", **handed(daan(people)))[0] == 200
    signal.refresh_from_db()
    return signal


def due(pen: Pen) -> list[str]:
    return [one["what"] for one in pen.get("/signalen/vandaag.json")[1]["due"]]


def went(pen: Pen) -> list[str]:
    return [one["id"] for one in pen.get("/signalen/vandaag.json")[1]["went"]]


def test_whoever_keeps_a_matter_hears_of_its_letter_whoever_handed_it_over(people: Personas) -> None:
    signal, matter, _ = worded(people)
    amina, bram = pens(people)
    assert went(amina) == []
    assert bram.go(signal, "overdragen", **handed(daan(people)))[0] == 200
    signal.refresh_from_db()
    found = amina.get("/signalen/vandaag.json")[1]["went"]
    assert found == [{"id": str(signal.pk), "version": signal.version}]
    assert went(bram) == []
    # closed, with nothing to ask about any more: as long as the matter runs
    Signal.objects.filter(pk=signal.pk).update(step="closed", watches=[])
    assert went(amina) == [str(signal.pk)]
    Matter.objects.filter(pk=matter.pk).update(closed_month=this_month())
    assert went(amina) == []


def test_of_a_letter_that_is_not_sent_and_of_a_matter_that_is_gone(people: Personas) -> None:
    signal, matter, _ = worded(people)
    amina, bram = pens(people)
    assert bram.write(signal, sections.NOT_SENT)[0] == 200
    assert bram.go(signal, "niet-versturen")[0] == 200
    assert went(amina) == [str(signal.pk)]
    Matter.objects.filter(pk=matter.pk).update(destroyed=True)
    assert went(amina) == []


def test_it_is_handed_over_once_with_a_day_for_the_answer(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, bram = pens(people)
    signal.refresh_from_db()
    body = {"based_on": signal.version, **handed(daan(people))}
    address = f"/signalen/{signal.pk}/overdragen.json"
    assert amina.post(address, body)[1] == {"saved": True, "already": False}
    assert amina.post(address, body)[1] == {"saved": True, "already": True}
    assert bram.post(address, {"based_on": body["based_on"], **handed(people.daan)})[1]["code"] == "stale"
    signal.refresh_from_db()
    assert (signal.step, signal.contact, signal.due) == ("delivered", people.daan, today() + timedelta(days=28))
    assert signal.delivered_month == this_month()
    assert Letter.objects.get().author == people.amina
    assert amina.go(signal, "niet-versturen")[1]["code"] == "step"


def test_the_practice_chooses_how_long_an_answer_may_take(people: Personas) -> None:
    Practice.objects.filter(pk=people.practice.pk).update(signal_days=14)
    assert delivered(people).due == today() + timedelta(days=14)


def test_only_who_is_responsible_here_and_has_a_vault_gets_a_letter(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, _ = pens(people)
    assert amina.go(signal, "overdragen", **handed(people.daan))[0] == 422
    daan(people)
    make_vault(people.carla)
    for wrong in (people.bram, people.carla, people.els):
        assert amina.go(signal, "overdragen", **handed(wrong))[0] == 422
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    assert amina.go(signal, "overdragen", **handed(people.daan))[0] == 422
    assert not Letter.objects.exists()


def test_what_is_no_sealed_letter_is_not_handed_over(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, _ = pens(people)
    for sealed in ("", "Lees dit", handed(daan(people))["sealed"][:-8]):
        assert amina.go(signal, "overdragen", **handed(people.daan) | {"sealed": sealed})[0] == 422
    assert not Letter.objects.exists()


def test_a_consent_taken_back_in_the_moment_of_sending_stops_it(people: Personas) -> None:
    signal, matter, _ = worded(people)
    amina, _ = pens(people)
    daan(people)
    say(matter, given=False)
    assert amina.go(signal, "overdragen", **handed(people.daan))[1]["code"] == "withdrawn"
    assert not Letter.objects.exists()


def test_a_letter_that_was_changed_is_checked_again(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, bram = pens(people)
    daan(people)
    assert bram.write(signal, sections.LETTER)[1]["code"] == "step"
    assert bram.go(signal, "herschrijven")[0] == 200
    assert bram.write(signal, sections.LETTER)[0] == 200
    assert amina.go(signal, "overdragen", **handed(people.daan))[1]["code"] == "step"
    assert amina.go(signal, "verwoorden", revision=1)[1]["code"] == "reworded"
    assert amina.go(signal, "verwoorden", revision=2)[0] == 200
    assert amina.go(signal, "overdragen", **handed(people.daan))[0] == 200


def test_no_step_after_it_is_skipped(people: Personas) -> None:
    signal = delivered(people)
    amina, _ = pens(people)
    for step in ("beantwoord", "veranderd", "afronden"):
        assert amina.go(signal, step)[1]["code"] == "step"
    assert amina.go(signal, "gesprek", day=str(today()))[1]["code"] == "step"
    assert amina.go(signal, "ontvangen")[0] == 200
    assert amina.go(signal, "veranderd")[1]["code"] == "step"
    assert amina.go(signal, "beantwoord")[0] == 200
    assert amina.write(signal, sections.CHANGED)[0] == 200
    assert amina.go(signal, "veranderd")[0] == 422
    assert amina.go(signal, "gesprek", day=str(today() - timedelta(days=1)))[0] == 422
    assert amina.go(signal, "gesprek", day=str(today()))[0] == 200
    assert due(amina) == ["meeting"]
    assert amina.go(signal, "veranderd")[0] == 200
    assert amina.go(signal, "afronden")[0] == 200
    signal.refresh_from_db()
    assert (signal.step, signal.answered_month) == ("closed", this_month())


def test_no_answer_by_the_last_day_shows_to_both_of_the_pair(people: Personas) -> None:
    signal = delivered(people)
    amina, bram = pens(people)
    assert due(amina) == due(bram) == []
    Signal.objects.filter(pk=signal.pk).update(due=today() - timedelta(days=1))
    assert due(amina) == due(bram) == ["unanswered"]


def test_who_withdraws_after_it_was_read_is_told_so(people: Personas) -> None:
    signal, matter, _ = worded(people)
    amina, _ = pens(people)
    amina.go(signal, "overdragen", **handed(daan(people)))
    assert amina.go(signal, "verteld", concern=signal.concern_set.get().pk)[0] == 422
    say(matter, given=False)
    assert due(amina) == ["tell"]
    assert amina.go(signal, "verteld", concern=signal.concern_set.get().pk)[0] == 200
    # it was the only one: what is left is to close it
    assert due(amina) == ["over"]
    signal.refresh_from_db()
    assert signal.step == "delivered"
    assert amina.go(signal, "ontvangen")[0] == 200


def test_whether_anybody_suffers_from_it_is_asked_after_two_six_and_twelve_weeks(people: Personas) -> None:
    signal = delivered(people)
    amina, bram = pens(people)
    assert amina.go(signal, "navraag", weeks=2)[0] == 422
    assert amina.go(signal, "navraag", weeks=3)[0] == 422
    for weeks in (2, 6, 12):
        its_day_comes(signal)
        # only Amina has a visitor behind it
        assert (due(amina), due(bram)) == (["watch"], [])
        assert amina.go(signal, "navraag", weeks=weeks)[1]["code"] == "unwritten"
        assert amina.write(signal, sections.watch(weeks))[0] == 200
        assert amina.go(signal, "navraag", weeks=weeks)[0] == 200
        signal.refresh_from_db()
    assert signal.watches == []
    assert due(amina) == due(bram) == []


def test_each_of_the_pair_is_asked_until_each_noted_it(people: Personas) -> None:
    signal = of_both(people)
    amina, bram = pens(people)
    its_day_comes(signal)
    assert due(amina) == due(bram) == ["watch"]
    based_on = signal.version
    assert amina.write(signal, sections.watch(2))[0] == 200
    assert amina.go(signal, "navraag", weeks=2) == (200, {"saved": True, "already": False})
    assert (due(amina), due(bram)) == ([], ["watch"])
    noted, waits = {"id": str(people.amina.pk), "name": "Amina"}, {"id": str(people.bram.pk), "name": "Bram"}
    for pen in (amina, bram):
        shown = pen.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]
        assert (shown["watchers"]["noted"], shown["watchers"]["due"]) == ([noted], [waits])
    assert len(Signal.objects.get(pk=signal.pk).watches) == 3

    # who wrote at the same time sends it on the version that they saw, and loses nothing
    assert bram.go(signal, "navraag", weeks=2, based_on=based_on) == (200, {"saved": True, "already": False})
    assert len(Signal.objects.get(pk=signal.pk).watches) == 2
    assert amina.go(signal, "navraag", weeks=2, based_on=based_on) == (200, {"saved": True, "already": True})
    assert due(amina) == due(bram) == []
    shown = bram.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]
    assert (shown["watchers"]["noted"], shown["watchers"]["due"], len(shown["watches"])) == ([], [noted, waits], 2)
    assert shown["unasked"] == []


def test_four_weeks_after_the_last_day_it_is_asked_no_more_and_told_as_not_asked(people: Personas) -> None:
    signal = of_both(people)
    amina, bram = pens(people)
    Signal.objects.filter(pk=signal.pk).update(watches=[str(today())], noted={"2": [], "6": []})
    assert amina.write(signal, sections.watch(12))[0] == 200
    assert amina.go(signal, "navraag", weeks=12)[0] == 200
    assert due(bram) == ["watch"]
    Signal.objects.filter(pk=signal.pk).update(watches=[str(today() - timedelta(weeks=4))])
    assert due(bram) == due(amina) == []
    shown = bram.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]
    assert (shown["watches"], shown["watchers"]) == ([], None)
    last = next(one for one in shown["unasked"] if one["weeks"] == 12)
    assert last["who"] == [{"id": str(people.bram.pk), "name": "Bram"}]
    # why not is written down all the same, and makes it no asking
    assert sections.watch(12) in shown["writable"]
    assert bram.go(signal, "navraag", weeks=12)[1]["code"] == "past"


def test_who_is_ill_is_asked_on_the_next_day_and_stops_nobody(people: Personas) -> None:
    signal = of_both(people)
    amina, bram = pens(people)
    its_day_comes(signal)
    assert amina.write(signal, sections.watch(2))[0] == 200
    assert amina.go(signal, "navraag", weeks=2)[0] == 200
    days = [str(today() - timedelta(weeks=4)), str(today()), str(today() + timedelta(weeks=6))]
    Signal.objects.filter(pk=signal.pk).update(watches=days)
    assert due(amina) == due(bram) == ["watch"]
    assert bram.get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["watches"] == days[1:]
    status, answer = bram.go(signal, "navraag", weeks=2)
    assert (status, answer["code"]) == (422, "past")
    assert amina.write(signal, sections.watch(6))[0] == 200
    assert amina.go(signal, "navraag", weeks=6)[0] == 200
    signal.refresh_from_db()
    assert signal.watches == days[1:]


def test_a_matter_that_is_gone_asks_nobody(people: Personas) -> None:
    signal = of_both(people)
    amina, bram = pens(people)
    its_day_comes(signal)
    Matter.objects.filter(keeper=people.bram).update(destroyed=True)
    assert "watch" not in due(bram)
    assert amina.write(signal, sections.watch(2))[0] == 200
    assert amina.go(signal, "navraag", weeks=2)[0] == 200
    signal.refresh_from_db()
    assert len(signal.watches) == 2


def its_day_comes(signal: Signal) -> None:
    """The first day on which to ask was yesterday."""
    signal.refresh_from_db()
    days = [str(today() - timedelta(days=1)), *signal.watches[1:]]
    Signal.objects.filter(pk=signal.pk).update(watches=days)


def of_both(people: Personas) -> Signal:
    """A letter went out, with a visitor of Amina and one of Bram behind it."""
    signal = delivered(people)
    other = make_matter(people.bram)
    consent = say(other)
    signal.concern_set.create(practice=signal.practice, matter=other, consent=consent, seen=consent.sequence, limits=1)
    return signal
