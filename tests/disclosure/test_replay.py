"""Whoever knows everything but the seed and replays the whole method pins nobody in a small table."""

import random
from dataclasses import replace

import pytest

from nabij_disclosure.fewer import lot
from nabij_disclosure.sensitive import Settings, sensitive
from nabij_disclosure.table import Cell, Table
from tests.disclosure.random_tables import random_table
from tests.disclosure.replay import NOTHING, Lots, Others, Reader, Replayed, pattern

SETTINGS = Settings()


def replay_several(*, knows_seed: bool = False) -> Replayed:
    """Two tables of 3 by 3, replayed."""
    found = NOTHING
    for number in (5, 6):
        seed = random.Random(number).randbytes(16)
        table = random_table((3, 3), 6, number)
        found += Reader(table, SETTINGS, seed, tables=6, knows_seed=knows_seed).replay()
    return found


@pytest.fixture(scope="module")
def replayed() -> Replayed:
    return replay_several()


def test_replaying_small_tables_leaves_every_small_cell_at_least_two_values(replayed: Replayed) -> None:
    assert replayed.small > 5
    assert replayed.exact == 0


def test_whoever_knows_the_seed_learns_more(replayed: Replayed) -> None:
    assert replay_several(knows_seed=True).narrow > replayed.narrow


def test_a_method_that_hides_small_cells_alone_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(table: Table, settings: Settings, lots: Lots, seed: bytes = b"") -> frozenset[Cell]:
        return frozenset(sensitive(table, settings))

    monkeypatch.setattr("tests.disclosure.replay.pattern", careless)
    assert replay_several().exact > 0


def test_every_table_that_is_replayed_shows_the_same_figures() -> None:
    table = random_table((3, 3), 6, 1)
    hidden = pattern(table, SETTINGS, lot, random.Random(1).randbytes(16))
    others = Others(table, hidden, SETTINGS.threshold, random.Random(0))
    small = next(cell for cell in table.counts if cell in sensitive(table, SETTINGS))
    drawn = {others.draw(small, value) for value in range(8) for _ in range(20)}
    several = [replace(table, counts=dict(zip(table.counts, one, strict=True))) for one in filter(None, drawn)]
    assert len(several) > 10
    for other in several:
        assert all(other.values[cell] == count for cell, count in table.values.items() if cell not in hidden)
