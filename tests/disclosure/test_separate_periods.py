"""Releases of separate periods and then of all together: what the last one adds is as small as any other increment."""

from itertools import product

import pytest

from nabij_disclosure.history import Released
from nabij_disclosure.pose import pose
from nabij_disclosure.release import Mark, Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Table
from tests.disclosure.random_tables import random_table, units
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()


def _after(*earlier: tuple[Table, str]) -> tuple[Released, ...]:
    history: tuple[Released, ...] = ()
    for table, periods in earlier:
        out = release(table, settings=SETTINGS, seed=SEED, history=history, periods=frozenset(periods.split()))
        assert isinstance(out, Release)
        history += (out.entry,)
    return history


@pytest.mark.parametrize(
    ("earlier", "periods"),
    [
        ([((20, 30, 40, 50), "K1"), ((21, 22, 23, 24), "K2")], "K1 K2 K3"),
        ([((20, 30, 40, 50), "K1"), ((41, 52, 63, 74), "K1 K2"), ((19, 18, 17, 16), "K3")], "K2 K3 K4"),
        ([((20, 30, 40, 50), "K1"), ((41, 52, 63, 74), "K1 K2")], "K2 K5"),
    ],
)
def test_what_several_earlier_tables_leave_over_is_no_small_count(
    earlier: list[tuple[tuple[int, ...], str]], periods: str
) -> None:
    history = _after(*((units(*counts), name) for counts, name in earlier))
    quarters = {"K1": (20, 30, 40, 50), "K2": (21, 22, 23, 24), "K3": (19, 18, 17, 16)}
    last = (1, 30, 30, 30)
    added = [quarters[name] for name in periods.split()[:-1]]
    table = units(*(sum(counts) for counts in zip(*added, last, strict=True)))
    out = release(table, settings=SETTINGS, seed=SEED, history=history, periods=frozenset(periods.split()))
    assert isinstance(out, Release)
    assert out.figures[("a",)] is Mark.HIDDEN
    problem = pose(table, SETTINGS, history=history, periods=frozenset(periods.split()))
    attack = SecondAttack(problem, suppress(problem, SEED).hidden)
    alone = [target for target in problem.targets if target.name[0].endswith("alone")]
    assert alone
    for target in alone:
        low, high = attack.interval(target.form)
        assert low <= target.low
        assert high >= target.high


def test_separate_quarters_and_then_the_year_give_away_no_quarter() -> None:
    for start in range(3):
        quarters = [random_table((4, 3), 6, 10 * start + number) for number in range(4)]
        history = _after(*((table, f"K{number}") for number, table in enumerate(quarters[:3])))
        cells = list(product(*(one.leaves for one in quarters[0].dimensions)))
        year = Table(
            quarters[0].name,
            quarters[0].dimensions,
            {cell: sum(quarter.counts[cell] for quarter in quarters) for cell in cells},
        )
        problem = pose(year, SETTINGS, history=history, periods=frozenset({"K0", "K1", "K2", "K3"}))
        attack = SecondAttack(problem, suppress(problem, SEED).hidden)
        watched = {target.name[1:] for target in problem.targets if target.name[0] == "3 alone"}
        small = {cell for cell, count in quarters[3].values.items() if SETTINGS.is_small(count)}
        assert small <= watched
        for target in problem.targets:
            low, high = attack.interval(target.form)
            assert low <= target.low, target
            assert high >= target.high, target
