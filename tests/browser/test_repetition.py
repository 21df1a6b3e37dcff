"""The page of repetition in a real browser: empty, with something that stands out, on a phone and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import picture
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.patterns.test_repetition_page import repeated
from tests.personas import Personas


@pytest.mark.parametrize("width", [1280, 360])
def test_what_stands_out_leads_to_ones_own_matters(
    open_context: Open, people: Personas, site: Site, width: int
) -> None:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    page.goto(f"{site.workspace}/organisaties/{people.organisation.pk}/")
    ready(page)
    page.get_by_role("link", name="Herhaling: waar kwamen").click()
    expect(page.get_by_text("Te klein om iets te zeggen.")).to_be_visible()
    picture(page, f"repetition-empty-{width}")
    mine, _ = repeated(people)
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="Pesten: Noord")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat het kan betekenen")).to_be_visible()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"repetition-found-{width}")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Pesten: Noord")).to_be_visible()
    picture(page, f"repetition-print-{width}")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Kwestie van").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kwesties/{mine.pk}/")
