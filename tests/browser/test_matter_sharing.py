"""Sharing between two browsers: consent first, digits compared on both sides, shut again after a withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Matter, Share
from nabij.sealed.models import KeyGrant
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import (
    ALIAS,
    FIRST_NOTE,
    NAME,
    give_vault,
    keep_matter,
    open_vault,
    planned,
    store_vault,
)
from tests.browser.surroundings import Site, axe_violations
from tests.personas import Personas


@dataclass(frozen=True)
class Pair:
    """Amina with a matter and Bram beside her, who never compared their digits."""

    matter: Matter
    amina: Page
    bram: Page
    brams: DemoVault
    matters: str
    address: str


@pytest.fixture
def pair(page_for: Callable[..., Page], people: Personas, site: Site) -> Pair:
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    matter = keep_matter(people, aminas, planned())
    store_vault(people.amina, aminas)
    store_vault(people.bram, brams)
    address = f"{site.workspace}/kwesties/{matter.pk}/"
    amina = page_for(people.amina, bypass_csp=True)
    amina.goto(address)
    open_vault(amina, aminas)
    bram = page_for(people.bram, bypass_csp=True)
    return Pair(matter, amina, bram, brams, f"{site.workspace}/kwesties/", address)


def ask_to_share(page: Page, width: str) -> None:
    page.get_by_role("button", name="Deel met een collega").click()
    page.get_by_role("radio", name="Bram").check()
    page.get_by_role("radio", name=width).check()
    page.get_by_label("De inbrenger zei ja").check()


def share(page: Page, width: str) -> None:
    ask_to_share(page, width)
    page.get_by_role("button", name="Deel", exact=True).click()
    page.get_by_role("button", name="De cijfers zijn gelijk").click()
    expect(page.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()


def compare(page: Page) -> None:
    page.get_by_role("button", name="Vergelijk de cijfers").click()
    page.get_by_role("button", name="De cijfers zijn gelijk").click()


def correct(page: Page, text: str) -> None:
    page.get_by_role("button", name="Verbeter de notitie").first.click()
    page.get_by_label("Wat er gezegd is").last.fill(text)
    page.get_by_role("button", name="Bewaar als nieuwe versie").click()
    expect(page.locator(".written > .prose").first).to_have_text(text)


def test_a_colleague_opens_what_is_shared_and_nothing_of_what_came_after(pair: Pair) -> None:
    amina, bram = pair.amina, pair.bram
    share(amina, "alles, ook van eerder")
    expect(amina.get_by_text("Ja: alles, ook van eerder, met Bram")).to_be_visible()
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    bram.get_by_role("link", name="Niet te openen").click()
    expect(bram.get_by_role("heading", name="Amina deelt deze kwestie met jou")).to_be_visible()
    compare(bram)
    expect(bram.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(bram.get_by_text(FIRST_NOTE)).to_be_visible()
    expect(bram.get_by_role("button", name="Deel met een collega")).to_have_count(0)
    correct(bram, "Samen besproken.")
    assert axe_violations(bram) == []
    amina.reload()
    open_vault(amina, give_vault(pair.matter.keeper))
    expect(amina.get_by_text("Samen besproken.")).to_be_visible()
    amina.get_by_role("button", name="Trek in wat Bram mag zien").click()
    expect(amina.get_by_text("Wat Bram al las, blijft gelezen.")).to_be_visible()
    amina.get_by_role("button", name="Trek in bij Bram").click()
    expect(amina.get_by_text("ingetrokken; wat gelezen is, blijft gelezen")).to_be_visible()
    expect(amina.locator("ol li", has_text="Ingetrokken: Bram")).to_be_visible()
    correct(amina, "Alleen voor mij.")
    colleague = Share.objects.get().colleague
    assert not KeyGrant.objects.live(colleague).exists()
    assert not KeyGrant.objects.filter(grantee=colleague, epoch=2).exists()
    answer = bram.goto(pair.address)
    assert answer is not None
    assert answer.status == 404
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    expect(bram.get_by_text("Er loopt nu niets.")).to_be_visible()


def test_digits_that_differ_share_nothing(pair: Pair) -> None:
    ask_to_share(pair.amina, "alles, ook van eerder")
    pair.amina.get_by_role("button", name="Deel", exact=True).click()
    expect(pair.amina.get_by_role("dialog")).to_contain_text("De cijfers van Bram")
    assert axe_violations(pair.amina) == []
    pair.amina.get_by_role("button", name="Ze verschillen").click()
    expect(pair.amina.get_by_role("heading", name="Deel niets")).to_be_focused()
    pair.amina.get_by_role("button", name="Sluiten", exact=True).click()
    expect(pair.amina.locator(".error-summary")).to_contain_text("Er is niets gedeeld")
    assert not Share.objects.exists()


def test_what_is_shared_from_now_on_opens_without_what_came_before(pair: Pair) -> None:
    share(pair.amina, "wat er vanaf nu wordt opgeschreven")
    correct(pair.amina, "Vanaf nu ook voor Bram.")
    pair.bram.goto(pair.address)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    expect(pair.bram.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(pair.bram.get_by_text("Vanaf nu ook voor Bram.")).to_be_visible()
    assert FIRST_NOTE not in pair.bram.content()
    expect(pair.bram.get_by_role("button", name="Toon naam en contact")).to_have_count(0)


def test_a_card_without_a_name_warns_and_opens_for_the_colleague(pair: Pair) -> None:
    amina = pair.amina
    ask_to_share(amina, "alleen een kaart zonder naam")
    amina.get_by_label("De situatie, zonder namen").fill(f"{NAME.split()[0]} van De Linde wordt gepest.")
    amina.get_by_label("Je vraag aan je collega").fill("Hoe zou jij dit aanpakken?")
    amina.get_by_role("button", name="Deel", exact=True).click()
    expect(amina.locator(".error-summary")).to_contain_text("Hieraan is iemand te herkennen: Fatima, Linde")
    amina.get_by_label("De situatie, zonder namen").fill("Een medewerker wordt gepest in het teamoverleg.")
    amina.get_by_role("button", name="Deel", exact=True).click()
    amina.get_by_role("button", name="De cijfers zijn gelijk").click()
    expect(amina.get_by_role("heading", name="De kaart zonder naam")).to_be_visible()
    pair.bram.goto(pair.matters)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    expect(pair.bram.get_by_text("Een medewerker wordt gepest in het teamoverleg.")).to_be_visible()
    expect(pair.bram.get_by_text("Hoe zou jij dit aanpakken?")).to_be_visible()
    expect(pair.bram.get_by_role("link", name=ALIAS)).to_have_count(0)
    assert axe_violations(pair.bram) == []
