"""The bound is never over the true optimum, judged by trying every pattern with the second attack."""

from itertools import combinations

import numpy as np
import pytest

from nabij_disclosure.bound import Optimum, Separation, ends_of
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.solver import Allowance
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.leaks import places
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
LONG = Allowance()


def _needed(problem: Problem) -> frozenset[int]:
    return places(problem, {target.name for target in problem.targets})


def _is_safe(problem: Problem, hidden: frozenset[int]) -> bool:
    attack = SecondAttack(problem, hidden)
    intervals = ((target, attack.interval(target.form)) for target in problem.targets)
    return all(low <= target.low and high >= target.high for target, (low, high) in intervals)


def _fewest(problem: Problem) -> int:
    needed = _needed(problem)
    others = [place for place in range(len(problem.figures)) if place not in needed]
    for more in range(len(others) + 1):
        if any(_is_safe(problem, needed | set(chosen)) for chosen in combinations(others, more)):
            return len(needed) + more
    raise AssertionError("no pattern is safe")


def _grouped(seed: int) -> Table:
    flat = random_table((3, 2), 9, seed)
    upper = Dimension("d0", {"g": "Totaal", "0.0": "g", "0.1": "g", "0.2": "Totaal"})
    return Table("grouped", (upper, flat.dimensions[1]), flat.counts)


TABLES = [
    *(random_table((3, 3), 9, seed) for seed in range(8)),
    *(random_table((2, 2, 2), 9, seed) for seed in range(1)),
    *(_grouped(seed) for seed in range(8)),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: "x".join(str(len(d.leaves)) for d in table.dimensions))
def test_the_bound_never_exceeds_what_the_best_of_all_patterns_hides(table: Table) -> None:
    problem = pose(table, Settings())
    fewest = _fewest(problem)
    optimum = Optimum(problem, _needed(problem))
    assert optimum.raise_bound(len(problem.figures), LONG, lambda: None) <= fewest
    pattern = suppress(problem, SEED)
    assert optimum.bound <= fewest
    assert pattern.bound <= fewest <= len(pattern.hidden)


def test_hiding_only_what_is_small_misses_a_cut_that_every_safe_pattern_meets() -> None:
    cuts = 0
    for table in TABLES:
        problem = pose(table, Settings())
        separation, count = Separation(problem), len(problem.figures)
        small, safe = np.zeros(count), np.zeros(count)
        small[sorted(_needed(problem))] = 1
        safe[sorted(suppress(problem, SEED).hidden)] = 1
        for end in ends_of(problem):
            cut = separation.cut(end, small)
            if cut is not None:
                cuts += 1
                assert cut.misses(small)
                assert not cut.misses(safe)
    assert cuts > 0


def test_what_the_cuts_say_to_be_needed_is_no_safe_pattern_without_it() -> None:
    needed = 0
    for table in TABLES:
        problem = pose(table, Settings())
        pattern = suppress(problem, SEED)
        optimum = Optimum(problem, _needed(problem))
        optimum.raise_bound(len(problem.figures), LONG, lambda: None)
        for place in pattern.hidden:
            if optimum.needs(pattern.hidden, place):
                needed += 1
                assert not _is_safe(problem, pattern.hidden - {place})
            elif not _is_safe(problem, pattern.hidden - {place}):
                for number in range(len(problem.targets)):
                    for side in (1, -1):
                        optimum.learn(number, side, pattern.hidden - {place}, LONG)
                assert optimum.needs(pattern.hidden, place)
    assert needed > 0
