"""The story of a report: two authors at once, nothing lost, then set ready, looked over and decided on."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.people.models import Appointment, User
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.story import Beside, Story
from nabij.sealed.models import Draft, KeyGrant, Manifest, Record
from nabij_demo.sealing import DemoVault
from tests.browser.sealed_practice import ALIAS, NAME, SLOW, give_vault, keep_matter, open_vault, planned, store_vault
from tests.browser.surroundings import Site, axe_violations
from tests.browser.test_day import lose_one_answer
from tests.personas import Personas
from tests.reporting.registers import publish, set_ready
from tests.reporting.stories import a_counted_year, make_report

TOLD = Story(
    foreword=("Vooraf.",),
    beside={"people": Beside(("Mensen kwamen vroeg.", "Dat helpt."), "Wat merkt u daarvan?")},
    distribution=("Raad van bestuur",),
)


@dataclass(frozen=True)
class Authors:
    """Amina with a matter, and Bram; they compared their digits."""

    people: Personas
    report: Report
    page_for: Callable[..., Page]
    site: Site
    vaults: dict[str, DemoVault]

    def at(self, who: User, *, width: int = 1280, prepare: Callable[[Page], object] = lambda page: None) -> Page:
        """The open story; ``prepare``: what is done with the page before anything is asked for."""
        page = self.page_for(who, width=width, bypass_csp=True)
        prepare(page)
        page.goto(f"{self.site.workspace}/jaarverslagen/{self.report.pk}/verhaal/")
        open_vault(page, self.vaults[who.name])
        return page


@pytest.fixture
def authors(page_for: Callable[..., Page], people: Personas, site: Site) -> Authors:
    return make_authors(page_for, people, site)


def make_authors(page_for: Callable[..., Page], people: Personas, site: Site) -> Authors:
    """Both with a vault, a counted year behind them, and its report begun."""
    vaults = {person.name: give_vault(person) for person in (people.amina, people.bram)}
    keep_matter(people, vaults["Amina"], planned())
    store_vault(people.amina, vaults["Amina"], vaults["Bram"])
    store_vault(people.bram, vaults["Bram"], vaults["Amina"])
    a_counted_year(people)
    return Authors(people, make_report(people), page_for, site, vaults)


def sheet(page: Page, heading: str) -> Locator:
    return page.get_by_role("region", name=heading, exact=True)


def story_of(page: Page, heading: str) -> Locator:
    return sheet(page, heading).get_by_label("Wat betekenen deze cijfers?")


def write(page: Page, heading: str, text: str) -> None:
    story_of(page, heading).fill(text)


def saved(page: Page) -> None:
    page.locator("h1").click()
    expect(page.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)


def begin(page: Page) -> None:
    page.get_by_role("button", name="Begin te schrijven").click()
    expect(sheet(page, "Hoeveel mensen kwamen")).to_be_visible(timeout=SLOW)


def picture(page: Page, name: str) -> None:
    """Kept where PICTURES says, for who wants to look."""
    if place := os.environ.get("PICTURES"):
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": size["width"], "height": 1700})
        page.screenshot(path=f"{place}/verhaal-{name}.png")
        page.set_viewport_size(size)


def test_two_authors_write_at_once_and_neither_overwrites_the_other(authors: Authors) -> None:
    amina = authors.at(authors.people.amina)
    expect(amina.get_by_text("Bram leest en schrijft mee.")).to_be_visible()
    begin(amina)
    bram = authors.at(authors.people.bram)
    expect(sheet(bram, "Hoeveel mensen kwamen")).to_be_visible(timeout=SLOW)
    write(amina, "Hoeveel mensen kwamen", "Mensen kwamen eerder dan vorig jaar.")
    write(bram, "Waar het over ging", "Het ging vaker over de toon in een team.")
    saved(amina)
    saved(bram)
    # different sections: both are there, on both screens
    expect(story_of(bram, "Hoeveel mensen kwamen")).to_have_value("Mensen kwamen eerder dan vorig jaar.")
    expect(story_of(amina, "Waar het over ging")).to_have_value(
        "Het ging vaker over de toon in een team.", timeout=SLOW
    )
    expect(sheet(amina, "Waar het over ging")).to_contain_text("Laatst geschreven door Bram.")
    # the same section: the second sees both texts, and chooses
    story_of(bram, "Hoe het eindigde").focus()
    write(amina, "Hoe het eindigde", "Tekst van Amina.")
    write(bram, "Hoe het eindigde", "Tekst van Bram.")
    saved(amina)
    bram.locator("h1").click()
    contest = bram.get_by_role("group", name="Twee teksten bij Hoe het eindigde")
    expect(contest).to_contain_text("Tekst van Amina.", timeout=SLOW)
    expect(story_of(bram, "Hoe het eindigde")).to_have_value("Tekst van Bram.")
    assert axe_violations(bram) == []
    picture(bram, "twee-teksten-1280")
    write(bram, "Hoe het eindigde", "Tekst van Amina. Tekst van Bram.")
    contest.get_by_role("button", name="Houd mijn tekst").click()
    expect(contest).to_have_count(0)
    saved(bram)
    expect(story_of(amina, "Hoe het eindigde")).to_have_value("Tekst van Amina. Tekst van Bram.", timeout=SLOW)
    assert not Draft.objects.exists()
    assert b"Bram" not in b"".join(bytes(one.sealed) for one in Record.objects.all())


def test_nothing_typed_is_lost_without_a_connection_or_when_the_tab_goes(authors: Authors) -> None:
    amina = authors.at(authors.people.amina)
    begin(amina)
    amina.context.set_offline(True)
    write(amina, "Hoeveel mensen kwamen", "Getypt zonder verbinding.")
    expect(amina.get_by_role("alert").filter(has_text="Er is geen verbinding")).to_be_visible(timeout=SLOW)
    amina.context.set_offline(False)
    expect(amina.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)
    # the save arrives, its answer does not: it is there once
    lose_one_answer(amina, authors.site, "**/verhaal/bewaren.json")
    write(amina, "Waar het over ging", "Antwoord verloren.")
    amina.locator("h1").click()
    expect(amina.get_by_role("alert").filter(has_text="Er is geen verbinding")).to_be_visible(timeout=SLOW)
    write(amina, "Hoe het eindigde", "Daarna.")
    saved(amina)
    assert Record.objects.filter(part="story").count() == 3
    # typed and not saved, and the tab is loaded anew
    amina.route("**/verhaal/bewaren.json", lambda route: route.abort())
    write(amina, "Wie er kwamen", "Nog niet bewaard.")
    expect(amina.locator("[data-part=state]")).to_contain_text("Concept bewaard", timeout=SLOW)
    amina.close()
    again = authors.at(authors.people.amina)
    expect(story_of(again, "Wie er kwamen")).to_have_value("Nog niet bewaard.", timeout=SLOW)
    saved(again)
    expect(story_of(again, "Waar het over ging")).to_have_value("Antwoord verloren.")


def test_set_ready_looked_over_decided_and_taken_back(authors: Authors) -> None:
    amina = authors.at(authors.people.amina)
    begin(amina)
    write(
        amina, "Hoeveel mensen kwamen", f"Er stonden 37 stoelen.\n\nOok {NAME} kwam, en Wolters zei dat {ALIAS} helpt."
    )
    saved(amina)
    assert axe_violations(amina) == []
    picture(amina, "schrijven-1280")
    names_are_found_in_it(amina)
    write(amina, "Hoeveel mensen kwamen", "Er stonden 37 stoelen, vroeger dan eerst.")
    saved(amina)
    it_is_set_ready(amina)
    let_the_number_stand(amina)
    assert Report.objects.get().findings[0]["by"] == str(authors.people.amina.pk)
    # the vault stayed open, and back in it the words are still there
    amina.get_by_role("button", name="Terug naar schrijven").click()
    expect(story_of(amina, "Hoeveel mensen kwamen")).to_have_value(
        "Er stonden 37 stoelen, vroeger dan eerst.", timeout=SLOW
    )
    assert Report.objects.get().text == {}


def names_are_found_in_it(amina: Page) -> None:
    """Before anything can be read by the server; and back to writing."""
    amina.get_by_role("button", name="Klaarzetten…").click()
    names = amina.locator(".story-ready")
    expect(names).to_contain_text("namen uit jouw kluis in de tekst", timeout=SLOW)
    expect(names.locator("mark")).to_have_text(["Fatima Wolters", "Wolters", "Blauwe fiets"])
    assert Report.objects.get().text == {}
    assert axe_violations(amina) == []
    picture(amina, "klaarzetten-1280")
    names.get_by_role("button", name="Terug naar schrijven").click()


def it_is_set_ready(amina: Page) -> None:
    """Once the text was read over, and that was said."""
    names = amina.locator(".story-ready")
    amina.get_by_role("button", name="Klaarzetten…").click()
    expect(names).to_contain_text("geen namen of schuilnamen uit jouw kluis", timeout=SLOW)
    amina.get_by_role("button", name="Zet klaar").click()
    expect(names.get_by_role("alert")).to_contain_text("Zet eerst het vinkje")
    amina.get_by_label("Ik las de tekst na").check()
    amina.get_by_role("button", name="Zet klaar").dblclick()
    expect(amina.get_by_role("heading", level=1)).to_have_text("De tekst staat klaar", timeout=SLOW)


def let_the_number_stand(amina: Page) -> None:
    """It counts nobody who came, with a reason."""
    spot = amina.locator(".spots > li").first
    expect(spot.locator("mark")).to_have_text("37")
    expect(spot).to_contain_text("nog niet beslist")
    assert axe_violations(amina) == []
    picture(amina, "nakijken-1280")
    spot.get_by_label("Wat telt dit?").select_option(label="Niemand die bij ons kwam")
    spot.get_by_label("Waarom kan dit blijven staan?").fill("Dit getal staat al op de site van de organisatie.")
    spot.get_by_role("button", name="Laat staan").click()
    expect(amina.locator(".spots > li").first).to_contain_text("blijft staan")


@pytest.mark.parametrize("spoilt", ["bytes", "gone", "older"])
def test_what_the_server_spoils_is_not_shown_and_not_written_on(authors: Authors, spoilt: str) -> None:
    amina = authors.at(authors.people.amina)
    begin(amina)
    for text in ("Eerste tekst.", "Tweede tekst."):
        write(amina, "Hoeveel mensen kwamen", text)
        saved(amina)
    newest = Record.objects.filter(part="story").latest("revision")
    if spoilt == "bytes":
        sealed = bytes(newest.sealed)
        Record.objects.filter(pk=newest.pk).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    elif spoilt == "gone":
        newest.delete()
    else:
        newest.delete()
        Manifest.objects.filter(part="story").latest("counter").delete()
    amina.goto(amina.url)
    open_vault(amina, authors.vaults["Amina"])
    expect(amina.get_by_role("heading", name="Dit verhaal klopt niet zoals de server het geeft")).to_be_visible(
        timeout=SLOW
    )
    expect(amina.get_by_text("tekst.")).to_have_count(0)


def test_who_left_the_pair_reads_nothing_and_the_other_writes_on_under_a_new_key(authors: Authors) -> None:
    amina = authors.at(authors.people.amina)
    begin(amina)
    write(amina, "Hoeveel mensen kwamen", "Voor het vertrek.")
    saved(amina)
    Appointment.objects.filter(counsellor=authors.people.bram).update(ended=today())
    write(amina, "Waar het over ging", "Na het vertrek.")
    amina.locator("h1").click()
    expect(amina.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)
    expect(story_of(amina, "Hoeveel mensen kwamen")).to_have_value("Voor het vertrek.")
    amina.goto(amina.url)
    open_vault(amina, authors.vaults["Amina"])
    expect(story_of(amina, "Waar het over ging")).to_have_value("Na het vertrek.", timeout=SLOW)
    expect(story_of(amina, "Hoeveel mensen kwamen")).to_have_value("Voor het vertrek.")
    newest = KeyGrant.objects.filter(part="story", epoch=2)
    assert set(newest.values_list("grantee", flat=True)) == {authors.people.amina.pk}
    assert not KeyGrant.objects.live(authors.people.bram).filter(part="story").exists()
    bram = authors.page_for(authors.people.bram)
    answer = bram.goto(amina.url)
    assert answer is not None
    assert answer.status == 404


def test_who_has_no_key_yet_compares_first(page_for: Callable[..., Page], people: Personas, site: Site) -> None:
    vaults = {person.name: give_vault(person) for person in (people.amina, people.bram)}
    store_vault(people.amina, vaults["Amina"])
    store_vault(people.bram, vaults["Bram"])
    authors = Authors(people, make_report(people), page_for, site, vaults)
    amina = authors.at(people.amina)
    expect(amina.get_by_text("Bram krijgt een sleutel zodra jullie je cijfers vergeleken.")).to_be_visible()
    begin(amina)
    expect(amina.get_by_text("Bram kan dit verhaal nog niet lezen.")).to_be_visible()
    assert KeyGrant.objects.get().grantee == people.amina.pk
    bram = authors.at(people.bram)
    expect(bram.get_by_role("heading", name="Amina begon dit verhaal")).to_be_visible(timeout=SLOW)
    expect(bram.get_by_role("button", name="Vergelijk de cijfers met Amina")).to_be_visible()


def test_who_has_no_vault_yet_gets_a_key_later(page_for: Callable[..., Page], people: Personas, site: Site) -> None:
    vaults = {person.name: give_vault(person) for person in (people.amina, people.bram)}
    store_vault(people.amina, vaults["Amina"], vaults["Bram"])
    authors = Authors(people, make_report(people), page_for, site, vaults)
    amina = authors.at(people.amina)
    expect(amina.get_by_text("Bram heeft nog geen kluis en krijgt daarom nog geen sleutel.")).to_be_visible()
    begin(amina)
    write(amina, "Hoeveel mensen kwamen", "Nog alleen van Amina.")
    saved(amina)
    store_vault(people.bram, vaults["Bram"], vaults["Amina"])
    amina.goto(amina.url)
    open_vault(amina, vaults["Amina"])
    amina.get_by_role("button", name="Geef Bram een sleutel").click()
    expect(amina.get_by_role("button", name="Geef Bram een sleutel")).to_have_count(0)
    bram = authors.at(people.bram)
    expect(story_of(bram, "Hoeveel mensen kwamen")).to_have_value("Nog alleen van Amina.", timeout=SLOW)


def test_on_a_phone_everything_fits(authors: Authors) -> None:
    amina = authors.at(authors.people.amina, width=360)
    begin(amina)
    write(amina, "Hoeveel mensen kwamen", "Mensen kwamen eerder dan vorig jaar.")
    amina.locator("h1").click()
    expect(amina.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)
    assert amina.evaluate("document.documentElement.scrollWidth") <= 360
    picture(amina, "schrijven-360")
    amina.get_by_role("button", name="Klaarzetten…").click()
    amina.get_by_label("Ik las de tekst na").check(timeout=SLOW)
    picture(amina, "klaarzetten-360")
    amina.get_by_role("button", name="Zet klaar").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("De tekst staat klaar", timeout=SLOW)
    assert amina.evaluate("document.documentElement.scrollWidth") <= 360
    picture(amina, "nakijken-360")


def to_setting_ready(authors: Authors) -> Page:
    page = authors.at(authors.people.amina)
    begin(page)
    write(page, "Hoeveel mensen kwamen", "Mensen kwamen vroeger dan eerst.")
    saved(page)
    page.get_by_role("button", name="Klaarzetten…").click()
    page.get_by_label("Ik las de tekst na, en begrijp").check(timeout=SLOW)
    return page


def test_setting_ready_says_that_it_takes_long_and_is_sent_once(authors: Authors) -> None:
    page = to_setting_ready(authors)
    held: list[Route] = []
    page.route("**/klaarzetten.json", lambda route: held.append(route))
    page.get_by_role("button", name="Zet klaar").dblclick()
    expect(page.get_by_text("Dat kan een minuut duren.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Terug naar schrijven")).to_be_hidden()
    picture(page, "klaarzetten-bezig-1280")
    assert len(held) == 1
    held[0].abort()
    expect(page.locator(".story-ready")).to_contain_text("Er wordt niets dubbel klaargezet", timeout=SLOW)
    assert Report.objects.get().ready_at is None
    page.unroute("**/klaarzetten.json")
    page.get_by_role("button", name="Zet klaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De tekst staat klaar", timeout=SLOW)


def test_names_that_could_not_be_looked_for_are_a_choice(authors: Authors) -> None:
    page = authors.at(authors.people.amina)
    begin(page)
    page.route("**/kwesties/**", lambda route: route.abort())
    page.get_by_role("button", name="Klaarzetten…").click()
    expect(page.get_by_text("Er is niet naar namen gezocht.")).to_be_visible(timeout=SLOW)
    page.get_by_label("Ik las de tekst na, en begrijp").check()
    page.get_by_role("button", name="Zet klaar").click()
    expect(page.locator(".story-ready")).to_contain_text("Niet alle namen zijn gezocht")
    assert Report.objects.get().ready_at is None


def test_one_reason_for_the_rest_and_back(authors: Authors) -> None:
    page = authors.at(authors.people.amina)
    begin(page)
    write(page, "Hoeveel mensen kwamen", "Mensen kwamen vroeg.")
    own = sheet(page, "Waar het over ging")
    own.get_by_text("Hier geen verhaal", exact=True).click()
    own.get_by_label("Waarom staat hier geen verhaal?").fill("Te weinig om over te vertellen.")
    own.get_by_role("button", name="Zelfde reden voor de rest").click()
    other = sheet(page, "Wie er kwamen").get_by_label("Waarom staat hier geen verhaal?")
    expect(other).to_have_value("Te weinig om over te vertellen.")
    expect(sheet(page, "Hoeveel mensen kwamen").get_by_label("Waarom staat hier geen verhaal?")).to_have_value("")
    picture(page, "zelfde-reden-1280")
    own.get_by_role("button", name="Draai dit terug").click()
    expect(other).to_have_value("")
    expect(own.get_by_label("Waarom staat hier geen verhaal?")).to_have_value("Te weinig om over te vertellen.")
    saved(page)


def corrected(authors: Authors) -> Authors:
    """The same authors at the correction of a report of theirs that is out."""
    first = publish(set_ready(authors.report, authors.people.amina, TOLD), authors.people.amina)
    second = correct_report(permit(authors.people.amina, Do.CORRECT, first))
    return replace(authors, report=second)
