"""The search for a safe pattern of few figures: drawn by the seed, pruned, and drawn anew in parts.

Source: Kelly, Golden & Assad, Networks 22 (1992) 397–417, for repair by cheapest moves; Shaw, "Using constraint
programming and local search methods to solve vehicle routing problems", CP98 (1998) 417–431, for drawing parts anew.

Proof note. Before: worlds that agree with what a pattern shows, and ends that none of them reaches. After: a pattern
whose witnesses reach every end. Why: what is hidden more keeps each world a witness; a figure is shown again only where
every end has a witness under the smaller pattern, and a cut only spares asking where none has. Every choice is by lot,
price and step of the solver, never by a clock or a count.
"""

import hmac
from contextlib import suppress as suppress_error
from functools import partial

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.bound import Optimum, Tick
from nabij_disclosure.errors import NoSafeTable, OutOfReach, TooLarge
from nabij_disclosure.moves import Moves
from nabij_disclosure.problem import Figure, Problem
from nabij_disclosure.solver import Allowance, Vector, Whole
from nabij_disclosure.witnesses import Witnesses, search

type Found = tuple[frozenset[int], Witnesses]
"""What is hidden, and worlds that reach every end."""

NEAR = 0.015
"""Which share of all figures may be hidden over the bound before parts are drawn anew; insiders come on top."""

PULLS = (0.9, 0.5, 0.3)
"""How much cheaper a figure is that the relaxed bound hides whole, in the patterns drawn beside the first."""

AROUND = 80
"""How often a part of the pattern is drawn anew, at most, and at most once for each figure that hides for others."""

ANEW = (0.1, 0.15, 0.25)
"""Which shares of what is hidden for the sake of others are drawn anew, in turn."""

SPREAD = 0.2
"""How far prices differ: enough to draw another pattern by another seed, too little to prefer two figures to one."""

DEAR = 100.0
"""How much dearer a total is than any other figure: so much that it is hidden only where nothing else protects."""


def lot(seed: bytes, name: tuple[str, ...], use: str) -> float:
    """A number from 0 to 1, always the same for this seed, figure and use, that nobody can guess without the seed."""
    text = "\0".join((use, *name)).encode()
    return int.from_bytes(hmac.digest(seed, text, "sha256")[:6]) / 2**48


def lots(problem: Problem, seed: bytes, use: str) -> Vector:
    """A lot for each figure."""
    return np.array([lot(seed, figure.name, use) for figure in problem.figures])


def totals(problem: Problem) -> Vector:
    """1 for each figure that counts all of its table, 0 for each other."""
    return np.array([float(figure.total) for figure in problem.figures])


def cost(problem: Problem, hidden: frozenset[int]) -> tuple[int, int]:
    """What tells the better of two patterns: fewer totals hidden, then fewer figures."""
    return sum(problem.figures[place].total for place in hidden), len(hidden)


def draw(
    problem: Problem, optimum: Optimum, primary: frozenset[int], prices: Vector, must: Allowance, may: Allowance
) -> Found:
    """A safe pattern of few figures at these prices, and its witnesses; repaired first, then pruned, dearest first.

    Raises ``TooLarge`` where what must be done is not done in time; what may be done beside it stops when it is spent.
    """
    attack = Attack(problem, must)
    attack.hide(primary)
    witnesses = Witnesses(problem.targets, np.array(problem.truth, dtype=np.int64))
    search(attack, witnesses)
    hidden = _repair(problem, primary, witnesses, prices, must)
    order = [place for place in np.argsort(-prices).tolist() if place in hidden - primary]
    return prune(problem, optimum, (hidden, witnesses), order, may)


def improve(
    problem: Problem,
    optimum: Optimum,
    primary: frozenset[int],
    found: Found,
    seed: bytes,
    may: Allowance,
    tick: Tick,
) -> Found:
    """The pattern of fewest figures: as found, drawn towards the bound, or drawn anew in parts."""
    dear = DEAR * totals(problem)
    bound = optimum.raise_bound(len(found[0]), may, tick)
    for number, pull in enumerate(PULLS):
        if len(found[0]) > bound and not may.is_spent():
            prices = 1 + SPREAD * lots(problem, seed, f"price {number}") + dear - pull * optimum.shares
            found = _better(problem, optimum, primary, prices, may, may, found)
    near = NEAR * len(problem.figures)
    for number in range(min(AROUND, len(found[0] - primary))):
        if len(found[0]) - bound <= near or may.is_spent():
            break
        tick()
        found = _anew(problem, optimum, primary, found, seed, number, may)
    return found


def _anew(
    problem: Problem,
    optimum: Optimum,
    primary: frozenset[int],
    found: Found,
    seed: bytes,
    number: int,
    may: Allowance,
) -> Found:
    """The pattern with a part of it shown again by lot and mended at other prices, unless that costs more."""
    hidden, witnesses = found
    own = lots(problem, seed, f"anew {number}")
    rest = sorted(hidden - primary, key=lambda place: float(own[place]))
    around = problem.figures[rest[0]].name
    rest.sort(key=lambda place: _apart(problem.figures[place].name, around) + float(own[place]))
    again = rest[: max(2, round(ANEW[number % len(ANEW)] * len(rest)))]
    fewer = witnesses.where(lambda world: all(_shows(problem.figures[place], world) for place in again))
    prices = 1 + SPREAD * lots(problem, seed, f"price anew {number}") + DEAR * totals(problem)
    prices -= PULLS[-1] * optimum.shares
    with suppress_error(TooLarge, NoSafeTable):
        attack = Attack(problem, may)
        attack.hide(hidden - frozenset(again))
        search(attack, fewer)
        mended = _repair(problem, hidden - frozenset(again), fewer, prices, may)
        order = [place for place in np.argsort(-prices).tolist() if place in mended - primary]
        other = prune(problem, optimum, (mended, fewer), order, may)
        # of two that cost the same the new one, so that the next begins elsewhere
        found = min(other, found, key=lambda one: cost(problem, one[0]))
    return found


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """In how many parts of their names two figures differ: those that lie near each other hide for one another."""
    return sum(part != another for part, another in zip(one, other, strict=False))


def _better(
    problem: Problem,
    optimum: Optimum,
    primary: frozenset[int],
    prices: Vector,
    must: Allowance,
    may: Allowance,
    found: Found,
) -> Found:
    """Another pattern, at these prices, where it costs less than what was found and is found in time."""
    with suppress_error(TooLarge, NoSafeTable):
        drawn = draw(problem, optimum, primary, prices, must, may)
        found = min(found, drawn, key=lambda one: cost(problem, one[0]))
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


def prune(
    problem: Problem,
    optimum: Optimum,
    found: Found,
    order: list[int],
    may: Allowance,
) -> Found:
    """Show again, one by one in this order, whatever is hidden without need; what is left over stays hidden.

    What a cut says to be needed is not tried, and what turns out to be needed gives a cut.
    """
    hidden, witnesses = found
    attack = Attack(problem, may)
    for position in order:
        if may.is_spent():
            break
        if optimum.needs(hidden, position):
            continue
        attack.hide(hidden - {position})
        fewer = witnesses.where(partial(_shows, problem.figures[position]))
        with suppress_error(TooLarge):
            stuck = search(attack, fewer, until_stuck=True)
            if stuck:
                optimum.learn(*stuck[0], hidden - {position}, may)
            else:
                hidden, witnesses = hidden - {position}, fewer
    return hidden, witnesses
