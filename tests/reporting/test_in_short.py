"""The page at the front says again what stands behind it, and nothing else."""

import io
import re

import docx
import pytest
from pypdf import PdfReader

from nabij.reporting.document import Points, Report, Section
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.headings import IN_SHORT
from nabij.reporting.rules.story import Recommendation, Story
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from tests.personas import Personas
from tests.reporting.test_every_figure import REPORTS
from tests.reporting.test_nothing_else import numbers_in
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

LONG = "Geef leidinggevenden tijd om te oefenen, o.a. met een lastig gesprek. Begin in het voorjaar. Kies zelf hoe."


def front_of(report: Report) -> Section:
    first = report.sections[0]
    assert first.heading == IN_SHORT
    return first


def lines_of(section: Section) -> dict[str, list[tuple[str, str]]]:
    lists = [one for one in section.blocks if isinstance(one, Points)]
    return {one.title: [(point.name, point.text) for point in one.points] for one in lists}


@pytest.mark.parametrize("kind", REPORTS)
def test_every_number_at_the_front_stands_behind_it_too(people: Personas, kind: str) -> None:
    report = finished(REPORTS[kind](people))
    front = front_of(report)
    behind = " ".join(repr(one) for one in report.sections[1:])
    told = " ".join(text for lines in lines_of(front).values() for line in lines for text in line)
    assert numbers_in(told)
    assert numbers_in(told) <= numbers_in(behind)


def test_it_says_what_a_board_asks_first(people: Personas) -> None:
    report = finished(REPORTS["many"](people))
    seen = dict(lines_of(front_of(report))["Wat we zagen"])
    assert seen["Hoeveel mensen kwamen"] == "In 2025 kwamen er 44 mensen."
    assert seen["Wat we deden om te voorkomen"].startswith("2 keer, 102 bereikte mensen")
    assert "Hoe mensen ons bereikten" not in seen


def test_of_few_people_it_says_only_the_band(people: Personas) -> None:
    seen = dict(lines_of(front_of(finished(REPORTS["few"](people))))["Wat we zagen"])
    assert seen["Hoeveel mensen kwamen"] == "In 2025 kwamen er 0 tot en met 4 mensen."
    assert "Waar het over ging" not in seen


def test_a_long_recommendation_is_begun_there_and_stands_whole_behind_it(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    come(people.amina, organisation, 2025, Came(3))
    story = Story(recommendations=(Recommendation("oefenen", LONG),))
    report = finished(published(people.amina, organisation, 2025, story))
    begun = "Geef leidinggevenden tijd om te oefenen, o.a. met een lastig gesprek."
    assert lines_of(front_of(report))["Wat we vragen"] == [("", begun)]
    assert LONG in repr(report.sections[1:])


def test_it_adds_no_line_to_the_file_of_figures(people: Personas) -> None:
    report = finished(REPORTS["many"](people))
    assert IN_SHORT not in csv_of(report).decode()


def test_on_paper_it_is_one_page_and_nothing_else_stands_there(people: Personas) -> None:
    report = finished(REPORTS["many"](people))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(report))).pages]
    starts = [nth for nth, text in enumerate(pages) if re.search(rf"^{IN_SHORT}$", text, re.MULTILINE)]
    assert len(starts) == 1
    assert report.sections[1].heading not in pages[starts[0]].splitlines()
    assert report.sections[1].heading in pages[starts[0] + 1]
    document = docx.Document(io.BytesIO(word_of(report)))
    headings = [one for one in document.paragraphs if one.text == report.sections[1].heading]
    assert [bool(one.paragraph_format.page_break_before) for one in headings][-1]
