"""A letter to the board in a real Chromium: a vault by passkey, digits compared, opened, received, answered, read."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.people.models import PublicKey, User
from nabij.sealed.models import Slot, Vault
from nabij.signals.models import Letter, Signal
from nabij_vault.keys import generate_keys
from nabij_vault.letters import Letter as Written
from nabij_vault.letters import Place, seal_letter
from tests.browser.letter_hands import (
    SLOW,
    Correspondents,
    delivered,
    hear,
    make_correspondents,
    open_at_the_board,
    read_reply_in_the_browser,
    replace_letter,
    sign_in_at_the_board,
    type_back_at_the_board,
    write_in_the_browser,
)
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.browser.vault_hands import Authenticator, Sent
from tests.personas import PASSWORD, Personas
from tests.signals.lettering import ANSWER, QUESTION, TEXT, TITLE, handed_over, lay_letter, place_of

SHOTS = os.environ.get("NABIJ_SHOTS")
DAY = today() + timedelta(days=9)


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def picture(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def set_up_by_passkey(page: Page, site: Site, daan: User) -> None:
    """From signing in to an open vault: one screen, then the paper."""
    sign_in_at_the_board(page, site, daan)
    page.get_by_role("link", name=re.compile("^Brieven")).click()
    picture(page, "brieven-zonder-kluis")
    page.get_by_role("link", name="Kluis inrichten").click()
    expect(page.get_by_role("heading", name="Uw kluis voor brieven")).to_be_visible()
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    picture(page, "kluis-inrichten")
    page.get_by_role("button", name="Verder met een passkey").click()
    page.get_by_role("button", name="Maak een passkey").click()
    page.locator(".paper").wait_for(timeout=SLOW)
    picture(page, "herstelcode")
    type_back_at_the_board(page)


def test_a_letter_goes_from_amina_to_daan_and_his_answer_back(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    amina = page_for(people.amina, bypass_csp=True)
    amina.goto(f"{site.workspace}/kluis/")
    open_vault(amina, vault)
    expect(amina.get_by_text("heeft nog geen kluis")).to_be_visible()
    picture(amina, "kluis-eindverantwoordelijke-zonder")

    daan = page_for()
    sent = Sent(daan)
    Authenticator(daan, prf=True)
    set_up_by_passkey(daan, site, people.daan)
    assert sorted(Slot.objects.filter(user=people.daan).values_list("kind", flat=True)) == ["passkey", "recovery"]
    results = daan.evaluate("JSON.parse(sessionStorage.getItem('prf-results'))")
    assert results
    assert sent.carries(results) == []

    amina.get_by_role("link", name="Vandaag").click()
    amina.get_by_role("link", name="Mijn kluis").click()
    amina.get_by_role("button", name="Cijfers vergelijken met Daan").click()
    hear(amina, "Daan", "Wat hoor je")
    expect(amina.get_by_role("listitem").filter(has_text="Daan").get_by_text("vergeleken", exact=True)).to_be_visible()
    picture(amina, "kluis-eindverantwoordelijke")

    signal = handed_over(people)
    lay_letter(signal, people.amina, write_in_the_browser(amina, people, signal, to=people.daan))
    compare_and_read(daan)
    receive(daan)
    answer(daan)
    assert read_reply_in_the_browser(amina, people, signal) == ANSWER
    for row in Letter.objects.all():
        for word in (TITLE, "grappen", ANSWER):
            assert word.encode() not in bytes(row.sealed)
    assert not [url for url, body in sent.bodies if ANSWER.encode() in body or b"volgende week zelf" in body]


def compare_and_read(daan: Page) -> None:
    daan.get_by_role("link", name=re.compile("^Brieven")).click()
    expect(daan.get_by_text("Nog te doen: lezen, en een dag kiezen")).to_be_visible()
    picture(daan, "brieven")
    daan.get_by_role("link", name="Brief van").click()
    expect(daan.get_by_role("heading", name="Eerst weten van wie deze brief is")).to_be_visible()
    picture(daan, "brief-eerst-vergelijken")
    daan.get_by_role("button", name="Cijfers vergelijken met Amina").click()
    picture(daan, "cijfers-vergelijken")
    hear(daan, "Amina", "Wat hoort u")
    expect(daan.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(daan.get_by_text(QUESTION)).to_be_visible()
    picture(daan, "brief")


def receive(daan: Page) -> None:
    daan.get_by_role("button", name="Ontvangen, plan gesprek").click()
    expect(daan.get_by_text("Kies een dag.")).to_be_visible()
    daan.get_by_label("Op welke dag praat u hierover").fill(DAY.isoformat())
    daan.get_by_role("button", name="Ontvangen, plan gesprek").click()
    expect(daan.locator("main").get_by_text("Ontvangen. Het gesprek staat op")).to_be_visible()
    row = Signal.objects.get()
    assert (row.step, row.meeting) == ("received", DAY)


def answer(daan: Page) -> None:
    # a name and a function are told, once; nothing is sent by that, and who means it sends it all the same
    daan.get_by_label("Uw antwoord").fill("Dank u, Amina. Ik sprak Joost Kramer en de teamleider erover.")
    daan.get_by_role("button", name="Antwoord versturen").click()
    expect(daan.locator("#answer-trouble")).to_contain_text("“Joost Kramer” (lijkt een naam), “de teamleider”")
    expect(daan.locator("#answer-trouble")).not_to_contain_text("Amina")
    picture(daan, "namen-in-antwoord")
    assert axe_violations(daan) == []
    assert Letter.objects.count() == 1
    daan.get_by_label("Uw antwoord").fill(ANSWER)
    expect(daan.get_by_text("Concept bewaard, verzegeld.")).to_be_visible()
    picture(daan, "brief-antwoord")
    # the vault shuts, and what was typed is there again
    daan.get_by_role("button", name="Nu sluiten").click()
    daan.get_by_role("button", name="Openen met uw passkey").click()
    expect(daan.get_by_label("Uw antwoord")).to_have_value(ANSWER)
    daan.get_by_role("button", name="Antwoord versturen").click()
    expect(daan.locator("main").get_by_text("Uw antwoord is verzegeld verstuurd.")).to_be_visible()
    expect(daan.locator(".replied")).to_contain_text(ANSWER)
    picture(daan, "brief-beantwoord")
    assert Signal.objects.get().step == "answered"


def test_without_prf_six_words_and_the_code_open_the_vault(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    page = page_for()
    sign_in_at_the_board(page, site, people.daan)
    page.get_by_role("link", name="Mijn kluis").click()
    page.get_by_role("button", name="zes woorden").click()
    page.locator("ol.words").wait_for()
    words = [item.inner_text() for item in page.locator("ol.words > li").all()]
    page.get_by_role("button", name="Ik heb ze opgeschreven").click()
    page.get_by_label("Uw zes woorden").fill(" ".join(words))
    page.get_by_role("button", name="Verder").click()
    code = type_back_at_the_board(page)
    assert Vault.objects.filter(user=people.daan).exists()
    page.goto(f"{site.board}/kluis/")
    ready(page)
    page.locator("summary", has_text="herstelcode").click()
    page.get_by_label("Uw herstelcode").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Uw vertrouwenspersonen")).to_be_visible(timeout=SLOW)
    picture(page, "kluis-van-het-bestuur")


type Spoil = Callable[[bytes, Personas, Correspondents, Signal], bytes]


def _altered(sealed: bytes, *_: object) -> bytes:
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


def _letter(people: Personas, who: Correspondents, signal: Signal, **more: object) -> bytes:
    base: dict[str, object] = {
        "place": place_of(signal),
        "sender": str(people.amina.pk),
        "to": str(people.daan.pk),
        "written": today().isoformat(),
        "text": TEXT,
        "questions": (),
    }
    signer = more.pop("signer", who.amina.own.signer)
    recipients = more.pop("recipients", who.pens.recipients)
    return seal_letter(Written(**{**base, **more}), signer, recipients)


def _of_another_signal(_: bytes, people: Personas, who: Correspondents, signal: Signal) -> bytes:
    elsewhere = Place(str(signal.practice_id), signal.organisation_id, str(UUID(int=5, version=4)))
    return _letter(people, who, signal, place=elsewhere)


def _to_somebody_else(_: bytes, people: Personas, who: Correspondents, signal: Signal) -> bytes:
    return _letter(people, who, signal, to=str(people.els.pk))


def _for_others(_: bytes, people: Personas, who: Correspondents, signal: Signal) -> bytes:
    return _letter(people, who, signal, recipients=[who.amina.own.public.recipient, who.bram.own.public.recipient])


def _by_a_stranger(_: bytes, people: Personas, who: Correspondents, signal: Signal) -> bytes:
    return _letter(people, who, signal, signer=generate_keys().signer)


def _by_bram_in_her_name(_: bytes, people: Personas, who: Correspondents, signal: Signal) -> bytes:
    return _letter(people, who, signal, signer=who.bram.own.signer)


def _no_letter(*_: object) -> bytes:
    return b"Geen brief."


SPOILT: dict[str, tuple[Spoil, str]] = {
    "altered": (_altered, "Deze brief gaat met uw sleutel niet open."),
    "for others": (_for_others, "Deze brief gaat met uw sleutel niet open."),
    "of another signal": (_of_another_signal, "een brief die bij een ander signaal of een andere organisatie hoort"),
    "to somebody else": (_to_somebody_else, "Deze brief is aan iemand anders geschreven."),
    "by a stranger": (_by_a_stranger, "niet ondertekend door iemand met wie u de cijfers vergeleek"),
    "in her name": (_by_bram_in_her_name, "niet ondertekend door iemand met wie u de cijfers vergeleek"),
    "no letter": (_no_letter, "Wat de server gaf is geen brief."),
}


def test_each_spoilt_letter_is_told_in_plain_dutch_and_shows_nothing(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    who = make_correspondents(people)
    signal = delivered(people, who)
    whole = bytes(Letter.objects.get(signal=signal).sealed)
    page = page_for()
    sign_in_at_the_board(page, site, people.daan)
    page.get_by_role("link", name=re.compile("^Brieven")).click()
    page.get_by_role("link", name="Brief van").click()
    open_at_the_board(page, who.daan)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    for spoil, said in SPOILT.values():
        Letter.objects.filter(signal=signal).update(sealed=whole)
        replace_letter(signal, lambda sealed, spoil=spoil: spoil(sealed, people, who, signal))
        page.get_by_role("link", name=re.compile("^Brieven")).click()
        page.get_by_role("link", name="Brief van").click()
        expect(page.get_by_role("heading", name="Deze brief gaat niet open")).to_be_visible()
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_text("Bel uw vertrouwenspersoon")).to_be_visible()
        assert page.get_by_role("button", name="Ontvangen, plan gesprek").count() == 0
        assert page.get_by_text("grappen").count() == 0
    picture(page, "brief-gaat-niet-open")
    assert Signal.objects.get().step == "delivered"


def test_keys_that_changed_since_are_asked_about_before_a_letter_opens(
    people: Personas, site: Site, page_for: Callable[..., Page]
) -> None:
    who = make_correspondents(people)
    signal = delivered(people, who)
    keys = generate_keys()
    public = {"recipient": keys.public.recipient, "sign": keys.public.sign}
    PublicKey.objects.create(practice=people.practice, owner=people.amina, version=2, **public)
    replace_letter(signal, lambda _: _letter(people, who, signal, signer=keys.signer))
    page = page_for()
    sign_in_at_the_board(page, site, people.daan)
    page.goto(f"{site.board}/brieven/{signal.pk}/")
    open_at_the_board(page, who.daan)
    expect(page.get_by_text("De server geeft voor Amina nu andere cijfers")).to_be_visible()
    picture(page, "brief-andere-sleutel")
    page.get_by_role("button", name="Cijfers vergelijken met Amina").click()
    hear(page, "Amina", "Wat hoort u")
    expect(page.get_by_text("grappen die niemand durft")).to_be_visible()


def test_the_way_of_a_letter_goes_by_keyboard_and_prints_as_a_letter(
    people: Personas, site: Site, open_context: Open
) -> None:
    who = make_correspondents(people)
    signal = delivered(people, who)
    page = open_context(width=360, bypass_csp=True).new_page()
    sign_in_at_the_board(page, site, people.daan)
    page.goto(f"{site.board}/brieven/{signal.pk}/")
    expect(page.get_by_role("heading", name="Open uw kluis")).to_be_visible()
    found = axe_violations(page)
    open_at_the_board(page, who.daan)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    found += axe_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    printed = page.evaluate("document.body.innerText")
    assert TITLE in printed
    assert QUESTION in printed
    for other in ("Ontvangen, plan gesprek", "Nog te doen", "Wie kan dit lezen", "Brieven"):
        assert other not in printed
    page.emulate_media(media="screen")
    reach(page, "meeting-day")
    page.locator("#meeting-day").fill(DAY.isoformat())
    reach(page, "Ontvangen, plan gesprek")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("Ontvangen. Het gesprek staat op")).to_be_visible()
    found += axe_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{site.board}/brieven/")
    ready(page)
    found += axe_violations(page)
    assert found == []


def reach(page: Page, name: str) -> None:
    """By Tab alone, with a focus that shows."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} is not reached")
