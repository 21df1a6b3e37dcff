"""A reader who replays the whole method: which true tables give exactly what was published, under some seed?

Knows the figures, the marks, the settings and the code; not the seed. All that a seed decides is the lots that figures
draw, each from 0 to 1 and each on its own, so lots that turn a table into the output show that a seed does. They are
drawn leaning towards the output, which finds nearly at once what some seed in millions would. A table for which none is
found is counted as impossible, and so is one that is never drawn: both make this reader look stronger than a real one.
"""

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from unittest.mock import patch

import highspy
import numpy as np

from nabij_disclosure.attack import CLOSE, quiet_solver
from nabij_disclosure.fewer import lot
from nabij_disclosure.pose import pose
from nabij_disclosure.sensitive import Settings, sensitive
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Cell, Table

FARTHEST = 6
"""No hidden figure but the one in question is farther from the truth than this in any table drawn."""

LOTS = 6
"""How many times lots are drawn for each table."""

DRAWN = 200
"""How often a table is drawn for each goal; many of these are the same or cannot be."""

LEAN = 0.5
"""Under this lie the lots of what the output hides and over it those of what it shows."""


@dataclass(frozen=True)
class Replayed:
    """Of so many small figures, margins too: those with one value only, those narrower than 0 to T; what was tried."""

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


type Lots = Callable[[bytes, Cell, str], float]

type Counts = tuple[int, ...]
"""Inner cells in the table's order."""


def pattern(table: Table, settings: Settings, lots: Lots, seed: bytes = b"") -> frozenset[Cell]:
    """What the method hides when figures draw these lots."""
    problem = pose(table, settings)
    with patch("nabij_disclosure.fewer.lot", lots):
        return frozenset(problem.figures[place].name for place in suppress(problem, seed, seconds=10.0).hidden)


def leaning(hidden: frozenset[Cell], draw: random.Random) -> Lots:
    """Lots under which the output is likely: what it hides is cheap, and the decoy is one of those."""
    key = draw.randbytes(16)

    def lots(_: bytes, name: Cell, use: str) -> float:
        return LEAN * lot(key, name, use) + (0 if name in hidden else LEAN)

    return lots


class Others:
    """Tables that show the same figures as this one, drawn at random: corners of random boxes around the truth."""

    def __init__(self, table: Table, hidden: frozenset[Cell], threshold: int, draw: random.Random) -> None:
        self._table, self._hidden, self._threshold, self._draw = table, hidden, threshold, draw
        inner = {cell: place for place, cell in enumerate(table.counts)}
        self._solver = quiet_solver()
        self._solver.addVars(len(inner), np.zeros(len(inner)), np.full(len(inner), highspy.kHighsInf))
        self._solver.setOptionValue("presolve", "off")
        for cell in table.cells:
            places = np.array([inner[leaf] for leaf in table.inner(cell)], dtype=np.int32)
            self._solver.addRow(0, 0, len(places), places, np.ones(len(places)))

    def draw(self, goal: Cell, value: int) -> Counts | None:
        """One in which this cell has this value; None when the box drawn holds none, or its corner is not whole."""
        keeps = self._draw.choice((1.0, 0.9, 0.7, 0.0))
        apart = self._draw.randint(1, FARTHEST)
        for row, cell in enumerate(self._table.cells):
            low, high = (value, value) if cell == goal else self._box(cell, apart, keeps)
            self._solver.changeRowBounds(row, low, high)
        size = len(self._table.counts)
        costs = np.array([self._draw.gauss() for _ in range(size)])
        self._solver.changeColsCost(size, np.arange(size, dtype=np.int32), costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        corner = np.array(self._solver.getSolution().col_value)
        whole = np.rint(corner).astype(int)
        return tuple(whole.tolist()) if np.abs(corner - whole).max() < CLOSE else None

    def swapped(self, goal: Cell, values: Collection[int]) -> Iterator[Counts]:
        """Those in which this cell and another have changed counts, however far apart: the method treats both alike."""
        if goal not in self._table.counts:
            return
        for other, count in self._table.counts.items():
            if other in self._hidden and min(count, self._threshold) in values:
                found = replace(
                    self._table, counts={**self._table.counts, goal: count, other: self._table.counts[goal]}
                )
                if all(
                    found.values[cell] == self._table.values[cell] for cell in found.cells if cell not in self._hidden
                ):
                    yield tuple(found.counts.values())

    def _box(self, cell: Cell, apart: int, keeps: float) -> tuple[int, int]:
        """What a figure may be; at these odds a small one stays small and another does not become so."""
        true, top = self._table.values[cell], self._threshold
        if cell not in self._hidden:
            return true, true
        low, high = max(true - apart, 0), true + apart
        if self._draw.random() >= keeps:
            return low, high
        return (low, min(high, top - 1)) if true < top else (max(low, top), high)


class Reader:
    """What a reader who replays so many tables for each cell and goal still thinks possible of each small figure.

    ``knows_seed`` makes it one to whom the lots are no secret.
    """

    def __init__(self, table: Table, settings: Settings, seed: bytes, *, tables: int, knows_seed: bool = False) -> None:
        self._table, self._settings, self._tables = table, settings, tables
        self._draw = random.Random(seed)
        self.hidden = pattern(table, settings, lot, seed)
        self._several = [leaning(self.hidden, self._draw) for _ in range(LOTS)]
        if knows_seed:
            self._several = [lambda _, name, use: lot(seed, name, use)]
        self._needed = sensitive(table, settings).keys()
        self._others = Others(table, self.hidden, settings.threshold, self._draw)
        self.seen = {cell: {table.values[cell]} for cell in self._needed}
        self.tried = self.possible = 0

    def replay(self) -> Replayed:
        """Go after each small figure: another value than the true one, then nobody, then the threshold or more."""
        top = self._settings.threshold
        for cell, values in self.seen.items():
            true = self._table.values[cell]
            for goal in (set(range(top)) - {true}, {0}, set(range(top, top + 3))):
                if not {min(value, top) for value in values} & goal:
                    self._seek(cell, sorted(goal))
        exact = sum(len(values) == 1 for values in self.seen.values())
        narrow = sum(min(values) > 0 or max(values) < top for values in self.seen.values())
        return Replayed(len(self.seen), exact, narrow, self.tried, self.possible)

    def _seek(self, cell: Cell, goal: list[int]) -> None:
        """Replay tables in which the cell is one of these until one gives the output."""
        for other in self._candidates(cell, goal):
            self.tried += 1
            if self._gives_output(other):
                self.possible += 1
                for one, values in self.seen.items():
                    values.add(other.values[one])
                return

    def _candidates(self, cell: Cell, goal: list[int]) -> list[Table]:
        """Half of them such that the same figures are small, or nearly so; what is left at random."""
        drawn = {self._others.draw(cell, self._draw.choice(goal)) for _ in range(DRAWN)}
        drawn |= set(self._others.swapped(cell, goal))
        several = [dict(zip(self._table.counts, one, strict=True)) for one in sorted(filter(None, drawn))]
        others = [replace(self._table, counts=counts) for counts in several]
        pool = [other for other in others if sensitive(other, self._settings).keys() <= self.hidden]
        self._draw.shuffle(pool)
        alike = sorted(pool, key=self._unlike)[: self._tables // 2]
        return (alike + [other for other in pool if other not in alike])[: self._tables]

    def _gives_output(self, other: Table) -> bool:
        """Whether some lots turn a table into the output; one that needs fewer hidden than that is given up at once."""
        for lots in self._several:
            found = pattern(other, self._settings, lots)
            if found == self.hidden:
                return True
            if len(found) < len(self.hidden):
                return False
        return False

    def _unlike(self, other: Table) -> tuple[int, int]:
        """How many more or fewer figures are small than in the truth, and how many are in one of the two only."""
        now = sensitive(other, self._settings).keys()
        return abs(len(now) - len(self._needed)), len(now ^ self._needed)
