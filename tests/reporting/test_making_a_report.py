"""A report is begun once, grouped by one author at a time, and goes out once and as its authors saw it."""

import html
import json
import re
from collections.abc import Collection
from datetime import date
from typing import Literal

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation, Unit, User
from nabij.releases.actions import Moved, open_ledger, release_figures
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Ledger, Release
from nabij.releases.rules import OPEN_MEASURES, shown
from nabij.reporting import answers, earlier_years
from nabij.reporting import offers as offering
from nabij.reporting.actions import figures as actions
from nabij.reporting.actions.digest import digest_of
from nabij.reporting.counting import Register, asked_of, dimensions_of, register_of
from nabij.reporting.models import Contained, Do, Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.beside import Out, tally
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.story import Story, story_of
from nabij.reporting.rules.tables import CHANNEL, LINKS
from nabij_disclosure.release import Mark, TooFew
from nabij_disclosure.table import Dimension
from tests.making import Desk
from tests.outreach.making import make_activity
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, replan, set_ready
from tests.reporting.stories import make_third

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def report(people: Personas) -> Report:
    a_year(people.amina, people.organisation, 40)
    return begun(people.amina, people.organisation)


def out(report: Report, people: Personas) -> Report:
    return publish(set_ready(report, people.amina), people.amina)


def by(person: User, ledger: Ledger) -> Permit[Ledger, Literal[DoRelease.RELEASE]]:
    return permit(person, DoRelease.RELEASE, ledger)


def test_a_report_is_begun_once_by_whoever_comes_first(people: Personas) -> None:
    first = begun(people.amina, people.organisation)
    assert begun(people.bram, people.organisation) == first
    assert begun(people.amina, people.organisation, 2024) != first
    assert Entry.objects.filter(verb="begin_report").count() == 2
    assert (first.begun_by, first.edition, first.plan_version) == (people.amina, 1, 1)


def test_only_the_authors_begin_look_group_and_let_out(people: Personas, report: Report) -> None:
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    for person in (people.bram, people.carla, people.daan, people.els):
        for verb in (Do.BEGIN, Do.LOOK, Do.PLAN, Do.PUBLISH, Do.CORRECT):
            with pytest.raises(Refused):
                permit(person, verb, report)
    with pytest.raises(Refused):
        permit(people.amina, Do.CORRECT, report)


def test_every_look_at_raw_counts_is_in_the_audit(people: Personas, report: Report) -> None:
    actions.look(permit(people.bram, Do.LOOK, report))
    line = Entry.objects.get(verb="look_at_report_figures")
    assert (line.actor_id, line.kind, line.row) == (people.bram.pk, "reporting.report", str(report.pk))


def test_a_first_plan_is_the_same_whoever_came(people: Personas) -> None:
    empty = begun(people.amina, people.organisation, 2024)
    a_year(people.amina, people.organisation, 40)
    full = begun(people.amina, people.organisation)
    assert empty.plan == full.plan
    assert "aard" in plan_of(full.plan).whole_groups


def test_a_small_organisation_begins_with_something_to_show(people: Personas, report: Report) -> None:
    by_codes = answers.judged(report, Plan())
    by_plan = answers.judged(report)

    def share(outs: tuple[Out, ...]) -> float:
        seen, figures = tally(shown(out.entry) for out in outs)
        return seen / figures

    assert share(by_plan.outs) > share(by_codes.outs) + 0.15


def test_the_plan_of_the_year_before_is_kept(people: Personas, report: Report) -> None:
    out(replan(report, people, Plan(left_out=frozenset({"rol"}))), people)
    assert plan_of(begun(people.bram, people.organisation, 2026).plan) == Plan(left_out=frozenset({"rol"}))


def test_the_second_of_two_authors_is_told_and_changes_nothing(people: Personas, report: Report) -> None:
    first = replan(report, people, planning.without(plan_of(report.plan), "rol"))
    with pytest.raises(actions.Stale, match="Intussen is de indeling"):
        replan(report, people, planning.without(plan_of(report.plan), "afloop"), based_on=1)
    report.refresh_from_db()
    assert (report.plan, report.plan_version) == (first.plan, 2)
    assert Entry.objects.filter(verb="plan_report_figures").count() == 1


def test_a_change_that_changes_nothing_is_no_change(people: Personas, report: Report) -> None:
    assert replan(report, people, plan_of(report.plan)).plan_version == 1
    assert not Entry.objects.filter(verb="plan_report_figures").exists()


def test_a_change_is_undone_and_the_one_before_it(people: Personas, report: Report) -> None:
    one = replan(report, people, planning.without(plan_of(report.plan), "rol"))
    two = replan(one, people, planning.without(plan_of(one.plan), "afloop"))
    for version, left in ((3, {"rol"}), (4, set())):
        actions.undo_plan(permit(people.amina, Do.PLAN, Report.objects.get(pk=two.pk)), based_on=version)
        assert plan_of(Report.objects.get(pk=report.pk).plan).left_out == left
    with pytest.raises(Refused, match="geen eerdere"):
        actions.undo_plan(permit(people.amina, Do.PLAN, Report.objects.get(pk=two.pk)), based_on=5)


def test_what_a_plan_names_must_be_there(people: Personas, report: Report) -> None:
    for plan in (Plan(left_out=frozenset({"kleur"})), Plan(groups={"rol": {"Samen": ("Medewerker", "Prins")}})):
        with pytest.raises(Refused):
            replan(report, people, plan)
    report.refresh_from_db()
    assert report.plan_version == 1


def test_a_report_that_stands_ready_keeps_its_plan(people: Personas, report: Report) -> None:
    ready = set_ready(report, people.amina)
    with pytest.raises(Refused, match="Haal het eerst terug"):
        replan(ready, people, Plan())


def test_it_goes_out_whole_with_its_places_and_its_lines(people: Personas, report: Report) -> None:
    judged = answers.judged(report)
    report = out(report, people)
    releases = list(report.releases())
    assert [one.shown for one in releases] == list(answers.would_be(report, judged))
    assert {one.receiver for one in releases} == {Release.Receiver.BOARD}
    assert report.published_by == people.amina
    assert list(Contained.objects.order_by("position").values_list("position", flat=True)) == [*range(len(releases))]
    assert Entry.objects.filter(verb="publish_report").count() == 1
    assert first_break_of(people.practice.pk) is None
    assert list(Report.objects.visible_to(people.daan)) == [report]


def test_it_goes_out_once(people: Personas, report: Report) -> None:
    ready = set_ready(report, people.amina)
    lets_out: Permit[Report, Literal[Do.PUBLISH]] = permit(people.bram, Do.PUBLISH, ready)
    releasing = by(people.bram, open_ledger(people.organisation))
    publish(ready, people.amina)
    count = Release.objects.count()
    with pytest.raises(actions.IsOut, match="al uit"):
        actions.publish_report(lets_out, releasing)
    assert Release.objects.count() == count


def test_it_does_not_go_out_before_it_stands_ready(people: Personas, report: Report) -> None:
    with pytest.raises(Refused, match="staat niet klaar"):
        publish(report, people.amina)
    assert not Release.objects.exists()


def test_other_figures_than_when_it_was_set_ready_do_not_go_out(people: Personas, report: Report) -> None:
    ready = set_ready(report, people.amina)
    a_year(people.amina, people.organisation, 9)
    with pytest.raises(Refused, match="cijfers zijn anders"):
        publish(ready, people.amina)
    ready.refresh_from_db()
    assert ready.published_at is None
    assert not Release.objects.exists()


def test_the_digest_tells_what_is_shown_apart_and_is_the_same_for_the_same(people: Personas, report: Report) -> None:
    judged = answers.judged(report)
    assert digest_of(report, judged) == digest_of(report, answers.judged(report))
    assert digest_of(report, judged) != digest_of(report, answers.judged(report, Plan()))


def test_figures_that_go_out_meanwhile_are_taken_along(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is drawn depends on the seed, and may on what went out of other years: with this one it does not
    Ledger.objects.update_or_create(
        organisation=people.organisation, practice=people.practice, defaults={"seed": b"the same in every run of it"}
    )
    ready = set_ready(report, people.amina)
    once = iter((True,))
    real = answers.judged

    def judged(row: Report) -> object:
        found = real(row)
        if next(once, False):
            a_year(people.amina, people.organisation, 30, 2022)
            ledger = open_ledger(people.organisation)
            allowed = by(people.bram, ledger)
            asked = asked_of(people.organisation, 2022, plan=plan_of(row.plan))
            kind, receiver = Release.Kind.SENTENCE, Release.Receiver.STAFF
            release_figures(allowed, asked, answers.SETTINGS, kind=kind, receiver=receiver, links=LINKS)
        return found

    monkeypatch.setattr(actions, "judged", judged)
    assert publish(ready, people.amina).published_at
    open_ledger(people.organisation).history()


def test_who_is_overtaken_again_and_again_is_told(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = set_ready(report, people.amina)

    def moved(*args: object) -> None:
        raise Moved

    monkeypatch.setattr(actions, "_let_out", moved)
    with pytest.raises(Moved, match="Intussen zijn er andere cijfers"):
        publish(ready, people.amina)


def test_a_correction_restates_table_by_table_and_is_begun_once(people: Personas, report: Report) -> None:
    first = out(report, people)
    second = actions.correct_report(permit(people.bram, Do.CORRECT, first))
    assert actions.correct_report(permit(people.amina, Do.CORRECT, first)) == second
    assert (second.edition, plan_of(second.plan)) == (2, plan_of(first.plan))
    Matter.objects.filter(organisation=people.organisation, primary_nature="bullying").update(
        primary_nature="intimidation"
    )
    corrected = out(second, people)
    before = {one.shown.name: one.pk for one in first.releases()}
    restated = {one.shown.name: one.restates_id for one in corrected.releases()}
    assert restated == before
    with pytest.raises(Refused, match="Verbeter de laatste"):
        actions.correct_report(permit(people.amina, Do.CORRECT, Report.objects.get(pk=first.pk)))
    with pytest.raises(Refused, match="al uit"):
        begun(people.amina, people.organisation)


def test_matters_that_are_deleted_change_nothing_of_what_went_out(people: Personas, report: Report) -> None:
    report = out(report, people)
    seen = [one.shown for one in report.releases()]
    Matter.objects.all().delete()
    assert [one.shown for one in report.releases()] == seen


def test_what_was_noted_of_prevention_after_it_was_set_ready_is_in_the_way(people: Personas, report: Report) -> None:
    ready = set_ready(report, people.amina)
    make_activity(people.bram, people.organisation, month=date(report.year, 3, 1))
    with pytest.raises(Refused, match="cijfers zijn anders"):
        publish(ready, people.amina)
    assert not Release.objects.exists()


def test_three_matters_leave_one_sentence_for_each_table_and_no_figure(people: Personas) -> None:
    a_year(people.amina, people.organisation, 3)
    report = begun(people.amina, people.organisation)
    looked = answers.looked_at(report)
    assert looked.shown == 0
    of_people = [one for one in answers.judged(report).outs if one.table.measure == "inbrengers"]
    assert all(isinstance(one, TooFew) for one in of_people)
    went_out = [one.shown for one in out(report, people).releases() if one.shown.measure not in OPEN_MEASURES]
    assert {figure for one in went_out for figure in one.figures.values()} == {Mark.HIDDEN}


def test_parts_of_an_organisation_that_are_named_as_totals_are_counted(people: Personas) -> None:
    for name in ("Totaal", "Niet ingevuld", "eindtotaal"):
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name)
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    (places,) = [one.table for one in answers.asked(report) if one.table.dimensions[0].name == "onderdeel"]
    assert {"Onderdeel Totaal", "Onderdeel Niet ingevuld", "Onderdeel eindtotaal"} <= set(places.dimensions[0].leaves)
    assert sum(places.counts.values()) == 40
    assert out(report, people).published_at


@pytest.mark.parametrize("address", ["cijfers/", "cijfers/?nagekeken"])
def test_the_register_is_read_once_for_a_page_of_figures(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    read = []

    def reading(organisation: Organisation, year: int, along: Collection[int] = ()) -> Register:
        read.append(year)
        return register_of(organisation, year, along)

    monkeypatch.setattr(earlier_years, "register_of", reading)
    client = Desk(people.amina).client
    assert client.get(f"/jaarverslagen/{report.pk}/{address}").status_code == 200
    assert read == [report.year]
    change = {"version": report.plan_version, "classification": "rol", "do": "without"}
    assert client.post(f"/jaarverslagen/{report.pk}/cijfers/indelen/", change).status_code == 302
    assert read == [report.year] * 2


def test_what_carries_the_number_of_talks_cannot_be_left_out(people: Personas, report: Report) -> None:
    assert "Laat dit onderdeel weg" not in {one for one, _ in offering._others(report, channels(report), Plan())}
    with pytest.raises(Refused, match="kan er niet uit"):
        planning.without(Plan(), CHANNEL)
    with pytest.raises(Refused, match="kan er niet uit"):
        replan(report, people, Plan(left_out=frozenset({CHANNEL})))


def channels(report: Report) -> Dimension:
    return next(one for one in dimensions_of(report.organisation) if one.name == CHANNEL)


def test_a_correction_gets_the_story_that_is_out_and_a_first_edition_none(people: Personas, report: Report) -> None:
    told = Story(foreword=('Lees "dit" & <dat>.',))
    first = publish(set_ready(report, people.amina, told), people.amina)
    second = actions.correct_report(permit(people.amina, Do.CORRECT, first))
    address = f"/jaarverslagen/{second.pk}/verhaal/"
    page = Desk(people.bram).client.get(address).content.decode()
    found = re.search(r'<div data-previous><data value="1">(.*?)</data></div>', page, re.S)
    assert found is not None
    assert story_of(json.loads(html.unescape(found[1]))) == story_of(first.text)
    later = begun(people.amina, people.organisation, 2026)
    other = Desk(people.bram).client.get(f"/jaarverslagen/{later.pk}/verhaal/").content.decode()
    assert "<div data-previous></div>" in other
    assert Desk(make_third(people)).client.get(address).status_code == 404
