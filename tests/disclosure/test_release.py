"""What goes out betrays nobody: judged by a second solver, and by addition."""

from dataclasses import replace

import pytest

from nabij_disclosure.certificate import certify, verify
from nabij_disclosure.errors import Contradiction, MalformedTable, NotProven
from nabij_disclosure.pose import pose
from nabij_disclosure.release import Mark, Release, TooFew, release
from nabij_disclosure.sensitive import Reason, Settings, sensitive
from nabij_disclosure.suppress import suppress
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("shape", "mean"), [((4, 4), 3), ((4, 4), 20), ((6, 5), 8), ((5, 3, 3), 6), ((8, 6), 40)], ids=str
)
def test_a_second_solver_pins_no_hidden_cell_either(shape: tuple[int, ...], mean: float) -> None:
    for seed in range(3):
        problem = pose(random_table(shape, mean, seed), SETTINGS)
        pattern = suppress(problem, SEED, seconds=2.0)
        attack = SecondAttack(problem, pattern.hidden)
        for target in problem.targets:
            low, high = attack.interval(target.form)
            assert low <= 0, target
            assert high >= SETTINGS.threshold, target


def test_hiding_only_what_is_small_is_not_enough_and_the_second_solver_sees_it() -> None:
    pinned = 0
    for seed in range(5):
        problem = pose(random_table((4, 4), 20, seed), SETTINGS)
        attack = SecondAttack(problem, suppress(problem, SEED).primary)
        pinned += sum(low == high for low, high in (attack.interval(target.form) for target in problem.targets))
    assert pinned > 0


def test_figures_that_are_shown_are_the_table_s_own_and_add_up() -> None:
    for seed in range(6):
        table = random_table((5, 4), 9, seed)
        out = release(table, settings=SETTINGS, seed=SEED)
        assert isinstance(out, Release)
        shown = {cell: figure for cell, figure in out.figures.items() if isinstance(figure, int)}
        assert all(table.values[cell] == figure for cell, figure in shown.items())
        small = sensitive(table, SETTINGS)
        assert small.keys() <= {cell for cell, figure in out.figures.items() if figure is Mark.HIDDEN}


def test_the_same_seed_hides_the_same_and_another_seed_may_hide_otherwise() -> None:
    tables = [random_table((6, 6), 25, seed) for seed in range(8)]
    once = [release(table, settings=SETTINGS, seed=SEED) for table in tables]
    again = [release(table, settings=SETTINGS, seed=SEED) for table in tables]
    other = [release(table, settings=SETTINGS, seed=SEED[::-1]) for table in tables]
    hidden = [[one.entry.hidden for one in run] for run in (once, again, other)]
    assert hidden[0] == hidden[1]
    assert hidden[0] != hidden[2]


def test_one_cell_that_went_down_leaves_the_quarter_in_which_nobody_came_protected() -> None:
    table = random_table((3, 3), 30, 3)
    first = release(table, settings=SETTINGS, seed=SEED, periods=frozenset({"K1"}))
    cells = list(table.counts)
    later = replace(table, counts=table.counts | {cells[0]: table.counts[cells[0]] - 1})
    problem = pose(later, SETTINGS, history=(first.entry,), periods=frozenset({"K1", "K2"}))
    protected = {target.name[1:] for target in problem.targets if target.reason == Reason.INCREMENT}
    assert set(cells) <= protected
    corrected = pose(later, SETTINGS, history=(first.entry,), periods=frozenset({"K1"}))
    protected = {target.name[1:] for target in corrected.targets if target.reason == Reason.INCREMENT}
    assert cells[0] in protected
    assert cells[1] not in protected


def test_more_people_who_came_than_work_there_is_refused() -> None:
    table = random_table((3, 3), 30, 1)
    with pytest.raises(Contradiction):
        pose(table, SETTINGS, staff={table.top: table.values[table.top] - 1})


def test_a_ledger_that_contradicts_itself_is_refused() -> None:
    table = random_table((4, 3), 30, 1)
    out = release(table, settings=SETTINGS, seed=SEED)
    wrong = replace(table, counts={cell: count + 7 for cell, count in table.counts.items()})
    broken = replace(out.entry, bands={cell: (0, 1) for cell in out.entry.hidden if table.values[cell] > 1})
    with pytest.raises(Contradiction):
        release(wrong, settings=SETTINGS, seed=SEED, history=(broken,), periods=frozenset({"-", "later"}))


def test_a_certificate_with_another_number_in_a_world_proves_nothing() -> None:
    problem = pose(random_table((5, 4), 9, 2), SETTINGS)
    pattern = suppress(problem, SEED)
    certificate = certify(problem, pattern)
    verify(problem, pattern.hidden, certificate)
    world = certificate.worlds[1]
    spoilt = replace(certificate, worlds=(certificate.worlds[0], (world[0] + 1, *world[1:]), *certificate.worlds[2:]))
    with pytest.raises(NotProven):
        verify(problem, pattern.hidden, spoilt)
    everything_one = replace(certificate, targets=dict.fromkeys(certificate.targets, (0, 0)))
    with pytest.raises(NotProven):
        verify(problem, pattern.hidden, everything_one)
    cover = {name: (0, 0) for name in certificate.figures if name not in certificate.targets}
    assert cover
    known = replace(certificate, figures={**certificate.figures, **cover})
    with pytest.raises(NotProven, match="the same in both its worlds"):
        verify(problem, pattern.hidden, known)


def test_under_the_threshold_there_is_no_table_and_always_the_same_sentence() -> None:
    dimension = Dimension.flat("plek", ["a", "b"])
    for counts in ((0, 0), (1, 2), (4, 0)):
        table = Table("few", (dimension,), {("a",): counts[0], ("b",): counts[1]})
        out = release(table, settings=SETTINGS, seed=SEED)
        assert isinstance(out, TooFew)
        assert (out.low, out.high) == (0, 4)


def test_a_seed_that_can_be_guessed_is_refused() -> None:
    table = random_table((2, 2), 9, 0)
    assert release(table, settings=SETTINGS, seed=SEED[:16])
    with pytest.raises(ValueError, match="can be guessed"):
        release(table, settings=SETTINGS, seed=SEED[:15])


def test_nobody_but_the_module_makes_a_release() -> None:
    table = random_table((2, 2), 9, 0)
    out = release(table, settings=SETTINGS, seed=SEED)
    assert isinstance(out, Release)
    with pytest.raises(TypeError):
        replace(out, figures=table.values, key=None)


@pytest.mark.parametrize("counts", [{("a",): -1, ("b",): 2}, {("a",): True, ("b",): 2}, {("a",): 1}])
def test_what_is_no_table_of_counts_is_refused(counts: dict[tuple[str, ...], int]) -> None:
    with pytest.raises(MalformedTable):
        Table("bad", (Dimension.flat("plek", ["a", "b"]),), counts)
