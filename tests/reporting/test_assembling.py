"""From the register through the ledger to every form of the report: nothing in it that did not go out."""

import re
from datetime import date

import pytest

from nabij.kit.permit import permit
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Release
from nabij.reporting.assembling import About, report_of
from nabij.reporting.counting import asked_of
from nabij.reporting.document import Mark, Report, Statement
from nabij.reporting.page import page_of
from nabij.reporting.rules.story import Beside, Story
from nabij.reporting.rules.tables import LINKS
from nabij_disclosure.sensitive import Settings
from tests.personas import Personas
from tests.reporting.test_counting import a_year

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

NATURES = ("bullying", "intimidation", "discrimination", "leadership_style")


def given(people: Personas) -> tuple[Release, ...]:
    allowed = permit(people.amina, Do.RELEASE, open_ledger(people.organisation))
    return release_figures(
        allowed,
        asked_of(people.organisation, 2025),
        Settings(),
        kind=Release.Kind.REPORT,
        receiver=Release.Receiver.BOARD,
        links=LINKS,
    )


def report(releases: tuple[Release, ...]) -> Report:
    story = Story(
        beside={"nature": Beside(("Pesten kwam vaker voor dan we hadden verwacht.",), "Wat vraagt dit van ons?")}
    )
    about = About("Jaarverslag 2025", "Zorggroep De Linde", "Praktijk Wilgenhof", 2025, date(2026, 2, 1))
    return report_of([one.shown for one in releases], about, story)


def test_every_figure_of_a_report_is_one_that_went_out(people: Personas) -> None:
    for place, nature in enumerate(NATURES):
        a_year(people, 9 - 3 * place, primary_nature=nature, person_role="manager" if place else "employee")
    releases = given(people)
    out = report(releases)
    shown = {figure for one in releases for figure in one.shown.figures.values() if isinstance(figure, int)}
    drawn = {figure for chart in out.charts() for row in chart.table().rows for figure in row.figures}
    assert Mark.HIDDEN in drawn
    assert {figure for figure in drawn if isinstance(figure, int)} <= shown
    numbers = {int(found) for found in re.findall(r"\b\d+\b", _text(page_of(out)))}
    assert numbers - shown <= {2025, 2026, 1, 31, 0}
    assert "Wat vraagt dit van ons?" in page_of(out)


def test_three_matters_of_thirty_people_give_sentences_and_no_number(people: Personas) -> None:
    people.organisation.head_count = 30
    people.organisation.save(update_fields=["head_count"])
    a_year(people, 3, primary_nature="bullying")
    out = report(given(people))
    blocks = [block for section in out.sections for block in section.blocks]
    assert any(isinstance(block, Statement) and "tussen 0 en 4" in block.text for block in blocks)
    figures = {figure for chart in out.charts() for row in chart.table().rows for figure in row.figures}
    assert figures <= {Mark.HIDDEN}


def _text(html: str) -> str:
    html = re.sub(r"(?i)figuur \d+", " ", html)
    return re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>|<style.*?</style>", " ", html, flags=re.S))
