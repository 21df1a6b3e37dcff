"""A sheet with numbers of conversations, their time, involvement and levels: looked at, counted, undone in part."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Encounter, Matter
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import SLOW, give_vault, open_vault, store_vault
from tests.browser.sheets import bring_in, check, xlsx
from tests.browser.surroundings import Site
from tests.personas import Personas

HEAD = ("Datum", "Schuilnaam", "Aantal gesprekken", "Totaal uren", "Kanaal", "Betrokkenheid", "Niveau van integriteit")
ROWS = (
    ("12-3-2025", "Zon", "4", "3,5", "Telefoon", "Luisterend oor, doorverwezen", "organisatie"),
    ("19-3-2025", "Maan", "1", "1", "Teams", "nazorg", "maatschappelijk"),
    ("20-3-2025", "Ster", "4,5", "1", "Teams", "nazorg", "maatschappelijk"),
    ("21-3-2025", "Ster", "10000", "1", "Teams", "nazorg", "maatschappelijk"),
)
SHEET = xlsx(HEAD, *ROWS)


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site) -> Page:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    page.get_by_label("Je bestand").wait_for()
    return page


def test_a_row_of_four_conversations_says_so_on_its_way_in_and_counts_four(page: Page) -> None:
    check(page, SHEET)
    expect(page.locator("nabij-import")).to_contain_text("Bij rij 2 staat meer dan één gesprek")
    row = page.get_by_role("row", name="geen heel getal van 1 tot en met 200")
    expect(row).to_contain_text("Rijen 4 (‘4,5’), 5 (‘10000’)")
    both_widths(page, "import-amounts-check")
    page.get_by_role("button", name="Lees 2 kwesties in").click()
    expect(page.get_by_text("2 kwesties met 5 gesprekken zijn verzegeld bewaard.")).to_be_visible(timeout=SLOW)
    four = Encounter.objects.get(times=4)
    assert (four.quarters, four.duration, set(four.involvement)) == (14, "", {"listening", "referral"})
    assert four.matter.integrity_levels == ["organisational"]
    page.get_by_role("link", name="Naar je kwesties").click()
    page.get_by_role("link", name="Zon").click()
    expect(page.locator("nabij-matter-timeline")).to_contain_text("4 gesprekken, Telefoon, samen 3,5 uur")


def test_undoing_leaves_what_was_worked_on_and_links_to_it(page: Page) -> None:
    bring_in(page, SHEET)
    Matter.objects.filter(encounter__times=4).update(version=2)
    page.get_by_role("link", name="Importeren").click()
    before = page.locator("[data-part=before]")
    expect(before).to_contain_text("1 kwestie blijft staan, want daar is daarna aan gewerkt:", timeout=SLOW)
    expect(before).to_contain_text("Zon: de gegevens zijn gewijzigd.")
    both_widths(page, "import-amounts-before")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    before.get_by_role("button", name="Draai de rest terug").click()
    expect(page.locator("[data-part=undone]")).to_contain_text("1 kwestie bleef staan", timeout=SLOW)
    assert "1 kwestie van deze import weggooien" in asked[0]
    assert [one.version for one in Matter.objects.all()] == [2]
    expect(before).to_contain_text("De rest is teruggedraaid.")
    expect(before.get_by_role("button")).to_have_count(0)
    before.get_by_role("link", name="Zon").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zon", timeout=SLOW)
