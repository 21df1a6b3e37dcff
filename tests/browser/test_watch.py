"""A server that leaves out or serves something old is noticed on *Vandaag*, behind the drawing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.sealed.models import KeyGrant, Manifest, Record
from tests.browser.practice import DemoPractice, filled_practice, open_door
from tests.browser.sealed_practice import ALIAS, open_vault
from tests.browser.sharing_hands import compare, make_pair, share
from tests.browser.surroundings import Site
from tests.personas import Personas

WARNING = "De server laat iets weg of geeft iets ouds"


@pytest.fixture
def practice(transactional_db: None) -> DemoPractice:
    return filled_practice(today())


def _today(page: Page, site: Site, practice: DemoPractice) -> None:
    open_door(page, site, "/vandaag/", practice.words("noor"))
    page.locator("nabij-today a.matter").first.wait_for()


def _answered(page: Page, address: str) -> None:
    page.wait_for_function(
        "(address) => performance.getEntriesByType('resource').some((one) => one.name.includes(address))", arg=address
    )


def test_an_honest_server_raises_no_suspicion(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    _today(page, site, practice)
    _answered(page, "/kwesties/kaartketens.json")
    expect(page.get_by_text(WARNING)).to_have_count(0)
    assert page.locator("nabij-today").get_attribute("data-unchecked") is None


def test_a_withheld_matter_is_noticed(practice: DemoPractice, page_for: Callable[..., Page], site: Site) -> None:
    matter = Matter.objects.running().filter(keeper=practice.user("noor")).latest("opened_month")
    KeyGrant.objects.filter(box=matter.pk).delete()
    page = page_for(practice.user("noor"))
    _today(page, site, practice)
    expect(page.get_by_text(WARNING)).to_be_visible(timeout=20_000)


def test_a_rolled_back_card_is_noticed_by_a_device_that_saw_the_newer_one(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.locator(".suggestion").first.click()
    for name in ("Telefoon", "Half uur", "De inbrenger"):
        page.get_by_role("radio", name=name, exact=True).check()
    page.get_by_label("Wat er gezegd is").fill("Iets nieuws.")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    Manifest.objects.filter(part="notes", counter=2).delete()
    Record.objects.filter(revision=2).delete()
    Record.objects.filter(kind="note").latest("pk").delete()
    _today(page, site, practice)
    expect(page.get_by_text(WARNING)).to_be_visible(timeout=20_000)


def test_a_card_that_a_colleague_wrote_raises_no_suspicion(
    people: Personas, page_for: Callable[..., Page], site: Site
) -> None:
    pair = make_pair(page_for, people, site)
    share(pair.amina, "alles, ook van eerder")
    pair.bram.goto(pair.address)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    pair.bram.get_by_role("button", name="Geef de beurt door").click()
    pair.bram.get_by_label("Volgende stap").fill("Bram belt.")
    pair.bram.locator("nabij-matter-turn").get_by_role("button", name="Bewaar").click()
    expect(pair.bram.get_by_text("Bram belt.")).to_be_visible()
    people.bram.is_active = False
    people.bram.save(update_fields=["is_active"])
    pair.amina.goto(f"{site.workspace}/vandaag/")
    open_vault(pair.amina, pair.aminas)
    expect(pair.amina.locator("nabij-today a.matter", has_text=ALIAS)).to_contain_text("Bram belt.")
    _answered(pair.amina, "/kwesties/kaartketens.json")
    pair.amina.wait_for_load_state("networkidle")
    expect(pair.amina.get_by_text(WARNING)).to_have_count(0)
    assert pair.amina.locator("nabij-today").get_attribute("data-unchecked") is None
