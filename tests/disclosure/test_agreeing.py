"""All sums of a world at once give the verdict that each by itself gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nabij_disclosure.problem import Figure, Form, Problem, Statement
from nabij_disclosure.solver import Agreeing

UNKNOWNS = 4


@st.composite
def problems(draw: st.DrawFn) -> tuple[Problem, frozenset[int], tuple[int, ...]]:
    counts = st.integers(-3, 9)

    def form() -> Form:
        factors = [draw(st.integers(-2, 2)) for _ in range(UNKNOWNS)]
        return Form(tuple((place, factor) for place, factor in enumerate(factors) if factor))

    truth = tuple(draw(counts) for _ in range(UNKNOWNS))
    forms = [form() for _ in range(draw(st.integers(1, 4)))]
    known = tuple(
        Statement(
            one,
            None if draw(st.booleans()) else one.at(truth) - draw(st.integers(0, 2)),
            None if draw(st.booleans()) else one.at(truth) + draw(st.integers(0, 2)),
        )
        for one in [*forms, forms[0]]
    )
    figures = tuple(Figure((str(n),), one, one.at(truth)) for n, one in enumerate(forms))
    hidden = draw(st.frozensets(st.integers(0, len(figures) - 1)))
    near = tuple(x + draw(st.integers(-1, 1)) for x in truth)
    names = tuple((str(n),) for n in range(UNKNOWNS))
    problem = Problem(names, (-3,) * UNKNOWNS, (9,) * UNKNOWNS, truth, known, figures, ())
    return problem, hidden, draw(st.sampled_from((truth, near)))


@given(problems())
@settings(max_examples=300)
def test_all_at_once_says_what_one_by_one_says(drawn: tuple[Problem, frozenset[int], tuple[int, ...]]) -> None:
    problem, hidden, world = drawn
    assert Agreeing(problem, hidden).agrees(world) == problem.agrees(world, hidden)


def test_a_world_of_another_size_agrees_with_nothing() -> None:
    problem = Problem((("a",),), (0,), (9,), (1,), (), (), ())
    assert not Agreeing(problem, frozenset()).agrees((1, 1))
    assert Agreeing(problem, frozenset()).agrees((1,))
