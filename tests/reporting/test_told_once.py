"""Reasons that sections share, names of tables, years without a report, and who is addressed how."""

import re

import pytest

from nabij.kit import codes
from nabij.reporting.counting import CLASSIFICATIONS, dimensions_of
from nabij.reporting.document import Points, Trend
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.story import SECTIONS, Beside, Story, shared_reasons
from nabij.reporting.rules.table_names import table_name
from nabij.reporting.rules.tables import CHANNEL, HOLDS, LEVEL, QUARTERS, TALKS, VISITORS
from tests.personas import Personas
from tests.reporting.test_assembling import section, text_of
from tests.reporting.test_nothing_else import page_text, pdf_text, word_texts
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

WHY = "Hier valt niets te vertellen zonder dat iemand zich herkent."


def test_a_reason_that_several_sections_share_stands_in_the_report_once_with_those_sections(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    come(people.amina, organisation, 2025, Came(40))
    why = {key: Beside(why_none=WHY) for key in ("people", "role", "channel")}
    own = Beside(why_none="Over de aard zwijgen we dit jaar.")
    story = Story(beside=why | {"nature": own, "hours": Beside(("Tijd.",), why_none=WHY)})
    report = finished(published(people.amina, organisation, 2025, story))
    assert page_of(report).count(WHY) == 1
    (points,) = section(report, "Waar geen verhaal bij staat")
    assert isinstance(points, Points)
    (point,) = points.points
    assert (point.name, point.text) == (WHY, "Hoeveel mensen kwamen; Wie er kwamen; Hoe mensen ons bereikten.")
    # one section's own reason stands beside its figures
    assert own.why_none in text_of(section(report, "Waar het over ging"))


def test_reasons_are_one_also_where_their_full_stop_differs() -> None:
    story = Story(beside={"people": Beside(why_none="Te weinig"), "role": Beside(why_none="Te weinig.")})
    assert shared_reasons(story, SECTIONS) == {"Te weinig.": ("people", "role")}
    assert shared_reasons(Story(beside={"people": Beside(why_none="Te weinig")}), SECTIONS) == {}


def test_every_table_has_a_name_of_its_own_in_dutch(people: Personas) -> None:
    names = [table_name(VISITORS, one.name) for one in dimensions_of(people.organisation) if one.name != CHANNEL]
    names += [table_name(measure, CHANNEL) for measure in (TALKS, QUARTERS)]
    names += [table_name(VISITORS, f"{HOLDS} {after} maanden") for after in (3, 6, 12)]
    names += [table_name(VISITORS, f"{LEVEL} {one.lower()}", says_yes=True) for one in _labels("integrity_level")]
    names += [table_name(TALKS, one, says_yes=True) for one in _labels("involvement")]
    assert len(set(names)) == len(names)
    raw = [*CLASSIFICATIONS, CHANNEL, f"{HOLDS} 3 maanden", VISITORS]
    assert [one for one in names if one.startswith(VISITORS) or any(one.endswith(f"naar {word}") for word in raw)] == []
    assert "mensen, naar op wie het betrekking had" in names


def _labels(named: str) -> list[str]:
    return list(codes.labels(named).values())


@pytest.mark.parametrize("text", ["Wie komt, is anoniem.", "De anonimiteit blijft.", "Cijfers zijn geanonimiseerd."])
def test_a_text_that_promises_to_be_anonymous_is_pointed_at(text: str) -> None:
    (found,) = lint(text, Known())
    assert "onder pseudoniem" in found.suggestion


def test_years_of_which_nothing_is_out_are_named_and_a_small_difference_is_no_trend(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    for year, count in ((2023, 16), (2025, 17)):
        come(people.amina, organisation, year, Came(count))
        row = published(people.amina, organisation, year)
    blocks = section(finished(row), "De jaren naast elkaar")
    assert isinstance(blocks[0], Trend)
    assert blocks[0].title == "In 2025 kwamen er ongeveer evenveel mensen als in 2023"
    assert "Over 2021, 2022 en 2024 is in deze reeks geen verslag uitgebracht." in text_of(blocks)
    assert "hooguit in een op de twintig gevallen" in text_of(blocks)


def test_a_large_difference_is_said(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "Waterrijk", {"Noord": 300})
    for year, count in ((2024, 20), (2025, 45)):
        come(people.amina, organisation, year, Came(count))
        row = published(people.amina, organisation, year)
    trend = section(finished(row), "De jaren naast elkaar")[0]
    assert isinstance(trend, Trend)
    assert trend.title == "In 2025 kwamen er meer mensen dan in 2024"


def test_whatever_nabij_writes_in_a_report_addresses_the_board_with_u(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 220, "Zuid": 260})
    for year in (2023, 2024, 2025):
        come(people.amina, organisation, year, Came(60, units=units[:1]))
        row = published(people.amina, organisation, year, Story())
    report = finished(row)
    for text in (page_text(report), " ".join(pdf_text(report)), " ".join(word_texts(report))):
        assert not re.search(r"(?i)\b(?:je|jij|jou|jouw|jullie)\b", text)
    assert set(SECTIONS.values()) & {one.heading for one in report.sections}
