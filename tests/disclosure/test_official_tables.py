"""The example tables of statistical offices, released by us and judged by the second solver."""

import pytest

from nabij_disclosure.pose import Asked, pose
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.leaks import leaks, places
from tests.disclosure.official_tables import SEED, TOTAL, gauss, official, released
from tests.disclosure.second_attack import SecondAttack


@pytest.mark.parametrize("threshold", [3, 5])
@pytest.mark.parametrize("name", ["z1", "d2", "d2s", "example1"])
def test_a_table_of_a_statistical_office_gives_nobody_away(name: str, threshold: int) -> None:
    problem, hidden = released(tuple(map(Asked, official(name))), threshold, seconds=2.0)
    found = leaks(problem, hidden)
    assert found.targets
    assert found.none


def test_hiding_so_that_cells_cannot_be_recomputed_still_lets_readers_narrow_them() -> None:
    problem, hidden = gauss("d3")
    theirs = leaks(problem, hidden, problem.targets[::60])
    assert theirs.exact == 0
    assert theirs.narrow > 0


def test_both_groupings_of_a_column_sum_the_same_people() -> None:
    for name in ("d2", "d2s", "d3"):
        one, other = official(name)
        assert one.counts == other.counts
        assert one.dimensions != other.dimensions


@pytest.mark.parametrize(("which", "group", "number"), [(0, "12", 1), (1, "300", 0), (1, "200", 0)])
def test_what_a_reader_computes_all_the_same_is_not_left_hidden(which: int, group: str, number: int) -> None:
    whole = official("d3")[which]
    leaves = whole.dimensions[0].leaves_below[group][:13]
    counts = {cell: count for cell, count in whole.counts.items() if cell[0] in leaves}
    part = Table("part", (Dimension.flat("region", leaves, TOTAL), *whole.dimensions[1:]), counts)
    settings, seed = Settings(threshold=3), SEED + str(number).encode()
    # a certificate has two worlds for every hidden figure, so there is none where one is known
    out = release(part, settings=settings, seed=seed, seconds=2.0)
    assert isinstance(out, Release)
    problem = pose(part, settings)
    hidden = places(problem, out.entry.hidden)
    attack = SecondAttack(problem, hidden)
    for place in hidden:
        low, high = attack.interval(problem.figures[place].form)
        assert low < high, problem.figures[place].name
