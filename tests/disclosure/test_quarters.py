"""Whoever keeps four cumulative quarters and subtracts learns of nobody: by two implementations of the attack."""

from dataclasses import replace

import pytest

from nabij_disclosure.errors import Contradiction
from nabij_disclosure.release import release
from tests.disclosure.quarters import SETTINGS, first, insider, second, year

SEED = b"a secret of sixteen bytes and more"


def test_four_quarters_of_ten_organisations_give_nobody_away_by_either_attack() -> None:
    targets = 0
    for number in range(10):
        one = year((3, 3), 4, number)
        by_first, by_second = first(one), second(one)
        assert by_first.none
        assert by_second.none
        assert by_first.targets == by_second.targets
        targets += by_second.targets
    assert targets > 300


def test_whoever_knows_one_small_figure_of_a_year_computes_no_other() -> None:
    assert [insider(year((3, 3), 3, number), insiders=6) for number in range(3)] == [0, 0, 0]


def test_a_ledger_that_no_year_agrees_with_is_refused() -> None:
    entries = year((3, 3), 6, 1).entries
    last = entries[3]
    assert release(last.table, settings=SETTINGS, seed=SEED, history=entries[:3], periods=last.periods)
    nobody = {cell: (0, 0) for cell in entries[2].hidden if entries[2].table.values[cell]}
    assert nobody
    spoilt = (*entries[:2], replace(entries[2], bands=nobody))
    with pytest.raises(Contradiction):
        release(last.table, settings=SETTINGS, seed=SEED, history=spoilt, periods=last.periods)
