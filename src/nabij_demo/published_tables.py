"""Published report tables as tables of counts, with what they give away as printed.

A table whose columns are years, or that has one column, is one table for each column; other columns cross with the
rows. Rows with "computed" or a subtraction in their label were not printed: somebody computed them, so any reader
could.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nabij_disclosure.table import Dimension, Table

REPORTS = Path(__file__).parent / "reports"
SMALL = 5
COMPUTED = re.compile(r"computed|\(\d[\d,]* - \d+\)")
YEAR = re.compile(r"\d{4}(-\d{2,4})?")
NO_PARTS = re.compile(r"^(totaal|total)\b|waarvan|^with |^continued|^graduate", re.IGNORECASE)
"""Labels of a whole, or of what overlaps with other rows: such rows do not add up to anything."""

WHOLES = ("Totaal", "Total")
"""A first row of this name is the total of those below it."""


@dataclass(frozen=True)
class Printed:
    """One column of figures, or one crossed table, as it was printed; None was not printed or not seen."""

    report: str
    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    shares: bool
    """Whether percentages were printed of which these are the counts."""

    def numbers(self) -> Iterator[tuple[str, int | None]]:
        """Each figure with its label."""
        for row, cells in zip(self.rows, self.cells, strict=True):
            for column, count in zip(self.columns, cells, strict=True):
                yield (row if len(self.columns) == 1 else f"{row} | {column}"), count

    @property
    def sums(self) -> str:
        """Whether it adds up, and if not why, as a sentence."""
        if any(count is None for _, count in self.numbers()):
            return "a figure is missing, so nothing can be added"
        if len(self.rows) * len(self.columns) < 2:
            return "one figure: nothing to add"
        if any(NO_PARTS.search(row) for row in self.rows):
            return "rows overlap (a whole beside parts of it), so they do not add up"
        off = [total - found for total, found in self._pairs() if total is not None and total != found]
        if off:
            return f"does not add up: the total printed differs by {', '.join(f'{one:+d}' for one in off)}"
        return "adds up" if any(total is not None for total, _ in self._pairs()) else "no total was printed"

    def _pairs(self) -> Iterator[tuple[int | None, int]]:
        for total, cells in zip(self.row_totals, self.cells, strict=True):
            yield total, sum(count or 0 for count in cells)
        for total, own in zip(self.column_totals, zip(*self.cells, strict=True), strict=True):
            yield total, sum(count or 0 for count in own)

    def gives_away(self) -> list[str]:
        """What any reader gets out of it, one sentence for each kind."""
        found = []
        small = [f"{label}: {count}" for label, count in self.numbers() if count is not None and 0 < count < SMALL]
        zeros = [label for label, count in self.numbers() if count == 0]
        computed = [f"{label}: {count}" for label, count in self.numbers() if count and COMPUTED.search(label)]
        if small:
            found.append(f"small counts printed or computed: {_few(small)}")
        if zeros:
            found.append(f"zeros beside a name, which speak of everybody there: {_few(zeros)}")
        if self.shares:
            found.append(f"percentages on a printed base are counts: {_few([f'{a}: {b}' for a, b in self.numbers()])}")
        if computed:
            found.append(f"not printed, yet given back by subtraction or a percentage: {_few(computed)}")
        found += [f"not printed, yet the total gives it back: {one}" for one in self._given_back()]
        return found

    def _given_back(self) -> Iterator[str]:
        for place, total in enumerate(self.column_totals):
            own = [cells[place] for cells in self.cells]
            if total is not None and own.count(None) == 1:
                yield f"{self.rows[own.index(None)]}: {total - sum(count or 0 for count in own)}"

    def table(self) -> Table | None:
        """As counts that add up; None where it is no whole, or a figure is missing."""
        if self.sums not in ("adds up", "no total was printed") and not self.sums.startswith("does not add up"):
            return None
        axes = [Dimension.flat("rows", self.rows)]
        if len(self.columns) > 1:
            axes.append(Dimension.flat("columns", self.columns))
        counts = {}
        for row, cells in zip(self.rows, self.cells, strict=True):
            for column, count in zip(self.columns, cells, strict=True):
                counts[(row, column)[: len(axes)]] = count or 0
        return Table(self.name, tuple(axes), counts)


def _few(found: list[str]) -> str:
    return ", ".join(found) if len(found) <= 6 else f"{', '.join(found[:5])} and {len(found) - 5} more"


def reports() -> list[tuple[str, str]]:
    """The stem and the title of each report."""
    return [(path.stem, str(_read(path)["title"])) for path in sorted(REPORTS.glob("*.json"))]


def printed(report: str) -> Iterator[Printed]:
    """Every table of one report; percentages apart, unless the counts stand beside them."""
    for table in _read(REPORTS / f"{report}.json")["tables"]:
        labels = table["column_labels"]
        if "per cent" in table["title"] and "per cent" not in labels:
            continue
        counted = [place for place, label in enumerate(labels) if label != "per cent"]
        apart = len(counted) == 1 or all(YEAR.match(labels[place]) for place in counted if place + 1 < len(labels))
        for places in [[place] for place in counted] if apart else [counted]:
            yield _printed(report, table, places, shares="per cent" in labels)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _printed(report: str, table: dict[str, Any], places: list[int], *, shares: bool) -> Printed:
    labels, rows = table["column_labels"], table["row_labels"]
    totals = table["totals"] or {}
    cells = table["cells"]
    if rows[0] in WHOLES and len(rows) > 2:
        totals, rows, cells = {"columns": cells[0]}, rows[1:], cells[1:]
    by_row = totals.get("rows") if len(places) > 1 else None
    by_column = totals.get("columns") or [None] * len(labels)
    name = table["title"] if len(places) > 1 else f"{table['title']} ({labels[places[0]]})"
    return Printed(
        report=report,
        name=name,
        rows=tuple(rows),
        columns=tuple(labels[place] for place in places),
        cells=tuple(tuple(own[place] for place in places) for own in cells),
        row_totals=tuple(by_row or [None] * len(rows)),
        column_totals=tuple(by_column[place] for place in places),
        shares=shares,
    )
