"""The styles of the report in Word. The default template is made with them; a practice's own may bring its own."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

INK, SOFT, PLUM = RGBColor(0x1F, 0x2A, 0x2E), RGBColor(0x5B, 0x66, 0x6A), RGBColor(0x4B, 0x3F, 0x72)
HEADING, CAPTION, QUESTION, STATEMENT = "Heading 1", "Caption", "Nabij vraag", "Nabij uitspraak"
BULLET, NOTE, CONTENTS, TABLE = "List Bullet", "Nabij noot", "TOC 1", "Nabij tabel"
# Word finds these on every machine that has it; ours would have to be installed
VOICE, TEXT = "Georgia", "Calibri"

# face, size, colour, space before, space after, stays with what follows
LOOKS: dict[str, tuple[str, float, RGBColor, float, float, bool]] = {
    HEADING: (VOICE, 19, INK, 30, 9, True),
    CAPTION: (VOICE, 12.5, INK, 18, 6, True),
    QUESTION: (VOICE, 13, PLUM, 12, 16, False),
    STATEMENT: (TEXT, 11, INK, 10, 12, False),
    BULLET: (TEXT, 11, INK, 0, 3, False),
    NOTE: (TEXT, 9.5, SOFT, 4, 10, False),
    CONTENTS: (TEXT, 11, INK, 0, 4, False),
}


def dress(document: Document) -> None:
    """Gives every style of the report its look; styles that are not there are made."""
    plain = document.styles["Normal"]
    _set_face(plain, TEXT, 11, INK)
    plain.paragraph_format.space_after = Pt(9)
    plain.paragraph_format.line_spacing = 1.25
    for name in LOOKS:
        style: Any = paragraph_style(document, name)
        face, size, colour, before, after, stays = LOOKS[name]
        _set_face(style, face, size, colour)
        style.font.bold = style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = stays
    table_style(document)


def paragraph_style(document: Document, name: str) -> Any:
    """The style of that name; made, with its look, where the document has none."""
    if name in document.styles:
        return document.styles[name]
    made: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=not name.startswith("Nabij"))
    made.base_style = document.styles["Normal"] if "Normal" in document.styles else None  # noqa: SIM401  # has no get
    face, size, colour, before, after, stays = LOOKS[name]
    _set_face(made, face, size, colour)
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
    made.paragraph_format.keep_with_next = stays
    if name == HEADING:
        _add(made.element.get_or_add_pPr(), "w:outlineLvl", val="0")
    if name in {QUESTION, STATEMENT}:
        _line_at_the_left(made.element.get_or_add_pPr(), "4B3F72" if name == QUESTION else "7A8488")
    return made


def table_style(document: Document) -> Any:
    """Hairlines, a header row that stands out and a first column of names."""
    if TABLE in document.styles:
        return document.styles[TABLE]
    made: Any = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    properties = _add(made.element, "w:tblPr")
    borders = _add(properties, "w:tblBorders")
    for side in ("bottom", "insideH"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="D8CFBF")
    margins = _add(properties, "w:tblCellMar")
    for side, width in (("top", "60"), ("left", "0"), ("bottom", "60"), ("right", "160")):
        _add(margins, f"w:{side}", w=width, type="dxa")
    first = _add(made.element, "w:tblStylePr", type="firstRow")
    look = _add(first, "w:rPr")
    _add(look, "w:b")
    _add(look, "w:color", val="5B666A")
    cell = _add(first, "w:tcPr")
    _add(_add(cell, "w:tcBorders"), "w:bottom", val="single", sz="8", space="0", color="7A8488")
    _add(_add(_add(made.element, "w:tblStylePr", type="lastRow"), "w:rPr"), "w:b")
    return made


def _set_face(style: Any, face: str, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), face)


def _line_at_the_left(properties: Any, colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    _add(borders, "w:left", val="single", sz="18", space="10", color=colour)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def _add(parent: Any, tag: str, **values: str) -> Any:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made
