"""A visitor's own conversation, real server and real vault: begun, sealed, and found again with seven words."""

import os
import re

from django.db import connection
from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Conversation, Reachability
from nabij.sealed.models import Record
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import STORY, answer_step, at, enter, walk
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.contact.doors import open_entrance
from tests.personas import Personas

PICTURES = os.environ.get("NABIJ_SHOTS")


def shot(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def the_pair_is_there(people: Personas) -> DemoVault:
    """Amina and Bram have vaults, hers comes back; she can be called on working days, and the entrance is open."""
    vaults = {one.pk: give_vault(one) for one in (people.amina, people.bram)}
    for one in (people.amina, people.bram):
        store_vault(one, vaults[one.pk])
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    return vaults[people.amina.pk]


def take_on(page: Page, site: Site, vault: DemoVault) -> Locator:
    """Amina takes on who waits at the door, and answers; the conversation on her page."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    door = page.get_by_role("article").filter(has_text="Merel")
    expect(door).to_contain_text(STORY)
    expect(door).to_contain_text("06 12345678")
    assert axe_violations(page) == []
    shot(page, "waiting-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(page, "waiting-360")
    page.set_viewport_size({"width": 1280, "height": 900})
    door.get_by_label("Schuilnaam").fill("Rode fiets")
    door.get_by_role("button", name="Neem dit gesprek aan").dblclick()
    expect(page.get_by_role("article").filter(has_text="Merel")).to_have_count(0)
    expect(page.locator("[data-taken-on]")).to_contain_text("Je lijst noemt het Rode fiets.")
    expect(page.get_by_role("link", name="Lees en antwoord")).to_be_focused()
    page.get_by_role("link", name="Rode fiets").click()
    talk = page.locator("nabij-matter-talk")
    expect(talk).to_contain_text(STORY)
    talk.get_by_label("Antwoord").fill("Wat goed dat je schrijft.")
    talk.get_by_role("button", name="Verstuur").dblclick()
    expect(talk.locator("li.own")).to_have_count(1)
    return talk


def is_sealed() -> None:
    """Neither what was told nor the name stands open in any row."""
    kept = b"".join(bytes(one) for one in Record.objects.values_list("sealed", flat=True))
    assert STORY.encode() not in kept
    if connection.vendor == "sqlite":
        rows = "".join(connection.connection.iterdump())
        assert STORY not in rows
        assert "Merel" not in rows


def come_back(page: Page, site: Site, words: str) -> None:
    page.goto(site.visitor)
    ready(page)
    page.get_by_role("link", name="Verder met mijn zeven woorden").click()
    at(page, "conversation")
    page.get_by_label("Je zeven woorden").fill(words)
    page.get_by_role("button", name="Open mijn gesprek").click()


def test_what_was_written_is_sealed_and_found_again_with_seven_words(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    enter(page, site)
    walk(page, "check")
    page.get_by_role("button", name="Verstuur").dblclick()
    expect(page.locator("[data-words] li")).to_have_count(7, timeout=20_000)
    words = " ".join(page.locator("[data-words] li").all_inner_texts())
    assert Conversation.objects.count() == 1
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY)
    expect(page.locator("[data-talk-turn]")).to_contain_text("Amina")
    page.get_by_label("Schrijf terug").fill("En nog iets.")
    page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").dblclick()
    expect(page.locator("[data-talk-messages] li")).to_have_count(2)
    assert axe_violations(page) == []
    page.close()
    other = open_context()
    page = other.new_page()
    come_back(page, site, words.upper().replace(" ", "-"))
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY, timeout=20_000)
    expect(page.locator("[data-talk-messages] li")).to_contain_text([STORY, "En nog iets."])
    expect(page.locator("[data-talk-holders]")).to_contain_text("Amina")
    shot(page, "talk-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe_violations(page) == []
    shot(page, "talk-360")
    assert other.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.title() == "Pagina"
    is_sealed()


def test_a_counsellor_takes_it_on_and_answers_and_the_visitor_reads_that(
    open_context: Open, people: Personas, site: Site
) -> None:
    vault = the_pair_is_there(people)
    visitor = open_context().new_page()
    enter(visitor, site)
    walk(visitor, "words")
    words = " ".join(visitor.locator("[data-words] li").all_inner_texts())
    amina = open_context(people.amina).new_page()
    take_on(amina, site, vault)
    assert axe_violations(amina) == []
    expect(amina.locator("nabij-matter-sharing")).to_contain_text("De inbrenger")
    shot(amina, "answered-1280")
    amina.set_viewport_size({"width": 360, "height": 800})
    assert amina.evaluate("document.documentElement.scrollWidth") <= 360
    shot(amina, "answered-360")
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Wat goed dat je schrijft.", timeout=20_000)
    expect(visitor.locator("[data-talk-turn]")).to_contain_text("Jij bent aan zet")
    visitor.get_by_label("Schrijf terug").fill("Dank je, bel maar.")
    visitor.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(visitor.locator("[data-talk-messages] li")).to_have_count(3)
    visitor.get_by_text("Iets laten veranderen of wissen").click()
    visitor.get_by_label("Wis alles wat er van mij is").check()
    visitor.get_by_role("button", name="Vraag dit").click()
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Je vroeg: wis alles")
    expect(visitor.locator("[data-talk-wished]")).to_be_focused()
    expect(visitor.locator("[data-talk-wished]")).to_be_in_viewport()
    assert axe_violations(visitor) == []
    amina.reload()
    open_vault(amina, vault)
    expect(amina.locator("nabij-matter-talk")).to_contain_text("Dank je, bel maar.")
    expect(amina.locator("nabij-matter-talk")).to_contain_text("wis alles wat er van mij is")
    expect(amina.locator("nabij-matter-turn")).to_contain_text("Jij bent aan zet")


def test_words_that_are_wrong_are_told_and_proposed_and_nothing_is_lost(
    open_context: Open, people: Personas, site: Site
) -> None:
    page = open_context().new_page()
    come_back(page, site, "aanbelen aandeel")
    expect(page.locator("[data-talk-trouble]")).to_contain_text("staat niet op onze lijst")
    page.get_by_role("button", name="aanbellen").click()
    expect(page.get_by_label("Je zeven woorden")).to_have_value("aanbellen aandeel")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-trouble]")).to_contain_text(re.compile("Het zijn er zeven. Je typte er 2"))
    page.get_by_label("Je zeven woorden").fill("aanbellen aandeel aandenken aandoen aandrang aaneen aangrijpen")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-trouble]")).to_contain_text("vinden we geen gesprek", timeout=20_000)
    expect(page.get_by_label("Je zeven woorden")).to_have_value(re.compile("^aanbellen aandeel"))
    assert axe_violations(page) == []
