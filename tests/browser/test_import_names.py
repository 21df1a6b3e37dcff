"""A spreadsheet with names and no aliases: no name stands openly, old matters ask nothing, and undoing is told."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Encounter, Matter
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import bring_in, check, choose, settle, xlsx
from tests.browser.surroundings import Site
from tests.personas import Personas

HEAD = ("Nr", "Datum", "Naam", "Kanaal", "Duur", "Stand van zaken")
NEW = f"{today().day}-{today().month}-{today().year}"
ROWS = (
    ("1", "12-3-2021", "Kanarie Vos", "Telefoon", "0.75", "Loopt nog"),
    ("2", "19-3-2021", "dhr. Öztürk", "Telefoon", "30 min", "Loopt nog"),
    ("3", "26-3-2021", "Kanarie Vos", "Telefoon", "30 min", "Loopt nog"),
    ("4", NEW, "Kanarie Merel", "Telefoon", "30 min", "Loopt nog"),
    ("5", "31-2-2021", "Kanarie Vos", "Telefoon", "30 min", "Loopt nog"),
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


def looked_at(page: Page, name: str) -> None:
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/{name}.png", full_page=True)


def test_a_name_is_no_alias_and_what_is_long_past_asks_nothing(page: Page) -> None:
    choose(page, SHEET)
    expect(page.get_by_label("Nr", exact=True)).to_have_value("skip")
    expect(page.locator(".accepting").first).to_contain_text("Nr → Niet inlezen")
    looked_at(page, "import-names-columns")
    settle(page)
    expect(page.get_by_label("0,75", exact=True)).to_be_visible()
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator("[data-part=summary]")).to_contain_text("4 rijen worden 3 kwesties")
    expect(page.locator("[data-part=summary]")).to_contain_text("dat geldt voor 1 rij")
    looked_at(page, "import-names-check")
    page.get_by_role("button", name="Lees 3 kwesties in").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=30_000)
    assert (Matter.objects.count(), Encounter.objects.count()) == (3, 4)
    page.get_by_role("link", name="Vandaag").click()
    expect(page.locator("nabij-today a.matter")).to_have_count(1)
    expect(page.locator("nabij-today a.matter")).to_contain_text("Kwestie 3 · ")
    expect(page.locator("[data-part=resting]")).to_contain_text(
        "2 ingelezen kwesties van langer geleden vragen nu niets"
    )
    # nobody is busy with these, so they are no suggestion until somebody types
    expect(page.locator("nabij-quick-note .suggestion")).to_have_count(0)
    page.locator("nabij-quick-note").get_by_label("Wie", exact=True).fill("kwestie")
    expect(page.locator("nabij-quick-note .suggestion").first).to_contain_text("Kwestie")
    page.locator("nabij-quick-note").get_by_label("Wie", exact=True).fill("")
    looked_at(page, "import-names-today")
    for name in ("Vos", "Öztürk", "Merel"):
        expect(page.locator("body")).not_to_contain_text(name)
    page.get_by_role("link", name="Kwesties", exact=True).click()
    page.get_by_role("link", name="Kwestie 1 · maart 2021").click()
    expect(page.locator("nabij-matter-timeline")).to_contain_text("26 maart 2021")


def test_a_later_file_with_the_same_name_asks_before_it_makes_another(page: Page) -> None:
    bring_in(page, SHEET)
    page.get_by_role("button", name="Nog een bestand").click()
    check(page, xlsx(HEAD, ("1", "1-5-2022", "kanarie vos", *ROWS[1][3:])), "later.xlsx")
    expect(page.locator("[data-part=twins]")).to_contain_text("rij 2")


def test_a_number_for_each_row_is_warned_of_and_undoing_is_told_and_doubted(page: Page) -> None:
    choose(page, SHEET)
    page.get_by_label("Nr", exact=True).select_option("alias")
    settle(page)
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator(".message.warning")).to_contain_text(
        "Elke rij wordt een eigen mens, terwijl 1 naam vaker voorkomt"
    )
    page.get_by_role("button", name="Lees 4 kwesties in").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=30_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Draai terug").click()
    expect(page.locator("[data-part=undone]")).to_contain_text("De import is teruggedraaid")
    assert Matter.objects.count() == 0
    choose(page, SHEET)
    expect(page.get_by_label("Nr", exact=True)).to_have_value("skip")
    expect(page.get_by_role("button", name="Klopt : Nr", exact=True)).to_be_visible()
