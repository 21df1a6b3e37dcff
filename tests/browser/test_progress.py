"""Stretching seven words takes a second or more: how far it is stands beside the sentence that says so."""

from playwright.sync_api import expect

from tests.browser.door_hands import enter, walk
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import come_back, it_rose, seven_words, the_pair_is_there, watch_progress
from tests.personas import Personas


def test_how_far_it_is_rises_while_words_are_made_and_while_one_comes_back_with_them(
    open_context: Open, people: Personas, site: Site
) -> None:
    the_pair_is_there(people)
    page = open_context(width=360).new_page()
    enter(page, site)
    watch_progress(page)
    walk(page, "words")
    words = seven_words(page)
    it_rose(page, "Even geduld. Je browser doet alles op slot. Dat duurt een paar tellen. Laat deze pagina open.")
    again = open_context().new_page()
    come_back(again, site, words, before=watch_progress)
    expect(again.locator("[data-talk-open]")).to_be_visible(timeout=20_000)
    it_rose(again, "Even geduld. Je browser gaat aan het werk met je woorden.")
