"""A table, everything released before it and the settings, as one problem.

Proof note. Before: a table, and a ledger whose figures were true when they went out. After: ``truth`` agrees with every
statement in ``known`` (else ``BrokenLedger``), every figure of the table is in ``figures``, and every cell, difference
and earlier cell that must stay unknown is a target. Why differences: whoever keeps both tables subtracts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from nabij_disclosure.errors import BrokenLedger
from nabij_disclosure.history import Released, Timeline, timeline
from nabij_disclosure.problem import Figure, Form, Problem, Statement, Target
from nabij_disclosure.sensitive import Reason, Settings, sensitive
from nabij_disclosure.table import Cell, Table

ONLY = frozenset({"-"})
"""The periods of a table that says nothing of periods."""


@dataclass(frozen=True)
class _Grid:
    """Where each unknown stands: one for each atom and inner cell."""

    places: dict[tuple[int, Cell], int]
    line: Timeline

    def form(self, release: int, table: Table, cell: Cell) -> Form:
        inner = table.inner(cell)
        places = (self.places.get((atom, leaf)) for atom in self.line.sums[release] for leaf in inner)
        return Form(tuple(sorted((place, 1) for place in places if place is not None)))


def pose(
    table: Table,
    settings: Settings,
    *,
    history: tuple[Released, ...] = (),
    periods: frozenset[str] = ONLY,
    staff: Mapping[Cell, int] | None = None,
    largest: Mapping[Cell, int] | None = None,
) -> Problem:
    """What a reader would know and must not find out. Raises ``BrokenLedger`` and ``MalformedTable``."""
    line = timeline((*((old.table, old.periods) for old in history), (table, periods)))
    grid = _Grid(_places(line), line)
    tables = [*(old.table for old in history), table]
    needed = sensitive(table, settings, staff=staff, largest=largest)
    now = len(history)
    figures = tuple(
        Figure(cell, grid.form(now, table, cell), count)
        for cell, count in table.values.items()
        if not table.is_impossible(cell)
    )
    lows, highs, truth = _bounds(grid, tables, settings)
    known = (*_released(grid, history), *_heads(grid, now, table, staff or {}))
    targets = (
        *(Target(cell, grid.form(now, table, cell), 0, settings.threshold, reason) for cell, reason in needed.items()),
        *_earlier(grid, history),
        *_increments(grid, tables, settings),
    )
    names = tuple((str(atom), *leaf) for atom, leaf in grid.places)
    problem = Problem(names, lows, highs, truth, known, figures, targets)
    if not problem.agrees(truth, frozenset()):
        raise BrokenLedger("the true counts contradict what was released")
    return problem


def _places(line: Timeline) -> dict[tuple[int, Cell], int]:
    keys = [(number, cell) for number, atom in enumerate(line.atoms) for cell in atom.counts]
    return {key: place for place, key in enumerate(keys)}


def _bounds(
    grid: _Grid, tables: list[Table], settings: Settings
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Bounds and true value of each unknown; far enough away where nothing is known."""
    far = max(4 * max(table.values[table.top] for table in tables), 10 * settings.threshold)
    nobody = frozenset().union(*(table.impossible for table in tables))
    lows, highs, truth = [], [], []
    for number, cell in grid.places:
        atom = grid.line.atoms[number]
        empty = cell in nobody
        lows.append(0 if empty or not atom.free else -far)
        highs.append(0 if empty else far)
        truth.append(atom.counts[cell])
    return tuple(lows), tuple(highs), tuple(truth)


def _released(grid: _Grid, history: tuple[Released, ...]) -> Iterable[Statement]:
    for number, old in enumerate(history):
        for cell, count in old.table.values.items():
            told = old.bands.get(cell) if cell in old.hidden else (count, count)
            if told and not old.table.is_impossible(cell):
                yield Statement(grid.form(number, old.table, cell), *told, " | ".join((str(number), *cell)))


def _heads(grid: _Grid, now: int, table: Table, staff: Mapping[Cell, int]) -> Iterable[Statement]:
    """Nobody thinks that more people came than work there; a count over its head count is refused with the ledger's."""
    for cell, heads in staff.items():
        yield Statement(grid.form(now, table, cell), None, heads, f"staff {' | '.join(cell)}")


def _earlier(grid: _Grid, history: tuple[Released, ...]) -> Iterable[Target]:
    for number, old in enumerate(history):
        for cell, (low, high) in old.watched.items():
            yield Target((str(number), *cell), grid.form(number, old.table, cell), low, high, Reason.EARLIER)


def _increments(grid: _Grid, tables: list[Table], settings: Settings) -> Iterable[Target]:
    """Small differences between two releases, one of which sums all that the other does."""
    for first, second in combinations(range(len(tables)), 2):
        if not set(grid.line.sums[first]) <= set(grid.line.sums[second]):
            continue
        restated = grid.line.atoms[grid.line.sums[second][-1]].correction
        for cell, count in tables[second].values.items():
            change = count - tables[first].values.get(cell, 0)
            if not settings.is_small(change) or tables[second].is_impossible(cell) or (restated and change == 0):
                continue
            new = grid.form(second, tables[second], cell)
            old = grid.form(first, tables[first], cell) if cell in tables[first].values else Form(())
            yield Target((f"{first}-{second}", *cell), new.minus(old), 0, settings.threshold, Reason.INCREMENT)
