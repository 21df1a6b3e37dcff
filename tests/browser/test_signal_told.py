"""A visitor who said yes reads that the letter went and how far it is, whoever handed it over; taken back, no more."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from nabij.sealed.models import Record
from nabij.signals.models import Signal
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.signal_hands import (
    LETTER,
    TOLD,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
    panel,
    say_it_is_good,
    set_limits,
    write_letter,
)
from tests.browser.signal_parties import (
    BY_THE_DOOR,
    HEARD,
    Parties,
    board_answers,
    board_reads,
    gather,
    visitor_says_yes,
    visitor_takes_back,
)
from tests.browser.surroundings import Open, Site
from tests.browser.talk_hands import come_back
from tests.browser.test_signal_flow import ask_the_visitor, hand_over, take_up_the_yes, weighed
from tests.personas import Personas

ANSWER = "Dank u. Wij gaan kijken."


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def written_letter(at: Parties, site: Site) -> Signal:
    """Everybody said yes: the visitor with words on their own page, the other in conversation; the letter is good."""
    at.amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    weighed(at, site, signal, BY_THE_DOOR, HEARD)
    step = set_limits(at.amina)
    ask_the_visitor(at.amina)
    visitor_says_yes(at, TOLD)
    at_signal(at.amina, site, signal, at.aminas)
    take_up_the_yes(at.amina)
    hear_yes(step, HEARD)
    go_on(at.amina)
    say_it_is_good(write_letter(at.amina, LETTER))
    expect(panel(at.amina, "Overdragen aan het bestuur")).to_be_visible(timeout=SLOW)
    return signal


def messages() -> int:
    return Record.objects.filter(kind="message").count()


def test_whoever_said_yes_reads_that_the_letter_went_and_that_it_was_answered(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = written_letter(at, site)
    before = messages()
    # Amina is away: her colleague hands it over, and her visitor hears nothing yet
    at.amina.goto("about:blank")
    at_signal(at.bram, site, signal, at.brams)
    hand_over(at.bram)
    assert messages() == before
    at.amina.goto(f"{site.workspace}/vandaag/")
    with at.amina.expect_response("**/herzien.json") as sent:
        open_vault(at.amina, at.aminas)
    assert sent.value.ok
    come_back(at.visitor, site, at.words)
    told = at.visitor.locator("[data-letter]")
    expect(told).to_contain_text("De brief is aan Daan gegeven, op", timeout=SLOW)
    expect(told).to_contain_text("Het antwoord komt uiterlijk")
    expect(at.visitor.locator("[data-talk-messages]")).to_contain_text("De brief is aan Daan gegeven, op")
    both_widths(at.visitor, "brief-verteld")
    # who has no words has to be told, and who has them is told once
    at_signal(at.amina, site, signal, at.aminas)
    here = at.amina.get_by_role("region", name="Wat de inbrengers weten")
    expect(here.get_by_role("listitem").filter(has_text=HEARD)).to_contain_text("Vertel het zelf", timeout=SLOW)
    expect(here.get_by_role("listitem").filter(has_text=BY_THE_DOOR)).to_contain_text("Leest in het gesprek")
    both_widths(at.amina, "signaal-inbrengers-weten")
    assert messages() == before + 1
    board_reads(at, LETTER, "Bram")
    board_answers(at, ANSWER)
    at_signal(at.amina, site, signal, at.aminas)
    expect(here.get_by_role("listitem").filter(has_text=BY_THE_DOOR)).to_contain_text(
        "Er komt een gesprek met Daan", timeout=SLOW
    )
    come_back(at.visitor, site, at.words)
    expect(told).to_contain_text("Daan gaf antwoord op de brief.", timeout=SLOW)
    expect(told).not_to_contain_text("Het antwoord komt uiterlijk")
    expect(told).to_contain_text("Er komt een gesprek met Daan over de brief")
    assert ANSWER not in at.visitor.locator("main").inner_text()
    both_widths(at.visitor, "brief-beantwoord")


def test_who_takes_it_back_hears_that_the_letter_was_given_and_nothing_after(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site, HEARD)
    signal = written_letter(at, site)
    at.amina.goto("about:blank")
    at_signal(at.bram, site, signal, at.brams)
    hand_over(at.bram)
    visitor_takes_back(at)
    expect(at.visitor.locator("[data-asked]")).to_contain_text("Je vertrouwenspersoon ziet dit zodra die hier komt.")
    board_reads(at, LETTER, "Bram")
    board_answers(at, ANSWER)
    # the keys are renewed where the matter is opened; the letter is told of after that
    at.amina.goto(f"{site.workspace}/vandaag/")
    open_vault(at.amina, at.aminas)
    at.amina.get_by_role("link", name="De inbrenger trok zelf in").click()
    expect(at.amina.get_by_role("heading", name="Gesprek met de inbrenger")).to_be_visible(timeout=SLOW)
    at_signal(at.amina, site, signal, at.aminas)
    here = at.amina.get_by_role("region", name="Wat de inbrengers weten")
    expect(here.get_by_role("listitem").filter(has_text=BY_THE_DOOR)).to_contain_text("is op", timeout=SLOW)
    come_back(at.visitor, site, at.words)
    told = at.visitor.locator("[data-letter]")
    expect(told).to_contain_text("De brief is aan Daan gegeven, op", timeout=SLOW)
    expect(told).not_to_contain_text("antwoord op de brief")
    # she saw it meanwhile: the page no longer says that she has yet to
    expect(at.visitor.locator("[data-asked]")).to_contain_text("Je vertrouwenspersoon weet dit.")
    expect(at.visitor.locator("[data-asked]")).not_to_contain_text("ziet dit zodra")
