"""The page of one's own vault: lost passkeys, new codes, ways to open, colleagues."""

import re

import pytest
from playwright.sync_api import Page, expect

from nabij.people.models import PublicKey
from nabij.sealed.models import Slot
from nabij_vault.keys import generate_keys
from tests.browser.sharing_hands import hear_the_digits
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.vault_hands import (
    Authenticator,
    Sent,
    begin_setup,
    code_on,
    is_own_vault,
    make_passkey,
    make_with_passkey,
    make_with_words,
    open_by_code,
    sign_in,
    type_code_back,
    write_words,
)
from tests.personas import Personas

pytestmark = pytest.mark.usefixtures("limits_of_their_own")

SLOW = 60_000


def with_words(page: Page) -> tuple[list[str], str]:
    """An open vault with six words, on its own page; the words and the recovery code."""
    begin_setup(page)
    page.get_by_role("button", name="zes woorden").click()
    words = make_with_words(page, stop_at_paper=True)
    code = code_on(page)
    type_code_back(page, code, "Kluis in gebruik nemen")
    expect(page).to_have_url(re.compile("/vandaag/$"), timeout=SLOW)
    to_own_vault(page)
    return words, code


def says(page: Page, sentence: str) -> None:
    """What was done is said above the page."""
    expect(page.locator(".message", has_text=sentence)).to_be_visible(timeout=SLOW)


def to_own_vault(page: Page) -> None:
    """Through the menu, so that the vault stays open."""
    page.get_by_role("link", name="Mijn kluis").click()
    is_own_vault(page)


def test_after_a_lost_passkey_the_code_opens_and_a_new_passkey_takes_its_place(page: Page, site: Site) -> None:
    sent = Sent(page)
    device = Authenticator(page, prf=True)
    code = make_with_passkey(page)
    old = set(Slot.objects.values_list("pk", flat=True))
    device.lose()
    open_by_code(page, site, code)
    is_own_vault(page)
    page.get_by_role("button", name="Bekijk Passkey of woorden kwijt").click()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("button", name="Maak een nieuwe passkey").click()
    new_code = code_on(page)
    assert new_code != code
    assert set(Slot.objects.values_list("pk", flat=True)) == old
    type_code_back(page, new_code, "Nieuwe sleutels gebruiken")
    says(page, "Je kluis heeft nieuwe sleutels.")
    is_own_vault(page)
    assert not old & set(Slot.objects.values_list("pk", flat=True))
    open_by_code(page, site, code)
    expect(page.get_by_text("Deze code opent de kluis niet.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Openen met je passkey").click()
    is_own_vault(page)
    results = page.evaluate("JSON.parse(sessionStorage.getItem('prf-results'))")
    assert len(results) >= 3
    assert sent.carries(results) == []


def test_a_new_recovery_code_counts_once_typed_back_and_then_the_old_one_opens_nothing(page: Page, site: Site) -> None:
    _, old = with_words(page)
    page.get_by_role("button", name="Nieuwe herstelcode").click()
    new = code_on(page)
    page.get_by_role("button", name="Ik heb hem op papier").click()
    page.get_by_label("Je herstelcode").fill(old)
    page.get_by_role("button", name="Nieuwe code gebruiken").click()
    expect(page.get_by_text("Dit is niet dezelfde code.")).to_be_visible()
    tab = page.context.new_page()
    open_by_code(tab, site, old)
    is_own_vault(tab)
    tab.close()
    page.get_by_label("Je herstelcode").fill(new)
    page.get_by_role("button", name="Nieuwe code gebruiken").click()
    says(page, "Je nieuwe herstelcode geldt.")
    open_by_code(page, site, old)
    expect(page.get_by_text("Deze code opent de kluis niet.")).to_be_visible(timeout=SLOW)
    page.get_by_label("Je herstelcode").fill(new)
    page.keyboard.press("Enter")
    is_own_vault(page)


def test_stopping_half_way_with_a_new_code_leaves_the_old_one(page: Page, site: Site) -> None:
    _, code = with_words(page)
    before = set(Slot.objects.values_list("pk", flat=True))
    page.get_by_role("button", name="Nieuwe herstelcode").click()
    page.get_by_role("button", name="Stoppen, alles laten zoals het was").click()
    is_own_vault(page)
    assert set(Slot.objects.values_list("pk", flat=True)) == before
    open_by_code(page, site, code)
    is_own_vault(page)


def test_ways_to_open_come_and_go_but_one_always_remains(page: Page, people: Personas, site: Site) -> None:
    Authenticator(page, prf=True)
    with_words(page)
    expect(page.get_by_role("button", name="Weghalen")).to_have_count(0)
    page.get_by_role("button", name="Passkey toevoegen").click()
    make_passkey(page)
    says(page, "Deze passkey opent nu ook je kluis.")
    assert sorted(Slot.objects.values_list("kind", flat=True)) == ["passkey", "recovery", "words"]
    page.get_by_role("button", name="Nieuwe zes woorden").click()
    words = write_words(page)
    says(page, "Je zes woorden openen nu je kluis.")
    page.get_by_role("button", name="Weghalen van Passkey").click()
    page.get_by_role("button", name="Weghalen", exact=True).click()
    says(page, "Passkey Chrome op Linux opent je kluis niet meer.")
    expect(page.get_by_role("button", name="Weghalen")).to_have_count(0)
    page.reload()
    ready(page)
    page.get_by_label("Je zes woorden").fill(" ".join(words))
    page.keyboard.press("Enter")
    is_own_vault(page)


def own_digits(page: Page) -> str:
    """What one reads aloud."""
    return page.locator("dialog #own-digits").inner_text()


def first_step(page: Page) -> str:
    """Who reads first, as this side of the two is told."""
    return page.locator("dialog h3").first.inner_text()


def compare_with(page: Page, name: str) -> None:
    """Open the page anew through the menu and begin to compare."""
    to_own_vault(page)
    page.get_by_role("button", name=f"Cijfers vergelijken met {name}").click()
    expect(page.get_by_role("heading", name=f"Vergelijk eerst de cijfers met {name}")).to_be_visible()


def test_two_colleagues_compare_digits_and_a_changed_key_warns_and_asks_again(
    page: Page, open_context: Open, people: Personas, site: Site
) -> None:
    with_words(page)
    expect(page.get_by_text("Er is nog geen collega met een kluis.")).to_be_visible()
    other = open_context().new_page()
    sign_in(other, site, people.bram)
    with_words(other)
    compare_with(page, "Bram")
    compare_with(other, "Amina")
    assert re.fullmatch(r"\d{5}( \d{5}){4}", own_digits(page))
    assert own_digits(other) not in page.locator("dialog").inner_text()
    assert {first_step(page), first_step(other)} in (
        {"1. Eerst leest Bram, jij typt", "1. Eerst lees jij, Amina typt"},
        {"1. Eerst lees jij, Bram typt", "1. Eerst leest Amina, jij typt"},
    )

    page.get_by_role("button", name="Het klopt niet").click()
    expect(page.get_by_role("heading", name="Deel niets")).to_be_focused()
    page.get_by_role("button", name="Sluiten", exact=True).click()
    colleagues = page.locator(".colleagues").filter(has=page.get_by_role("heading", name="Collega’s"))
    expect(colleagues).to_contain_text("nog niet vergeleken")
    compare_with(page, "Bram")
    hear_the_digits(page)
    expect(colleagues.locator(".tag")).to_have_text("vergeleken")

    forged = generate_keys().public
    PublicKey.objects.create(
        practice=people.practice, owner=people.bram, version=2, recipient=forged.recipient, sign=forged.sign
    )
    to_own_vault(page)
    expect(page.get_by_role("alert").filter(has_text="voor Bram nu andere cijfers")).to_be_visible()
    expect(colleagues).to_contain_text("andere cijfers")
    compare_with(page, "Bram")
    expect(page.get_by_role("alert").filter(has_text="voor Bram nu andere cijfers")).to_be_visible()
    expect(page.locator("dialog")).to_contain_text("de sleutel van Bram is een andere dan eerder")
    page.get_by_label("Wat hoor je Bram lezen?").fill(own_digits(other))
    page.get_by_role("button", name="Dit hoorde ik").click()
    expect(page.locator("dialog").get_by_role("alert")).to_contain_text("Dit zijn andere cijfers")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_and_its_steps_are_sound_and_fit(width: int, open_context: Open, people: Personas, site: Site) -> None:
    page = open_context(width=width, bypass_csp=True).new_page()
    sign_in(page, site, people.amina)
    begin_setup(page)
    page.get_by_role("button", name="zes woorden").click()
    make_with_words(page)
    if width == 360:
        page.get_by_role("button", name="Meer").click()
    to_own_vault(page)
    found: list[str] = []

    def look() -> None:
        found.extend(axe_violations(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    look()
    for button, step in (
        ("Bekijk Iemand heeft", "Iemand heeft mijn kluis misschien gezien"),
        ("Verder", "Hoe open je je kluis hierna?"),
        ("zes woorden", "Schrijf deze zes woorden op"),
    ):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("heading", name=step)).to_be_focused()
        expect(page.get_by_text("Even kijken wat hier kan…")).to_have_count(0)
        look()
    write_words(page)
    page.locator(".paper").wait_for(timeout=SLOW)
    look()
    page.get_by_role("button", name="Stoppen, alles laten zoals het was").click()
    is_own_vault(page)
    assert found == []
