"""The list of matters and the search in it: everything unlocked is found, and the question stays in the browser."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Request, Route, expect

from nabij.kit.clock import today
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import ALIAS, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.personas import Personas


@dataclass(frozen=True)
class Cabinet:
    vault: DemoVault
    address: str


@pytest.fixture
def cabinet(people: Personas, site: Site) -> Cabinet:
    """One running matter and one that is closed."""
    vault = give_vault(people.amina)
    keep_matter(people, vault, planned())
    closed = planned(
        "Regenjas",
        "Ze vroeg naar de klachtenprocedure.",
        closed=today(),
        name="Anneke Öztürk",
        own_words="Het is klaar.",
    )
    keep_matter(people, vault, closed)
    store_vault(people.amina, vault)
    return Cabinet(vault, f"{site.workspace}/kwesties/")


def enter(page: Page, cabinet: Cabinet) -> None:
    page.goto(cabinet.address)
    open_vault(page, cabinet.vault)
    expect(page.get_by_role("link", name=ALIAS)).to_be_visible()


def test_running_and_closed_stand_apart(page_for: Callable[..., Page], people: Personas, cabinet: Cabinet) -> None:
    page = page_for(people.amina)
    enter(page, cabinet)
    expect(page.get_by_role("region", name="Lopend").get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("region", name="Afgesloten").get_by_role("link")).to_contain_text(["Regenjas"])


def test_notes_names_and_words_are_found_and_the_question_stays_here(
    page_for: Callable[..., Page], people: Personas, cabinet: Cabinet
) -> None:
    page = page_for(people.amina)
    enter(page, cabinet)
    asked: list[str] = []

    def listen(request: Request) -> None:
        asked.append(request.url + (request.post_data or ""))

    page.on("request", listen)
    field = page.get_by_label("Zoek", exact=True)
    found = page.get_by_role("region", name="Gevonden")
    for typed, alias in [
        ("ozturk", "Regenjas"),
        ("klachten ze", "Regenjas"),
        ("klein als hij", ALIAS),
        ("fiets", ALIAS),
    ]:
        field.fill(typed)
        expect(found.get_by_role("link")).to_have_count(1)
        expect(found.get_by_role("link")).to_contain_text(alias)
    field.press("Enter")
    assert page.url == cabinet.address
    field.fill("bestaatniet")
    expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    assert asked
    assert not any(word in one for one in asked for word in ("ozturk", "klachten", "fiets", "klein", "bestaatniet"))
    field.fill("")
    expect(page.get_by_role("region", name="Lopend")).to_be_visible()


def test_who_searches_before_the_list_arrived_is_not_told_that_nothing_is_there(
    page_for: Callable[..., Page], people: Personas, cabinet: Cabinet
) -> None:
    page = page_for(people.amina)
    held: list[Route] = []
    page.route("**/kaarten.json*", lambda route: held.append(route))
    page.goto(cabinet.address)
    open_vault(page, cabinet.vault)
    page.get_by_label("Zoek", exact=True).fill("klein als hij")
    expect(page.get_by_text("Nog niets gevonden.")).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("region", name="Gevonden").get_by_role("link")).to_contain_text([ALIAS])


def test_who_searches_in_a_list_that_never_arrived_is_told_so(
    page_for: Callable[..., Page], people: Personas, cabinet: Cabinet
) -> None:
    page = page_for(people.amina)
    page.route("**/kaarten.json*", lambda route: route.abort())
    page.goto(cabinet.address)
    open_vault(page, cabinet.vault)
    field = page.get_by_label("Zoek", exact=True)
    field.fill("klein als hij")
    expect(page.get_by_text("De lijst kwam niet binnen.")).to_be_visible()
    expect(page.get_by_role("region", name="Gevonden")).to_have_count(0)
    field.fill("")
    page.unroute("**/kaarten.json*")
    page.get_by_role("button", name="Probeer het opnieuw").click()
    expect(page.get_by_role("link", name=ALIAS)).to_be_visible()


def test_an_empty_cabinet_says_where_to_begin(page_for: Callable[..., Page], people: Personas, site: Site) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/kwesties/")
    open_vault(page, vault)
    expect(page.get_by_text("Er loopt nu niets.")).to_be_visible()
    expect(page.get_by_text("Nog niets afgesloten.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_the_list(open_context: Open, people: Personas, cabinet: Cabinet, width: int) -> None:
    page = open_context(people.amina, width=width, bypass_csp=True).new_page()
    enter(page, cabinet)
    assert axe_violations(page) == []
    page.get_by_label("Zoek", exact=True).fill("klachten")
    expect(page.get_by_role("region", name="Gevonden").get_by_role("link")).to_have_count(1)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
