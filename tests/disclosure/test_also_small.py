"""Figures that point at people without being small, and what everybody knows of a unit."""

from dataclasses import replace

import pytest

from nabij_disclosure.pose import Asked, Link, pose
from nabij_disclosure.problem import sum_of
from nabij_disclosure.release import Mark, Release, release, release_linked
from nabij_disclosure.sensitive import Reason, Settings, sensitive
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.leaks import places
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
ZEROS = Settings(show_zeros=True)
UNITS, NATURES = Dimension.flat("plek", ["a", "b", "c"]), Dimension.flat("aard", ["pesten", "seksueel", "overig"])


def crossed(*counts: int, impossible: frozenset[tuple[str, ...]] = frozenset()) -> Table:
    cells = [(unit, nature) for unit in UNITS.leaves for nature in NATURES.leaves]
    return Table("kwesties", (UNITS, NATURES), dict(zip(cells, counts, strict=True)), impossible)


ALL_IN_ONE = (9, 0, 0, 12, 8, 11, 10, 14, 9)


def test_where_zeros_are_shown_a_group_whose_cases_are_all_of_one_kind_needs_protection() -> None:
    assert sensitive(crossed(*ALL_IN_ONE), ZEROS) == {("a", "pesten"): Reason.ONE_CATEGORY}
    out = release(crossed(*ALL_IN_ONE), settings=ZEROS, seed=SEED)
    assert isinstance(out, Release)
    assert out.figures["a", "pesten"] is Mark.HIDDEN


def test_a_group_that_can_only_be_of_one_kind_tells_nothing_new() -> None:
    nobody = frozenset({("a", "seksueel"), ("a", "overig")})
    assert sensitive(crossed(*ALL_IN_ONE, impossible=nobody), ZEROS) == {}


def test_where_zeros_are_hidden_nobody_can_tell_that_all_cases_of_a_group_are_of_one_kind() -> None:
    for number in range(5):
        problem = pose(crossed(*ALL_IN_ONE), SETTINGS)
        attack = SecondAttack(problem, suppress(problem, SEED + bytes([number])).hidden)
        forms = {figure.name: figure.form for figure in problem.figures}
        others = sum_of([(forms["a", "Totaal"], 1), (forms["a", "pesten"], -1)])
        assert attack.interval(others)[1] >= SETTINGS.threshold


def test_the_whole_row_of_a_unit_with_few_staff_needs_protection() -> None:
    table = crossed(3, 3, 3, 12, 8, 11, 10, 14, 9)
    found = sensitive(table, SETTINGS, staff={("a", "Totaal"): 9, ("b", "Totaal"): 36})
    assert found["a", "Totaal"] == Reason.FEW_STAFF
    assert ("b", "Totaal") not in found
    staff = {("a", "Totaal"): 9}
    out = release(table, settings=SETTINGS, seed=SEED, staff=staff)
    assert isinstance(out, Release)
    assert out.figures["a", "Totaal"] is Mark.HIDDEN
    problem = pose(table, SETTINGS, staff=staff)
    attack = SecondAttack(problem, places(problem, out.entry.hidden))
    for target in problem.targets:
        low, high = attack.interval(target.form)
        assert low <= 0
        assert high >= 5


@pytest.mark.parametrize("came", [36, 33, 32])
def test_nobody_can_tell_whether_nearly_all_who_work_somewhere_came(came: int) -> None:
    table = crossed(7, 8, 6, came - 19, 8, 11, 10, 14, 9)
    staff = {("b", "Totaal"): 36}
    assert sensitive(table, SETTINGS, staff=staff)["b", "Totaal"] == Reason.NEARLY_ALL
    for number in range(5):
        seed = SEED + bytes([number])
        out = release(table, settings=SETTINGS, seed=seed, staff=staff)
        assert isinstance(out, Release)
        assert out.entry.watched["b", "Totaal"] == (0, 36)
        problem = pose(table, SETTINGS, staff=staff)
        attack = SecondAttack(problem, places(problem, out.entry.hidden))
        (whole,) = places(problem, {("b", "Totaal")})
        assert attack.interval(problem.figures[whole].form) == (0, 36)


def test_five_who_did_not_come_are_enough() -> None:
    table = crossed(7, 8, 6, 12, 8, 11, 10, 14, 9)
    assert ("b", "Totaal") not in sensitive(table, SETTINGS, staff={("b", "Totaal"): 36})
    assert sensitive(table, SETTINGS, staff={("b", "Totaal"): 35})["b", "Totaal"] == Reason.NEARLY_ALL


def test_of_a_hidden_total_readers_know_that_a_table_went_out() -> None:
    table = crossed(1, 0, 0, 2, 1, 0, 1, 0, 1)
    problem = pose(table, SETTINGS)
    attack = SecondAttack(problem, frozenset(range(len(problem.figures))))
    (whole,) = places(problem, {table.top})
    assert attack.interval(problem.figures[whole].form)[0] == SETTINGS.threshold


def test_a_unit_with_fewer_people_than_the_threshold_is_hidden_up_to_all_who_work_there() -> None:
    staff = {("a", "Totaal"): 3}
    table = crossed(1, 1, 0, 12, 8, 11, 10, 14, 9)
    out = release(table, settings=SETTINGS, seed=SEED, staff=staff)
    assert isinstance(out, Release)
    assert out.entry.watched["a", "Totaal"] == (0, 3)
    assert out.entry.watched["a", "pesten"] == (0, 3)
    problem = pose(table, SETTINGS, staff=staff)
    attack = SecondAttack(problem, places(problem, out.entry.hidden))
    for place in places(problem, {("a", "Totaal"), ("a", "pesten")}):
        assert attack.interval(problem.figures[place].form) == (0, 3)


def test_more_conversations_than_people_who_work_there_are_no_contradiction() -> None:
    talks = replace(crossed(*ALL_IN_ONE), measure="gesprekken")
    people = replace(crossed(2, 0, 0, 9, 6, 7, 8, 9, 5), measure="melders")
    staff = {("a", "Totaal"): 5, ("b", "Totaal"): 30}
    asked = (Asked(people, staff=staff), Asked(talks, staff=staff))
    outs = release_linked(asked, settings=SETTINGS, seed=SEED, links=(Link("gesprekken", "melders"),))
    assert all(isinstance(out, Release) for out in outs)
    assert outs[1].entry.watched["a", "Totaal"] == (0, 5)


@pytest.mark.parametrize(("most", "protected"), [(8, True), (7, True), (6, False)])
def test_conversations_of_which_one_visitor_makes_up_more_than_half_need_protection(
    most: int, *, protected: bool
) -> None:
    table = crossed(12, 9, 9, 12, 8, 11, 10, 14, 9)
    found = sensitive(table, SETTINGS, largest={("a", "pesten"): most})
    assert (found == {("a", "pesten"): Reason.ONE_VISITOR}) == protected
    assert (found == {}) != protected
    out = release(table, settings=SETTINGS, seed=SEED, largest={("a", "pesten"): most})
    assert isinstance(out, Release)
    assert (out.figures["a", "pesten"] is Mark.HIDDEN) == protected


@pytest.mark.parametrize(("came", "protected"), [(1, True), (4, True), (5, False)])
def test_conversations_of_few_visitors_need_protection_though_no_one_of_them_makes_up_half(
    came: int, *, protected: bool
) -> None:
    table = crossed(12, 9, 9, 12, 8, 11, 10, 14, 9)
    found = sensitive(table, SETTINGS, visitors={("a", "pesten"): came})
    assert (found == {("a", "pesten"): Reason.FEW_VISITORS}) == protected
    (out,) = release_linked((Asked(table, visitors={("a", "pesten"): came}),), settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    assert (out.figures["a", "pesten"] is Mark.HIDDEN) == protected
