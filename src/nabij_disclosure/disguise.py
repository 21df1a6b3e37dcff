"""Rows that are the sum of other rows, under another name than Totaal: counted twice, they leak small counts.

Proof note. Before: rows of whole counts. After: each label of a column without a hierarchy that is the sum of all other
labels of its column, or of two or more right before or right after it in the file, in every combination of the other
columns in which it has a row itself: a corner without a row says nothing. One that is so in all but one or two is near.
Chance makes such a label in small tables, so one is ``sure`` only over three combinations that are not all zero and a
sum of twenty or more, or where its name is a word for a total; the others are for a warning.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations

from nabij_disclosure.table import TOTAL, Cell

WORDS = frozenset({"alle", "alles", "all", "som", "sum", "subtotaal", "subtotal", "overall", "gesamt", "insgesamt"})
"""Bare words that name a sum, and that a table may yet use for something else."""
_ENDS = frozenset({"totaal", "totale", "total", "subtotaal", "subtotal"})
_BEGINS = WORDS | _ENDS | {"gezamenlijk", "gezamenlijke", "hele", "whole", "entire"}
"""Words that name a sum where a name begins with them, or ends with one of the first."""
_WHOLES = frozenset({"gemeente", "organisatie", "bedrijf", "municipality", "organisation", "organization", "company"})
"""Names of a whole that may as well be one of several: only as the whole name, and near only beside two or more."""
_COMBINATIONS, _SUM = 3, 20
_WRONG, _FAR = 2, 0.1
"""In how many combinations a sum may be wrong, and by which share a word for a total, to be near one yet."""


@dataclass(frozen=True)
class Disguise:
    """A label of a column that sums others; ``sure``: not by chance; ``exact``: everywhere, not just nearly."""

    column: str
    label: str
    sure: bool
    exact: bool = True


def disguises(columns: Sequence[str], counts: Mapping[Cell, int], classified: frozenset[str]) -> Iterator[Disguise]:
    """Labels that sum others, in the order of the file. ``counts``: rows in that order; rows of totals are left out.

    ``classified``: columns with a hierarchy, where groups are named already.
    """
    inner = {cell: count for cell, count in counts.items() if TOTAL not in cell}
    for place, column in enumerate(columns):
        if column not in classified:
            yield from _in_column(column, place, inner)


def groupings(columns: Sequence[str], cells: Collection[Cell], classified: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each column whose labels all stand beside one label of another, with that other: it groups the first."""
    inner = [cell for cell in cells if TOTAL not in cell]
    for (fine, name), (coarse, above) in permutations(enumerate(columns), 2):
        pairs = {(cell[fine], cell[coarse]) for cell in inner}
        groups = {group for _, group in pairs}
        if name not in classified and 1 < len(groups) < len({label for label, _ in pairs}) == len(pairs):
            yield name, above


def _in_column(column: str, place: int, counts: Mapping[Cell, int]) -> Iterator[Disguise]:
    rows: dict[str, dict[Cell, int]] = {}
    for cell, count in counts.items():
        rows.setdefault(cell[place], {})[cell[:place] + cell[place + 1 :]] = count
    labels = list(rows)
    for number, label in enumerate(labels):
        word = _is_word(label)
        own = list(rows[label].values())
        if len(labels) < (2 if word else 3) or not any(own):
            continue
        vectors = {name: [counted.get(other, 0) for other in rows[label]] for name, counted in rows.items()}
        others = [vectors[name] for name in labels if name != label and not _is_word(name)]
        rest = [sum(column_counts) for column_counts in zip(*others, strict=True)]
        before = [vectors[name] for name in reversed(labels[:number])]
        after = [vectors[name] for name in labels[number + 1 :]]
        if own == rest or _sums(own, before) or _sums(own, after):
            sure = word or (sum(map(bool, own)) >= _COMBINATIONS and sum(own) >= _SUM)
            yield Disguise(column, label, sure)
        elif (len(labels) > 2 or label.casefold() not in _WHOLES) and _nearly(own, rest, word):
            yield Disguise(column, label, word, exact=False)


def _is_word(label: str) -> bool:
    """Whether a name says that it is a sum: a word for that first, a total last, or the name of a whole alone."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", label).casefold())
    return bool(words) and (words[0] in _BEGINS or words[-1] in _ENDS or (len(words) == 1 and words[0] in _WHOLES))


def _nearly(own: list[int], rest: list[int], word: bool) -> bool:
    """Whether all but one or two combinations add up, most of them not zero; a word for a total may be less near.

    One right of two counts where the sums are close as well, since of two one is soon right by chance.
    """
    right = sum(a == b and a > 0 for a, b in zip(own, rest, strict=False))
    wrong = sum(a != b for a, b in zip(own, rest, strict=False))
    close = bool(rest) and abs(sum(own) - sum(rest)) <= _FAR * sum(rest)
    if word and close:
        return True
    return 0 < wrong <= _WRONG and right >= (wrong if word or (close and wrong == 1) else 2 * wrong)


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
