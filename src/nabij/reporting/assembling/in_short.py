"""The page at the front: what a board reads in a minute, said again from the sections behind it.

Proof note. Before: the sections of a finished report. After: at most one section, in which every number stands in a
section behind it. Why: its texts are made from blocks of the report, which hold what went out and nothing else; no
figure is added to another, and what is not shown there has no line here.
"""

import re
from collections.abc import Iterator, Sequence

from nabij.reporting.document import (
    Bars,
    Block,
    Count,
    Ladder,
    Mark,
    Point,
    Points,
    Section,
    Silence,
    Statement,
    Table,
    Trend,
    said,
)
from nabij.reporting.rules.folding import fold
from nabij.reporting.rules.headings import IN_SHORT, RECOMMENDED
from nabij.reporting.rules.rest import is_rest
from nabij.reporting.rules.story import SECTIONS

IN_FULL_ONLY = {"position", "channel", "involvement", "integrity", "outside"}
"""Sections that a board reads in their own place: with them the page takes more than a minute."""

ONE_LINE = 110
MOST_NAMED = 2
_AFTER_A_NUMBER = {"uren": "uur"}
_COMPARED = re.compile(r"\b(?:als|dan) in (\d{4})")


def in_short(sections: Sequence[Section]) -> Iterator[Section]:
    """The page, where there is anything to say."""
    by_heading = {one.heading: one.blocks for one in sections}
    leads = ((one, _lead(key, by_heading.get(one, ()))) for key, one in SECTIONS.items() if key not in IN_FULL_ONLY)
    seen = tuple(Point(heading, text) for heading, text in leads if text)
    asked = tuple(
        Point("", _first_sentence(point.text))
        for block in by_heading.get(RECOMMENDED, ())
        if isinstance(block, Points)
        for point in block.points
    )
    if not seen and not asked:
        return
    lists = (("Wat we zagen", seen), ("Wat we vragen", asked))
    blocks = tuple(Points(title, points, in_line=True) for title, points in lists if points)
    yield Section(IN_SHORT, blocks, says_again=True)


def _lead(key: str, blocks: Sequence[Block]) -> str:
    """What the first block of a section that shows something says; nothing where none does.

    How many came is always said, also where that is not shown: it is what is asked first.
    """
    found = next((text for block in blocks if (text := _said_by(block))), "")
    if not found and key == "people":
        found = next((_in_short(block.text) for block in blocks if isinstance(block, Statement)), "")
    return found


def _said_by(block: Block) -> str:
    if isinstance(block, Statement):
        # of a band there are two, and that it was few is no finding
        return _in_short(block.text) if len(block.stated) == 1 and isinstance(block.stated[0].figure, int) else ""
    if isinstance(block, Bars | Ladder):
        return _largest(block.title, block.counts if isinstance(block, Bars) else block.rungs, block.unit)
    if isinstance(block, Trend):
        return _first_and_last(block)
    if isinstance(block, Table):
        return _total(block)
    return f"{block.title}." if isinstance(block, Silence) else ""


def _largest(title: str, counts: Sequence[Count], unit: str) -> str:
    """What came most where the title of the chart says so, with its number; else some of what has one."""
    shown = {one.label: one.figure for one in counts if isinstance(one.figure, int) and one.figure > 0}
    most = max(shown.values(), default=0)
    largest = [label for label, figure in shown.items() if figure == most]
    # the chart says what came most only where that follows from what is shown
    if largest and title.endswith(f": {' en '.join(largest)}"):
        return f"{title} ({'elk ' if len(largest) > 1 else ''}{said(most)} {unit})."
    named = sorted((label for label in shown if not is_rest(label)), key=lambda label: (-shown[label], label))
    listed = "; ".join(f"{label}, {said(shown[label])} {unit}" for label in named[:MOST_NAMED])
    return f"Onder meer: {listed}." if listed else ""


def _first_and_last(trend: Trend) -> str:
    """The last year beside the one before it with which the title compares it."""
    compared = _COMPARED.search(trend.title)
    if compared is None:
        return ""
    first, last = trend.figures[trend.years.index(int(compared[1]))], trend.figures[-1]
    return f"{trend.title}: {said(last)} en {said(first)}."


def _total(table: Table) -> str:
    """The line that holds all, each figure with what it counts."""
    total = next((row for row in table.rows if row.total), None)
    if total is None:
        return ""
    told = [
        f"{said(figure)} {_AFTER_A_NUMBER.get(column, column)}"
        for figure, column in zip(total.figures, table.columns, strict=True)
        if not isinstance(figure, Mark)
    ]
    # where its title is the heading, that stands there already
    title = "" if table.title in SECTIONS.values() else f"{table.title}: "
    return f"{title}{', '.join(told)}." if told else ""


def _in_short(text: str) -> str:
    """A text of a line whole, else its first sentence."""
    return text if len(text) <= ONE_LINE else _first_sentence(text)


def _first_sentence(text: str) -> str:
    folded = fold(text)
    return next((text[: folded.unfold(one).end].strip() for one in folded.sentences()), text)
