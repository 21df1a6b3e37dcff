"""Two truths with the same released figures, and the report that a careless maker makes of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from nabij.reporting.document import (
    Bars,
    Count,
    Ladder,
    Mark,
    Multiples,
    Report,
    Row,
    Section,
    Statement,
    Table,
    Trend,
)
from nabij_disclosure import release as disclosure
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import TOTAL, Dimension
from nabij_disclosure.table import Table as Counted

type Cell = tuple[str, ...]

YEARS = tuple(map(str, range(2021, 2026)))
TRUE_COUNTS = {
    "Pesten": (9, 11, 8, 12, 15),
    "Intimidatie": (2, 6, 1, 7, 3),
    "Werkdruk": (7, 3, 9, 2, 11),
    "Discriminatie": (1, 2, 6, 3, 4),
}


@dataclass(frozen=True)
class Truth:
    """What really happened, and what was released of it."""

    counts: Mapping[Cell, int]
    figures: Mapping[Cell, int | Mark]

    def of(self, *cell: str) -> int:
        """The true count, margins included."""
        kinds = TRUE_COUNTS if cell[0] == TOTAL else (cell[0],)
        years = YEARS if cell[1] == TOTAL else (cell[1],)
        return sum(self.counts[kind, year] for kind in kinds for year in years)


@cache
def two_truths() -> tuple[Truth, Truth]:
    """The second moves people between hidden figures, so that every shown figure stays."""
    dimensions = (Dimension.flat("aard", TRUE_COUNTS), Dimension.flat("jaar", YEARS))
    counts: dict[Cell, int] = {
        (kind, year): n for kind, row in TRUE_COUNTS.items() for year, n in zip(YEARS, row, strict=True)
    }
    table = Counted("bezoek", dimensions, counts)
    out = disclosure.release(table, settings=Settings(threshold=5), seed=b"sixteen bytes or more of a seed")
    assert isinstance(out, disclosure.Release)
    figures = {cell: figure if isinstance(figure, int) else Mark(figure.value) for cell, figure in out.figures.items()}
    first = Truth(counts, figures)
    moved = next(_moved(counts, figures))
    second = Truth(moved, figures)
    assert {cell: second.of(*cell) for cell, f in figures.items() if f is not Mark.HIDDEN} == {
        cell: f for cell, f in figures.items() if f is not Mark.HIDDEN
    }
    return first, second


def _moved(counts: Mapping[Cell, int], figures: Mapping[Cell, int | Mark]) -> Iterator[dict[Cell, int]]:
    for one, two in combinations(TRUE_COUNTS, 2):
        for early, late in combinations(YEARS, 2):
            corners = [(one, early), (one, late), (two, late), (two, early)]
            for up, down in ((corners[::2], corners[1::2]), (corners[1::2], corners[::2])):
                if all(figures[c] is Mark.HIDDEN for c in corners) and all(counts[c] > 0 for c in down):
                    yield dict(counts) | {c: counts[c] + 1 for c in up} | {c: counts[c] - 1 for c in down}


def report_of(truth: Truth) -> Report:
    """A report whose maker lays rows in the order of the true counts, as a careless maker would."""
    figures, years = truth.figures, tuple(map(int, YEARS))
    by_truth = sorted(TRUE_COUNTS, key=lambda kind: (-truth.of(kind, "2025"), -truth.of(kind, TOTAL)))
    fixed = list(TRUE_COUNTS)

    def row(kind: str) -> Row:
        return Row(kind, tuple(figures[kind, year] for year in YEARS))

    trend = Trend("Zo liep het over vijf jaar", "mensen", years, tuple(_count(figures[TOTAL, y]) for y in YEARS))
    bars = Bars(
        "Hier kwamen mensen voor",
        "mensen",
        "Aard van de kwestie",
        tuple(Count(kind, _count(figures[kind, "2025"])) for kind in by_truth),
    )
    ladder = Ladder("Zo eindigde het meestal", "mensen", tuple(Count(k, _count(figures[k, "2023"])) for k in fixed))
    return Report(
        "Jaarverslag 2025",
        "Zorggroep De Linde",
        "Praktijk Wilgenhof",
        "2025",
        "Geteld in mensen",
        date(2026, 2, 12),
        (
            Section("Vijf jaar", (trend, Multiples("Zo liep het per aard", "mensen", years, tuple(map(row, fixed))))),
            Section("Dit jaar", (bars, ladder, Statement("Er kwamen 0 tot en met 4 mensen van buiten."))),
            Section("Alles", (Table("Aard per jaar", "Aard", YEARS, tuple(map(row, fixed))),)),
        ),
    )


def _count(figure: int | Mark) -> int | Mark:
    return figure
