"""What is written at a signal is held against the vault before a colleague or visitor reads it, in a real Chromium."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from nabij.signals.models import Signal
from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import ALIAS, NAME, SLOW
from tests.browser.signal_hands import (
    ASPECTS,
    CARD,
    SEEN,
    TOLD,
    ask_bram,
    at_signal,
    panel,
    picture,
    weigh_along,
)
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import begin, who
from tests.personas import Personas

__all__ = ["who"]

NEVER = "Dit mag niet blijven staan: "


def _notice_by_name(page: Page) -> None:
    """A name out of the vault stays with a reason only; the colleague reads it."""
    step = panel(page, "Wat je ziet")
    step.get_by_label("Wat zie je?").fill(f"{NAME} zag het. {SEEN}")
    step.get_by_label(ALIAS, exact=True).check()
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text("Je browser wees 1 plek aan.", timeout=SLOW)
    expect(step.locator("[data-finding=name]")).to_contain_text("Deze naam of dit pseudoniem staat in je kluis.")
    picture(page, "gezien-met-naam")
    assert axe_violations(page) == []
    step.get_by_label("Wat zie je?").fill(SEEN)
    step.get_by_role("button", name="Bewaar", exact=True).click()


def _weigh_by_alias(page: Page) -> Locator:
    """An alias never stays on the card; what stands in the weighing is decided as well."""
    step = panel(page, "Wegen met een collega")
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"Over {aspect.lower()}: meer dan één keer.")
    step.get_by_label("De situatie, zonder namen").fill(f"{ALIAS} hoorde grappen.")
    step.get_by_label("Je vraag aan je collega").fill("Zie jij dit ook?")
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.locator(".error-summary")).to_contain_text(f"{NEVER}{ALIAS}.", timeout=SLOW)
    picture(page, "kaart-met-schuilnaam")
    step.get_by_label("De situatie, zonder namen").fill(CARD)
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_be_visible(timeout=SLOW)
    return step


def _limit_by_name(page: Page) -> None:
    """What visitors are asked names nobody: each would hear of the other."""
    step = panel(page, "Afstemmen met iedere inbrenger")
    step.get_by_label("Wat vertel je?").fill(TOLD)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur gaat kijken.")
    step.get_by_label("Wat vertel je niet?").fill(f"Dat {NAME} dit zei.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text(f"{NEVER}{NAME}.", timeout=SLOW)
    picture(page, "afstemmen-met-naam")
    assert axe_violations(page) == []
    step.get_by_label("Wat vertel je niet?").fill("Wie het zei.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator("[data-part=advice]")).to_be_visible(timeout=SLOW)


def test_what_others_read_of_a_signal_is_held_against_the_vault_first(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    amina = page_for(people.amina, bypass_csp=True)
    signal = begin(amina, site, who, "Structurele druk op veiligheid")
    _notice_by_name(amina)
    _weigh_by_alias(amina)
    ask_bram(amina)
    bram = page_for(people.bram, bypass_csp=True)
    weigh_along(bram, site, who.bram, ALIAS, NAME)
    at_signal(amina, site, signal, who.amina)
    _limit_by_name(amina)
    assert Signal.objects.get().step == "weighed"
