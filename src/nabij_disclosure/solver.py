"""The linear program behind every question: unknowns, a row for each figure, a row for each statement.

HiGHS works in floating point and only points the way; what counts as proof is added up in whole numbers elsewhere.

Proof note. Before: whole bounds and forms over the unknowns of one problem. After: a program with exactly those, in the
order unknowns, figures, statements, so that positions in it are those of the problem. Why: every program of this
package is laid here, so that a bound which is None or ``FAR`` means the same to each.
"""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from nabij_disclosure.problem import Form, Problem, Statement

CLOSE = 1e-6
"""Two values of the solver this near are one."""

FAR = np.iinfo(np.int64).max
"""No bound at all."""

NODES = 5000
"""So many branches before a program of whole numbers is given up: the same end on every machine."""

type Vector = NDArray[np.float64]
type Whole = NDArray[np.int64]


class Forms:
    """Many forms as one sparse matrix of whole numbers."""

    def __init__(self, forms: Iterable[Form]) -> None:
        forms = tuple(forms)
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


def bounds_of(statements: Sequence[Statement]) -> tuple[Whole, Whole]:
    """The low and the high of each statement, ``FAR`` away where it has none."""
    lows = [-FAR if statement.low is None else statement.low for statement in statements]
    highs = [FAR if statement.high is None else statement.high for statement in statements]
    return np.array(lows, dtype=np.int64), np.array(highs, dtype=np.int64)


class Agreeing:
    """All that a reader knows, to hold worlds against: by addition in whole numbers alone, each sum once.

    The same verdict as ``Problem.agrees``, which adds up one sum after another and takes twenty times as long.
    """

    def __init__(self, problem: Problem, hidden: frozenset[int]) -> None:
        # a form that is known and printed as well is one sum between the narrower bounds
        known: dict[Form, tuple[int, int]] = {}
        for one in problem.printed(hidden):
            low, high = known.get(one.form, (-FAR, FAR))
            known[one.form] = (
                max(low, -FAR if one.low is None else one.low),
                min(high, FAR if one.high is None else one.high),
            )
        self._forms = Forms(known)
        self._lows, self._highs = (np.array([pair[side] for pair in known.values()], dtype=np.int64) for side in (0, 1))
        self._floors = np.array(problem.lows, dtype=np.int64)
        self._roofs = np.array(problem.highs, dtype=np.int64)

    def agrees(self, world: Sequence[int] | Whole) -> bool:
        """Whether it could be the true one."""
        found = np.asarray(world, dtype=np.int64)
        if found.shape != self._floors.shape or not ((self._floors <= found) & (found <= self._roofs)).all():
            return False
        values = self._forms.values(found)
        return bool(((self._lows <= values) & (values <= self._highs)).all())


def endless(bounds: Whole) -> Vector:
    """Whole bounds as the solver reads them."""
    values = bounds.astype(float)
    values[bounds == FAR], values[bounds == -FAR] = highspy.kHighsInf, -highspy.kHighsInf
    return values


def costs_of(form: Form, sign: int, size: int) -> Vector:
    """What each of ``size`` unknowns adds to ``sign`` times a form."""
    costs = np.zeros(size)
    for position, coefficient in form.terms:
        costs[position] = sign * coefficient
    return costs


def rounded(point: Vector) -> Whole:
    """The whole numbers nearest to a point."""
    return np.rint(point).astype(np.int64)


def quiet_solver() -> highspy.Highs:
    """A solver that prints nothing and uses one thread."""
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves __init__ untyped
    solver.silent()
    solver.setOptionValue("threads", 1)
    return solver


def reader_of(
    bounds: tuple[Sequence[int], Sequence[int]], figures: Forms, values: Whole, known: Sequence[Statement]
) -> highspy.Highs:
    """A reader to whom figures have these values: made to be asked often how far up something goes, warm each time."""
    solver = quiet_solver()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("solver", "simplex")
    add_unknowns(solver, *bounds)
    add_rows(solver, figures, endless(values), endless(values))
    add_statements(solver, known)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def add_unknowns(solver: highspy.Highs, lows: Sequence[int], highs: Sequence[int]) -> None:
    """A column without costs for each unknown, fractions allowed."""
    solver.addVars(len(lows), np.array(lows, dtype=float), np.array(highs, dtype=float))


def make_whole(solver: highspy.Highs, count: int, *, whole: bool = True) -> None:
    """From now on the first so many columns are whole numbers, or may be fractions again."""
    kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.full(count, kind))
    solver.setOptionValue("mip_max_nodes", NODES if whole else highspy.kHighsIInf)


def add_rows(solver: highspy.Highs, forms: Forms, lows: Vector, highs: Vector) -> None:
    """A row for each form, between these bounds, after the rows that are there."""
    starts = (
        np.concatenate(([0], np.cumsum(forms.lengths)[:-1])).astype(np.int32) if forms.count else np.empty(0, np.int32)
    )
    coefficients = forms.coefficients.astype(float)
    solver.addRows(forms.count, lows, highs, len(coefficients), starts, forms.positions, coefficients)


def add_statements(solver: highspy.Highs, statements: Sequence[Statement]) -> None:
    """A row for each statement, after the rows that are there."""
    lows, highs = bounds_of(statements)
    add_rows(solver, Forms(statement.form for statement in statements), endless(lows), endless(highs))


def price(solver: highspy.Highs, costs: Vector, first: int = 0) -> None:
    """What a unit of each column costs or brings, from column ``first`` on."""
    columns = np.arange(first, first + len(costs), dtype=np.int32)
    solver.changeColsCost(len(costs), columns, costs)


@dataclass
class Allowance:
    """How long solvers may go on: so many ``steps``, and until ``ends`` (by ``time.monotonic``) where somebody waits.

    A step is one number touched by the simplex method, about: iterations times rows and columns. Steps are the same on
    every machine, so that what steps end comes out the same everywhere; what time ends does not.
    """

    ends: float = math.inf
    steps: float = math.inf

    def is_spent(self) -> bool:
        """Whether there is nothing left."""
        return self.steps <= 0 or time.monotonic() >= self.ends


ENDLESS = Allowance()
"""Until there is an answer."""


def run(solver: highspy.Highs, allowance: Allowance) -> highspy.HighsModelStatus:
    """Solve until an answer or until the allowance runs out, take the steps off, and say how it ended.

    Whatever ran out is said to be time. A program of fractions stops in the middle when its steps are spent; one of
    whole numbers after ``NODES`` branches.
    """
    if allowance.is_spent():
        return highspy.HighsModelStatus.kTimeLimit
    size = solver.getNumRow() + solver.getNumCol()
    is_whole = solver.getOptionValue("mip_max_nodes")[1] != highspy.kHighsIInf
    most = highspy.kHighsIInf if is_whole else _iterations(allowance.steps, size)
    solver.setOptionValue("simplex_iteration_limit", most)
    # the solver's own clock runs on over its runs
    left = max(allowance.ends - time.monotonic(), 0.0)
    solver.setOptionValue("time_limit", highspy.kHighsInf if left == math.inf else solver.getRunTime() + left)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
        # a warm start that went astray says nothing of the program: once more from nothing
        solver.clearSolver()
        solver.run()
    allowance.steps -= max(0, solver.getInfo().simplex_iteration_count) * size
    stopped = solver.getModelStatus() == highspy.HighsModelStatus.kIterationLimit
    return highspy.HighsModelStatus.kTimeLimit if stopped else solver.getModelStatus()


def _iterations(steps: float, size: int) -> int:
    """How many of them so many steps are, at least one."""
    return highspy.kHighsIInf if steps == math.inf else min(highspy.kHighsIInf, math.ceil(steps / max(size, 1)))
