"""What readers get out of releases, measured: the tables of docs/disclosure.md.

PYTHONPATH=src:. .venv/bin/python -m benchmarks.evidence official | replay | seed | quarters

Nothing here is ended by a clock: a busy machine takes longer and prints the same, but for the seconds.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator

from tests.disclosure.leaks import Leaks, leaks
from tests.disclosure.official_tables import VIEWS, gauss, official, released
from tests.disclosure.quarters import first, insider, second, year
from tests.disclosure.random_tables import random_table
from tests.disclosure.replay import NOTHING, Reader, Replayed

from nabij_disclosure.pose import Asked
from nabij_disclosure.problem import Problem
from nabij_disclosure.sensitive import Settings

REPLAYED = (
    *(((3,), 12), ((4,), 15), ((8,), 6)),
    *(((2, 3), 6), ((3, 3), 6), ((3, 4), 6), ((4, 4), 3), ((4, 4), 5), ((4, 4), 10)),
)
"""Shape and mean in a cell."""

SEVERAL = 10
"""How many tables of each."""

OTHERS = 60
"""How many tables are replayed at most for each small cell and each goal."""


def row(name: str, found: Leaks, more: str = "") -> None:
    """One row of a table of the page."""
    print(f"| {name} | {found.targets} | {found.exact} | {found.narrow} | {more} |", flush=True)


def official_tables() -> bool:
    """Every table of a statistical office, ours and the other program's; d3 by one grouping at a time as well."""
    print("| table, threshold 3 | small cells | exact | narrower than 0 to 3 | kept, seconds of the processor |")
    print("| --- | --- | --- | --- | --- |")
    safe = True
    for name, asked in _together():
        start = time.process_time()
        problem, hidden = released(asked, 3)
        took = time.process_time() - start
        found = leaks(problem, hidden)
        row(f"{name}, Nabij", found, f"{_kept(problem, hidden)}, {took:.1f} s")
        safe &= found.none
    for name, words in (("z1", ""), ("d3", ", both groupings at once")):
        problem, hidden = gauss(name)
        found = leaks(problem, hidden)
        known = f"; of {found.above} known that somebody is in it, of {found.under} that fewer than 3 are"
        row(f"{name}, GaussSuppression{words}", found, _kept(problem, hidden) + (known if found.narrow else ""))
    return safe


def _together() -> Iterator[tuple[str, tuple[Asked, ...]]]:
    """Each file with its tables, which go out together; of d3 each grouping by itself."""
    for name, views in VIEWS.items():
        tables = official(name)
        if name != "d3":
            yield name, tuple(map(Asked, tables))
            continue
        for table, ((_, group), *_) in zip(tables, views, strict=True):
            yield f"{name} by {group}", (Asked(table),)


def _kept(problem: Problem, hidden: frozenset[int]) -> str:
    return f"{1 - len(hidden) / len(problem.figures):.0%}"


def replays() -> bool:
    """Tables up to 4 by 4, each replayed by a reader who knows everything but the seed."""
    print("| tables | small figures | exact | not shown to reach 0 and 5 | tables replayed | give the output |")
    print("| --- | --- | --- | --- | --- | --- |")
    all_of_them = NOTHING
    for shape, mean in REPLAYED:
        all_of_them += _replayed(shape, mean)
    _row_of_replay("all of them", all_of_them)
    return all_of_them.exact == 0


def by_the_seed() -> bool:
    """The same tables of 3 by 3, replayed by a reader who knows the seed as well: no promise, so nothing to hold."""
    _replayed((3, 3), 6, knows_seed=True)
    return True


def _replayed(shape: tuple[int, ...], mean: float, *, knows_seed: bool = False) -> Replayed:
    found = NOTHING
    for number in range(SEVERAL):
        seed, table = random.Random(number).randbytes(16), random_table(shape, mean, number)
        found += Reader(table, Settings(), seed, tables=OTHERS, knows_seed=knows_seed).replay()
    words = ", who knows the seed" if knows_seed else ""
    _row_of_replay(f"{SEVERAL} of {'×'.join(map(str, shape))}, mean {mean}{words}", found)
    return found


def _row_of_replay(name: str, found: Replayed) -> None:
    print(
        f"| {name} | {found.small} | {found.exact} | {found.narrow} | {found.tables} | {found.possible} |", flush=True
    )


def quarters() -> bool:
    """Four cumulative quarters of twenty organisations, by two attacks and by insiders."""
    print("| organisations, 4 quarters | cells and increments | exact | too narrow | insider computes another |")
    print("| --- | --- | --- | --- | --- |")
    safe = True
    for shape, mean in (((4, 3), 4), ((6, 5), 3)):
        years = [year(shape, mean, number) for number in range(20)]
        for name, attack in (("package", first), ("second", second)):
            sums = sum(map(attack, years), start=Leaks(0, 0, 0))
            inside = sum(insider(one, insiders=8) for one in years[:5]) if attack is second else 0
            row(f"20 of {shape[0]}×{shape[1]}, {name} attack", sums, str(inside) if attack is second else "")
            safe &= sums.none and not inside
    return safe


PARTS: dict[str, Callable[[], bool]] = {
    "official": official_tables,
    "replay": replays,
    "seed": by_the_seed,
    "quarters": quarters,
}

if __name__ == "__main__":
    held = [PARTS[part]() for part in sys.argv[1:] or PARTS]
    sys.exit(0 if all(held) else 1)
