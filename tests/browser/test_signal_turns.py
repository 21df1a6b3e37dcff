"""Whose turn it is with a signal, at every step: *Signalen*, the signal and *Vandaag* say it in the same words.

One visitor of Amina has words, one of Bram was heard; each of the pair reads all three screens after each step.
"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from nabij.kit.clock import today
from nabij.signals.models import Signal
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import SLOW, keep_matter, open_vault, planned
from tests.browser.signal_hands import ask_bram, begin_here, go_on, hear_yes, notice, panel, picture, set_limits, weigh
from tests.browser.signal_parties import BY_THE_DOOR, Parties, gather, visitor_says_yes
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_signal_flow import ask_the_visitor, take_up_the_yes
from tests.personas import Personas

OF_BRAM = "Groene trap"
MINE, COLLEAGUE = "Jij bent aan zet", "Je collega is aan zet"
OWN, THEIRS = "Wachten op jouw inbrengers", "Wachten op de inbrengers van je collega"
BOARD, MEETING, DONE = "Het bestuur is aan zet", "Wachten op het gesprek met het bestuur", "Klaar"
ASK = "Vraag het jouw inbrengers, en neem op wat ze antwoordden."
ANSWERED = "Het bestuur beantwoordde de brief."


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def menu(page: Page, entry: str) -> None:
    """Also where that page is on the screen already: then it is drawn anew."""
    page.evaluate("document.querySelector('main h1').dataset.before = 'yes'")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=entry, exact=True).click()
    page.wait_for_url(f"**/{entry.lower()}/")
    expect(page.locator("main h1[data-before]")).to_have_count(0)


def of_the_list(page: Page) -> str:
    """Under which words the one signal stands, once one's own matters told."""
    menu(page, "Signalen")
    expect(page.locator("li[data-asks]")).to_have_count(0, timeout=SLOW)
    expect(page.locator("main ul.signals > li")).to_have_count(1)
    return page.locator("main h2").filter(has=page.locator("xpath=self::*[following-sibling::ul]")).inner_text()


def of_the_signal(page: Page) -> str:
    """What its own page says; and leaves it open there."""
    page.locator("main ul.signals a").first.click()
    said = page.locator("[data-part=turn]")
    expect(said).to_be_visible(timeout=SLOW)
    return said.inner_text()


def of_today(page: Page) -> list[str]:
    menu(page, "Vandaag")
    place = page.locator("nabij-today [data-part=signals]")
    expect(place).to_have_attribute("data-asked", "known", timeout=SLOW)
    return place.locator("a .next").all_inner_texts()


def reads(page: Page, turn: str, *cues: str) -> None:
    """The three screens agree: the same words on two, and on *Vandaag* a task only for whoever has the turn."""
    listed, said, asked = of_the_list(page), of_the_signal(page), of_today(page)
    assert listed == turn
    assert said.startswith(turn), said
    assert asked == list(cues)
    menu(page, "Signalen")
    of_the_signal(page)


def both_read(at: Parties, amina: tuple[str, ...], bram: tuple[str, ...]) -> None:
    reads(at.amina, *amina)
    reads(at.bram, *bram)


def unlocked(page: Page, site: Site, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)


def step_of(page: Page, key: str, title: str) -> Locator:
    """One step, once what opens by itself is drawn: nothing is drawn anew under a form."""
    heading = page.locator("[data-part=panel] h2").first
    expect(heading).to_be_visible(timeout=SLOW)
    if heading.inner_text() == title:
        return panel(page, title)
    page.locator(f".signal-steps [data-step={key}]").get_by_role("button").click()
    expect(panel(page, title)).to_be_visible(timeout=SLOW)
    return panel(page, title)


def bram_adds_and_weighs_along(page: Page) -> None:
    step = step_of(page, "noticed", "Wat je ziet")
    step.get_by_role("checkbox", name=OF_BRAM).check()
    step.get_by_role("button", name="Bewaar je kwesties").click()
    weighing = panel(page, "Wegen met een collega")
    weighing.get_by_label("Hoe weeg jij dit?").fill("Ik zie het ook, rond de pauzes.")
    weighing.get_by_role("button", name="Ik heb meegewogen").click()
    expect(page.locator("[data-step=weighed]")).to_contain_text("Klaar", timeout=SLOW)


AGREEING = "Afstemmen met iedere inbrenger"


def until_everybody_said_yes(at: Parties) -> None:
    """Each asks and records for their own; whoever waits reads for whom."""
    step_of(at.amina, "agreed_with_persons", AGREEING)
    set_limits(at.amina)
    both_read(at, (MINE, ASK), (MINE, ASK))
    picture(at.amina, "aan-zet-vragen")
    assert axe_violations(at.amina) == []
    step_of(at.amina, "agreed_with_persons", AGREEING)
    ask_the_visitor(at.amina)
    both_read(at, (OWN,), (MINE, ASK))
    picture(at.amina, "aan-zet-inbrenger")
    visitor_says_yes(at, "grappen")
    both_read(at, (MINE, ASK), (MINE, ASK))
    step_of(at.amina, "agreed_with_persons", AGREEING)
    take_up_the_yes(at.amina)
    both_read(at, (THEIRS,), (MINE, ASK))
    menu(at.amina, "Signalen")
    expect(at.amina.locator("li[data-asks]")).to_have_count(0, timeout=SLOW)
    picture(at.amina, "aan-zet-lijst")
    menu(at.bram, "Vandaag")
    expect(at.bram.get_by_text(ASK)).to_be_visible(timeout=SLOW)
    picture(at.bram, "aan-zet-vandaag")
    assert axe_violations(at.bram) == []
    reads(at.bram, MINE, ASK)
    hear_yes(step_of(at.bram, "agreed_with_persons", AGREEING), OF_BRAM)
    both_read(at, (MINE, "Iedere inbrenger zei ja. Ga verder met de brief."), (COLLEAGUE,))


def after_the_letter(at: Parties, signal: Signal) -> None:
    """What the board does, as the register has it then."""
    row = Signal.objects.filter(pk=signal.pk)
    ahead = today() + timedelta(weeks=2)
    row.update(step="delivered", due=ahead, watches=[ahead.isoformat()])
    both_read(at, (BOARD,), (BOARD,))
    row.update(step="answered", meeting=ahead)
    both_read(at, (MEETING, ANSWERED), (MEETING, ANSWERED))
    row.update(meeting=today())
    both_read(at, (MINE, "Het gesprek is geweest. Schrijf op wat er veranderde."), (COLLEAGUE,))
    row.update(step="closed")
    both_read(at, (DONE,), (DONE,))


def test_three_screens_say_in_the_same_words_whose_turn_it_is_at_every_step(
    open_context: Open, people: Personas, site: Site
) -> None:
    at = gather(open_context, people, site)
    keep_matter(people, at.brams, planned(OF_BRAM, name="Joost Kramer"), people.bram)
    at.amina.goto(f"{site.workspace}/signalen/nieuw/")
    signal = begin_here(at.amina, at.aminas, "Structurele druk op veiligheid")
    unlocked(at.bram, site, at.brams)
    both_read(at, (MINE,), (COLLEAGUE,))
    notice(at.amina, BY_THE_DOOR)
    weigh(at.amina)
    both_read(at, (MINE,), (COLLEAGUE,))
    step_of(at.amina, "weighed", "Wegen met een collega")
    ask_bram(at.amina)
    both_read(at, (COLLEAGUE,), (MINE, "Je collega vraagt je om mee te wegen."))
    bram_adds_and_weighs_along(at.bram)
    both_read(at, (MINE, "Je collega woog mee. Ga verder bij de volgende stap."), (COLLEAGUE,))
    until_everybody_said_yes(at)
    step_of(at.amina, "agreed_with_persons", AGREEING)
    go_on(at.amina)
    both_read(at, (MINE,), (COLLEAGUE,))
    after_the_letter(at, signal)
