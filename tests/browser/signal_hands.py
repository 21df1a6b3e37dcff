"""What hands do with a signal, step by step: begun, weighed along, agreed, worded and checked, handed over."""

import os
from datetime import date

from playwright.sync_api import Locator, Page, expect

from nabij.signals.models import Signal
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import SLOW, open_vault
from tests.browser.surroundings import Site, axe_violations

SHOTS = os.environ.get("NABIJ_SHOTS")
SEEN = "In een team durft niemand een grap tegen te spreken."
CARD = "Grappen waar niemand iets van zegt."
TOLD = "In een deel van de organisatie worden grappen gemaakt waar mensen last van hebben."
LETTER = "Wij horen vaker dat grappen blijven hangen. Mensen zeggen er niets van."
ASPECTS = ("Inhoud", "Herhaling", "Impact", "Context")


def picture(page: Page, name: str) -> None:
    """Kept where NABIJ_SHOTS says, for who wants to look; on a phone nothing sticks out."""
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/signaal-{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})


def panel(page: Page, title: str) -> Locator:
    """The step that is open."""
    return page.get_by_role("region", name=title, exact=True)


def at_signal(page: Page, site: Site, signal: Signal, vault: DemoVault) -> None:
    page.goto(f"{site.workspace}/signalen/{signal.pk}/")
    open_vault(page, vault)
    expect(page.locator(".signal-steps")).to_be_visible(timeout=SLOW)


def begin_here(page: Page, vault: DemoVault | None, reason: str) -> Signal:
    """On *Nieuw signaal*: why, and a key for both."""
    if vault:
        open_vault(page, vault)
    page.get_by_label(reason, exact=True).check()
    picture(page, "nieuw")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Bram leest en weegt mee.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Begin te schrijven").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)
    return Signal.objects.get()


def notice(page: Page, *of: str) -> None:
    """Written down, with something in it of these matters and of no others."""
    step = panel(page, "Wat je ziet")
    if step.get_by_role("button", name="Verander dit").count():
        step.get_by_role("button", name="Verander dit").click()
    step.get_by_label("Wat zie je?").fill(SEEN)
    for box in step.get_by_role("checkbox").all():
        box.uncheck(force=True)
    for alias in of:
        step.get_by_label(alias, exact=True).check()
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(panel(page, "Wegen met een collega")).to_be_visible(timeout=SLOW)


def weigh(page: Page) -> None:
    step = panel(page, "Wegen met een collega")
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"Over {aspect.lower()}: meer dan één keer.")
    step.get_by_label("De situatie, zonder namen").fill(CARD)
    step.get_by_label("Je vraag aan je collega").fill("Zie jij dit ook?")
    picture(page, "wegen")
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_be_visible(timeout=SLOW)


def keep_the_weighing(page: Page) -> None:
    """Weighed while somebody stood behind it who went: it is looked at again, and stands as it did."""
    step = panel(page, "Wegen met een collega")
    expect(step.locator("[data-part=weigh-again]")).to_contain_text("Kijk opnieuw naar de weging.")
    expect(step.get_by_label("De situatie, zonder namen")).to_have_value(CARD)
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_have_count(0)
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_be_visible(timeout=SLOW)


def ask_bram(page: Page) -> None:
    page.get_by_role("button", name="Vraag Bram om mee te wegen").click()
    expect(panel(page, "Wegen met een collega")).to_contain_text("Bram weegt mee.", timeout=SLOW)


def weigh_along(page: Page, site: Site, vault: DemoVault, *aliases: str) -> None:
    """Bram finds it on *Vandaag*, reads it without an alias, and weighs along."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, vault)
    page.get_by_role("link", name="Je collega vraagt je om mee te wegen").click()
    step = panel(page, "Wegen met een collega")
    expect(step).to_contain_text(CARD, timeout=SLOW)
    shown = page.locator("main").inner_text()
    assert not [alias for alias in aliases if alias in shown]
    assert axe_violations(page) == []
    picture(page, "meewegen")
    step.get_by_label("Hoe weeg jij dit?").fill("Ik zie het ook, rond de pauzes.")
    step.get_by_role("button", name="Ik heb meegewogen").click()
    expect(page.locator("[data-step=weighed]")).to_contain_text("Klaar", timeout=SLOW)


def set_limits(page: Page, told: str = TOLD) -> Locator:
    """What is told to whom, and what is not; looked over as advice before anybody is asked."""
    step = panel(page, "Afstemmen met iedere inbrenger")
    step.get_by_label("Wat vertel je?").fill(told)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur gaat kijken.")
    step.get_by_label("Wat vertel je niet?").fill("Welk team, en wie het vertelde.")
    picture(page, "afstemmen-vraag")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step.locator("[data-part=advice]")).not_to_contain_text("Je browser legt deze woorden", timeout=SLOW)
    return step


def of_matter(step: Locator, alias: str) -> Locator:
    """The line of one visitor."""
    return step.locator("li[data-matter]").filter(has_text=alias)


def hear_yes(step: Locator, alias: str) -> None:
    """A yes that was heard in conversation, to these very words."""
    line = of_matter(step, alias)
    line.get_by_role("button", name="Ik hoorde een ja").click()
    expect(line.get_by_role("blockquote")).to_contain_text(TOLD)
    line.get_by_role("button", name="Leg dit ja vast").click()
    expect(line.locator(".error-summary")).to_contain_text("Bevestig dat de inbrenger ja zei")
    line.get_by_label("De inbrenger zei ja op precies deze woorden.").check()
    line.get_by_role("button", name="Leg dit ja vast").click()
    expect(of_matter(step, alias)).to_contain_text("Gehoord in gesprek", timeout=SLOW)


def go_on(page: Page) -> None:
    """Everybody said yes."""
    page.get_by_role("button", name="Iedere inbrenger zei ja: ga verder").click()
    expect(panel(page, "Verwoorden en nakijken")).to_be_visible(timeout=SLOW)


def write_letter(page: Page, text: str) -> Locator:
    """The letter, kept and held against the vault by this browser."""
    step = panel(page, "Verwoorden en nakijken")
    step.get_by_label("Waar gaat het over?").fill("Grappen")
    step.get_by_label("De brief").fill(text)
    step.get_by_label("Vragen voor het gesprek").fill("Wat ziet u zelf?")
    picture(page, "verwoorden")
    step.get_by_role("button", name="Bewaar de brief").click()
    step.get_by_role("button", name="Kijk de brief na").click()
    expect(step.locator("[data-part=findings]")).to_be_visible(timeout=SLOW)
    return step


def change_finding(step: Locator, kind: str, words: str) -> None:
    """Other words in the place of what was found."""
    found = step.locator(f"[data-finding={kind}][data-open]").first
    found.get_by_role("button", name="Verander dit").click()
    found.get_by_label("Wat schrijf je in plaats van").fill(words)
    found.get_by_role("button", name="Zet dit in de brief").click()


def keep_finding(step: Locator, kind: str, reason: str) -> None:
    """What was found stays, with why; a word is no reason."""
    found = step.locator(f"[data-finding={kind}][data-open]").first
    found.get_by_role("button", name="Laat dit staan").click()
    found.get_by_label("blijven staan?").fill("Mag wel")
    found.get_by_role("button", name="Laat dit staan").click()
    expect(found.locator(".error-summary")).to_contain_text("Schrijf een hele zin")
    found.get_by_label("blijven staan?").fill(reason)
    found.get_by_role("button", name="Laat dit staan").click()


def say_it_is_good(step: Locator) -> None:
    for check in step.get_by_role("checkbox").all():
        check.check()
    step.get_by_role("button", name="Zo is de brief goed").click()


def told_of_the_day(step: Locator) -> None:
    """The very day of a talk in the vault is told as such, above any moment, and goes."""
    known = step.locator("[data-finding=date]").filter(has_text="Moment uit een kwestie")
    expect(known).to_contain_text("Deze datum staat in een kwestie achter dit signaal.")
    change_finding(step, "date", "een dag")
    expect(step.locator("[data-finding=date]")).to_have_count(0, timeout=SLOW)


def word(page: Page, name: str, text: str = LETTER, day: date | None = None) -> None:
    """A name is refused however much is ticked, and is changed; a part of the organisation stays, with a reason.

    ``day``: of a talk in the vault, that the letter names as well.
    """
    moment = f" Op {day:%d-%m-%Y} was het erg." if day else ""
    step = write_letter(page, f"{text} {name} weet het. Het speelt in Noord.{moment}")
    picture(page, "nakijken")
    assert axe_violations(page) == []
    expect(step.locator("[data-finding=name]")).to_contain_text("Dit mag niet blijven staan.")
    expect(step.locator("[data-finding=name]").get_by_role("button")).to_have_text(["Verander dit"])
    say_it_is_good(step)
    expect(step.locator(".error-summary")).to_contain_text("in de brief wachten op jouw keuze")
    if day:
        told_of_the_day(step)
    change_finding(step, "name", "Wie er werkt")
    expect(step.locator("[data-finding=name]")).to_have_count(0, timeout=SLOW)
    expect(step.locator(".signal-letter")).to_contain_text("Wie er werkt weet het.")
    keep_finding(step, "unit", "Iedere inbrenger wilde dat dit erin stond.")
    expect(step.locator("[data-finding][data-open]")).to_have_count(0, timeout=SLOW)
    expect(step.locator("[data-finding=unit]")).to_contain_text("Iedere inbrenger wilde")
    picture(page, "nagekeken")
    say_it_is_good(step)
    expect(panel(page, "Overdragen aan het bestuur")).to_be_visible(timeout=SLOW)
