"""A visitor asks to have everything destroyed and thinks better of it, in two browsers."""

import re

from playwright.sync_api import Page, expect

from nabij.contact.models import Conversation, ErasureAsked
from nabij.contact.proofs import DestructionProof
from nabij.sealed.models import Record
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import ask_to_erase, comes_back, look_what_is_erased, talk_under_way
from tests.personas import Personas


def test_what_is_taken_back_is_shown_on_both_sides_and_is_not_carried_out(
    open_context: Open, people: Personas, site: Site
) -> None:
    talk = talk_under_way(open_context, people, site)
    visitor = comes_back(talk, site)
    ask_to_erase(visitor)
    wish = visitor.locator("[data-wish]").filter(has_text="Je vroeg: wis alles")
    expect(wish).to_be_visible()
    erase = look_what_is_erased(talk)
    erase.get_by_label("Ik heb dit nagekeken").check()
    both_widths(visitor, "wish-stands")
    wishes = Record.objects.filter(kind="wish").count()
    wish.get_by_role("button", name="Neem deze vraag terug").dblclick()
    expect(wish).to_contain_text("Deze vraag heb je teruggenomen")
    expect(wish).to_be_focused()
    expect(visitor.get_by_role("button", name="Neem deze vraag terug")).to_have_count(0)
    assert Record.objects.filter(kind="wish").count() == wishes + 1
    assert ErasureAsked.objects.get().taken_back
    assert axe_violations(visitor) == []
    both_widths(visitor, "wish-taken-back")
    _is_not_carried_out(talk.amina)
    ask_to_erase(visitor)
    expect(visitor.get_by_role("button", name="Neem deze vraag terug")).to_have_count(1)


def _is_not_carried_out(amina: Page) -> None:
    """On a page that was still open."""
    erase = amina.locator("nabij-matter-erase")
    erase.get_by_role("button", name="Wis alles").click()
    expect(erase).to_contain_text("De inbrenger nam de vraag terug. Er is niets gewist.")
    expect(erase.get_by_role("heading")).to_be_focused()
    assert axe_violations(amina) == []
    both_widths(amina, "wish-taken-back-desk")
    erase.get_by_role("button", name="Lees het gesprek").click()
    expect(erase).to_be_hidden()
    expect(amina.locator("nabij-matter-talk")).to_contain_text(
        re.compile(r"Neemt de vraag ‘wis alles wat er van mij is’ van \d+ \w+ \d{4} terug. Doe er dus niets meer mee.")
    )
    expect(amina.locator("nabij-matter-talk")).to_contain_text("Deze vraag is teruggenomen")
    assert Conversation.objects.exists()
    assert not DestructionProof.objects.exists()
