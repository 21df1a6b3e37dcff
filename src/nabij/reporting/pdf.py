"""The report as a tagged PDF: PDF/UA-1 for who reads by ear or magnifier, PDF/A-2a for the archive.

The bytes depend on the report alone: no clock, no machine, no user.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from nabij.kit.paper import STANDARDS, set_on_paper
from nabij.reporting.charts import draw
from nabij.reporting.document import (
    CHARTS,
    WITHHELD_TOLD,
    Block,
    Chart,
    Figure,
    Hours,
    Paragraph,
    Points,
    Question,
    Report,
    Ring,
    Silence,
    Statement,
    Table,
    said,
)

HERE = Path(__file__).resolve().parent
OTHERWISE = "Schrijf het anders, en maak het verslag opnieuw. De tekst van het verslag is niet veranderd."
DOTS_PER_INCH = 230
# 190 of the 150 millimetres that a column is wide
TALLEST_SHAPE = 190 / 150
PICTURE = b"""#set page(width: 150mm, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), width: 100%)"""


def pdf_of(report: Report) -> bytes:
    """The whole report. Refuses, in Dutch, a sign that cannot be printed."""
    source = (HERE / "report.typ").read_bytes()
    return _set(source, {"report": json.dumps(_data(report))}, format="pdf", pdf_standards=STANDARDS, report=report)


def picture_of(chart: Chart) -> bytes:
    """The chart as PNG, for Word: every Word reads that, and not every one reads SVG."""
    return _set(PICTURE, {"svg": draw(chart, name="figure")}, format="png", ppi=DOTS_PER_INCH)


def _set(source: bytes, inputs: Mapping[str, str], *, report: Report | None = None, **options: Any) -> bytes:
    if report is not None:
        options["timestamp"] = datetime(report.day.year, report.day.month, report.day.day, tzinfo=UTC)
    return bytes(set_on_paper(source, inputs, otherwise=OTHERWISE, **options))  # one file, or one page


def _data(report: Report) -> dict[str, Any]:
    numbers = count(1)
    return {
        "title": report.title,
        "called": report.called(),
        "edition": report.edition_said(),
        "day-said": report.day_said(),
        "corrected": list(report.corrected),
        "organisation": report.organisation,
        "practice": report.practice,
        "period": report.period,
        "counted": report.counted,
        "year": report.day.year,
        "month": report.day.month,
        "day": report.day.day,
        "explanation": WITHHELD_TOLD,
        "sections": [
            {
                "heading": section.heading,
                "alone": section.stands_alone,
                "blocks": [_block(block, numbers) for block in section.blocks],
            }
            for section in report.sections
        ],
        "tables": [_table(chart.table()) | {"number": number} for number, chart in enumerate(report.charts(), 1)],
    }


def _block(block: Block, numbers: Iterator[int]) -> dict[str, Any]:
    if isinstance(block, Paragraph | Question | Statement):
        return {"kind": type(block).__name__.lower(), "text": block.text}
    if isinstance(block, Table):
        return {"kind": "table"} | _table(block)
    if isinstance(block, Points):
        return {
            "kind": "points",
            "title": block.title,
            "in-line": block.in_line,
            "points": [{"name": one.name, "text": one.text, "note": one.note} for one in block.points],
        }
    assert isinstance(block, CHARTS)  # noqa: S101  # there is no other kind
    number = next(numbers)
    svg = draw(block, name=f"figure-{number}")
    drawn = {
        "kind": "chart",
        "number": number,
        "title": block.title,
        "alt": block.alt(),
        "svg": svg,
        "tall": _shape(svg) > TALLEST_SHAPE,
    }
    if isinstance(block, Silence):
        drawn |= {"readings": list(block.readings), "question": block.question}
    return drawn


def _shape(svg: str) -> float:
    """Its height for a width of one."""
    found = re.search(r'viewBox="0 0 (\d+) ([\d.]+)"', svg)
    return float(found[2]) / float(found[1]) if found else 0.0


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "corner": table.corner,
        "columns": list(table.columns),
        "rows": [
            {"label": row.label, "total": row.total, "cells": [_cell(figure) for figure in row.figures]}
            for row in table.rows
        ],
    }


def _cell(figure: Figure) -> dict[str, str]:
    kind = "number" if isinstance(figure, int | Hours) else "ring" if isinstance(figure, Ring) else "mark"
    return {"kind": kind, "text": said(figure)}
