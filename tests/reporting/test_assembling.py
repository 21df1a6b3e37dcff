"""From the register through the ledger to every form of the report: nothing in it that did not go out."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest

from nabij.matters.models import Matter
from nabij.releases.models import Release
from nabij.reporting.assembling.known import hours
from nabij.reporting.assembling.people import FINDINGS
from nabij.reporting.document import (
    Bars,
    Ladder,
    Mark,
    Multiples,
    Paragraph,
    Points,
    Report,
    Statement,
    Table,
    Trend,
    said,
)
from nabij.reporting.models import Report as Row
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.prevention import Activity
from nabij.reporting.rules.story import Story
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from tests.personas import Personas
from tests.reporting.test_nothing_else import numbers_in, page_text, pdf_text, word_texts
from tests.reporting.years import RECOMMENDED, STORY, Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

# dates, editions, moments after closing, the threshold and the band
SAID_ANYWHERE = {"1", "2", "31", "12", "2021", "2022", "2023", "2024", "2025", "2026", "3", "6", "0", "4", "5"}


def section(report: Report, heading: str) -> tuple[object, ...]:
    return next((one.blocks for one in report.sections if one.heading == heading), ())


def shown_in(releases: Iterable[Release]) -> set[str]:
    """Every number that went out, and the hours of quarters that did."""
    figures = {(one.shown.measure, f) for one in releases for f in one.shown.figures.values() if isinstance(f, int)}
    counts = {str(figure) for _, figure in figures}
    return counts | {str(hours(f)) for measure, f in figures if measure.startswith("kwartier")}


def three_years(people: Personas) -> Row:
    organisation, units = another(
        people.practice, people.amina, "Waterrijk", {"Noord": 220, "Zuid": 260, "Centrum": 310, "Haven": 8}
    )
    for year, count in ((2023, 31), (2024, 36), (2025, 44)):
        come(people.amina, organisation, year, Came(count, units=units[:3]))
        last = published(people.amina, organisation, year)
    return last


def test_every_number_of_every_form_is_one_that_went_out(people: Personas) -> None:
    row = three_years(people)
    report = finished(row)
    out = shown_in(Release.objects.filter(organisation=row.organisation)) | SAID_ANYWHERE
    assert numbers_in(page_text(report)) <= out
    assert numbers_in(csv_of(report).decode()) <= out
    assert numbers_in(" ".join(pdf_text(report))) <= out
    assert numbers_in(" ".join(word_texts(report))) <= out
    assert "In 2025 kwamen er 44 mensen." in page_of(report)


def test_years_stand_beside_each_other_as_their_reports_said_it(people: Personas) -> None:
    report = finished(three_years(people))
    trend, fields = section(report, "De jaren naast elkaar")[:2]
    assert isinstance(trend, Trend)
    assert (trend.years, trend.figures) == ((2023, 2024, 2025), (31, 36, 44))
    # 44 after 31 is what chance may bring
    assert trend.title == "In 2025 kwamen er ongeveer evenveel mensen als in 2023"
    assert [event.text for event in trend.events] == ["nieuwe leiding", "teamgesprekken begonnen"]
    assert isinstance(fields, Multiples)
    assert fields.years == trend.years


def test_a_year_without_a_report_is_said_to_have_none_and_not_filled_in(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    for year in (2022, 2023, 2024, 2025):
        come(people.amina, organisation, year, Came(20 + year % 10))
    for year in (2022, 2025):
        row = published(people.amina, organisation, year)
    trend = section(finished(row), "De jaren naast elkaar")[0]
    assert isinstance(trend, Trend)
    assert trend.figures == (22, Mark.ABSENT, Mark.ABSENT, 25)
    assert "geen verslag" in trend.alt()


def test_a_report_says_the_same_for_ever(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 200})
    come(people.amina, organisation, 2024, Came(24, units=units))
    row = published(people.amina, organisation, 2024)
    before = finished(row)
    for number in range(3):
        other, parts = another(people.practice, people.amina, f"Ander {number}", {"Oost": 200, "West": 250})
        come(people.amina, other, 2024, Came(30, units=parts))
        published(people.amina, other, 2025)
    come(people.amina, organisation, 2025, Came(20))
    published(people.amina, organisation, 2025)
    organisation.unit_set.update(head_count=9)
    assert finished(row) == before


def test_the_next_report_says_what_became_of_the_recommendations_and_whether_solutions_held(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    come(people.amina, organisation, 2024, Came(30))
    first = finished(published(people.amina, organisation, 2024))
    come(people.amina, organisation, 2025, Came(32))
    second = finished(published(people.amina, organisation, 2025))
    (lists,) = section(second, "Wat er met onze aanbevelingen gebeurde")
    assert isinstance(lists, Points)
    assert [(one.name, one.note) for one in lists.points] == [
        (RECOMMENDED.text, "loopt"),
        (STORY.recommendations[1].text, "hierover staat niets in dit verslag"),
    ]
    assert "een jaar later" in text_of(section(first, "Of het standhield"))
    (held,) = section(second, "Of het standhield")
    assert isinstance(held, Table)
    assert held.columns == ("3 maanden", "6 maanden", "12 maanden")
    assert "2024" in held.title
    assert {f for row in held.rows for f in row.figures} <= {15, 30, Mark.HIDDEN}


def text_of(blocks: Iterable[object]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph | Statement))


def test_three_matters_of_thirty_people_give_a_report_that_says_something_and_no_number_of_anybody(
    people: Personas,
) -> None:
    organisation, units = another(people.practice, people.amina, "De Wilg", {"Team": 30})
    come(people.amina, organisation, 2025, Came(3, units=units))
    report = finished(published(people.amina, organisation, 2025))
    assert "kwamen er 0 tot en met 4 mensen." in text_of(section(report, "Hoeveel mensen kwamen"))
    assert not list(report.charts())
    for heading in ("Wat we tellen", "Wat we aanbevelen", "Vertrouwelijk: wat we niet tonen, en waarom"):
        assert section(report, heading)
    page = re.sub(r"Aanbeveling \d|\d+ (maanden|en \d+ maanden)|3, 6 en 12", " ", page_text(report))
    assert numbers_in(page) <= {"2024", "2025", "2026", "31", "1", "0", "4", "12"}  # 2024: of what happened then
    for made in (pdf_of(report), word_of(report), csv_of(report)):
        assert made
    assert {line.split(";")[1] for line in csv_of(report).decode().splitlines()[1:]} == {'"In de tekst"'}


def test_a_section_without_figures_and_story_is_not_there(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    come(people.amina, organisation, 2025, Came(3))
    headings = {one.heading for one in finished(published(people.amina, organisation, 2025, Story())).sections}
    assert "Waar het over ging" not in headings
    assert "Vooraf" not in headings
    assert {"Hoeveel mensen kwamen", "Waar het stil was", "Wat we signaleerden"} <= headings


def test_a_title_says_what_came_most_only_where_what_is_shown_tells_it(people: Personas) -> None:
    report = finished(three_years(people))
    for chart in report.charts():
        if isinstance(chart, Bars | Ladder) and "het vaakst" in chart.title:
            counts = chart.counts if isinstance(chart, Bars) else chart.rungs
            shown = {one.label: one.figure for one in counts if isinstance(one.figure, int)}
            assert 2 * max(shown.values()) >= 44 - sum(shown.values())
            assert any(label in chart.title for label, figure in shown.items() if figure == max(shown.values()))


def test_prevention_is_told_by_kind_with_the_hours_and_where(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 40})
    come(people.amina, organisation, 2025, Came(3, units=units))
    done = [
        Activity("Voorlichting", frozenset({"Noord", "Zuid"}), 80, 6),
        Activity("Teamgesprek", frozenset({"Noord"}), 2, 2),
        Activity("Voorlichting", frozenset(), 10, 4),
    ]
    report = finished(published(people.amina, organisation, 2025, activities=done))
    (table,) = section(report, "Wat we deden om te voorkomen")
    assert isinstance(table, Table)
    assert [(row.label, tuple(map(said, row.figures))) for row in table.rows] == [
        ("Voorlichting", ("2", "90", "2,5")),
        ("Teamgesprek", ("1", "2", "0,5")),
        ("Totaal", ("3", "92", "3")),
    ]
    places = next(one for one in section(report, "Waar het stil was") if isinstance(one, Table))
    assert [(row.label, row.figures) for row in places.rows] == [
        ("Noord", (2,)),
        ("Zuid", (1,)),
        ("De hele organisatie, geen onderdeel apart", (1,)),
    ]
    lists = [one for one in section(report, "Tellen en vertellen: waar we voor staan") if isinstance(one, Points)]
    counted = [point for one in lists for point in one.points]
    assert "Een activiteit op twee plekken telt hier bij allebei mee" in text_of(section(report, "Waar het stil was"))
    # what is told nowhere is promised by nobody, and no list of it shames who passed it over
    whole = text_of(section(report, "Tellen en vertellen: waar we voor staan"))
    assert "Over andere punten uit dit overzicht vertellen we dit jaar niets." in whole
    assert "hoe de inbrenger de regie hield" not in whole.casefold()
    assert "(geschat: alles is geteld" not in whole.casefold()
    assert ("Mensen die zijn bereikt", "92") in {(point.name, point.text) for point in counted}


def test_a_correction_says_that_it_is_one_and_takes_the_place_of_the_first_in_later_years(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    come(people.amina, organisation, 2024, Came(30))
    published(people.amina, organisation, 2024)
    come(people.amina, organisation, 2024, Came(12))
    again = finished(published(people.amina, organisation, 2024))
    assert again.edition_said() == "Tweede uitgave, 12 februari 2025. Vervangt de uitgave van 12 februari 2025."
    come(people.amina, organisation, 2025, Came(40))
    trend = section(finished(published(people.amina, organisation, 2025)), "De jaren naast elkaar")[0]
    assert isinstance(trend, Trend)
    second = again.sections[[one.heading for one in again.sections].index("Hoeveel mensen kwamen")].blocks[0]
    assert trend.figures[0] == (42 if "42" in text_of([second]) else Mark.HIDDEN)
    assert trend.figures[1] == 40


def test_last_years_report_is_corrected_after_this_years_is_out_and_changes_nothing_of_it(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 200})
    come(people.amina, organisation, 2024, Came(30, units=units))
    first = published(people.amina, organisation, 2024)
    come(people.amina, organisation, 2025, Came(40, units=units))
    this_year = published(people.amina, organisation, 2025)
    before, lines = finished(this_year), [one.shown for one in (*first.releases(), *this_year.releases())]
    come(people.amina, organisation, 2024, Came(12, units=units))
    again = published(people.amina, organisation, 2024)
    # by the calendar of these reports a year is out in its own next February
    assert this_year.published_at
    Row.objects.filter(pk=again.pk).update(published_at=this_year.published_at + timedelta(days=30))
    again.refresh_from_db()
    assert (again.year, again.edition) == (2024, 2)
    assert "Vervangt de uitgave" in finished(again).edition_said()
    assert finished(this_year) == before
    assert [one.shown for one in (*first.releases(), *this_year.releases())] == lines


def test_what_changed_in_last_years_register_since_its_report_does_not_stop_this_one(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 200})
    come(people.amina, organisation, 2024, Came(30, units=units))
    published(people.amina, organisation, 2024)
    Matter.objects.filter(organisation=organisation).order_by("pk").first().delete()  # type: ignore[union-attr]
    come(people.amina, organisation, 2024, Came(2))
    come(people.amina, organisation, 2025, Came(33, units=units))
    report = finished(published(people.amina, organisation, 2025))
    assert "In 2025 kwamen er 33 mensen." in text_of(section(report, "Hoeveel mensen kwamen"))
    trend = section(report, "De jaren naast elkaar")[0]
    assert isinstance(trend, Trend)
    assert trend.figures == (30, 33)


def test_a_title_calls_nothing_a_majority_and_what_was_not_noted_is_not_said_to_be_absent(people: Personas) -> None:
    report = finished(three_years(people))
    assert not [chart.title for chart in report.charts() if "De meeste" in chart.title]
    assert not [said.most for _, said in FINDINGS.values() if "meeste" in said.most]
    for heading in ("Wat we deden", "Op welk niveau het speelde"):
        assert "alleen mee waar het is genoteerd" in text_of(section(report, heading))


def test_what_happened_is_told_in_a_first_report_and_where_it_stands_at_no_line(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    for year in (2024, 2025):
        come(people.amina, organisation, year, Came(30))
    first, second = (finished(published(people.amina, organisation, year)) for year in (2024, 2025))
    (told,) = (one for one in section(first, "De jaren naast elkaar") if isinstance(one, Points))
    assert [(one.name.lower(), one.text) for one in told.points] == [
        ("maart 2024", "nieuwe leiding"),
        ("september 2025", "teamgesprekken begonnen"),
    ]
    trend, *others = section(second, "De jaren naast elkaar")
    assert isinstance(trend, Trend)
    assert [event.text for event in trend.events] == ["nieuwe leiding", "teamgesprekken begonnen"]
    assert not [one for one in others if isinstance(one, Points)]
