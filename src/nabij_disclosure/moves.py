"""The cheapest way to leave the truth: a world in which a target reaches its end and few shown figures change.

An elastic program: each figure may differ from its printed value at a price. Where the price comes to nothing the world
is a witness that nobody can tell; otherwise the figures that moved are what would have to be hidden for it to be one.
Kelly, Golden & Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22 (1992) 397–417.

Proof note. Before: the truth agrees with everything known. After ``reach``: a whole world that agrees with everything
known and with every figure that is neither hidden nor in ``moved``; the caller hides ``moved`` and the world is its
witness. Why: what moved is added up from the world itself, never read from the solver's own account of it. Prices
decide only which world is found.
"""

from contextlib import suppress
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from nabij_disclosure.errors import OutOfReach, TooLarge
from nabij_disclosure.problem import Form, Problem, Statement, at_least
from nabij_disclosure.solver import (
    CLOSE,
    Allowance,
    Forms,
    Vector,
    Whole,
    add_rows,
    add_statements,
    add_unknowns,
    make_whole,
    price,
    quiet_solver,
    rounded,
    run,
)

AGAINST_WANDERING = 1e-4
"""What a hidden figure pays per unit, so that a world differs from the truth nowhere without need."""


@dataclass(frozen=True)
class Move:
    """A world, and the figures (positions) that differ in it from what is printed although they are shown."""

    world: Whole
    moved: frozenset[int]


class Moves:
    """Worlds nearest to the truth, by a price for each shown figure that differs; one solver, started warm.

    ``allowance``: when it is spent, every question is given up.
    """

    def __init__(self, problem: Problem, prices: Vector, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Allowance()
        self._figures = Forms(figure.form for figure in problem.figures)
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
        count = self._figures.count
        add_unknowns(solver, problem.lows, problem.highs)
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
        price(self._solver, np.concatenate((costs, costs)), self._size)
        self._hidden = hidden

    def reach(self, form: Form, sign: int, least: int, also: Statement | None = None) -> Move:
        """The nearest whole world in which ``sign`` times a form is at least ``least``, and in which ``also`` holds.

        Raises ``OutOfReach`` when there is none even if everything is hidden, and ``TooLarge`` when time runs out.
        """
        rows = [at_least(form, sign, least), *([also] if also else [])]
        point = self._solve(rows)
        world = rounded(point[: self._size])
        if np.abs(world - point[: self._size]).max(initial=0) > CLOSE:
            world = self._make_whole(point, rows)
        differs = np.flatnonzero(self._figures.values(world) != self._values)
        return Move(world, frozenset(differs.tolist()) - self._hidden)

    def _make_whole(self, point: Vector, rows: list[Statement]) -> Whole:
        """The nearest whole world in which no more figures differ than at a point; if none, the nearest of all."""
        apart = point[self._size :].reshape(2, self._figures.count).max(axis=0) > CLOSE
        apart[sorted(self._hidden)] = True
        self._set_whole(whole=True)
        try:
            self._let_differ(apart)
            with suppress(OutOfReach):
                return rounded(self._solve(rows)[: self._size])
            self._let_differ(np.ones_like(apart))
            return rounded(self._solve(rows)[: self._size])
        finally:
            self._let_differ(np.ones_like(apart))
            self._set_whole(whole=False)

    def _let_differ(self, which: NDArray[np.bool_]) -> None:
        """Only these figures may differ from what is printed."""
        most = np.tile(np.where(which, highspy.kHighsInf, 0.0), 2)
        columns = np.arange(self._size, self._size + len(most), dtype=np.int32)
        self._solver.changeColsBounds(len(most), columns, np.zeros(len(most)), most)

    def _solve(self, rows: list[Statement]) -> Vector:
        solver = self._solver
        add_statements(solver, rows)
        status = run(solver, self._allowance)
        point = np.array(solver.getSolution().col_value)
        last = solver.getNumRow()
        solver.deleteRows(len(rows), np.arange(last - len(rows), last, dtype=np.int32))
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TooLarge("the nearest table was not found in time")
        if status != highspy.HighsModelStatus.kOptimal:
            raise OutOfReach(status.name)
        return point

    def _set_whole(self, *, whole: bool) -> None:
        make_whole(self._solver, self._size, whole=whole)
        self._solver.setOptionValue("presolve", "on" if whole else "off")
