"""A table on its way out: from counts to a proven release, end to end, and what it hides beside the least.

Times are the processor time of this process, which other work changes little; the clock stands beside it.
"""

import resource
import time

from tests.disclosure.random_tables import random_table

from benchmarks.command import run
from benchmarks.figures import Figure, median
from nabij_disclosure.attack import Attack
from nabij_disclosure.pose import pose
from nabij_disclosure.release import Release, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import suppress

TITLE = "A table that betrays nobody"
SEED = b"a seed for benchmarks, no secret"
FLAT, CUBE = (20, 12), (10, 8, 4)
CELLS = ((5, 4), (10, 6), (14, 9), (20, 12))
DIMENSIONS = ((24,), (6, 4), (4, 3, 2), (3, 2, 2, 2))
MEANS = (3, 8, 20)


def measure(quick: bool) -> list[Figure]:
    """Tables of three densities: time end to end, what is hidden beside the bound, growth, audit and memory."""
    rounds = 1 if quick else 3
    means = MEANS[1:2] if quick else MEANS
    return [
        *_released(FLAT, means, rounds, 1),
        *([] if quick else _released(CUBE, means, 1, 30)),
        *(figure for shape in CELLS[: 3 if quick else None] for figure in _growth(shape)),
        *(figure for shape in DIMENSIONS for figure in _growth(shape)),
        _audit(),
        Figure("highest memory of this process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 500),
    ]


def _released(shape: tuple[int, ...], means: tuple[float, ...], rounds: int, most: float) -> list[Figure]:
    figures = []
    for mean in means:
        taken, waited, over = [], [], []
        for number in range(rounds):
            began, clock = time.process_time(), time.perf_counter()
            out = release(random_table(shape, mean, number), settings=Settings(), seed=SEED)
            taken.append(time.process_time() - began)
            waited.append(time.perf_counter() - clock)
            if isinstance(out, Release):
                over.append(100 * (len(out.entry.hidden) - out.extra - out.bound) / len(out.figures))
        name = f"{_name(shape)}, mean {mean}"
        figures.append(Figure(f"{name}, median of {rounds}", median(taken), "s", most))
        figures.append(Figure(f"{name}, the slowest", max(taken), "s"))
        figures.append(Figure(f"{name}, the slowest by the clock", max(waited), "s"))
        figures.append(
            Figure(f"{name}, hidden over the bound, of all figures, the most", max(over, default=0.0), "%", 2)
        )
    return figures


def _growth(shape: tuple[int, ...]) -> list[Figure]:
    began = time.process_time()
    release(random_table(shape, 8, 1), settings=Settings(), seed=SEED)
    return [Figure(f"growth: {_name(shape)}, mean 8", time.process_time() - began, "s")]


def _audit() -> Figure:
    """Both ends of whatever a table of 500 cells hides, each a linear program."""
    problem = pose(random_table((25, 20), 8, 1), Settings())
    hidden = suppress(problem, SEED, seconds=0).hidden
    attack = Attack(problem)
    began = time.process_time()
    attack.hide(hidden)
    for place in hidden:
        for side in (1, -1):
            attack.push(problem.figures[place].form, side)
    return Figure(f"audit of 500 cells, {len(hidden)} hidden, both ends", time.process_time() - began, "s", 1)


def _name(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))


if __name__ == "__main__":
    run(TITLE, measure)
