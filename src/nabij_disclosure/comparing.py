"""What a new table says beside the earlier ones: leaves that it lacks, and sums that contradict them.

Proof note. Whoever knows from an earlier table that a unit exists reads a table without it as one in which nobody came
there, and that zero is as small as any. ``completed`` makes it a cell, so that it is hidden like the others, at the
place where its name is sorted: at the end it would tell that it had no rows. For the same reason a leaf that a file
with a hierarchy leaves out is refused, since that file gives the order. A leaf in which an earlier table of the same
periods counts people is refused too, and never left out: whether it has a row would tell whether that table counted
somebody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from nabij_disclosure.errors import MalformedTable
from nabij_disclosure.flaws import BadInput
from nabij_disclosure.grain import Grain, grain_of
from nabij_disclosure.history import Released
from nabij_disclosure.labels import natural
from nabij_disclosure.reading import MOST_CELLS, Given
from nabij_disclosure.table import Cell, Dimension, Table


@dataclass(frozen=True)
class Contradiction:
    """A sum that is another than an earlier table of the same periods says, or less than one of part of them."""

    cell: Cell
    before: int
    now: int
    periods: frozenset[str]


def completed(
    given: Given, history: tuple[Released, ...], periods: frozenset[str]
) -> tuple[Given, dict[str, list[str]]]:
    """The table with every leaf that the history knows, and for each column which were added. Raises ``BadInput``."""
    try:
        grain = grain_of([*(entry.table for entry in history), given.table])
    except MalformedTable:
        # whoever makes the release refuses it, and says why
        return given, {}
    added = {one.name: _absent(one, grain, history, periods) for one in given.table.dimensions}
    found = {name: [leaf for leaf, _ in leaves] for name, leaves in added.items() if leaves}
    if not found:
        return given, {}
    dimensions = tuple(_with(one, added[one.name]) for one in given.table.dimensions)
    size = prod(len(one.nodes) for one in dimensions)
    if size > MOST_CELLS:
        raise BadInput("too_many_cells", found=size, most=MOST_CELLS)
    return _extended(given, dimensions), found


def _absent(
    dimension: Dimension, grain: Grain, history: tuple[Released, ...], periods: frozenset[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Leaves that only earlier tables have, each with what it joins; the latest table's first. Raises ``BadInput``."""
    name = dimension.name
    now = grain.covered[-1][name]
    found: list[tuple[str, tuple[str, ...]]] = []
    for entry in reversed(history):
        for other in entry.table.dimensions:
            # another year in a column of years is another table, and no unit that was forgotten
            if other.name != name or all(now.isdisjoint(grain.leaves(other, leaf)) for leaf in other.leaves):
                continue
            for leaf in other.leaves:
                stands_for = grain.leaves(other, leaf)
                if stands_for.isdisjoint(now):
                    if _counts_people(name, stands_for, grain, history, periods):
                        raise BadInput("left_rows", name=leaf, dimension=name)
                    found.append((leaf, other.joins.get(leaf, ())))
                    now |= stands_for
    return found


def _counts_people(
    name: str, leaves: frozenset[str], grain: Grain, history: tuple[Released, ...], periods: frozenset[str]
) -> bool:
    """Whether an earlier table that shares periods has somebody in these leaves, or may have."""
    return any(
        entry.periods & periods
        and not leaves.isdisjoint(grain.covered[number].get(name, frozenset()))
        and grain.count(number, frozenset({(name, leaves)}), absent_is_none=True) != 0
        for number, entry in enumerate(history)
    )


def _with(dimension: Dimension, leaves: list[tuple[str, tuple[str, ...]]]) -> Dimension:
    """Raises ``BadInput`` where names are in another order than that of names."""
    if not leaves:
        return dimension
    if [*dimension.parents] != sorted(dimension.leaves, key=natural):
        raise BadInput("left_out", name=leaves[0][0], dimension=dimension.name)
    names = sorted([*dimension.leaves, *(leaf for leaf, _ in leaves)], key=natural)
    parents = dict.fromkeys(names, dimension.root)
    joins = dict(dimension.joins) | {leaf: parts for leaf, parts in leaves if parts}
    return replace(dimension, parents=parents, joins=joins)


def _extended(given: Given, dimensions: tuple[Dimension, ...]) -> Given:
    inner = list(product(*(one.leaves for one in dimensions)))
    counts, missing = given.table.counts, set(given.missing)
    table = replace(given.table, dimensions=dimensions, counts={cell: counts.get(cell, 0) for cell in inner})
    return replace(given, table=table, missing=tuple(cell for cell in inner if cell in missing or cell not in counts))


def contradictions(table: Table, periods: frozenset[str], history: tuple[Released, ...]) -> Iterator[Contradiction]:
    """Each sum that makes this table a correction of an earlier one, the widest sums first."""
    grain = grain_of([*(entry.table for entry in history), table])
    for cell in table.cells:
        key, now = grain.key(len(history), cell), table.values[cell]
        for number, entry in enumerate(history):
            before = grain.count(number, key)
            if before is None or not entry.periods <= periods:
                continue
            if now < before or (now != before and entry.periods == periods):
                yield Contradiction(cell, before, now, entry.periods)
                break
