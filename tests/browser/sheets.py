"""A spreadsheet made by hand (xlsx), and the ways a counsellor goes through *Importeren*."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from playwright.sync_api import Page, expect

HEAD = ("Datum", "Schuilnaam", "Naam", "Kanaal", "Duur", "Aard", "Afloop", "Verslag")
SLOW = 30_000

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(*rows: Sequence[str], merged: str = "") -> bytes:
    """The bytes of a workbook with one sheet of texts, *Jaren*."""
    cells = "".join(
        f'<row r="{at}">'
        + "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in enumerate(row)
        )
        + "</row>"
        for at, row in enumerate(rows, start=1)
    )
    merges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Jaren" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{merges}</worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return packed.getvalue()


def choose(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """Give a file to the page."""
    page.get_by_label("Je bestand").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def settle(page: Page) -> None:
    """Say yes to every guess, and that nothing is known of every value that asks; what must be chosen is the first."""
    while page.get_by_role("button", name="Klopt").count():
        page.get_by_role("button", name="Klopt").first.click()
    while page.locator(".undecided select").count():
        one = page.locator(".undecided select").first
        unknown = one.locator("option[value='!none']").count()
        one.select_option("!none" if unknown else one.locator("option").nth(1).get_attribute("value"))
    for question, answer in (("ask-vague", "first"), ("ask-doubles", "each")):
        if page.locator(f"#{question}").count():
            page.locator(f"#{question}").select_option(answer)


def check(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """A file, its columns as proposed with every question answered, and the dry run."""
    choose(page, content, name)
    page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()
    settle(page)
    page.get_by_role("button", name="Controleer").click()
    page.get_by_role("heading", name="Kijk het na").wait_for()


def bring_in(page: Page, content: bytes, name: str = "jaren.xlsx") -> None:
    """The whole way."""
    check(page, content, name)
    page.get_by_role("button", name="Lees").click()
    expect(page.get_by_role("heading", name="Het staat erin")).to_be_visible(timeout=SLOW)
