"""Everything that ever went out about one series of tables, as facts that no later table may turn into knowledge.

The ledger is private: it holds true counts, so that increments can be judged. It is append-only and each entry holds
the digest of the one before (``ledger.py`` keeps it on disk).

Proof note. Time is cut into *atoms*: what a release added to those before it. Each inner cell has unknowns per atom, so
a release is a sum of atoms and the difference of two releases is a sum too; nothing that was out can be forgotten,
because its figures are statements of every later problem. A table of other dimensions over periods that are out adds
nothing to them: it is another view of the same atoms, as long as it agrees with them where both count the same. A
correction is an atom of its own that may be negative. Tables of another measure have atoms of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nabij_disclosure.behind import Kept
from nabij_disclosure.errors import BrokenLedger, Contradiction, MalformedTable, PartOfWhole
from nabij_disclosure.grain import Grain
from nabij_disclosure.table import Cell, Table


@dataclass(frozen=True)
class Told:
    """Something said that is no figure of a table: cells times whole numbers add up to ``low``…``high``, in ``words``.

    A percentage, a band, a number in a sentence, a point of a chart, a signal that names a count (``statements.py``).
    """

    terms: tuple[tuple[Cell, int], ...]
    low: int | None
    high: int | None
    words: str

    def holds_in(self, table: Table) -> bool:
        """Whether it is true of a table."""
        value = sum(factor * table.values[cell] for cell, factor in self.terms)
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Released:
    """A table as it went out: the periods it covers, its true counts, what was hidden, and what had to stay unknown.

    ``watched`` gives for each cell that needed protection the ends between which nobody may tell; ``bands`` the bounds
    that were told of a hidden cell ("0 to 4"); ``told`` what was said of the table in another way. ``threshold`` is the
    one that it went out under; ``staff`` the head counts by which everybody knew its cells to be bounded. ``behind``:
    where one person may add several, who was behind its cells, and behind what it adds to each release before it.
    """

    table: Table
    periods: frozenset[str]
    hidden: frozenset[Cell]
    watched: Mapping[Cell, tuple[int, int]]
    bands: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    threshold: int = 0
    staff: Mapping[Cell, int] = field(default_factory=dict)
    behind: Kept = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (set(self.watched) | set(self.bands)) <= self.hidden <= set(self.table.cells):
            raise BrokenLedger(f"{self.table.name!r}: something that had to stay unknown was not hidden")
        if any(self.table.values.get(cell, heads + 1) > heads for cell, heads in self.staff.items()):
            raise Contradiction(f"{self.table.name!r}: more came than work there")
        for told in self.told:
            if not {cell for cell, _ in told.terms} <= set(self.table.cells) or not told.holds_in(self.table):
                raise Contradiction(f"{self.table.name!r}: {told.words!r} is not true of it")

    @property
    def printed(self) -> bool:
        """Whether a table went out: of a sentence, or of a band alone, no figure was ever to be seen."""
        return any(cell not in self.hidden and not self.table.is_impossible(cell) for cell in self.table.cells)


@dataclass(frozen=True)
class Atom:
    """What one release (a position) added; ``free`` when that may be negative.

    A ``correction`` adds no period: what it leaves as it was says of nobody that they did not come.
    """

    measure: str
    periods: frozenset[str]
    free: bool
    correction: bool
    release: int


@dataclass(frozen=True)
class Timeline:
    """The atoms in order, and for each release the positions of those that it sums."""

    atoms: tuple[Atom, ...]
    sums: tuple[tuple[int, ...], ...]

    def releases_of(self, atom: int) -> tuple[int, ...]:
        """Every release that sums an atom."""
        return tuple(number for number, own in enumerate(self.sums) if atom in own)


def timeline(grain: Grain, periods: Sequence[frozenset[str]], *, cautious: frozenset[int] = frozenset()) -> Timeline:
    """Cut releases, oldest first, into atoms. Raises ``PartOfWhole`` when periods overlap in part.

    ``cautious``: what these releases bring on top of others may be a correction, also where no sum says so.
    """
    atoms: list[Atom] = []
    sums: list[tuple[int, ...]] = []
    for number, (table, own) in enumerate(zip(grain.tables, periods, strict=True)):
        same = [place for place, atom in enumerate(atoms) if atom.measure == table.measure]
        inside = tuple(place for place in same if atoms[place].periods <= own)
        if not own or any(atoms[place].periods & own for place in same if place not in inside):
            raise PartOfWhole(f"{table.name!r} covers part of a period that went out as a whole")
        added = own - frozenset().union(*(atoms[place].periods for place in inside))
        earlier = [one for one in range(number) if inside and set(sums[one]) <= set(inside)]
        _check_leaves(grain, number, earlier)
        covers = {_cover(inside, sums), *((one,) for one in earlier if set(sums[one]) == set(inside))}
        changes = [change for cover in covers for change in _changes(grain, number, cover)]
        if not added and not any(changes) and number not in cautious:
            sums.append(inside)
            continue
        free = bool(inside) and (not added or number in cautious or any(change < 0 for change in changes))
        # a correction belongs to the periods that it corrects, so that later releases over them include it
        atoms.append(Atom(table.measure, added or own, free, correction=not added, release=number))
        sums.append((*inside, len(atoms) - 1))
    return Timeline(tuple(atoms), tuple(sums))


def _check_leaves(grain: Grain, number: int, earlier: Sequence[int]) -> None:
    """Leaves that came in the place of others must say what they join, or nobody can tell what a reader subtracts."""
    for one in earlier:
        for name, now in grain.covered[number].items():
            before = grain.covered[one].get(name, now)
            gone, new = before - now, now - before
            if gone and new and grain.count(one, frozenset({(name, gone)})) != 0:
                raise MalformedTable(
                    f"dimension {name!r}: {', '.join(sorted(gone))} is gone, {', '.join(sorted(new))} is new; "
                    "say which leaf joins which"
                )


def _cover(atoms: tuple[int, ...], sums: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Releases, latest first, that together sum each of these atoms once; none where those that fit leave some out."""
    left, found = set(atoms), []
    for number in reversed(range(len(sums))):
        if left and left.issuperset(sums[number]):
            found.append(number)
            left.difference_update(sums[number])
    return () if left else tuple(found)


def _changes(grain: Grain, number: int, cover: tuple[int, ...]) -> list[int]:
    """By how much each sum that can be compared differs from what was out."""
    changes = []
    for key in {key for one in (number, *cover) for key in grain.counts[one]}:
        now, before = grain.count(number, key), [grain.count(one, key) for one in cover]
        known = [count for count in before if count is not None]
        if now is not None and cover and len(known) == len(before):
            changes.append(now - sum(known))
    return changes
