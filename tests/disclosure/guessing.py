"""A reader who guesses that a correction changed one cell, tries each, and solves for what is left.

Knows what is printed of tables over the same cells, of which the last was corrected; built apart from the package's own
reading of a ledger.
"""

import math
from collections.abc import Sequence

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import Contradiction
from nabij_disclosure.problem import Form, Problem, Statement
from nabij_disclosure.release import Mark, Release
from nabij_disclosure.solver import CLOSE
from nabij_disclosure.table import Cell, Table

FAR = 10_000


class Guess:
    """What follows from releases for whoever thinks that the last one corrects this one inner cell."""

    def __init__(self, releases: Sequence[Release], corrected: Cell) -> None:
        self._table: Table = releases[0].table
        self._periods = sorted(frozenset().union(*(one.entry.periods for one in releases)))
        self._corrected = corrected
        self._last = releases[-1]
        inner = sorted(self._table.counts)
        self._place = {
            (period, cell): place for place, (period, cell) in enumerate((p, c) for p in self._periods for c in inner)
        }
        size = len(self._place) + 1
        known = [
            Statement(self.form(one, cell), figure, figure)
            for one in releases
            for cell, figure in one.figures.items()
            if not isinstance(figure, Mark)
        ]
        known.append(Statement(self.form(self._last, corrected), 0, None))
        lows, highs = (*(0,) * (size - 1), -FAR), (FAR,) * size
        self._attack = Attack(Problem(((),) * size, lows, highs, (0,) * size, tuple(known), (), ()))

    def form(self, release: Release, cell: Cell) -> Form:
        """A cell of a release."""
        inner = set(self._table.inner(cell))
        terms = [
            (place, 1)
            for (period, one), place in self._place.items()
            if one in inner and period in release.entry.periods
        ]
        return Form((*terms, *([(len(self._place), 1)] if release is self._last and self._corrected in inner else [])))

    def interval(self, release: Release, cell: Cell) -> tuple[int, int] | None:
        """The least and the most that a cell of a release can be; None where the guess is wrong for sure."""
        form = self.form(release, cell)
        try:
            least, most = -self._attack.push(form, -1).value, self._attack.push(form, 1).value
        except Contradiction:
            return None
        return math.ceil(least - CLOSE), math.floor(most + CLOSE)


def guessed(releases: Sequence[Release], threshold: int) -> list[tuple[int, Cell, int, int]]:
    """Each small cell that all guesses together leave too narrow: which release, the cell, its least and its most."""
    table = releases[0].table
    guesses = [Guess(releases, cell) for cell in sorted(table.counts)]
    found = []
    for number, release in enumerate(releases):
        for cell, count in release.table.values.items():
            if count < threshold:
                left = [one for guess in guesses if (one := guess.interval(release, cell))]
                least, most = min(low for low, _ in left), max(high for _, high in left)
                if least > 0 or most < threshold:
                    found.append((number, cell, least, most))
    return found
