"""Who is behind what a release adds to others, where one person adds several: conversations, time.

Sources: Hundepool et al., *Statistical Disclosure Control* (2012), ch. 4 (dominance), for a difference as for a cell.

Proof note. Before: what each visitor adds to each sum in each period, as the register has it now, or the ``Behind``
that a ledger kept of it. After: a difference is said to be of few wherever it may be. Where what the register has of
the periods that are added is that difference, they are counted. Else something before it was corrected, by whom nobody
kept: then no more are taken to be behind it than one release has beyond the others, and one of them the most of all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nabij_disclosure.table import Cell

type Amounts = Mapping[Cell, Mapping[str, Mapping[str, int]]]
"""For each cell, by visitor: what they add in each period."""


@dataclass(frozen=True)
class Behind:
    """A sum, how many different visitors add to it, and the most that one of them adds."""

    total: int
    visitors: int
    largest: int

    def is_of_few(self, threshold: int) -> bool:
        """Whether fewer than the threshold add to it, or one of them more than half."""
        return self.visitors < threshold or 2 * self.largest > self.total


type Kept = Mapping[frozenset[str], Mapping[Cell, Behind]]
"""By the periods that are meant: for each cell who is behind it."""


def behind_of(amounts: Amounts, periods: frozenset[str]) -> dict[Cell, Behind]:
    """Who is behind each cell in these periods."""
    found = {}
    for cell, by_visitor in amounts.items():
        each = [sum(count for period, count in own.items() if period in periods) for own in by_visitor.values()]
        adding = [count for count in each if count]
        found[cell] = Behind(sum(adding), len(adding), max(adding, default=0))
    return found


def kept_of(
    amounts: Amounts, own: frozenset[str], others: Iterable[frozenset[str]]
) -> dict[frozenset[str], dict[Cell, Behind]]:
    """What a ledger keeps: of all periods of a table, and of those that it adds to others, one by one and together."""
    inside = {other for other in others if other < own}
    wanted = {own, *(own - other for other in inside), own - frozenset[str]().union(*inside)}
    return {periods: behind_of(amounts, periods) for periods in wanted if periods}


def may_be_of_few(change: int, now: Behind, before: Collection[Behind], threshold: int) -> bool:
    """Whether a difference may rest on fewer visitors than the threshold, or mostly on one, by what is certain alone.

    Whoever is new adds to it; with one release before it so does whoever is gone. Nobody adds or takes more than the
    most that they have in one of them.
    """
    others = sum(one.visitors for one in before)
    certain = abs(now.visitors - others) if len(before) == 1 else now.visitors - others
    largest = max(now.largest, *(one.largest for one in before))
    return certain < threshold or 2 * largest > abs(change)
