"""Proof that nobody can tell: for every hidden figure two whole worlds, checked by addition.

Proof note. Before: a pattern whose witnesses reach every end. After ``verify``: each world agrees with everything that
was ever shown, in exact arithmetic and without any solver, and each hidden figure has two worlds in which it differs;
one that needed protection has one at most at its low end and one at least at its high end. Whoever could compute a
hidden figure would find one value in both worlds, so nobody can. Worlds that show what would be true stay inside: a
certificate is for the counsellor and the auditor, never for the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import NotProven
from nabij_disclosure.problem import Problem, World
from nabij_disclosure.solver import Agreeing, Allowance, Forms, Whole
from nabij_disclosure.suppress import STEPS, Pattern

ENOUGH = 30 * STEPS
"""Steps for whole tables that the search for a pattern did not leave behind."""


@dataclass(frozen=True)
class Certificate:
    """``worlds``, and for each target and each hidden figure by its name the positions of two of them."""

    worlds: tuple[World, ...]
    targets: Mapping[tuple[str, ...], tuple[int, int]]
    figures: Mapping[tuple[str, ...], tuple[int, int]]


def certify(problem: Problem, pattern: Pattern) -> Certificate:
    """Two worlds for every target and every hidden figure. Raises ``NotProven`` where none are found."""
    witnesses = pattern.witnesses
    worlds = [tuple(int(x) for x in world) for world in witnesses.worlds]
    try:
        targets = {
            target.name: (witnesses.reached[place, -1], witnesses.reached[place, 1])
            for place, target in enumerate(problem.targets)
        }
    except KeyError as missing:
        raise NotProven(f"target {missing} has no witness") from None
    figures = {}
    attack = Attack(problem, Allowance(steps=ENOUGH))
    attack.hide(pattern.hidden)
    forms = Forms(figure.form for figure in problem.figures)
    values = [forms.values(world) for world in witnesses.worlds]
    for position in sorted(pattern.hidden):
        figure = problem.figures[position]
        column = [int(value[position]) for value in values]
        if min(column) == max(column):
            other = _another(attack, problem, position)
            worlds.append(tuple(int(x) for x in other))
            values.append(forms.values(other))
            column.append(int(values[-1][position]))
        figures[figure.name] = (int(np.argmin(column)), int(np.argmax(column)))
    return Certificate(tuple(worlds), targets, figures)


def _another(attack: Attack, problem: Problem, position: int) -> Whole:
    figure = problem.figures[position]
    world = attack.find_other(figure.form, figure.value)
    if world is None:
        raise NotProven(f"{' | '.join(figure.name)} is hidden, yet a reader can compute it")
    return world


def verify(problem: Problem, hidden: frozenset[int], certificate: Certificate) -> None:
    """Check a certificate by addition alone. Raises ``NotProven`` at the first thing that does not hold."""
    reader = Agreeing(problem, hidden)
    for number, world in enumerate(certificate.worlds):
        if not reader.agrees(world):
            raise NotProven(f"world {number} does not agree with what was shown")
    for target in problem.targets:
        low, high = (certificate.worlds[place] for place in certificate.targets[target.name])
        if target.form.at(low) > target.low or target.form.at(high) < target.high:
            raise NotProven(f"{' | '.join(target.name)} is not shown to be unknown")
    for position in hidden:
        figure = problem.figures[position]
        low, high = (certificate.worlds[place] for place in certificate.figures[figure.name])
        if figure.form.at(low) >= figure.form.at(high):
            raise NotProven(f"{' | '.join(figure.name)} is the same in both its worlds")
