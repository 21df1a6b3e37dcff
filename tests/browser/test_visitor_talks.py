"""A visitor's own conversation, real server and real vault: begun, sealed, and found again with seven words."""

import re

from django.db import connection
from playwright.sync_api import expect

from nabij.contact.models import Conversation
from nabij.sealed.models import Record
from tests.browser.door_hands import STORY, answer_step, enter, walk
from tests.browser.pictures import both_widths, picture
from tests.browser.sealed_practice import open_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.talk_hands import begin, come_back, take_on, the_pair_is_there
from tests.personas import Personas


def is_sealed() -> None:
    """Neither what was told nor the name stands open in any row."""
    kept = b"".join(bytes(one) for one in Record.objects.values_list("sealed", flat=True))
    assert STORY.encode() not in kept
    if connection.vendor == "sqlite":
        rows = "".join(connection.connection.iterdump())
        assert STORY not in rows
        assert "Merel" not in rows


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
    picture(page, "talk-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe_violations(page) == []
    picture(page, "talk-360")
    assert other.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.title() == "Pagina"
    is_sealed()


def test_the_way_to_answer_reads_the_same_at_the_general_address(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    words = begin(page, site)
    due, known = page.locator("[data-talk-due]"), page.locator("[data-known-now]")
    come_back(page, site, words)
    expect(due).to_contain_text("Je koos: Bellen. Lukt dat niet? Dan lees je het hier.", timeout=20_000)
    expect(known.locator("dd").last).to_have_text("Bellen")
    both_widths(page, "way-general")
    page.goto(f"{site.visitor}/?taal=en")
    ready(page)
    page.get_by_role("link", name="Go on with my seven words").click()
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Open my conversation").click()
    expect(due).to_contain_text("You chose: Phone call.", timeout=20_000)
    expect(known.locator("dd").last).to_have_text("Phone call")


def test_a_way_without_words_is_left_out(open_context: Open, people: Personas, site: Site) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    words = begin(page, site)
    page.goto(site.visitor)
    ready(page)
    page.get_by_role("link", name="Verder met mijn zeven woorden").click()
    page.get_by_label("Je zeven woorden").fill(words)
    page.evaluate("for (const one of document.querySelectorAll('template[data-channel]')) one.remove()")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-due]")).to_contain_text("Lees het hier terug.", timeout=20_000)
    known = page.locator("[data-known-now]")
    expect(known).to_contain_text("Merel")
    expect(known).not_to_contain_text("Hoe je antwoord wilt")
    expect(known).not_to_contain_text("phone")


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
    picture(amina, "answered-1280")
    amina.set_viewport_size({"width": 360, "height": 800})
    assert amina.evaluate("document.documentElement.scrollWidth") <= 360
    picture(amina, "answered-360")
    come_back(visitor, site, words)
    expect(visitor.locator("[data-talk-messages]")).to_contain_text("Wat goed dat je schrijft.", timeout=20_000)
    expect(visitor.locator("[data-talk-turn]")).to_contain_text("Jij bent aan zet")
    visitor.get_by_label("Schrijf terug").fill("Dank je, bel maar.")
    visitor.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
    expect(visitor.locator("[data-talk-messages] li")).to_have_count(3)
    visitor.get_by_text("Iets laten veranderen of wissen").click()
    expect(visitor.locator("[data-talk-asker]")).to_have_text(re.compile("^Wie je vraag leest: Amina. "))
    expect(visitor.locator("[data-talk-letter]")).to_be_hidden()
    both_widths(visitor, "wishes")
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
    expect(page.locator("[data-talk-trouble]")).to_contain_text("Niet elk woord klopt.")
    expect(page.get_by_text("staat niet op onze lijst")).to_have_count(1)
    page.get_by_role("button", name="aanbellen").click()
    expect(page.get_by_label("Je zeven woorden")).to_have_value("aanbellen aandeel")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-trouble]")).to_contain_text(re.compile("Het zijn er zeven. Je typte er 2"))
    page.get_by_label("Je zeven woorden").fill("aanbellen aandeel aandenken aandoen aandrang aaneen aangrijpen")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-trouble]")).to_contain_text("vinden we geen gesprek", timeout=20_000)
    expect(page.get_by_label("Je zeven woorden")).to_have_value(re.compile("^aanbellen aandeel"))
    assert axe_violations(page) == []
