"""Setting up a vault in a real browser, with an authenticator that has PRF and with one that has not."""

import re

import pytest
from playwright.sync_api import Page, expect

from nabij.people.models import PublicKey
from nabij.sealed.models import Slot, Vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.vault_hands import (
    Authenticator,
    Sent,
    at_today,
    begin_setup,
    code_on,
    make_passkey,
    make_with_passkey,
    make_with_words,
    sign_in,
    type_code_back,
)
from tests.personas import Personas

pytestmark = pytest.mark.usefixtures("limits_of_their_own")

SLOW = 60_000


def test_a_passkey_opens_the_vault_after_a_reload_and_its_result_is_never_sent(page: Page, people: Personas) -> None:
    sent = Sent(page)
    Authenticator(page, prf=True)
    make_with_passkey(page)
    assert sorted(Slot.objects.values_list("kind", flat=True)) == ["passkey", "recovery"]
    page.goto(page.url.replace("/vandaag/", "/kluis/"))
    ready(page)
    page.get_by_role("button", name="Openen met je passkey").click()
    expect(page.get_by_role("heading", name="Mijn kluis")).to_be_visible()
    expect(page.get_by_role("listitem").get_by_text("Passkey Chrome op Linux")).to_be_visible()
    results = page.evaluate("JSON.parse(sessionStorage.getItem('prf-results'))")
    assert len(results) >= 2
    assert any("/account/passkeys/nieuw/" in url for url in sent.addresses)
    assert any("/kluis/inrichten.json" in url for url in sent.addresses)
    assert sent.carries(results) == []


def test_without_prf_six_words_take_its_place(page: Page, people: Personas, site: Site) -> None:
    Authenticator(page, prf=False)
    begin_setup(page)
    page.get_by_label("Je wachtwoord").fill("niet dit wachtwoord")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dit wachtwoord klopt niet. Er is niets veranderd.")).to_be_visible()
    make_passkey(page)
    expect(page.get_by_role("heading", name="Deze passkey opent je kluis niet")).to_be_visible()
    page.get_by_role("button", name="Verder met zes woorden").click()
    words = make_with_words(page)
    assert sorted(Slot.objects.values_list("kind", flat=True)) == ["recovery", "words"]
    page.goto(f"{site.workspace}/kluis/")
    ready(page)
    field = page.get_by_label("Je zes woorden")
    field.fill(" ".join(reversed(words)))
    field.press("Enter")
    expect(page.get_by_text("Deze woorden openen de kluis niet.")).to_be_visible(timeout=SLOW)
    field.fill(" ".join(words).upper())
    field.press("Enter")
    expect(page.get_by_role("heading", name="Mijn kluis")).to_be_visible(timeout=SLOW)


def test_words_and_code_must_be_typed_back_and_there_is_no_way_past(page: Page) -> None:
    begin_setup(page)
    page.get_by_role("button", name="zes woorden").click()
    shown = page.locator("ol.words > li")
    expect(shown).to_have_count(6)
    words = [item.inner_text() for item in shown.all()]
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    page.get_by_label("Je zes woorden").fill(" ".join(words[::-1]))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Dit zijn niet dezelfde zes woorden")).to_be_visible()
    page.get_by_label("Je zes woorden").fill("  ".join(words))
    page.keyboard.press("Enter")
    page.locator(".paper").wait_for(timeout=SLOW)
    code = code_on(page)
    assert len(code.replace("-", "")) == 32
    page.get_by_role("button", name="Ik heb hem op papier").click()
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    for typed, said in ((code[:-1], "Dit zijn 31 tekens"), (wrong, "Dit is niet dezelfde code")):
        page.get_by_label("Je herstelcode").fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    assert not Vault.objects.exists()
    page.get_by_label("Je herstelcode").fill(code.lower().replace("-", "  ").replace("0", "o").replace("1", "l"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vandaag/$"), timeout=SLOW)
    assert Vault.objects.count() == 1
    assert PublicKey.objects.count() == 1


def test_a_tab_closed_half_way_leaves_no_vault_and_the_passkey_is_used_again(page: Page, site: Site) -> None:
    Authenticator(page, prf=True)
    begin_setup(page)
    make_passkey(page)
    page.locator(".paper").wait_for(timeout=SLOW)
    first = code_on(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.workspace}/kluis/inrichten/")
    ready(page)
    assert not Vault.objects.exists()
    assert not Slot.objects.exists()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Gebruik de passkey waarmee je inlogt").click()
    page.locator(".paper").wait_for(timeout=SLOW)
    assert code_on(page) != first
    type_code_back(page, code_on(page), "Kluis in gebruik nemen")
    at_today(page)


def test_the_paper_prints_the_code_and_nobodys_name(page: Page, people: Personas) -> None:
    begin_setup(page)
    page.get_by_role("button", name="zes woorden").click()
    make_with_words(page, stop_at_paper=True)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) == 1
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    assert code_on(page) in shown.replace("\n", "-")
    for name in ("Amina", "Praktijk", "Zorggroep", "Nabij", "amina@"):
        assert name not in shown
    for other in ("Ik heb hem op papier", "Afdrukken", "Je herstelcode op papier", "Vandaag"):
        assert other not in shown
    page.evaluate("() => { window.print = () => { window.printedTitle = document.title; }; }")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Afdrukken").click()
    assert page.evaluate("window.printedTitle") == "Papier"
    assert page.title() == "Kluis inrichten · Nabij"


def test_every_step_is_sound_for_a_screen_reader_and_fits_a_phone(
    open_context: Open, people: Personas, site: Site
) -> None:
    page = open_context(width=360, bypass_csp=True).new_page()
    sign_in(page, site, people.amina)
    found = []

    def look() -> None:
        found.extend(axe_violations(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.get_by_role("button", name="Begin").wait_for()
    look()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="zes woorden").wait_for()
    look()
    page.get_by_role("button", name="zes woorden").click()
    page.locator("ol.words").wait_for()
    look()
    make_with_words(page, stop_at_paper=True, before_typing=look)
    look()
    page.get_by_role("button", name="Ik heb hem op papier").click()
    expect(page.get_by_role("heading", name="Typ je herstelcode over")).to_be_focused()
    look()
    assert found == []


def test_a_vault_that_is_there_is_not_made_twice(page: Page, site: Site) -> None:
    begin_setup(page)
    page.get_by_role("button", name="zes woorden").click()
    make_with_words(page)
    page.goto(f"{site.workspace}/kluis/inrichten/")
    expect(page.get_by_role("heading", name="Je kluis is al ingericht")).to_be_visible()
