"""What went out stays known: over the quarters, over other dimensions, after corrections and reorganisations."""

from dataclasses import replace
from itertools import permutations

import pytest

from nabij_disclosure.errors import BrokenLedger, Contradiction, MalformedTable, NoSafeTable
from nabij_disclosure.grain import grain_of
from nabij_disclosure.history import Released, Timeline, timeline
from nabij_disclosure.pose import pose
from nabij_disclosure.release import Release, TooFew, release
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.cubes import figures, joint, sum_of, view
from tests.disclosure.leaks import is_corrected, places
from tests.disclosure.random_tables import random_table, units
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
Q1, Q2, BOTH = frozenset({"K1"}), frozenset({"K2"}), frozenset({"K1", "K2"})


def line_of(*releases: tuple[Table, frozenset[str]]) -> Timeline:
    return timeline(grain_of([table for table, _ in releases]), [periods for _, periods in releases])


def whole(table: Table, periods: frozenset[str]) -> Released:
    return Released(table, periods, frozenset(), {})


def test_a_quarter_of_its_own_and_both_together_are_two_atoms() -> None:
    line = line_of((units(9, 9), Q1), (units(5, 6), Q2), (units(14, 15), BOTH))
    assert line.sums == ((0,), (1,), (0, 1))
    assert not any(atom.free for atom in line.atoms)


def test_a_year_that_went_out_as_a_whole_is_not_cut_afterwards() -> None:
    with pytest.raises(MalformedTable):
        line_of((units(9, 9), BOTH), (units(5, 6), Q1))
    with pytest.raises(MalformedTable):
        line_of((units(9, 9), frozenset()))


def test_both_together_that_differ_from_the_quarters_are_a_correction() -> None:
    line = line_of((units(9, 9), Q1), (units(5, 6), Q2), (units(14, 14), BOTH))
    assert line.sums == ((0,), (1,), (0, 1, 2))
    assert [atom.correction for atom in line.atoms] == [False, False, True]
    assert [atom.free for atom in line.atoms] == [False, False, True]


def test_another_measure_has_a_time_of_its_own() -> None:
    line = line_of((units(9, 9, measure="melders"), BOTH), (units(19, 12, measure="gesprekken"), Q1))
    assert line.sums == ((0,), (1,))


def test_a_unit_that_is_new_in_the_second_quarter_is_a_difference_of_its_own() -> None:
    problem = pose(units(20, 30, 2), SETTINGS, history=(whole(units(9, 9), Q1),), periods=BOTH)
    small = {target.name: target.form for target in problem.targets if target.reason == Reason.INCREMENT}
    assert set(small) == {("0-1", "c")}
    assert not is_corrected(problem)


def test_a_unit_that_was_closed_and_left_out_contradicts_nothing() -> None:
    problem = pose(units(20, 30), SETTINGS, history=(whole(units(9, 9, 8), Q1),), periods=BOTH)
    assert {figure.name for figure in problem.figures} == {("a",), ("b",), ("Totaal",)}


def test_leaves_that_came_in_the_place_of_others_must_say_what_they_join() -> None:
    first = Table("first", (Dimension.flat("plek", ["a", "b", "c"]),), {("a",): 9, ("b",): 2, ("c",): 20})
    counts = {("a + b",): 13, ("c",): 25}
    unsaid = Table("later", (Dimension.flat("plek", ["a + b", "c"]),), counts)
    said = replace(unsaid, dimensions=(replace(unsaid.dimensions[0], joins={"a + b": ("a", "b")}),))
    with pytest.raises(MalformedTable, match="joins"):
        pose(unsaid, SETTINGS, history=(whole(first, Q1),), periods=BOTH)
    problem = pose(said, SETTINGS, history=(whole(first, Q1),), periods=BOTH)
    assert ("0-1", "a + b") in {target.name for target in problem.targets}


def test_a_difference_with_an_earlier_view_is_found_though_the_latest_view_says_nothing_of_it() -> None:
    history = (whole(units(20, 30), Q1), whole(units(10, 40, name="aard"), Q1))
    problem = pose(units(21, 29), SETTINGS, history=history, periods=Q1)
    small = {target.name for target in problem.targets if target.reason == Reason.INCREMENT}
    assert {("0-2", "a"), ("0-2", "b")} <= small
    assert is_corrected(problem)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_a_new_view_is_compared_with_every_view_before_it_whichever_came_first(order: tuple[int, ...]) -> None:
    before = (units(20, 30), units(10, 40, name="aard"), units(25, 25, name="bron"))
    line = line_of(*((before[place], Q1) for place in order), (units(21, 29), Q1))
    assert line.sums == ((0,), (0,), (0,), (0, 1))
    assert line.atoms[1].correction


def test_of_what_several_tables_were_corrected_by_only_what_changed_stays_unknown() -> None:
    history = (whole(units(9, 9), Q1), whole(units(5, 6), Q2))
    problem = pose(units(14, 14), SETTINGS, history=history, periods=BOTH)
    assert {target.name[1:] for target in problem.targets if target.name[0] == "2 alone"} == {("b",), ("Totaal",)}


def test_a_group_that_is_a_leaf_in_one_table_is_the_sum_of_its_leaves_in_another() -> None:
    faculties = Dimension("plek", {"bèta": "Totaal", "wis": "bèta", "nat": "bèta", "alfa": "Totaal"})
    fine = Table("fine", (faculties,), {("wis",): 3, ("nat",): 9, ("alfa",): 40})
    coarse = Table("coarse", (Dimension.flat("plek", ["bèta", "alfa"]),), {("bèta",): 12, ("alfa",): 40})
    problem = pose(fine, SETTINGS, history=(whole(coarse, Q1),), periods=Q1)
    forms = {figure.name: figure.form for figure in problem.figures}
    attack = SecondAttack(problem, frozenset(range(len(problem.figures))))
    assert attack.interval(forms[("bèta",)]) == (12, 12)
    assert attack.interval(forms[("wis",)]) == (0, 12)


def test_a_correction_that_no_single_sum_shows_is_taken_as_a_correction() -> None:
    """Three views whose margins all agree, and of which no one table of people is the origin."""
    a, b, c = (Dimension.flat(name, [f"{name}0", f"{name}1"]) for name in "abc")

    def pair(one: Dimension, other: Dimension, *, equal: bool) -> Table:
        cells: dict[Cell, int] = {}
        for left in one.leaves:
            for right in other.leaves:
                cells[left, right] = 9 if (left[1] == right[1]) == equal else 0
        return Table("pair", (one, other), cells)

    first, second = whole(pair(a, b, equal=True), Q1), whole(pair(a, c, equal=True), Q1)
    settings = Settings(show_zeros=True)
    assert not is_corrected(pose(pair(b, c, equal=True), settings, history=(first, second), periods=Q1))
    assert is_corrected(pose(pair(b, c, equal=False), settings, history=(first, second), periods=Q1))


def test_a_figure_that_goes_down_may_be_a_correction_and_its_small_difference_stays_unknown() -> None:
    first = release(units(30, 40, 50), settings=SETTINGS, seed=SEED, periods=Q1)
    later = units(28, 50, 60)
    problem = pose(later, SETTINGS, history=(first.entry,), periods=BOTH)
    assert ("0-1", "a") in {target.name for target in problem.targets}
    out = release(later, settings=SETTINGS, seed=SEED, history=(first.entry,), periods=BOTH)
    attack = SecondAttack(problem, places(problem, out.entry.hidden))
    for target in problem.targets:
        low, high = attack.interval(target.form)
        assert low <= 0
        assert high >= SETTINGS.threshold


def test_a_ledger_whose_own_figures_cannot_all_be_true_is_refused() -> None:
    entry = replace(whole(units(9, 9), Q1), hidden=frozenset({("a",)}), bands={("a",): (0, 4)})
    with pytest.raises(Contradiction):
        pose(units(9, 9, name="aard"), SETTINGS, history=(entry,), periods=Q1)


def test_what_had_to_stay_unknown_and_was_shown_is_no_entry() -> None:
    with pytest.raises(BrokenLedger):
        Released(units(2, 9), Q1, frozenset(), {("a",): (0, 5)})


def test_quarters_that_are_protected_one_by_one_give_differences_away() -> None:
    """The same quarters as in the next test, each as if nothing had gone out before."""
    given_away = sum(len(narrowed(start, together=False)) for start in range(3))
    assert given_away > 0


@pytest.mark.parametrize("start", range(4))
def test_four_quarters_over_turning_dimensions_give_nothing_away_on_the_joint_cube(start: int) -> None:
    assert narrowed(start, together=True) == []


def narrowed(start: int, *, together: bool) -> list[tuple[str, ...]]:
    """Small cells and small differences of four growing quarters that the reader of all of them knows too narrowly."""
    quarters = [random_table((3, 2, 2), 4, 100 * start + quarter) for quarter in range(4)]
    sums = [
        replace(quarters[0], counts={cell: sum(one.counts[cell] for one in quarters[: end + 1]) for cell in one.counts})
        for end, one in enumerate(quarters)
    ]
    outs: list[tuple[Release | TooFew, int]] = []
    for end, table in enumerate(sums):
        turned = view(table, 0, 1 + end % 2)
        history = tuple(out.entry for out, _ in outs) if together else ()
        periods = frozenset(f"K{quarter}" for quarter in range(end + 1))
        try:
            out = release(turned, settings=SETTINGS, seed=SEED, history=history, periods=periods)
        except NoSafeTable:
            continue
        outs.append((out, end + 1))
    cube = sums[-1]
    problem = joint(cube, 4, [shown for out, end in outs for shown in figures(out, end)])
    attack = SecondAttack(problem, frozenset())
    found = []
    for out, end in outs:
        for cell in out.entry.watched:
            low, high = attack.interval(sum_of(cube, out.table, cell, end))
            if low > 0 or high < SETTINGS.threshold:
                found.append((str(end), *cell))
        for _, before in outs:
            units, old = view(sums[end - 1], 0), view(sums[before - 1], 0)
            for cell in units.cells:
                if before < end and SETTINGS.is_small(units.values[cell] - old.values[cell]):
                    form = sum_of(cube, units, cell, end).minus(sum_of(cube, units, cell, before))
                    low, high = attack.interval(form)
                    if low > 0 or high < SETTINGS.threshold:
                        found.append((f"{before}-{end}", *cell))
    return found
