"""What a counsellor is told of repetition, and what they cannot take off it."""

from hypothesis import given
from hypothesis import strategies as st

from nabij.patterns.rules.repetition import Found
from nabij.patterns.rules.telling import FOUND_FROM, LEAST_OTHERS, LOOKED_AT_FROM, band, told


def found(came: int, high: int = 2) -> Found:
    return Found("Noord", "bullying", came, 0, high, 0.001)


def test_bands_have_fixed_ends() -> None:
    assert [band(number, FOUND_FROM) for number in (3, 9, 10, 19, 20, 50, 400)] == [
        *("3 tot 9", "3 tot 9", "10 tot 19", "10 tot 19", "20 tot 49", "50 of meer", "50 of meer"),
    ]
    assert [band(number, LOOKED_AT_FROM) for number in (0, 4, 5)] == ["0 tot 4", "0 tot 4", "5 tot 9"]


def test_of_one_or_two_people_of_a_colleague_nothing_is_told() -> None:
    for others in (1, 2):
        assert told(found(others + 2, high=3), 2) is None
    said = told(found(5, high=3), 2)
    assert said is not None
    assert said.sentence == (
        "Meer dan je bij toeval verwacht: 2 van jou en 3 tot 9 van je collega's. Hoogstens 3 in totaal is gewoon."
    )


def test_what_is_ones_own_alone_is_told_whatever_the_colleague_has() -> None:
    sentences = {one.sentence for others in (0, 1, 2) if (one := told(found(6 + others), 6))}
    assert sentences == {"Alleen al bij jou kwamen 6 mensen. Hoogstens 2 is gewoon."}


def test_one_person_is_told_in_the_singular() -> None:
    said = told(found(1, high=0), 1)
    assert said is not None
    assert said.sentence == "Alleen al bij jou kwam 1 mens. Hoogstens 0 is gewoon."


@given(st.integers(3, 60), st.integers(0, 60), st.integers(0, 20))
def test_whoever_takes_off_their_own_learns_no_number_of_others(came: int, own: int, high: int) -> None:
    """All that may be told alike: at least three of others, and never one number only."""
    if own > came or (said := told(found(came, high), own)) is None:
        return
    alike = [total - own for total in range(own, 80) if told(found(total, high), own) == said]
    assert len(alike) >= 3
    if said.others:
        assert min(alike) >= LEAST_OTHERS
    else:
        assert alike == [0, 1, 2]
