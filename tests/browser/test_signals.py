"""A signal in a real Chromium: noticed, weighed by two, agreed, worded, handed over, answered; or not sent."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from nabij.matters.models import Consent
from nabij.sealed.models import KeyGrant
from nabij.signals.models import Letter, Signal
from tests.browser.letter_hands import Correspondents, open_at_the_board, sign_in_at_the_board
from tests.browser.sealed_practice import ALIAS, NAME, SLOW, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Site, axe_violations
from tests.personas import Personas

SHOTS = os.environ.get("NABIJ_SHOTS")
SEEN = "In een team durft niemand een grap tegen te spreken."
TOLD = "In een deel van de organisatie worden grappen gemaakt waar mensen last van hebben."
LETTER = "Wij horen vaker dat grappen blijven hangen. Mensen zeggen er niets van."
ASPECTS = ("Inhoud", "Herhaling", "Impact", "Context")


def picture(page: Page, name: str) -> None:
    """Kept where NABIJ_SHOTS says, for who wants to look."""
    if SHOTS:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{SHOTS}/signaal-{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture
def who(people: Personas) -> Correspondents:
    """Amina with a matter, Bram and Daan; they all compared their digits."""
    vaults = [give_vault(user) for user in (people.amina, people.bram, people.daan)]
    keep_matter(people, vaults[0], planned())
    for user, vault in zip((people.amina, people.bram, people.daan), vaults, strict=True):
        store_vault(user, vault, *vaults)
    return Correspondents(*vaults)


def panel(page: Page, title: str) -> Locator:
    """The step that is open."""
    return page.get_by_role("region", name=title, exact=True)


def begin(page: Page, site: Site, who: Correspondents, reason: str) -> Signal:
    page.goto(f"{site.workspace}/signalen/")
    expect(page.get_by_role("heading", name="Wat is een signaal?")).to_be_visible()
    assert axe_violations(page) == []
    picture(page, "leeg")
    page.get_by_role("link", name="Nieuw signaal").click()
    open_vault(page, who.amina)
    page.get_by_label(reason, exact=True).check()
    picture(page, "nieuw")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("Bram leest en weegt mee.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Begin te schrijven").click()
    expect(panel(page, "Wat je ziet")).to_be_visible(timeout=SLOW)
    return Signal.objects.get()


def notice(page: Page, *, of: str = "") -> None:
    step = panel(page, "Wat je ziet")
    step.get_by_label("Wat zie je?").fill(SEEN)
    if of:
        step.get_by_label(of, exact=True).check()
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(panel(page, "Wegen met een collega")).to_be_visible(timeout=SLOW)


def weigh(page: Page) -> None:
    step = panel(page, "Wegen met een collega")
    for aspect in ASPECTS:
        step.get_by_label(aspect, exact=True).fill(f"Over {aspect.lower()}: meer dan één keer.")
    step.get_by_label("De situatie, zonder namen").fill("Grappen waar niemand iets van zegt.")
    step.get_by_label("Je vraag aan je collega").fill("Zie jij dit ook?")
    picture(page, "wegen")
    step.get_by_role("button", name="Bewaar de weging").click()
    expect(step.get_by_role("button", name="Vraag Bram om mee te wegen")).to_be_visible(timeout=SLOW)


def weigh_along(page: Page, site: Site, signal: Signal, who: Correspondents) -> None:
    """Bram finds it on *Vandaag*, reads it and weighs along."""
    page.goto(f"{site.workspace}/vandaag/")
    open_vault(page, who.bram)
    page.get_by_role("link", name="Je collega vraagt je om mee te wegen").click()
    step = panel(page, "Wegen met een collega")
    expect(step).to_contain_text("Grappen waar niemand iets van zegt.", timeout=SLOW)
    assert ALIAS not in page.locator("main").inner_text()
    assert axe_violations(page) == []
    picture(page, "meewegen")
    step.get_by_label("Hoe weeg jij dit?").fill("Ik zie het ook, rond de pauzes.")
    step.get_by_role("button", name="Ik heb meegewogen").click()
    expect(page.locator("[data-step=weighed]")).to_contain_text("Klaar", timeout=SLOW)
    signal.refresh_from_db()
    assert signal.step == "weighed"


def agree(page: Page) -> None:
    step = panel(page, "Afstemmen met iedere inbrenger")
    step.get_by_label("Wat vertel je?").fill(TOLD)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur gaat kijken.")
    step.get_by_label("Wat vertel je niet?").fill("Welk team, en wie het vertelde.")
    picture(page, "afstemmen-vraag")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step).to_contain_text("Je vroeg het nog niet.", timeout=SLOW)
    # this visitor has no words: what was said in conversation is recorded, word for word
    expect(step.get_by_role("button", name="Vraag het de inbrenger")).to_have_count(0)
    picture(page, "afstemmen")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Ik hoorde een ja").click()
    expect(step.get_by_role("blockquote")).to_contain_text(TOLD)
    step.get_by_role("button", name="Leg dit ja vast").click()
    expect(step.locator(".error-summary")).to_contain_text("Bevestig dat de inbrenger ja zei")
    step.get_by_label("De inbrenger zei ja op precies deze woorden.").check()
    step.get_by_role("button", name="Leg dit ja vast").click()
    expect(step).to_contain_text("Gehoord in gesprek", timeout=SLOW)
    picture(page, "afgestemd")
    step.get_by_role("button", name="Iedere inbrenger zei ja: ga verder").click()


def word(page: Page) -> None:
    step = panel(page, "Verwoorden en nakijken")
    step.get_by_label("Waar gaat het over?").fill("Grappen")
    step.get_by_label("De brief").fill(f"{LETTER} {NAME} weet het.")
    step.get_by_label("Vragen voor het gesprek").fill("Wat ziet u zelf?")
    step.get_by_role("button", name="Bewaar de brief").click()
    step.get_by_role("button", name="Kijk de brief na").click()
    expect(step.get_by_role("status").first).to_contain_text("Dit staat in je kluis als naam", timeout=SLOW)
    step.get_by_role("button", name="Verander dit").click()
    step.get_by_label("De brief").fill(LETTER)
    picture(page, "verwoorden")
    step.get_by_role("button", name="Bewaar de brief").click()
    step.get_by_role("button", name="Kijk de brief na").click()
    for check in step.get_by_role("checkbox").all():
        check.check()
    picture(page, "nakijken")
    assert axe_violations(page) == []
    step.get_by_role("button", name="Zo is de brief goed").click()


def test_a_signal_goes_from_what_was_seen_to_the_answer_of_the_board(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    amina = page_for(people.amina, bypass_csp=True)
    signal = begin(amina, site, who, "Structurele druk op veiligheid")
    notice(amina, of=ALIAS)
    weigh(amina)
    amina.get_by_role("button", name="Vraag Bram om mee te wegen").click()
    expect(panel(amina, "Wegen met een collega")).to_contain_text("Bram weegt mee.", timeout=SLOW)
    weigh_along(page_for(people.bram, bypass_csp=True), site, signal, who)
    amina.goto(f"{site.workspace}/signalen/{signal.pk}/")
    open_vault(amina, who.amina)
    agree(amina)
    assert [(one.heard, one.receiver) for one in Consent.objects.all()] == [(True, None)]
    word(amina)
    step = panel(amina, "Overdragen aan het bestuur")
    picture(amina, "overdragen")
    step.get_by_role("button", name="Draag over aan Daan").click()
    expect(step).to_contain_text("Daan kan de brief lezen.", timeout=SLOW)
    expect(step).to_contain_text("Nazorg")
    picture(amina, "overgedragen")
    assert axe_violations(amina) == []
    signal.refresh_from_db()
    assert (signal.step, signal.contact, Letter.objects.count()) == ("delivered", people.daan, 1)
    daan = page_for(people.daan, bypass_csp=True)
    sign_in_at_the_board(daan, site, people.daan)
    daan.goto(f"{site.board}/brieven/{signal.pk}/")
    open_at_the_board(daan, who.daan)
    expect(daan.locator("main")).to_contain_text(LETTER, timeout=SLOW)
    assert set(KeyGrant.objects.filter(box=signal.pk).values_list("grantee", flat=True)) == {
        people.amina.pk,
        people.bram.pk,
    }


def test_a_signal_that_is_not_sent_says_why_and_reaches_nobody(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    amina = page_for(people.amina, bypass_csp=True)
    signal = begin(amina, site, who, "Opvallend uitblijven van gesprekken")
    notice(amina)
    amina.get_by_role("button", name="Dit signaal niet versturen").click()
    step = panel(amina, "Niet versturen")
    step.get_by_role("button", name="Niet versturen").click()
    expect(step.locator(".error-summary")).to_contain_text("Schrijf op waarom je het niet verstuurt.")
    step.get_by_label("Waarom verstuur je het niet?").fill("We wachten de voorlichting af.")
    picture(amina, "niet-versturen")
    step.get_by_role("button", name="Niet versturen").click()
    expect(amina.get_by_text("Dit signaal is niet verstuurd.")).to_be_visible(timeout=SLOW)
    expect(panel(amina, "Waarom het niet is verstuurd")).to_contain_text("We wachten de voorlichting af.")
    picture(amina, "niet-verstuurd")
    assert axe_violations(amina) == []
    signal.refresh_from_db()
    assert (signal.step, Letter.objects.count()) == ("not_sent", 0)
