"""Tables that share people betray nobody together: judged on the joint cube of all their dimensions."""

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import combinations, product

import pytest

from nabij_disclosure.errors import Contradiction, MalformedTable, NoSafeTable, TooLarge
from nabij_disclosure.grain import grain_of
from nabij_disclosure.history import Released
from nabij_disclosure.linked import tree_of
from nabij_disclosure.pose import Asked, Link, begin, pose, pose_all
from nabij_disclosure.problem import Form, Problem, Statement
from nabij_disclosure.redesign import redesign
from nabij_disclosure.release import Release, TooFew, audit, release, release_linked
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.table import Dimension, Table
from tests.disclosure.cubes import figures, joint, pinned, sum_of, view
from tests.disclosure.leaks import is_corrected, leaks, places
from tests.disclosure.random_tables import random_table, units
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"
SETTINGS = Settings()
FIRST, BOTH = frozenset({"K1"}), frozenset({"K1", "K2"})


def test_what_goes_out_beside_two_sentences_for_few_is_audited_wherever_those_stand() -> None:
    counts = [9] * 7 + [1, 1]
    asked = tuple(
        Asked(Table(f"t{place}", (kind,), {(leaf,): count for leaf in kind.leaves}, measure=f"m{place}"))
        for place, count in enumerate(counts)
        for kind in (Dimension.flat(f"soort {place}", (f"a{place}", f"b{place}")),)
    )
    outs = release_linked(asked, settings=SETTINGS, seed=SEED)
    assert [place for place, out in enumerate(outs) if isinstance(out, TooFew)] == [7, 8]
    audit(asked, outs, settings=SETTINGS, history=())


STAR = ((0, 1), (0, 2))
CHAIN = ((0, 1), (1, 2))
CYCLE = ((0, 1), (0, 2), (1, 2))


@pytest.mark.parametrize("places", [STAR, CHAIN, CYCLE], ids=["star", "chain", "cycle"])
def test_on_the_joint_cube_nothing_of_tables_that_go_out_together_is_pinned(
    places: tuple[tuple[int, int], ...],
) -> None:
    small = 0
    for start in range(4):
        cube = random_table((4, 3, 3), 2.5, start)
        asked = tuple(Asked(view(cube, *own)) for own in places)
        outs = release_linked(asked, settings=SETTINGS, seed=SEED)
        small += sum(len(out.entry.watched) for out in outs)
        assert pinned(cube, 1, [(out, 1) for out in outs]) == (0, 0)
    assert small > 20


@pytest.mark.parametrize("places", [STAR, CYCLE], ids=["star", "cycle"])
def test_on_the_joint_cube_nothing_is_pinned_when_one_table_goes_out_after_the_other(
    places: tuple[tuple[int, int], ...],
) -> None:
    went_out = 0
    for start in range(5):
        cube = random_table((4, 3, 3), 2.5, start)
        outs: list[Release | TooFew] = []
        for own in places:
            history = tuple(out.entry for out in outs)
            try:
                outs.append(release(view(cube, *own), settings=SETTINGS, seed=SEED, history=history))
            except NoSafeTable:
                continue
        assert pinned(cube, 1, [(out, 1) for out in outs]) == (0, 0)
        went_out += len(outs)
    assert went_out >= 8


def test_linked_tables_that_are_protected_one_by_one_give_cells_away() -> None:
    exact = narrow = 0
    for start in range(4):
        cube = random_table((4, 3, 3), 2.5, start)
        outs = [release(view(cube, *own), settings=SETTINGS, seed=SEED) for own in CYCLE]
        found = pinned(cube, 1, [(out, 1) for out in outs])
        exact, narrow = exact + found[0], narrow + found[1]
    assert exact > 0
    assert narrow > exact


def test_a_coarser_table_after_the_finer_one_is_safe_together_with_it() -> None:
    compared = 0
    for start in range(4):
        table = random_table((5, 4), 4, start)
        fine = release(table, settings=SETTINGS, seed=SEED)
        for proposal in redesign(Asked(table), settings=SETTINGS, seed=SEED)[:2]:
            coarse = release(proposal.table, settings=SETTINGS, seed=SEED)
            for before, then in ((fine, proposal.table), (coarse, table)):
                try:
                    after = release(then, settings=SETTINGS, seed=SEED, history=(before.entry,))
                except NoSafeTable:
                    continue
                assert pinned(table, 1, [(before, 1), (after, 1)]) == (0, 0)
                compared += 1
    assert compared > 4


def test_a_merged_leaf_is_known_to_be_the_sum_of_what_it_joins() -> None:
    table = random_table((3, 1), 9, 0)
    table = replace(table, counts=dict(zip(table.counts, (1, 7, 30), strict=True)))
    joined = Dimension("d0", {"0.0 + 0.1": "Totaal", "0.2": "Totaal"}, joins={"0.0 + 0.1": ("0.0", "0.1")})
    coarse = Table("coarse", (joined,), {("0.0 + 0.1",): 8, ("0.2",): 30})
    grain = grain_of([table, coarse])
    assert grain.key(1, ("0.0 + 0.1",)) == frozenset({("d0", frozenset({"0.0", "0.1"}))})
    assert grain.count(0, grain.key(1, ("0.0 + 0.1",))) == 8
    assert grain.count(1, grain.key(0, ("0.0", "Totaal"))) is None
    problem = pose(table, SETTINGS, history=(Released(coarse, frozenset({"-"}), frozenset(), {}),))
    forms = {figure.name: figure.form for figure in problem.figures}
    both = Form(tuple(sorted(forms["0.0", "1.0"].terms + forms["0.1", "1.0"].terms)))
    attack = SecondAttack(problem, frozenset(range(len(problem.figures))))
    assert attack.interval(both) == (8, 8)
    assert attack.interval(forms["0.0", "1.0"]) == (0, 8)


def test_a_dimension_of_which_two_leaves_join_the_same_one_is_refused() -> None:
    twice = Dimension("d0", dict.fromkeys(("a", "b"), "Totaal"), joins={"a": ("x", "y"), "b": ("y", "z")})
    with pytest.raises(MalformedTable):
        grain_of([Table("twice", (twice,), {("a",): 1, ("b",): 2})])


def test_a_later_view_of_more_quarters_over_another_dimension_gives_nothing_away() -> None:
    for start in range(4):
        first, added = random_table((3, 3, 2), 3, start), random_table((3, 3, 2), 3, start + 50)
        both = replace(first, counts={cell: count + added.counts[cell] for cell, count in first.counts.items()})
        one = release(view(first, 0, 1), settings=SETTINGS, seed=SEED, periods=FIRST)
        two = release(view(both, 0, 2), settings=SETTINGS, seed=SEED, periods=BOTH, history=(one.entry,))
        assert pinned(both, 2, [(one, 1), (two, 2)]) == (0, 0)
        problem = joint(both, 2, [*figures(one), *figures(two, 2)])
        attack = SecondAttack(problem, frozenset())
        shared, before = view(both, 0), view(first, 0)
        for cell in shared.cells:
            change = shared.values[cell] - before.values[cell]
            if SETTINGS.is_small(change):
                form = sum_of(both, shared, cell, 2).minus(sum_of(both, shared, cell, 1))
                low, high = attack.interval(form)
                assert low <= 0
                assert high >= SETTINGS.threshold


@pytest.mark.parametrize("start", range(12))
def test_however_tables_of_three_quarters_are_turned_and_made_coarser_nothing_is_pinned(start: int) -> None:
    draw = random.Random(start)
    quarters = [random_table((4, 3, 2), draw.choice([2, 4, 8]), 1000 * start + number) for number in range(3)]
    outs: list[tuple[Release | TooFew, int]] = []
    people = dict.fromkeys(quarters[0].counts, 0)
    for end, added in enumerate(quarters, 1):
        people = {cell: count + added.counts[cell] for cell, count in people.items()}
        for _ in range(2):
            turned = view(replace(added, counts=dict(people)), *sorted(draw.sample(range(3), 2)))
            coarser = [one.table for one in redesign(Asked(turned), settings=SETTINGS, seed=SEED)]
            history = tuple(out.entry for out, _ in outs)
            periods = frozenset(f"K{quarter}" for quarter in range(end))
            with suppress(NoSafeTable):
                out = release(
                    draw.choice([turned, *coarser]), settings=SETTINGS, seed=SEED, history=history, periods=periods
                )
                outs.append((out, end))
    assert len(outs) >= 4
    assert pinned(replace(quarters[0], counts=people), 3, outs) == (0, 0)


def test_another_view_of_the_same_people_is_no_correction_and_its_margins_stay_equal() -> None:
    cube = random_table((3, 3, 3), 6, 1)
    first = Released(view(cube, 0, 1), FIRST, frozenset(), {})
    problem = pose(view(cube, 0, 2), SETTINGS, history=(first,), periods=FIRST)
    assert all(target.reason != Reason.INCREMENT for target in problem.targets)
    assert not is_corrected(problem)
    margin = next(figure for figure in problem.figures if figure.name == ("0.1", "Totaal"))
    attack = SecondAttack(problem, frozenset(range(len(problem.figures))))
    assert attack.interval(margin.form) == (margin.value, margin.value)


def test_a_view_whose_margin_differs_is_a_correction_whose_small_difference_stays_unknown() -> None:
    cube = random_table((3, 3, 3), 6, 1)
    first = Released(view(cube, 0, 1), FIRST, frozenset(), {})
    cell = max(cube.counts, key=cube.counts.__getitem__)
    corrected = replace(cube, counts=cube.counts | {cell: cube.counts[cell] - 1})
    problem = pose(view(corrected, 0, 2), SETTINGS, history=(first,), periods=FIRST)
    names = {target.name[1:] for target in problem.targets if target.reason == Reason.INCREMENT}
    assert (cell[0], "Totaal") in names
    assert is_corrected(problem)


def test_a_star_is_attacked_without_its_joint_cube_and_as_exactly() -> None:
    for start in range(3):
        cube = random_table((3, 3, 3), 4, start)
        asked = tuple(Asked(view(cube, *own)) for own in STAR)
        problem = pose_all(asked, SETTINGS)
        assert len(problem.names) == 18
        hidden = frozenset(
            place
            for place, figure in enumerate(problem.figures)
            if ("Totaal" not in figure.name and figure.value < 7)
            or figure.name in (("table 0", "0.0", "Totaal"), ("table 0", "0.1", "Totaal"))
        )
        shown = [
            (asked[int(figure.name[0].split()[1])].table, 1, figure.name[1:], figure.value)
            for place, figure in enumerate(problem.figures)
            if place not in hidden
        ]
        mine, whole = SecondAttack(problem, hidden), SecondAttack(joint(cube, 1, shown), frozenset())
        for place in sorted(hidden):
            figure = problem.figures[place]
            table = asked[int(figure.name[0].split()[1])].table
            assert mine.interval(figure.form) == whole.interval(sum_of(cube, table, figure.name[1:], 1))


def test_a_cycle_over_a_joint_cube_that_is_too_large_is_refused() -> None:
    leaves = [Dimension.flat(name, [f"{name}{leaf}" for leaf in range(28)]) for name in "abc"]
    tables = [
        Table("pair", pair, dict.fromkeys(product(*(one.leaves for one in pair)), 6))
        for pair in combinations(leaves, 2)
    ]
    with pytest.raises(TooLarge):
        pose_all(tuple(Asked(table) for table in tables), SETTINGS)
    assert pose_all(tuple(Asked(table) for table in tables[:2]), SETTINGS)


@pytest.mark.parametrize(
    ("sets", "acyclic"),
    [
        (("ab", "bc", "cd"), True),
        (("ab", "ac", "ad"), True),
        (("ab", "bc", "ac"), False),
        (("abc", "ab", "bc", "ac"), True),
        (("ab", "bc", "cd", "ad"), False),
        (("ab", "cd"), True),
        (("abc", "cde", "aef"), False),
        (("abc", "cde", "aef", "ace"), True),
    ],
    ids=str,
)
def test_a_set_of_tables_hangs_together_as_a_tree_or_goes_round(sets: tuple[str, ...], acyclic: bool) -> None:
    tree = tree_of(frozenset(one) for one in sets)
    assert (tree is not None) == acyclic
    if tree:
        assert len(tree.links) == len(tree.parts) - 1


LINKS = (Link("gesprekken", "kwesties"), Link("kwesties", "melders"))


def few_visitors(outs: Sequence[Release | TooFew]) -> tuple[int, int]:
    """Between which numbers a reader of all measures knows the visitors of the first unit to be."""
    order, size = ("gesprekken", "kwesties", "melders"), 4
    known = [Statement(Form(((place, 1), (place + size, -1))), 0, None) for place in range(2 * size)]
    for out in outs:
        start = size * order.index(out.table.measure)
        for table, _, cell, figure in figures(out):
            terms = tuple((start + place, 1) for place, leaf in enumerate(table.counts) if cell in (leaf, table.top))
            known.append(Statement(Form(terms), figure, figure))
    names = tuple((str(place),) for place in range(3 * size))
    problem = Problem(names, (0,) * 12, (500,) * 12, (0,) * 12, tuple(known), (), ())
    return SecondAttack(problem, frozenset()).interval(Form(((2 * size, 1),)))


def test_few_matters_tell_that_few_people_came_so_all_measures_are_protected_together() -> None:
    tables = [
        units(3, 9, 12, 20, measure="melders"),
        units(5, 9, 12, 20, measure="kwesties"),
        units(6, 30, 40, 60, measure="gesprekken"),
    ]
    given_away = 0
    for number in range(6):
        seed = SEED + bytes([number])
        together = release_linked(tuple(map(Asked, tables)), settings=SETTINGS, seed=seed, links=LINKS)
        low, high = few_visitors(together)
        assert low == 0
        assert high >= SETTINGS.threshold
        low, _ = few_visitors([release(table, settings=SETTINGS, seed=seed) for table in tables])
        given_away += low > 0
    assert given_away > 2


def test_more_visitors_than_conversations_cannot_be() -> None:
    tables = (units(9, 9, measure="kwesties"), units(9, 10, measure="melders"))
    with pytest.raises(Contradiction):
        pose_all(tuple(Asked(table) for table in tables), SETTINGS, links=LINKS)
    assert pose_all(tuple(Asked(table) for table in tables), SETTINGS)


@pytest.mark.parametrize(
    "now",
    [
        # whole matters were deleted: there are fewer of both than there were visitors
        (units(24, 15, 22, 3, measure="kwesties"), units(23, 12, 20, 2, measure="melders")),
        # of visitors alone, and more of them than there were matters when those went out
        (units(44, 42, 38, 2, measure="melders"),),
    ],
    ids=["fewer", "more"],
)
def test_counts_that_changed_since_another_measure_went_out_are_judged_and_betray_nobody(
    now: tuple[Table, ...],
) -> None:
    before = (units(38, 36, 33, 3, measure="kwesties"), units(36, 35, 31, 2, measure="melders"))
    links = (Link("kwesties", "melders"),)
    old = release_linked(tuple(map(Asked, before)), settings=SETTINGS, seed=SEED, links=links)
    history = tuple(out.entry for out in old)
    asked = tuple(map(Asked, now))
    outs = release_linked(asked, settings=SETTINGS, seed=SEED, history=history, links=links)
    assert [type(out) for out in outs] == [Release] * len(now)
    audit(asked, outs, settings=SETTINGS, history=history, links=links)
    # the same pair, both out by now, stands in the way of no later year
    later = tuple(Asked(table, FIRST) for table in now)
    both = (*history, *(out.entry for out in outs))
    assert release_linked(later, settings=SETTINGS, seed=SEED, history=both, links=links)
    problem = pose_all(asked, SETTINGS, history=history, links=links)
    hidden = {(*begin(place, asked), *cell) for place, out in enumerate(outs) for cell in out.entry.hidden}
    assert problem.targets
    assert leaks(problem, places(problem, hidden)).none


def test_what_a_reader_rightly_knows_of_two_measures_holds_in_every_cell_where_it_is_so() -> None:
    """One cell that contradicts takes no other from what is judged."""
    links, tables = (
        (Link("kwesties", "melders"),),
        (units(38, 3, 33, measure="kwesties"), units(44, 2, 31, measure="melders")),
    )
    old = release(tables[0], settings=SETTINGS, seed=SEED)
    unlinked = pose(tables[1], SETTINGS, history=(old.entry,))
    linked = pose(tables[1], SETTINGS, history=(old.entry,), links=links)
    assert len(linked.known) - len(unlinked.known) == 2
