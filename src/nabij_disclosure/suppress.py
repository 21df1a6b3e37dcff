"""Which figures to hide: all that need it, the fewest others, drawn by a secret seed, and one decoy.

The search for few is that of ``fewer.py``. Every pattern is audited. The price of a figure comes from the seed and from
its being a total, never from a count.

Proof note. Before: ``truth`` agrees with ``known``. After: for each end of each target ``Pattern.witnesses`` holds a
whole world that agrees with everything shown and reaches it, so no reader who knows only that can rule it out. Why: a
world stays a witness when more is hidden, since every statement that it met is still met or gone; showing a figure
again is kept only when every end has a witness under the smaller pattern. What it tells that totals are dear is argued
in docs/disclosure.md. The bound is that of ``bound.py``; time that runs out leaves it lower, never wrong.
"""

import math
import time
from collections.abc import Callable
from contextlib import suppress as suppress_error
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.bound import Optimum
from nabij_disclosure.errors import OutOfReach, TooLarge, Undecided
from nabij_disclosure.fewer import DEAR, SPREAD, Found, cost, draw, improve, lots, prune, totals
from nabij_disclosure.insider import Exposure, exposures, not_told_yet
from nabij_disclosure.moves import Move, Moves
from nabij_disclosure.problem import Problem, Statement, index_of
from nabij_disclosure.solver import Allowance, Forms, Vector
from nabij_disclosure.witnesses import Witnesses

type Progress = Callable[[float], None]
"""Told which share is done, from 0 to 1."""

DECOYS_TRIED = 20

STEPS = 8e8 / 30
"""Steps of the solver for each second that an ordinary machine takes for them. Time itself never ends the search for
fewer figures: a table that a busy machine hides in another way is a second table, and the two together give away what
neither does."""

ENOUGH = 100.0
"""A table without a safe pattern after the steps of so many seconds is refused, on every machine."""

LIMIT = math.inf
"""Seconds by the clock after which a table is refused: none, but where somebody waits and says so."""

LAST = 0.05
"""Which share of the steps for fewer figures is kept until insiders are stopped, and to raise the bound once more."""


@dataclass(frozen=True)
class Pattern:
    """What is hidden (positions in ``Problem.figures``), why, and worlds that show that it is enough.

    ``primary``: the primary suppressions, which are targets themselves, and what stays closed; all others are
    complementary suppressions, hidden for the sake of those. ``decoy`` is hidden for no reason at all, so that nobody
    who replays the method knows that a figure was hidden for one; ``bound``: every safe pattern hides at least so many,
    decoys apart.
    """

    hidden: frozenset[int]
    primary: frozenset[int]
    decoy: frozenset[int]
    bound: int
    witnesses: Witnesses


def suppress(
    problem: Problem, seed: bytes, *, seconds: float = 30.0, limit: float = LIMIT, progress: Progress | None = None
) -> Pattern:
    """The figures to hide so that every target stays unknown.

    ``seconds`` bounds the search for fewer of them, by steps that an ordinary machine does in that time, so that the
    same seed gives the same pattern everywhere; ``ENOUGH`` bounds so what must be done. ``limit`` bounds all of it by
    the clock as well. Raises ``NoSafeTable`` when hiding all is not enough, and ``TooLarge`` when either is over before
    all is done.
    """
    tell = progress or (lambda share: None)
    for other in problem.supposed:
        first = suppress(replace(other, closed=problem.closed), seed, seconds=seconds / 3, limit=limit / 3)
        problem = replace(problem, closed=problem.closed | (first.hidden - first.decoy))
    must = Allowance(ends=time.monotonic() + limit, steps=STEPS * ENOUGH)
    may, last = (Allowance(ends=must.ends, steps=STEPS * seconds * share) for share in (1 - LAST, LAST))
    names = index_of(problem)
    primary = problem.closed.union(names[target.name] for target in problem.targets if target.name in names)
    prices = 1 + SPREAD * lots(problem, seed, "price") + DEAR * totals(problem)
    tell(0.1)
    optimum = Optimum(problem, primary)
    found = draw(problem, optimum, primary, prices, must, may)
    tell(0.5)
    found = improve(problem, optimum, primary, found, seed, may, partial(tell, 0.6))
    tell(0.8)
    hidden, witnesses = _shielded(problem, optimum, primary, found, prices, must, last)
    # what was learned of other patterns may say that all of them hide more
    optimum.raise_bound(len(hidden), last, partial(tell, 0.8))
    hidden -= _known_anyway(problem, hidden, witnesses, must)
    decoy = _decoy(problem, seed, hidden, witnesses, must)
    if must.is_spent():
        raise TooLarge("what to hide was not found in time")
    return Pattern(hidden | decoy, primary, decoy, optimum.bound, witnesses)


def _shielded(
    problem: Problem,
    optimum: Optimum,
    primary: frozenset[int],
    found: Found,
    prices: Vector,
    must: Allowance,
    may: Allowance,
) -> Found:
    """A pattern that no insider gets through; what hides from insiders may make others needless."""
    hidden, witnesses = found
    first = copy(witnesses)
    first.worlds = list(witnesses.worlds)
    more = _shield(problem, hidden, witnesses, prices, must), witnesses
    rest = [place for place in np.argsort(-prices).tolist() if place in hidden - primary]
    fewer, seen = prune(problem, optimum, (more[0], first), rest, may)
    if len(fewer) == len(more[0]):
        return more
    return min(more, (_shield(problem, fewer, seen, prices, must), seen), key=lambda one: cost(problem, one[0]))


def _shield(
    problem: Problem, hidden: frozenset[int], witnesses: Witnesses, prices: Vector, must: Allowance
) -> frozenset[int]:
    """Hide more until no insider computes anything else that needed protection, unless it follows whatever is hidden.

    That remains: whoever knows that a sum is none knows that each of its parts is.
    """
    problem = replace(problem, targets=not_told_yet(problem, witnesses.worlds, must))
    moves = Moves(problem, prices, must)
    follows: set[Exposure] = set()
    while found := set(exposures(problem, hidden, witnesses.worlds, must)) - follows:
        moves.hide(hidden)
        for exposure in sorted(found, key=lambda one: (one.figure, one.target)):
            move = _way_out(problem, moves, exposure)
            if move is None:
                follows.add(exposure)
                continue
            witnesses.worlds.append(move.world)
            hidden |= move.moved
            moves.hide(hidden)
    return hidden


def _known_anyway(problem: Problem, hidden: frozenset[int], witnesses: Witnesses, must: Allowance) -> frozenset[int]:
    """Hidden figures that a reader computes all the same: no whole world goes when they are shown.

    Pruning leaves them where a corner is fractional: then it cannot tell that showing them costs nothing.
    """
    attack = Attack(problem, must)
    attack.hide(hidden)
    figures = Forms(figure.form for figure in problem.figures)
    seen = np.array([figures.values(world) for world in witnesses.worlds])
    same = seen.min(axis=0) == seen.max(axis=0)
    known = set()
    for position in sorted(hidden):
        if not same[position]:
            continue
        try:
            other = attack.find_other(problem.figures[position].form, problem.figures[position].value)
        except Undecided:
            # not known to be known: it stays hidden, and the certificate has the last word
            continue
        if other is None:
            known.add(position)
        else:
            witnesses.worlds.append(other)
            same &= figures.values(other) == seen[0]
    return frozenset(known)


def _way_out(problem: Problem, moves: Moves, exposure: Exposure) -> Move | None:
    """The cheapest world in which the insider's figure is what they know and the target is not what it is."""
    figure, target = problem.figures[exposure.figure], problem.targets[exposure.target]
    known = Statement(figure.form, figure.value, figure.value)
    true = target.form.at(problem.truth)
    ways = []
    for side in (1, -1):
        with suppress_error(OutOfReach):
            ways.append(moves.reach(target.form, side, side * true + 1, known))
    return min(ways, key=lambda way: len(way.moved), default=None)


def _decoy(
    problem: Problem, seed: bytes, hidden: frozenset[int], witnesses: Witnesses, must: Allowance
) -> frozenset[int]:
    """One more figure, drawn by the seed, with what must go with it so that it cannot be computed back.

    Among the first ``DECOYS_TRIED`` drawn, the one that takes the fewest others along; a total only where all else is
    hidden. A total is small nowhere, so as a decoy it covers nothing else as long as there is another.
    """
    if not hidden:
        return frozenset()
    # what goes with it is drawn too: between equals a solver's own choice could depend on counts
    prices = 1 + SPREAD * lots(problem, seed, "decoy") + DEAR * totals(problem)
    moves = Moves(problem, prices, must)
    moves.hide(hidden)
    free = [place for place in range(len(problem.figures)) if place not in hidden]
    free.sort(key=lambda place: float(prices[place]))
    best: Move | None = None
    for place in free[:DECOYS_TRIED]:
        figure = problem.figures[place]
        try:
            move = moves.reach(figure.form, 1, figure.value + 1)
        except OutOfReach:
            continue
        if best is None or cost(problem, move.moved) < cost(problem, best.moved):
            best = move
        if cost(problem, best.moved) == (0, 1):
            break
    if best is None:
        return frozenset()
    witnesses.worlds.append(best.world)
    return best.moved
