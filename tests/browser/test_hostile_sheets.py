"""Sheets as they really are, and sheets made to do harm: each is read as it stands or told in words, no name leaves."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, Request, expect

from nabij.matters.models import Matter
from nabij.matters.rules.importing import memory_box
from nabij.people.models import Practice
from tests.browser.sealed_practice import give_vault, open_vault, store_vault
from tests.browser.sheets import HEAD, SLOW, check, choose
from tests.browser.surroundings import Site
from tests.browser.workbooks import Cell, Formula, Sheet, Wrong, lying, workbook, zipped
from tests.personas import Personas

LOCKED = Path(__file__).with_name("locked.xlsx")
OLD = Path(__file__).parents[1] / "js" / "years.xls"
CODES = ("Telefoon", "30 min", "Pesten", "")
# What an import leaves behind when it was undone, and nothing else: the audit, that there was one, how columns were
# matched (a draft), and the keyring with what opens that for the practice (``kept`` says nothing of that box).
MAY_DIFFER = {"audit_entry", "audit_head", "matters_importbatch", "sealed_draft", "sealed_vault"}


def row(nth: int = 1, **other: str) -> tuple[str, ...]:
    """One row; another cell by its heading."""
    told = dict(
        zip(HEAD, (f"{nth}-3-2021", f"Kanarie{nth}", f"Kanarie Jansen{nth}", *CODES, "Kanarieverhaal"), strict=True)
    )
    return tuple((told | other).values())


def csv(*rows: tuple[str, ...], by: str = ";") -> str:
    return "".join(by.join(cells) + "\r\n" for cells in rows)


def book(*rows: Sequence[Cell], merged: str = "", padding: int = 0) -> bytes:
    return workbook({"Jaren": Sheet(rows, merged, padding=padding)})


PLAIN = csv(HEAD, row(1), row(2, Naam="Zoë Kanarie"))
ENCRYPTED = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a password": ("jaren.xlsx", LOCKED.read_bytes, "Op dit bestand zit een wachtwoord"),
    "a password of ods": (
        "jaren.ods",
        lambda: zipped({"mimetype": "x", "META-INF/manifest.xml": ENCRYPTED, "content.xml": "\x01\x02"}),
        "Op dit bestand zit een wachtwoord",
    ),
    "a bomb": ("jaren.xlsx", lambda: book(HEAD, row(), padding=400_000_000), "Dit bestand is te groot"),
    "a bomb that lies": ("jaren.xlsx", lambda: lying(book(padding=200_000_000)), "vinden we geen tabel"),
    "a pdf": ("jaren.xlsx", lambda: b"%PDF-1.7\n\xe2\xe3", "geen spreadsheet die we kennen"),
    "a picture": ("jaren.xlsx", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "geen spreadsheet die we kennen"),
    "a letter": ("jaren.xlsx", lambda: zipped({"word/document.xml": "<x/>"}), "geen spreadsheet die we kennen"),
    "a web page": ("jaren.xls", lambda: b"<html><table><tr><td>Datum", "er zit een webpagina in"),
    "nothing": ("jaren.csv", lambda: b"", "beschadigd of niet helemaal opgehaald"),
    "cut off": ("jaren.xlsx", lambda: book(HEAD, row())[:-40], "beschadigd of niet helemaal opgehaald"),
    "no rows": ("jaren.csv", lambda: csv(HEAD).encode(), "vinden we geen tabel"),
    "merged": ("jaren.xlsx", lambda: book(HEAD, row(1), row(2), merged="B2:B3"), "cellen samengevoegd (B2:B3)"),
    "errors": ("jaren.xlsx", lambda: book(HEAD, (*row()[:1], Wrong("#N/A"), *row()[2:])), "In B2 staat een fout"),
    "errors in Dutch": ("jaren.csv", lambda: csv(HEAD, row(Aard="#VERW!")).encode(), "In F2 staat een fout"),
    "not calculated": ("jaren.xlsx", lambda: book(HEAD, (*row()[:7], Formula("A1&B1"))), "In H2 staat een fout"),
    "an open quote": (
        "jaren.csv",
        lambda: csv(HEAD, row(1, Verslag='"open'), row(2)).encode(),
        "Op regel 2 begint een",
    ),
    "two tables": (
        "jaren.xlsx",
        lambda: book(HEAD, row(1), (), ("Datum", "Activiteit", "Aantal"), ("3-4-2021", "Voorlichting", "12")),
        "Op rij 4 begint een tweede tabel",
    ),
    "too wide": ("jaren.xlsx", lambda: book((*HEAD, *("x" * 200)), (*row(), *("y" * 200))), "meer dan 200 kolommen"),
    "too long": ("jaren.csv", lambda: csv(HEAD, *[row()] * 20_001).encode(), "heeft 20.001 rijen"),
}

READ: dict[str, tuple[str, Callable[[], bytes], int, tuple[str, ...]]] = {
    "semicolons": ("jaren.csv", lambda: PLAIN.encode(), 2, ("2 rijen worden 2 kwesties",)),
    "commas": (
        "jaren.csv",
        lambda: csv(
            HEAD, row(1, Naam='"Kanarie, Jan"', Duur='"0,75 uur"', Verslag='"zei ""nee""\ntwee"'), by=","
        ).encode(),
        1,
        ("tekst van 14 tekens",),
    ),
    "windows-1252": ("jaren.csv", lambda: PLAIN.encode("cp1252"), 2, ("2 rijen worden 2 kwesties",)),
    "utf-16": ("jaren.csv", lambda: PLAIN.encode("utf-16"), 2, ("2 rijen worden 2 kwesties",)),
    "utf-16 that does not say so": ("jaren.csv", lambda: PLAIN.encode("utf-16-le"), 2, ("2 rijen worden 2 kwesties",)),
    "an old Mac": ("jaren.csv", lambda: PLAIN.replace("\r\n", "\r").encode(), 2, ("2 rijen worden 2 kwesties",)),
    "days as text": (
        "jaren.xlsx",
        lambda: book(
            HEAD,
            *(row(nth, Datum=day) for nth, day in enumerate(("3 mrt '24", "12-25-2024", "1-1-2031", "25-12-2024", ""))),
        ),
        2,
        ("‘12-25-2024’", "De datum ligt in de toekomst.", "Er staat geen datum.", "3 maart 2024"),
    ),
    "duplicate headings": (
        "jaren.xlsx",
        lambda: book((*HEAD, "Naam", "Verslag"), (*row(), "Kanarie Tweede", "Kanarieverhaal twee")),
        1,
        ("1 rij wordt 1 kwestie",),
    ),
    "headings on row 4": (
        "jaren.xlsx",
        lambda: book(("Registratie van Kanarie",), (), ("Bijgewerkt", "1-3-2021"), HEAD, row(1), (), (), row(2)),
        2,
        ("2 rijen worden 2 kwesties",),
    ),
    "tables side by side": (
        "jaren.xlsx",
        lambda: book((*HEAD, "", "Datum", "Activiteit"), (*row(), "", "3-4-2021", "Kanarievoorlichting")),
        1,
        ("tekst van 14 tekens",),
    ),
    "a hidden sheet": (
        "jaren.xlsx",
        lambda: workbook({"Kanarienamen": Sheet((HEAD, row(9)), hidden=True), "Jaren": Sheet((HEAD, row(1)))}),
        1,
        ("1 rij wordt 1 kwestie",),
    ),
    "a first sheet without a table": (
        "jaren.xlsx",
        lambda: workbook({"Uitleg": Sheet((("Zie blad 2",),)), "Gesprekken": Sheet((HEAD, row(1)))}),
        1,
        ("1 rij wordt 1 kwestie",),
    ),
    "far down": (
        "jaren.xlsx",
        lambda: book(HEAD, row(1), *([()] * 24_000), row(2)),
        2,
        ("2 rijen worden 2 kwesties",),
    ),
    "burgerservicenummers": (
        "jaren.xlsx",
        lambda: book((*HEAD, "BSN"), (*row(1), "123456782"), (*row(2, Verslag="bsn 123456782"), "111222333")),
        2,
        ("In rij 3 staat iets wat een burgerservicenummer lijkt",),
    ),
    "names everywhere": (
        "jaren.xlsx",
        lambda: book(
            (*HEAD[:3], "Kanariekop", *HEAD[3:]), (*row()[:3], "Kanarie Bakker", *row(Aard="Kanarie de Vries")[3:])
        ),
        1,
        ("tekst van",),
    ),
    "script": (
        "jaren.xlsx",
        lambda: book(
            HEAD, row(1, Schuilnaam="<script>window.harm=1</script>", Verslag="<img src=x onerror=window.harm=1>")
        ),
        1,
        ("1 rij wordt 1 kwestie",),
    ),
    "numbers with a comma": (
        "jaren.xlsx",
        lambda: book(
            ("Datum", "Schuilnaam", "Kanaal", "Duur (uur)"),
            *((f"{n}-3-2021", f"Kanarie{n}", "Telefoon", d) for n, d in enumerate(("0,75", 0.75, "1,5", "0,8"), 1)),
        ),
        4,
        ("Bij 1 rij ronden we de duur af: ‘0,8’ telt als 45 minuten",),
    ),
    "a total below": (
        "jaren.xlsx",
        lambda: book(HEAD, row(1), ("Totaal", "", "", "", "", "", "", "1")),
        1,
        ("‘Totaal’",),
    ),
    "odd signs": (
        "jaren.xlsx",
        lambda: book(
            HEAD, row(1, Verslag="a\u202eb\u200bc \U0001f600 " + "x" * 30_000), row(2, Schuilnaam="__proto__")
        ),
        2,
        ("2 rijen worden 2 kwesties",),
    ),
    "old Excel": ("jaren.xls", OLD.read_bytes, 1, ("1 rij wordt 1 kwestie",)),
}


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
def page(page_for: Callable[..., Page], people: Personas, site: Site, sent: list[str]) -> Page:
    vault = give_vault(people.amina)
    store_vault(people.amina, vault)
    page = page_for(people.amina)

    def note(request: Request) -> None:
        sent.append(f"{request.url} {request.post_data or ''}")

    page.context.on("request", note)
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    page.get_by_label("Je bestand").wait_for()
    return page


def kept() -> dict[str, list[str]]:
    """Every row of every table of both stores, but those of how lists were read in a practice."""
    boxes = [memory_box(pk) for pk in Practice.objects.values_list("pk", flat=True)]
    named = [name for box in boxes for name in (box.hex, str(box))]
    found = {}
    for store in connections.all():
        with store.cursor() as cursor:
            for table in store.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[f"{store.alias} {table}"] = sorted(
                    row for row in map(repr, cursor.fetchall()) if not any(name in row for name in named)
                )
    return found


def names_in(sent: list[str]) -> list[str]:
    return [one[:120] for one in sent if "kanarie" in one.lower() or "jansen" in one.lower()]


def test_what_cannot_be_read_is_said_and_leaves_everything_as_it_was(page: Page, sent: list[str]) -> None:
    before, trouble = kept(), page.locator("#import-trouble")
    for name, content, said in REFUSED.values():
        choose(page, content(), name)
        expect(trouble).to_contain_text(said, timeout=SLOW)
        expect(trouble).to_contain_text(". ")
        page.get_by_label("Je bestand").set_input_files([])
    assert kept() == before
    assert names_in(sent) == []
    assert not [one for one in sent if "/imports/" in one and "geheugen/stukken.json" not in one]


def test_sixty_megabytes_are_refused_unread(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "groot.csv"
    large.write_bytes(csv(HEAD, row()).encode() + b"x" * 60_000_000)
    page.get_by_label("Je bestand").set_input_files(large)
    expect(page.locator("#import-trouble")).to_contain_text("Dit bestand is te groot: hoogstens 20 MB")


@pytest.mark.parametrize("case", READ)
def test_what_can_be_read_comes_in_without_a_name_in_sight_and_goes_out_without_a_trace(
    page: Page, sent: list[str], case: str
) -> None:
    name, content, matters, said = READ[case]
    before = kept()
    check(page, content(), name)
    for one in said:
        expect(page.locator("nabij-import")).to_contain_text(one)
    expect(page.locator("nabij-import")).not_to_contain_text("Jansen")
    expect(page.locator("nabij-import .masked")).not_to_contain_text("anarie")
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)
    assert Matter.objects.count() == matters
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_role("heading", name="Eerder ingelezen")).to_have_count(0)
    after = kept()
    assert {table.split()[1] for table in after if after[table] != before[table]} <= MAY_DIFFER
    assert names_in(sent) == []
    assert page.evaluate("() => window.harm") is None


def test_a_sheet_for_each_year_comes_in_one_after_the_other_and_none_is_forgotten(page: Page) -> None:
    years = {
        year: Sheet((HEAD, row(1, Datum=f"1-3-{year}", Schuilnaam=f"Kanarie {year}"))) for year in ("2021", "2022")
    }
    check(page, workbook({"Uitleg": Sheet((("Zie verder",),)), **years}))
    expect(page.locator("nabij-import")).not_to_contain_text("Dit bestand heeft")
    page.get_by_role("button", name="Lees").click()
    left = page.locator("[data-part=sheets]")
    expect(left).to_contain_text("jaren.xlsx heeft nog 1 blad waar iets op staat", timeout=SLOW)
    left.get_by_role("button", name="Naar blad ‘2022’").click()
    expect(page.get_by_label("Blad")).to_have_value("2022")
    expect(page.get_by_text("Dit bestand heeft 3 bladen. Je leest er één tegelijk in.")).to_be_visible()
    page.get_by_role("button", name="Controleer").click()
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)
    expect(left).to_have_count(0)
    assert sorted(Matter.objects.values_list("opened_month__year", flat=True)) == [2021, 2022]
