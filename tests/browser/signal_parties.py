"""Who takes part in a signal: two counsellors and the board in their own browsers, a visitor with seven words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from nabij.contact.models import Reachability
from nabij.kit.clock import today
from nabij.signals.models import Signal
from nabij_demo.sealing import DemoVault
from tests.browser.door_hands import enter, walk
from tests.browser.letter_hands import hear
from tests.browser.sealed_practice import SLOW, give_vault, keep_matter, planned, store_vault
from tests.browser.surroundings import Open, Site, axe_violations
from tests.browser.test_letters import set_up_by_passkey
from tests.browser.test_visitor_talks import come_back, take_on
from tests.browser.vault_hands import Authenticator
from tests.contact.doors import open_entrance
from tests.personas import Personas

# how the three matters are called: of who came by the door, and of two whom Amina hears
BY_THE_DOOR, HEARD, SAYS_NO = "Rode fiets", "Blauwe fiets", "Groene trap"


@dataclass(frozen=True)
class Parties:
    """Amina and Bram with vaults who know each other, Daan at the board, and a visitor who wrote to Amina."""

    site: Site
    amina: Page
    aminas: DemoVault
    bram: Page
    brams: DemoVault
    daan: Page
    visitor: Page
    words: str


def gather(open_context: Open, people: Personas, site: Site, *heard: str) -> Parties:
    """A matter for who came by the door, and one for each of these."""
    aminas, brams = give_vault(people.amina), give_vault(people.bram)
    names = dict(zip(heard, ("Fatima Wolters", "Joost Kramer"), strict=False))
    for alias in heard:
        keep_matter(people, aminas, planned(alias, name=names[alias]))
    store_vault(people.amina, aminas, brams)
    store_vault(people.bram, brams, aminas)
    open_entrance(people)
    Reachability.objects.create(
        practice=people.practice, counsellor=people.amina, weekdays=[0, 1, 2, 3, 4], channels=["phone"]
    )
    visitor = open_context().new_page()
    enter(visitor, site)
    walk(visitor, "words")
    words = " ".join(visitor.locator("[data-words] li").all_inner_texts())
    amina = open_context(people.amina, bypass_csp=True).new_page()
    take_on(amina, site, aminas)
    daan = open_context(bypass_csp=True).new_page()
    Authenticator(daan, prf=True)
    set_up_by_passkey(daan, site, people.daan)
    bram = open_context(people.bram, bypass_csp=True).new_page()
    return Parties(site, amina, aminas, bram, brams, daan, visitor, words)


def _asked(at: Parties) -> Locator:
    """What the visitor is asked, on their own page."""
    come_back(at.visitor, at.site, at.words)
    asked = at.visitor.locator("[data-asked]")
    expect(asked).to_be_visible(timeout=SLOW)
    return asked


SENDS = {"Ja, dit mag": "Ja, verstuur dit", "Nee": "Verstuur mijn nee", "Trek in": "Trek mijn toestemming in"}


def _choose(asked: Locator, button: str) -> None:
    asked.get_by_role("button", name=button, exact=True).click()
    expect(asked.locator("[data-check]")).to_contain_text("Klopt dit?")
    asked.get_by_role("button", name=SENDS[button]).click()


def visitor_says_yes(at: Parties, told: str) -> None:
    """With seven words, to these very words."""
    asked = _asked(at)
    expect(asked).to_contain_text(told)
    expect(asked).to_contain_text("Mag ik dit aan Daan vertellen?")
    _choose(asked, "Ja, dit mag")
    expect(asked).to_contain_text("Je zei ja op", timeout=SLOW)


def visitor_says_no(at: Parties, told: str) -> None:
    """With seven words, by the door: written, and not heard by anybody."""
    asked = _asked(at)
    expect(asked).to_contain_text(told)
    _choose(asked, "Nee")
    expect(asked).to_contain_text("Je zei nee op", timeout=SLOW)


def visitor_takes_back(at: Parties) -> None:
    asked = _asked(at)
    _choose(asked, "Trek in")
    expect(asked).to_contain_text("Je trok dit in op", timeout=SLOW)


def board_reads(at: Parties, text: str, by: str = "Amina") -> None:
    """Digits compared first, then the letter and who wrote it."""
    daan = at.daan
    daan.get_by_role("link", name="Brieven", exact=True).click()
    expect(daan.get_by_text("Nog te doen: lezen, en een dag kiezen")).to_be_visible()
    daan.get_by_role("link", name="Brief van").click()
    daan.get_by_role("button", name=f"Cijfers vergelijken met {by}").click()
    hear(daan, by, "Wat hoort u")
    expect(daan.locator("main")).to_contain_text(text, timeout=SLOW)
    assert axe_violations(daan) == []


def board_answers(at: Parties, answer: str) -> None:
    """Received with a day to talk about it, which is today, and answered."""
    daan = at.daan
    daan.get_by_label("Op welke dag praat u hierover").fill(today().isoformat())
    daan.get_by_role("button", name="Ontvangen, plan gesprek").click()
    expect(daan.locator("main").get_by_text("Ontvangen. Het gesprek staat op")).to_be_visible()
    daan.get_by_label("Uw antwoord").fill(answer)
    daan.get_by_role("button", name="Antwoord versturen").click()
    expect(daan.locator("main").get_by_text("Uw antwoord is verzegeld verstuurd.")).to_be_visible(timeout=SLOW)


def weeks_pass(signal: Signal) -> Iterator[int]:
    """Two, six and twelve weeks go by: each time the day of asking is today."""
    for weeks, left in ((2, 3), (6, 2), (12, 1)):
        ahead = [today() + timedelta(weeks=4 * more) for more in range(left)]
        Signal.objects.filter(pk=signal.pk).update(watches=[day.isoformat() for day in ahead])
        yield weeks
