"""What the authors leave out as a whole: the report says so, with why, and says nothing of it anywhere else."""

import pytest

from nabij.reporting.document import Points, Report
from nabij.reporting.models import Report as Row
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.headings import WITHOUT_COUNTS
from nabij.reporting.rules.plan import Plan, plain
from nabij.reporting.rules.planning import LATER, LEVELS, WAYS
from nabij.reporting.rules.story import Beside, Story
from tests.personas import Personas
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

NOTHING = "Hierbij valt niets te vertellen"
STORY = Story(
    corrected=("Een onderdeel is weggelaten.",),
    beside={key: Beside(why_none=NOTHING) for key in ("people", "talks", "unit", "durability", "involvement")},
)
PLAN = Plan(left_out=frozenset({"onderdeel", LATER, WAYS, LEVELS}))
WEG = "Dit laten we in dit verslag weg: hiervan staat er geen enkel aantal in."


def texts(report: Report, heading: str) -> list[str]:
    found = next((one.blocks for one in report.sections if one.heading == heading), ())
    return [getattr(one, "text", "") or getattr(one, "title", "") for one in found]


def told(people: Personas) -> tuple[Report, Report]:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 260})
    come(people.amina, organisation, 2024, Came(40, units=units))
    published(people.amina, organisation, 2024)
    come(people.amina, organisation, 2025, Came(44, units=units))
    first = published(people.amina, organisation, 2025, STORY)
    return finished(first), finished(published(people.amina, organisation, 2025, STORY, plan=PLAN))


def test_each_part_that_is_left_out_says_so_with_why_and_that_an_edition_before_had_it(people: Personas) -> None:
    first, second = told(people)
    assert WEG not in str(page_of(first))
    ((said, parts),) = [
        (point.name, point.text)
        for section in second.sections
        if section.heading == WITHOUT_COUNTS
        for block in section.blocks
        if isinstance(block, Points)
        for point in block.points
    ]
    # all four say the same, so it is said once
    assert parts == "Waar mensen werken; Wat we deden; Op welk niveau het speelde; Of het standhield."
    assert said.startswith(WEG)
    assert "Hoe meer aantallen er naast elkaar staan" in said
    assert "In de uitgave van 12 februari 2026 stonden hierover wel aantallen" in said


def test_nothing_else_speaks_as_if_it_were_there_or_unknown(people: Personas) -> None:
    _, second = told(people)
    page = str(page_of(second))
    assert "niet bekend hoeveel mensen" not in page
    assert texts(second, "Waar het stil was")[0].startswith("Hoeveel mensen er per onderdeel")
    assert "vertellen we een jaar later" not in page
    (shared,) = next(one.blocks for one in second.sections if one.heading == "Waar geen verhaal bij staat")
    assert isinstance(shared, Points)
    assert shared.points[0].text == "Hoeveel mensen kwamen; Hoeveel gesprekken we voerden."
    reasons = {
        point.name: point.text
        for section in second.sections
        for block in section.blocks
        if isinstance(block, Points)
        for point in block.points
    }
    assert "Oplossingen die na een jaar standhouden" in reasons["Dit laten we in dit verslag weg"]


def test_a_part_that_is_gone_for_another_reason_is_not_said_to_be_left_out(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 260})
    come(people.amina, organisation, 2025, Came(44, units=units))
    published(people.amina, organisation, 2025, STORY)
    # as if nothing of it were in the register any more
    second = finished(published(people.amina, organisation, 2025, STORY, plan=Plan(left_out=frozenset({LEVELS}))))
    row = Row.objects.get(organisation=organisation, edition=2)
    row.plan = plain(Plan())
    row.save(update_fields=["plan"])
    (said,) = texts(finished(row), "Op welk niveau het speelde")
    assert said.startswith("Hierover staan in deze uitgave geen aantallen. In de uitgave van 12 februari 2026")
    assert WEG in str(page_of(second))
    assert WEG not in str(page_of(finished(row)))


def test_a_reason_of_a_part_that_went_stands_nowhere(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 260})
    come(people.amina, organisation, 2025, Came(44, units=units))
    story = Story(beside={"unit": Beside(why_none="Bij deze cijfers valt niets te zeggen.")})
    page = str(page_of(finished(published(people.amina, organisation, 2025, story, plan=PLAN))))
    assert "Bij deze cijfers valt niets te zeggen." not in page
    assert "stonden hierover wel aantallen" not in page
