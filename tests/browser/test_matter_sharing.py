"""Sharing between two browsers: consent first, digits compared on both sides, shut again after a withdrawal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from nabij.kit.clock import today
from nabij.matters.models import Share
from nabij.people.models import User
from nabij.sealed.models import KeyGrant, Record
from tests.browser.pictures import both_widths
from tests.browser.sealed_practice import ALIAS, FIRST_NOTE, NAME, open_vault
from tests.browser.sharing_hands import (
    Pair,
    ask_to_share,
    come_back,
    compare,
    correct,
    digits_of,
    hear_the_digits,
    make_pair,
    share,
    try_to_correct,
    withdraw,
)
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_day import lose_one_answer
from tests.personas import Personas


@pytest.fixture
def pair(page_for: Callable[..., Page], people: Personas, site: Site) -> Pair:
    return make_pair(page_for, people, site)


def test_a_colleague_opens_what_is_shared_and_nothing_of_what_came_after(pair: Pair) -> None:
    amina, bram = pair.amina, pair.bram
    share(amina, "alles, ook van eerder")
    expect(amina.locator("[data-consent]")).to_contain_text(": Bram ziet alles, ook van eerder")
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    bram.get_by_role("link", name="Niet te openen").click()
    expect(bram.get_by_role("heading", name="Amina deelt deze kwestie met jou")).to_be_visible()
    compare(bram)
    expect(bram.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(bram.get_by_text(FIRST_NOTE)).to_be_visible()
    expect(bram.get_by_role("button", name="Deel met een collega")).to_have_count(0)
    correct(bram, "Samen besproken.")
    assert axe_violations(bram) == []
    come_back(amina, pair.aminas)
    expect(amina.get_by_text("Samen besproken.")).to_be_visible()
    amina.get_by_role("button", name="Trek in wat Bram mag zien").click()
    expect(amina.get_by_text("Wat Bram al las, blijft gelezen.")).to_be_visible()
    amina.get_by_role("button", name="Trek in bij Bram").click()
    expect(amina.get_by_text("ingetrokken; wat gelezen is, blijft gelezen")).to_be_visible()
    expect(amina.locator("[data-consent]", has_text="Ingetrokken in gesprek op").last).to_contain_text(": Bram")
    correct(amina, "Alleen voor mij.")
    colleague = Share.objects.get().colleague
    assert not KeyGrant.objects.live(colleague).exists()
    assert not KeyGrant.objects.filter(grantee=colleague.pk, epoch=2).exists()
    answer = bram.goto(pair.address)
    assert answer is not None
    assert answer.status == 404
    bram.goto(pair.matters)
    open_vault(bram, pair.brams)
    expect(bram.get_by_text("Er loopt nu niets.")).to_be_visible()


def test_digits_that_differ_share_nothing(pair: Pair) -> None:
    ask_to_share(pair.amina, "alles, ook van eerder")
    pair.amina.get_by_role("button", name="Deel", exact=True).click()
    dialog = pair.amina.get_by_role("dialog")
    amina_reads_first = digits_of("Amina") < digits_of("Bram")
    expect(dialog).to_contain_text("Eerst lees jij, Bram typt" if amina_reads_first else "Eerst leest Bram, jij typt")
    expect(dialog).not_to_contain_text(digits_of("Bram"))
    assert axe_violations(pair.amina) == []
    heard = pair.amina.get_by_label("Wat hoor je Bram lezen?")
    for wrong, said in (("12345", "Dit zijn 5 cijfers"), (digits_of("Amina"), "Dit zijn andere cijfers")):
        heard.fill(wrong)
        heard.press("Enter")
        expect(dialog.locator(".error")).to_contain_text(said)
        expect(heard).to_be_focused()
    pair.amina.get_by_role("button", name="Het klopt niet").click()
    expect(pair.amina.get_by_role("heading", name="Deel niets")).to_be_focused()
    pair.amina.get_by_role("button", name="Sluiten", exact=True).click()
    expect(pair.amina.locator(".error-summary")).to_contain_text("Er is niets gedeeld")
    assert not Share.objects.exists()


def test_what_is_shared_from_now_on_opens_without_what_came_before(pair: Pair) -> None:
    share(pair.amina, "wat er vanaf nu wordt opgeschreven")
    correct(pair.amina, "Vanaf nu ook voor Bram.")
    pair.bram.goto(pair.address)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    expect(pair.bram.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(pair.bram.get_by_text("Vanaf nu ook voor Bram.")).to_be_visible()
    assert FIRST_NOTE not in pair.bram.content()
    for part in ("nabij-matter-words", "[data-kind=person]", "[data-kind=named_party]"):
        told = pair.bram.locator(part)
        expect(told).to_contain_text("Wat eerder is opgeschreven, is niet met jou gedeeld.")
        expect(told).not_to_contain_text("Geen naam opgeschreven")
        expect(told).not_to_contain_text("Niemand genoemd")
    expect(pair.bram.get_by_role("button", name="Toon naam en contact")).to_have_count(0)
    both_widths(pair.bram, "shared-from-now-on")


def test_a_card_without_a_name_warns_and_opens_for_the_colleague(pair: Pair) -> None:
    amina = pair.amina
    ask_to_share(amina, "alleen een kaart zonder naam")
    amina.get_by_label("De situatie, zonder namen").fill(f"{NAME.split()[0]} van De Linde wordt gepest.")
    amina.get_by_label("Je vraag aan je collega").fill("Hoe zou jij dit aanpakken?")
    amina.get_by_role("button", name="Deel", exact=True).click()
    expect(amina.locator(".error-summary")).to_contain_text("Hieraan is iemand te herkennen: Fatima, Linde")
    amina.get_by_label("De situatie, zonder namen").fill("Een medewerker wordt gepest in het teamoverleg.")
    amina.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(amina)
    expect(amina.get_by_role("heading", name="De kaart zonder naam")).to_be_visible()
    pair.bram.goto(pair.matters)
    open_vault(pair.bram, pair.brams)
    compare(pair.bram)
    expect(pair.bram.get_by_text("Een medewerker wordt gepest in het teamoverleg.")).to_be_visible()
    expect(pair.bram.get_by_text("Hoe zou jij dit aanpakken?")).to_be_visible()
    expect(pair.bram.get_by_role("link", name=ALIAS)).to_have_count(0)
    assert axe_violations(pair.bram) == []


def test_what_a_colleague_wrote_stays_readable_when_their_account_is_off_and_can_be_withdrawn(pair: Pair) -> None:
    amina, bram = pair.amina, pair.bram
    share(amina, "alles, ook van eerder")
    bram.goto(pair.address)
    open_vault(bram, pair.brams)
    compare(bram)
    correct(bram, "Samen besproken.")
    User.objects.filter(name="Bram").update(is_active=False)
    come_back(amina, pair.aminas)
    expect(amina.get_by_text("Samen besproken.")).to_be_visible()
    expect(amina.get_by_role("heading", level=1)).to_have_text(ALIAS)
    expect(amina.locator("[data-part=troubles] section")).to_have_count(0)
    withdraw(amina)
    correct(amina, "Alleen voor mij.")
    assert not Share.objects.filter(withdrawn=False).exists()


def test_after_the_last_day_of_a_consent_nothing_new_is_written_until_the_counsellor_decides(pair: Pair) -> None:
    amina = pair.amina
    share(amina, "alles, ook van eerder", until=today().isoformat())
    correct(amina, "Op de laatste dag.")
    written = Record.objects.count()
    amina.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    come_back(amina, pair.aminas)
    lapsed = amina.locator("nabij-matter-sharing .warning")
    expect(lapsed).to_contain_text("De toestemming liep tot en met")
    assert axe_violations(amina) == []
    try_to_correct(amina, "Een dag te laat.")
    refusal = amina.locator(".error-summary")
    expect(refusal).to_contain_text("Er is niets weg")
    expect(refusal).to_contain_text("Trek eerst in bij Wie kan dit openen")
    assert Record.objects.count() == written
    withdraw(amina)
    expect(lapsed).to_have_count(0)
    amina.get_by_role("button", name="Bewaar als nieuwe versie").click()
    expect(amina.locator(".written > .prose").first).to_have_text("Een dag te laat.")
    newest = Record.objects.filter(kind="note").latest("pk")
    assert newest.epoch == 2
    assert KeyGrant.objects.filter(epoch=2).exists()
    assert set(KeyGrant.objects.filter(epoch=2).values_list("grantee", flat=True)) == {pair.matter.keeper_id}


def test_a_consent_whose_last_day_passed_stands_first_on_the_day_until_it_is_withdrawn(pair: Pair) -> None:
    amina = pair.amina
    share(amina, "alles, ook van eerder", until=today().isoformat())
    amina.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    amina.goto(f"{pair.workspace}/vandaag/")
    open_vault(amina, pair.aminas)
    lapsed = amina.get_by_role("region", name="Toestemming voorbij")
    expect(lapsed.get_by_role("link")).to_contain_text([f"{ALIAS}tot en met"])
    expect(lapsed).to_contain_text("Bram kan nog meelezen.")
    assert axe_violations(amina) == []
    lapsed.get_by_role("link").click()
    withdraw(amina)
    amina.locator("nav").get_by_role("link", name="Vandaag").click()
    expect(amina.locator("nabij-today a.matter")).to_have_count(1)
    expect(lapsed).to_have_count(0)


def test_a_share_whose_answer_was_lost_is_told_at_the_next_try(pair: Pair, site: Site) -> None:
    amina = pair.amina
    lose_one_answer(amina, site, "**/delen.json")
    ask_to_share(amina, "wat er vanaf nu wordt opgeschreven")
    amina.get_by_role("button", name="Deel", exact=True).click()
    hear_the_digits(amina)
    expect(amina.locator(".error-summary")).to_contain_text("Er is geen verbinding")
    assert Share.objects.count() == 1
    amina.get_by_role("button", name="Deel", exact=True).click()
    expect(amina.locator("nabij-matter-sharing [role=alert]")).to_contain_text("Je vorige poging was al gelukt: Bram")
    expect(amina.get_by_role("button", name="Trek in wat Bram mag zien")).to_be_visible()
    correct(amina, "En de sleutels kloppen.")
    assert Share.objects.count() == 1
