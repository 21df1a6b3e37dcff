"""Every figure that a reader meets in page, PDF or Word stands in the file for a spreadsheet too."""

import re

import pytest

from nabij.outreach.rules import HOW_PEOPLE
from nabij.reporting.document import Paragraph, Points, Report, Statement
from nabij.reporting.models import CountedByHand
from nabij.reporting.models import Report as Row
from nabij.reporting.reading import finished
from nabij.reporting.rules.prevention import Activity
from nabij.reporting.rules.story import Story
from nabij.reporting.table_file import csv_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready
from tests.reporting.test_assembling import SAID_ANYWHERE
from tests.reporting.test_nothing_else import numbers_in, page_text, pdf_text, word_texts
from tests.reporting.test_table_file import rows
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

DONE = [
    Activity("Voorlichting", frozenset(), 83, 27, known=HOW_PEOPLE["counted"], own_initiative=True),
    Activity("Teamgesprek", frozenset(), 19, 9, known=HOW_PEOPLE["by_eye"], explained=True),
]


def many(people: Personas) -> Row:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 220, "Zuid": 260})
    for year, count in ((2023, 31), (2024, 36), (2025, 44)):
        come(people.amina, organisation, year, Came(count, units=units))
        row = published(people.amina, organisation, year, Story(), DONE)
    return row


def few(people: Personas) -> Row:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    come(people.amina, organisation, 2025, Came(3))
    return published(people.amina, organisation, 2025, Story())


def by_hand(people: Personas) -> Row:
    a_year(people.amina, people.organisation, 60)
    report = begun(people.amina, people.organisation)
    counts = {"Omgang": 23, "Integriteit": 17}
    CountedByHand.objects.create(
        practice=people.practice, organisation=people.organisation, year=2025, counts=counts, by=people.amina
    )
    return publish(set_ready(report, people.amina, Story()), people.amina)


NO_FIGURES = re.compile(r"\b20\d\d\b|1 januari|31 december|1 tot en met 4|na \d+ maanden")
REPORTS = {"many": many, "few": few, "by hand": by_hand}


def in_the_file(report: Report) -> set[str]:
    return {line[4] for line in rows(csv_of(report))[1:]}


@pytest.mark.parametrize("kind", REPORTS)
def test_every_number_of_page_pdf_and_word_is_in_the_file(people: Personas, kind: str) -> None:
    report = finished(REPORTS[kind](people))
    # years, dates, moments after closing, the threshold: no figures
    known = in_the_file(report) | SAID_ANYWHERE | {str(report.day.day)}
    assert numbers_in(page_text(report)) - known == set()
    assert numbers_in(" ".join(pdf_text(report))) - known == set()
    assert numbers_in(" ".join(word_texts(report))) - known == set()


@pytest.mark.parametrize("kind", REPORTS)
def test_every_number_that_a_sentence_says_is_stated_with_it(people: Personas, kind: str) -> None:
    report = finished(REPORTS[kind](people))
    # what the page at the front says again is stated where it stands (test_in_short)
    for section in (one for one in report.sections if not one.says_again):
        for block in section.blocks:
            for text, stated in _said(block):
                numbers = set(re.findall(r"\d+", NO_FIGURES.sub("", text)))
                assert numbers <= {str(one.figure) for one in stated}, text


def _said(block: object) -> list[tuple[str, tuple[object, ...]]]:
    if isinstance(block, Statement):
        return [(block.text, block.stated)]
    if isinstance(block, Paragraph) and "na 3, 6 en 12 maanden" not in block.text:
        return [(block.text, block.stated)]
    if isinstance(block, Points):
        # what came in all says its section
        return [(one.text, one.stated) for one in block.points if "‘Hoeveel mensen kwamen’" not in one.note]
    return []


def test_the_headline_figures_have_a_line_each_as_the_page_says_them(people: Personas) -> None:
    report = finished(many(people))
    lines, page = rows(csv_of(report)), page_text(report)
    assert ["Hoeveel mensen kwamen", "In de tekst", "Mensen die kwamen in 2025", "mensen", "44"] in lines
    told = {
        (
            "Hoeveel gesprekken we voerden",
            "Gesprekken die we voerden in 2025",
            "gesprekken",
        ): "voerden we {} gesprekken.",
        ("Hoeveel tijd het vroeg", "Tijd die de gesprekken van 2025 kostten", "uren"): "kostten samen {} uur.",
    }
    for (section, label, unit), sentence in told.items():
        (line,) = [line for line in lines if line[2] == label]
        assert (line[0], line[1], line[3]) == (section, "In de tekst", unit)
        # chance decides whether a total has to be withheld beside the small ones
        assert line[4] == "niet getoond" or sentence.format(line[4]) in page
    assert [line[4] for line in lines if line[2] == "Activiteiten op eigen initiatief"] == ["1"]


def test_of_a_band_both_ends_stand_there(people: Personas) -> None:
    lines = rows(csv_of(finished(few(people))))
    assert [line[2:] for line in lines if line[0] == "Hoeveel mensen kwamen"] == [
        ["Mensen die kwamen in 2025, ten minste", "mensen", "0"],
        ["Mensen die kwamen in 2025, ten hoogste", "mensen", "4"],
    ]
