"""What somebody asks to let out: a table, what it covers, and what is behind its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nabij_disclosure.behind import Amounts, Behind, Kept, behind_of, kept_of
from nabij_disclosure.sensitive import Reason, Settings, sensitive
from nabij_disclosure.table import Cell, Table

ONLY = frozenset({"-"})
"""The periods of a table that says nothing of periods."""


@dataclass(frozen=True)
class Link:
    """Everybody knows that in every cell and period one measure counts at least as many as another."""

    more: str
    fewer: str


@dataclass(frozen=True)
class Asked:
    """A table that should go out: what it covers, and what is behind its cells.

    ``staff``: how many work there; ``largest``: the most that one visitor adds; ``visitors``: how many different ones
    came, where the table counts something else. ``at_most``: by how many cells are bounded, where more may have come
    than work there now, since people leave; else that is ``staff``. ``amounts``: what each visitor adds, by period, so
    that what it adds to releases before it can be judged; handed on to nobody and kept nowhere.
    """

    table: Table
    periods: frozenset[str] = ONLY
    staff: Mapping[Cell, int] = field(default_factory=dict)
    largest: Mapping[Cell, int] = field(default_factory=dict)
    visitors: Mapping[Cell, int] = field(default_factory=dict)
    at_most: Mapping[Cell, int] | None = None
    amounts: Amounts = field(default_factory=dict, repr=False)

    def needed(self, settings: Settings) -> dict[Cell, Reason]:
        """Its cells that need protection."""
        return sensitive(self.table, settings, staff=self.staff, largest=self.largest, visitors=self.visitors)

    def ends(self, settings: Settings, links: tuple[Link, ...] = ()) -> dict[Cell, tuple[int, int]]:
        """For each of those the ends between which nobody may tell: no more than everybody knows to work there.

        Where nearly all of them came, up to all: else a reader could tell that some did not, or that all did.
        """
        heads, found = self.heads(links), {}
        for cell in self.needed(settings):
            high = most(self.table, cell, heads, settings.threshold)
            nearly_all = cell in heads and heads[cell] - self.table.values[cell] < settings.threshold
            found[cell] = (0, heads[cell] if nearly_all else high)
        return found

    def behind(self, periods: frozenset[str]) -> Mapping[Cell, Behind]:
        """Who is behind its cells in these of its periods; nothing where it was not said, or where each adds one."""
        if self.amounts:
            return behind_of(self.amounts, periods)
        if periods != self.periods or not self.visitors or not self.largest:
            return {}
        known = self.visitors.keys() & self.largest.keys() & self.table.values.keys()
        return {cell: Behind(self.table.values[cell], self.visitors[cell], self.largest[cell]) for cell in known}

    def kept(self, others: Iterable[frozenset[str]]) -> Kept:
        """Of that what a ledger keeps, beside releases over these periods of the same measure."""
        if self.amounts:
            return kept_of(self.amounts, self.periods, others)
        own = self.behind(self.periods)
        return {self.periods: own} if own else {}

    def heads(self, links: tuple[Link, ...]) -> Mapping[Cell, int]:
        """Head counts that bound the figures: those of people, and of nothing of which one person adds several."""
        if any(link.more == self.table.measure for link in links):
            return {}
        return self.staff if self.at_most is None else self.at_most


def most(table: Table, cell: Cell, heads: Mapping[Cell, int], threshold: int) -> int:
    """The threshold, or fewer where fewer people work in some cell that contains this one."""
    below = [set(one.leaves_below[node]) for one, node in zip(table.dimensions, cell, strict=True)]
    found = threshold
    for above, count in heads.items():
        wider = (one.leaves_below[node] for one, node in zip(table.dimensions, above, strict=True))
        if all(mine.issubset(theirs) for mine, theirs in zip(below, wider, strict=True)):
            found = min(found, count)
    return found
