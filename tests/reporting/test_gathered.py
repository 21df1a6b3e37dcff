"""Parts that say the same refusal are gathered; what a board reads first says a finding or nothing."""

import io
from itertools import pairwise

import pytest
from pypdf import PdfReader

from nabij.reporting.assembling.gathered import gathered
from nabij.reporting.document import Points, Report, Section, Stated, Statement, Trend
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.headings import CONFIDENTIAL, IN_SHORT, WITHOUT_COUNTS
from nabij.reporting.rules.story import Story
from tests.personas import Personas
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

REFUSED = Statement("Per groep geven we hier geen aantallen.")


def section(heading: str, *blocks: Statement) -> Section:
    return Section(heading, blocks)


def test_what_three_parts_refuse_in_the_same_words_is_said_once_behind_the_others() -> None:
    counted = section("Hoeveel", Statement("Er kwamen 12 mensen.", (Stated("Mensen", "mensen", 12),)))
    told = [*gathered([section("Een", REFUSED), counted, section("Twee", REFUSED), section("Drie", REFUSED)])]
    assert [one.heading for one in told] == ["Hoeveel", WITHOUT_COUNTS]
    (points,) = told[1].blocks
    assert isinstance(points, Points)
    assert [(one.name, one.text) for one in points.points] == [(REFUSED.text, "Een; Twee; Drie.")]


def test_two_that_refuse_and_one_that_tells_more_stay_where_they_are() -> None:
    sections = [section("Een", REFUSED), section("Twee", REFUSED), section("Drie", REFUSED, Statement("En dit."))]
    assert [*gathered(sections)] == sections


def after_a_small_year(people: Personas) -> Report:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    for year, count in ((2023, 3), (2024, 30)):
        come(people.amina, organisation, year, Came(count))
        published(people.amina, organisation, year, Story())
    come(people.amina, organisation, 2025, Came(1070))
    return finished(published(people.amina, organisation, 2025, Story()))


def test_the_last_year_is_held_against_the_first_that_has_a_number(people: Personas) -> None:
    report = after_a_small_year(people)
    (trend,) = (block for one in report.sections for block in one.blocks if isinstance(block, Trend))
    assert not isinstance(trend.figures[0], int)
    assert trend.title == "In 2025 kwamen er meer mensen dan in 2024"
    points = (one for block in report.sections[0].blocks if isinstance(block, Points) for one in block.points)
    front = {one.name: one.text for one in points}
    assert front["De jaren naast elkaar"] == f"{trend.title}: 1.070 en 30."
    assert front["Hoeveel mensen kwamen"] == "In 2025 kwamen er 1.070 mensen."
    # that few signals went is no finding
    assert "Wat we signaleerden" not in front


def test_a_front_of_few_lines_leaves_no_empty_page(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {})
    come(people.amina, organisation, 2025, Came(3))
    report = finished(published(people.amina, organisation, 2025, Story()))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(report))).pages]
    (place,) = (nth for nth, text in enumerate(pages) if IN_SHORT in text and "Inhoud" not in text)
    assert "Wat we tellen" in pages[place]


def test_the_lot_is_among_the_reasons_since_it_may_be_the_only_one(people: Personas) -> None:
    report = after_a_small_year(people)
    (blocks,) = (one.blocks for one in report.sections if one.heading == CONFIDENTIAL)
    reasons = next(block for block in blocks if isinstance(block, Points))
    assert any(one.text.startswith("Het lot wees het aan") for one in reasons.points)
    assert all(before.text != after.text for before, after in pairwise(reasons.points))
