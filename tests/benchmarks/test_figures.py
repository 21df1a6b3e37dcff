"""A figure that missed its target says so, and percentiles are those that were measured."""

import pytest
from benchmarks.figures import Figure, latencies, percentile


def test_a_figure_above_its_target_is_missed_and_one_at_its_target_is_met() -> None:
    assert Figure("saving", 50.1, "ms", 50).missed
    assert "MISSED" in Figure("saving", 50.1, "ms", 50).line()
    assert not Figure("saving", 50, "ms", 50).missed
    assert not Figure("saving", 5000, "ms").missed


def test_percentiles_are_measured_values() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert [percentile(values, share) for share in (0, 0.5, 0.99, 1)] == [1, 50, 99, 100]
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_one_slow_save_in_fifty_is_seen_in_the_p99() -> None:
    p50, p99, worst = latencies("saving", [0.01] * 49 + [0.2], 50)
    assert (p50.value, p99.value, worst.value) == (10, 200, 200)
    assert p99.missed
    assert not worst.missed
