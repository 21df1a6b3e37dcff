"""A spreadsheet of years: read in the browser, looked at, brought in once, undone whole; its names nowhere."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from nabij.audit.models import Entry
from nabij.matters.models import Encounter, ImportBatch, ImportMemory, Matter
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import HEAD, bring_in, check, choose, settle, xlsx
from tests.browser.surroundings import Open, Site, axe_violations
from tests.personas import Personas

ROWS = (
    (
        "12-3-2021",
        "Kanariegeel",
        "Kanarie Jansen",
        "Telefoon",
        "30 min",
        "Pesten",
        "Verhaal kwijt",
        "Kanarieverhaal een",
    ),
    ("19 mrt 2021", "Kanariegeel", "Kanarie Jansen", "mail", "1 uur", "Pesten", "Verhaal kwijt", "Kanarieverhaal twee"),
    ("44300", "Kanarieblauw", "Kanarie Pietersen", "Teams", "15", "Kanarieding", "", "Kanarieverhaal drie"),
    ("ergens in mei", "Kanarierood", "Kanarie de Vries", "Telefoon", "30 min", "Pesten", "", ""),
)
SHEET = xlsx(HEAD, *ROWS)
# what was sent arrives, and its answer does not
LOSES_ONE_ANSWER = """() => {
  const whole = window.fetch;
  window.fetch = async (url, request) => {
    const answer = await whole(url, request);
    if (!String(url).endsWith("/inlezen.json")) return answer;
    window.fetch = whole;
    throw new TypeError("lost");
  };
}"""


def stored() -> list[str]:
    """Every value of every row of both stores, bytes as the letters that they would be."""
    found = []
    for store in connections.all():
        with store.cursor() as cursor:
            for table in store.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [
                    bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one)
                    for row in cursor.fetchall()
                    for one in row
                ]
    return found


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site) -> Page:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = page_for(people.amina)
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    page.get_by_label("Je bestand").wait_for()
    return page


def test_years_come_in_are_read_back_and_undone_whole(page: Page, site: Site) -> None:
    check(page, SHEET)
    summary = page.locator("[data-part=summary]")
    expect(summary).to_contain_text("3 rijen worden 2 kwesties")
    expect(page.get_by_role("row", name="geen datum die we kennen")).to_contain_text("1 rijRij 5 (‘ergens in mei’)")
    for name in ("Jansen", "Kanariegeel", "Kanarieverhaal"):
        expect(page.locator("nabij-import")).not_to_contain_text(name)
    assert Matter.objects.count() == 0
    page.get_by_role("button", name="Lees 2 kwesties in").dblclick()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=30_000)
    assert (Matter.objects.count(), Encounter.objects.count(), ImportBatch.objects.count()) == (2, 3, 1)
    assert Matter.objects.exclude(closed_month=None).get().outcome == "told_enough"
    page.get_by_role("link", name="Naar je kwesties").click()
    page.get_by_role("link", name="Kanarieblauw").click()
    expect(page.get_by_text("Aard: Kanarieding")).to_be_visible()
    expect(page.get_by_text("Kanarieverhaal drie")).to_be_visible()
    page.get_by_role("link", name="Importeren").click()
    expect(page.get_by_text("jaren.xlsx: 2 kwesties met 3 gesprekken").first).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("heading", name="Eerder ingelezen")).to_have_count(0)
    for model in (Matter, Encounter):
        assert not model._default_manager.exists()
    # how the list was read stays with the practice
    (memory,) = ImportMemory.objects.values_list("pk", flat=True)
    for sealed in (KeyGrant, Record, Manifest, ShredKey):
        assert not sealed._default_manager.exclude(box=memory).exists()
    assert Entry.objects.filter(verb="undo_import").count() == 3
    page.get_by_role("link", name="Kwesties", exact=True).click()
    expect(page.get_by_text("Kanarieblauw")).to_have_count(0)
    expect(page.get_by_text("ontbre")).to_have_count(0)


def test_the_same_file_again_brings_nothing_and_after_undoing_it_does(page: Page) -> None:
    bring_in(page, SHEET)
    page.get_by_role("button", name="Nog een bestand").click()
    check(page, SHEET, "kopie.xlsx")
    expect(page.locator("[data-part=summary]")).to_contain_text("3 rijen staan er al")
    expect(page.get_by_role("button", name="Lees")).to_have_count(0)
    page.get_by_role("link", name="Importeren").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("heading", name="Eerder ingelezen")).to_have_count(0)
    bring_in(page, SHEET)
    assert Matter.objects.count() == 2
    page.get_by_role("link", name="Naar je kwesties").click()
    page.get_by_role("link", name="Kanarieblauw").click()
    expect(page.get_by_text("Kanarieverhaal drie")).to_be_visible()


def test_a_row_without_a_time_gets_none_and_keeps_its_day_when_corrected(page: Page) -> None:
    bring_in(page, SHEET)
    page.get_by_role("link", name="Naar je kwesties").click()
    page.get_by_role("link", name="Kanarieblauw").click()
    timeline = page.locator("nabij-matter-timeline")
    expect(timeline).to_contain_text("14 april 2021")
    expect(timeline).not_to_contain_text("00:00")
    timeline.get_by_role("button", name="Verbeter de notitie").click()
    expect(timeline.get_by_label("Wanneer")).to_have_value("2021-04-14")
    timeline.get_by_label("Wat er gezegd is").fill("Kanarieverhaal vier")
    timeline.get_by_role("button", name="Bewaar als nieuwe versie").click()
    expect(timeline).to_contain_text("Kanarieverhaal vier")
    expect(timeline).to_contain_text("14 april 2021")
    expect(timeline).not_to_contain_text("00:00")


def test_a_lost_connection_is_told_and_going_on_doubles_nothing(page: Page) -> None:
    check(page, SHEET)
    page.evaluate(LOSES_ONE_ANSWER)
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("alert").filter(has_text="De verbinding viel weg")).to_be_visible()
    assert Matter.objects.count() == 2
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_text("2 kwesties met 3 gesprekken zijn verzegeld bewaard")).to_be_visible()
    assert (Matter.objects.count(), Encounter.objects.count()) == (2, 3)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (SHEET[:-40], "jaren.xlsx", "beschadigd"),
        (b"%PDF-1.7 niets", "jaren.xlsx", "geen spreadsheet die we kennen"),
        (xlsx(("Uitleg",), ("Zie blad 2",)), "jaren.xlsx", "vinden we geen tabel"),
        (xlsx(HEAD, *ROWS, merged="A2:A3"), "jaren.xlsx", "Er zijn cellen samengevoegd (A2:A3)"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(page: Page, content: bytes, name: str, said: str) -> None:
    choose(page, content, name)
    expect(page.locator("#import-trouble")).to_contain_text(said)


def test_a_sheet_without_dates_asks_whether_it_is_the_right_one(page: Page) -> None:
    choose(page, b"Naam;Telefoonnummer\nA;06\n", "adressen.csv")
    expect(page.get_by_text("vinden we geen kolom met datums")).to_be_visible()
    page.get_by_role("button", name="Controleer").click()
    expect(page.locator(".error-summary")).to_contain_text("Wijs de kolom aan met de datum")


def test_nothing_of_the_sheet_lies_open_anywhere(
    page: Page, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url + (request.post_data or "")))
    bring_in(page, SHEET, "Kanariebestand.xlsx")
    said = capfd.readouterr()
    assert any("inlezen.json" in one for one in seen)
    everywhere = [*stored(), *seen, said.out, said.err, caplog.text]
    for canary in ("kanarie", "2021-03-12", "2021-04-14", "schuilnaam", "verslag"):
        assert [text[:80] for text in everywhere if canary in text.lower()] == []


def test_the_steps_have_no_faults_for_axe_and_fit_a_phone(open_context: Open, people: Personas, site: Site) -> None:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    for width in (1280, 360):
        page = open_context(people.amina, width=width, bypass_csp=True).new_page()
        page.goto(f"{site.workspace}/importeren/")
        open_vault(page, vault)
        page.get_by_label("Je bestand").wait_for()
        looked_at(page, width, 1)
        choose(page, SHEET)
        page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()
        looked_at(page, width, 2)
        page.get_by_role("button", name="Controleer").click()
        page.locator(".error-summary").or_(page.get_by_role("heading", name="Kijk het na")).wait_for()
        # the vault remembers at the second width
        if page.locator(".error-summary").count():
            settle(page)
            page.get_by_role("button", name="Controleer").click()
        page.get_by_role("heading", name="Kijk het na").wait_for()
        looked_at(page, width, 3)
        if page.get_by_role("button", name="Lees").count():
            page.get_by_role("button", name="Lees").click()
            page.get_by_role("heading", name="Het staat erin").wait_for()
            page.get_by_role("heading", name="Eerder ingelezen").wait_for()
            looked_at(page, width, 4)


def looked_at(page: Page, width: int, step: int) -> None:
    if place := os.environ.get("NABIJ_SCREENSHOTS"):
        page.screenshot(path=f"{place}/importeren-{step}-{width}.png", full_page=True)
    assert axe_violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
        f"step {step} is wider than {width}"
    )


@pytest.mark.parametrize("in_one", [3, 1])
def test_five_thousand_rows_come_in_whole(page: Page, in_one: int) -> None:
    rows = [
        (
            f"{nth % 28 + 1}-{nth % 12 + 1}-{2018 + nth % 7}",
            f"Kwestie {nth // in_one}",
            f"Naam {nth}",
            *ROWS[0][3:7],
            "Verteld. " * 20,
        )
        for nth in range(5000)
    ]
    check(page, xlsx(HEAD, *rows))
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=120_000)
    assert (Matter.objects.count(), Encounter.objects.count()) == (-(-5000 // in_one), 5000)


def test_what_reads_a_spreadsheet_is_loaded_when_a_file_is_chosen_and_not_before(page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Mijn kluis").click()
    page.get_by_role("heading", name="Mijn kluis").wait_for()
    page.reload()
    page.get_by_label("Je zes woorden").wait_for(state="attached")
    assert any("elements/all.js" in url for url in asked)
    assert [url for url in asked if "/sheet/" in url or "sheets.js" in url] == []


def test_the_way_goes_by_keyboard_alone(page: Page) -> None:
    choose(page, SHEET)
    expect(page.get_by_role("heading", name="Zeg wat de kolommen zijn")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Datum", exact=False).first).to_be_focused()
    settle(page)
    page.get_by_role("button", name="Controleer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kijk het na")).to_be_focused()
    page.get_by_role("button", name="Lees 2 kwesties in").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_focused()


ASKING = (
    ("Datum", "Schuilnaam", "Contactvorm", "Duur", "Soort gedrag", "Hoe het afliep", "Opmerkingen"),
    ("15 jan", "Kanariegeel", "Telefoon", "1", "seks. intimidatie", "afgesloten", "Verteld"),
    ("15 jan", "Kanariegeel", "Telefoon", "1", "seks. intimidatie", "afgesloten", "Verteld"),
    ("mrt 2024", "Kanarieblauw", "postduif", "1,5", "pesten door een leidinggevende", "", "Verteld"),
    ("16-1-'24", "Kanarierood", "postduif", "2", "Pesten", "mediator", "Verteld"),
    ("2 feb 2024", "Kanariewit", "Teams", "0.75", "Pesten", "mediator", "Verteld"),
    ("3 feb 2024", "Kanariezwart", "Teams", "1.2", "Pesten", "mediator", "Verteld"),
)


def test_what_is_not_sure_is_asked_and_nothing_is_left_out_without_it_being_chosen(page: Page) -> None:
    choose(page, xlsx(*ASKING), "gesprekken 2024.xlsx")
    _says_what_is_not_sure(page)
    page.get_by_label("Waar alleen een maand of week staat").select_option("first")
    page.get_by_label("Rijen die precies hetzelfde zijn").select_option("once")
    page.get_by_label("postduif").select_option(label="Sla deze rijen over")
    page.get_by_label("afgesloten").select_option("raised_self")
    page.get_by_role("button", name="Soort gedrag").click()
    expect(page.get_by_label("Soort gedrag", exact=True)).to_be_focused()
    expect(page.get_by_label("1,2", exact=True)).to_have_accessible_description(
        "1 rij voorstel, kijk even na; telt als 60 minuten"
    )
    page.get_by_role("button", name="1,2").click()
    page.get_by_role("button", name="pesten door een leidinggevende").click()
    expect(page.get_by_label("pesten door een leidinggevende", exact=True)).to_be_focused()
    page.get_by_role("button", name="Controleer").click()
    expect(page.get_by_role("row", name="‘postduif’ bij ‘Hoe’")).to_contain_text("2 rijenRijen 4, 5")
    expect(page.get_by_role("row", name="precies gelijk")).to_contain_text("Rij 3 (gelijk aan rij 2)")
    expect(page.locator("nabij-import")).to_contain_text(
        "Bij 1 rij ronden we de duur af: ‘1,2’ telt als 60 minuten. Wat er stond gaat mee in de notitie."
    )
    page.get_by_role("button", name="Lees 3 kwesties in").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=30_000)
    found = Matter.objects.values_list("outcome", "encounter__duration", "primary_nature")
    assert sorted(found) == [
        ("mediation", "hour", "bullying"),
        ("mediation", "three_quarters", "bullying"),
        ("raised_self", "hour", "sexual_harassment"),
    ]


def _says_what_is_not_sure(page: Page) -> None:
    """Each of it with its proposal, and nothing is read in while it is not chosen."""
    expect(page.get_by_label("Het jaar bij datums zonder jaar")).to_have_value("2024")
    expect(page.get_by_label("Getallen bij ‘Hoe lang’ zijn")).to_have_value("hours")
    expect(page.get_by_label("seks. intimidatie")).to_have_value("sexual_harassment")
    guess = page.get_by_label("pesten door een leidinggevende", exact=True)
    expect(guess).to_have_value("bullying")
    expect(guess).to_have_accessible_description("1 rij voorstel, kijk even na")
    expect(page.get_by_label("afgesloten")).to_have_accessible_description(
        "2 rijen Dit zegt dat het klaar is, niet hoe het afliep."
    )
    page.get_by_role("button", name="Controleer").click()
    wrong = page.locator(".error-summary")
    for said in (
        "Kolommen: kijk 1 voorstel na",
        "alleen een maand of week",
        "precies hetzelfde",
        "Hoe: zeg van 1 onbekende waarde",
        "Hoe lang: kijk 1 voorstel na",
        "Hoe het afliep: zeg van 1",
    ):
        expect(wrong).to_contain_text(said)
    assert Matter.objects.count() == 0


def test_a_later_file_with_a_matter_that_runs_asks_before_it_makes_another(page: Page) -> None:
    bring_in(page, SHEET)
    page.get_by_role("button", name="Nog een bestand").click()
    later = ("1-5-2022", "Kanarieblauw", "Kanarie Pietersen", "Telefoon", "30 min", "Pesten", "", "Kanarieverhaal")
    check(page, xlsx(HEAD, later, ("2-5-2022", "Kanariewit", *later[2:])), "later.xlsx")
    expect(page.locator("[data-part=twins]")).to_contain_text("rij 2")
    expect(page.get_by_role("button", name="Lees")).to_have_count(0)
    page.get_by_role("button", name="Sla deze rijen over").click()
    expect(page.get_by_role("row", name="Er loopt al een kwestie met deze naam")).to_contain_text("Rij 2")
    expect(page.get_by_role("button", name="Lees 1 kwestie in")).to_be_visible()


def test_the_example_can_be_fetched_and_brought_in(page: Page) -> None:
    with page.expect_download() as coming:
        page.get_by_role("link", name="Voorbeeld ophalen").click()
    assert coming.value.suggested_filename == "voorbeeldlijst.csv"
    bring_in(page, Path(coming.value.path()).read_bytes(), "voorbeeldlijst.csv")
    assert (Matter.objects.count(), Encounter.objects.count()) == (6, 8)
    assert Matter.objects.filter(durability_3="durable").count() == 1
