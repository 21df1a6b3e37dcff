"""Whatever the table, its classifications and its past: nothing is pinned, proof verifies, and time never buys risk."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from nabij_disclosure.certificate import certify, verify
from nabij_disclosure.fewer import NEAR, lot
from nabij_disclosure.history import Released
from nabij_disclosure.insider import exposures
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import Pattern, suppress
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.random_tables import random_table, units
from tests.disclosure.replay import pattern as replayed
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


SEEDS = [bytes([number] * 16) for number in range(8)]


def _totals(problem: Problem) -> frozenset[int]:
    return frozenset(place for place, figure in enumerate(problem.figures) if figure.total)


def test_a_total_is_hidden_only_where_all_else_is() -> None:
    shapes = [((3,), 12), ((6,), 6), ((3, 3), 6), ((4, 3), 4)]
    for table in (random_table(shape, mean, number) for shape, mean in shapes for number in range(4)):
        problem = pose(table, SETTINGS)
        assert len(_totals(problem)) == 1
        for seed in SEEDS[:3]:
            hidden = suppress(problem, seed, seconds=1.0).hidden
            assert not hidden & _totals(problem) or len(hidden) == len(problem.figures), table.counts


@pytest.mark.parametrize("counts", [(0, 245, 300), (233, 0, 0, 65), (67, 0, 72, 27)])
def test_of_published_counts_how_many_came_is_shown_whatever_the_seed(counts: tuple[int, ...]) -> None:
    problem = pose(units(*counts), SETTINGS)
    for seed in SEEDS:
        drawn = suppress(problem, seed)
        assert drawn.decoy
        assert not drawn.hidden & _totals(problem)


def test_a_total_is_the_decoy_where_nothing_else_is_left_to_hide() -> None:
    problem = pose(units(0, 0, 55), SETTINGS)
    for seed in SEEDS:
        assert suppress(problem, seed).decoy == _totals(problem)


def test_a_total_is_hidden_where_a_colleague_would_compute_another_by_it() -> None:
    # who knows the two subtracts them from five
    problem = pose(units(2, 3), SETTINGS)
    assert all(_totals(problem) <= suppress(problem, seed).hidden for seed in SEEDS)


def test_a_leaf_that_counts_everybody_is_a_total_as_well() -> None:
    problem = pose(units(40), SETTINGS)
    assert _totals(problem) == {0, 1}


def test_of_two_hidden_counts_either_could_be_the_other() -> None:
    """Swap them, and their lots: the same figures are hidden, so by replay no small one is told from its cover."""
    for number in range(6):
        table = random_table((5,), 10, number)
        hidden = replayed(table, SETTINGS, lot, SEED)
        for one, other in combinations(sorted(hidden & table.counts.keys()), 2):
            swap = {one: other, other: one}

            def swapped(seed: bytes, name: Cell, use: str, swap: dict[Cell, Cell] = swap) -> float:
                return lot(SEED, swap.get(name, name), use)

            counts = {cell: table.counts[swap.get(cell, cell)] for cell in table.counts}
            assert replayed(replace(table, counts=counts), SETTINGS, swapped) == hidden


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
