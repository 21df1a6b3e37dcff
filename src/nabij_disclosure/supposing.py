"""Readers who suppose more of a correction than the figures say.

For all that is printed a correction may have changed every cell. A reader will not think so, and then subtracts what
was out before from what is out now; who asked for the correction knows what it was.

Proof note. Before: a problem whose corrections are unknowns of their own, and its truth. After: problems of the same
figures with more statements, so whoever is safe from their readers is safe from those. Every target has ends that a
reader of the new problem cannot rule out as long as the new tables show nothing; narrower ones follow from what was out
before and from the correction itself, and nothing that is hidden now widens them.
"""

import math
from dataclasses import replace

from nabij_disclosure.attack import Attack
from nabij_disclosure.errors import Contradiction, CorrectionTooLarge
from nabij_disclosure.problem import Form, Problem, Statement, sum_of
from nabij_disclosure.solver import CLOSE


def suppose(problem: Problem, corrected: tuple[Form, ...]) -> tuple[Problem, ...]:
    """The same for readers who suppose that a correction changed no more than it did, and for those who know it.

    What nearly always holds is soon supposed, and who asked for a correction knows it. Raises ``CorrectionTooLarge``.
    """
    small = (Statement(form, None, most) for form, most in zip(corrected, _sizes(problem, corrected), strict=True))
    places = {place for form in corrected for place, _ in form.terms}
    known = (Statement(Form(((place, 1),)), problem.truth[place], problem.truth[place]) for place in places)
    return tuple(_open_ends(replace(problem, known=(*problem.known, *more)), places) for more in (small, known))


def _sizes(problem: Problem, corrected: tuple[Form, ...]) -> list[int]:
    """How large each part of a correction is supposed to be at most: as it was, and as would make a figure none.

    How much was corrected is not known before the new tables tell it. Where a 12 that was out became 1, whoever thinks
    of 11 at most knows that it is no 0; so nobody shall be told that it was 11. Raises ``CorrectionTooLarge`` where no
    correction would make it none: what is out of another measure says that somebody is there.
    """
    sizes = [form.at(problem.truth) for form in corrected]
    free = {place for form in corrected for place, _ in form.terms}
    figures = {figure.name for figure in problem.figures}
    all_hidden = frozenset(range(len(problem.figures)))
    size = sum_of([(form, 1) for form in corrected])
    for target in problem.targets:
        if target.name in figures and free & {place for place, _ in target.form.terms}:
            reader = Attack(replace(problem, known=(*problem.known, Statement(target.form, None, target.low))))
            reader.hide(all_hidden)
            try:
                point = reader.push(size, -1).point
            except Contradiction:
                raise CorrectionTooLarge(f"{target.name}: no figure that could be out now makes it none") from None
            sizes = [
                max(most, math.ceil(sum(point[place] for place, _ in form.terms) - CLOSE))
                for most, form in zip(sizes, corrected, strict=True)
            ]
    return sizes


def _open_ends(problem: Problem, free: set[int]) -> Problem:
    """Targets with ends that are open as long as the new tables show nothing.

    Whoever knows that a shown 60 was corrected by 2 knows that it is not under 5 now. Of what a correction changed
    (``free`` unknowns) nobody may tell that it did.
    """
    attack = Attack(problem)
    attack.hide(frozenset(range(len(problem.figures))))
    targets = []
    for target in problem.targets:
        low, high = target.low, target.high
        if {place for place, _ in target.form.terms} <= free:
            change = target.form.at(problem.truth)
            low, high = min(0, change), max(0, change)
        low = max(low, math.ceil(-attack.push(target.form, -1).value - CLOSE))
        high = min(high, math.floor(attack.push(target.form, 1).value + CLOSE))
        targets.append(replace(target, low=low, high=high))
    return replace(problem, targets=tuple(targets))
