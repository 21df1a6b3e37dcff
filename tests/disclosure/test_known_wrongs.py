"""Methods that are in use and give people away, each beside ours; a second solver judges both."""

from dataclasses import replace
from itertools import product

import pytest

from nabij_disclosure.errors import TellsTooMuch
from nabij_disclosure.flaws import BadInput
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked, pose, pose_all
from nabij_disclosure.problem import Problem, Statement
from nabij_disclosure.reading import read_table
from nabij_disclosure.release import Mark, Release, TooFew, release, release_linked
from nabij_disclosure.sensitive import Settings, sensitive
from nabij_disclosure.statements import number, percentage
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.cubes import view
from tests.disclosure.leaks import Leaks, form_of, leaks, places, plain, told
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack
from tests.disclosure.telling import may_tell

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()


def grid(rows: list[list[int]]) -> Table:
    places = Dimension.flat("plek", [f"plek {row}" for row in range(len(rows))])
    kinds = Dimension.flat("aard", [f"aard {column}" for column in range(len(rows[0]))])
    numbers = [count for row in rows for count in row]
    return Table("naive", (places, kinds), dict(zip(product(places.leaves, kinds.leaves), numbers, strict=True)))


def hiding(table: Table, cells: set[Cell]) -> tuple[Problem, frozenset[int]]:
    """A pattern of somebody else's."""
    problem = pose(table, SETTINGS)
    assert cells <= set(table.cells)
    return problem, places(problem, cells)


def ours(table: Table) -> Leaks:
    """What the second attack gets out of what we release of it."""
    problem = pose(table, SETTINGS)
    out = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    found = leaks(problem, places(problem, out.entry.hidden))
    assert found.targets
    return found


def test_quarters_protected_one_by_one_give_people_away_when_subtracted_and_ours_do_not() -> None:
    naive = kept = 0
    for start in range(3):
        alone: tuple[Released, ...] = ()
        together: tuple[Released, ...] = ()
        total = dict.fromkeys(random_table((4, 3), 1, 0).counts, 0)
        for quarter in range(4):
            added = random_table((4, 3), 4, 100 + 10 * start + quarter)
            total = {cell: total[cell] + added.counts[cell] for cell in total}
            table = replace(added, counts=dict(total))
            periods = frozenset(f"K{one}" for one in range(quarter + 1))
            alone += (release(table, settings=SETTINGS, seed=SEED, periods=periods).entry,)
            together += (release(table, settings=SETTINGS, seed=SEED, history=together, periods=periods).entry,)
        naive += _subtracted(alone).narrow
        kept += _subtracted(together).narrow
    assert naive > 0
    assert kept == 0


def _subtracted(entries: tuple[Released, ...]) -> Leaks:
    """What follows from all releases together, the last one's small increments included."""
    last = entries[-1]
    problem = pose(last.table, SETTINGS, history=entries[:-1], periods=last.periods)
    return leaks(problem, places(problem, last.hidden))


def test_a_total_of_the_cells_that_are_left_is_wrong_and_is_refused() -> None:
    table = grid([[9, 2, 14], [8, 7, 11]])
    left = sum(count for count in table.counts.values() if not SETTINGS.is_small(count))
    rows = [*((*cell, count) for cell, count in table.counts.items()), (*table.top, left)]
    with pytest.raises(BadInput, match="add up"):
        read_table("\n".join(",".join(map(str, row)) for row in [("plek", "aard", "aantal"), *rows]).encode(), name="t")
    out = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    assert all(figure == table.values[cell] for cell, figure in out.figures.items() if isinstance(figure, int))


def test_a_pair_of_a_one_and_a_zero_under_a_shown_total_is_no_cover() -> None:
    table = grid([[0, 1, 20], [30, 25, 22], [40, 31, 28]])
    pair = {("plek 0", "aard 0"), ("plek 0", "aard 1"), ("plek 1", "aard 0"), ("plek 1", "aard 1")}
    problem, hidden = hiding(table, pair)
    found = leaks(problem, hidden)
    # nothing is exact, and yet everybody reads that at most one came from either
    assert found.exact == 0
    assert found.narrow == 2
    assert ours(table).none


def test_three_small_ones_hidden_in_a_row_are_known_together() -> None:
    table = grid([[1, 1, 1, 20], [30, 25, 22, 19], [40, 31, 28, 33]])
    three = {(f"plek {row}", f"aard {column}") for row in range(2) for column in range(3)}
    problem, hidden = hiding(table, three)
    low, high = SecondAttack(problem, hidden).interval(form_of(table, ("plek 0", "aard 0")))
    assert (low, high) == (0, 3)
    assert leaks(problem, hidden).narrow == 3
    assert ours(table).none


def _joint(views: tuple[Table, Table], outs: list[Release]) -> Leaks:
    """Both tables as printed, in one problem."""
    problem = pose_all(tuple(Asked(table) for table in views), SETTINGS)
    hidden = {(f"table {place}", *cell) for place, out in enumerate(outs) for cell in out.entry.hidden}
    return leaks(problem, places(problem, hidden))


def test_linked_tables_protected_one_by_one_give_people_away_and_ours_do_not() -> None:
    naive = together = 0
    for start in range(6):
        cube = random_table((4, 3, 3), 4, 50 + start)
        views = view(cube, 0, 1), view(cube, 0, 2)
        # a seed of its own for each, as programs do that know of one table at a time
        apart = [release(one, settings=SETTINGS, seed=SEED + bytes([place])) for place, one in enumerate(views)]
        linked = release_linked(tuple(map(Asked, views)), settings=SETTINGS, seed=SEED)
        naive += _joint(views, [one for one in apart if isinstance(one, Release)]).narrow
        together += _joint(views, [one for one in linked if isinstance(one, Release)]).narrow
    assert naive > 0
    assert together == 0


def test_a_percentage_on_a_small_base_is_the_count_and_is_refused() -> None:
    table = grid([[3, 12], [4, 4]])
    base, part = table.top, ("plek 0", "aard 0")
    # 13% of 23, rounded: between 12.5 and 13.5 per cent
    rounded = round(100 * table.values[part] / table.values[base])
    share = {part: 200, base: 1 - 2 * rounded}
    under = {part: 200, base: -1 - 2 * rounded}
    reader = plain(table, [({base: 1}, 23, 23), (share, 0, None), (under, None, -1)])
    assert SecondAttack(reader, frozenset()).interval(form_of(table, part)) == (3, 3)
    small = grid([[3, 10], [3, 3]])
    with pytest.raises(TellsTooMuch):
        percentage(small, part, small.top)
    beside_the_base = (number(table, base), *percentage(table, part, base))
    assert not may_tell(table, beside_the_base, settings=SETTINGS)
    assert may_tell(table, (number(table, base),), settings=SETTINGS)


def test_eight_conversations_of_one_visitor_pass_a_threshold_and_not_ours() -> None:
    table = grid([[8, 30], [25, 40]])
    cell = ("plek 0", "aard 0")
    assert cell not in sensitive(table, SETTINGS)
    naive = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(naive, Release)
    assert naive.figures[cell] == 8
    problem = pose(table, SETTINGS, largest={cell: 8})
    found = release(table, settings=SETTINGS, seed=SEED, largest={cell: 8})
    assert isinstance(found, Release)
    assert found.figures[cell] is Mark.HIDDEN
    assert leaks(problem, places(problem, found.entry.hidden)).none


def test_controlled_rounding_to_threes_proves_that_somebody_came_and_ours_does_not() -> None:
    proven = 0
    for start in range(4):
        table = random_table((4, 4), 4, start)
        rounded = [({cell: 1}, value - 2, value + 2) for cell, value in _controlled(table).items()]
        reader = plain(table, rounded)
        attack = SecondAttack(reader, frozenset())
        small = [cell for cell, count in table.counts.items() if count < SETTINGS.threshold]
        proven += sum(attack.interval(form_of(table, cell))[0] >= 1 for cell in small)
        assert ours(table).none
    assert proven > 0


def _controlled(table: Table) -> dict[Cell, int]:
    """Each cell and margin at one of the two multiples of three next to it, and all of them adding up (Cox 1987)."""
    inner = list(table.counts)
    thirds = {cell: (table.values[cell] // 3, -(-table.values[cell] // 3)) for cell in table.cells}
    margins = tuple(Statement(form_of(table, cell), *thirds[cell]) for cell in table.cells if cell not in table.counts)
    lows, highs = (tuple(thirds[cell][side] for cell in inner) for side in (0, 1))
    problem = Problem(tuple(inner), lows, highs, lows, margins, (), ())
    chosen: dict[Cell, int] = {}
    for cell in inner:
        low, _ = SecondAttack(problem, frozenset()).interval(form_of(table, cell))
        chosen[cell] = low
        problem = told(problem, [Statement(form_of(table, cell), low, low)])
    return {cell: 3 * sum(chosen[leaf] for leaf in table.inner(cell)) for cell in table.cells}


def test_a_second_symbol_for_cover_tells_which_hidden_ones_are_small() -> None:
    leaked = 0
    for start in range(3):
        table = random_table((4, 4), 3, start)
        problem = pose(table, SETTINGS)
        pattern = suppress(problem, SEED)
        marks = [
            Statement(
                figure.form,
                0 if place in pattern.primary else SETTINGS.threshold,
                SETTINGS.threshold - 1 if place in pattern.primary else None,
            )
            for place, figure in enumerate(problem.figures)
            if place in pattern.hidden
        ]
        leaked += leaks(told(problem, marks), pattern.hidden).narrow
        assert ours(table).none
        out = release(table, settings=SETTINGS, seed=SEED)
        assert {figure for figure in out.figures.values() if not isinstance(figure, int)} <= {Mark.HIDDEN}
    assert leaked > 0


def test_one_sentence_is_all_that_is_said_of_few_people() -> None:
    outs = [release(grid([[count, 1], [0, 0]]), settings=SETTINGS, seed=SEED) for count in (0, 1, 3)]
    assert [(out.low, out.high) for out in outs if isinstance(out, TooFew)] == [(0, 4)] * 3
