"""How a list was read is known to the colleague who reads the next: proposed, changed at will, and never in the way."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.matters.models import Encounter, ImportMemory, Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant, Record
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import SLOW, choose, settle, xlsx
from tests.browser.surroundings import Open, Site
from tests.browser.test_importing import stored
from tests.personas import Personas
from tests.reporting.stories import make_third

HEAD = ("Datum", "Schuilnaam", "Kanaal", "Duur", "Kanariesoort", "Opmerking")
ROWS = (
    ("12-3-2021", "Kanariegeel", "kanariebel", "30 min", "kanariezaak", "x"),
    ("13-3-2021", "Kanarieblauw", "Telefoon", "30 min", "Pesten", "y"),
)
MEMORY = "**/kwesties/imports/geheugen/**"
THEIRS = "2 rijen voorstel, zo koos een collega"


class Room:
    """Amina and Bram, who compared their digits, each at *Importeren*."""

    def __init__(self, open_context: Open, people: Personas, site: Site) -> None:
        self.people, self.site, self.open_context = people, site, open_context
        self.vaults: dict[str, DemoVault] = {one.name: give_vault(one) for one in (people.amina, people.bram)}
        store_vault(people.amina, self.vaults["Amina"], self.vaults["Bram"])
        store_vault(people.bram, self.vaults["Bram"], self.vaults["Amina"])

    def at(self, who: User, *, width: int = 1280, prepare: Callable[[Page], None] = lambda page: None) -> Page:
        page = self.open_context(who, width=width).new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        prepare(page)
        page.goto(f"{self.site.workspace}/importeren/")
        open_vault(page, self.vaults[who.name])
        page.get_by_label("Je bestand").wait_for()
        return page


@pytest.fixture
def room(open_context: Open, people: Personas, site: Site) -> Room:
    return Room(open_context, people, site)


def columns(page: Page, *rows: tuple[str, ...]) -> None:
    choose(page, xlsx(HEAD, *rows))
    page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()


def read_by_amina(room: Room) -> Page:
    """Amina says what the column *Kanariesoort* is and what her words mean, and what is added reaches the server."""
    page = room.at(room.people.amina)
    columns(page, *ROWS)
    expect(page.locator("[data-part=theirs]")).to_have_count(0)
    page.get_by_label("Kanariesoort", exact=True).select_option(label="Waar het over gaat")
    page.get_by_label("kanariebel", exact=True).select_option(label="Telefoon")
    page.get_by_label("kanariezaak", exact=True).select_option("discrimination")
    settle(page)
    with page.expect_response("**/geheugen/bewaren.json") as kept:
        page.get_by_role("button", name="Controleer").click()
    assert kept.value.status == 200
    page.get_by_role("heading", name="Kijk het na").wait_for()
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_a_colleague_finds_what_was_chosen_changes_it_and_it_is_nowhere_readable(room: Room, width: int) -> None:
    read_by_amina(room)
    page = room.at(room.people.bram, width=width)
    columns(page, *((*row[:1], "", *row[2:]) for row in (*ROWS, ROWS[0])))
    expect(page.locator("[data-part=theirs]")).to_contain_text("Een collega van je praktijk las eerder zo’n lijst in.")
    rubric = page.get_by_label("Kanariesoort", exact=True)
    expect(rubric).to_have_value("nature")
    expect(rubric).to_have_accessible_description("bijvoorbeeld kanariezaak voorstel, zo koos een collega")
    expect(page.get_by_label("kanariebel", exact=True)).to_have_value("phone")
    expect(page.get_by_label("kanariezaak", exact=True)).to_have_accessible_description(THEIRS)
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/geheugen-{width}.png", full_page=True)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator(".error-summary")).to_contain_text("Kolommen: kijk 1 voorstel na")
    page.get_by_label("kanariezaak", exact=True).select_option("bullying")
    settle(page)
    with page.expect_response("**/geheugen/bewaren.json"):
        page.get_by_role("button", name="Controleer").click()
    page.get_by_role("heading", name="Kijk het na").wait_for()
    whole = "\n".join(stored())
    assert "kanariezaak" not in whole
    assert "kanariebel" not in whole
    assert Record.objects.filter(box=ImportMemory.of(room.people.practice).pk).count() == 2


def test_who_got_no_key_reads_in_with_nothing_filled_in_and_nothing_said(room: Room) -> None:
    read_by_amina(room)
    third = make_third(room.people)
    Appointment.objects.create(practice=third.practice, organisation=room.people.organisation, counsellor=third)
    room.vaults[third.name] = give_vault(third)
    store_vault(third, room.vaults[third.name])
    page = room.at(third)
    columns(page, *ROWS)
    expect(page.get_by_label("Kanariesoort", exact=True)).to_have_value("text")
    expect(page.get_by_label("kanariebel", exact=True)).to_have_value("")
    expect(page.locator("[data-part=theirs]")).to_have_count(0)
    bring_in_as_it_is(page)
    assert not KeyGrant.objects.filter(box=ImportMemory.of(third.practice).pk, grantee=third.pk).exists()


def bring_in_as_it_is(page: Page) -> None:
    settle(page)
    page.get_by_role("button", name="Controleer").click()
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)
    assert (Matter.objects.count(), Encounter.objects.count()) == (2, 2)
    expect(page.locator("nabij-import [role=alert]:not(:empty)")).to_have_count(0)


def test_what_comes_late_or_never_holds_up_nothing_and_changes_nothing_that_was_chosen(room: Room) -> None:
    read_by_amina(room)
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page = room.at(room.people.bram, prepare=lambda page: page.route(MEMORY, hold_first))
    columns(page, *ROWS)
    expect(page.get_by_label("Kanariesoort", exact=True)).to_have_value("text")
    page.get_by_label("Kanariesoort", exact=True).select_option(label="Waar het over gaat")
    page.get_by_label("kanariezaak", exact=True).select_option("bullying")
    with page.expect_response("**/geheugen/stukken.json"):
        held[0].continue_()
    expect(page.get_by_label("kanariezaak", exact=True)).to_have_value("bullying")
    page.route(MEMORY, lambda route: route.abort("connectionfailed"))
    bring_in_as_it_is(page)
    # what was late is there for the next file, and what Bram chose himself goes before it
    page.get_by_role("button", name="Nog een bestand").click()
    columns(page, *ROWS, ("14-3-2021", "Kanariewit", "Telefoon", "30 min", "kanariezaak", "z"))
    expect(page.get_by_label("kanariezaak", exact=True)).to_have_value("bullying")


def test_who_left_gets_no_key_of_what_is_chosen_from_then_on(room: Room) -> None:
    amina = read_by_amina(room)
    bram, box = room.people.bram, ImportMemory.of(room.people.practice).pk
    assert KeyGrant.objects.filter(box=box, grantee=bram.pk, withdrawn=False).exists()
    bram.is_active = False
    bram.save(update_fields=["is_active"])
    amina.get_by_role("button", name="Terug naar de kolommen").click()
    amina.get_by_label("kanariezaak", exact=True).select_option("bullying")
    with amina.expect_response("**/geheugen/bewaren.json") as kept:
        amina.get_by_role("button", name="Controleer").click()
    assert kept.value.status == 200
    assert not KeyGrant.objects.filter(box=box, grantee=bram.pk, withdrawn=False).exists()
    assert set(KeyGrant.objects.filter(box=box, epoch=2).values_list("grantee", flat=True)) == {room.people.amina.pk}
