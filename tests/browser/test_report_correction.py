"""A correction in a real browser: figures that stay as they were out, told up front, and one that is thrown away."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij.reporting.models import Report
from tests.browser.surroundings import Site, ready
from tests.browser.test_story import Authors, corrected, make_authors
from tests.browser.test_story_editions import is_whole
from tests.personas import Personas
from tests.reporting.registers import a_year, publish, set_ready

SLOW = 60_000
GONE = re.compile(r"Opnieuw geteld zijn \d+ cijfers verborgen die al uit waren")


@pytest.fixture
def authors(page_for: Callable[..., Page], people: Personas, site: Site) -> Authors:
    return corrected(make_authors(page_for, people, site))


def at(authors: Authors, place: str = "") -> Page:
    page = authors.page_for(authors.people.bram, bypass_csp=True)
    page.goto(f"{authors.site.workspace}/jaarverslagen/{authors.report.pk}/{place}")
    ready(page)
    return page


def test_one_talk_more_is_judged_and_figures_may_stay_as_they_were(authors: Authors) -> None:
    (matter,) = a_year(authors.people.amina, authors.report.organisation, 1, authors.report.year)
    Matter.objects.filter(pk=matter.pk).update(primary_nature="bullying")
    page = at(authors, "cijfers/")
    expect(page.get_by_text(GONE)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Tel alleen dit opnieuw")).to_be_visible()
    is_whole(page, "verbetering-cijfers")
    page.get_by_role("button", name="Laat de cijfers zoals ze uitgingen").click()
    expect(page.get_by_role("heading", name="De cijfers blijven staan")).to_be_visible()
    expect(page.get_by_role("heading", name="Meer laten zien")).to_be_hidden()
    is_whole(page, "verbetering-blijven-staan")
    page.get_by_role("button", name="Toch opnieuw tellen").click()
    expect(page.get_by_text(GONE)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Laat de cijfers zoals ze uitgingen")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Laat de cijfers zoals ze uitgingen").click()
    expect(page.get_by_role("heading", name="De cijfers blijven staan")).to_be_visible()
    publish(set_ready(Report.objects.get(pk=authors.report.pk), authors.people.amina), authors.people.amina)
    read = at(authors, "lezen/")
    expect(read.get_by_text("ze zijn niet opnieuw geteld")).to_be_visible()


def test_a_begun_correction_is_thrown_away_once_and_the_other_author_finds_nothing(authors: Authors) -> None:
    page, other = at(authors), at(authors, "weggooien/")
    page.get_by_role("link", name="Deze verbetering weggooien…").click()
    expect(page.get_by_role("heading", name="Verbetering weggooien?")).to_be_visible()
    is_whole(page, "verbetering-weggooien")
    page.get_by_role("button", name="Weggooien", exact=True).dblclick()
    expect(page.get_by_text("is weggegooid. Wat uit was, is niet veranderd.")).to_be_visible()
    other.get_by_role("button", name="Weggooien", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("weggehaald")
    assert Report.objects.count() == 1
