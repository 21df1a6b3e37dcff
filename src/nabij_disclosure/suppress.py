"""Which figures to hide: all that need it, the fewest others, drawn by a secret seed, and one decoy.

Source: Kelly, Golden & Assad, Networks 22 (1992) 397–417, for repair by cheapest moves, which is a heuristic; where it
is not near the bound (``bound.py``) patterns near it are mended for so many steps. Every pattern is audited. The
price of a figure comes from the seed and from its being a total, never from a count.

Proof note. Before: ``truth`` agrees with ``known``. After: for each end of each target ``Pattern.witnesses`` holds a
whole world that agrees with everything shown and reaches it, so no reader who knows only that can rule it out. Why: a
world stays a witness when more is hidden, since every statement that it met is still met or gone; showing a figure
again is kept only when every end has a witness under the smaller pattern. What it tells that totals are dear is argued
in docs/disclosure.md. The bound is that of ``bound.py``; time that runs out leaves it lower, never wrong.
"""

import hmac
import time
from collections.abc import Callable
from contextlib import suppress as suppress_error
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.bound import Optimum
from nabij_disclosure.errors import NoSafeTable, OutOfReach, TooLarge, Undecided
from nabij_disclosure.insider import Exposure, exposures, not_told_yet
from nabij_disclosure.moves import Move, Moves
from nabij_disclosure.problem import Figure, Problem, Statement, index_of
from nabij_disclosure.solver import Allowance, Forms, Vector, Whole
from nabij_disclosure.witnesses import Witnesses, search

type Progress = Callable[[float], None]
"""Told which share is done, from 0 to 1."""

DECOYS_TRIED = 20

STEPS = 7e8 / 30
"""Steps of the solver for each second that goes to fewer figures. Time itself never ends that search: a table that a
busy machine hides in another way is a second table, and the two together give away what neither does."""

LIMIT = 100.0
"""After so many seconds a table without a safe pattern is refused."""

NEAR = 0.015
"""Which share of all figures may be hidden over the bound before patterns near it are mended; insiders come on top."""

CLOSER = 0.5
"""How much cheaper a figure is, in mending, that the relaxed bound hides whole."""

PULLS = (0.9, 0.5, 0.3, 0.3, 0.3)
"""How much cheaper a figure is that the relaxed bound hides whole, in the patterns drawn beside the first."""

SPREAD = 0.2
"""How far prices differ: enough to draw another pattern by another seed, too little to prefer two figures to one."""

DEAR = 100.0
"""How much dearer a total is than any other figure: so much that it is hidden only where nothing else protects."""


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


def lot(seed: bytes, name: tuple[str, ...], use: str) -> float:
    """A number from 0 to 1, always the same for this seed, figure and use, that nobody can guess without the seed."""
    text = "\0".join((use, *name)).encode()
    return int.from_bytes(hmac.digest(seed, text, "sha256")[:6]) / 2**48


def suppress(
    problem: Problem, seed: bytes, *, seconds: float = 30.0, limit: float = LIMIT, progress: Progress | None = None
) -> Pattern:
    """The figures to hide so that every target stays unknown.

    ``seconds`` bounds the search for fewer of them, by steps that an ordinary machine does in that time, so that the
    same seed gives the same pattern everywhere; ``limit`` bounds all of it by the clock. Raises ``NoSafeTable`` when
    hiding all is not enough, and ``TooLarge`` when the limit is over before all is done.
    """
    tell = progress or (lambda share: None)
    for other in problem.supposed:
        first = suppress(replace(other, closed=problem.closed), seed, seconds=seconds / 3, limit=limit / 3)
        problem = replace(problem, closed=problem.closed | (first.hidden - first.decoy))
    must = Allowance(ends=time.monotonic() + limit)
    may = Allowance(ends=must.ends, steps=STEPS * seconds)
    names = index_of(problem)
    primary = problem.closed.union(names[target.name] for target in problem.targets if target.name in names)
    prices = 1 + SPREAD * _lots(problem, seed, "price") + DEAR * _totals(problem)
    tell(0.1)
    hidden, witnesses = _draw(problem, primary, prices, must, may)
    tell(0.5)
    optimum = Optimum(problem, primary)
    hidden, witnesses = _improve(problem, primary, optimum, (hidden, witnesses), seed, may, tell)
    tell(0.8)
    hidden = _shield(problem, hidden, witnesses, prices, must)
    hidden -= _known_anyway(problem, hidden, witnesses, must)
    decoy = _decoy(problem, seed, hidden, witnesses, must)
    if must.is_spent():
        raise TooLarge("what to hide was not found in time")
    return Pattern(hidden | decoy, primary, decoy, optimum.bound, witnesses)


def _lots(problem: Problem, seed: bytes, use: str) -> Vector:
    """A lot for each figure."""
    return np.array([lot(seed, figure.name, use) for figure in problem.figures])


def _totals(problem: Problem) -> Vector:
    """1 for each figure that counts all of its table, 0 for each other."""
    return np.array([float(figure.total) for figure in problem.figures])


def _cost(problem: Problem, hidden: frozenset[int]) -> tuple[int, int]:
    """What tells the better of two patterns: fewer totals hidden, then fewer figures."""
    return sum(problem.figures[place].total for place in hidden), len(hidden)


def _draw(
    problem: Problem, primary: frozenset[int], prices: Vector, must: Allowance, may: Allowance
) -> tuple[frozenset[int], Witnesses]:
    """A safe pattern of few figures at these prices, and its witnesses; repaired first, then pruned, dearest first.

    Raises ``TooLarge`` where what must be done is not done in time; what may be done beside it stops when it is spent.
    """
    attack = Attack(problem, must)
    attack.hide(primary)
    witnesses = Witnesses(problem.targets, np.array(problem.truth, dtype=np.int64))
    search(attack, witnesses)
    hidden = _repair(problem, primary, witnesses, prices, must)
    order = [place for place in np.argsort(-prices).tolist() if place in hidden - primary]
    return _prune(problem, hidden, witnesses, order, may)


def _improve(
    problem: Problem,
    primary: frozenset[int],
    optimum: Optimum,
    found: tuple[frozenset[int], Witnesses],
    seed: bytes,
    may: Allowance,
    tell: Progress,
) -> tuple[frozenset[int], Witnesses]:
    """The pattern of fewest figures: as found, drawn towards the bound, or mended from one that is near it."""
    tick, dear = partial(tell, 0.6), DEAR * _totals(problem)
    bound = optimum.raise_bound(len(found[0]), may, tick)
    for number, pull in enumerate(PULLS):
        if len(found[0]) > bound and not may.is_spent():
            prices = 1 + SPREAD * _lots(problem, seed, f"price {number}") + dear - pull * optimum.shares
            found = _better(problem, primary, prices, may, may, found)
    near = NEAR * len(problem.figures)
    if len(found[0]) - bound <= near:
        return found
    lots = _lots(problem, seed, "price")
    prices = 1 + SPREAD * lots + dear - CLOSER * optimum.shares
    tell(0.7)
    for pattern in optimum.around(found[0], 1 + NEAR * lots + dear, may, partial(tell, 0.7)):
        found = _better(problem, pattern, prices, may, Allowance(steps=0), found)
        if len(found[0]) - bound <= near or len(found[0]) <= len(pattern):
            break
    rest = sorted(found[0] - primary, key=lambda place: float(optimum.shares[place] - dear[place]))
    return _prune(problem, *found, rest, may)


def _better(
    problem: Problem,
    primary: frozenset[int],
    prices: Vector,
    must: Allowance,
    may: Allowance,
    found: tuple[frozenset[int], Witnesses],
) -> tuple[frozenset[int], Witnesses]:
    """Another pattern, at these prices, where it costs less than what was found and is found in time."""
    with suppress_error(TooLarge):
        found = min(found, _draw(problem, primary, prices, must, may), key=lambda one: _cost(problem, one[0]))
    return found


def _repair(
    problem: Problem, hidden: frozenset[int], witnesses: Witnesses, prices: Vector, allowance: Allowance
) -> frozenset[int]:
    """Hide what moves on the cheapest way to each end that no world reaches yet; the way itself is the witness."""
    moves = Moves(problem, prices, allowance)
    moves.hide(hidden)
    for target, side in witnesses.missing():
        goal = witnesses.targets[target]
        try:
            move = moves.reach(goal.form, side, goal.high if side > 0 else -goal.low)
        except OutOfReach:
            raise NoSafeTable(f"{' | '.join(goal.name)} stays known, whatever is hidden") from None
        if move.moved:
            hidden |= move.moved
            moves.hide(hidden)
        witnesses.keep(move.world)
    return hidden


def _shows(figure: Figure, world: Whole) -> bool:
    return int(sum(factor * world[place] for place, factor in figure.form.terms)) == figure.value


def _prune(
    problem: Problem, hidden: frozenset[int], witnesses: Witnesses, order: list[int], may: Allowance
) -> tuple[frozenset[int], Witnesses]:
    """Show again, one by one in this order, whatever is hidden without need; what is left over stays hidden."""
    attack = Attack(problem, may)
    for position in order:
        if may.is_spent():
            break
        attack.hide(hidden - {position})
        fewer = witnesses.where(partial(_shows, problem.figures[position]))
        with suppress_error(TooLarge):
            if not search(attack, fewer, until_stuck=True):
                hidden, witnesses = hidden - {position}, fewer
    return hidden, witnesses


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
    prices = 1 + SPREAD * _lots(problem, seed, "decoy") + DEAR * _totals(problem)
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
        if best is None or _cost(problem, move.moved) < _cost(problem, best.moved):
            best = move
        if _cost(problem, best.moved) == (0, 1):
            break
    if best is None:
        return frozenset()
    witnesses.worlds.append(best.world)
    return best.moved
