"""Where something is on the page that only its visitor may read: an open conversation, a proof, whose a code is."""

from hashlib import sha256

from playwright.sync_api import Page, expect

from nabij.contact.invitations import VisitorCode
from nabij_vault.invitation import Offered, code_keys, prove_offer
from tests.browser.door_hands import STORY, answer_step, at
from tests.browser.sealed_practice import keep_matter, planned
from tests.browser.surroundings import Site, ready
from tests.browser.talk_hands import ask_to_erase, begin, the_pair_is_there
from tests.personas import Personas

KEPT = ["talk", "proof", "code-who"]
PAPER = "ABCDEFGHJKMNPQRSTVWX"


def prepare(people: Personas) -> None:
    """The door of the pair is open, and Amina handed a code over."""
    vault = the_pair_is_there(people)
    matter, keys = keep_matter(people, vault, planned()), code_keys(PAPER)
    amina = people.amina
    offered = Offered(str(amina.practice_id), str(matter.pk), str(amina.pk), amina.name, vault.own.public)
    VisitorCode.objects.create(
        matter=matter,
        practice=amina.practice,
        lookup=keys.lookup,
        token_hash=sha256(keys.token.encode()).hexdigest(),
        offer=prove_offer(keys.key, offered),
    )


def open_talk(page: Page, site: Site) -> str:
    """An open *Mijn gesprek*, with a story that was sent; its seven words."""
    words = begin(page, site)
    answer_step(page, "words")
    at(page, "conversation")
    expect(page.locator("[data-talk-messages]")).to_contain_text(STORY)
    return words


def go_to_kept(page: Page, site: Site, place: str) -> None:
    """To one of ``KEPT``."""
    if place == "code-who":
        page.goto(f"{site.visitor}/code/")
        ready(page)
        page.get_by_label("Je code").fill(PAPER)
        page.get_by_role("button", name="Kijk van wie de code is").click()
        at(page, "who")
        expect(page.locator("[data-code-who]")).to_contain_text("Amina")
        return
    open_talk(page, site)
    if place == "proof":
        ask_to_erase(page)
        page.locator("[data-talk-sure]").get_by_role("button", name="Wis nu alles").click()
        expect(page.locator("[data-talk-proof]")).to_be_visible()


def shows_nothing_kept(page: Page) -> None:
    """The page began anew, and has none of it."""
    at(page, "start")
    expect(page.locator("[data-talk-proof]:visible, [data-talk-messages] li")).to_have_count(0)
    body = page.content()
    assert [told for told in (STORY, "Merel", "Amina", PAPER) if told in body] == []
