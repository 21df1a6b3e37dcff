"""A correction: one talk more is judged in time, figures may stay as they were out, and a begun one may be dropped."""

from datetime import UTC, date, datetime
from typing import Literal

import pytest
from django.http import QueryDict

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Unit
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, STAFF, Shown
from nabij.reporting import answers
from nabij.reporting.actions import figures as actions
from nabij.reporting.actions.dropping import drop_report
from nabij.reporting.actions.story import contradicted, spots_in
from nabij.reporting.actions.story_box import Gone
from nabij.reporting.assembling import NOT_RECOUNTED
from nabij.reporting.forms.figures import read_change
from nabij.reporting.models import Do, Report
from nabij.reporting.reading import counted_until, finished
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import PLACE
from nabij.reporting.rules.vanished import by_key, vanished
from nabij.sealed.models import KeyGrant, Record, ShredKey
from tests.making import Desk
from tests.personas import Personas
from tests.releases.forging import forged
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

YEAR = 2025


@pytest.fixture
def first(people: Personas) -> Report:
    """Two years out, so that a correction stands beside another year as well."""
    for year in (YEAR - 1, YEAR):
        a_year(people.amina, people.organisation, 37, year)
        publish(set_ready(begun(people.amina, people.organisation, year), people.amina), people.amina)
    return Report.objects.get(organisation=people.organisation, year=YEAR)


def one_more(people: Personas) -> None:
    """One talk about bullying that was forgotten, of somebody who had not come before."""
    (matter,) = a_year(people.amina, people.organisation, 1, YEAR)
    Matter.objects.filter(pk=matter.pk).update(primary_nature="bullying")
    Encounter.objects.filter(pk=Encounter.objects.filter(matter=matter).order_by("pk")[0].pk).delete()


def correct(first: Report, people: Personas) -> Report:
    return actions.correct_report(permit(people.bram, Do.CORRECT, first))


def as_it_was(report: Report, people: Personas) -> Report:
    return replan(report, people, planning.as_before(plan_of(report.plan), as_before=True))


def of_people(seen: tuple[Shown, ...] | list[Shown]) -> list[Shown]:
    return [one for one in seen if one.measure not in OPEN_MEASURES]


def test_what_vanishes_beside_the_edition_before_would_tell_who_came(people: Personas, first: Report) -> None:
    second = correct(first, people)
    one_more(people)
    looked = answers.looked_at(second)
    assert "cijfers verborgen die al uit waren" in looked.trouble
    assert not looked.waiting
    assert looked.before is not None
    with pytest.raises(Refused, match="Laat de cijfers zoals ze uitgingen") as refused:
        set_ready(second, people.amina)
    assert refused.value.code == "vanished"


def test_a_correction_that_changes_enough_tells_one_thing_anew(people: Personas, first: Report) -> None:
    second = correct(first, people)
    # as many again, alike: whatever was shown grows by as much as itself
    a_year(people.amina, people.organisation, 37, YEAR)
    assert answers.looked_at(second).trouble
    only = read_change(QueryDict("do=only&classification=aard"))
    second = replan(second, people, only(second))
    assert answers.looked_at(second).trouble == ""
    corrected = publish(set_ready(second, people.amina), people.amina)
    was, now = (of_people([one.shown for one in report.releases()]) for report in (first, corrected))
    assert vanished(by_key(was), by_key(now)) == {}
    changed = [
        after.figures[cell] - figure
        for before, after in ((by_key(was)[key], one) for key, one in by_key(now).items() if key in by_key(was))
        for cell, figure in before.figures.items()
        if isinstance(figure, int)
    ]
    assert any(changed)
    assert all(one == 0 or one >= answers.SETTINGS.threshold for one in changed)


def test_figures_may_stay_as_they_were_out(people: Personas, first: Report) -> None:
    second = replan(correct(first, people), people, planning.without(plan_of(first.plan), "rol"))
    one_more(people)
    second = as_it_was(second, people)
    assert plan_of(second.plan).left_out == plan_of(first.plan).left_out
    looked = answers.looked_at(second)
    assert looked.kept
    assert looked.shown == looked.before
    lines = len(of_people([one.shown for one in Release.objects.all()]))
    corrected = publish(set_ready(second, people.amina), people.amina)
    was, now = (of_people([one.shown for one in report.releases()]) for report in (first, corrected))
    assert now == was
    assert len(of_people([one.shown for one in Release.objects.all()])) == lines
    assert finished(corrected).corrected[-1] == NOT_RECOUNTED
    assert NOT_RECOUNTED not in finished(first).corrected
    third = correct(corrected, people)
    assert not third.keeps_figures


def test_figures_of_now_in_a_correction_that_keeps_the_old_are_found(people: Personas, first: Report) -> None:
    second = correct(first, people)
    one_more(people)
    second = as_it_was(second, people)
    text = "Er ontbrak een gesprek over pesten. Nu zijn het 38 mensen."
    ready = set_ready(second, people.amina, Story(corrected=(text,)))
    judged = answers.judged(ready)
    found = [one.finding for one in spots_in(ready, judged)]
    assert any("38" in text[one.start : one.end] for one in found), found
    assert contradicted(ready, judged) == ()


def test_the_first_edition_has_nothing_to_keep(people: Personas) -> None:
    a_year(people.amina, people.organisation, 12, YEAR)
    report = begun(people.amina, people.organisation, YEAR)
    with pytest.raises(Refused, match="eerste uitgave"):
        as_it_was(report, people)
    report.plan = report.plan | {"as_before": True}
    assert not report.keeps_figures


def test_a_begun_correction_is_dropped_with_its_story_and_begun_anew(people: Personas, first: Report) -> None:
    second = set_ready(correct(first, people), people.amina)
    assert Record.objects.filter(box=second.pk).exists()
    seen = [one.shown for one in first.releases()]
    allowed: Permit[Report, Literal[Do.DROP]] = permit(people.bram, Do.DROP, second)
    drop_report(allowed)
    for model in (Record, KeyGrant, ShredKey):
        assert not model.objects.filter(box=second.pk).exists()
    with pytest.raises(Gone):
        drop_report(allowed)
    assert [one.shown for one in first.releases()] == seen
    third = correct(first, people)
    assert (third.edition, third.ready_at) == (2, None)


def test_what_is_out_is_not_dropped(people: Personas, first: Report) -> None:
    with pytest.raises(Refused):
        permit(people.amina, Do.DROP, first)
    second = correct(first, people)
    allowed: Permit[Report, Literal[Do.DROP]] = permit(people.amina, Do.DROP, second)
    publish(set_ready(second, people.amina), people.amina)
    with pytest.raises(Refused, match="niet"):
        drop_report(allowed)
    assert Report.objects.get(pk=second.pk).published_at


def test_the_overview_of_a_correction_says_whether_figures_are_counted_anew(people: Personas, first: Report) -> None:
    second = correct(first, people)
    anew, kept = "De nieuwe cijfers worden daarnaast gelegd", "ze worden niet opnieuw geteld"
    desk = Desk(people.amina)
    page = desk.client.get(f"/jaarverslagen/{second.pk}/").content.decode()
    assert (anew in page, kept in page) == (True, False)
    as_it_was(second, people)
    page = desk.client.get(f"/jaarverslagen/{second.pk}/").content.decode()
    assert (anew in page, kept in page) == (False, True)


def test_a_correction_that_keeps_figures_counts_up_to_the_day_of_those(people: Personas, first: Report) -> None:
    Report.objects.filter(pk=first.pk).update(published_at=datetime(YEAR, 11, 14, 10, tzinfo=UTC))
    with forged() as lines:
        lines.filter(contained__report=first).update(at=datetime(YEAR, 11, 14, 10, tzinfo=UTC))
    second = as_it_was(correct(first, people), people)
    assert counted_until(second) == date(YEAR, 11, 14)
    assert counted_until(replan(second, people, planning.as_before(plan_of(second.plan), as_before=False))) > date(
        YEAR, 11, 14
    )


def heads_of(report: Report) -> list[dict[object, object]]:
    return [dict(one.shown.figures) for one in report.releases() if one.shown.measure == STAFF]


def test_head_counts_go_out_only_where_parts_are_judged_with_them(people: Personas, first: Report) -> None:
    Unit.objects.filter(organisation=people.organisation).update(head_count=4)
    kept = publish(set_ready(as_it_was(correct(first, people), people), people.amina), people.amina)
    assert heads_of(first) == heads_of(kept) != []
    third = correct(kept, people)
    third = replan(third, people, planning.without(plan_of(third.plan), PLACE))
    assert heads_of(publish(set_ready(third, people.amina), people.amina)) == []


def test_where_figures_stay_another_grouping_is_refused_in_words(people: Personas, first: Report) -> None:
    second = as_it_was(correct(first, people), people)
    with pytest.raises(Refused, match="Toch opnieuw tellen"):
        replan(second, people, planning.without(plan_of(second.plan), "rol"))


def test_what_other_reports_change_in_it_is_seen_before_it_goes_out(people: Personas) -> None:
    a_year(people.amina, people.organisation, 37, YEAR)
    ready = set_ready(begun(people.amina, people.organisation, YEAR), people.amina)
    a_year(people.amina, people.organisation, 37, YEAR - 1)
    publish(set_ready(begun(people.amina, people.organisation, YEAR - 1), people.amina), people.amina)
    with pytest.raises(Refused, match="cijfers"):
        publish(ready, people.amina)


def test_whoever_works_on_a_report_that_was_dropped_reads_that(people: Personas) -> None:
    a_year(people.amina, people.organisation, 12, YEAR)
    ready = set_ready(begun(people.amina, people.organisation, YEAR), people.amina)
    publishing: Permit[Report, Literal[Do.PUBLISH]] = permit(people.amina, Do.PUBLISH, ready)
    planned: Permit[Report, Literal[Do.PLAN]] = permit(people.amina, Do.PLAN, ready)
    ready.ready_at = None
    ledger = open_ledger(people.organisation)
    drop_report(permit(people.bram, Do.DROP, ready))
    with pytest.raises(Gone, match="weggegooid"):
        actions.publish_report(publishing, permit(people.amina, DoRelease.RELEASE, ledger))
    with pytest.raises(Gone, match="weggegooid"):
        actions.plan_figures(planned, lambda row: Plan(), based_on=ready.plan_version)


def test_what_is_withheld_is_not_said_because_another_year_shows_that_number(people: Personas, first: Report) -> None:
    second = correct(first, people)
    one_more(people)
    second = as_it_was(second, people)
    a_year(people.amina, people.organisation, 38, YEAR - 2)
    publish(set_ready(begun(people.amina, people.organisation, YEAR - 2), people.amina), people.amina)
    ready = set_ready(second, people.amina, Story(corrected=("Nu zijn het 38 mensen.",)))
    assert [one.found for one in spots_in(ready, answers.judged(ready))] == ["38"]


def test_hours_that_become_those_of_one_person_are_refused_with_what_happened_and_what_to_do(
    people: Personas, first: Report
) -> None:
    later = correct(first, people)
    (talk, *_) = Encounter.objects.filter(month__year=YEAR, channel="phone").order_by("pk")
    Encounter.objects.filter(pk=talk.pk).update(quarters=400)
    with pytest.raises(Refused) as refused:
        answers.judged(later)
    said = refused.value.sentence
    assert "rust een aantal op heel weinig mensen, of voor meer dan de helft op een van hen" in said
    assert "Er is niets uitgegaan" in said
    assert "Kijk na of de tijd" in said
    assert "spreken tegen" not in said
    # as it says: the figures that are out can go out again
    replan(later, people, planning.as_before(plan_of(later.plan), as_before=True))
    assert answers.judged(Report.objects.get(pk=later.pk)).outs == ()
