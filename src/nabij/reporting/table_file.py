"""The released figures as a file for a spreadsheet."""

import csv
import io
import re
from dataclasses import replace

from nabij.reporting.document import (
    CHARTS,
    Block,
    Figure,
    Hours,
    Paragraph,
    Points,
    Report,
    Stated,
    Statement,
    Table,
    said,
)
from nabij.reporting.rules.qualities import How

IN_A_SENTENCE, ESTIMATED = "In de tekst", How.ESTIMATED.value
HEAD = ("Onderdeel", "Tabel", "Rij", "Kolom", "Waarde")
# a spreadsheet takes what begins so for a formula, also after blanks and in full width
FORMULA = re.compile(r"^\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20|%]|^[\t\r\n]")


def csv_of(report: Report) -> bytes:
    """The period and the edition, then one line for each figure.

    UTF-8 with its mark and semicolons, as a Dutch spreadsheet opens it. A text that a spreadsheet could run is set
    behind an apostrophe; a figure is a bare number or words.
    """
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(HEAD)
    for name, said_of_it in (("Periode", report.period), ("Uitgave", report.edition_said())):
        lines.writerow(map(harmless, ("Dit verslag", IN_A_SENTENCE, name, "", said_of_it)))
    for section in report.sections:
        for block in () if section.says_again else section.blocks:
            if isinstance(block, (Table, *CHARTS)):
                table = block if isinstance(block, Table) else block.table()
                lines.writerows(_lines(section.heading, table))
            else:
                lines.writerows(_stated(section.heading, one) for one in stated_in(block))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def stated_in(block: Block) -> tuple[Stated, ...]:
    """The figures that a sentence or a list says."""
    if isinstance(block, Points):
        return tuple(_estimated(one, point.note) for point in block.points for one in point.stated)
    return block.stated if isinstance(block, Paragraph | Statement) else ()


def _estimated(one: Stated, note: str) -> Stated:
    """The figure with the word that stands beside it: an estimate is never a bare number."""
    return replace(one, label=f"{one.label} ({ESTIMATED})") if note.startswith(ESTIMATED) else one


def _stated(heading: str, one: Stated) -> tuple[str, ...]:
    return (*map(harmless, (heading, IN_A_SENTENCE, one.label, one.unit)), _value(one.figure))


def _lines(heading: str, table: Table) -> list[tuple[str, ...]]:
    return [
        (
            *map(harmless, (heading, table.title, row.label, column)),
            _value(figure),
        )
        for row in table.rows
        for column, figure in zip(table.columns, row.figures, strict=True)
    ]


def _value(figure: Figure) -> str:
    return said(figure).replace(".", "") if isinstance(figure, int | Hours) else said(figure)


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{text}" if FORMULA.search(text) else text
