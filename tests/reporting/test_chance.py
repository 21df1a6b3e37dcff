"""When a reader may be told that something rose or fell: only when chance alone would seldom do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.reporting.rules.chance import differs


@pytest.mark.parametrize(("then", "now"), [(16, 17), (17, 16), (31, 44), (10, 22), (0, 5), (0, 0), (100, 124)])
def test_what_chance_brings_is_no_rise_and_no_fall(then: int, now: int) -> None:
    assert not differs(then, now)


@pytest.mark.parametrize(("then", "now"), [(31, 50), (0, 6), (10, 25), (100, 140), (60, 30), (1000, 1100)])
def test_what_chance_seldom_brings_is_one(then: int, now: int) -> None:
    assert differs(then, now)


@given(st.integers(0, 300), st.integers(0, 300))
def test_it_is_the_same_both_ways_and_more_apart_stays_apart(then: int, now: int) -> None:
    assert differs(then, now) == differs(now, then)
    if differs(then, now):
        assert differs(max(then, now) + 1, min(then, now))


def test_two_years_with_one_rate_are_told_apart_in_at_most_one_of_twenty() -> None:
    together = 40
    wrong = sum(_ways(together, one) for one in range(together + 1) if differs(one, together - one))
    assert 0 < wrong / 2**together <= 0.05


def _ways(whole: int, part: int) -> int:
    found = 1
    for step in range(part):
        found = found * (whole - step) // (step + 1)
    return found
