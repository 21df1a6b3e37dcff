"""The unknowns that no table gives, filled in.

Proof note. Before: statements that some world agrees with, else ``Contradiction``. After: one world that agrees with
all of them, and of those one that supposes the smallest corrections. No target depends on what is filled in, but what a
reader is taken to suppose of a correction does (``supposing.py``): that it is as small as it can be.
"""

from collections.abc import Iterable

import highspy
import numpy as np

from nabij_disclosure.errors import Contradiction, TooLarge, Undecided
from nabij_disclosure.problem import Form, Statement, World
from nabij_disclosure.solver import add_statements, add_unknowns, costs_of, make_whole, price, quiet_solver, rounded

PATIENCE = 60.0
"""Seconds by the clock to fill in what no table of a cyclic set gives: steps do not end a program of whole numbers. A
busy machine refuses sooner, and never fills in another world."""

STOPPED = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kSolutionLimit)
"""How the solver says that it stopped: by the clock, or after so many branches."""


def complete(lows: tuple[int, ...], highs: tuple[int, ...], statements: Iterable[Statement], least: Form) -> World:
    """A world that agrees with statements and has least of a form; the one that follows from equations where one does.

    Raises ``Contradiction`` where none agrees, ``TooLarge`` if it takes long, ``Undecided`` if nothing was found out.
    """
    known = list(statements)
    world = _spread(lows, highs, known)
    if world is None:
        solver = quiet_solver()
        size = len(lows)
        add_unknowns(solver, lows, highs)
        make_whole(solver, size)
        price(solver, costs_of(least, 1, size))
        add_statements(solver, known)
        solver.setOptionValue("time_limit", PATIENCE)
        solver.run()
        if solver.getModelStatus() in STOPPED:
            raise TooLarge(f"no whole table of {size} cells was found in time")
        if solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            raise Undecided("whether a whole table agrees with everything that was released was not found out")
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Contradiction("no table is consistent with everything that was released")
        world = tuple(map(int, rounded(np.array(solver.getSolution().col_value))))
    return world


def _spread(lows: tuple[int, ...], highs: tuple[int, ...], known: list[Statement]) -> World | None:
    """The world in which each unknown follows from one equation at a time; None where some do not."""
    found: dict[int, int] = {
        place: low for place, (low, high) in enumerate(zip(lows, highs, strict=True)) if low == high
    }
    equations = [statement for statement in known if statement.low is not None and statement.low == statement.high]
    waiting = len(equations) + 1
    while len(equations) < waiting and len(found) < len(lows):
        waiting, again = len(equations), []
        for statement in equations:
            left = [(place, factor) for place, factor in statement.form.terms if place not in found]
            if len(left) == 1 and abs(left[0][1]) == 1:
                rest = sum(found[place] * factor for place, factor in statement.form.terms if place in found)
                found[left[0][0]] = (int(statement.low or 0) - rest) * left[0][1]
            elif left:
                again.append(statement)
        equations = again
    return tuple(found[place] for place in range(len(lows))) if len(found) == len(lows) else None
