"""Tables that statistical offices publish as examples, with the hierarchies that their files imply (sdc/ORIGIN.md)."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from nabij_disclosure.pose import Asked, begin, pose, pose_all
from nabij_disclosure.problem import Problem, index_of
from nabij_disclosure.release import release_linked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.leaks import places

PLACE = Path(__file__).parent / "sdc"
TOTAL = "Total"
SEED = b"a secret of sixteen bytes and more"

VIEWS: Mapping[str, Sequence[Sequence[tuple[str, str | None]]]] = {
    "z1": [[("region", None), ("hovedint", None)]],
    "d2": [[("region", group), ("main_income", None)] for group in ("county", "k_group")],
    "d2s": [[("region", group), ("main_income", None)] for group in ("county", "size")],
    "d3": [[("region", group), ("main_income", None), ("months", "months2")] for group in ("county", "k_group")],
    "example1": [[("age", None), ("geo", "eu"), ("year", None)]],
}
"""For each file its tables: columns, each with the column of the groups above it. Where a file groups one column in two
ways, the same people are in two tables, which go out together."""


def rows(name: str) -> list[dict[str, str]]:
    with (PLACE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def official(name: str) -> tuple[Table, ...]:
    """The tables of one file."""
    found = rows(name)
    return tuple(_table(name, found, view) for view in VIEWS[name])


def _table(name: str, found: list[dict[str, str]], view: Sequence[tuple[str, str | None]]) -> Table:
    dimensions = []
    for column, group in view:
        parents: dict[str, str] = {}
        if group:
            parents = dict.fromkeys((row[group] for row in found), TOTAL)
        parents |= {row[column]: row[group] if group else TOTAL for row in found}
        dimensions.append(Dimension(column, parents, TOTAL))
    count = "ant" if name == "z1" else "freq"
    counts = dict.fromkeys(product(*(dimension.leaves for dimension in dimensions)), 0)
    for row in found:
        counts[tuple(row[column] for column, _ in view)] += int(row[count])
    return Table(name, tuple(dimensions), counts)


def released(asked: tuple[Asked, ...], threshold: int, *, seconds: float = 30.0) -> tuple[Problem, frozenset[int]]:
    """What we print of tables that go out together: every figure, and the positions of those that we hide."""
    settings = Settings(threshold=threshold)
    outs = release_linked(asked, settings=settings, seed=SEED, seconds=seconds)
    problem = pose_all(asked, settings)
    hidden = {(*begin(place, asked), *cell) for place, out in enumerate(outs) for cell in out.entry.hidden}
    found = places(problem, hidden)
    assert len(found) == len(hidden)
    return problem, found


def gauss(name: str) -> tuple[Problem, frozenset[int]]:
    """What GaussSuppression printed of a file: every figure, and the positions of those that it hid; threshold 3.

    Its pattern holds both groupings of a column at once, so the figures are those of all tables over the same unknowns.
    """
    settings = Settings(threshold=3)
    problems = [pose(table, settings) for table in official(name)]
    first = problems[0]
    figures = {figure.name: figure for problem in problems for figure in problem.figures}
    targets = {target.name: target for problem in problems for target in problem.targets}
    assert all(problem.names == first.names for problem in problems)
    both = replace(first, figures=tuple(figures.values()), targets=tuple(targets.values()))
    places = index_of(both)
    columns = [column for column, _ in VIEWS[name][0]]
    hidden = set()
    for row in rows(f"gauss_{name}_maxN2_pzTRUE"):
        cell: Cell = tuple(row[column] for column in columns)
        figure = both.figures[places[cell]]
        assert figure.value == int(row["ant" if name == "z1" else "freq"])
        if row["suppressed"] == "TRUE":
            hidden.add(places[cell])
    return both, frozenset(hidden)
