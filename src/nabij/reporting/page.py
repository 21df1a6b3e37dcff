"""The report as part of a page: what ``reporting/report.html`` draws, from the report and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from nabij.kit import plain
from nabij.reporting.charts import PHONE, WIDE, draw
from nabij.reporting.document import (
    CHARTS,
    WITHHELD_TOLD,
    Block,
    Chart,
    Mark,
    Paragraph,
    Point,
    Points,
    Question,
    Report,
    Ring,
    Section,
    Silence,
    Table,
    said,
)


@dataclass(frozen=True)
class Cell:
    """A figure in words, and the class that it stands in: ``number``, ``withheld`` or ``words``."""

    text: str
    look: str


@dataclass(frozen=True)
class Line:
    """A row of a table as the page shows it."""

    label: str
    total: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as the page shows it; ``look`` is the class of its columns."""

    title: str
    corner: str
    columns: tuple[str, ...]
    look: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """A block as the page shows it; only what its ``kind`` has is filled."""

    kind: str
    text: str = ""
    number: int = 0
    wide: SafeString | None = None
    narrow: SafeString | None = None
    sheet: Sheet | None = None
    points: tuple[Point, ...] = ()
    in_line: bool = False
    readings: tuple[str, ...] = ()
    question: str = ""
    below: SafeString | None = None


@dataclass(frozen=True)
class Part:
    """A section as the page shows it."""

    heading: str
    place: str
    blocks: tuple[Shown, ...]


def page_of(report: Report, below: Iterable[SafeString] = ()) -> SafeString:
    """The whole report as HTML for inside ``main``: one h1, one h2 for each section, no style and no script.

    ``below``: what stands under each question, in reading order.
    """
    parts = parts_of(report, below)
    return render_to_string(
        "reporting/report.html",
        {"report": report, "parts": parts, "withheld_told": WITHHELD_TOLD},
        using=plain.NAME,
    )


def parts_of(report: Report, below: Iterable[SafeString] = ()) -> tuple[Part, ...]:
    """The sections in reading order, figures numbered through."""
    numbers, under = count(1), iter(below)
    return tuple(_part(section, index, numbers, under) for index, section in enumerate(report.sections, 1))


def _part(section: Section, index: int, numbers: Iterator[int], below: Iterator[SafeString]) -> Part:
    blocks = (_shown(block, numbers) for block in section.blocks)
    return Part(section.heading, f"deel-{index}", tuple(_answered(block, below) for block in blocks))


def _answered(block: Shown, below: Iterator[SafeString]) -> Shown:
    asks = block.kind == "question" or bool(block.question)
    return replace(block, below=next(below, None)) if asks else block


def _shown(block: Block, numbers: Iterator[int]) -> Shown:
    if isinstance(block, Table):
        return Shown("table", sheet=sheet_of(block))
    if isinstance(block, CHARTS):
        return _chart(block, next(numbers))
    if isinstance(block, Points):
        return Shown("points", text=block.title, points=block.points, in_line=block.in_line)
    kind = "paragraph" if isinstance(block, Paragraph) else "question" if isinstance(block, Question) else "statement"
    return Shown(kind, text=block.text)


def _chart(chart: Chart, number: int) -> Shown:
    return Shown(
        "chart",
        text=chart.title,
        number=number,
        # both come from draw(), which escapes every text; the style sheet shows one of them
        wide=mark_safe(draw(chart, name=f"figuur-{number}", width=WIDE)),  # noqa: S308
        narrow=mark_safe(draw(chart, name=f"figuur-{number}-smal", width=PHONE)),  # noqa: S308
        sheet=sheet_of(chart.table()),
        readings=chart.readings if isinstance(chart, Silence) else (),
        question=chart.question if isinstance(chart, Silence) else "",
    )


def sheet_of(table: Table) -> Sheet:
    """A table with every figure in words."""
    rings = any(isinstance(figure, Ring) for row in table.rows for figure in row.figures)
    lines = tuple(
        Line(
            row.label,
            row.total,
            tuple(Cell(said(figure), "withheld" if isinstance(figure, Mark) else "") for figure in row.figures),
        )
        for row in table.rows
    )
    return Sheet(table.title, table.corner, table.columns, "" if rings else "number", lines)
