"""*Vandaag* and *Snelnotitie* over the demo practice: cards open, a note is kept, found again, and never doubled."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from nabij.audit.models import first_break_of
from nabij.kit.clock import today
from nabij.matters.models import Encounter, Matter
from nabij.sealed.models import Draft
from tests.browser.practice import DemoPractice, filled_practice, open_door
from tests.browser.surroundings import Site, axe_violations


@pytest.fixture
def practice(transactional_db: None) -> DemoPractice:
    return filled_practice(today())


def _fill_in(page: Page, *, alias: str, text: str) -> None:
    page.get_by_label("Wie", exact=True).fill(alias)
    page.get_by_role("radio", name="Telefoon", exact=True).check()
    page.get_by_role("radio", name="Half uur", exact=True).check()
    page.get_by_label("Wat er gezegd is").fill(text)
    page.get_by_role("radio", name="De inbrenger", exact=True).check()
    page.get_by_role("radio", name="Over een week", exact=True).check()


def test_the_cards_of_the_practice_open_by_turn(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"))
    open_door(page, site, "/vandaag/", practice.words("noor"))
    running = Matter.objects.running().filter(keeper=practice.user("noor"))
    rows = page.locator("nabij-today section:not([aria-labelledby=turn-aftercare]) a.matter")
    expect(rows).to_have_count(running.count(), timeout=20_000)
    expect(page.locator("nabij-today")).not_to_contain_text("Niet te openen")
    page.screenshot(path="/tmp/nabij/shots/today-1280.png", full_page=True)


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
    tab.get_by_role("button", name="Verder met die notitie").click()
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
    # The request arrives, its answer does not.
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        # only the browser resolves names under localhost
        address = route.request.url.replace("werk.localhost", "127.0.0.1")
        answer = route.fetch(
            url=address, headers={**route.request.all_headers(), "host": f"werk.localhost:{site.port}"}
        )
        assert answer.ok
        return route.abort()

    page.route("**/kwesties/openen.json", lose_the_answer)
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
    page.locator(".suggestion").first.wait_for()
    assert axe_violations(page) == []
    page.screenshot(path=f"/tmp/nabij/shots/{address.strip('/')}-{width}.png", full_page=True)


def test_a_note_takes_at_most_eight_taps_besides_typing(
    practice: DemoPractice, page_for: Callable[..., Page], site: Site
) -> None:
    page = page_for(practice.user("noor"), width=360)
    open_door(page, site, "/snelnotitie/", practice.words("noor"))
    page.evaluate("() => { window.taps = 0; addEventListener('pointerdown', () => { window.taps += 1; }, true); }")
    _fill_in(page, alias="Acht tikken", text="Kort gesprek.")
    page.get_by_label("Waar het over gaat").select_option("bullying")
    page.get_by_role("button", name="Bewaar in de kluis").click()
    expect(page.locator("nabij-quick-note [data-part=state]")).to_contain_text("Bewaard in de kluis")
    # typing into a field costs a tap to reach it, choosing from a list costs two
    fields_typed, list_choices = 2, 1
    assert page.evaluate("window.taps") + fields_typed - 1 + 2 * list_choices <= 8
