"""What follows from a talk: agreements in the first report that is open, an undo, and answers looked through."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Role, User
from nabij.reporting.actions import meeting as actions
from nabij.reporting.models import Agreement, Answer, Do, Meeting, Report, agreements_of
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.meeting import Overtaken, State, check_day, held_before, tells
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting import published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def report(people: Personas) -> Report:
    return published.of(people)


def meeting() -> Meeting:
    return Meeting.objects.get()


def hold(people: Personas, report: Report) -> None:
    version = Meeting.objects.count() and meeting().version
    actions.close_meeting(permit(people.amina, Do.CLOSE_MEETING, report), timezone.localdate(), version)


def plan(people: Personas, report: Report, days: int) -> None:
    moment = timezone.now() + timedelta(days=days)
    actions.propose_moments(permit(people.daan, Do.PROPOSE_MOMENTS, report), [moment], "", 0)
    actions.accept_moment(permit(people.amina, Do.ACCEPT_MOMENT, report), meeting().moments[0], 1)


@pytest.mark.parametrize(
    ("begun", "shut", "told"),
    [
        (set(), set(), 2026),
        ({2026}, set(), 2026),
        ({2026}, {2026}, 2027),
        ({2026, 2027}, {2026}, 2027),
        ({2026, 2027}, {2026, 2027}, 2028),
        ({2027}, {2027}, 2028),
        ({2026, 2027}, {2027}, 2026),
        ({2028}, {2028}, 2029),
    ],
)
def test_an_agreement_goes_to_the_first_later_report_that_is_open(begun: set[int], shut: set[int], told: int) -> None:
    assert tells(2025, begun, shut) == told


def test_what_stood_before_the_talk_stands_again_unless_something_follows_from_it() -> None:
    assert held_before(State.HELD, chosen=True, proposed=True, written=False) == State.PLANNED
    assert held_before(State.HELD, chosen=False, proposed=True, written=False) == State.PROPOSED
    assert held_before(State.HELD, chosen=False, proposed=False, written=False) == State.OPEN
    with pytest.raises(Refused):
        held_before(State.HELD, chosen=True, proposed=True, written=True)
    with pytest.raises(Refused):
        held_before(State.PLANNED, chosen=True, proposed=True, written=False)


def test_a_day_before_the_report_and_a_day_to_come_are_refused_each_with_its_reason() -> None:
    with pytest.raises(Refused, match="nog niet uit"):
        check_day(date(2026, 2, 11), date(2026, 2, 12), date(2026, 3, 1))
    with pytest.raises(Refused, match="moet nog komen"):
        check_day(date(2026, 3, 2), date(2026, 2, 12), date(2026, 3, 1))


def test_an_agreement_made_after_next_years_report_is_out_comes_in_the_one_after(
    people: Personas, report: Report
) -> None:
    hold(people, report)
    next_year = published.published(people.amina, people.organisation, 2026)
    before = str(page_of(finished(next_year)))
    amina, work = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/"
    for path in (work, f"{work}afspraak/"):
        assert "komt terug in het verslag van 2027" in amina.get(path).content.decode()
    typed = {"text": "Elk team praat over de toon", "who": "HR", "version": 2027}
    assert amina.post(f"{work}afspraak/", typed).status_code == 302
    assert [one.text for one in agreements_of(people.organisation, 2027)] == ["Elk team praat over de toon"]
    assert str(page_of(finished(next_year))) == before
    later = published.published(people.amina, people.organisation, 2027)
    told = str(page_of(finished(later)))
    assert "Wat we afspraken in het gesprek over het verslag van 2025" in told
    assert "Elk team praat over de toon" in told


def test_who_is_overtaken_by_a_report_set_ready_is_told_where_the_agreement_comes(
    people: Personas, report: Report
) -> None:
    hold(people, report)
    published.in_the_making(people.amina, people.organisation, 2026)
    amina, address = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/afspraak/"
    assert 'name="version" value="2026"' in amina.get(address).content.decode()
    Report.objects.filter(year=2026).update(ready_at=timezone.now())
    typed = {"text": "Elk team praat over de toon", "who": "HR", "version": 2026}
    back = amina.post(address, typed)
    page = back.content.decode()
    assert back.status_code == 422
    assert "De afspraak komt nu in het verslag van 2027." in page
    assert "Elk team praat over de toon" in page
    assert not Agreement.objects.exists()
    with pytest.raises(Overtaken):
        actions.agree(permit(people.amina, Do.AGREE, report), "Iets", "HR", None, 2031)
    assert amina.post(address, typed | {"version": 2027}).status_code == 302
    assert Agreement.objects.get().told_in == 2027


def test_what_a_report_tells_is_said_to_stand_before_anybody_types(people: Personas, report: Report) -> None:
    hold(people, report)
    actions.agree(permit(people.amina, Do.AGREE, report), "Teamgesprek", "HR", None, 2026)
    row = Agreement.objects.get()
    amina, address = browser_of(people.amina), f"/jaarverslagen/gesprekken/afspraken/{row.pk}/"
    assert amina.get(address).status_code == 200
    published.published(people.amina, people.organisation, 2026)
    for path in (address, f"{address}gevolg/"):
        back = amina.get(path)
        assert back.status_code == 422
        assert "Voeg het dan als nieuwe afspraak toe." in back.content.decode()
    page = amina.get(f"/jaarverslagen/gesprekken/{report.pk}/").content.decode()
    assert "Staat vast: dat verslag staat klaar of is uit" in page
    assert address not in page


def test_a_talk_that_was_not_held_is_put_back_with_its_plan(people: Personas, report: Report) -> None:
    plan(people, report, 4)
    hold(people, report)
    amina, work = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/"
    assert "Zet terug: het gesprek is nog niet geweest" in amina.get(work).content.decode()
    assert amina.post(f"{work}niet-geweest/", {"version": 0}).status_code == 409
    assert amina.post(f"{work}niet-geweest/", {"version": "x"}).status_code == 422
    assert amina.post(f"{work}niet-geweest/", {"version": meeting().version}).status_code == 302
    assert (meeting().state, meeting().held_on) == (State.PLANNED, None)
    assert Entry.objects.filter(verb=Do.REOPEN_MEETING).count() == 1
    answer = {"text": "Wij praten erover.", "version": 0}
    assert browser_of(people.daan, audience="board").post(f"/jaarverslag/{report.pk}/vraag/nature/", answer)
    assert Answer.objects.get().text == "Wij praten erover."


@pytest.mark.parametrize("follows", ["minutes", "agreement"])
def test_a_talk_of_which_something_is_written_stays_held(people: Personas, report: Report, follows: str) -> None:
    hold(people, report)
    if follows == "minutes":
        actions.write_minutes(permit(people.amina, Do.WRITE_MINUTES, report), "Een goed gesprek.", [], 1)
    else:
        actions.agree(permit(people.amina, Do.AGREE, report), "Teamgesprek", "HR", None, 2026)
    amina, work = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/"
    assert "Zet terug" not in amina.get(work).content.decode()
    refused = amina.post(f"{work}niet-geweest/", {"version": meeting().version})
    assert refused.status_code == 422
    assert "Er staat al een verslag van het gesprek, of een afspraak." in refused.content.decode()
    assert meeting().state == State.HELD


def test_another_day_than_the_planned_one_is_asked_for_and_said(people: Personas, report: Report) -> None:
    plan(people, report, 4)
    day = timezone.localdate()
    amina, address = browser_of(people.amina), f"/jaarverslagen/gesprekken/{report.pk}/geweest/"
    assert "Gepland was" in amina.get(address).content.decode()
    typed = {"day": day.isoformat(), "version": 2}
    asked = amina.post(address, typed)
    assert asked.status_code == 422
    assert "Was het echt op" in asked.content.decode()
    # another day again is asked about anew, and one that cannot be is refused whatever was seen
    yesterday = (day - timedelta(days=1)).isoformat()
    assert amina.post(address, typed | {"other": yesterday}).status_code == 422
    tomorrow = (day + timedelta(days=1)).isoformat()
    future = amina.post(address, {"day": tomorrow, "other": tomorrow, "version": 2}).content.decode()
    assert "Die dag moet nog komen." in future
    early = amina.post(address, {"day": "2026-02-11", "other": "2026-02-11", "version": 2}).content.decode()
    assert "Op die dag was het verslag nog niet uit." in early
    assert meeting().state == State.PLANNED
    done = amina.post(address, typed | {"other": day.isoformat()}, follow=True).content.decode()
    assert "zoals gepland)" in done
    assert (meeting().state, meeting().held_on) == (State.HELD, day)


def test_an_answer_of_the_board_is_looked_through_before_it_is_kept(people: Personas, report: Report) -> None:
    client, address = browser_of(people.daan, audience="board"), f"/jaarverslag/{report.pk}/vraag/nature/"
    typed = {"text": "In Noord kwamen 3 mensen bij mevrouw Jansen.", "version": 0}
    back = client.post(address, typed)
    page = back.content.decode()
    assert back.status_code == 422
    assert "<mark>3</mark>" in page
    assert "mevrouw Jansen</mark>" in page
    assert typed["text"] in page
    assert "Wat u invulde staat er nog." in page
    assert not Answer.objects.exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    more = client.post(address, typed | {"text": typed["text"] + " En 17 in Zuid.", "seen": seen})
    assert more.status_code == 422
    assert client.post(address, typed | {"seen": seen}).status_code == 302
    kept = Answer.objects.get()
    assert (kept.text, kept.kept, kept.written_by) == (typed["text"], sorted(seen.split()), people.daan)
    assert Entry.objects.filter(verb=Do.ANSWER, actor_id=people.daan.pk).count() == 1
    # a figure that the report shows, and harmless words, go straight through
    assert client.post(address, {"text": "Grappen horen wij ook.", "version": 1}).status_code == 302
    assert Answer.objects.get().kept == []


def test_the_menu_marks_the_talk_and_each_line_of_the_list_is_told_apart(people: Personas, report: Report) -> None:
    published.corrected(report)
    published.published(people.amina, people.organisation, 2026)
    amina = browser_of(people.amina)
    page = amina.get("/jaarverslagen/gesprekken/").content.decode()
    assert 'aria-current="page">Gesprek over verslag<' in page
    name = people.organisation.name
    for line in (f"{name}: jaarverslag 2025", f"{name}: jaarverslag 2026", "Tweede uitgave, uit op"):
        assert page.count(line) == 1
    below = amina.get(f"/jaarverslagen/gesprekken/{report.pk}/").content.decode()
    assert 'aria-current="true">Gesprek over verslag<' in below
    assert below.count("aria-current=") == 1


def test_an_edition_is_new_until_its_reader_opened_it(people: Personas, report: Report) -> None:
    client = browser_of(people.daan, audience="board")
    other = User.objects.create(
        practice=people.practice,
        email="gijs@voorbeeld.test",
        name="Gijs",
        role=Role.BOARD_CONTACT,
        organisation=people.organisation,
    )
    new = "Er staat iets nieuws voor u klaar."
    assert new in client.get("/jaarverslagen/").content.decode()
    for _ in range(2):
        client.get(f"/jaarverslag/{report.pk}/")
    assert new not in client.get("/jaarverslagen/").content.decode()
    assert new in browser_of(other, audience="board").get("/jaarverslagen/").content.decode()
    assert Entry.objects.filter(verb=Do.OPEN).count() == 1
    published.corrected(report)
    assert new in client.get("/jaarverslagen/").content.decode(), "a later edition is new again"
    making = published.in_the_making(people.amina, people.organisation, 2026)
    assert not making.may(people.daan, Do.OPEN)
    assert not report.may(people.amina, Do.OPEN)
