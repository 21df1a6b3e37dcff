"""In a real Chromium: what is told is changed after a visitor said yes, and the page asks them again."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.letter_hands import Correspondents
from tests.browser.sealed_practice import ALIAS, SLOW, open_vault
from tests.browser.signal_hands import TOLD, notice, panel, picture, weigh, weigh_along
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_signals import begin, who
from tests.personas import Personas

__all__ = ["who"]

ON = "Iedere inbrenger zei ja: ga verder"
MORE = f"{TOLD} Het gaat om de avonddienst."


def _heard(step: Locator, words: str) -> None:
    step.get_by_role("button", name="Ik hoorde een ja").click()
    expect(step.get_by_role("blockquote")).to_contain_text(words)
    step.get_by_label("De inbrenger zei ja op precies deze woorden.").check()
    step.get_by_role("button", name="Leg dit ja vast").click()
    expect(step).to_contain_text("Gehoord in gesprek", timeout=SLOW)


def test_what_is_told_after_the_yes_is_asked_again(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    amina = page_for(people.amina, bypass_csp=True)
    signal = begin(amina, site, who, "Structurele druk op veiligheid")
    notice(amina, ALIAS)
    weigh(amina)
    amina.get_by_role("button", name="Vraag Bram om mee te wegen").click()
    expect(panel(amina, "Wegen met een collega")).to_contain_text("Bram weegt mee.", timeout=SLOW)
    weigh_along(page_for(people.bram, bypass_csp=True), site, who.bram, ALIAS)
    amina.goto(f"{site.workspace}/signalen/{signal.pk}/")
    open_vault(amina, who.amina)
    step = panel(amina, "Afstemmen met iedere inbrenger")
    step.get_by_label("Wat vertel je?").fill(TOLD)
    step.get_by_label("Waarom? Wat hoop je dat er gebeurt?").fill("Dat het bestuur gaat kijken.")
    step.get_by_label("Wat vertel je niet?").fill("Welk team, en wie het vertelde.")
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step).to_contain_text("Je vroeg het nog niet.", timeout=SLOW)
    _heard(step, TOLD)
    expect(step.get_by_role("button", name=ON)).to_be_visible(timeout=SLOW)
    step.get_by_role("button", name="Verander dit").click()
    step.get_by_label("Wat vertel je?").fill(MORE)
    step.get_by_role("button", name="Bewaar", exact=True).click()
    expect(step).to_contain_text("Je veranderde wat je vertelt: vraag het opnieuw.", timeout=SLOW)
    expect(step.get_by_role("button", name=ON)).to_have_count(0)
    picture(amina, "opnieuw-vragen")
    assert axe_violations(amina) == []
    _heard(step, MORE)
    step.get_by_role("button", name=ON).click()
    expect(panel(amina, "Verwoorden en nakijken")).to_be_visible(timeout=SLOW)
    signal.refresh_from_db()
    assert signal.step == "agreed_with_persons"
