"""Figures that are no cells: percentages, bands, numbers in a sentence, points of a chart, signals that name a count.

Sources: Hundepool et al., *Statistical Disclosure Control* (2012), 4.2 (what a percentage on a small base gives away),
and Dinur & Nissim, "Revealing information while preserving privacy", PODS 2003 (many statements together reveal).

Proof note. Before: a statement that is true of a table, and the ledger. After ``tell``: with everything ever released
and this statement together, a whole world by addition shows for each end of each target that nobody can rule it out,
and no insider computes more than without it. Why a statement is linear: a share of a base is between two bounds times
that base, whether the base is shown or not. Of a share's rounding the reader knows which bound belongs to it.
"""

from dataclasses import replace

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import TellsTooMuch
from nabij_disclosure.history import Released, Told
from nabij_disclosure.insider import exposures
from nabij_disclosure.pose import Asked, Link, pose_all
from nabij_disclosure.problem import Problem
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.solver import Agreeing
from nabij_disclosure.table import Cell, Table
from nabij_disclosure.witnesses import Witnesses, search

LEAST_BASE = 20
"""No percentage of fewer people."""


def number(table: Table, cell: Cell) -> Told:
    """A count as it is: in a sentence, as a point of a chart, in a signal."""
    count = table.values[cell]
    return Told(((cell, 1),), count, count, f"{' | '.join(cell)}: {count}")


def band(table: Table, cell: Cell, low: int | None, high: int | None) -> Told:
    """A count between two bounds, one of which may be open. Raises ``ValueError`` when it is not."""
    told = Told(((cell, 1),), low, high, f"{' | '.join(cell)}: {low} – {high}")
    if not told.holds_in(table):
        raise ValueError(f"{told.words} is not true")
    return told


def percentage(table: Table, cell: Cell, base: Cell, *, decimals: int = 0) -> tuple[Told, Told]:
    """A share in whole per cents or finer, halves rounded up: at least its lower bound, and under its upper bound.

    Raises ``TellsTooMuch`` when fewer than ``LEAST_BASE`` people are the base.
    """
    count, whole = table.values[cell], table.values[base]
    if whole < LEAST_BASE:
        raise TellsTooMuch(f"a percentage of fewer than {LEAST_BASE} people gives away the count")
    parts = 100 * 10**decimals
    rounded = (2 * parts * count + whole) // (2 * whole)
    words = f"{' | '.join(cell)} / {' | '.join(base)}: {rounded / 10**decimals:.{decimals}f}%"
    at_least = ((cell, 2 * parts), (base, 1 - 2 * rounded))
    under = ((cell, 2 * parts), (base, -1 - 2 * rounded))
    return Told(at_least, 0, None, words), Told(under, None, -1, words)


def tell(
    asked: Asked,
    told: tuple[Told, ...],
    *,
    settings: Settings,
    history: tuple[Released, ...] = (),
    links: tuple[Link, ...] = (),
) -> Released:
    """The entry that the ledger must keep before anybody is told; no figure of the table itself is out by it.

    Raises ``TellsTooMuch`` when it would give something away, ``NotProven`` when that was not found out, and
    ``Contradiction``, ``MalformedTable`` or ``TooLarge`` as ``release`` does. A total under the threshold is told by
    ``release`` alone.
    """
    table = asked.table
    every = frozenset(cell for cell in table.cells if not table.is_impossible(cell))
    entry = Released(
        table,
        asked.periods,
        every,
        asked.ends(settings, links),
        told=told,
        threshold=settings.threshold,
        staff=asked.heads(links),
        behind=asked.kept(old.periods for old in history if old.table.measure == table.measure),
    )
    silent = replace(entry, told=())
    problem = pose_all((asked,), settings, history=(*history, entry), links=links)
    check(problem)
    without = pose_all((asked,), settings, history=(*history, silent), links=links)
    check_supposed(problem, without)
    learned = _insider(problem) - _insider(without)
    if learned:
        figure, target = min(learned)
        raise TellsTooMuch(f"whoever knows {' | '.join(figure)} would know {' | '.join(target)}")
    return entry


def check_supposed(problem: Problem, without: Problem) -> None:
    """Whether readers who suppose more than is certain learn nothing from what is said either.

    ``without``: the same problem before it is said, of which each target keeps the ends. Raises ``TellsTooMuch``.
    """
    for now, before in zip(problem.supposed, without.supposed, strict=True):
        check(replace(now, targets=before.targets))


def check(problem: Problem, hidden: frozenset[int] | None = None) -> None:
    """Whether what is known, with these figures hidden (or all of them), leaves each target open.

    Raises ``TellsTooMuch`` with all that it gives away, ``Contradiction`` where nothing is possible.
    """
    hidden = frozenset(range(len(problem.figures))) if hidden is None else hidden
    attack = Attack(problem)
    attack.hide(hidden)
    witnesses = Witnesses(problem.targets, np.array(problem.truth, dtype=np.int64))
    given_away = []
    for place, side in search(attack, witnesses):
        target = problem.targets[place]
        world = attack.find_whole(target.form, side, target.high if side > 0 else -target.low)
        if world is None:
            given_away.append(" | ".join(target.name))
        else:
            witnesses.keep(world)
    if given_away:
        raise TellsTooMuch(f"it would give away {', '.join(sorted(set(given_away)))}")
    reader = Agreeing(problem, hidden)
    if not all(map(reader.agrees, witnesses.worlds)):
        raise TellsTooMuch("a world that should show that nobody can tell does not agree with what is known")


def _insider(problem: Problem) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """By name which figure gives which target to whoever knows it, with every figure hidden."""
    truth = np.array(problem.truth, dtype=np.int64)
    found = exposures(problem, frozenset(range(len(problem.figures))), [truth])
    return {(problem.figures[one.figure].name, problem.targets[one.target].name) for one in found}
