"""What a reader can compute: the best bounds on any form, and whole worlds that prove that a bound is reached.

The reader knows every statement and solves a linear program per form: what it finds is the *feasibility interval* of
the literature, and doing so for every target its *audit* (Fischetti & Salazar-González 2000, section 2). Floating point
only points the way: what counts as proof is a world of whole numbers that agrees with every statement by addition.

Proof note. Before: a problem with whole numbers everywhere. After: each world given back agrees with all that this
reader knows, by addition; None is given back only where the solver showed that no such world is, and anything else that
it says is raised. Why: so that "there is none", which lets a figure be shown, is never what a stop looks like.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from nabij_disclosure.errors import Contradiction, TooLarge, Undecided
from nabij_disclosure.problem import Form, Problem, at_least
from nabij_disclosure.solver import (
    CLOSE,
    FAR,
    Allowance,
    Forms,
    Vector,
    Whole,
    add_rows,
    add_statements,
    add_unknowns,
    bounds_of,
    costs_of,
    endless,
    make_whole,
    price,
    quiet_solver,
    reader_of,
    rounded,
    run,
)

NO_WORLD = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
"""How the solver says that nothing agrees; without costs nothing is unbounded."""


@dataclass(frozen=True)
class Reach:
    """How far a weighted sum of unknowns goes up, and at which point."""

    value: float
    point: Vector


class Attack:
    """A reader of one problem, to whom more or fewer figures are shown, and the feasibility interval of any form.

    One solver, started warm at each question. ``allowance``: when it is spent, every question is given up.
    """

    def __init__(self, problem: Problem, allowance: Allowance | None = None) -> None:
        self._problem = problem
        self._allowance = allowance or Allowance()
        self._figures = Forms(figure.form for figure in problem.figures)
        self._known = Forms(statement.form for statement in problem.known)
        self._values = np.array([figure.value for figure in problem.figures], dtype=np.int64)
        self._floors, self._ceilings = bounds_of(problem.known)
        self._lows = np.array(problem.lows, dtype=np.int64)
        self._highs = np.array(problem.highs, dtype=np.int64)
        # what the reader knows of each figure: its value while it is shown, nothing or a bound while it is hidden
        self._figure_lows = self._values.copy()
        self._figure_highs = self._values.copy()
        self._solver = reader_of((problem.lows, problem.highs), self._figures, self._values, problem.known)

    def hide(self, hidden: frozenset[int]) -> None:
        """From now on the reader sees every figure but these (positions in ``Problem.figures``)."""
        shown = np.ones(len(self._values), dtype=bool)
        shown[sorted(hidden)] = False
        self._set(np.where(shown, self._values, -FAR), np.where(shown, self._values, FAR))

    def insist(self, position: int, low: int, high: int | None) -> None:
        """Until the next ``hide`` the reader knows bounds of one figure as well."""
        lows, highs = self._figure_lows.copy(), self._figure_highs.copy()
        lows[position], highs[position] = low, FAR if high is None else high
        self._set(lows, highs)

    def _set(self, lows: Whole, highs: Whole) -> None:
        for position in np.flatnonzero((lows != self._figure_lows) | (highs != self._figure_highs)):
            low, high = endless(np.array([lows[position], highs[position]]))
            self._solver.changeRowBounds(int(position), low, high)
        self._figure_lows, self._figure_highs = lows, highs

    def push(self, form: Form, sign: int) -> Reach:
        """The farthest that a form goes up (``sign`` 1) or down (``sign`` -1; its negation then goes up)."""
        return self.push_sum(costs_of(form, sign, len(self._lows)))

    def push_sum(self, costs: Vector) -> Reach:
        """The farthest that a weighted sum of unknowns goes up.

        Raises ``Contradiction`` when nothing is possible, ``TooLarge`` when time runs out, else ``Undecided``.
        """
        price(self._solver, costs)
        status = run(self._solver, self._allowance)
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TooLarge("what a reader can compute was not found in time")
        if status in NO_WORLD:
            raise Contradiction("no table is consistent with everything that was released")
        if status != highspy.HighsModelStatus.kOptimal:
            raise Undecided(f"what a reader can compute was not found out ({status.name})")
        point = np.array(self._solver.getSolution().col_value)
        return Reach(float(costs @ point), point)

    def agrees(self, world: Whole) -> bool:
        """Whether a whole world could be the true one for this reader: by addition alone."""
        known = self._known.values(world)
        figures = self._figures.values(world)
        return bool(
            np.all((self._lows <= world) & (world <= self._highs))
            and np.all((self._floors <= known) & (known <= self._ceilings))
            and np.all((self._figure_lows <= figures) & (figures <= self._figure_highs))
        )

    def find_whole(self, form: Form, sign: int, least: int) -> Whole | None:
        """A world that agrees and in which ``sign`` times a form is at least ``least``; None when no whole one is.

        Raises ``Undecided`` when the solver says anything else: time that ran out, or a world that does not agree.
        """
        solver = quiet_solver()
        add_unknowns(solver, self._problem.lows, self._problem.highs)
        make_whole(solver, len(self._lows))
        add_rows(solver, self._figures, endless(self._figure_lows), endless(self._figure_highs))
        add_statements(solver, (*self._problem.known, at_least(form, sign, least)))
        status = run(solver, self._allowance)
        if status in NO_WORLD:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise Undecided(f"whether a whole table is possible was not found out ({status.name})")
        world = rounded(np.array(solver.getSolution().col_value))
        if not self.agrees(world):
            raise Undecided("the whole table that was found does not agree with what is shown")
        return world

    def find_other(self, form: Form, value: int) -> Whole | None:
        """A world that agrees and in which a form has another value; None when no whole one has.

        Raises ``Undecided`` when neither way up nor down gave a world and one of them was not found out.
        """
        doubts = []
        for sign in (1, -1):
            try:
                world = self.find_whole(form, sign, sign * value + 1)
            except Undecided as doubt:
                doubts.append(doubt)
                continue
            if world is not None:
                return world
        if doubts:
            raise doubts[0]
        return None

    def whole(self, reach: Reach) -> Whole | None:
        """The point of a reach as a world, where it is whole and agrees; None where it is fractional."""
        world = rounded(reach.point)
        return world if np.abs(world - reach.point).max(initial=0) < CLOSE and self.agrees(world) else None
