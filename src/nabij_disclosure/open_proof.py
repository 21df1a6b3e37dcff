"""Two whole tables for every hidden figure, computed from what every reader has: they may be handed to anybody.

The worlds of ``certificate.py`` start from the truth and stay near it, so that whoever lays many of them side by side
reads it off; they never leave. These are found anew, without it, by the reader's own linear program.

Proof note. Before: a problem and a pattern that ``release`` proved. After: each world agrees with every printed figure
and with everything released before, by addition, and each hidden figure differs between its two. Why nothing leaks: the
program holds printed figures, earlier printed figures and public bounds only, and whether to go on depends on its own
answers only, so any reader could have made the file. One thing comes from the ledger: whether an earlier table was
corrected, which lets a difference be negative.
"""

from dataclasses import dataclass, replace
from math import floor

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import NotProven
from nabij_disclosure.problem import Figure, Problem, index_of
from nabij_disclosure.solver import CLOSE, Whole
from nabij_disclosure.table import Cell, Table


@dataclass(frozen=True)
class Proof:
    """Whole tables (a count for each inner cell), and for each hidden cell the positions of two and what they say."""

    worlds: tuple[tuple[int, ...], ...]
    figures: dict[Cell, tuple[int, int]]


def open_proof(problem: Problem, table: Table, hidden: frozenset[Cell], threshold: int) -> Proof:
    """A low and a high table for each hidden cell. Raises ``NotProven`` where a reader could compute one."""
    index = index_of(problem)
    places = [index[cell] for cell in table.cells if cell in hidden]
    attack = Attack(_in_public(problem, frozenset(places), threshold))
    attack.hide(frozenset(places))
    worlds: list[Whole] = []
    for place in places:
        figure = problem.figures[place]
        _widen(attack, figure, threshold, worlds)
    figures = {}
    for place in places:
        figure = problem.figures[place]
        said = [_at(figure, world) for world in worlds]
        if not said or min(said) == max(said):
            raise NotProven("a hidden figure can be computed")
        figures[figure.name] = (said.index(min(said)), said.index(max(said)))
    used = sorted({place for pair in figures.values() for place in pair})
    inner = [problem.figures[index[cell]] if cell in index else None for cell in table.counts]
    return Proof(
        tuple(tuple(0 if figure is None else _at(figure, worlds[place]) for figure in inner) for place in used),
        {cell: (used.index(low), used.index(high)) for cell, (low, high) in figures.items()},
    )


def _at(figure: Figure, world: Whole) -> int:
    return sum(coefficient * int(world[position]) for position, coefficient in figure.form.terms)


def _widen(attack: Attack, figure: Figure, threshold: int, worlds: list[Whole]) -> None:
    """Add worlds until a figure has been at most 0 and at least the threshold, or as far as it goes."""
    for side, wanted in ((-1, 0), (1, threshold)):
        said = [side * _at(figure, world) for world in worlds]
        if side > 0 and said:
            # where even the lowest is over the threshold, the highest must be over the lowest
            wanted = max(wanted, min(said) + 1)
        if said and max(said) >= wanted:
            continue
        reach = attack.push(figure.form, side)
        world = attack.whole(reach)
        most = floor(reach.value + CLOSE)
        if world is None and (not said or most > max(said)):
            world = attack.find_whole(figure.form, side, min(wanted, most))
        if world is not None:
            worlds.append(world)


def _in_public(problem: Problem, hidden: frozenset[int], threshold: int) -> Problem:
    """The problem with bounds that do not come from a hidden total."""
    shown = [figure.value for place, figure in enumerate(problem.figures) if place not in hidden]
    told = [bound for statement in problem.known for bound in (statement.low, statement.high) if bound is not None]
    far = 4 * max(map(abs, (*shown, *told, 10 * threshold)))
    lows = tuple(-far if low < 0 else low for low in problem.lows)
    highs = tuple(far if high > 0 else high for high in problem.highs)
    return replace(problem, lows=lows, highs=highs)


def check(table: Table, shown: dict[Cell, int], proof: Proof, threshold: int) -> None:
    """Check by addition, without any solver: only names and printed figures of the table. Raises ``NotProven``.

    A table went out, and not the sentence that few came: so each world counts ``threshold`` or more in all.
    """
    cells = list(table.counts)
    tables = [dict(zip(cells, world, strict=True)) for world in proof.worlds]
    for number, world in enumerate(tables):
        if any(count < 0 for count in world.values()):
            raise NotProven(f"world {number} counts fewer than nobody")
        if table.top not in shown and sum(world.values()) < threshold:
            raise NotProven(f"world {number} counts fewer than a table that goes out")
        for cell, figure in shown.items():
            if sum(world[leaf] for leaf in table.inner(cell)) != figure:
                raise NotProven(f"world {number} does not agree with what is shown")
    for cell, (low, high) in proof.figures.items():
        least, most = (sum(tables[place][leaf] for leaf in table.inner(cell)) for place in (low, high))
        if least >= most:
            raise NotProven(f"{' | '.join(cell)} is the same in both its worlds")
