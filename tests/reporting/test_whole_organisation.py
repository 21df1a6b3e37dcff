"""Where nearly everybody who works in an organisation came, its total tells of each that they came; so it is hidden."""

import pytest

from nabij.people.models import Organisation, Unit
from nabij.releases.actions import open_ledger
from nabij.releases.models import Ledger
from nabij.reporting import answers
from nabij.reporting.answers import LINKS, SETTINGS, asked, judged, looked_at
from nabij.reporting.document import Mark as Drawn
from nabij.reporting.document import Statement, Trend
from nabij.reporting.models import CountedByHand, Report
from nabij.reporting.reading import finished
from nabij.reporting.rules.head_counts import OF_PEOPLE, heads_of_whole, of_whole
from nabij.reporting.rules.tables import BREAKS, INTERNAL, QUARTERS, TALKS, VISITORS, to_be_told
from nabij_disclosure.pose import begin, pose_all
from nabij_disclosure.release import Mark, Release, TooFew
from nabij_disclosure.sensitive import Reason
from tests.disclosure.leaks import places
from tests.disclosure.second_attack import SecondAttack
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready
from tests.reporting.test_corrections import correct

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

SEED = b"one seed for every report of this"


def a_report(people: Personas, came: int, heads: int, year: int = 2025) -> Report:
    """The report of a year in which so many came, where so many work; nought: not filled in."""
    work(people, heads)
    a_year(people.amina, people.organisation, came, year)
    return begun(people.amina, people.organisation, year)


def work(people: Personas, heads: int) -> None:
    Unit.objects.filter(organisation=people.organisation).update(head_count=0)
    Organisation.objects.filter(pk=people.organisation.pk).update(head_count=heads)
    people.organisation.refresh_from_db()
    Ledger.objects.filter(pk=open_ledger(people.organisation).pk).update(seed=SEED)


def of_people(report: Report) -> list[Release]:
    outs = [out for out in judged(report).outs if out.table.measure == VISITORS]
    assert not any(isinstance(out, TooFew) for out in outs)
    return [out for out in outs if isinstance(out, Release)]


@pytest.mark.parametrize(
    ("came", "heads", "reason"),
    [
        (12, 12, Reason.NEARLY_ALL),
        (11, 12, Reason.NEARLY_ALL),
        (8, 12, Reason.NEARLY_ALL),
        (14, 12, Reason.NEARLY_ALL),
        (6, 8, Reason.FEW_STAFF),
        (7, 12, None),
        (12, 30, None),
        (12, 0, None),
    ],
)
def test_how_many_came_is_hidden_where_nearly_all_did(
    people: Personas, came: int, heads: int, reason: Reason | None
) -> None:
    report = a_report(people, came, heads)
    outs = of_people(report)
    assert {out.reasons.get(out.table.top) for out in outs} == {reason}
    if reason is None:
        assert {out.figures[out.table.top] for out in outs} == {came}
        return
    assert {out.figures[out.table.top] for out in outs} == {Mark.HIDDEN}
    assert {out.entry.watched[out.table.top] for out in outs} == {(0, max(came, heads))}


@pytest.mark.parametrize(("came", "heads"), [(12, 12), (38, 40)])
def test_nobody_can_tell_from_all_tables_together_whether_all_came_or_five(
    people: Personas, came: int, heads: int
) -> None:
    report = a_report(people, came, heads)
    told = to_be_told(asked(report), SETTINGS.threshold)
    outs = judged(report).outs
    large = [(one, out) for one, out in zip(told, outs, strict=True) if isinstance(out, Release)]
    tables = tuple(one for one, _ in large)
    history = tuple(out.entry for out in outs if isinstance(out, TooFew))
    problem = pose_all(tables, SETTINGS, history=history, links=LINKS)
    hidden = {(*begin(n, tables), *cell) for n, (_, out) in enumerate(large) for cell in out.entry.hidden}
    attack = SecondAttack(problem, places(problem, hidden))
    for number, one in enumerate(tables):
        if one.table.measure == VISITORS:
            (whole,) = places(problem, {(*begin(number, tables), *one.table.top)})
            assert attack.interval(problem.figures[whole].form) == (SETTINGS.threshold, heads)


def test_the_report_still_says_what_is_true(people: Personas) -> None:
    report = publish(set_ready(a_report(people, 12, 12), people.amina), people.amina)
    told = finished(report)
    said = [block.text for section in told.sections for block in section.blocks if isinstance(block, Statement)]
    assert "Hoeveel mensen er in 2025 kwamen, tonen we niet. Het waren er 5 of meer." in said
    assert "In 2025 voerden we 24 gesprekken." in said
    assert not any("12" in one for one in said)


def test_authors_read_why_and_are_asked_whether_the_head_count_is_right(people: Personas) -> None:
    looked = looked_at(a_report(people, 40, 12))
    lines = [line for one in looked.classifications for table in one.tables for line in table.lines if line.total]
    assert {line.why for line in lines if line.count == 40} == {
        "Volgens jullie opgave kwam bijna iedereen die hier werkt. Klopt die nog?"
    }


def test_without_a_head_count_of_the_whole_those_of_all_its_parts_are_added(people: Personas) -> None:
    assert (heads_of_whole(30, [12]), heads_of_whole(0, [8, 4]), heads_of_whole(0, [8, 0])) == (30, 12, 0)
    report = a_report(people, 12, 0)
    Unit.objects.filter(organisation=people.organisation).update(head_count=12)
    parent = Unit.objects.get(organisation=people.organisation)
    Unit.objects.create(
        practice=people.practice, organisation=people.organisation, name="Kluis", head_count=5, parent=parent
    )
    assert {out.reasons.get(out.table.top) for out in of_people(report)} == {Reason.NEARLY_ALL}


def test_only_what_counts_people_is_held_against_the_head_count(people: Personas) -> None:
    report = a_report(people, 12, 12)
    bounded = {one.table.measure for one in asked(report) if one.table.top in one.staff}
    assert bounded == {VISITORS, BREAKS}
    talks = [one for one in asked(report) if one.table.measure in {TALKS, QUARTERS}]
    assert all(of_whole(one, 12) == one for one in talks)


def test_who_came_to_counsellors_inside_is_held_against_it_as_well(people: Personas) -> None:
    report = a_report(people, 12, 30)
    counts = {"Omgang": 16, "Integriteit": 12}
    CountedByHand.objects.create(
        practice=people.practice, organisation=people.organisation, year=2025, counts=counts, by=people.amina
    )
    (inside,) = [out for out in judged(report).outs if out.table.measure == INTERNAL]
    assert isinstance(inside, Release)
    assert inside.reasons[inside.table.top] is Reason.NEARLY_ALL
    assert {INTERNAL, VISITORS, BREAKS} == OF_PEOPLE


def test_over_the_years_a_total_that_is_hidden_stays_so_and_the_others_are_shown(people: Personas) -> None:
    for year, came, heads in ((2023, 12, 30), (2024, 30, 30), (2025, 13, 60)):
        publish(set_ready(a_report(people, came, heads, year), people.amina), people.amina)
    told = finished(Report.objects.get(organisation=people.organisation, year=2025))
    (trend,) = [block for section in told.sections for block in section.blocks if isinstance(block, Trend)]
    assert trend.years == (2023, 2024, 2025)
    assert trend.figures == (12, Drawn.HIDDEN, 13)


def test_a_head_count_that_is_filled_in_later_stops_no_correction_and_no_next_year(people: Personas) -> None:
    first = publish(set_ready(a_report(people, 12, 0), people.amina), people.amina)
    work(people, 12)
    second = correct(first, people)
    assert {out.figures[out.table.top] for out in of_people(second)} == {12}
    again = publish(set_ready(second, people.amina), people.amina)
    assert again.edition == 2
    a_year(people.amina, people.organisation, 12, 2026)
    next_year = begun(people.amina, people.organisation, 2026)
    now = frozenset(f"2026-{month:02}" for month in range(1, 13))
    shown = {out.figures[out.table.top] for out in of_people(next_year) if out.entry.periods == now}
    assert shown == {Mark.HIDDEN}


def test_what_was_hidden_since_nearly_all_came_stays_hidden_when_more_work_there(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    # also where figures that were out would vanish, with which it does not go out at all
    monkeypatch.setattr(answers, "vanished", lambda before, now: {})
    first = publish(set_ready(a_report(people, 12, 12), people.amina), people.amina)
    work(people, 60)
    second = correct(first, people)
    assert {out.figures[out.table.top] for out in of_people(second)} == {Mark.HIDDEN}
    a_year(people.amina, people.organisation, 1)
    assert {out.figures[out.table.top] for out in of_people(second)} == {Mark.HIDDEN}
