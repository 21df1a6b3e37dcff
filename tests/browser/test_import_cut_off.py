"""An import that is cut off, sent twice or done in two tabs: nothing twice, nothing lost, and undone whole."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.matters.models import Encounter, ImportBatch, Matter
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import HEAD, SLOW, check, xlsx
from tests.browser.surroundings import Site
from tests.personas import Personas

MATTERS, IN_ONE = 240, 3
ROWS = MATTERS * IN_ONE
PIECES = "**/kwesties/imports/inlezen.json"
SHEET = xlsx(
    HEAD,
    *(
        (
            f"{nth % 28 + 1}-{nth % 12 + 1}-2021",
            f"Kanarie {nth // IN_ONE}",
            f"Kanarie Jansen {nth // IN_ONE}",
            *("Telefoon", "30 min", "Pesten", "", f"Verteld, {nth}."),
        )
        for nth in range(ROWS)
    ),
)


class Desk:
    """Amina with her vault, in as many tabs as she likes."""

    def __init__(self, page_for: Callable[..., Page], people: Personas, site: Site) -> None:
        self.people, self.site, self.page_for = people, site, page_for
        self.vault = give_vault(people.amina)
        store_vault(people.amina, self.vault)
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.page_for(self.people.amina)
        page.on("dialog", lambda dialog: dialog.accept())
        self.at(page)
        return page

    def at(self, page: Page) -> None:
        page.goto(f"{self.site.workspace}/importeren/")
        open_vault(page, self.vault)
        page.get_by_label("Je bestand").wait_for()


@pytest.fixture
def desk(page_for: Callable[..., Page], people: Personas, site: Site) -> Desk:
    return Desk(page_for, people, site)


def counts() -> tuple[int, int, int]:
    return Matter.objects.count(), Encounter.objects.count(), ImportBatch.objects.count()


def is_whole(page: Page) -> None:
    """All of it, once; every matter opens with its own rows; and it is undone whole."""
    assert counts() == (MATTERS, ROWS, 1)
    page.get_by_role("link", name="Kwesties", exact=True).click()
    page.get_by_role("link", name="Kanarie 239").click()
    for nth in (717, 718, 719):
        expect(page.get_by_text(f"Verteld, {nth}.")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Importeren").click()
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("heading", name="Eerder ingelezen")).to_have_count(0, timeout=SLOW)
    assert counts()[:2] == (0, 0)


def bring(page: Page) -> None:
    page.get_by_role("button", name="Lees").click()


def done(page: Page) -> None:
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("how", ["no connection", "an error of the server"])
def test_cut_off_halfway_it_says_so_and_goes_on_where_it_was(desk: Desk, how: str) -> None:
    page, seen = desk.page, []

    def cut(route: Route) -> None:
        seen.append(route)
        if len(seen) != 2:
            route.continue_()
        elif how == "no connection":
            route.abort("connectionfailed")
        else:
            route.fulfill(status=500, body="<h1>Fout</h1>", content_type="text/html")

    check(page, SHEET)
    page.route(PIECES, cut)
    bring(page)
    again = page.get_by_role("button", name="Ga verder")
    expect(again).to_be_visible(timeout=SLOW)
    expect(page.locator("nabij-import").get_by_role("alert")).not_to_be_empty()
    assert 0 < Matter.objects.count() < MATTERS
    again.dblclick()
    done(page)
    is_whole(page)


def test_a_reload_halfway_keeps_what_came_in_and_the_same_file_brings_the_rest(desk: Desk) -> None:
    page, seen = desk.page, []

    def hold(route: Route) -> None:
        seen.append(route)
        if len(seen) == 1:
            route.continue_()

    check(page, SHEET)
    page.route(PIECES, hold)
    bring(page)
    expect(page.locator("nabij-import progress")).not_to_have_attribute("value", "0", timeout=SLOW)
    desk.at(page)
    page.unroute(PIECES)
    there = Encounter.objects.count()
    assert 0 < there < ROWS
    check(page, SHEET)
    expect(page.locator("[data-part=summary]")).to_contain_text(f"{there} rijen staan er al")
    bring(page)
    done(page)
    is_whole(page)


def test_two_tabs_with_the_same_file_bring_each_row_in_once(desk: Desk) -> None:
    one, other = desk.page, desk.tab()
    for page in (one, other):
        check(page, SHEET)
    for page in (one, other):
        page.get_by_role("button", name="Lees").dblclick()
    for page in (one, other):
        done(page)
    assert counts() == (MATTERS, ROWS, 1)
    desk.at(one)
    is_whole(one)
