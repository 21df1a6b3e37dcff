"""Evaluating blinded points: the work itself on one core, and through the local socket."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.matcher.serving import asks, local, said_to

from benchmarks.command import run
from benchmarks.figures import Figure, median
from nabij_matcher import asking, group, voprf
from nabij_matcher.keys import Keys, new_key

TITLE = "Evaluations by the blind-token service"
RUNS, QUICK_RUNS = 2000, 50
MOST = 1000
BATCH = 16


def measure(quick: bool) -> list[Figure]:
    """Evaluations a second; the library's own limit beside it."""
    runs = QUICK_RUNS if quick else RUNS
    key = voprf.Key.of(group.random_scalar())
    points = [asking.blind(str(number).encode()).blinded for number in range(BATCH)]
    single = _rate(lambda: group.multiply(key.secret, points[0]), runs)
    one = _rate(lambda: voprf.evaluate(key, points[:1]), runs)
    many = _rate(lambda: voprf.evaluate(key, points), max(10, runs // BATCH)) * BATCH
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys"
        new_key(keys)
        Keys(keys).all()
        door = Path(folder) / "s"
        with local(door, keys):
            times = [_timed(lambda: said_to(door, asks(1, points[0]))) for _ in range(runs // 4)]
    return [
        Figure("multiplications of the library alone", round(single), "/s"),
        Figure("evaluations with proof, one at a time, one core", round(one), "/s"),
        Figure("the time of 1,000 of them", 1000 * 1000 / one, "ms", MOST),
        Figure(f"the same, {BATCH} under one proof", round(many), "/s"),
        Figure("one evaluation over the local socket, median", median(times) * 1000, "ms"),
    ]


def _rate(work: Callable[[], object], runs: int) -> float:
    began = time.process_time()
    for _ in range(runs):
        work()
    return runs / (time.process_time() - began)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    run(TITLE, measure)
