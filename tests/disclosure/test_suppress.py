"""Whatever the table, its classifications and its past: nothing is pinned, proof verifies, and time never buys risk."""

from functools import cache

import pytest

from nabij_disclosure.certificate import certify, verify
from nabij_disclosure.history import Released
from nabij_disclosure.insider import exposures
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import NEAR, Pattern, suppress
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()


def _grouped(seed: int) -> Table:
    flat = random_table((5, 4), 8, seed)
    upper = Dimension("d0", {"g": "Totaal", "h": "Totaal", **{f"0.{n}": "gh"[n > 2] for n in range(5)}})
    return Table("grouped", (upper, flat.dimensions[1]), flat.counts)


SHAPES = [((5, 4), 4), ((5, 4), 20), ((4, 3, 2), 6)]
TABLES = [*(random_table(shape, mean, seed) for shape, mean in SHAPES for seed in range(3)), *map(_grouped, range(3))]


@cache
def _pattern(place: int, seconds: float) -> tuple[Problem, Pattern]:
    """What is hidden of one of the tables; its witnesses may grow."""
    problem = pose(TABLES[place], SETTINGS)
    return problem, suppress(problem, SEED, seconds=seconds)


@pytest.mark.parametrize("seconds", [0.0, 30.0])
def test_no_hidden_figure_is_pinned_and_the_certificate_verifies_whether_or_not_time_runs_out(seconds: float) -> None:
    for place in range(len(TABLES)):
        problem, pattern = _pattern(place, seconds)
        verify(problem, pattern.hidden, certify(problem, pattern))
        attack = SecondAttack(problem, pattern.hidden)
        for place in pattern.hidden:
            low, high = attack.interval(problem.figures[place].form)
            assert low < high, problem.figures[place].name
        for target in problem.targets:
            low, high = attack.interval(target.form)
            assert low <= target.low, target
            assert high >= target.high, target
        assert len(pattern.primary) <= pattern.bound <= len(pattern.hidden - pattern.decoy)


def test_after_an_earlier_quarter_nothing_is_pinned_either() -> None:
    for seed in range(4):
        first, more = random_table((4, 3), 6, seed), random_table((4, 3), 6, seed + 50)
        later = Table(first.name, first.dimensions, {cell: n + more.counts[cell] for cell, n in first.counts.items()})
        entry: Released = release(first, settings=SETTINGS, seed=SEED, periods=frozenset({"K1"})).entry
        problem = pose(later, SETTINGS, history=(entry,), periods=frozenset({"K1", "K2"}))
        attack = SecondAttack(problem, suppress(problem, SEED).hidden)
        for target in problem.targets:
            low, high = attack.interval(target.form)
            assert low <= target.low, target
            assert high >= target.high, target


def test_margins_that_are_shown_are_the_sums_of_the_true_cells() -> None:
    for table in TABLES:
        out = release(table, settings=SETTINGS, seed=SEED, seconds=0.0)
        assert isinstance(out, Release)
        for cell, figure in out.figures.items():
            if isinstance(figure, int):
                assert figure == sum(table.counts[leaf] for leaf in table.inner(cell))


def _rest(pattern: Pattern) -> int:
    return len(pattern.hidden - pattern.decoy)


def test_more_time_never_lowers_the_bound_and_some_patterns_come_near_it() -> None:
    near = 0
    for place in range(len(TABLES)):
        (problem, quick), (_, slow) = _pattern(place, 0.0), _pattern(place, 30.0)
        assert quick.bound <= slow.bound
        near += _rest(slow) - slow.bound <= NEAR * len(problem.figures)
    assert near >= len(TABLES) // 2


def test_what_an_insider_still_computes_follows_whatever_is_hidden() -> None:
    for place in range(6):
        problem, pattern = _pattern(place, 30.0)
        left = exposures(problem, pattern.hidden, list(pattern.witnesses.worlds))
        everything = exposures(problem, frozenset(range(len(problem.figures))), [])
        assert {(one.figure, one.target) for one in left} <= {(one.figure, one.target) for one in everything}


def test_progress_is_told_in_order_and_to_the_end() -> None:
    told: list[float] = []
    suppress(pose(random_table((6, 5), 8, 1), SETTINGS), SEED, progress=told.append)
    assert told == sorted(told)
    assert {0.1, 0.5, 0.8} <= set(told)
