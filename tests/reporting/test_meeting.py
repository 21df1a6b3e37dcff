"""The conversation about a report: answers, the moment, minutes, agreements; each kept once, none over another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any, Literal

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import Appointment, Role, User
from nabij.reporting.actions import meeting as actions
from nabij.reporting.models import Agreement, Answer, Do, Meeting, Report, agreements_of
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.meeting import LONGEST_AHEAD, Overtaken, State, check_held, check_moments
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting import published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def lines(verb: Do) -> int:
    return Entry.objects.filter(verb=verb).count()


def board(user: User) -> Client:
    return browser_of(user, audience="board")


def in_days(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT10:00}"


@pytest.fixture
def report(people: Personas) -> Report:
    return published.of(people)


def meeting() -> Meeting:
    return Meeting.objects.get()


def hold(people: Personas, report: Report) -> None:
    allowed: Permit[Report, Literal[Do.CLOSE_MEETING]] = permit(people.amina, Do.CLOSE_MEETING, report)
    actions.close_meeting(allowed, timezone.localdate(), Meeting.objects.count() and meeting().version)


def test_moments_are_one_to_three_different_ones_within_a_year() -> None:
    now = timezone.now()
    one, other = now + timedelta(days=3), now + timedelta(days=2)
    assert check_moments([one, other], now) == [other, one]
    for wrong in ([], [one, one], [now - timedelta(hours=1)], [now + LONGEST_AHEAD + timedelta(days=1)]):
        with pytest.raises(Refused):
            check_moments(wrong, now)
    with pytest.raises(Refused):
        check_moments([now + timedelta(days=day) for day in range(1, 5)], now)


def test_a_conversation_took_place_between_the_report_and_today() -> None:
    out, now = date(2026, 2, 1), date(2026, 3, 1)
    check_held(State.OPEN, date(2026, 2, 15), out, now)
    for day in (date(2026, 1, 31), date(2026, 3, 2)):
        with pytest.raises(Refused):
            check_held(State.PLANNED, day, out, now)


def test_the_board_answers_and_changes_its_mind_until_the_conversation(people: Personas, report: Report) -> None:
    client, address = board(people.daan), f"/jaarverslag/{report.pk}/vraag/nature/"
    page = client.get(address).content.decode()
    assert "lezen uw vertrouwenspersonen: Amina en Bram" in page
    answer = client.post(address, {"text": "Grappen.\r\nDie horen we ook.", "version": 0})
    assert answer["Location"] == f"/jaarverslag/{report.pk}/#antwoord-nature"
    assert Answer.objects.get().text == "Grappen.\nDie horen we ook."
    assert "Antwoord wijzigen" in client.get(f"/jaarverslag/{report.pk}/").content.decode()
    assert client.post(address, {"text": "", "version": 1}).status_code == 422
    assert client.post(address, {"remove": "1", "version": 1}).status_code == 302
    assert "Antwoord wijzigen" not in client.get(f"/jaarverslag/{report.pk}/").content.decode()
    client.post(address, {"text": "Toch niet.", "version": 2})
    kept = Answer.objects.get()
    assert (kept.text, kept.version, kept.written_by) == ("Toch niet.", 3, people.daan)
    hold(people, report)
    late = client.post(address, {"text": "Nog iets.", "version": 3})
    assert late.status_code == 422
    assert "Het gesprek is geweest." in late.content.decode()
    assert "Nog iets." in late.content.decode()
    assert client.get(address).status_code == 422
    assert Answer.objects.get().text == "Toch niet."
    assert lines(Do.ANSWER) == 3


def test_a_double_click_is_kept_once(people: Personas, report: Report) -> None:
    client, address = board(people.daan), f"/jaarverslag/{report.pk}/vraag/nature/"
    for _ in range(2):
        assert client.post(address, {"text": "Grappen.", "version": 0}).status_code == 302
    assert (Answer.objects.get().version, lines(Do.ANSWER)) == (1, 1)
    plan = {"first": in_days(5), "version": 0}
    for _ in range(2):
        assert client.post(f"/jaarverslag/{report.pk}/gesprek/plannen/", plan).status_code == 302
    assert (meeting().version, lines(Do.PROPOSE_MOMENTS)) == (1, 1)
    moment = {"moment": meeting().moments[0].isoformat(), "version": 1}
    amina = browser_of(people.amina)
    assert [amina.post(f"/jaarverslagen/gesprekken/{report.pk}/moment/", moment).status_code for _ in range(2)] == [
        302,
        302,
    ]
    assert (meeting().state, meeting().version, lines(Do.ACCEPT_MOMENT)) == (State.PLANNED, 2, 1)


def test_whoever_was_overtaken_keeps_what_was_typed_and_sees_what_stands_there(
    people: Personas, report: Report
) -> None:
    address = f"/jaarverslag/{report.pk}/vraag/nature/"
    other = User.objects.create(
        practice=people.practice,
        email="gijs@voorbeeld.test",
        name="Gijs",
        role=Role.BOARD_CONTACT,
        organisation=people.organisation,
    )
    board(other).post(address, {"text": "Van Gijs.", "version": 0})
    client = board(people.daan)
    back = client.post(address, {"text": "Van Daan.", "version": 0})
    page = back.content.decode()
    assert back.status_code == 422
    assert "Intussen veranderde iemand anders dit." in page
    assert "Van Daan." in page
    assert "Van Gijs." in page
    assert 'name="version" value="1"' in page
    assert Answer.objects.get().text == "Van Gijs."
    assert client.post(address, {"text": "Van Daan.", "version": 1}).status_code == 302
    assert Answer.objects.get().text == "Van Daan."


def test_from_proposal_to_planned_meeting(people: Personas, report: Report) -> None:
    client, plan = board(people.daan), f"/jaarverslag/{report.pk}/gesprek/plannen/"
    past = client.post(plan, {"first": "2020-01-01T10:00", "place": "Kamer 3", "version": 0})
    assert past.status_code == 422
    assert "in het verleden" in past.content.decode()
    assert 'value="Kamer 3"' in past.content.decode()
    assert not Meeting.objects.filter(version__gt=0).exists()
    client.post(plan, {"first": in_days(9), "second": in_days(6), "place": "Kamer 3", "version": 0})
    talk, work = f"/jaarverslag/{report.pk}/gesprek/", f"/jaarverslagen/gesprekken/{report.pk}/"
    assert "Uw voorstel ligt bij uw vertrouwenspersonen" in client.get(talk).content.decode()
    amina = browser_of(people.amina)
    page = amina.get(work).content.decode()
    assert page.count('type="radio"') == 2
    assert "Kamer 3" in page
    chosen = meeting().moments[0]
    empty = amina.post(f"{work}moment/", {"version": 1})
    assert empty.status_code == 422
    assert "Kies een antwoord." in empty.content.decode()
    assert amina.post(f"{work}moment/", {"moment": chosen.isoformat(), "version": 1}).status_code == 302
    assert meeting().chosen == chosen
    assert "Afgesproken" in client.get(talk).content.decode()


def test_other_moments_are_asked_for_and_the_board_proposes_anew(people: Personas, report: Report) -> None:
    client, talk = board(people.daan), f"/jaarverslag/{report.pk}/gesprek/"
    work = f"/jaarverslagen/gesprekken/{report.pk}/"
    client.post(f"{talk}plannen/", {"first": in_days(5), "version": 0})
    bram = browser_of(people.bram)
    assert bram.post(f"{work}andere-momenten/", {"version": "x"}).status_code == 422
    assert bram.post(f"{work}andere-momenten/", {"version": 0}).status_code == 409
    assert bram.post(f"{work}andere-momenten/", {"version": 1}).status_code == 302
    assert "Uw vertrouwenspersonen vragen om andere momenten." in client.get(talk).content.decode()
    assert client.post(f"{talk}plannen/", {"first": in_days(8), "version": 2}).status_code == 302
    assert (meeting().state, meeting().declined) == (State.PROPOSED, False)


def test_a_moment_that_is_no_longer_proposed_cannot_be_chosen(people: Personas, report: Report) -> None:
    client, talk = board(people.daan), f"/jaarverslag/{report.pk}/gesprek/"
    work = f"/jaarverslagen/gesprekken/{report.pk}/"
    client.post(f"{talk}plannen/", {"first": in_days(5), "version": 0})
    old = meeting().moments[0].isoformat()
    client.post(f"{talk}plannen/", {"first": in_days(7), "version": 1})
    amina = browser_of(people.amina)
    assert amina.post(f"{work}moment/", {"moment": old, "version": 1}).status_code == 422
    with pytest.raises(Refused):
        actions.accept_moment(permit(people.amina, Do.ACCEPT_MOMENT, report), datetime.fromisoformat(old), 2)
    assert meeting().state == State.PROPOSED


def test_minutes_are_looked_through_before_anything_is_kept(people: Personas, report: Report) -> None:
    hold(people, report)
    amina, address = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/verslag/"
    typed: dict[str, Any] = {"text": "Er praten 3 mensen van het bestuur mee, zei Joke Jansen.", "version": 1}
    back = amina.post(address, typed)
    page = back.content.decode()
    assert back.status_code == 422
    assert "<mark>3</mark>" in page
    assert "Dit is nog niet bewaard" in page
    assert meeting().minutes == ""
    seen = page.split('name="seen" value="')[1].split('"')[0]
    # something new in it is shown first as well
    more = amina.post(address, typed | {"text": typed["text"] + " En 17 in Zuid.", "seen": seen})
    assert more.status_code == 422
    # what the number counts has to be said first
    assert amina.post(address, typed | {"seen": seen}).status_code == 422
    number = page.partition('name="telt-')[2].partition('"')[0]
    decided = {f"telt-{number}": "niemand", f"waarom-{number}": "Dat zijn leden van het bestuur."}
    assert amina.post(address, typed | decided | {"seen": seen}).status_code == 302
    kept = meeting()
    assert (kept.minutes, kept.kept[:-1]) == (typed["text"], sorted(seen.split()))
    said = {"key": number, "reason": "Dat zijn leden van het bestuur.", "counts": "niemand"}
    assert kept.kept[-1] == said
    # who goes on writing is not asked the same again
    assert (
        "Dat zijn leden van het bestuur."
        in amina.post(address, typed | {"text": typed["text"] + " En 17."}).content.decode()
    )
    at_the_board, at_work = f"/jaarverslag/{report.pk}/gesprek/", f"/jaarverslagen/gesprekken/{report.pk}/"
    for client, path in ((board(people.daan), at_the_board), (browser_of(people.bram), at_work)):
        assert "zei Joke Jansen" in client.get(path).content.decode()


def test_minutes_come_after_the_conversation(people: Personas, report: Report) -> None:
    amina, work = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/"
    early = amina.post(f"{work}verslag/", {"text": "Fijn gesprek.", "version": 0})
    assert early.status_code == 422
    assert "Dit kan pas als het gesprek is geweest." in early.content.decode()
    assert amina.post(f"{work}afspraak/", {"text": "Teamgesprek", "who": "HR", "version": 2026}).status_code == 422
    tomorrow = f"{timezone.localdate() + timedelta(days=1)}"
    assert amina.post(f"{work}geweest/", {"day": tomorrow, "version": 0}).status_code == 422
    assert amina.post(f"{work}geweest/", {"day": f"{timezone.localdate()}", "version": 0}).status_code == 302
    assert amina.post(f"{work}verslag/", {"text": "Fijn gesprek.", "version": 1}).status_code == 302


def test_agreements_come_back_next_year_with_what_became_of_them(people: Personas, report: Report) -> None:
    hold(people, report)
    amina, work = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/"
    typed = {"text": "Elk team praat over grappen", "who": "HR", "by_when": "2026-09-01", "version": 2026}
    page = amina.post(f"{work}afspraak/", typed)
    if page.status_code == 422:
        seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
        assert amina.post(f"{work}afspraak/", typed | {"seen": seen}).status_code == 302
    row = Agreement.objects.get()
    told = board(people.daan).get(f"/jaarverslag/{report.pk}/gesprek/").content.decode()
    assert "Elk team praat over grappen" in told
    follow = {"became": "done", "became_text": "In het voorjaar.", "version": 1}
    assert amina.post(f"/jaarverslagen/gesprekken/afspraken/{row.pk}/gevolg/", follow).status_code == 302
    assert amina.post(f"/jaarverslagen/gesprekken/afspraken/{row.pk}/weg/").status_code == 422
    (agreed,) = agreements_of(people.organisation, 2026)
    assert (agreed.text, agreed.who, agreed.by_when) == (typed["text"], "HR", date(2026, 9, 1))
    assert (agreed.became, agreed.became_text) == ("done", "In het voorjaar.")
    assert agreements_of(people.organisation, 2025) == agreements_of(people.other_organisation, 2026) == ()
    following = published.in_the_making(people.amina, people.organisation, 2026)
    next_year = published.published(people.amina, people.organisation, 2026, following)
    told = str(page_of(finished(next_year)))
    assert "Wat we afspraken in het gesprek over het verslag van 2025" in told
    assert "HR, klaar op 1 september 2026. In het voorjaar." in told
    changed = amina.post(
        f"/jaarverslagen/gesprekken/afspraken/{row.pk}/gevolg/", follow | {"became": "lapsed", "version": 2}
    )
    assert changed.status_code == 422
    assert "Dat is uit en verandert niet meer." in changed.content.decode()
    assert amina.post(f"/jaarverslagen/gesprekken/afspraken/{row.pk}/weg/").status_code == 422
    assert amina.get(f"/jaarverslagen/gesprekken/afspraken/{row.pk}/gevolg/").status_code == 422
    assert str(page_of(finished(next_year))) == told
    agenda = amina.get(f"/jaarverslagen/gesprekken/{next_year.pk}/agenda/").content.decode()
    assert "Wat we eerder afspraken" in agenda
    assert "Elk team praat over grappen" in agenda


def test_an_agreement_is_changed_by_one_at_a_time_and_taken_away(people: Personas, report: Report) -> None:
    hold(people, report)
    actions.agree(permit(people.amina, Do.AGREE, report), "Teamgesprek", "HR", None, 2026)
    actions.agree(permit(people.bram, Do.AGREE, report), "Teamgesprek", "HR", None, 2026)
    row = Agreement.objects.get()
    allowed: Permit[Agreement, Literal[Do.CHANGE_AGREEMENT]] = permit(people.amina, Do.CHANGE_AGREEMENT, row)
    actions.change_agreement(allowed, "Teamgesprekken", "HR", None, 1)
    with pytest.raises(Overtaken):
        actions.change_agreement(allowed, "Iets anders", "HR", None, 1)
    browser_of(people.bram).post(f"/jaarverslagen/gesprekken/afspraken/{row.pk}/weg/")
    assert not Agreement.objects.exists()
    assert (lines(Do.AGREE), lines(Do.CHANGE_AGREEMENT), lines(Do.REMOVE_AGREEMENT)) == (1, 1, 1)
    assert first_break_of(people.practice.pk) is None


def test_a_later_edition_takes_the_conversation_over(people: Personas, report: Report) -> None:
    board(people.daan).post(f"/jaarverslag/{report.pk}/vraag/nature/", {"text": "Grappen.", "version": 0})
    later = published.corrected(report)
    assert "Grappen." in board(people.daan).get(f"/jaarverslag/{later.pk}/").content.decode()
    assert "Grappen." in browser_of(people.amina).get(f"/jaarverslagen/gesprekken/{later.pk}/").content.decode()
    with pytest.raises(Refused):
        permit(people.daan, Do.ANSWER, report)


def test_each_side_has_its_own_verbs_and_nobody_else_has_any(people: Personas, report: Report) -> None:
    of_board = {Do.OPEN, Do.ANSWER, Do.PROPOSE_MOMENTS}
    of_pair = {Do.ACCEPT_MOMENT, Do.DECLINE_MOMENTS, Do.CLOSE_MEETING, Do.REOPEN_MEETING, Do.WRITE_MINUTES, Do.AGREE}
    allowed = {person.name: {verb for verb in Do if report.may(person, verb)} for person in (people.daan, people.amina)}
    assert allowed == {"Daan": of_board, "Amina": of_pair | {Do.CORRECT}}
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    for person in (people.bram, people.carla, people.els):
        assert not {verb for verb in Do if report.may(person, verb)}
    making = published.in_the_making(people.amina, people.organisation, 2026)
    assert not of_board & {verb for verb in Do if making.may(people.daan, verb)}
    assert not of_pair & {verb for verb in Do if making.may(people.amina, verb)}
    amina = browser_of(people.amina)
    assert amina.get(f"/jaarverslagen/gesprekken/{making.pk}/").status_code == 404


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_of_two_at_the_same_moment_one_is_kept_and_the_other_hears_it(people: Personas) -> None:
    report, start = published.of(people), Barrier(2)
    moments = [timezone.now() + timedelta(days=day) for day in (3, 4)]

    def at_once(write: Callable[[int], Any]) -> list[str]:
        def run(turn: int) -> str:
            start.wait()
            try:
                write(turn)
            except Overtaken:
                return "overtaken"
            finally:
                connections.close_all()
            return "kept"

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(run, (0, 1)))

    answer: Permit[Report, Literal[Do.ANSWER]] = permit(people.daan, Do.ANSWER, report)
    assert at_once(lambda turn: actions.answer(answer, "nature", f"Antwoord {turn}", 0)) == ["kept", "overtaken"]
    propose: Permit[Report, Literal[Do.PROPOSE_MOMENTS]] = permit(people.daan, Do.PROPOSE_MOMENTS, report)
    assert at_once(lambda turn: actions.propose_moments(propose, [moments[turn]], "", 0)) == ["kept", "overtaken"]
    accept: Permit[Report, Literal[Do.ACCEPT_MOMENT]] = permit(people.amina, Do.ACCEPT_MOMENT, report)
    moment = meeting().moments[0]
    assert at_once(lambda _: actions.accept_moment(accept, moment, 1)) == ["kept", "kept"]
    assert (Answer.objects.count(), Meeting.objects.count(), lines(Do.ACCEPT_MOMENT)) == (1, 1, 1)
    assert first_break_of(people.practice.pk) is None


def test_the_board_plans_a_talk_about_an_edition_that_came_after_the_conversation(
    people: Personas, report: Report
) -> None:
    hold(people, report)
    made: Permit[Report, Literal[Do.AGREE]] = permit(people.amina, Do.AGREE, report)
    actions.agree(made, "Elk team praat over de toon.", "Het bestuur", None, 2026)
    daan = board(people.daan)
    assert daan.get(f"/jaarverslag/{report.pk}/gesprek/plannen/").status_code == 422
    second = published.corrected(report)
    held = meeting().held_on
    page = daan.get(f"/jaarverslag/{second.pk}/gesprek/").content.decode()
    assert "Over de tweede uitgave is nog niet gesproken." in page
    assert "Plan een gesprek over de tweede uitgave" in page
    sent = {"first": in_days(9), "place": "Kamer 2", "version": meeting().version}
    assert daan.post(f"/jaarverslag/{second.pk}/gesprek/plannen/", sent).status_code == 302
    assert (meeting().state, meeting().held_on, meeting().days_before) == (State.PROPOSED, None, [held])
    # what was agreed in the first conversation stays in sight
    assert "Elk team praat over de toon." in daan.get(f"/jaarverslag/{second.pk}/gesprek/").content.decode()
    hold(people, second)
    assert meeting().edition == 2
    assert daan.get(f"/jaarverslag/{second.pk}/gesprek/plannen/").status_code == 422


def test_what_is_recommended_is_on_the_agenda_of_both(people: Personas, report: Report) -> None:
    recommended = [{"key": "toon", "text": "Praat een keer per jaar over de toon."}]
    Report.objects.filter(pk=report.pk).update(text=published.a_story(recommendations=recommended))
    for page in (
        browser_of(people.amina).get(f"/jaarverslagen/gesprekken/{report.pk}/agenda/"),
        board(people.daan).get(f"/jaarverslag/{report.pk}/gesprek/"),
    ):
        text = page.content.decode()
        assert "Wat we aanbevelen" in text
        assert "Praat een keer per jaar over de toon." in text
