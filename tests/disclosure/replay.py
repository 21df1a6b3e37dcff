"""A reader who replays the whole method: which true tables give exactly what was published, under some seed?

Knows the figures, the marks, the settings and the code; not the seed. A table that no seed tried turns into the output
is counted as impossible, and so is one of which a cell is farther than ``FARTHEST`` from the truth: both make this
reader look stronger than a real one.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from nabij_disclosure.pose import pose
from nabij_disclosure.sensitive import Settings, sensitive
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Cell, Table

FARTHEST = 6
"""No inner cell is tried farther from the truth than this."""

DRAWN = 300
"""How many consistent tables are drawn at each distance."""


@dataclass(frozen=True)
class Replayed:
    """Of so many small cells: those with one value only, those narrower than 0 to the threshold; what was tried."""

    small: int
    exact: int
    narrow: int
    tables: int
    possible: int

    def __add__(self, other: "Replayed") -> "Replayed":
        return Replayed(
            self.small + other.small,
            self.exact + other.exact,
            self.narrow + other.narrow,
            self.tables + other.tables,
            self.possible + other.possible,
        )


NOTHING = Replayed(0, 0, 0, 0, 0)


def pattern(table: Table, settings: Settings, seed: bytes) -> frozenset[Cell]:
    """What the method hides."""
    problem = pose(table, settings)
    return frozenset(problem.figures[place].name for place in suppress(problem, seed, seconds=3.0).hidden)


def consistent(table: Table, hidden: frozenset[Cell], draw: random.Random, apart: int) -> Iterator[dict[Cell, int]]:
    """Tables with the same shown figures, each cell at most so far from the truth, in a random order."""
    open_cells = sorted(hidden & set(table.counts))
    draw.shuffle(open_cells)
    inside = {cell: frozenset(table.inner(cell)) & set(open_cells) for cell in table.cells if cell not in table.counts}
    sums = [
        (inside[cell], sum(table.counts[leaf] for leaf in inside[cell]))
        for cell in inside
        if cell not in hidden and inside[cell]
    ]
    last = {place: max(open_cells.index(cell) for cell in cells) for place, (cells, _) in enumerate(sums)}

    def fill(depth: int, chosen: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        if depth == len(open_cells):
            yield {**table.counts, **chosen}
            return
        cell = open_cells[depth]
        values = [value for value in range(table.counts[cell] - apart, table.counts[cell] + apart + 1) if value >= 0]
        draw.shuffle(values)
        for value in values:
            chosen[cell] = value
            if all(
                left >= 0 and (left == 0 or last[place] > depth)
                for place, (cells, total) in enumerate(sums)
                if cell in cells
                for left in (total - sum(chosen.get(one, 0) for one in cells),)
            ):
                yield from fill(depth + 1, chosen)
            del chosen[cell]

    return fill(0, {})


def replay(table: Table, settings: Settings, seed: bytes, *, seeds: int, tables: int) -> Replayed:
    """What is left of each small cell after replaying so many tables under so many seeds.

    Tables are drawn at each distance; those whose small cells are nearest to the true ones come first, and those that
    would tell nothing new of any cell are passed over.
    """
    draw = random.Random(seed)
    hidden = pattern(table, settings, seed)
    others = [draw.randbytes(16) for _ in range(seeds)]
    # what turned the truth into the output is likeliest to do so with a table that is near
    likely = [seed, *(other for other in others if pattern(table, settings, other) == hidden)]
    order = [*likely, *(other for other in others if other not in likely)]
    needed = sensitive(table, settings).keys()
    small = [cell for cell in needed if cell in table.counts]
    seen: dict[Cell, set[int]] = {cell: {table.counts[cell]} for cell in small}
    pool = []
    for apart in range(1, FARTHEST + 1):
        for counts in islice(consistent(table, hidden, draw, apart), DRAWN):
            now = sensitive(replace(table, counts=counts), settings).keys()
            if now <= hidden:
                pool.append((len(now ^ needed), apart, len(pool), counts))
    tried = possible = 0
    for *_, counts in sorted(pool):
        if tried == tables:
            break
        if not any(_is_new(seen[cell], counts[cell], settings.threshold) for cell in small):
            continue
        tried += 1
        candidate = replace(table, counts=counts)
        if any(pattern(candidate, settings, other) == hidden for other in order):
            possible += 1
            for cell in small:
                seen[cell].add(counts[cell])
    exact = sum(len(one) == 1 for one in seen.values())
    narrow = sum(min(one) > 0 or max(one) < settings.threshold for one in seen.values())
    return Replayed(len(small), exact, narrow, tried, possible)


def _is_new(seen: set[int], value: int, threshold: int) -> bool:
    """Whether a value makes a cell less known: a second one, nobody, or the threshold."""
    if len(seen) == 1 and value not in seen:
        return True
    return (value == 0 and 0 not in seen) or (value >= threshold and max(seen) < threshold)
