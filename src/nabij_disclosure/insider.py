"""What somebody who knows one figure from inside could compute of what needed protection.

An insider knows either one hidden figure of at most two exactly, or of any hidden figure that at least two (their
own) are in it. Source: Hundepool et al., *Statistical Disclosure Control* (2012), 5.2 (intruders who are
contributors).

Promise: an insider computes nothing else that needed protection, unless it follows whatever is hidden. Figures that
are hidden for the sake of others needed none, so those may become exact.

Proof note. Before: worlds that agree with everything shown. After ``exposures``: for each hidden figure and each
target not named, some world agrees with what that insider knows and gives the target another value than the truth.
Knowing a count of three or more exactly is not covered: whoever knows that many people who came knows them by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import Undecided
from nabij_disclosure.problem import Problem, Target
from nabij_disclosure.solver import CLOSE, Allowance, Forms, Whole

OWN = 2
"""How many people an insider knows of at most."""


@dataclass(frozen=True)
class Exposure:
    """Whoever knows this figure (a position) computes that target (a position)."""

    figure: int
    target: int


def exposures(
    problem: Problem, hidden: frozenset[int], worlds: list[Whole], allowance: Allowance | None = None
) -> list[Exposure]:
    """Every pair of a hidden figure and a target that the first makes exact; ``worlds`` grows as they are found."""
    figures = Forms(figure.form for figure in problem.figures)
    targets = Forms(target.form for target in problem.targets)
    names = [target.name for target in problem.targets]
    truth = np.array(problem.truth, dtype=np.int64)
    true_targets = targets.values(truth)
    seen = [(figures.values(world), targets.values(world) != true_targets) for world in worlds]
    attack = Attack(problem, allowance)
    found = []
    for position in sorted(hidden):
        figure = problem.figures[position]
        attack.hide(hidden)
        low, high = (figure.value, figure.value) if abs(figure.value) <= OWN else (min(OWN, figure.value), None)
        attack.insist(position, low, high)
        open_targets = np.zeros(len(names), dtype=bool)
        for values, differs in seen:
            if values[position] >= low and (high is None or values[position] <= high):
                open_targets |= differs
        open_targets |= np.array([name == figure.name for name in names], dtype=bool)
        for many in _many(attack, problem, targets, true_targets, open_targets):
            worlds.append(many)
            seen.append((figures.values(many), targets.values(many) != true_targets))
        for target in np.flatnonzero(~open_targets):
            if open_targets[target]:
                continue
            world = _other_world(attack, problem, int(target), int(true_targets[target]))
            if world is None:
                found.append(Exposure(position, int(target)))
            else:
                worlds.append(world)
                seen.append((figures.values(world), targets.values(world) != true_targets))
                open_targets |= seen[-1][1]
    return found


def not_told_yet(problem: Problem, worlds: list[Whole], allowance: Allowance | None = None) -> tuple[Target, ...]:
    """The targets that a reader who sees no figure at all cannot compute: of the others no figure gives anything away.

    ``worlds``: some that agree with what is known; they spare the solver its work. Who knows what a correction changed
    knows hundreds of targets beforehand, and each of them would seem to be given away by every figure.
    """
    targets = Forms(target.form for target in problem.targets)
    true = targets.values(np.array(problem.truth, dtype=np.int64))
    is_open = np.zeros(len(problem.targets), dtype=bool)
    for world in worlds:
        is_open |= targets.values(world) != true
    attack = Attack(problem, allowance)
    attack.hide(frozenset(range(len(problem.figures))))
    for place in np.flatnonzero(~is_open):
        form, value = problem.targets[place].form, int(true[place])
        is_open[place] = any(attack.push(form, side).value >= side * value + 1 - CLOSE for side in (1, -1))
    return tuple(target for target, one in zip(problem.targets, is_open, strict=True) if one)


def _many(
    attack: Attack, problem: Problem, targets: Forms, true_targets: Whole, open_targets: NDArray[np.bool_]
) -> Iterator[Whole]:
    """Worlds that differ from the truth in many targets at once; marks those targets as open."""
    progress = True
    while progress and not open_targets.all():
        progress = False
        for sign in (1, -1):
            costs = np.zeros(len(problem.names))
            closed = ~open_targets[targets.owners]
            np.add.at(costs, targets.positions[closed], sign * targets.coefficients[closed])
            world = attack.whole(attack.push_sum(costs))
            differs = np.zeros_like(open_targets) if world is None else targets.values(world) != true_targets
            if world is not None and np.any(differs & ~open_targets):
                open_targets |= differs
                progress = True
                yield world


def _other_world(attack: Attack, problem: Problem, target: int, true: int) -> Whole | None:
    """A world in which a target is not what it is; None where there is none, and where that is not found out."""
    form = problem.targets[target].form
    fractional = False
    for side in (1, -1):
        reach = attack.push(form, side)
        if reach.value >= side * true + 1 - CLOSE:
            world = attack.whole(reach)
            if world is not None:
                return world
            fractional = True
    try:
        return attack.find_other(form, true) if fractional else None
    except Undecided:
        return None
