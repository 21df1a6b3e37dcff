"""The cheapest way to leave the truth: a world in which a target reaches its end and few shown figures change.

An elastic program: each figure may differ from its printed value at a price. Where the price comes to nothing the world
is a witness that nobody can tell; otherwise the figures that moved are what would have to be hidden for it to be one.
Kelly, Golden & Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22 (1992) 397–417.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from nabij_disclosure.attack import CLOSE, Forms, Vector, Whole, add_rows, add_statements, quiet_solver
from nabij_disclosure.errors import OutOfReach
from nabij_disclosure.problem import Form, Problem, Statement

AGAINST_WANDERING = 1e-4
"""What a hidden figure pays per unit, so that a world differs from the truth nowhere without need."""


@dataclass(frozen=True)
class Move:
    """A world, and the figures (positions) that differ in it from what is printed although they are shown."""

    world: Whole
    moved: frozenset[int]


class Moves:
    """Worlds nearest to the truth, by a price for each shown figure that differs; one solver, started warm."""

    def __init__(self, problem: Problem, prices: Vector) -> None:
        self._figures = Forms([figure.form for figure in problem.figures])
        self._values = np.array([figure.value for figure in problem.figures], dtype=np.int64)
        self._prices = prices
        self._size = len(problem.names)
        self._hidden: frozenset[int] = frozenset()
        self._solver = self._build(problem)

    def _build(self, problem: Problem) -> highspy.Highs:
        solver = quiet_solver()
        solver.setOptionValue("presolve", "off")
        # a nearly nearest world is as good a witness
        solver.setOptionValue("mip_rel_gap", 0.2)
        size, count = self._size, self._figures.count
        solver.addVars(size, np.array(problem.lows, dtype=float), np.array(problem.highs, dtype=float))
        values = self._values.astype(float)
        add_rows(solver, self._figures, values, values)
        add_statements(solver, problem.known)
        rows = np.arange(count, dtype=np.int32)
        for sign in (-1.0, 1.0):
            costs, zeros, endless = self._prices, np.zeros(count), np.full(count, highspy.kHighsInf)
            solver.addCols(count, costs, zeros, endless, count, rows, rows, np.full(count, sign))
        return solver

    def hide(self, hidden: frozenset[int]) -> None:
        """From now on these figures differ at next to no price."""
        costs = self._prices.copy()
        costs[sorted(hidden)] = AGAINST_WANDERING
        count = self._figures.count
        every = np.arange(self._size, self._size + 2 * count, dtype=np.int32)
        self._solver.changeColsCost(2 * count, every, np.concatenate((costs, costs)))
        self._hidden = hidden

    def reach(self, form: Form, sign: int, least: int, also: Statement | None = None) -> Move:
        """The nearest whole world in which ``sign`` times a form is at least ``least``, and in which ``also`` holds.

        Raises ``OutOfReach`` when there is none even if everything is hidden.
        """
        point = self._solve(form, sign, least, also, whole=False)
        world = np.rint(point).astype(np.int64)
        if np.abs(world - point).max(initial=0) > CLOSE:
            world = np.rint(self._solve(form, sign, least, also, whole=True)).astype(np.int64)
        differs = np.flatnonzero(self._figures.values(world) != self._values)
        return Move(world, frozenset(differs.tolist()) - self._hidden)

    def _solve(self, form: Form, sign: int, least: int, also: Statement | None, *, whole: bool) -> Vector:
        solver = self._solver
        rows = [
            Statement(form, least if sign > 0 else None, -least if sign < 0 else None, ""),
            *([also] if also else []),
        ]
        add_statements(solver, rows)
        if whole:
            self._set_kind(highspy.HighsVarType.kInteger)
        solver.run()
        status = solver.getModelStatus()
        point = np.array(solver.getSolution().col_value)[: self._size]
        if whole:
            self._set_kind(highspy.HighsVarType.kContinuous)
        last = solver.getNumRow()
        solver.deleteRows(len(rows), np.arange(last - len(rows), last, dtype=np.int32))
        if status != highspy.HighsModelStatus.kOptimal:
            raise OutOfReach(status.name)
        return point

    def _set_kind(self, kind: highspy.HighsVarType) -> None:
        self._solver.changeColsIntegrality(self._size, np.arange(self._size, dtype=np.int32), np.full(self._size, kind))
        self._solver.setOptionValue("presolve", "on" if kind == highspy.HighsVarType.kInteger else "off")
