"""What is written at a signal is held against the vault before a colleague or visitor reads it, in a real Chromium."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from nabij.signals.models import Signal
from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import ALIAS, NAME, SLOW, keep_matter, planned
from tests.browser.signal_hands import (
    ASPECTS,
    CARD,
    SEEN,
    TOLD,
    ask_bram,
    at_signal,
    of_matter,
    panel,
    picture,
    weigh_along,
)
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import begin, who
from tests.personas import Personas

__all__ = ["who"]

NEVER = "Dit mag niet blijven staan: "
MAYBE = "Dit kan de naam van een inbrenger zijn: "
FIRST = NAME.split()[0]


def _notice_by_name(page: Page) -> None:
    """The name of who came never stays, whatever the reason: a colleague reads it. In small letters it is told once."""
    step = panel(page, "Wat je ziet")
    step.get_by_label("Wat zie je?").fill(f"{NAME} zag het. {SEEN}")
    step.get_by_label(ALIAS, exact=True).check()
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text(f"{NEVER}{NAME}.", timeout=SLOW)
    expect(step.locator("[data-finding=name]")).to_contain_text("Deze naam of dit pseudoniem staat in je kluis.")
    expect(step.locator("[data-finding=name] textarea")).to_have_count(0)
    picture(page, "gezien-met-naam")
    assert axe_violations(page) == []
    step.get_by_label("Wat zie je?").fill(f"{FIRST.lower()} zag het. {SEEN}")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text(f"{MAYBE}{FIRST.lower()}.", timeout=SLOW)
    picture(page, "gezien-met-voornaam-klein")
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
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"{FIRST} zei het.")
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.locator(".error-summary")).to_contain_text(f"{NEVER}{FIRST}.", timeout=SLOW)
    expect(step.locator("[data-finding=name]")).to_have_count(len(ASPECTS))
    expect(step.locator("[data-finding] textarea")).to_have_count(0)
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"Over {aspect.lower()}: meer dan één keer.")
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_be_visible(timeout=SLOW)
    return step


def _limit_by_name(page: Page) -> None:
    """What visitors are asked names nobody: each would hear of the other."""
    step = panel(page, "Afstemmen met iedere inbrenger")
    step.get_by_label("Wat vertel je?").fill(TOLD)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur gaat kijken.")
    for label, clean in (
        ("Wat vertel je niet?", "Wie het zei."),
        ("Waarom? Wat hoop je dat er gebeurt?", "Dat het bestuur gaat kijken."),
        ("Wat vertel je?", TOLD),
    ):
        step.get_by_label(label).fill(f"Dat {NAME} dit zei.")
        step.get_by_role("button", name="Bewaar", exact=True).click()
        expect(step.locator(".error-summary")).to_contain_text(f"{NEVER}{NAME}.", timeout=SLOW)
        picture(page, "afstemmen-met-naam")
        assert axe_violations(page) == []
        step.get_by_label(label).fill(clean)
    step.get_by_label("Wat vertel je niet?").fill(f"Dat {FIRST.lower()} dit zei.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator(".error-summary")).to_contain_text(f"{MAYBE}{FIRST.lower()}.", timeout=SLOW)
    # a word for who writes it: then it is told again beside the question, before anybody is asked
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator("[data-part=advice]")).to_contain_text(FIRST.lower(), timeout=SLOW)
    step.get_by_role("button", name="Verander dit").click()
    step.get_by_label("Wat vertel je niet?").fill("Dat Sanne Boerma dit ook zag.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator("[data-part=advice]")).to_contain_text("Sanne", timeout=SLOW)


def _ask_by_name(page: Page, people: Personas, who: Correspondents) -> None:
    """Who came since is named in words that were kept before: nobody is asked those, and no yes to them is kept."""
    keep_matter(people, who.amina, planned(alias="Groene fiets", name="Sanne Boerma"))
    step = panel(page, "Afstemmen met iedere inbrenger")
    line = of_matter(step, ALIAS)
    line.get_by_role("button", name="Ik hoorde een ja").click()
    line.get_by_label("De inbrenger zei ja op precies deze woorden.").check()
    line.get_by_role("button", name="Leg dit ja vast").click()
    expect(line).to_contain_text("In deze woorden staat iets uit je kluis: Sanne Boerma.", timeout=SLOW)
    expect(line).to_contain_text("Er is niets gevraagd of vastgelegd.")
    picture(page, "ja-met-naam")


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
    _ask_by_name(amina, people, who)
    assert Signal.objects.get().step == "weighed"
