"""What needs the vault waits behind the door; locking empties every tab at once."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shell_pages
from tests.browser.made_vaults import WORDS, make_vault
from tests.browser.surroundings import Site, ready
from tests.personas import Personas

SLOW = 60_000


@pytest.fixture(autouse=True)
def _shell_pages(settings: object) -> Iterator[None]:
    settings.URLCONF_BY_AUDIENCE = {**settings.URLCONF_BY_AUDIENCE, "workspace": "tests.browser.shell_pages"}  # type: ignore[attr-defined]
    yield
    shell_pages.VAULT.clear()


@pytest.fixture
def code(people: Personas) -> str:
    """Amina has a vault; this is her recovery code."""
    state, code = make_vault(people.amina)
    shell_pages.VAULT.update(state)
    return code


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site, code: str) -> Page:
    """Amina's tab before the door."""
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/kluispagina/")
    ready(page)
    return page


def open_with_words(page: Page) -> None:
    page.get_by_label("Je zes woorden").fill(WORDS)
    page.get_by_role("button", name="Openen", exact=True).first.click()
    expect(page.locator("#secret")).to_be_visible(timeout=SLOW)


def test_a_full_load_and_a_new_tab_ask_to_open_here_and_a_swap_does_not(page: Page, site: Site) -> None:
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_focused()
    expect(page.locator("#secret")).to_have_count(0)
    open_with_words(page)
    expect(page.get_by_role("heading", name="Kluispagina")).to_be_focused()
    expect(page.locator("#vault-state")).to_contain_text("sluit vanzelf over 10 min")
    page.get_by_role("link", name="Naar twee").click()
    expect(page.get_by_role("heading", name="Twee")).to_be_focused()
    page.go_back()
    expect(page.locator("#secret")).to_be_visible()
    tab = page.context.new_page()
    tab.goto(f"{site.workspace}/kluispagina/")
    expect(tab.get_by_role("heading", name="Open je kluis")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_visible()


def test_locking_in_one_tab_empties_every_tab(page: Page, site: Site) -> None:
    open_with_words(page)
    tab = page.context.new_page()
    tab.goto(f"{site.workspace}/kluispagina/")
    ready(tab)
    open_with_words(tab)
    tab.get_by_role("button", name="Nu sluiten").click()
    for each in (tab, page):
        expect(each.get_by_role("heading", name="Open je kluis")).to_be_visible()
        expect(each.locator("#secret")).to_have_count(0)
        expect(each.locator("#vault-state")).to_have_text("Kluis gesloten")
    open_with_words(page)


def test_signing_out_in_a_tab_that_was_never_opened_locks_the_others(page: Page, site: Site) -> None:
    open_with_words(page)
    tab = page.context.new_page()
    tab.goto(f"{site.workspace}/twee/")
    ready(tab)
    tab.get_by_role("button", name="Uitloggen").click()
    expect(tab.get_by_role("heading", name="Inloggen")).to_be_visible()
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_visible()


def test_ten_quiet_minutes_lock_and_a_sign_of_life_extends(
    page_for: Callable[..., Page], people: Personas, site: Site, code: str
) -> None:
    page = page_for(people.amina)
    page.clock.install()
    page.goto(f"{site.workspace}/kluispagina/")
    ready(page)
    open_with_words(page)
    page.clock.run_for("06:30")
    expect(page.locator("#vault-state")).to_contain_text("sluit vanzelf over 4 min")
    page.keyboard.press("Shift")
    expect(page.locator("#vault-state")).to_contain_text("sluit vanzelf over 10 min")
    page.clock.run_for("09:00")
    expect(page.locator("#secret")).to_be_visible()
    page.clock.run_for("01:30")
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_visible()


def test_what_cannot_open_is_said_without_blame_and_the_recovery_code_opens(page: Page, code: str) -> None:
    words = page.get_by_label("Je zes woorden")
    words.fill("een twee drie")
    words.press("Enter")
    expect(page.get_by_text("Dit zijn 3 woorden; het horen er zes te zijn.")).to_be_visible()
    words.fill(WORDS.replace("fluit", "fluiten"))
    words.press("Enter")
    expect(page.get_by_text("Deze woorden openen de kluis niet.")).to_be_visible(timeout=SLOW)
    page.get_by_text("Openen met je herstelcode").click()
    recovery = page.get_by_label("Je herstelcode")
    recovery.fill(code.lower().replace("-", " "))
    recovery.press("Enter")
    expect(page.locator("#secret")).to_be_visible(timeout=SLOW)


def test_without_a_vault_one_is_sent_to_make_one(page_for: Callable[..., Page], people: Personas, site: Site) -> None:
    shell_pages.VAULT.update({"user": str(people.amina.pk), "bundle": None, "keyring": None, "slots": []})
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/kluispagina/")
    expect(page.get_by_role("heading", name="Richt je kluis in")).to_be_visible()
    assert page.url == f"{site.workspace}/kluis/inrichten/"


def test_the_secret_is_never_painted_nor_awake_before_the_vault_is_open(page: Page) -> None:
    woken = page.evaluate("document.documentElement.innerText.includes('Achter de deur')")
    assert woken is False
