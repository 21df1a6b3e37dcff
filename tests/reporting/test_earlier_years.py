"""Who kept years in a spreadsheet reads them beside the first report: judged and let out together with its figures."""

import io
from datetime import date

import pytest
from django.http import QueryDict
from pypdf import PdfReader

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Unit
from nabij.releases.actions import open_ledger
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES
from nabij.reporting import answers
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.actions.story import spots_in
from nabij.reporting.assembling.quiet import prior_of, units_of
from nabij.reporting.document import Multiples, Trend
from nabij.reporting.forms.figures import read_change
from nabij.reporting.models import Do, Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished, known_of
from nabij.reporting.rules import planning
from nabij.reporting.rules.earlier import MOST_CELLS, proposed, tables_along, year_along
from nabij.reporting.rules.plan import plain, plan_of
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import HOLDS, PLACE, VISITORS, Matter, months_of
from nabij.reporting.table_file import csv_of
from nabij_disclosure.table import Dimension
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.attackers import learned
from tests.reporting.registers import a_year, begun, publish, replan, set_ready
from tests.reporting.test_assembling import section, text_of

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

KEPT = {2021: 31, 2022: 38, 2023: 34, 2024: 41, 2025: 44}
TREND = "Jaar na jaar"


def five_years(people: Personas, counts: dict[int, int] = KEPT) -> None:
    for year, count in counts.items():
        a_year(people.amina, people.organisation, count, year)


@pytest.fixture
def report(people: Personas) -> Report:
    """Five years in the register, and the report of the last one begun."""
    Unit.objects.create(practice=people.practice, organisation=people.organisation, name="Zuid", head_count=90)
    five_years(people)
    return begun(people.amina, people.organisation)


def drawn[T](report: Report, kind: type[T]) -> list[T]:
    return [block for one in finished(report).sections for block in one.blocks if isinstance(block, kind)]


def test_years_in_the_register_stand_beside_the_first_report_in_page_pdf_and_csv(
    people: Personas, report: Report
) -> None:
    assert plan_of(report.plan).along == {2021, 2022, 2023, 2024}
    out = publish(set_ready(report, people.amina), people.amina)
    (trend,) = drawn(out, Trend)
    assert dict(zip(trend.years, trend.figures, strict=True)) == KEPT
    titles = [one.title for one in drawn(out, Multiples)]
    assert titles == ["Waar het over ging, jaar na jaar", "Waar mensen werken, jaar na jaar"]
    told = finished(out)
    words = " ".join(text_of(one.blocks) for one in told.sections)
    assert "Over 2021, 2022, 2023 en 2024 is geen eigen verslag uitgebracht." in words
    assert "eerste verslag in deze reeks" not in words
    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(told))).pages)
    for text in (page_of(told), csv_of(told).decode(), pdf):
        assert all(str(year) in text and str(count) in text for year, count in KEPT.items())
        assert "jaar na jaar" in text


def test_earlier_years_go_out_with_the_report_and_are_all_in_the_ledger(people: Personas, report: Report) -> None:
    out = publish(set_ready(report, people.amina), people.amina)
    along = [one for one in out.releases() if year_along(one.shown, 2025)]
    assert {next(iter(sorted(one.shown.periods)))[:4] for one in along} == {"2021", "2022", "2023", "2024"}
    assert {(one.kind, one.receiver) for one in along} == {(Release.Kind.REPORT, Release.Receiver.BOARD)}
    of_people = [one for one in Release.objects.all() if one.shown.measure not in OPEN_MEASURES]
    assert len(open_ledger(people.organisation).history()) == len(of_people)


def test_with_earlier_years_it_is_told_whether_solutions_held_and_where_it_was_quiet(
    people: Personas, report: Report
) -> None:
    out = publish(set_ready(report, people.amina), people.amina)
    known = known_of(out, [one.shown for one in out.releases()])
    assert [one.year for one in known.earlier] == [2021, 2022, 2023, 2024]
    assert all(len(units_of(one)) == 2 for one in known.earlier)
    assert prior_of(known) is not None
    held = [one for one in known.now.seen if one.dimensions[0].name.startswith(f"{HOLDS} ")]
    assert {one.periods for one in held} == {months_of(2024)}


def test_nothing_of_who_came_in_any_year_follows_from_all_of_it(people: Personas, report: Report) -> None:
    draft = answers.judged(report)
    found = learned(report, draft)
    assert found.targets > 20
    assert found.none, found


def test_one_person_more_in_an_earlier_year_is_not_seen_afterwards(people: Personas, report: Report) -> None:
    out = publish(set_ready(report, people.amina), people.amina)
    a_year(people.amina, people.organisation, 1, 2022)
    second = correct_report(permit(people.bram, Do.CORRECT, out))
    # every figure that was out stays, or nothing goes out
    assert answers.looked_at(second).trouble
    kept = replan(second, people, planning.as_before(plan_of(second.plan), as_before=True))
    corrected = publish(set_ready(kept, people.amina), people.amina)
    assert drawn(corrected, Trend) == drawn(out, Trend)


def test_a_correction_counts_earlier_years_anew_and_restates_each_by_its_own(people: Personas, report: Report) -> None:
    out = publish(set_ready(report, people.amina), people.amina)
    second = correct_report(permit(people.bram, Do.CORRECT, out))
    assert plan_of(second.plan).along == plan_of(report.plan).along
    corrected = publish(set_ready(second, people.amina), people.amina)
    was = {one.pk: one.shown for one in out.releases()}
    for one in corrected.releases():
        assert one.restates_id is not None
        assert (one.shown.name, one.shown.periods) == (was[one.restates_id].name, was[one.restates_id].periods)
    assert drawn(corrected, Trend) == drawn(out, Trend)


def test_the_next_report_goes_on_from_what_is_out(people: Personas, report: Report) -> None:
    publish(set_ready(report, people.amina), people.amina)
    a_year(people.amina, people.organisation, 40, 2026)
    after = begun(people.amina, people.organisation, 2026)
    assert plan_of(after.plan).along == frozenset()
    out = publish(set_ready(after, people.amina), people.amina)
    (trend,) = drawn(out, Trend)
    assert (trend.years, trend.figures) == ((2022, 2023, 2024, 2025, 2026), (38, 34, 41, 44, 40))
    assert "geen eigen verslag" not in text_of(section(finished(out), trend_heading(out)))


def trend_heading(report: Report) -> str:
    return next(one.heading for one in finished(report).sections if any(isinstance(b, Trend) for b in one.blocks))


def test_a_year_with_a_report_of_its_own_stands_in_that(people: Personas, report: Report) -> None:
    publish(set_ready(begun(people.amina, people.organisation, 2024), people.amina), people.amina)
    tables = answers.asked(report)
    assert {year for one in tables if (year := year_along(one, 2025))} == {2021, 2022, 2023}


def test_authors_leave_earlier_years_out_and_take_them_in_again(people: Personas, report: Report) -> None:
    desk, address = Desk(people.amina), f"/jaarverslagen/{report.pk}/cijfers/"
    page = desk.client.get(address).content.decode()
    assert "Eerdere jaren weglaten" in page
    without = replan(report, people, read_change(QueryDict("do=not_along"))(report))
    assert {one.periods for one in answers.asked(without) if one.table.measure == VISITORS} == {months_of(2025)}
    page = desk.client.get(address).content.decode()
    assert "Over 2021, 2022, 2023 en 2024 is nog geen verslag uit." in page
    again = replan(without, people, read_change(QueryDict("do=along"))(without))
    assert plan_of(again.plan).along == {2021, 2022, 2023, 2024}
    out = publish(
        set_ready(replan(again, people, planning.with_years(plan_of(again.plan), ())), people.amina), people.amina
    )
    assert drawn(out, Trend) == []


def test_where_nothing_was_kept_nothing_is_offered(people: Personas) -> None:
    a_year(people.amina, people.organisation, 12)
    first = begun(people.amina, people.organisation)
    assert plan_of(first.plan).along == frozenset()
    assert (
        "Ook eerdere jaren" not in Desk(people.amina).client.get(f"/jaarverslagen/{first.pk}/cijfers/").content.decode()
    )
    with pytest.raises(Refused, match="geen eerdere jaren"):
        read_change(QueryDict("do=along"))(first)


def came(count: int) -> list[Matter]:
    return [Matter(str(n), str(n), months_first(2022), {}) for n in range(count)]


def months_first(year: int) -> date:
    return date(year, 1, 1)


@pytest.mark.parametrize("few", [0, 1, 4])
def test_nobody_and_a_few_people_give_the_same_proposal(few: int) -> None:
    assert proposed(2025, {2021: came(few), 2022: came(5), 2023: came(few)}, (), 5) == {2022, 2023, 2024}
    assert proposed(2025, {2021: came(few)}, (), 5) == frozenset()
    assert proposed(2025, {2021: came(9)}, {2023}, 5) == {2021, 2022, 2024}


def test_of_very_many_parts_the_natures_go_out_and_not_the_parts() -> None:
    natures = Dimension.flat("aard", ["Pesten", "Niet ingevuld"])
    parts = Dimension.flat(PLACE, [f"Deel {n}" for n in range(MOST_CELLS)])
    found = tables_along({2023: [], 2024: []}, [natures, parts], {})
    assert [one.table.dimensions[0].name for one in found] == ["aard", "aard"]
    (total, _) = tables_along({2023: [], 2024: []}, [], {})
    assert total.table.measure == VISITORS


@pytest.mark.parametrize("along", [["2021"], [True], [12], 2021])
def test_a_plan_with_other_than_years_is_refused(along: object) -> None:
    with pytest.raises(Refused):
        plan_of({"along": along})
    assert plain(plan_of({"along": [2022, 2021]}))["along"] == [2021, 2022]


def test_a_number_of_an_earlier_year_is_no_number_of_this_one(people: Personas, report: Report) -> None:
    ready = set_ready(report, people.amina, Story(foreword=("Er kwamen 41 mensen.", "Er kwamen 34 mensen.")))
    assert [one.found for one in spots_in(ready, answers.judged(ready))] == ["41", "34"]
