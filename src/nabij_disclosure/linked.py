"""Unknowns for tables that share dimensions: one set for each largest table, with equal shared margins.

The finest grid of all dimensions is not built where it need not be: the tables of an *acyclic* set (one that has the
running-intersection property) are attacked with unknowns of their own and equal shared margins, which is exact. A
cyclic set is attacked on its joint cube. Sources: Beeri, Fagin, Maier & Yannakakis, "On the desirability of acyclic
database schemes", JACM 30 (1983) 479–513, for the test (Graham's reduction); Lauritzen, *Graphical Models* (1996), 4.4,
for decomposable tables.

Proof note. Before: tables with one finest grain and a timeline. After: every whole world of the joint cube gives one of
these unknowns, by adding, and every whole world of these unknowns comes from one of the joint cube. The second: along a
join tree two tables with an equal margin are glued slice by slice, each slice a transport problem with whole row and
column sums, which has a whole solution, also where atoms may be negative. So no reader of the joint cube knows more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from nabij_disclosure.errors import TooLarge
from nabij_disclosure.grain import Grain, Key, Leaves
from nabij_disclosure.history import Timeline
from nabij_disclosure.problem import Form, Statement
from nabij_disclosure.table import Cell

MOST_CELLS = 20_000
"""A cyclic set with a larger joint cube is refused."""

type Names = tuple[str, ...]
"""Dimensions, in alphabetical order."""


@dataclass(frozen=True)
class Tree:
    """Sets of dimensions, and for each but the first of a tree (a position) the one that it hangs on."""

    parts: tuple[Names, ...]
    links: tuple[tuple[int, int], ...]


def tree_of(sets: Iterable[frozenset[str]]) -> Tree | None:
    """A join tree over the largest of some sets of dimensions; None when they are cyclic."""
    every = set(sets)
    largest = sorted({one for one in every if not any(one < other for other in every)}, key=sorted)
    left, links = dict(enumerate(largest)), []
    while len(left) > 1:
        ear = next(((one, other) for one in left for other in left if one != other and _hangs(left, one, other)), None)
        if ear is None:
            return None
        links.append(ear)
        del left[ear[0]]
    return Tree(tuple(tuple(sorted(one)) for one in largest), tuple(links))


def _hangs(left: dict[int, frozenset[str]], one: int, other: int) -> bool:
    """Whether all that one set shares with any other is in this one other."""
    shared = frozenset().union(*(left[one] & rest for place, rest in left.items() if place != one))
    return shared <= left[other]


@dataclass(frozen=True)
class Part:
    """The unknowns of one atom over one set of dimensions: from position ``start`` on, the last dimension fastest.

    ``free``: each cell has a second unknown, ``size`` positions on, that is taken from the first: so what a correction
    takes away is counted apart from what it adds.
    """

    atom: int
    names: Names
    leaves: tuple[tuple[str, ...], ...]
    start: int
    free: bool

    @property
    def size(self) -> int:
        """How many cells it has."""
        return prod(map(len, self.leaves))

    @property
    def added(self) -> range:
        """The positions of what is counted."""
        return range(self.start, self.start + self.size)

    @property
    def taken(self) -> range:
        """The positions of what is taken away."""
        return range(self.added.stop, self.added.stop + (self.size if self.free else 0))

    @cached_property
    def places(self) -> tuple[dict[str, int], ...]:
        """For each dimension where each leaf stands."""
        return tuple({leaf: place for place, leaf in enumerate(leaves)} for leaves in self.leaves)

    def cells(self) -> Iterator[Cell]:
        """Its cells, in the order of their positions."""
        return product(*self.leaves)

    def terms(self, wanted: dict[str, Leaves], sign: int = 1) -> list[tuple[int, int]]:
        """A sum as unknowns and what each counts for."""
        added = list(self.select(wanted))
        taken = [(place + self.size, -sign) for place in added] if self.free else []
        return [*((place, sign) for place in added), *taken]

    def select(self, wanted: dict[str, Leaves]) -> Iterator[int]:
        """The positions of what is counted in a sum."""
        positions = [self.start]
        size = self.size
        for name, leaves, places in zip(self.names, self.leaves, self.places, strict=True):
            size //= max(1, len(leaves))
            taken = [places[leaf] * size for leaf in leaves if name not in wanted or leaf in wanted[name]]
            positions = [position + more for position in positions for more in taken]
        return iter(positions)


class Space:
    """Where each unknown stands, for every atom and every cell of its largest tables."""

    def __init__(self, grain: Grain, line: Timeline) -> None:
        self.grain = grain
        self.line = line
        self.parts: list[Part] = []
        self.equalities: list[Statement] = []
        self._of_atom: list[list[Part]] = []
        for atom in range(len(line.atoms)):
            self._of_atom.append(self._lay(atom))

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return sum(len(part.added) + len(part.taken) for part in self.parts)

    def _lay(self, atom: int) -> list[Part]:
        """The parts of one atom, tied by equal shared margins."""
        releases = self.line.releases_of(atom)
        sets = [frozenset(self.grain.covered[number]) for number in releases]
        tree = tree_of(sets)
        if tree is None:
            tree = Tree((tuple(sorted(frozenset().union(*sets))),), ())
            cells = prod(len(self._present(atom, name)) for name in tree.parts[0])
            if cells > MOST_CELLS:
                raise TooLarge(f"tables over {', '.join(tree.parts[0])} form a cycle of {cells} cells")
        own = []
        for names in tree.parts:
            leaves = tuple(tuple(sorted(self._present(atom, name))) for name in names)
            own.append(Part(atom, names, leaves, self.size, self.line.atoms[atom].free))
            self.parts.append(own[-1])
        for one, other in tree.links:
            self.equalities += _equal(own[one], own[other])
        return own

    def _present(self, atom: int, name: str) -> Leaves:
        """The leaves in which an atom can hold anybody: those of the table that brought it."""
        covered = self.grain.covered[self.line.atoms[atom].release]
        if name in covered:
            return covered[name]
        releases = self.line.releases_of(atom)
        return frozenset().union(*(self.grain.covered[number].get(name, frozenset()) for number in releases))

    def form(self, release: int, key: Key, *, atoms: tuple[int, ...] | None = None) -> Form:
        """A sum of a release, or of some of its atoms, as unknowns; none of leaves that its table does not have."""
        wanted = dict(self.grain.covered[release])
        for name, leaves in key:
            wanted[name] = wanted.get(name, leaves) & leaves
        terms: list[tuple[int, int]] = []
        for atom in self.line.sums[release] if atoms is None else atoms:
            part = next(part for part in self._of_atom[atom] if wanted.keys() <= set(part.names))
            terms += part.terms(wanted)
        return Form(tuple(sorted(terms)))

    def nobody(self, part: Part) -> set[int]:
        """Positions of a part's cells in which nobody can be, by any table."""
        found: set[int] = set()
        measure = self.line.atoms[part.atom].measure
        for number, table in enumerate(self.grain.tables):
            if table.measure == measure and self.grain.covered[number].keys() <= set(part.names):
                for cell in table.impossible:
                    found.update(place for place, _ in part.terms(self.grain.sides(number, cell)))
        return found


def _equal(one: Part, other: Part) -> list[Statement]:
    """What two parts of one atom share is equal, cell by cell."""
    shared = [name for name in one.names if name in other.names]
    ranges: Sequence[tuple[str, ...]] = [one.leaves[one.names.index(name)] for name in shared]
    found = []
    for cell in product(*ranges):
        wanted = {name: frozenset({leaf}) for name, leaf in zip(shared, cell, strict=True)}
        terms = [*one.terms(wanted), *other.terms(wanted, -1)]
        found.append(Statement(Form(tuple(sorted(terms))), 0, 0))
    return found
