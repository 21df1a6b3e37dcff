"""A signal in a real Chromium: noticed, weighed by two, agreed, worded, handed over, answered; or not sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nabij.matters.models import Consent
from nabij.sealed.models import KeyGrant
from nabij.signals.models import Letter, Signal
from tests.browser.letter_hands import Correspondents, open_at_the_board, sign_in_at_the_board
from tests.browser.sealed_practice import ALIAS, NAME, SLOW, give_vault, keep_matter, planned, store_vault
from tests.browser.signal_hands import (
    LETTER,
    ask_bram,
    at_signal,
    begin_here,
    go_on,
    hear_yes,
    notice,
    panel,
    picture,
    set_limits,
    weigh,
    weigh_along,
    word,
)
from tests.browser.surroundings import Site, axe_violations
from tests.personas import Personas


@pytest.fixture
def who(people: Personas) -> Correspondents:
    """Amina with a matter, Bram and Daan; they all compared their digits."""
    vaults = [give_vault(user) for user in (people.amina, people.bram, people.daan)]
    keep_matter(people, vaults[0], planned())
    for user, vault in zip((people.amina, people.bram, people.daan), vaults, strict=True):
        store_vault(user, vault, *vaults)
    return Correspondents(*vaults)


def begin(page: Page, site: Site, who: Correspondents, reason: str) -> Signal:
    page.goto(f"{site.workspace}/signalen/")
    expect(page.get_by_role("heading", name="Wat is een signaal?")).to_be_visible()
    assert axe_violations(page) == []
    picture(page, "leeg")
    page.get_by_role("link", name="Nieuw signaal").click()
    return begin_here(page, who.amina, reason)


def agree(page: Page) -> None:
    step = set_limits(page)
    expect(step.locator("[data-part=advice]")).to_contain_text("wees in deze woorden niets aan")
    expect(step).to_contain_text("Je vroeg het nog niet.")
    # this visitor has no words: what was said in conversation is recorded, word for word
    expect(step.get_by_role("button", name="Vraag het de inbrenger")).to_have_count(0)
    picture(page, "afstemmen")
    assert axe_violations(page) == []
    hear_yes(step, ALIAS)
    picture(page, "afgestemd")
    go_on(page)


def test_a_signal_goes_from_what_was_seen_to_the_answer_of_the_board(
    people: Personas, site: Site, page_for: Callable[..., Page], who: Correspondents
) -> None:
    amina = page_for(people.amina, bypass_csp=True)
    signal = begin(amina, site, who, "Structurele druk op veiligheid")
    notice(amina, ALIAS)
    weigh(amina)
    ask_bram(amina)
    weigh_along(page_for(people.bram, bypass_csp=True), site, who.bram, ALIAS)
    at_signal(amina, site, signal, who.amina)
    agree(amina)
    assert [(one.heard, one.receiver) for one in Consent.objects.all()] == [(True, None)]
    word(amina, NAME)
    step = panel(amina, "Overdragen aan het bestuur")
    picture(amina, "overdragen")
    step.get_by_role("button", name="Draag over aan Daan").click()
    expect(step).to_contain_text("Daan kan de brief lezen.", timeout=SLOW)
    expect(amina.get_by_role("region", name="Wat de inbrengers weten")).to_contain_text("Vertel het zelf", timeout=SLOW)
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
