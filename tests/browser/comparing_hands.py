"""What hands do where a matter names somebody: write the name, look, go to the page of the pair."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Site

SHOTS = os.environ.get("NABIJ_SHOTS", "")
PANEL = "nabij-matter-pattern"
LOOK = "Kijk of dit vaker speelt"


def picture(page: Page, name: str, panel: str = "") -> None:
    """A picture to look at, where somebody asked for them."""
    if SHOTS:
        page.locator(panel).first.scroll_into_view_if_needed() if panel else None
        page.screenshot(path=Path(SHOTS) / f"comparing-{name}.png", full_page=True)


def at_matter(page: Page, site: Site, matter: Matter, vault: DemoVault) -> None:
    """The page of a matter, opened anew."""
    page.goto(f"{site.workspace}/kwesties/{matter.pk}/")
    open_vault(page, vault)
    expect(page.locator("nabij-matter h1")).not_to_have_text("Kwestie")


def at_pair(page: Page, site: Site, organisation: int, vault: DemoVault) -> None:
    """The page *Vergelijken*."""
    page.goto(f"{site.workspace}/patronen/{organisation}/")
    open_vault(page, vault)
    expect(page.get_by_role("heading", name="Wie kan vergelijken")).to_be_visible()


def name_person(page: Page, name: str, email: str = "") -> None:
    """Write down whom the visitor names, or somebody else than before; nobody with an empty name."""
    section = page.locator('nabij-matter-person [data-kind="named_party"]')
    show = section.get_by_role("button", name="Toon de kwestie-veroorzaker")
    write = section.get_by_role("button", name=re.compile("Wijzig|Schrijf op om wie het gaat"))
    expect(show.or_(write)).to_be_visible()
    if show.is_visible():
        show.click()
    write.click()
    form = page.locator("nabij-matter-person nabij-writing")
    form.get_by_label("Naam").fill(name)
    form.get_by_label("E-mail").fill(email)
    form.get_by_role("button", name="Bewaar in de kluis").click()


def named(page: Page, name: str, email: str = "") -> None:
    """The same, and wait until it is registered."""
    name_person(page, name, email)
    expect(page.locator("nabij-matter-person nabij-writing")).to_have_count(0)
    expect(page.locator(PANEL).get_by_role("button", name=LOOK)).to_be_visible()


def write_number(page: Page, phone: str) -> None:
    """Write down a telephone number of the visitor, and wait until it is compared."""
    section = page.locator('nabij-matter-person [data-kind="person"]')
    show = section.get_by_role("button", name="Toon naam en contact")
    expect(show).to_be_visible()
    show.click()
    section.get_by_role("button", name="Wijzig").click()
    form = page.locator("nabij-matter-person nabij-writing")
    form.get_by_label("Telefoon").fill(phone)
    with page.expect_response("**/aanmelden.json"):
        form.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-matter-person nabij-writing")).to_have_count(0)
    expect(page.locator(PANEL).get_by_role("button", name=LOOK)).to_be_visible()


def look(page: Page) -> None:
    page.locator(PANEL).get_by_role("button", name=LOOK).click()
    expect(page.locator(f"{PANEL} [data-answer]")).to_be_visible()


def found(page: Page) -> str:
    """What a look says: ``nothing`` or ``enough``."""
    look(page)
    return page.locator(f"{PANEL} [data-answer]").get_attribute("data-answer") or ""
