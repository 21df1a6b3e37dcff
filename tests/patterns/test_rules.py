"""Counting others, by hand and by chance."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.kit.errors import Refused
from nabij.patterns import rules
from nabij.patterns.rules import Kept, Named, NewToken
from nabij.patterns.rules.counting import others

TOKENS = [UUID(int=number, version=4) for number in range(1, 4)]
HANDLES = [UUID(int=100 + number, version=4) for number in range(12)]
WHOSE = [UUID(int=300 + number, version=4) for number in range(2)]
VISITORS = [UUID(int=200 + number, version=4) for number in range(6)]


def test_the_box_is_what_the_browsers_compute() -> None:
    box = rules.box_of(UUID("11111111-1111-4111-8111-111111111111"), 7)
    assert str(box) == "065abe3e-58c6-4326-a52c-d2c3147c9385"


@pytest.mark.parametrize(("found", "threshold", "enough"), [(1, 1, False), (2, 1, True), (2, 3, False), (3, 3, True)])
def test_never_fewer_than_two(found: int, threshold: int, enough: bool) -> None:
    assert rules.is_enough(found, threshold) is enough


def test_the_twenty_first_look_is_refused() -> None:
    rules.check_looks(rules.LOOKS_A_DAY - 1, 0, 1)
    with pytest.raises(Refused) as refused:
        rules.check_looks(rules.LOOKS_A_DAY, 0, 1)
    assert refused.value.code == "limit"


def test_a_look_at_more_ways_of_writing_than_are_left_is_refused() -> None:
    rules.check_looks(1, rules.LOOK_TOKENS_A_DAY - 7, 7)
    with pytest.raises(Refused) as refused:
        rules.check_looks(1, rules.LOOK_TOKENS_A_DAY - 6, 7)
    assert refused.value.code == "limit"


def test_all_that_may_be_looked_at_in_a_day_may_be_new() -> None:
    for one_more in range(rules.LOOK_TOKENS_A_DAY):
        rules.check_points(one_more * (2 + rules.MOST_ALSO), 2 + rules.MOST_ALSO)
    with pytest.raises(Refused) as refused:
        rules.check_points(rules.POINTS_A_DAY, 1)
    assert refused.value.code == "limit"


ROWS = st.lists(
    st.builds(
        Kept,
        handle=st.sampled_from(HANDLES),
        version=st.sampled_from([(1, 1), (2, 1)]),
        token=st.sampled_from(TOKENS),
        visitor=st.sampled_from(VISITORS),
        by_email=st.just(False),
        has_email=st.just(False),
        known=st.sampled_from(["email", "name", ""]),
        whose=st.sampled_from(WHOSE),
    ),
    max_size=20,
)
ASKED = [
    Named(HANDLES[0], 1, 1, "name", tuple(NewToken(token, VISITORS[0], False, WHOSE[0]) for token in TOKENS[:2])),
]


@given(ROWS)
def test_what_is_said_never_exceeds_the_visitors_and_the_matters_that_are_there(rows: list[Kept]) -> None:
    mine = ASKED[0]
    theirs = [row for row in rows if row.version == (1, 1) and row.handle != mine.handle and row.token in TOKENS[:2]]
    found = others(ASKED, rows)
    assert found <= len({row.visitor for row in theirs} - {VISITORS[0]})
    assert found <= len({row.handle for row in theirs})
    # one's own rows, and the order in which rows come, change nothing
    assert found == others(ASKED, list(reversed([row for row in rows if row.handle != mine.handle])))


@given(ROWS)
def test_rows_of_other_persons_say_nothing(rows: list[Kept]) -> None:
    assert others(ASKED, [row for row in rows if row.token == TOKENS[2]]) == 0
