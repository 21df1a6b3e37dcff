"""The story beside its figures, and what was found in it: where one reads, decides and writes on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.reporting.models import Report
from tests.browser.sealed_practice import SLOW
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_story import Authors, begin, make_authors, picture, saved, sheet, story_of, write
from tests.personas import Personas


@pytest.fixture
def authors(page_for: Callable[..., Page], people: Personas, site: Site) -> Authors:
    return make_authors(page_for, people, site)


def test_the_figures_stand_beside_the_field_as_readers_get_them(authors: Authors) -> None:
    page = authors.at(authors.people.amina)
    begin(page)
    own = sheet(page, "Waar het over ging")
    figures = own.locator(".story-figures")
    expect(figures.get_by_role("cell").first).to_be_visible(timeout=SLOW)
    expect(figures.get_by_role("columnheader", name="mensen").first).to_be_visible()
    expect(page.get_by_label("Wat betekenen deze cijfers? Waar het over ging", exact=True)).to_have_count(1)
    assert axe_violations(page) == []
    figures.scroll_into_view_if_needed()
    picture(page, "cijfers-1280")
    phone = authors.at(authors.people.amina, width=360)
    closed = sheet(phone, "Waar het over ging").locator(".story-figures")
    expect(closed.locator("summary")).to_be_visible(timeout=SLOW)
    expect(closed.locator("table").first).to_be_hidden()
    closed.locator("summary").click()
    expect(closed.locator("table").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    picture(phone, "cijfers-360")


def test_a_decision_keeps_the_place_and_changing_leads_to_the_words(authors: Authors) -> None:
    page = authors.at(authors.people.amina)
    begin(page)
    write(page, "Hoeveel mensen kwamen", "Er stonden 37 stoelen.\n\nDaarvan waren er 29 nieuw.\n\nIn team Noord 14.")
    saved(page)
    page.get_by_role("button", name="Klaarzetten…").click()
    page.get_by_label("Ik las de tekst na").check(timeout=SLOW)
    page.get_by_role("button", name="Zet klaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De tekst staat klaar", timeout=SLOW)
    first, second = page.locator("#spot-1"), page.locator("#spot-2")
    first.get_by_label("Wat telt dit?").select_option(label="Niemand die bij ons kwam")
    first.get_by_label("Waarom kan dit blijven staan?").fill("Dit getal staat al op de site van de organisatie.")
    first.get_by_role("button", name="Laat staan").click()
    expect(first).to_contain_text("blijft staan", timeout=SLOW)
    expect(second).to_be_focused()
    expect(second).to_be_in_viewport()
    words = second.locator("mark").inner_text()
    second.get_by_role("button", name="Ik pas het aan").click()
    field = story_of(page, "Hoeveel mensen kwamen")
    expect(field).to_be_focused(timeout=SLOW)
    assert field.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == words
    assert Report.objects.get().text == {}
    left = sheet(page, "Hoeveel mensen kwamen").get_by_role("group", name="Gevonden bij Hoeveel mensen kwamen")
    expect(left.locator("mark").first).to_have_text(words)
    assert axe_violations(page) == []
    picture(page, "gevonden-1280")
    page.wait_for_load_state("networkidle")
    again = sheet(authors.at(authors.people.amina), "Hoeveel mensen kwamen")
    expect(again.get_by_role("group", name="Gevonden bij Hoeveel mensen kwamen").locator("mark").first).to_have_text(
        words, timeout=SLOW
    )
    field.fill("Er kwamen mensen.")
    expect(left).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_click_straight_from_a_field_sets_ready(authors: Authors, width: int) -> None:
    page = authors.at(authors.people.amina, width=width)
    begin(page)
    expect(page.locator(".story-figures td").first).to_be_attached(timeout=SLOW)
    picture(page, f"klaarzetten-knop-{width}")
    button = page.get_by_role("button", name="Klaarzetten…")
    story_of(page, "Hoeveel mensen kwamen").press_sequentially("Er kwamen meer mensen.")
    # the moment at which leaving the field changes what is told of saving
    page.wait_for_function("document.querySelector('[data-part=state]')?.textContent === 'Concept bewaard'")
    button.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    box = button.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 4)
    expect(page.get_by_role("heading", name="Klaarzetten", exact=True)).to_be_visible(timeout=SLOW)
