"""Tables of counts: classifications, cells, margins, and what adds up to what.

Proof note. Before: names and counts from anybody. After: each node leads to its root by one way, each inner cell has
one whole count from 0 up, and a cell's value is the sum of the inner cells below it. Why margins always add up: none is
given; each is summed anew from the inner cells, and each leaf is under a node once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from nabij_disclosure.errors import MalformedTable

type Cell = tuple[str, ...]

TOTAL = "Totaal"


@dataclass(frozen=True)
class Dimension:
    """A classification: one root over groups over leaves, each node under exactly one other.

    ``parents`` names for each node but the root the node right above it, in the order in which nodes are shown.
    ``joins`` names for a leaf the finer leaves that it stands for in other tables of this dimension, where it joins
    several. ``codes`` gives for a leaf, or for what one joins, what it is known by whatever it is called: two tables
    of this dimension mean the same by the same code. Raises ``MalformedTable`` for a node under itself, an unknown
    parent, a classification without leaves, parts of something that is no leaf or one code for two leaves.
    """

    name: str
    parents: Mapping[str, str]
    root: str = TOTAL
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.parents or self.root in self.parents:
            raise MalformedTable(f"dimension {self.name!r} needs leaves under {self.root!r}")
        for node in self.parents:
            seen = {node}
            while node != self.root:
                node = self.parents.get(node, "")
                if not node or node in seen:
                    raise MalformedTable(f"dimension {self.name!r}: {node or 'a parent'!r} does not lead to the root")
                seen.add(node)
        for node, parts in self.joins.items():
            if node not in self.leaves or not parts or node in parts:
                raise MalformedTable(f"dimension {self.name!r}: {node!r} is no leaf that joins others")
        if len(set(self.codes.values())) < len(self.codes):
            raise MalformedTable(f"dimension {self.name!r}: one code stands for two of its leaves")

    @classmethod
    def flat(cls, name: str, leaves: Iterable[str], root: str = TOTAL) -> "Dimension":
        """A classification of leaves right under the root."""
        return cls(name, dict.fromkeys(leaves, root), root)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """The root first, then all others as given."""
        return (self.root, *self.parents)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Nodes that nothing lies under, as given."""
        above = set(self.parents.values())
        return tuple(node for node in self.parents if node not in above)

    @cached_property
    def leaves_below(self) -> Mapping[str, tuple[str, ...]]:
        """For each node the leaves that it sums; a leaf sums itself."""
        below: dict[str, list[str]] = {node: [] for node in self.nodes}
        for leaf in self.leaves:
            node = leaf
            below[node].append(leaf)
            while node != self.root:
                node = self.parents[node]
                below[node].append(leaf)
        return {node: tuple(leaves) for node, leaves in below.items()}

    def __hash__(self) -> int:
        return hash((self.name, self.root, frozenset(self.parents.items())))


@dataclass(frozen=True)
class Table:
    """Counts of people over crossed classifications; margins are computed, never given.

    ``counts`` holds every leaf cell, whole and not negative. ``impossible`` are leaf cells that cannot hold anybody
    (structural zeros). ``measure`` names what is counted (visitors, matters, conversations); tables of one measure and
    the same periods count the same people, so their margins are equal. Raises ``MalformedTable`` otherwise.
    """

    name: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]
    impossible: frozenset[Cell] = field(default=frozenset())
    measure: str = ""

    def __post_init__(self) -> None:
        expected = set(product(*(dimension.leaves for dimension in self.dimensions)))
        if set(self.counts) != expected:
            raise MalformedTable(f"table {self.name!r} must hold each of its {len(expected)} inner cells once")
        for cell, count in self.counts.items():
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise MalformedTable(f"{' | '.join(cell)}: {count!r} is no count")
            if count and cell in self.impossible:
                raise MalformedTable(f"{' | '.join(cell)}: cannot occur, yet counts {count}")

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell: the grand total first, and in each dimension the root before its nodes."""
        return tuple(product(*(dimension.nodes for dimension in self.dimensions)))

    @property
    def top(self) -> Cell:
        """The grand total's cell."""
        return tuple(dimension.root for dimension in self.dimensions)

    def inner(self, cell: Cell) -> tuple[Cell, ...]:
        """The inner cells that a cell sums."""
        below = (dimension.leaves_below[node] for dimension, node in zip(self.dimensions, cell, strict=True))
        return tuple(product(*below))

    @cached_property
    def values(self) -> Mapping[Cell, int]:
        """The count of every cell, margins included."""
        return {cell: sum(self.counts[leaf] for leaf in self.inner(cell)) for cell in self.cells}

    def is_impossible(self, cell: Cell) -> bool:
        """Whether nobody can be in any inner cell of this one."""
        return bool(self.impossible) and self.impossible.issuperset(self.inner(cell))

    def __hash__(self) -> int:
        return hash((self.name, self.dimensions, frozenset(self.counts.items()), self.impossible, self.measure))
