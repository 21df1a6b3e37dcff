"""The connection falls away while a visitor sends: what was typed stays, is told, and goes once however often tried."""

import pytest
from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Conversation
from nabij.contact.proofs import DestructionProof
from nabij.sealed.models import Record
from tests.browser.door_hands import STORY, answer_step, at, enter, lost, walk
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, ready
from tests.browser.talk_hands import the_pair_is_there
from tests.personas import Personas

WAYS = ("request", "answer")
LATER = 20_000


def kept(kind: str) -> int:
    return Record.objects.filter(kind=kind).count()


@pytest.fixture
def page(open_context: Open, people: Personas, site: Site) -> Page:
    """Somebody in their own conversation, that nobody took on yet."""
    the_pair_is_there(people)
    page = open_context(width=360).new_page()
    enter(page, site)
    walk(page, "words")
    answer_step(page, "words")
    expect(page.locator("[data-talk-messages] li")).to_have_count(1, timeout=LATER)
    expect(page.locator("door-known")).to_be_visible()
    return page


def told(place: Locator) -> None:
    expect(place).to_contain_text("Er is geen verbinding. Wat je typte staat er nog.", timeout=LATER)


@pytest.mark.parametrize("how", WAYS)
def test_beginning_goes_once(open_context: Open, people: Personas, site: Site, how: str) -> None:
    the_pair_is_there(people)
    page = open_context().new_page()
    enter(page, site)
    walk(page, "check")
    send = page.get_by_role("button", name="Verstuur")
    with lost(page, "**/gesprek/beginnen.json", how):
        send.dblclick()
        told(page.locator("[data-said]"))
        expect(page.locator("[data-row=story] dd").first).to_have_text(STORY)
    send.dblclick()
    at(page, "words")
    assert Conversation.objects.count() == 1


def write_one(page: Page, how: str) -> None:
    field, text = page.get_by_label("Schrijf terug"), f"Nog iets {how}"
    field.fill(text)
    send = page.locator("[data-talk-write]").get_by_role("button", name="Verstuur")
    with lost(page, "**/gesprek/schrijven.json", how):
        send.dblclick()
        told(page.locator("[data-talk-trouble]"))
        expect(field).to_have_value(text)
    send.dblclick()
    expect(page.locator("[data-talk-messages] li").filter(has_text=text)).to_have_count(1, timeout=LATER)
    expect(field).to_have_value("")


def wish_one(page: Page, how: str) -> None:
    page.locator("[data-talk-wishes] summary").click()
    wish, text = page.locator("#talk-wish"), f"Het was donderdag {how}"
    page.get_by_label("Er staat iets dat niet klopt").check()
    wish.fill(text)
    with lost(page, "**/gesprek/schrijven.json", how):
        page.get_by_role("button", name="Vraag dit").dblclick()
        told(page.locator("[data-talk-trouble]"))
        expect(wish).to_have_value(text)
        expect(page.get_by_label("Er staat iets dat niet klopt")).to_be_checked()
    page.get_by_role("button", name="Vraag dit").dblclick()
    expect(page.locator("[data-talk-messages] li").filter(has_text=text)).to_have_count(1, timeout=LATER)


def tell_a_name(page: Page, how: str) -> None:
    known = page.locator("door-known")
    known.locator("summary").click()
    # what is known stands in the form as soon as it is open
    expect(known.get_by_label("Zelf gekozen naam")).to_have_value("Merel")
    known.get_by_label("Je echte naam").fill(f"Merel {how}")
    known.get_by_role("button", name="Kijk het eerst na").click()
    with lost(page, "**/gesprek/schrijven.json", how):
        known.get_by_role("button", name="Ja, vertel dit").dblclick()
        told(known.locator("[data-known-trouble]"))
        expect(known.locator("[data-known-changes]")).to_contain_text(f"Merel {how}")
    known.get_by_role("button", name="Ja, vertel dit").dblclick()
    expect(known).to_contain_text(f"Je vertelde je naam: Merel {how}.", timeout=LATER)


def test_a_message_a_wish_and_what_one_tells_go_once(page: Page) -> None:
    for count, how in enumerate(WAYS, start=1):
        write_one(page, how)
        assert kept("message") == 1 + count
    for count, how in enumerate(WAYS, start=1):
        wish_one(page, how)
        assert kept("wish") == count
    for count, how in enumerate(WAYS, start=1):
        tell_a_name(page, how)
        assert kept("contact") == 1 + count


def test_what_was_sent_is_told_as_sent_when_it_cannot_be_read_back(page: Page) -> None:
    trouble = page.locator("[data-talk-trouble]")
    with lost(page, "**/gesprek/openen.json", "request"):
        page.get_by_label("Schrijf terug").fill("Nog iets")
        page.locator("[data-talk-write]").get_by_role("button", name="Verstuur").click()
        expect(trouble).to_contain_text("Het is verstuurd. Je ziet het hier nog niet", timeout=LATER)
        expect(page.get_by_label("Schrijf terug")).to_have_value("")
        page.locator("[data-talk-wishes] summary").click()
        page.get_by_label("Er staat iets dat niet klopt").check()
        page.get_by_role("button", name="Vraag dit").click()
        expect(page.locator("[data-talk-wishes]")).not_to_have_attribute("open", "", timeout=LATER)
        expect(trouble).to_contain_text("Het is verstuurd. Je ziet het hier nog niet")
        known = page.locator("door-known")
        known.locator("summary").click()
        # what is known stands in the form as soon as it is open
        expect(known.get_by_label("Zelf gekozen naam")).to_have_value("Merel")
        known.get_by_label("Je echte naam").fill("Merel de Wit")
        known.get_by_role("button", name="Kijk het eerst na").click()
        known.get_by_role("button", name="Ja, vertel dit").click()
        expect(known.locator("[data-known-check]")).to_be_hidden(timeout=LATER)
        expect(known.locator("[data-known-trouble]")).to_be_hidden()
    assert (kept("message"), kept("wish"), kept("contact")) == (2, 1, 2)


@pytest.mark.parametrize("how", WAYS)
def test_wiping_that_lost_its_answer_shows_the_proof_when_tried_again(page: Page, how: str) -> None:
    page.locator("[data-talk-wishes] summary").click()
    page.get_by_label("Wis alles wat er van mij is").check()
    page.get_by_role("button", name="Vraag dit").click()
    wipe = page.get_by_role("button", name="Wis nu alles")
    with lost(page, "**/gesprek/wissen.json", how):
        wipe.dblclick()
        told(page.locator("[data-talk-trouble]"))
    wipe.click()
    expect(page.locator("[data-talk-proof]")).to_be_visible(timeout=LATER)
    assert DestructionProof.objects.count() == 1


def test_an_open_conversation_is_stored_nowhere_and_a_reload_shows_nothing(page: Page) -> None:
    stored = """async () => [localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length,
      (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    assert page.evaluate(stored) == [0, 0, "", 0, 0, 0]
    assert page.context.cookies() == []
    for go in (page.reload, lambda: (page.goto("about:blank"), page.go_back())):
        go()
        ready(page)
        at(page, "start")
        assert STORY not in page.content()
        page.get_by_role("link", name="Verder met mijn zeven woorden").click()
        expect(page.locator("#talk-words")).to_have_value("")
        expect(page.locator("[data-talk-open]")).to_be_hidden()


def test_a_conversation_of_which_the_page_does_not_come_is_told_and_comes_when_asked_again(
    open_context: Open, people: Personas, site: Site
) -> None:
    page = open_context(bypass_csp=True).new_page()
    page.goto(site.visitor)
    ready(page)
    with lost(page, "**/gesprek/", "request"):
        page.get_by_role("link", name="Verder met mijn zeven woorden").click()
        at(page, "conversation")
        expect(page.get_by_role("alert")).to_contain_text("Er is niets verloren.")
        both_widths(page, "later-failed")
    page.get_by_role("button", name="Probeer opnieuw").dblclick()
    page.get_by_label("Je zeven woorden").fill("aanbelen aandeel")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.locator("[data-talk-trouble]")).to_contain_text("Niet elk woord klopt.")
    expect(page.get_by_role("heading", name="Mijn gesprek")).to_have_count(1)
