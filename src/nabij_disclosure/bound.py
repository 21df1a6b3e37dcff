"""The fewest figures that any safe pattern hides: a bound from below by linear programming, and what cuts show needed.

Source: Fischetti & Salazar-González, "Models and algorithms for optimizing cell suppression in tabular data with linear
constraints", JASA 95 (2000) 916–928: a master problem over "is this figure hidden", and for each end that a reader
rules out an inequality from the duals of the reader's linear program.

Proof note. Before: ``truth`` agrees with ``known``. After: every safe pattern meets every cut, so the least sum in the
relaxed master, rounded up, bounds what a safe pattern hides. Why: for whatever multipliers of figures and statements, a
world that reaches the end has the end's distance at most the sum of what each figure, statement and unknown can add;
a shown figure adds nothing. Multipliers come from a solver, yet the cut is recomputed from them and rounded to the safe
side, and no coefficient has to exceed the right-hand side because a figure is hidden whole or not at all.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from nabij_disclosure.errors import Contradiction
from nabij_disclosure.problem import Problem, Target
from nabij_disclosure.solver import (
    CLOSE,
    ENDLESS,
    Allowance,
    Forms,
    Vector,
    Whole,
    bounds_of,
    costs_of,
    price,
    quiet_solver,
    reader_of,
    run,
)

SLACK = 1e-5
"""Rounding to the safe side: multipliers under it count as nothing, and a cut promises this much less."""

TAIL = 0.1
"""A round of cuts that raises the bound by less than this part of a figure is the last."""

type Tick = Callable[[], None]


@dataclass(frozen=True)
class Cut:
    """Every safe pattern has the ``weights`` of what it hides add up to at least 1."""

    places: tuple[int, ...]
    weights: tuple[float, ...]

    def misses(self, hidden: Vector) -> bool:
        """Whether a (relaxed) pattern does not meet it."""
        places, weights = self._arrays
        return float(weights @ hidden[places]) < 1 - 100 * SLACK

    @cached_property
    def _arrays(self) -> tuple[Whole, Vector]:
        """Its places and weights, made once: it is asked of thousands of patterns."""
        return np.array(self.places, dtype=np.int64), np.array(self.weights)


@dataclass(frozen=True)
class End:
    """A side of a target that the truth itself does not reach, and how far away it is."""

    target: Target
    side: int
    need: int


def ends_of(problem: Problem) -> tuple[End, ...]:
    """Every end that needs a world other than the truth."""
    found = (end_of(problem, place, side) for place in range(len(problem.targets)) for side in (1, -1))
    return tuple(end for end in found if end.need > 0)


def end_of(problem: Problem, place: int, side: int) -> End:
    """One side of the target at a place."""
    target = problem.targets[place]
    true = target.form.at(problem.truth)
    return End(target, side, target.high - true if side > 0 else true - target.low)


class Separation:
    """Cuts that a relaxed pattern misses: a reader to whom half-hidden figures may move by half the distance."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._figures = Forms(figure.form for figure in problem.figures)
        self._known = Forms(statement.form for statement in problem.known)
        self._truth = np.array(problem.truth, dtype=float)
        self._values = np.array([figure.value for figure in problem.figures], dtype=float)
        self._up = np.array(problem.highs, dtype=float) - self._truth
        self._down = self._truth - np.array(problem.lows, dtype=float)
        self._rise, self._fall = _room(self._figures, self._up, self._down)
        truth = np.array(problem.truth, dtype=np.int64)
        known = self._known.values(truth)
        floors, ceilings = bounds_of(problem.known)
        self._above, self._below = ceilings.astype(float) - known, known - floors.astype(float)
        self._solver = reader_of(
            (problem.lows, problem.highs), self._figures, self._values.astype(np.int64), problem.known
        )

    def cut(self, end: End, hidden: Vector, allowance: Allowance = ENDLESS) -> Cut | None:
        """What this end demands more than a relaxed pattern gives, if anything and within the allowance."""
        solver, count = self._solver, self._figures.count
        room = np.where(hidden > 1 - CLOSE, highspy.kHighsInf, end.need * hidden)
        rows, lows, highs = np.arange(count, dtype=np.int32), self._values - room, self._values + room
        solver.changeRowsBounds(count, rows, lows, highs)  # type: ignore[attr-defined]  # missing in highspy's stubs
        costs = costs_of(end.target.form, end.side, len(self._truth))
        price(solver, costs)
        status = run(solver, allowance)
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise Contradiction("no table is consistent with everything that was released")
        if status != highspy.HighsModelStatus.kOptimal:
            # no answer is no cut: the bound stays lower
            return None
        solution = solver.getSolution()
        if float(costs @ (np.array(solution.col_value) - self._truth)) >= end.need - CLOSE:
            return None
        found = self._from(end, costs, np.array(solution.row_dual))
        return found if found is not None and found.misses(hidden) else None

    def _from(self, end: End, costs: Vector, duals: Vector) -> Cut | None:
        duals = np.where(np.abs(duals) > SLACK, duals, 0.0)
        mine, others = duals[: self._figures.count], duals[self._figures.count :]
        rest = costs - _spread(self._figures, mine, len(costs)) - _spread(self._known, others, len(costs))
        given = np.sum(np.maximum(rest * self._up, -rest * self._down))
        given += np.sum(np.maximum(others * self._above, -others * self._below))
        lacking = end.need - float(given) - SLACK
        if lacking <= 100 * SLACK:
            return None
        weights = np.minimum(np.maximum(mine * self._rise, -mine * self._fall) / lacking, 1.0)
        places = np.flatnonzero(weights > 0)
        return Cut(tuple(places.tolist()), tuple(weights[places].tolist()))


def _room(forms: Forms, up: Vector, down: Vector) -> tuple[Vector, Vector]:
    """How far each form can rise and fall at most, from the bounds of its unknowns."""
    rise, fall = np.zeros(forms.count), np.zeros(forms.count)
    plus, minus = np.maximum(forms.coefficients, 0), np.maximum(-forms.coefficients, 0)
    np.add.at(rise, forms.owners, plus * up[forms.positions] + minus * down[forms.positions])
    np.add.at(fall, forms.owners, plus * down[forms.positions] + minus * up[forms.positions])
    return rise, fall


def _spread(forms: Forms, multipliers: Vector, size: int) -> Vector:
    """What a sum of forms, so multiplied, asks of each unknown."""
    sums = np.zeros(size)
    np.add.at(sums, forms.positions, forms.coefficients * multipliers[forms.owners])
    return sums


class Master:
    """Which figures are hidden, between 0 and 1, under the cuts found so far, at least cost."""

    def __init__(self, count: int, primary: frozenset[int]) -> None:
        self._count = count
        self._solver = quiet_solver()
        lows = np.zeros(count)
        lows[sorted(primary)] = 1
        self._solver.addVars(count, lows, np.ones(count))
        self._solver.changeColsCost(count, np.arange(count, dtype=np.int32), np.ones(count))

    def add(self, cut: Cut) -> None:
        """Demand this as well."""
        places, weights = np.array(cut.places, dtype=np.int32), np.array(cut.weights)
        self._solver.addRow(1.0, highspy.kHighsInf, len(places), places, weights)

    def solve(self, allowance: Allowance) -> Vector | None:
        """The cheapest relaxed pattern; None when that takes too long."""
        if run(self._solver, allowance) != highspy.HighsModelStatus.kOptimal:
            return None
        hidden: Vector = np.clip(np.array(self._solver.getSolution().col_value), 0, 1)
        return hidden


class Optimum:
    """The bound, the ``shares`` of figures that reach it, and which figures the cuts show to be needed."""

    def __init__(self, problem: Problem, primary: frozenset[int]) -> None:
        self._problem = problem
        self._primary = primary
        self._ends = ends_of(problem)
        self._separation = Separation(problem)
        self._master = Master(len(problem.figures), primary)
        self._cuts: dict[int, list[Cut]] = {}
        self.bound = len(primary)
        self.shares = np.zeros(len(problem.figures))

    def raise_bound(self, enough: int, allowance: Allowance, tick: Tick) -> int:
        """Raise the bound until it is ``enough``, the allowance is spent or cuts hardly help; give it back."""
        before = -math.inf
        while self.bound < enough and not allowance.is_spent():
            hidden = self._master.solve(allowance)
            if hidden is None:
                break
            self.shares = hidden
            self.bound = max(self.bound, math.ceil(float(hidden.sum()) - 100 * SLACK))
            if self.bound >= enough or hidden.sum() - before < TAIL or not self._cut(hidden, allowance, tick):
                break
            before = hidden.sum()
        return self.bound

    def _cut(self, hidden: Vector, allowance: Allowance, tick: Tick) -> int:
        """Add what this pattern misses; how many cuts that were."""
        found: dict[Cut, None] = {}
        for end in self._ends:
            if allowance.is_spent():
                break
            tick()
            if any(cut.misses(hidden) and _speaks_of(cut, end, self._problem) for cut in found):
                continue
            cut = self._separation.cut(end, hidden, allowance)
            if cut is not None:
                found[cut] = None
        for cut in found:
            self._keep(cut)
        return len(found)

    def _keep(self, cut: Cut) -> None:
        self._master.add(cut)
        for place in cut.places:
            self._cuts.setdefault(place, []).append(cut)

    def needs(self, hidden: frozenset[int], place: int) -> bool:
        """Whether a safe pattern that hides no more than these hides this one: some cut that it meets says so."""
        without = self._vector(hidden - {place})
        return any(cut.misses(without) for cut in self._cuts.get(place, ()))

    def learn(self, place: int, side: int, hidden: frozenset[int], allowance: Allowance) -> None:
        """Keep what keeps a reader from this end of the target at a place while these are hidden."""
        cut = self._separation.cut(end_of(self._problem, place, side), self._vector(hidden), allowance)
        if cut is not None:
            self._keep(cut)

    def _vector(self, hidden: frozenset[int]) -> Vector:
        whole = np.zeros(len(self.shares))
        whole[sorted(hidden)] = 1
        return whole


def _speaks_of(cut: Cut, end: End, problem: Problem) -> bool:
    """Whether a cut of this round already asks for more around this end."""
    return any(problem.figures[place].name == end.target.name for place in cut.places)
