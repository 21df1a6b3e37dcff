"""A browser without JavaScript: every page of the door says what is true there, and asks for nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pictures import fits, picture
from tests.browser.surroundings import Site
from tests.contact.doors import CODE, open_entrance
from tests.personas import Personas

NUMBER = "0800 0113"
ENTRANCE, SHUT = f"/ingang/{CODE}/", "/ingang/nergens/"
PATHS = ["/", "/code/#u=ABCD-EFGH-JKMN-PQRS-TVWX", ENTRANCE, SHUT]
# what only a script can make true: something typed, opened, sent or chosen here
UNTRUE = [
    *("Typ ", "typ ", "Druk drie keer", "Verder met mijn", "Met je zeven woorden", "Ik wil praten"),
    *("Ik kreeg een code", "Daar zie je wie", "Kies met wie", "Lees het antwoord", "Even geduld", "We kijken wie"),
]


@pytest.fixture
def page(chromium: Browser, people: Personas) -> Iterator[Page]:
    """A tab without scripts; the entrance is open."""
    open_entrance(people)
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*PATHS, "/?taal=en", f"{ENTRANCE}?taal=en", "/code/?taal=en", f"{SHUT}?taal=en"])
def test_nothing_is_asked_and_nothing_said_that_needs_a_script(page: Page, site: Site, path: str) -> None:
    page.goto(site.visitor + path)
    expect(page.get_by_role("link", name=NUMBER)).to_be_visible()
    assert page.locator("form:visible, input:visible, textarea:visible, button:visible").count() == 0
    assert page.locator(".needs-script:visible, [role=status]:visible, template:visible").count() == 0
    said = page.locator("body").inner_text()
    assert [one for one in UNTRUE if one in said] == []
    assert page.locator("[href^='#'], [href$='/weg']").first.is_visible()


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_somewhere(page: Page, site: Site, path: str) -> None:
    page.goto(site.visitor + path)
    links = page.locator("a:visible").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert "/weg" in links
    for one in links:
        if one.startswith("#"):
            expect(page.locator(one)).to_be_visible()


@pytest.mark.parametrize("path", ["/", ENTRANCE])
def test_a_start_says_why_nothing_can_be_written(page: Page, site: Site, path: str) -> None:
    page.goto(site.visitor + path)
    expect(page.get_by_role("heading", name="Schrijven kan nu niet")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat blijft tussen ons")).to_be_visible()


def test_the_page_of_a_code_tells_whom_to_call_and_whom_to_ask(page: Page, site: Site) -> None:
    page.goto(site.visitor + PATHS[1])
    told = page.locator("noscript p").first
    expect(told).to_contain_text("Of bel je vertrouwenspersoon, of een nummer uit de lijst.")
    asked = "Vraag je vertrouwenspersoon wat er voor jou geldt."
    expect(page.locator("#between")).to_contain_text(asked, use_inner_text=True)
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_hidden()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page)
        picture(page, f"code-no-script-{width}")
