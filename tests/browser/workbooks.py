"""Workbooks made by hand (xlsx): several sheets, numbers, errors, formulas, rows far down, and zips that lie."""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SIZE_AT = {b"PK\x01\x02": 24, b"PK\x03\x04": 22}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds an error of Excel."""

    error: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula; without a value nobody calculated it."""

    formula: str
    value: str = ""


type Cell = str | float | Wrong | Formula
type Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; an empty row is not written, so that rows may stand far down. ``padding``: spaces behind the rows.

    ``away``: the rows, from 1, that a filter hid.
    """

    rows: Rows
    merged: str = ""
    hidden: bool = False
    padding: int = 0
    away: Sequence[int] = ()


def workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """The bytes of a workbook with these sheets."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, parts in _files(sheets):
            with archive.open(name, "w") as file:
                for part in parts:
                    file.write(part.encode())
    return packed.getvalue()


def lying(content: bytes, size: int = 5000) -> bytes:
    """The same zip, which says of each large file that it is small when unpacked."""
    told = bytearray(content)
    for mark, place in _SIZE_AT.items():
        at = told.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", told, at + place)[0] > 1_000_000:
                struct.pack_into("<I", told, at + place, size)
            at = told.find(mark, at + 4)
    return bytes(told)


def zipped(files: Mapping[str, str]) -> bytes:
    """Any zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _files(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, Iterator[str]]]:
    numbered = list(enumerate(sheets.items(), start=1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{nth}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for nth, _ in numbered
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{nth}"{" state='hidden'" if one.hidden else ""} r:id="rId{nth}"/>'
        for nth, (name, one) in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{nth}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{nth}.xml"/>'
        for nth, _ in numbered
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    texts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
    }
    yield from ((name, iter((start + text,))) for name, text in texts.items())
    for nth, (_, sheet) in numbered:
        yield f"xl/worksheets/sheet{nth}.xml", _parts(sheet)


def _parts(sheet: Sheet) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}"><sheetData>'
    for at, row in enumerate(sheet.rows, start=1):
        if row:
            away = ' hidden="1"' if at in sheet.away else ""
            yield f'<row r="{at}"{away}>{"".join(_cell(cell, at, column) for column, cell in enumerate(row))}</row>'
    for _ in range(sheet.padding // 1_000_000):
        yield " " * 1_000_000
    merges = f'<mergeCells count="1"><mergeCell ref="{sheet.merged}"/></mergeCells>' if sheet.merged else ""
    yield f"</sheetData>{merges}</worksheet>"


def _cell(cell: Cell, row: int, column: int) -> str:
    place = f'r="{_letters(column)}{row}"'
    match cell:
        case "":
            return ""
        case str():
            return f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        case Wrong(error):
            return f'<c {place} t="e"><v>{escape(error)}</v></c>'
        case Formula(formula, value):
            known = f' t="str"><f>{escape(formula)}</f><v>{escape(value)}</v>'
            return f"<c {place}{known if value else f'><f>{escape(formula)}</f>'}</c>"
        case _:
            return f"<c {place}><v>{cell}</v></c>"


def _letters(column: int) -> str:
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name
