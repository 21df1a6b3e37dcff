"""*Kijk nog eens*: a look at whom a visitor names comes back on *Vandaag* of whoever keeps the matter."""

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij.sealed.models import Record
from nabij_demo.sealing import DemoVault
from tests.browser.comparing_hands import PANEL, at_matter, look, named
from tests.browser.pictures import picture
from tests.browser.sealed_practice import give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.personas import Personas

# a day of later, and the list drawn anew
LATER = """days => {
  const today = document.querySelector("nabij-today");
  today.dataset.today = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  document.dispatchEvent(new CustomEvent("nabij:noted"));
}"""
AGAIN = "nabij-today [data-part=look-again]"


@pytest.fixture
def kept(people: Personas) -> tuple[DemoVault, Matter]:
    vault = give_vault(people.amina)
    matter = keep_matter(people, vault, planned("Blauwe fiets", name="Fatima Wolters"))
    store_vault(people.amina, vault)
    return vault, matter


def at_today(page: Page, site: Site, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    expect(page.locator("nabij-today a.matter", has_text="Blauwe fiets").first).to_be_visible()


def test_a_look_comes_back_after_thirty_days_until_it_was_looked_again(
    kept: tuple[DemoVault, Matter], open_context: Open, people: Personas, site: Site, matcher: None
) -> None:
    assert matcher is None
    vault, matter = kept
    page = open_context(people.amina, bypass_csp=True).new_page()
    at_matter(page, site, matter, vault)
    named(page, "Piet Jansen")
    before = Record.objects.filter(kind="card").count()
    look(page)
    # sealed as any card is; the page that wrote it has no news of it
    expect(page.locator(f"{PANEL} [role=alert]")).to_be_empty()
    expect(page.locator("nabij-matter [data-part=fresh]")).to_be_empty()
    assert Record.objects.filter(kind="card").count() == before + 1
    assert b"looked" not in b"".join(bytes(one.sealed) for one in Record.objects.all())
    at_today(page, site, vault)
    expect(page.locator(AGAIN)).to_have_count(0)
    page.evaluate(LATER, 31)
    row = page.locator(AGAIN).get_by_role("link")
    expect(row).to_contain_text("Blauwe fiets")
    expect(row).to_contain_text("na 30 dagen")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"look-again-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_violations(page) == []
    row.click()
    expect(page.locator(PANEL)).to_contain_text("Wordt deze persoon vaker genoemd?")
