"""Four cumulative quarters of one organisation, released one after the other, and what two readers get out of them."""

from dataclasses import dataclass, replace

import numpy as np

from nabij_disclosure.attack import Attack
from nabij_disclosure.history import Released
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Problem, Statement
from nabij_disclosure.release import release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.solver import CLOSE
from nabij_disclosure.table import Table
from tests.disclosure.leaks import Leaks, leaks, places, told
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SETTINGS = Settings()


@dataclass(frozen=True)
class Year:
    """What went out in four quarters."""

    entries: tuple[Released, ...]

    def problem(self) -> tuple[Problem, frozenset[int]]:
        """What a reader knows who kept all four: with every cell and increment that had to stay unknown as a target."""
        last = self.entries[-1]
        problem = pose(last.table, SETTINGS, history=self.entries[:-1], periods=last.periods)
        return problem, places(problem, last.hidden)


def year(shape: tuple[int, ...], mean: float, number: int) -> Year:
    """One organisation; ``mean`` people in a cell each quarter."""
    seed = f"the secret of organisation {number}".encode()
    entries: tuple[Released, ...] = ()
    total: dict[tuple[str, ...], int] = {}
    for quarter in range(4):
        added = random_table(shape, mean, 1000 * number + quarter)
        total = {cell: total.get(cell, 0) + count for cell, count in added.counts.items()}
        periods = frozenset(f"K{one}" for one in range(quarter + 1))
        table: Table = replace(added, counts=dict(total))
        out = release(table, settings=SETTINGS, seed=seed, history=entries, periods=periods)
        entries += (out.entry,)
    return Year(entries)


def second(of: Year) -> Leaks:
    """By the second implementation, in whole numbers."""
    return leaks(*of.problem())


def first(of: Year) -> Leaks:
    """By the package's own attack, in fractions: never narrower than in whole numbers."""
    problem, hidden = of.problem()
    attack = Attack(problem)
    attack.hide(hidden)
    exact = narrow = 0
    for target in problem.targets:
        high, low = attack.push(target.form, 1).value, -attack.push(target.form, -1).value
        exact += high - low < 1 - CLOSE and np.isclose(low, round(low))
        narrow += low > target.low + CLOSE or high < target.high - CLOSE
    return Leaks(len(problem.targets), int(exact), int(narrow))


def insider(of: Year, insiders: int | None = None) -> int:
    """How many pairs there are of a hidden figure that somebody knows and another one that they then know exactly.

    Insiders know a hidden figure of the last table of at most two. What follows whatever is hidden is left out: whoever
    knows that nobody is in a sum knows it of each part, and a sum equals its only part.
    """
    problem, hidden = of.problem()
    known = [problem.figures[place] for place in sorted(hidden) if problem.figures[place].value <= 2]
    found = 0
    for figure in known[:insiders]:
        fact = Statement(figure.form, figure.value, figure.value)
        attack = SecondAttack(told(problem, [fact]), hidden)
        everything = frozenset(range(len(problem.figures)))
        without = SecondAttack(told(problem, [fact]), everything)
        for target in problem.targets:
            if target.name == figure.name or target.form == figure.form:
                continue
            low, high = attack.interval(target.form)
            if low == high:
                at_least, at_most = without.interval(target.form)
                found += at_least != at_most
    return found
