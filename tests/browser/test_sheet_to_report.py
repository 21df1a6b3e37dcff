"""From a counsellor's own spreadsheet to the page that the board reads, every step in a browser, no name underway."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from nabij.matters.models import Encounter, Matter
from nabij.reporting.document import SAID, Mark
from nabij.reporting.models import Report
from nabij.sealed.models import Record
from tests.browser.canaries import Canaries
from tests.browser.sealed_practice import SLOW, give_vault, open_vault, store_vault
from tests.browser.sheets import bring_in, xlsx
from tests.browser.surroundings import Site
from tests.browser.test_board import sign_in
from tests.browser.test_importing import stored
from tests.personas import Personas

HEAD = ("Datum", "Schuilnaam", "Kanaal", "Duur", "Aard", "Rol", "Afloop", "Opmerkingen")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NAMES = ("Fatima Wolters", "Joris Kwakkelstein", "Xandra Oudeboom")
PEOPLE, AGAIN, YEAR = 58, 6, 2025
EARLIER = {2021: 24, 2022: 29, 2023: 33, 2024: 37}
A4 = 794
STORY = "Mensen kwamen eerder dan voorheen, vaak nog voordat het uit de hand liep. Op 83 plekken hangt nu een affiche."
WHY_NOT = "Hier valt nu niets over te zeggen."
PDF, WORD, TABLE = "Als PDF", "Als Word-bestand", "De cijfers als CSV"
SECTION = "Waar het over ging"
type Row = tuple[str, ...]


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def sheet_of(canaries: Canaries, year: int, people: int, again: int = 0) -> list[Row]:
    """A year as a counsellor keeps it: so many people, a few of whom came twice, with who they are in the remarks."""
    rows: list[Row] = []
    for nth in range(people + again):
        person, day, month = nth % people, nth % 27 + 1, nth % 12
        date = f"{day}-{month + 1}-{year}" if nth % 2 else f"{day} {MONTHS[month]} {year}"
        spoken = ("Telefoon", "mail", "Teams")[nth % 3], ("30 min", "1 uur")[nth % 2]
        about = ("Pesten", "Pesten", "Discriminatie", "Intimidatie")[person % 4]
        who = (
            ("Medewerker", "Medewerker", "Leidinggevende")[person % 3],
            ("Verhaal kwijt", "Zelf besproken")[person % 2],
        )
        remark = f"{NAMES[nth % 3]} {canaries.new(f'remark {year} {nth}')} belde over haar team."
        rows.append((date, f"Kwestie {year}-{person + 1}", *spoken, about, *who, remark))
    return rows


def names_in(content: bytes, canaries: Canaries) -> list[str]:
    """Which names of the remarks stand in these bytes, however written down."""
    return canaries.hits(content) + [one for name in NAMES for one in name.split() if one.encode() in content]


def import_sheet(page: Page, rows: list[Row]) -> None:
    page.get_by_label("Je bestand").wait_for()
    bring_in(page, xlsx(HEAD, *rows), f"jaar-{YEAR}.xlsx")
    assert (Matter.objects.count(), Encounter.objects.count()) == (len({row[1] for row in rows}), len(rows))
    page.get_by_role("link", name="Naar je kwesties").click()
    page.get_by_role("link", name=re.compile(r"^Kwestie \d+")).first.click(timeout=SLOW)
    expect(page.get_by_text("belde over haar team.").first).to_be_visible(timeout=SLOW)


def begin_and_group(page: Page) -> None:
    """*Jaarverslag maken*, the first proposal (without one a part is left out), and natures by their codes."""
    page.get_by_role("link", name="Jaarverslag").first.click()
    page.get_by_label("Nieuw verslag over").select_option(str(YEAR))
    page.get_by_role("button", name="Beginnen").click()
    page.get_by_role("link", name="De cijfers").click()
    expect(page.locator("h1")).to_have_text("De cijfers")
    along = page.get_by_role("region", name="Ook eerdere jaren")
    said = [re.compile(f"^{year}: {count} mensen geteld") for year, count in EARLIER.items()]
    expect(along.locator("summary")).to_have_text(said)
    offers = page.locator("nabij-figure-proposals")
    expect(offers.locator("progress")).to_have_count(0, timeout=SLOW)
    before = Report.objects.get().plan_version
    if offers.get_by_role("button").count():
        offers.get_by_role("button").first.click()
    else:
        roles = page.locator("section.classified", has=page.get_by_role("heading", name="Wie er kwamen"))
        roles.locator("summary").click()
        roles.get_by_role("button", name="Dit onderdeel weglaten").click()
    expect(page.get_by_role("button", name="Laatste verandering terugdraaien")).to_be_visible()
    assert Report.objects.get().plan_version > before
    natures = page.locator("section.classified", has=page.get_by_role("heading", name=SECTION, exact=True))
    natures.locator("summary").click()
    by_codes = natures.get_by_role("button", name="Elke code apart tonen")
    if by_codes.count():
        by_codes.click()
        expect(by_codes).to_have_count(0, timeout=SLOW)
    page.get_by_role("link", name="Terug naar het verslag").click()


def write_story(page: Page) -> None:
    """A story for one section, and for every other one with figures why there is none; all of it saved."""
    page.get_by_role("link", name="Het verhaal").click()
    page.get_by_role("button", name="Begin te schrijven").click()
    told = page.get_by_role("region", name=SECTION, exact=True)
    told.get_by_label("Wat betekenen deze cijfers?").fill(STORY, timeout=SLOW)
    untold = page.locator("section.story-section", has=page.get_by_text("nog geen verhaal", exact=True))
    assert untold.count() > 2
    while untold.count():
        one = page.get_by_role("region", name=untold.first.get_by_role("heading").first.inner_text(), exact=True)
        one.get_by_text("Hier geen verhaal", exact=True).click()
        one.get_by_label("Waarom staat hier geen verhaal?").fill(WHY_NOT)
    page.locator("h1").click()
    expect(page.locator("[data-part=state]")).to_have_text("Bewaard in de kluis", timeout=SLOW)
    assert Record.objects.filter(part="story").count() > 2
    assert not [one for one in stored() if STORY in one or WHY_NOT in one]


def set_ready(page: Page) -> None:
    page.get_by_role("button", name="Klaarzetten…").click()
    page.get_by_label("Ik las de tekst na").check(timeout=SLOW)
    page.get_by_role("button", name="Zet klaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De tekst staat klaar", timeout=SLOW)
    undecided = page.locator(".spots > li").filter(has_text="nog niet beslist")
    expect(undecided.locator("mark")).to_have_text(["83"])
    while left := undecided.count():
        undecided.first.get_by_label("Wat telt dit?").select_option(label="Niemand die bij ons kwam")
        undecided.first.get_by_label("Waarom kan dit blijven staan?").fill("Dit zegt van niemand iets.")
        undecided.first.get_by_role("button", name="Laat staan").click()
        expect(undecided).to_have_count(left - 1)
    expect(page.get_by_text("Over de tekst is alles beslist.")).to_be_visible()


def prints_well(page: Page, navigation: Locator) -> None:
    """On paper as wide as A4: the report alone, nothing of it beside the sheet."""
    size = page.viewport_size
    assert size is not None
    expect(navigation).to_be_visible()
    page.set_viewport_size({"width": A4, "height": 1123})
    page.emulate_media(media="print")
    expect(navigation).to_be_hidden()
    expect(page.locator("article.report")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="screen")
    page.set_viewport_size(size)
    assert wide <= A4


def look_and_publish(page: Page) -> None:
    page.locator(".above").get_by_role("link").click()
    page.get_by_role("link", name="Lezen", exact=True).click()
    expect(page.locator("article.report")).to_contain_text(STORY)
    prints_well(page, page.get_by_role("navigation", name="Hoofdmenu"))
    page.get_by_role("link", name="Terug naar de stappen").click()
    page.get_by_role("link", name="Uitbrengen").click()
    page.get_by_role("button", name="Uitbrengen").click()
    expect(page.locator(".message")).to_contain_text(f"Jaarverslag {YEAR} is uit.", timeout=SLOW)


def text_of(pdf: bytes) -> str:
    """Its words, and those again with no line ended, for a name that was broken off."""
    reader = PdfReader(io.BytesIO(pdf))
    text = "\n".join([page.extract_text() for page in reader.pages] + [str(reader.metadata)])
    return text + text.replace("\N{SOFT HYPHEN}", "").replace("\n", "")


def fetched(page: Page) -> dict[str, bytes]:
    """The report as the board takes it along: what stands in each file, unpacked."""
    found = {}
    for link in (PDF, WORD, TABLE):
        with page.expect_download() as coming:
            page.get_by_role("link", name=link).click()
        found[link] = Path(coming.value.path()).read_bytes()
    found[PDF] += text_of(found[PDF]).encode()
    with zipfile.ZipFile(io.BytesIO(found[WORD])) as archive:
        found[WORD] = b"\n".join(archive.read(name) for name in archive.namelist())
    return found


def read_by_board(board: Page, rows: list[Row]) -> None:
    """The page says what the sheet counts: people, conversations."""
    board.get_by_role("link", name=f"Jaarverslag {YEAR}").click()
    article = board.locator("article.report")
    came = len({alias for _, alias, *_ in rows})
    for said in (
        STORY,
        WHY_NOT,
        f"In {YEAR} kwamen er {came} mensen.",
        f"In {YEAR} voerden we {len(rows)} gesprekken.",
    ):
        expect(article).to_contain_text(said)
    prints_well(board, board.get_by_role("navigation", name="Hoofdmenu"))


def natures_as_in(table: str, rows: list[Row]) -> bool:
    """Whether each nature with a number is counted as in the sheet, and there is one; the others show none."""
    people = Counter(nature for nature, _ in {(row[4], row[1]) for row in rows})
    lines = [line for line in csv.reader(io.StringIO(table), delimiter=";") if line[0] == SECTION]
    told = {row: value for _, _, row, _, value in lines if row in people}
    shown = {row: int(value) for row, value in told.items() if value != SAID[Mark.HIDDEN]}
    return bool(shown) and shown.items() <= people.items()


def years_told(text: str, counts: dict[int, int]) -> bool:
    """Whether each year stands there, and how many came in it."""
    return all(str(year) in text and re.search(rf"(?<!\d){count}(?!\d)", text) for year, count in counts.items())


def test_a_sheet_becomes_the_report_that_the_board_reads_and_no_name_comes_along(
    page_for: Callable[..., Page], people: Personas, site: Site
) -> None:
    """
    A counsellor's own spreadsheet, brought in and written beside with real keys, reaches the board as figures.

    What the board reads counts the people of the sheet, four earlier years beside the last, prints well for both, and
    carries no name out of its remarks; nor does any row of either store, or any file that the board takes along.
    """
    canaries, vault = Canaries(), give_vault(people.amina)
    store_vault(people.amina, vault)
    page, rows = page_for(people.amina), sheet_of(canaries, YEAR, PEOPLE, AGAIN)
    years = [row for year, count in EARLIER.items() for row in sheet_of(canaries, year, count)]
    page.goto(f"{site.workspace}/importeren/")
    open_vault(page, vault)
    assert len(canaries.hits("\n".join(row[-1] for row in rows).encode())) == len(rows)
    import_sheet(page, [*years, *rows])
    begin_and_group(page)
    write_story(page)
    set_ready(page)
    look_and_publish(page)
    board = page_for()
    sign_in(board, site, people.daan)
    read_by_board(board, rows)
    files = fetched(board)
    assert STORY[:40].encode() in files[PDF]
    assert STORY.encode() in files[WORD]
    assert natures_as_in(files[TABLE].decode("utf-8-sig"), rows)
    five = EARLIER | {YEAR: PEOPLE}
    for told in (files[TABLE].decode("utf-8-sig"), files[PDF].decode(errors="ignore"), board.content()):
        assert years_told(told, five), told[:2000]
    places = {"the page": board.content().encode(), "the stores": "\n".join(stored()).encode("utf-8"), **files}
    assert {place: hits for place, content in places.items() if (hits := names_in(content, canaries))} == {}
