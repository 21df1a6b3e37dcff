"""Whoever knows one hidden figure from inside computes nothing else that needed protection."""

import numpy as np
import pytest

from nabij_disclosure.insider import Exposure, exposures, not_told_yet
from nabij_disclosure.pose import pose
from nabij_disclosure.problem import Figure, Form, Problem, Statement, Target
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.suppress import suppress
from tests.disclosure.leaks import told
from tests.disclosure.random_tables import random_table
from tests.disclosure.second_attack import SecondAttack

SEED = b"a secret of sixteen bytes and more"


@pytest.mark.parametrize(
    ("shape", "mean", "seed"),
    [((4, 4), 9, 1), ((4, 4), 9, 9), ((5, 4), 8, 3), ((4, 3, 2), 6, 4), ((4, 3, 2), 3, 5)],
    ids=str,
)
def test_whoever_knows_one_hidden_figure_computes_nothing_that_needed_protection(
    shape: tuple[int, ...], mean: float, seed: int
) -> None:
    problem = pose(random_table(shape, mean, seed), Settings())
    everything, hidden = frozenset(range(len(problem.figures))), suppress(problem, SEED).hidden
    for place in sorted(hidden):
        figure = problem.figures[place]
        low, high = (figure.value, figure.value) if figure.value <= 2 else (2, None)
        reader = told(problem, [Statement(figure.form, low, high)])
        attack, whatever = SecondAttack(reader, hidden), SecondAttack(reader, everything)
        for target in problem.targets:
            least, most = attack.interval(target.form)
            if target.name != figure.name and least == most:
                assert whatever.interval(target.form) == (least, most)


def test_whoever_has_two_people_of_their_own_in_a_sum_knows_that_it_is_no_fewer() -> None:
    """Where a + 2b = 3, a is 1 or 3: whoever knows that it is at least 2 knows that it is 3, and that b is 0."""
    a, b = Form(((0, 1),)), Form(((1, 1),))
    problem = Problem(
        names=(("a",), ("b",)),
        lows=(0, 0),
        highs=(9, 9),
        truth=(3, 0),
        known=(Statement(Form(((0, 1), (1, 2))), 3, 3),),
        figures=(Figure(("a",), a, 3), Figure(("b",), b, 0)),
        targets=(Target(("b",), b, 0, 1, "small"),),
    )
    assert exposures(problem, frozenset({0, 1}), []) == [Exposure(0, 0)]


def test_what_is_known_without_any_figure_is_given_away_by_none() -> None:
    """Of a + b = 3 and c = 2 nobody needs a figure to know c; of a and b each may be another than it is."""
    a, b, c = (Form(((place, 1),)) for place in range(3))
    problem = Problem(
        names=(("a",), ("b",), ("c",)),
        lows=(0, 0, 0),
        highs=(9, 9, 9),
        truth=(1, 2, 2),
        known=(Statement(Form(((0, 1), (1, 1))), 3, 3), Statement(c, 2, 2)),
        figures=(Figure(("a",), a, 1), Figure(("b",), b, 2), Figure(("c",), c, 2)),
        targets=(Target(("a",), a, 0, 3, "small"), Target(("b",), b, 0, 3, "small"), Target(("c",), c, 2, 2, "small")),
    )
    kept = not_told_yet(problem, [])
    assert [one.name for one in kept] == [("a",), ("b",)]
    assert not_told_yet(problem, [np.array((0, 3, 2))]) == kept
    assert {one.target for one in exposures(problem, frozenset(range(3)), [])} == {0, 1, 2}
