"""One finest grain for tables whose dimensions, leaves or groups differ, so that equal sums are known to be equal.

Proof note. Before: tables in which a leaf of one code, or of one name where it has no code, means the same people
everywhere in one dimension. After: each node stands for a set of finest leaves, two nodes with the same set sum the
same cells, and a count is given for a sum only where the table adds up to exactly that sum. So a unit that is renamed
stays the unit that it was, and one that takes the old name of another is not that other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from nabij_disclosure.errors import MalformedTable
from nabij_disclosure.table import Cell, Dimension, Table

type Leaves = frozenset[str]

type Key = frozenset[tuple[str, Leaves]]
"""A sum: for each dimension that it does not sum over whole, the finest leaves that it takes."""


@dataclass(frozen=True)
class Grain:
    """Tables, and for each dimension and node or leaf of theirs the finest leaves that it stands for.

    ``known``: for each dimension and name of a leaf the first code that it had.
    """

    tables: tuple[Table, ...]
    finest: Mapping[str, Mapping[str, Leaves]]
    known: Mapping[str, Mapping[str, str]]

    def leaves(self, dimension: Dimension, leaf: str) -> Leaves:
        """The finest leaves that a leaf of a table stands for."""
        return self.finest[dimension.name][_by_code(dimension, leaf, self.known)]

    @cached_property
    def covered(self) -> tuple[Mapping[str, Leaves], ...]:
        """For each table and each of its dimensions all finest leaves that it counts."""
        return tuple({one.name: self._node(one, one.root) for one in table.dimensions} for table in self.tables)

    @cached_property
    def whole(self) -> Mapping[str, Leaves]:
        """For each dimension all finest leaves that any table counts."""
        found: dict[str, Leaves] = {}
        for covered in self.covered:
            for name, leaves in covered.items():
                found[name] = found.get(name, frozenset()) | leaves
        return found

    def _node(self, dimension: Dimension, node: str) -> Leaves:
        return frozenset().union(*(self.leaves(dimension, leaf) for leaf in dimension.leaves_below[node]))

    def key(self, number: int, cell: Cell) -> Key:
        """What a cell of a table sums."""
        sides = self.sides(number, cell)
        return frozenset((name, leaves) for name, leaves in sides.items() if leaves != self.whole[name])

    def sides(self, number: int, cell: Cell) -> dict[str, Leaves]:
        """For each dimension of a table the finest leaves that a cell takes."""
        dimensions = self.tables[number].dimensions
        return {one.name: self._node(one, node) for one, node in zip(dimensions, cell, strict=True)}

    @cached_property
    def counts(self) -> tuple[Mapping[Key, int], ...]:
        """For each table the count of every sum that is one of its cells."""
        return tuple(
            {self.key(number, cell): count for cell, count in table.values.items()}
            for number, table in enumerate(self.tables)
        )

    def count(self, number: int, key: Key, *, absent_is_none: bool = False) -> int | None:
        """What a table counts for a sum; None where it does not add up to exactly that.

        ``absent_is_none``: leaves that the table does not have count nobody (a unit that did not exist yet).
        """
        if key in self.counts[number]:
            return self.counts[number][key]
        table, wanted = self.tables[number], dict(key)
        if not wanted.keys() <= self.covered[number].keys():
            return None
        sides = []
        for dimension in table.dimensions:
            covered = self.covered[number][dimension.name]
            leaves = wanted.get(dimension.name, self.whole[dimension.name])
            mine = [leaf for leaf in dimension.leaves if self.leaves(dimension, leaf) <= leaves]
            found = frozenset().union(*(self.leaves(dimension, leaf) for leaf in mine))
            if found != leaves & covered or (found != leaves and not absent_is_none):
                return None
            sides.append(mine)
        return sum(table.counts[cell] for cell in product(*sides))


def grain_of(tables: Sequence[Table]) -> Grain:
    """The finest grain of some tables. Raises ``MalformedTable`` where one person would be in two leaves."""
    every = [one for table in tables for one in table.dimensions]
    known: dict[str, dict[str, str]] = {}
    for dimension in every:
        known[dimension.name] = {**dimension.codes, **known.get(dimension.name, {})}
    under: dict[str, dict[str, set[str]]] = {}
    for dimension in every:
        parts = under.setdefault(dimension.name, {})
        for node in dimension.nodes:
            if node != dimension.root:
                own = node if node not in dimension.leaves else _by_code(dimension, node, known)
                below = _below(dimension, node, known)
                parts.setdefault(own, set()).update(below - {own})
                for leaf in below:
                    parts.setdefault(leaf, set())
    finest = {name: {node: _finest(name, parts, node, frozenset()) for node in parts} for name, parts in under.items()}
    grain = Grain(tuple(tables), finest, known)
    for dimension in every:
        leaves = [grain.leaves(dimension, leaf) for leaf in dimension.leaves]
        if sum(map(len, leaves)) > len(frozenset().union(*leaves)):
            raise MalformedTable(f"dimension {dimension.name!r}: two of its leaves join the same one")
    return grain


def _by_code(dimension: Dimension, leaf: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """What a leaf is known by: its code, or the first that its name had; what joins others goes by its name."""
    if leaf in dimension.joins:
        return leaf
    return dimension.codes.get(leaf) or known[dimension.name].get(leaf, leaf)


def _below(dimension: Dimension, node: str, known: Mapping[str, Mapping[str, str]]) -> set[str]:
    """What lies under a node, or what it joins: with itself where it is called after one of those."""
    found = {_by_code(dimension, leaf, known) for leaf in dimension.joins.get(node, dimension.leaves_below[node])}
    return found | ({dimension.codes[node]} if node in dimension.joins and node in dimension.codes else set())


def _finest(name: str, parts: Mapping[str, set[str]], node: str, above: frozenset[str]) -> Leaves:
    if node in above:
        raise MalformedTable(f"dimension {name!r}: {node!r} lies under itself in another table")
    if not parts[node]:
        return frozenset({node})
    return frozenset().union(*(_finest(name, parts, part, above | {node}) for part in parts[node]))
