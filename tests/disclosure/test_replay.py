"""Whoever knows everything but the seed and replays the whole method pins nobody in a small table."""

import random

from nabij_disclosure.sensitive import Settings
from tests.disclosure.random_tables import random_table
from tests.disclosure.replay import NOTHING, consistent, pattern, replay

SETTINGS = Settings()


def test_replaying_small_tables_leaves_every_small_cell_at_least_two_values() -> None:
    found = NOTHING
    for number in range(3):
        seed = random.Random(number).randbytes(16)
        found += replay(random_table((3, 3), 6, number), SETTINGS, seed, seeds=40, tables=40)
    assert found.small > 5
    assert found.exact == 0


def test_every_table_that_is_replayed_shows_the_same_figures() -> None:
    table = random_table((3, 3), 6, 1)
    hidden = pattern(table, SETTINGS, random.Random(1).randbytes(16))
    others = list(consistent(table, hidden, random.Random(0), 1))
    assert table.counts in others
    assert len(others) > 1
    for counts in others:
        other = type(table)(table.name, table.dimensions, counts)
        assert all(other.values[cell] == count for cell, count in table.values.items() if cell not in hidden)
