"""Coarser tables that show more: nodes merged up their hierarchy, neighbours merged, dimensions summed away.

Hiding takes a third to two thirds of the cells at a mean of three to five people each, whatever the optimiser does;
a coarser table often shows more. Source: Hundepool et al., *Statistical Disclosure Control* (2012), 4.3 (table
redesign before suppression).

Proof note. Before: a table and the ledger. After: each proposal counts the figures that ``release`` would show of it,
decoy included, because it runs the same protection with the same seed. What may be merged follows from names alone: the
hierarchy as given, and neighbours in the order as given; counts only decide which of those designs come first. What a
reader learns from the design that a counsellor chose is therefore one comparison: by figures shown and gaps left it did
about as well as others. That is a statement about patterns drawn with a secret seed, among designs that the reader does
not see and of which the counsellor may take any, so no sum and no single count follows from it by addition. It is not
covered by the certificate; what brings it to nothing is to choose a design once and keep it for the years that follow.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise, product, zip_longest

from nabij_disclosure.errors import NoSafeTable, TooLarge
from nabij_disclosure.fewer import lot
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked, Link, pose_all
from nabij_disclosure.sensitive import Settings, sensitive
from nabij_disclosure.suppress import LIMIT, Progress, suppress
from nabij_disclosure.table import Cell, Dimension, Table

CROSSED = 2
"""At most so many dimensions are crossed in a proposal."""

ENOUGH = 0.6
"""A table that shows less than this share of its figures is hard to read: a coarser one that shows it is proposed."""

OFFERED = 5
"""How many proposals a counsellor can weigh."""

ALIKE = 2
"""How many proposals may have the same shape."""

SEARCH_SHARE = 0.25
"""The share of the time that goes to finding designs, and to the table as it is; designs are protected in the rest."""

WIDTH = 6
"""How many designs are refined further at each step of the search."""

DECOYS = 2
"""About how many figures are hidden for no reason wherever one is hidden for a reason."""

TRIED = 24
"""How many designs are protected at most."""


@dataclass(frozen=True)
class Merge:
    """These leaves of the table as it is become one node; ``into`` None: the whole dimension is summed away."""

    dimension: str
    nodes: tuple[str, ...]
    into: str | None


@dataclass(frozen=True)
class Proposal:
    """A coarser table: ``shown`` of its ``figures`` informative ones would be shown, ``gain`` more than as it is.

    Informative: cells that no other cell repeats and in which somebody can be.
    """

    table: Table
    merges: tuple[Merge, ...]
    shown: int
    gain: int
    figures: int

    @property
    def kept(self) -> float:
        """The share of its figures that would be shown."""
        return self.shown / max(1, self.figures)


@dataclass(frozen=True)
class _Axis:
    """A coarser dimension, and for each of its leaves those of the table as it is."""

    dimension: Dimension
    members: Mapping[str, tuple[str, ...]]

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def key(self) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """What tells designs apart: the dimension, and which leaves lie together."""
        return self.dimension.name, tuple(self.members[leaf] for leaf in self.dimension.leaves)

    def named(self, old: Dimension) -> Dimension:
        """The dimension, in which each merged leaf says which leaves it joins: later tables may show those."""
        joins = {
            leaf: tuple(part for part in parts for part in old.joins.get(part, (part,)))
            for leaf, parts in self.members.items()
            if parts != (leaf,) or leaf in old.joins
        }
        return replace(self.dimension, joins=joins, codes=old.codes)

    def coarser(self) -> "Iterator[_Axis]":
        """Every design one step coarser: a group whose children are leaves, or two neighbours under one node."""
        dimension = self.dimension
        leaves = set(dimension.leaves)
        children: dict[str, list[str]] = {}
        for node, above in dimension.parents.items():
            children.setdefault(above, []).append(node)
        for above, nodes in children.items():
            if above != dimension.root and leaves.issuperset(nodes):
                yield self._merge(nodes, above)
            if len(nodes) > 2:
                for pair in pairwise(nodes):
                    if leaves.issuperset(pair):
                        yield self._merge(list(pair), " + ".join(pair))

    def _merge(self, nodes: list[str], into: str) -> "_Axis":
        above = self.dimension.parents
        parents: dict[str, str] = {}
        for node, parent in above.items():
            if node == nodes[0] and into not in above:
                parents[into] = parent
            elif node not in nodes:
                parents[node] = parent
        members = {leaf: own for leaf, own in self.members.items() if leaf not in nodes}
        members[into] = tuple(leaf for node in nodes for leaf in self.members[node])
        return _Axis(Dimension(self.dimension.name, parents, self.dimension.root), members)


type _Design = tuple[_Axis, ...]


def redesign(
    asked: Asked,
    *,
    settings: Settings,
    seed: bytes,
    history: tuple[Released, ...] = (),
    links: tuple[Link, ...] = (),
    seconds: float = 10.0,
    progress: Progress | None = None,
) -> tuple[Proposal, ...]:
    """Coarser tables that show more figures, or enough of their own, best first; none when nothing coarser does.

    Best: most figures shown, times the share that they are of all, for a table of gaps is hard to read. ``seconds``
    bounds the search, but for protecting one table. Raises ``Contradiction`` and ``MalformedTable`` as ``release``.
    """
    tell = progress or (lambda share: None)
    table = asked.table
    if settings.is_small(table.values[table.top]):
        return ()
    begun = time.monotonic()
    ground = _Ground(asked, settings, seed, history, links, seconds / 4)
    designs = _search(table, settings, begun + SEARCH_SHARE * seconds)[:TRIED]
    judged = list(ground.judge_all(designs, begun + (1 - SEARCH_SHARE) * seconds, tell))
    as_it_is, in_all = ground.judge(table, _as_it_is(table))
    tell(1.0)
    proposals = [
        Proposal(coarser, _merges(table, design), shown, shown - as_it_is, count)
        for design, coarser, shown, count in judged
    ]
    share = as_it_is / max(1, in_all)
    better = [one for one in proposals if one.gain > 0 or (share < ENOUGH <= one.kept)]
    better.sort(key=lambda one: (-one.shown * one.kept, lot(seed, _name(one), "design")))
    return tuple(_varied(better)[:OFFERED])


def _varied(proposals: list[Proposal]) -> list[Proposal]:
    """The best of each shape, so that there is something to choose."""
    seen: Counter[tuple[tuple[str, int], ...]] = Counter()
    found = []
    for proposal in proposals:
        shape = tuple((one.name, len(one.leaves)) for one in proposal.table.dimensions)
        seen[shape] += 1
        if seen[shape] <= ALIKE:
            found.append(proposal)
    return found


def _name(proposal: Proposal) -> tuple[str, ...]:
    return tuple(text for merge in proposal.merges for text in (merge.dimension, *merge.nodes))


@dataclass(frozen=True)
class _Ground:
    """What every design is judged by."""

    asked: Asked
    settings: Settings
    seed: bytes
    history: tuple[Released, ...]
    links: tuple[Link, ...]
    seconds: float

    def judge_all(
        self, designs: list[_Design], until: float, tell: Progress
    ) -> Iterator[tuple[_Design, Table, int, int]]:
        """Each design with its table and what ``judge`` says of it; the table as it is may take longer than any."""
        for number, design in enumerate(designs):
            if time.monotonic() > until:
                break
            tell(0.2 + 0.6 * number / len(designs))
            candidate = _apply(self.asked.table, design)
            yield design, candidate, *self.judge(candidate, design, max(1.0, until - time.monotonic()))

    def judge(self, candidate: Table, design: _Design, limit: float = LIMIT) -> tuple[int, int]:
        """How many informative figures a release would show, and of how many; none where nothing safe can go out."""
        figures = informative(candidate)
        asked = Asked(
            candidate,
            self.asked.periods,
            staff=_carry(self.asked.staff, self.asked.table, candidate, design),
            largest=_carry(self.asked.largest, self.asked.table, candidate, design),
            # the same visitors may be in each of the merged nodes: so many at least
            visitors=_carry(self.asked.visitors, self.asked.table, candidate, design, together=max),
            at_most=None
            if self.asked.at_most is None
            else _carry(self.asked.at_most, self.asked.table, candidate, design),
        )
        problem = pose_all((asked,), self.settings, history=self.history, links=self.links)
        try:
            pattern = suppress(problem, self.seed, seconds=self.seconds, limit=limit)
        except (NoSafeTable, TooLarge):
            return 0, len(figures)
        hidden = {problem.figures[place].name for place in pattern.hidden}
        return len(figures - hidden), len(figures)


def informative(table: Table) -> set[Cell]:
    """One cell for each sum of inner cells in which somebody can be."""
    sums: dict[frozenset[Cell], Cell] = {}
    for cell in table.cells:
        possible = frozenset(table.inner(cell)) - table.impossible
        if possible:
            sums.setdefault(possible, cell)
    return set(sums.values())


def _search(table: Table, settings: Settings, ends: float) -> list[_Design]:
    """Designs in the order of what they promise: the most promising ones are made coarser, until none is coarser."""
    axes = _as_it_is(table)
    front = list(combinations(axes, CROSSED)) if len(axes) > CROSSED else list(_coarser(axes))
    found: dict[tuple[object, ...], _Promise] = {}
    while front and time.monotonic() < ends:
        step: dict[tuple[object, ...], _Promise] = {}
        for design in front:
            key = tuple(axis.key for axis in design)
            if key not in found and key not in step:
                step[key] = _promise(_apply(table, design), design, settings)
            if time.monotonic() > ends:
                break
        found |= step
        front = [coarser for one in sorted(step.values(), key=_most)[:WIDTH] for coarser in _coarser(one.design)]
    most = sorted(found.values(), key=_most)
    readable = [one for one in most if one.shown >= ENOUGH * one.figures]
    # by turns, so that neither the fullest nor the most readable designs take all the time
    turns = (one.design for both in zip_longest(readable, most) for one in both if one is not None)
    return list(dict.fromkeys(turns))


def _most(promise: "_Promise") -> tuple[int, int]:
    return -promise.shown, promise.figures


def _as_it_is(table: Table) -> _Design:
    return tuple(_Axis(one, {leaf: (leaf,) for leaf in one.leaves}) for one in table.dimensions)


def _coarser(design: _Design) -> Iterator[_Design]:
    for place, axis in enumerate(design):
        for coarser in axis.coarser():
            yield (*design[:place], coarser, *design[place + 1 :])
        if len(design) > 1:
            yield (*design[:place], *design[place + 1 :])


def _apply(table: Table, design: _Design) -> Table:
    """The table, summed to a design."""
    places = [
        next(place for place, one in enumerate(table.dimensions) if one.name == axis.dimension.name) for axis in design
    ]
    into = [{old: new for new, olds in axis.members.items() for old in olds} for axis in design]
    counts = dict.fromkeys(product(*(axis.dimension.leaves for axis in design)), 0)
    possible = set()
    for cell, count in table.counts.items():
        where = tuple(names[cell[place]] for names, place in zip(into, places, strict=True))
        counts[where] += count
        if cell not in table.impossible:
            possible.add(where)
    dimensions = tuple(axis.named(table.dimensions[place]) for axis, place in zip(design, places, strict=True))
    nobody = frozenset(set(counts) - possible) if table.impossible else frozenset()
    return replace(table, dimensions=dimensions, counts=counts, impossible=nobody)


def _carry(
    given: Mapping[Cell, int],
    table: Table,
    candidate: Table,
    design: _Design,
    *,
    together: Callable[[Iterable[int]], int] = sum,
) -> dict[Cell, int]:
    """Head counts, or the most that one visitor adds, for the cells of a coarser table; sums where nodes were merged.

    A sum of the most that one visitor adds is the most that one visitor can add: never too mild.
    """
    if not given:
        return {}
    axes = {axis.dimension.name: (place, axis) for place, axis in enumerate(design)}
    found = {}
    for cell in candidate.cells:
        below: list[tuple[str, ...]] = []
        for old in table.dimensions:
            place, axis = axes.get(old.name, (None, None))
            node = old.root if place is None else cell[place]
            below.append((node,) if axis is None or node in old.nodes else axis.members[node])
        parts = list(product(*below))
        if all(part in given for part in parts):
            found[cell] = together(given[part] for part in parts)
    return found


def _merges(table: Table, design: _Design) -> tuple[Merge, ...]:
    kept = {axis.dimension.name: axis for axis in design}
    found = []
    for dimension in table.dimensions:
        axis = kept.get(dimension.name)
        if axis is None:
            found.append(Merge(dimension.name, dimension.leaves, None))
            continue
        new = (leaf for leaf in axis.dimension.leaves if axis.members[leaf] != (leaf,))
        found += [Merge(dimension.name, axis.members[leaf], leaf) for leaf in new]
    return tuple(found)


@dataclass(frozen=True)
class _Promise:
    """About how many figures of a design will be shown, and of how many."""

    design: _Design
    shown: int
    figures: int


def _promise(table: Table, design: _Design, settings: Settings) -> _Promise:
    """No sum may have exactly one hidden part, so each takes another along; and where one is hidden, decoys are."""
    hidden = set(sensitive(table, settings))
    sums = [{cell, *parts} for cell in table.cells for parts in _parts(table, cell) if len(parts) > 1]
    again = bool(hidden)
    while again:
        again = False
        for cells in sums:
            inside = hidden & cells
            if len(inside) == 1 and len(cells) > 1:
                rest = [cell for cell in table.cells if cell in cells and cell not in inside]
                hidden.add(max(rest, key=lambda cell: sum(cell in other and bool(hidden & other) for other in sums)))
                again = True
    decoys = DECOYS if hidden else 0
    return _Promise(design, len(table.cells) - len(hidden) - decoys, len(table.cells))


def _parts(table: Table, cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """For each dimension the cells right under a cell, which add up to it."""
    for place, (dimension, node) in enumerate(zip(table.dimensions, cell, strict=True)):
        under = [other for other, above in dimension.parents.items() if above == node]
        if under:
            yield tuple((*cell[:place], other, *cell[place + 1 :]) for other in under)
