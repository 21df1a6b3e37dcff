"""The PDF can be read by ear: its tags, language, texts for pictures and order are read back from the file."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject

from nabij.kit.errors import Refused
from nabij.reporting.document import WITHHELD_TOLD, Paragraph, Report, Section
from nabij.reporting.pdf import pdf_of, picture_of
from tests.reporting.fictional import CHANNELS, TREND, fictional_report


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree, with how deep it lies."""

    kind: str
    depth: int
    element: Any

    @property
    def alt(self) -> str:
        return str(self.element.get("/Alt", ""))


@cache
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(fictional_report())))


def catalog() -> Any:
    return reader().trailer["/Root"]


def tags() -> list[Tag]:
    return list(_walk(catalog()["/StructTreeRoot"]["/K"], 0))


def _walk(node: Any, depth: int) -> Iterator[Tag]:
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from _walk(one, depth)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield Tag(str(node["/S"]).removeprefix("/"), depth, node)
        if "/K" in node:
            yield from _walk(node["/K"], depth + 1)


def below(tag: Tag) -> list[Tag]:
    return list(_walk(tag.element["/K"], 0)) if "/K" in tag.element else []


def words_of(tag: Tag) -> str:
    """The text that stands in a tag, by the marks on its pages."""
    return " ".join("".join(_marked(page).get(number, "")) for page, number in _contents(tag.element, None)).strip()


def _contents(node: Any, page: Any) -> Iterator[tuple[int, int]]:
    node = node.get_object()
    if isinstance(node, NumberObject):
        yield page, int(node)
    elif isinstance(node, ArrayObject):
        for one in node:
            yield from _contents(one, page)
    elif isinstance(node, DictionaryObject):
        if "/Pg" in node:
            page = next(p.page_number for p in reader().pages if p.indirect_reference == node.raw_get("/Pg"))
        if "/MCID" in node:
            yield page, int(str(node["/MCID"]))
        elif "/K" in node:
            yield from _contents(node["/K"], page)


@cache
def _marked(page: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    opened: list[int | None] = []

    def before(operator: Any, operands: Any, *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            held = operands[1] if len(operands) > 1 else {}
            opened.append(int(str(held["/MCID"])) if isinstance(held, dict) and "/MCID" in held else None)
        elif operator == b"EMC":
            opened.pop()

    def text(words: str, *_: Any) -> None:
        number = next((number for number in reversed(opened) if number is not None), None)
        if number is not None:
            found.setdefault(number, []).append(words)

    reader().pages[page].extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def test_it_says_what_it_is_and_in_which_language() -> None:
    assert catalog()["/Lang"] == "nl-NL"
    assert catalog()["/MarkInfo"]["/Marked"]
    assert catalog()["/ViewerPreferences"]["/DisplayDocTitle"]
    about = reader().metadata
    assert about is not None
    assert about.title == "Jaarverslag vertrouwenswerk 2025 · Zorggroep De Linde"
    assert not about.author
    described = catalog()["/Metadata"].get_object().get_data().decode()
    for promise in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
        assert promise in described


def test_headings_stand_in_reading_order_and_in_the_contents() -> None:
    wanted = [*(section.heading for section in fictional_report().sections), "Alle cijfers"]
    assert [str(tag.element["/T"]) for tag in tags() if tag.kind == "H1"] == ["Inhoud", *wanted]
    assert sum(tag.kind == "TOCI" for tag in tags()) == len(wanted)
    assert [str(entry["/Title"]) for entry in reader().outline if isinstance(entry, dict)][-len(wanted) :] == wanted
    assert sum(tag.kind == "Title" for tag in tags()) == 1


def test_every_chart_has_its_text_in_order_and_every_table_its_headers() -> None:
    report = fictional_report()
    assert [tag.alt for tag in tags() if tag.kind == "Figure"] == [chart.alt() for chart in report.charts()]
    tables = [tag for tag in tags() if tag.kind == "Table"]
    wanted = [CHANNELS, *(chart.table() for chart in report.charts())]
    assert len(tables) == len(wanted)
    for tag, table in zip(tables, wanted, strict=True):
        heads = [cell for cell in below(tag) if cell.kind == "TH"]
        assert len(heads) == len(table.columns) + 1
        assert all(cell.element["/A"][0]["/Scope"] == "/Column" for cell in heads)
        cells = [cell for cell in below(tag) if cell.kind == "TD"]
        assert len(cells) == len(table.rows) * (len(table.columns) + 1)
        assert all(cell.element["/A"][0]["/Headers"] for cell in cells)


def test_what_is_tagged_reads_in_the_order_of_the_report() -> None:
    told = " ".join(filter(None, (words_of(tag) for tag in tags() if tag.depth == 1)))
    told = " ".join(told.split())
    order = [
        "Jaarverslag vertrouwenswerk 2025",
        "Het jaar in het kort",
        "De helft had nog niets ondernomen",
        TREND.title,
        "Wat maakte dat mensen",
        "Waar het over ging",
        "Waar het eindigde",
        "Een open rondje",
        "Wie hoort u nooit?",
        "Via de bedrijfsarts kwamen 0 tot en met 4 mensen.",
        "Alle cijfers",
    ]
    # the contents name the sections once before
    begin = told.index("Het jaar in het kort", told.index("12 februari 2026"))
    places = [told.index(order[0]), *(told.index(text, begin) for text in order[1:])]
    assert places == sorted(places)


def test_every_page_but_the_first_says_which_it_is() -> None:
    pages = [page.extract_text() for page in reader().pages]
    assert [f"{number} van {len(pages)}" in text for number, text in enumerate(pages, 1)] == [
        False,
        *[True] * (len(pages) - 1),
    ]
    assert WITHHELD_TOLD.split()[0] in pages[-2]


def test_only_our_own_faces_are_used_and_they_are_in_the_file() -> None:
    faces = set()
    for page in reader().pages:
        resources: Any = page["/Resources"]
        for font in resources.get_object().get("/Font", {}).values():
            held = font.get_object()["/DescendantFonts"][0].get_object()
            faces.add(str(held["/BaseFont"]).rpartition("+")[2].partition("-")[0])
            assert {"/FontFile2", "/FontFile3"} & set(held["/FontDescriptor"])
    assert faces == {"SourceSans3", "Literata"}


@pytest.mark.parametrize("text", ["Zij zei 漢字 tegen mij", "Bel ☎ maar"])
def test_a_sign_that_no_face_has_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(Refused) as refused:
        pdf_of(_with(text))
    assert "kan niet op papier" in refused.value.sentence
    assert any(sign in refused.value.sentence for sign in "漢☎")


def test_text_is_never_markup() -> None:
    sharp = '#panic("x") $x$ *vet* _schuin_ `code` <b> [haak] @naam // weg \\ = Kop'
    made = PdfReader(io.BytesIO(pdf_of(_with(sharp))))
    assert sharp in " ".join(" ".join(page.extract_text() for page in made.pages).split())


def test_names_from_all_of_europe_are_printed() -> None:
    assert pdf_of(_with("Ömer, Łukasz, Şeyma, Zoë, Håkon en Jiří"))


def test_a_picture_for_word_is_png_and_large_enough_to_print() -> None:
    picture = picture_of(TREND)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) > 1200


def _with(text: str) -> Report:
    report = fictional_report()
    section = Section(text, (Paragraph(text),))
    return Report(**{**vars(report), "sections": (section, *report.sections[:1])})
