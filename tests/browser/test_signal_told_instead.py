"""The counsellor of a visitor who said yes left: whom the visitor let in then tells how far the letter is."""

from playwright.sync_api import Page, expect

from nabij.matters.models import Matter
from nabij.sealed.models import Record
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.signal_hands import LETTER, at_signal
from tests.browser.signal_parties import HEARD, board_answers, board_reads, gather
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.talk_hands import come_back
from tests.browser.test_signal_flow import hand_over
from tests.browser.test_signal_told import written_letter
from tests.contact.leaving import leave
from tests.personas import Personas

ANSWER = "Dank u. Wij gaan kijken."


def let_bram_in(visitor: Page) -> None:
    away = visitor.locator("door-away")
    away.get_by_role("button", name="Kies Bram").click(timeout=SLOW)
    away.get_by_role("button", name="Ja, Bram mag dit lezen").click()
    expect(visitor.locator("[data-talk-holders]")).to_contain_text("Bram: kan alles lezen", timeout=SLOW)


def test_who_was_let_in_after_the_counsellor_left_tells_how_far_the_letter_is(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = written_letter(at, site)
    at.amina.goto("about:blank")
    at_signal(at.bram, site, signal, at.brams)
    hand_over(at.bram)
    leave(people.amina, "ended")
    at_signal(at.bram, site, signal, at.brams)
    here = at.bram.get_by_role("region", name="Wat de inbrengers weten")
    expect(here).to_contain_text("2 inbrengers van een collega die hier niet meer werkt", timeout=SLOW)
    expect(here).to_contain_text("Dit gesprek kun jij niet openen.")
    both_widths(at.bram, "signaal-collega-weg")
    come_back(at.visitor, site, at.words)
    let_bram_in(at.visitor)
    turn, messages = Matter.objects.get(conversation__isnull=False).turn, Record.objects.filter(kind="message").count()
    at.bram.goto(f"{site.workspace}/vandaag/")
    with at.bram.expect_response("**/antwoorden.json") as sent:
        open_vault(at.bram, at.brams)
    assert sent.value.ok
    assert Record.objects.filter(kind="message").count() == messages + 1
    assert Matter.objects.get(conversation__isnull=False).turn == turn
    come_back(at.visitor, site, at.words)
    told = at.visitor.locator("[data-letter]")
    expect(told).to_contain_text("De brief is aan Daan gegeven, op", timeout=SLOW)
    both_widths(at.visitor, "brief-verteld-door-ander")
    board_reads(at, LETTER, "Bram")
    board_answers(at, ANSWER)
    at_signal(at.bram, site, signal, at.brams)
    expect(here).to_contain_text("Een inbrenger van Amina, die hier niet meer werkt", timeout=SLOW)
    expect(here).to_contain_text("1 inbrenger van een collega die hier niet meer werkt")
    assert axe_violations(at.bram) == []
    both_widths(at.bram, "signaal-in-plaats-verteld")
    come_back(at.visitor, site, at.words)
    expect(told).to_contain_text("Daan gaf antwoord op de brief.", timeout=SLOW)
