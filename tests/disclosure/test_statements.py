"""What is said in words is attacked like what stands in a table."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from nabij_disclosure.errors import Contradiction, NoSafeTable, TellsTooMuch
from nabij_disclosure.history import Released, Told
from nabij_disclosure.pose import Asked, pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.release import Mark, Release, TooFew, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import band, check, number, percentage, tell
from nabij_disclosure.table import Table
from tests.disclosure.random_tables import random_table, units
from tests.disclosure.second_attack import SecondAttack
from tests.disclosure.telling import may_tell

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
TOP = ("Totaal",)


def narrowed(problem: Problem) -> list[str]:
    """The targets that a second solver narrows, with every figure of the problem itself hidden."""
    attack = SecondAttack(problem, frozenset(range(len(problem.figures))))
    found = []
    for target in problem.targets:
        low, high = attack.interval(target.form)
        if low > target.low or high < target.high:
            found.append(" | ".join(target.name))
    return found


def all_hidden(table: Table, *told: Told) -> Released:
    return Released(table, frozenset({"-"}), frozenset(table.cells), {}, told=told)


def test_a_percentage_of_few_people_is_refused() -> None:
    with pytest.raises(TellsTooMuch):
        percentage(units(10, 9), ("a",), TOP)
    assert percentage(units(11, 9), ("a",), TOP)


def test_a_percentage_holds_for_exactly_those_counts_that_round_to_it() -> None:
    draw = random.Random(3)
    for _ in range(300):
        whole, decimals = draw.randrange(20, 400), draw.randrange(3)
        count, other = draw.randrange(whole + 1), draw.randrange(whole + 1)
        told = percentage(units(count, whole - count), ("a",), TOP, decimals=decimals)
        parts = 100 * 10**decimals
        rounded, same = ((Fraction(parts * one, whole) + Fraction(1, 2)).__floor__() for one in (count, other))
        assert all(one.holds_in(units(other, whole - other)) for one in told) == (rounded == same)


def test_a_percentage_that_gives_the_hidden_count_is_refused_though_its_base_is_shown() -> None:
    table = units(2, 9, 30, 40)
    out = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    assert out.figures[("a",)] is Mark.HIDDEN
    assert not may_tell(table, percentage(table, ("a",), TOP), settings=SETTINGS, history=(out.entry,))
    with pytest.raises(TellsTooMuch, match="a"):
        tell(Asked(table), percentage(table, ("a",), TOP, decimals=1), settings=SETTINGS, history=(out.entry,))


def test_a_number_in_a_sentence_that_completes_a_sum_is_refused_and_one_that_was_shown_may_be_said() -> None:
    table = units(2, 9, 30, 40)
    out = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    hidden = {cell for cell, figure in out.figures.items() if figure is Mark.HIDDEN}
    shown = set(table.cells) - hidden
    assert hidden
    assert shown
    rest = [number(table, cell) for cell in sorted(hidden - {("a",)})]
    assert not may_tell(table, tuple(rest), settings=SETTINGS, history=(out.entry,))
    for cell in shown:
        assert may_tell(table, (number(table, cell),), settings=SETTINGS, history=(out.entry,))


def test_a_band_that_says_that_few_came_is_refused_and_a_wide_one_may_be_told() -> None:
    table = units(2, 9, 30, 40)
    assert not may_tell(table, (band(table, ("a",), 0, 4),), settings=SETTINGS)
    assert not may_tell(table, (band(table, ("a",), 1, None),), settings=SETTINGS)
    assert may_tell(table, (band(table, ("a",), 0, 20),), settings=SETTINGS)
    with pytest.raises(ValueError, match="not true"):
        band(table, ("a",), 3, 9)


def test_statements_that_are_each_safe_may_not_be_told_after_one_another_when_together_they_tell() -> None:
    table = units(2, 9, 30, 40)
    first = tell(Asked(table), (number(table, TOP),), settings=SETTINGS)
    rest = Told(((("b",), 1), (("c",), 1), (("d",), 1)), 79, 79, "b, c en d: 79")
    assert may_tell(table, (rest,), settings=SETTINGS)
    assert not may_tell(table, (rest,), settings=SETTINGS, history=(first,))


def test_a_second_solver_agrees_with_every_verdict() -> None:
    verdicts = []
    for start in range(4):
        table = random_table((3, 3), 12, start)
        out = release(table, settings=SETTINGS, seed=SEED)
        cells = sorted(cell for cell in out.entry.hidden if cell != table.top)
        for cell in cells[:4]:
            said: list[tuple[Told, ...]] = [
                (band(table, cell, 0, max(60, table.values[cell])),),
                (number(table, cell),),
            ]
            if table.values[table.top] >= 20:
                said.append(percentage(table, cell, table.top))
            for told in said:
                watched = dict(out.entry.watched)
                entry = replace(all_hidden(table, *told), watched=watched)
                problem = pose(table, SETTINGS, history=(out.entry, entry))
                try:
                    tell(Asked(table), told, settings=SETTINGS, history=(out.entry,))
                    refused = ""
                except TellsTooMuch as why:
                    refused = str(why)
                assert bool(narrowed(problem)) == refused.startswith("it would give away")
                verdicts.append(not refused)
    assert True in verdicts
    assert False in verdicts


def test_what_was_told_is_known_to_every_later_table() -> None:
    told_at_all = 0
    for start in range(6):
        table = random_table((3, 3), 10, start)
        cell = max(table.counts, key=lambda one: table.counts[one])
        try:
            entry = tell(Asked(table), (band(table, cell, table.counts[cell] - 1, None),), settings=SETTINGS)
            out = release(table, settings=SETTINGS, seed=SEED, history=(entry,))
        except (TellsTooMuch, NoSafeTable):
            continue
        told_at_all += 1
        problem = pose(table, SETTINGS, history=(entry, out.entry))
        assert narrowed(problem) == []
    assert told_at_all > 2


def test_what_is_said_and_not_true_of_its_table_is_a_broken_ledger() -> None:
    table = units(20, 30)
    with pytest.raises(Contradiction):
        all_hidden(table, Told(((("a",), 1),), 21, None, "a: at least 21"))
    with pytest.raises(Contradiction):
        all_hidden(table, Told(((("z",), 1),), 0, None, "z"))


def test_a_ledger_that_contradicts_itself_is_raised_and_never_a_verdict() -> None:
    table = units(20, 30, 40)
    sound = all_hidden(table)
    broken = replace(sound, bands={("a",): (0, 4)})
    assert may_tell(table, (number(table, TOP),), settings=SETTINGS, history=(sound,))
    with pytest.raises(Contradiction):
        may_tell(table, (number(table, TOP),), settings=SETTINGS, history=(broken,))


def test_more_people_than_work_there_are_raised_and_never_a_verdict() -> None:
    table = units(20, 30, 40)
    assert may_tell(table, (number(table, TOP),), settings=SETTINGS, staff={TOP: 95})
    # whoever hears that 90 of 90 came knows of each that they did
    assert not may_tell(table, (number(table, TOP),), settings=SETTINGS, staff={TOP: 90})
    with pytest.raises(Contradiction):
        may_tell(table, (number(table, TOP),), settings=SETTINGS, staff={TOP: 89})


def test_a_world_that_does_not_agree_by_addition_proves_nothing() -> None:
    table = units(20, 30, 40)
    problem = pose(table, SETTINGS, history=(all_hidden(table, number(table, TOP)),))
    check(problem)
    with pytest.raises(TellsTooMuch, match="does not agree"):
        check(replace(problem, truth=(problem.truth[0] + 1, *problem.truth[1:])))


def test_who_knows_one_cell_learns_no_other_from_what_is_told() -> None:
    table = units(2, 2, 30, 40)
    both = Told(((("a",), 1), (("b",), 1)), 4, 12, "a en b samen: 4 tot 12")
    assert not may_tell(table, (replace(both, low=4, high=4),), settings=SETTINGS)
    twins = Told(((("a",), 1), (("b",), -1)), 0, 0, "a en b evenveel")
    with pytest.raises(TellsTooMuch, match="whoever knows"):
        tell(Asked(table), (twins,), settings=SETTINGS)


def test_twice_too_few_people_gives_twice_the_same_sentence_and_blocks_no_later_year() -> None:
    history: tuple[Released, ...] = ()
    for end, counts in enumerate(((0, 1), (1, 2), (9, 8))):
        periods = frozenset(f"K{quarter}" for quarter in range(end + 1))
        out = release(units(*counts), settings=SETTINGS, seed=SEED, history=history, periods=periods)
        assert isinstance(out, Release if end == 2 else TooFew)
        history += (out.entry,)


def test_the_sentence_that_few_came_is_refused_where_it_shows_by_how_much_a_figure_was_corrected() -> None:
    first = release(units(3, 4), settings=SETTINGS, seed=SEED)
    assert isinstance(first, Release)
    assert first.figures[TOP] == 7 or first.figures[TOP] is Mark.HIDDEN
    shown = replace(first.entry, hidden=frozenset({("a",), ("b",)}))
    with pytest.raises(NoSafeTable):
        release(units(1, 2), settings=SETTINGS, seed=SEED, history=(shown,))
