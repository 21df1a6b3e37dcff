"""The nearest world is asked for in fractions first, and in whole numbers only where that fails."""

import numpy as np

from nabij_disclosure.moves import Moves
from nabij_disclosure.problem import Figure, Form, Problem, Statement, at_least


def test_after_a_question_in_whole_numbers_the_next_is_asked_in_fractions_again() -> None:
    x, y = Form(((0, 1),)), Form(((1, 1),))
    twice = Statement(Form(((0, 1), (1, -2))), 0, 0)
    figures = (Figure(("x",), x, 0), Figure(("y",), y, 0))
    moves = Moves(Problem((("x",), ("y",)), (0, 0), (9, 9), (0, 0), (twice,), figures, ()), np.ones(2))

    def in_fractions() -> list[float]:
        return [float(value) for value in moves._solve([at_least(x, 1, 1)])[:2]]

    assert in_fractions() == [1, 0.5]
    assert moves.reach(x, 1, 1).world.tolist() == [2, 1]
    assert in_fractions() == [1, 0.5]
