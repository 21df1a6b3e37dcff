"""*Vandaag* and *Snelnotitie* over the demo practice: cards open, a note is kept, found again, and never doubled."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from nabij.audit.models import first_break_of
from nabij.kit.clock import today
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Organisation
from nabij.sealed.models import Draft, Record
from tests.browser.practice import DemoPractice, filled_practice, open_door
from tests.browser.surroundings import Site, axe_violations


@pytest.fixture
def practice(transactional_db: None) -> DemoPractice:
    return filled_practice(today())


def _fill_in(page: Page, *, alias: str, text: str) -> None:
    page.get_by_label("Wie", exact=True).fill(alias)
    organisation = page.locator("nabij-quick-note [name=organisation]").first
    if organisation.is_visible():
        organisation.check()
    page.get_by_role("radio", name="Telefoon", exact=True).check()
    page.get_by_role("radio", name="Half uur", exact=True).check()
    page.get_by_label("Wat er gezegd is").fill(text)
    page.get_by_role("radio", name="De inbrenger", exact=True).check()
    page.get_by_role("radio", name="Over een week", exact=True).check()


def lose_one_answer(page: Page, site: Site, addresses: str) -> None:
    """The first request arrives, its answer does not."""

    def lose(route: Route) -> None:
        # only the browser resolves names under localhost
        address = route.request.url.replace("werk.localhost", "127.0.0.1")
        answer = route.fetch(
            url=address, headers={**route.request.all_headers(), "host": f"werk.localhost:{site.port}"}
        )
        assert answer.ok
        route.abort()

    page.route(addresses, lose, times=1)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Bewaar in de kluis").click()


def _said(page: Page) -> Locator:
    return page.locator("nabij-quick-note [data-part=state]")


def test_the_cards_of_the_practice_open_by_turn(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/vandaag/", practice.words("noor"))
    running = Matter.objects.running().filter(keeper=practice.user("noor"))
    rows = page.locator("nabij-today section:not([aria-labelledby=turn-aftercare]) a.matter")
    expect(rows).to_have_count(running.count(), timeout=20_000)
    expect(page.locator("nabij-today")).not_to_contain_text("Niet te openen")


def test_a_note_in_a_new_matter_is_there_after_a_new_tab(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    noor = practice.user("noor")
    page = page_for(noor)
    open_door(page, site, "/vandaag/", practice.words("noor"))
    before = Encounter.objects.count()
    _fill_in(page, alias="Vlinderdas", text="Vertelde over het overleg van gisteren.")
    page.get_by_role("button", name="Bewaar in de kluis").dblclick()
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    expect(page.locator("nabij-today a.matter", has_text="Vlinderdas")).to_have_count(1)
    assert Encounter.objects.count() == before + 1
    assert Draft.objects.filter(user=noor).count() == 0
    assert first_break_of(noor.practice_id) is None
    tab = page.context.new_page()
    open_door(tab, site, "/vandaag/", practice.words("noor"))
    expect(tab.locator("nabij-today a.matter", has_text="Vlinderdas")).to_have_count(1)


def test_a_note_joins_the_matter_that_was_picked(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    suggestion = page.locator(".suggestion").first
    suggestion.wait_for()
    alias = suggestion.locator("strong").inner_text()
    matters = Matter.objects.count()
    suggestion.click()
    _fill_in(page, alias=alias, text="Belde terug.")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    assert Matter.objects.count() == matters


def test_what_was_typed_survives_a_closed_tab(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    noor = practice.user("noor")
    page = page_for(noor)
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    _fill_in(page, alias="Paraplu", text="Half verhaal dat niet weg mag.")
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Concept bewaard")
    tab = page.context.new_page()
    page.close()
    open_door(tab, site, "/snelnotitie/", practice.words("noor"))
    tab.get_by_role("button", name="Verder schrijven").click()
    expect(tab.get_by_label("Wat er gezegd is")).to_have_value("Half verhaal dat niet weg mag.")
    tab.get_by_role("button", name="Bewaar in de kluis").click()
    expect(tab.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    assert Draft.objects.filter(user=noor).count() == 0


def test_a_lost_connection_keeps_the_text_and_saves_once_after(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    before = Encounter.objects.count(), Matter.objects.count()
    _fill_in(page, alias="Lantaarn", text="Zonder verbinding.")
    lose_one_answer(page, site, "**/kwesties/openen.json")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-quick-note [data-part=errors]")).to_contain_text("geen verbinding")
    expect(page.get_by_label("Wat er gezegd is")).to_have_value("Zonder verbinding.")
    page.get_by_label("Wat er gezegd is").fill("Zonder verbinding, en nog iets.")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    assert (Encounter.objects.count(), Matter.objects.count()) == (before[0] + 1, before[1] + 1)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.get_by_label("Wat er gezegd is").fill("Alleen tekst.")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    summary = page.locator("nabij-quick-note .error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Kies wie nu aan zet is.")
    expect(page.get_by_label("Wat er gezegd is")).to_have_value("Alleen tekst.")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", ["/vandaag/", "/snelnotitie/"])
def test_the_day_has_no_axe_violations(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site, width: int, address: str
) -> None:
    page = page_for(practice.user("noor"), width=width, bypass_csp=True)
    open_door(page, site, address, practice.words("noor"))
    page.locator("a.matter, .suggestion").filter(visible=True).first.wait_for()
    assert axe_violations(page) == []


def test_a_note_takes_at_most_eight_taps_besides_typing(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"), width=360)
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.evaluate("() => { window.taps = 0; addEventListener('pointerdown', () => { window.taps += 1; }, true); }")
    expect(page.get_by_label("Wie", exact=True)).to_be_focused()
    page.keyboard.type("Acht tikken")
    for choice in (Organisation.objects.get(pk=_organisations_of(practice, "noor")[1]).name, "Telefoon", "Half uur"):
        page.get_by_role("radio", name=choice, exact=True).click()
    nature = page.get_by_label("Waar het over gaat")
    nature.click()
    page.keyboard.type("Pesten")
    page.keyboard.press("Enter")
    # the browser draws the list itself: the tap on its line never reaches the page
    taps_outside_the_page = 1
    expect(nature).to_have_value("bullying")
    page.get_by_label("Wat er gezegd is").click()
    page.keyboard.type("Kort gesprek.")
    page.get_by_role("radio", name="De inbrenger", exact=True).click()
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    assert page.evaluate("window.taps") + taps_outside_the_page <= 8
    noted = Matter.objects.get(keeper=practice.user("noor"), opened_month=today().replace(day=1), nature=["bullying"])
    assert noted.organisation_id == _organisations_of(practice, "noor")[1]
    assert noted.due == today() + timedelta(days=14)


def _organisations_of(practice: DemoPractice, key: str) -> list[int]:
    """By name, as the form shows them."""
    mine = Organisation.objects.visible_to(practice.user(key)).filter(ended=None).order_by("name")
    return list(mine.values_list("pk", flat=True))


def test_with_two_organisations_none_is_chosen_beforehand(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    expect(page.locator("[name=organisation]")).to_have_count(2)
    expect(page.locator("[name=organisation]:checked")).to_have_count(0)
    page.get_by_label("Wie", exact=True).fill("Zonder plek")
    for choice in ("Telefoon", "Half uur", "De inbrenger"):
        page.get_by_role("radio", name=choice, exact=True).check()
    before = Matter.objects.count()
    _save(page)
    page.locator(".error-summary").get_by_role("link", name="Kies bij welke organisatie dit hoort.").click()
    expect(page.locator("[name=organisation]").first).to_be_focused()
    assert Matter.objects.count() == before


def test_how_the_counsellor_was_involved_goes_with_the_note(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    _fill_in(page, alias="Waterkan", text="Luisteren en verwijzen.")
    page.get_by_text("Ander moment of een plek erbij").click()
    for done in ("Luisterend oor / opvang", "Doorverwijzen"):
        page.get_by_role("checkbox", name=done, exact=True).check()
    before = set(Encounter.objects.values_list("pk", flat=True))
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    assert Encounter.objects.exclude(pk__in=before).get().involvement == ["listening", "referral"]
    expect(page.get_by_role("checkbox", name="Doorverwijzen", exact=True)).not_to_be_checked()


def test_a_connection_lost_between_the_matter_and_its_keys_ends_well(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    before = Encounter.objects.count(), Matter.objects.count()
    _fill_in(page, alias="Sleutelbos", text="Tussen twee verzoeken.")
    page.route("**/kluis/sleutelbos.json", lambda route: route.abort(), times=1)
    _save(page)
    expect(page.locator(".error-summary")).to_contain_text("Nog niet zeker of het bewaard is.")
    expect(page.locator(".error-summary")).to_contain_text("geen verbinding")
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    assert (Encounter.objects.count(), Matter.objects.count()) == (before[0] + 1, before[1] + 1)
    assert Draft.objects.filter(user=practice.user("noor")).count() == 0
    page.get_by_role("link", name="Bekijk de kwestie").click()
    expect(page.get_by_text("Tussen twee verzoeken.")).to_be_visible()


def _change_everything(page: Page) -> None:
    page.get_by_role("radio", name="E-mail", exact=True).check()
    page.get_by_role("radio", name="De organisatie", exact=True).check()
    page.get_by_role("radio", name="Morgen", exact=True).check()
    page.get_by_label("Volgende stap").fill("Bellen met HR")
    page.get_by_text("Ander moment of een plek erbij").click()
    page.get_by_label("Waar (mag je overslaan)").fill("In de tuin")


def _is_changed(page: Page, noted: Encounter) -> None:
    matter = noted.matter
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    expect(_said(page)).to_contain_text("Zoals je het eerder verstuurde bleef: hoe jullie elkaar spraken.")
    assert (matter.turn, matter.due) == ("organisation", today() + timedelta(days=1))
    assert noted.channel == "phone"
    page.get_by_role("link", name="Bekijk de kwestie").click()
    expect(page.get_by_text("De organisatie is aan zet")).to_be_visible()
    expect(page.get_by_text("Bellen met HR")).to_be_visible()
    expect(page.get_by_text("In de tuin")).to_be_visible()


def test_what_changed_after_a_lost_answer_is_saved_too_and_what_cannot_is_said(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    matters = set(Matter.objects.values_list("pk", flat=True))
    _fill_in(page, alias="Lampion", text="Zonder antwoord.")
    lose_one_answer(page, site, "**/kwesties/openen.json")
    _save(page)
    expect(page.locator(".error-summary")).to_be_visible()
    _change_everything(page)
    page.get_by_label("Wie", exact=True).fill("Lampion twee")
    page.get_by_label("Waar het over gaat").select_option("bullying")
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    matter = Matter.objects.exclude(pk__in=matters).get()
    assert matter.nature == ["bullying"]
    _is_changed(page, matter.encounter_set.get())
    expect(page.get_by_role("heading", level=1)).to_have_text("Lampion twee")
    assert Draft.objects.filter(user=practice.user("noor")).count() == 0


def test_a_note_in_a_picked_matter_keeps_what_changed_after_a_lost_answer(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    notes, encounters = Record.objects.filter(kind="note").count(), set(Encounter.objects.values_list("pk", flat=True))
    suggestion = page.locator(".suggestion").first
    alias = suggestion.locator("strong").inner_text()
    suggestion.click()
    _fill_in(page, alias=alias, text="Zonder antwoord.")
    lose_one_answer(page, site, "**/noteren.json")
    _save(page)
    expect(page.locator(".error-summary")).to_be_visible()
    _change_everything(page)
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    _is_changed(page, Encounter.objects.exclude(pk__in=encounters).get())
    assert Record.objects.filter(kind="note").count() == notes + 2


# Timers stand still, so that only the leaving itself can have kept what was typed.
_TYPE_AND_STOP_THE_CLOCK = """text => {
  window.setTimeout = () => 0;
  const field = document.querySelector("nabij-quick-note [name=text]");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
}"""


def test_the_last_words_are_kept_when_the_vault_is_shut_by_hand(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.evaluate(_TYPE_AND_STOP_THE_CLOCK, "Nog net getypt.")
    page.get_by_role("button", name="Nu sluiten").click()
    expect(page.get_by_role("heading", name="Open je kluis")).to_be_visible()
    page.reload()
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.get_by_role("button", name="Verder schrijven").click()
    expect(page.get_by_label("Wat er gezegd is")).to_have_value("Nog net getypt.")


@pytest.mark.parametrize("leaving", ["pagehide", "visibilitychange"])
def test_the_last_words_are_kept_when_the_tab_goes_out_of_sight(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site, leaving: str
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.evaluate(_TYPE_AND_STOP_THE_CLOCK, "Nog net getypt.")
    page.evaluate(
        """leaving => {
          Object.defineProperty(document, "hidden", {value: true});
          (leaving === "pagehide" ? window : document).dispatchEvent(new Event(leaving));
        }""",
        leaving,
    )
    expect(_said(page)).to_have_text("Concept bewaard")
    assert Draft.objects.filter(user=practice.user("noor")).count() == 1


def test_a_browser_that_keeps_nothing_still_drafts_and_saves(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    page.add_init_script(
        """const open = indexedDB.open.bind(indexedDB);
        indexedDB.open = (name, ...more) => {
          if (name === "nabij-drafts") throw new DOMException("full", "QuotaExceededError");
          return open(name, ...more);
        };"""
    )
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.route("**/kluis/concepten.json", lambda route: route.abort())
    _fill_in(page, alias="Volle schijf", text="Nergens te bewaren.")
    expect(_said(page)).to_contain_text("Je concept is nergens bewaard.")
    page.unroute("**/kluis/concepten.json")
    page.get_by_label("Wat er gezegd is").press_sequentially("!")
    expect(_said(page)).to_have_text("Concept bewaard")
    _save(page)
    expect(_said(page)).to_contain_text("Bewaard in de kluis")
    assert Draft.objects.filter(user=practice.user("noor")).count() == 0
