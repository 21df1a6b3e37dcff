"""Everything that ever went out about one series of tables, as facts that no later table may turn into knowledge.

The ledger is private: it holds true counts, so that increments can be judged. It is append-only and each entry holds
the digest of the one before (``ledger.py`` keeps it on disk).

Proof note. Time is cut into *atoms*: what a release added to those before it. Each inner cell has one unknown per atom,
so a release is a sum of atoms and the difference of two releases is a sum too; nothing that was out can be forgotten,
because its figures are statements of every later problem. A correction is an atom of its own that may be negative.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nabij_disclosure.errors import BrokenLedger, MalformedTable
from nabij_disclosure.table import Cell, Table


@dataclass(frozen=True)
class Released:
    """A table as it went out: the periods it covers, its true counts, what was hidden, and what had to stay unknown.

    ``watched`` gives for each cell that needed protection the ends between which nobody may tell; ``bands`` the bounds
    that were told of a hidden cell ("0 to 4").
    """

    table: Table
    periods: frozenset[str]
    hidden: frozenset[Cell]
    watched: Mapping[Cell, tuple[int, int]]
    bands: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (set(self.watched) | set(self.bands)) <= self.hidden <= set(self.table.cells):
            raise BrokenLedger(f"{self.table.name!r}: something that had to stay unknown was not hidden")


@dataclass(frozen=True)
class Atom:
    """What one release added: true inner counts; ``free`` when they may be negative.

    A ``correction`` adds no period: what it leaves as it was says of nobody that they did not come.
    """

    periods: frozenset[str]
    counts: dict[Cell, int]
    free: bool
    correction: bool


@dataclass(frozen=True)
class Timeline:
    """The atoms in order, and for each release the positions of those that it sums."""

    atoms: tuple[Atom, ...]
    sums: tuple[tuple[int, ...], ...]


def timeline(releases: tuple[tuple[Table, frozenset[str]], ...]) -> Timeline:
    """Cut releases, oldest first, into atoms. Raises ``MalformedTable`` when periods overlap in part."""
    atoms: list[Atom] = []
    sums: list[tuple[int, ...]] = []
    for table, periods in releases:
        inside = [p for p, atom in enumerate(atoms) if atom.periods <= periods]
        cut = [atom for atom in atoms if atom.periods & periods and not atom.periods <= periods]
        if cut or not periods:
            raise MalformedTable(f"{table.name!r} covers part of a period that went out as a whole")
        known = frozenset().union(*(atoms[p].periods for p in inside)) if inside else frozenset()
        counts = {
            cell: count - sum(atoms[p].counts.get(cell, 0) for p in inside) for cell, count in table.counts.items()
        }
        gone = {cell for p in inside for cell in atoms[p].counts} - set(counts)
        counts |= {cell: -sum(atoms[p].counts.get(cell, 0) for p in inside) for cell in gone}
        added = periods - known
        # a correction belongs to the periods that it corrects, so that later releases over them include it
        free = not added or any(count < 0 for count in counts.values())
        atoms.append(Atom(added or periods, counts, free, correction=not added))
        sums.append((*inside, len(atoms) - 1))
    return Timeline(tuple(atoms), tuple(sums))
