"""Rows that are the sum of other rows, under another name than Totaal: counted twice, they leak small counts.

Proof note. Before: rows of whole counts, a combination without a row counting as zero. After: each label of a column
without a hierarchy that is the sum of all other labels of its column, or of two or more right before or right after it
in the file, in every combination of the other columns. Chance makes such a label in small tables, so one is ``sure``
only over three combinations that are not all zero and a sum of twenty or more; the others are for a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from nabij_disclosure.table import TOTAL, Cell

_COMBINATIONS, _SUM = 3, 20


@dataclass(frozen=True)
class Disguise:
    """A label of a column that is the sum of others; ``sure``: not by chance."""

    column: str
    label: str
    sure: bool


def disguises(columns: Sequence[str], counts: Mapping[Cell, int], classified: frozenset[str]) -> Iterator[Disguise]:
    """Labels that sum others, in the order of the file. ``counts``: rows in that order; rows of totals are left out.

    ``classified``: columns with a hierarchy, where groups are named already.
    """
    inner = {cell: count for cell, count in counts.items() if TOTAL not in cell}
    for place, column in enumerate(columns):
        if column not in classified:
            yield from _in_column(column, place, inner)


def _in_column(column: str, place: int, counts: Mapping[Cell, int]) -> Iterator[Disguise]:
    labels = list(dict.fromkeys(cell[place] for cell in counts))
    others = dict.fromkeys(cell[:place] + cell[place + 1 :] for cell in counts)
    index = {other: number for number, other in enumerate(others)}
    vectors = {label: [0] * len(index) for label in labels}
    for cell, count in counts.items():
        vectors[cell[place]][index[cell[:place] + cell[place + 1 :]]] = count
    whole = [sum(column_counts) for column_counts in zip(*vectors.values(), strict=True)]
    for number, label in enumerate(labels):
        own = vectors[label]
        if len(labels) < 3 or not any(own):
            continue
        rest = [total - count for total, count in zip(whole, own, strict=True)]
        before = [vectors[name] for name in reversed(labels[:number])]
        after = [vectors[name] for name in labels[number + 1 :]]
        if own == rest or _sums(own, before) or _sums(own, after):
            sure = sum(map(bool, own)) >= _COMBINATIONS and sum(own) >= _SUM
            yield Disguise(column, label, sure)


def _sums(own: list[int], neighbours: list[list[int]]) -> bool:
    """Whether two or more of the neighbours, counted from the nearest, add up to this one."""
    sums = accumulate(neighbours, lambda total, one: [a + b for a, b in zip(total, one, strict=True)])
    for number, total in enumerate(sums, 1):
        if number > 1 and total == own:
            # one that is nothing but a neighbour again, with rows of zero, is no sum of several
            return sum(map(any, neighbours[:number])) > 1
        if any(a > b for a, b in zip(total, own, strict=True)):
            return False
    return False
