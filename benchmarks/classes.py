"""What the operator sees in a year's tokens: how often one (unknown) person was named, by equal bytes alone."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from benchmarks.drawn_year import YEAR, Year
from benchmarks.figures import Figure
from benchmarks.looking import named_in
from nabij.patterns.rules import Named

SIZES = ((1, 1), (2, 2), (3, 4), (5, None))
"""From and to how many matters; None: without end."""


def measure_classes(years: Sequence[Year]) -> list[Figure]:
    """Of what lies there at the end of each year: the classes of equal rows by their size, and what stands out."""
    sizes = [classes_of(_lying(year)) for year in years]
    every = [size for some in sizes for size in some]
    alone = [some for some in sizes if len(some) > 1 and some[0] > some[1]]
    large = [some for some in alone if some[0] > 2]
    return [
        Figure("matters with tokens, per organisation", sum(every) / len(years), ""),
        Figure("classes of equal rows, per organisation", len(every) / len(years), ""),
        *(
            Figure(f"of these classes, {_said(low, high)}", 100 * _within(every, low, high) / len(every), "%")
            for low, high in SIZES
        ),
        Figure("organisations with one class larger than every other", 100 * len(alone) / len(years), "%"),
        Figure("the same, of three matters or more", 100 * len(large) / len(years), "%"),
        Figure("the largest class of any organisation", max(every), "matters"),
    ]


def classes_of(lying: Sequence[Named]) -> list[int]:
    """How many matters share a token with one another, at once or by way of others; the largest class first."""
    root: dict[int, int] = {at: at for at in range(len(lying))}

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    first: dict[UUID, int] = {}
    for at, one in enumerate(lying):
        for token in one.tokens:
            root[top(at)] = top(first.setdefault(token.token, at))
    return sorted(Counter(map(top, root)).values(), reverse=True)


def _lying(year: Year) -> list[Named]:
    named = zip(year.tellings, named_in(year), strict=True)
    return [asked for one, asked in named if asked is not None and one.gone > YEAR]


def _said(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} matters or more"
    return f"{low} to {high} matters" if high > low else f"{low} matter{'s' if low > 1 else ''}"


def _within(every: Sequence[int], low: int, high: int | None) -> int:
    return sum(low <= size and (high is None or size <= high) for size in every)
