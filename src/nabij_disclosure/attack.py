"""What a reader can compute: the best bounds on any form, and whole worlds that prove that a bound is reached.

The reader knows every statement and solves a linear program per form (the *audit* of statistical disclosure control;
Fischetti & Salazar-González 2000, section 2). Floating point only points the way: what counts as proof is a world of
whole numbers that agrees with every statement by addition.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from nabij_disclosure.errors import BrokenLedger
from nabij_disclosure.problem import Form, Problem, Statement

CLOSE = 1e-6
"""Two values of the solver this near are one."""

FAR = np.iinfo(np.int64).max
"""No bound at all."""

type Vector = NDArray[np.float64]
type Whole = NDArray[np.int64]


class Forms:
    """Many forms as one sparse matrix of whole numbers."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.count = len(forms)
        self.positions = np.array([p for form in forms for p, _ in form.terms], dtype=np.int32)
        self.coefficients = np.array([c for form in forms for _, c in form.terms], dtype=np.int64)
        self.lengths = np.array([len(form.terms) for form in forms], dtype=np.int32)
        self.owners = np.repeat(np.arange(self.count), self.lengths)

    def values(self, world: Whole) -> Whole:
        """Each form's value in a world, exactly."""
        sums = np.zeros(self.count, dtype=np.int64)
        np.add.at(sums, self.owners, self.coefficients * world[self.positions])
        return sums


@dataclass(frozen=True)
class Reach:
    """How far a weighted sum of unknowns goes up, and at which point."""

    value: float
    point: Vector


class Attack:
    """A reader of one problem, to whom more or fewer figures are shown; one solver, started warm at each question."""

    def __init__(self, problem: Problem) -> None:
        self._figures = Forms([figure.form for figure in problem.figures])
        self._statements = problem.known
        self._known = Forms([statement.form for statement in problem.known])
        self._values = np.array([figure.value for figure in problem.figures], dtype=np.int64)
        self._floors = np.array([-FAR if s.low is None else s.low for s in problem.known], dtype=np.int64)
        self._ceilings = np.array([FAR if s.high is None else s.high for s in problem.known], dtype=np.int64)
        self._lows = np.array(problem.lows, dtype=np.int64)
        self._highs = np.array(problem.highs, dtype=np.int64)
        # what the reader knows of each figure: its value while it is shown, nothing or a bound while it is hidden
        self._figure_lows = self._values.copy()
        self._figure_highs = self._values.copy()
        self._solver = self._build()

    def _build(self) -> highspy.Highs:
        solver = quiet_solver()
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("solver", "simplex")
        solver.addVars(len(self._lows), self._lows.astype(float), self._highs.astype(float))
        add_rows(solver, self._figures, _endless(self._figure_lows), _endless(self._figure_highs))
        add_statements(solver, self._statements)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        return solver

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
            low, high = _endless(np.array([lows[position], highs[position]]))
            self._solver.changeRowBounds(int(position), low, high)
        self._figure_lows, self._figure_highs = lows, highs

    def push(self, form: Form, sign: int) -> Reach:
        """The farthest that a form goes up (``sign`` 1) or down (``sign`` -1; its negation then goes up)."""
        costs = np.zeros(len(self._lows))
        for position, coefficient in form.terms:
            costs[position] = sign * coefficient
        return self.push_sum(costs)

    def push_sum(self, costs: Vector) -> Reach:
        """The farthest that a weighted sum of unknowns goes up. Raises ``BrokenLedger`` when nothing is possible."""
        self._solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise BrokenLedger(f"no table is consistent with everything that was released ({status.name})")
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
        """A world that agrees and in which ``sign`` times a form is at least ``least``; None when no whole one is."""
        solver = quiet_solver()
        solver.addVars(len(self._lows), self._lows.astype(float), self._highs.astype(float))
        every = np.arange(len(self._lows), dtype=np.int32)
        solver.changeColsIntegrality(len(every), every, np.full(len(every), highspy.HighsVarType.kInteger))
        add_rows(solver, self._figures, _endless(self._figure_lows), _endless(self._figure_highs))
        wanted = Statement(form, least if sign > 0 else None, -least if sign < 0 else None, "")
        add_statements(solver, [*self._statements, wanted])
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        world = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
        return world if self.agrees(world) else None

    def whole(self, reach: Reach) -> Whole | None:
        """The point of a reach as a world, where it is whole and agrees; None where it is fractional."""
        world = np.rint(reach.point).astype(np.int64)
        return world if np.abs(world - reach.point).max(initial=0) < CLOSE and self.agrees(world) else None


def quiet_solver() -> highspy.Highs:
    """A solver that prints nothing and uses one thread."""
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves __init__ untyped
    solver.silent()
    solver.setOptionValue("threads", 1)
    return solver


def _endless(bounds: Whole) -> Vector:
    """Whole bounds as the solver reads them."""
    values = bounds.astype(float)
    values[bounds == FAR], values[bounds == -FAR] = highspy.kHighsInf, -highspy.kHighsInf
    return values


def add_rows(solver: highspy.Highs, forms: Forms, lows: Vector, highs: Vector) -> None:
    starts = (
        np.concatenate(([0], np.cumsum(forms.lengths)[:-1])).astype(np.int32) if forms.count else np.empty(0, np.int32)
    )
    coefficients = forms.coefficients.astype(float)
    solver.addRows(forms.count, lows, highs, len(coefficients), starts, forms.positions, coefficients)


def add_statements(solver: highspy.Highs, statements: Sequence[Statement]) -> None:
    """A row for each statement."""
    lows = np.array([-FAR if statement.low is None else statement.low for statement in statements], dtype=np.int64)
    highs = np.array([FAR if statement.high is None else statement.high for statement in statements], dtype=np.int64)
    add_rows(solver, Forms([statement.form for statement in statements]), _endless(lows), _endless(highs))
