"""The report in Word: a practice may bring its own template, and edits what comes out as any document.

docxtpl fills in the single lines, in a sandbox that knows their names only; then the report is written at the place
that the template gives it, with real styles, header rows and a text beside every picture.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count, zip_longest
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate

from nabij.kit.errors import Refused
from nabij.reporting import word_styles as styles
from nabij.reporting.document import (
    CHARTS,
    WITHHELD_TOLD,
    Block,
    Chart,
    Mark,
    Paragraph,
    Points,
    Question,
    Report,
    Ring,
    Section,
    Silence,
    Statement,
    Table,
    said,
)
from nabij.reporting.pdf import picture_of
from nabij.reporting.word_template import BODY, CONTENTS, EDITION, OnlyNames, broken, check_package

DEFAULT = Path(__file__).resolve().parent / "jaarverslag.docx"
WIDEST, TALLEST = Cm(15.5), Cm(20)
MOST_ROWS_TOGETHER = 24
# signs that no text of a report and no template holds stand for the places until they are written
PLACES = {name: f"\ue0b0{name}\ue0b0" for name in (BODY, CONTENTS, EDITION)}
KEPT = ("/officeDocument", "/core-properties")
ALL_FIGURES = "Alle cijfers"


def word_of(report: Report, template: bytes | None = None) -> bytes:
    """The report as .docx; a template that is broken or does more than it may is refused in Dutch."""
    if template is None:
        return _written(report, DEFAULT.read_bytes())
    check_package(template)
    try:
        return _written(report, template)
    except Refused:
        raise
    except Exception as error:  # whatever two libraries make of somebody else's file
        raise Refused(broken()) from error


def _written(report: Report, template: bytes) -> bytes:
    document = docx.Document(io.BytesIO(_filled(report, template)))
    body, contents, edition = (_place(document, name) for name in (BODY, CONTENTS, EDITION))
    if body is None:
        raise Refused("Zet in het sjabloon {{ verslag }} op een regel alleen, buiten tabellen, kop- en voetregels.")
    if edition is not None:
        _Writer(document, edition).edition(report)
    writer = _Writer(document, body)
    if edition is None and report.edition > 1:
        # a template of before has no place for it: it stands before all else
        writer.edition(report)
    writer.report(report)
    if contents is not None:
        headings = [section.heading for section in report.sections]
        _write_contents(document, contents, [*headings, *([ALL_FIGURES] if any(report.charts()) else [])])
    for place in (body, contents, edition):
        if place is not None:
            place._p.getparent().remove(place._p)
    _speak_dutch(document)
    _forget_the_machine(document, report)
    saved = io.BytesIO()
    document.save(saved)
    return _repacked(saved.getvalue())


def _filled(report: Report, template: bytes) -> bytes:
    filled = DocxTemplate(io.BytesIO(template))
    lines = {
        "titel": report.called(),
        "organisatie": report.organisation,
        "praktijk": report.practice,
        "periode": report.period,
        "geteld": report.counted,
        "datum": report.day_said(),
    }
    filled.render(lines | PLACES, jinja_env=OnlyNames())
    saved = io.BytesIO()
    filled.save(saved)
    return saved.getvalue()


def _place(document: Document, name: str) -> WordParagraph | None:
    found = [paragraph for paragraph in document.paragraphs if PLACES[name] in paragraph.text]
    everywhere = sum(part.blob.count(PLACES[name].encode()) for part in document.part.package.iter_parts() if part.blob)
    if everywhere != len(found) or len(found) > 1 or any(one.text.strip() != PLACES[name] for one in found):
        raise Refused(f"Zet in het sjabloon {{{{ {name} }}}} één keer, op een regel alleen, buiten tabellen en randen.")
    return found[0] if found else None


class _Writer:
    """Writes in front of one paragraph of a document."""

    def __init__(self, document: Document, place: WordParagraph) -> None:
        self.document, self.place = document, place
        self.bookmarks, self.numbers = count(1), count(1)
        self.width = _room(document)

    def edition(self, report: Report) -> None:
        """Which edition it is, and what it mends of the one before."""
        self.paragraph(report.edition_said(), styles.STATEMENT if report.edition > 1 else None)
        for place, text in enumerate(report.corrected):
            self.paragraph(text if place else f"Wat is verbeterd: {text}", styles.STATEMENT)

    def report(self, report: Report) -> None:
        """Every section, then the table behind every chart."""
        for number, (before, section) in enumerate(zip((None, *report.sections), report.sections, strict=False), 1):
            self.section(section, number, after_alone=before is not None and before.stands_alone)
        if not any(report.charts()):
            return
        self.heading(ALL_FIGURES, len(report.sections) + 1)
        self.paragraph(WITHHELD_TOLD)
        for number, chart in enumerate(report.charts(), 1):
            caption = self.paragraph(f"Tabel {number}. {chart.table().title}", styles.CAPTION)
            self.bookmark(caption, f"tabel_{number}")
            self.table(chart.table())

    def section(self, section: Section, number: int, *, after_alone: bool = False) -> None:
        """A heading and its blocks; behind a page that stands alone on a new page."""
        self.heading(section.heading, number).paragraph_format.page_break_before = after_alone or None
        for block, then in zip_longest(section.blocks, section.blocks[1:]):
            self.block(block, then)

    def block(self, block: Block, then: Block | None) -> None:
        """One block; what is said of a chart stays with it, and a question with what it is asked about."""
        if isinstance(block, Paragraph):
            self.paragraph(block.text).paragraph_format.keep_with_next = isinstance(then, Question) or None
        elif isinstance(block, Question):
            self.paragraph(block.text, styles.QUESTION)
        elif isinstance(block, Statement):
            stays = isinstance(then, (Table, *CHARTS)) or None
            self.paragraph(block.text, styles.STATEMENT).paragraph_format.keep_with_next = stays
        elif isinstance(block, Table):
            self.paragraph(block.title, styles.CAPTION)
            self.table(block)
        elif isinstance(block, Points):
            self.points(block)
        else:
            assert isinstance(block, CHARTS)  # noqa: S101  # there is no other kind
            self.chart(block)

    def points(self, points: Points) -> None:
        self.paragraph(points.title, styles.CAPTION).paragraph_format.keep_with_next = True
        for point in points.points:
            line = self.paragraph("", styles.BULLET)
            if point.name:
                line.add_run(point.name).bold = True
            if point.note:
                line.add_run(f" ({point.note})")
            if point.name and point.text and points.in_line:
                line.add_run(" · ")
            elif point.name and point.text:
                line.add_run().add_break()
            line.add_run(point.text)

    def heading(self, text: str, number: int) -> WordParagraph:
        made = self.paragraph(text, styles.HEADING)
        self.bookmark(made, f"_Toc{number}")
        return made

    def paragraph(self, text: str, style: str | None = None) -> WordParagraph:
        made = self.document.add_paragraph(text)
        if style is not None:
            made.style = styles.paragraph_style(self.document, style)
        self.place._p.addprevious(made._p)
        return made

    def bookmark(self, paragraph: WordParagraph, name: str) -> None:
        number = str(next(self.bookmarks))
        start, end = _made("w:bookmarkStart", id=number, name=name), _made("w:bookmarkEnd", id=number)
        first = paragraph._p.find(qn("w:r"))
        first.addprevious(start)
        paragraph._p.append(end)

    def chart(self, chart: Chart) -> None:
        number = next(self.numbers)
        self.paragraph(f"Figuur {number}. {chart.title}", styles.CAPTION)
        holder = self.paragraph("")
        holder.paragraph_format.keep_with_next = True
        picture = holder.add_run().add_picture(io.BytesIO(picture_of(chart)), width=self.width)
        if picture.height > TALLEST:
            picture.width, picture.height = Length(int(picture.width * TALLEST / picture.height)), TALLEST
        told = picture._inline.docPr
        told.set("name", f"Figuur {number}")
        told.set("title", chart.title)
        told.set("descr", chart.alt())
        note = self.paragraph("Ook als ", styles.NOTE)
        note._p.append(_link(f"tabel_{number}", f"tabel {number}"))
        note.add_run(", achterin.")
        if isinstance(chart, Silence):
            self.paragraph("Een open rondje kunt u op drie manieren lezen:").paragraph_format.keep_with_next = True
            for reading in chart.readings:
                self.paragraph(reading, styles.BULLET).paragraph_format.keep_with_next = True
            self.paragraph(chart.question, styles.QUESTION)

    def table(self, table: Table) -> None:
        made = self.document.add_table(rows=0, cols=len(table.columns) + 1)
        made.style = styles.table_style(self.document)
        self._look(made, last=table.rows[-1].total)
        words = any(isinstance(figure, Ring) for row in table.rows for figure in row.figures)
        self._row(made, [table.corner, *table.columns], header=True, words=words)
        for row in table.rows:
            self._row(made, [row.label, *map(said, row.figures)], words=words, bold=row.total)
        self._hold_together(made)
        self._soften(made, table)
        self._widths(made, len(table.columns))
        self.place._p.addprevious(made._tbl)
        self.place._p.addprevious(self.document.add_paragraph()._p)

    def _hold_together(self, table: Any) -> None:
        """A table that fits on a page stays whole."""
        for row in table.rows[:-1] if len(table.rows) <= MOST_ROWS_TOGETHER else ():
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _soften(self, table: Any, told: Table) -> None:
        """What is no figure is smaller and quieter."""
        for row, source in zip(table.rows[1:], told.rows, strict=True):
            for cell, figure in zip(row.cells[1:], source.figures, strict=True):
                if isinstance(figure, Mark):
                    look = cell.paragraphs[0].runs[0].font
                    look.size, look.color.rgb = Pt(9.5), styles.SOFT

    def _widths(self, table: Any, columns: int) -> None:
        """The names take what the figures leave; a table of one column is not stretched."""
        whole = self.width if columns > 1 else int(self.width * 0.8)
        figure = min(int(whole * 0.4), int(whole * (0.76 if columns > 3 else 0.66) / columns))
        table.autofit = False
        for index, column in enumerate(table.columns):
            column.width = Length(figure if index else whole - figure * columns)
            for cell in column.cells:
                cell.width = column.width

    def _look(self, table: Any, *, last: bool) -> None:
        """Says which row and column hold names, so that a reader by ear hears them with each cell."""
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is None:
            look = _made("w:tblLook")
            table._tbl.tblPr.append(look)
        for name, value in {
            "firstRow": 1,
            "lastRow": int(last),
            "firstColumn": 1,
            "lastColumn": 0,
            "noVBand": 1,
        }.items():
            look.set(qn(f"w:{name}"), str(value))

    def _row(
        self, table: Any, texts: list[str], *, header: bool = False, words: bool = False, bold: bool = False
    ) -> None:
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(_made("w:cantSplit"))
        if header:
            properties.append(_made("w:tblHeader"))
        for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = True if bold or header else None
            paragraph.paragraph_format.space_after = Pt(0)
            if index and not words:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _room(document: Document) -> Length:
    section = document.sections[-1]
    if section.page_width is None or section.left_margin is None or section.right_margin is None:
        return WIDEST
    return min(WIDEST, Length(section.page_width - section.left_margin - section.right_margin))


def _made(tag: str, **values: str) -> Any:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _link(goal: str, text: str) -> Any:
    link, run, words = _made("w:hyperlink", anchor=goal), _made("w:r"), _made("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    return link


def _write_contents(document: Document, place: WordParagraph, headings: list[str]) -> None:
    """A table of contents that is right as it stands, and that Word can renew; without page numbers, which it knows."""
    last = len(headings)
    for number, heading in enumerate(headings, 1):
        line = document.add_paragraph(style=styles.paragraph_style(document, styles.CONTENTS))
        if number == 1:
            for part in _field('TOC \\o "1-1" \\h \\n'):
                line._p.append(part)
        line._p.append(_link(f"_Toc{number}", heading))
        if number == last:
            line._p.append(_sign("end"))
        place._p.addprevious(line._p)


def _field(instruction: str) -> Iterator[Any]:
    words, run = _made("w:instrText"), _made("w:r")
    words.text = instruction
    run.append(words)
    yield from (_sign("begin"), run, _sign("separate"))


def _sign(kind: str) -> Any:
    run = _made("w:r")
    run.append(_made("w:fldChar", fldCharType=kind))
    return run


def _speak_dutch(document: Document) -> None:
    sheet: Any = document.styles.element
    defaults = sheet.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = _made("w:docDefaults")
        sheet.insert(0, defaults)
    holder = _child(_child(defaults, "w:rPrDefault"), "w:rPr")
    language = _child(holder, "w:lang")
    language.set(qn("w:val"), "nl-NL")
    language.set(qn("w:eastAsia"), "nl-NL")


def _child(parent: Any, tag: str) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = _made(tag)
        parent.append(found)
    return found


def _forget_the_machine(document: Document, report: Report) -> None:
    """Title, language and date of the report; no author, no company, no history, no picture of the first page."""
    about, day = document.core_properties, datetime(report.day.year, report.day.month, report.day.day)  # noqa: DTZ001
    about.title, about.language = f"{report.called()} · {report.organisation}", "nl-NL"
    about.created = about.modified = day
    about.revision = 1
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "version"):
        setattr(about, name, "")
    for name in ("content_status", "identifier"):
        setattr(about, name, "")
    printed = about._element.find(qn("cp:lastPrinted"))
    if printed is not None:
        about._element.remove(printed)
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if not relation.reltype.endswith(KEPT)]:
        del relations[key]


def _repacked(content: bytes) -> bytes:
    """The same parts, without the clock and the system that packed them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type, plain.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(plain, old.read(entry.filename))
    return packed.getvalue()
