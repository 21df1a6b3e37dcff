"""A year without a report: what the latest report before it recommended is offered, and told of, in the next one."""

import pytest

from nabij.reporting.document import Points
from nabij.reporting.reading import finished
from nabij.reporting.rules.story import Became, Followed, Recommendation, Story
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

ADVICE = "Maak het beleid bekend."


def test_recommendations_are_taken_from_the_latest_report_before(people: Personas) -> None:
    for year in (2023, 2025):
        a_year(people.amina, people.organisation, 40, year)
    first = begun(people.amina, people.organisation, 2023)
    publish(
        set_ready(first, people.amina, Story(recommendations=(Recommendation("a1", ADVICE),))),
        people.amina,
    )
    second = begun(people.amina, people.organisation, 2025)
    page = browser_of(people.amina).get(f"/jaarverslagen/{second.pk}/verhaal/").content.decode()
    assert f'<data value="a1">{ADVICE}</data>' in page
    story = Story(followed=(Followed("a1", Became.DONE, "Het staat op het intranet."),))
    told = finished(publish(set_ready(second, people.amina, story), people.amina))
    blocks = [block for section in told.sections for block in section.blocks]
    points = [one for block in blocks if isinstance(block, Points) for one in block.points]
    assert (ADVICE, "Het staat op het intranet.") in [(one.name, one.text) for one in points]
