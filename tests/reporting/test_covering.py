"""Spans that are asked by the thousand answer as asking each of them would, and a text of any shape is read in time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.reporting.rules.covering import Apart, Covering, within
from nabij.reporting.rules.folding import Span
from tests.reporting.test_linter import found

SPANS = st.builds(lambda start, wide: Span(start, start + wide), st.integers(0, 30), st.integers(1, 8))


@given(st.lists(SPANS), SPANS)
def test_it_answers_as_asking_each_would(spans: list[Span], one: Span) -> None:
    covering = Covering(spans)
    assert covering.meets(one) == any(one.overlaps(other) for other in spans)
    assert covering.holds(one) == any(other.start <= one.start and one.end <= other.end for other in spans)
    ordered = sorted(spans, key=lambda other: other.start)
    assert within(one, ordered, ordered, 8) == [other for other in ordered if other.overlaps(one)]


@given(st.lists(SPANS))
def test_what_is_taken_stays_apart(spans: list[Span]) -> None:
    apart, taken = Apart(), list[Span]()
    for one in spans:
        assert apart.take(one) == (not any(one.overlaps(other) for other in taken))
        if not any(one.overlaps(other) for other in taken):
            taken.append(one)


@pytest.mark.parametrize(
    "piece", ["teamleider van 58 jaar uit Thuiszorg in maart ", "12 van de 40 ", "Thuis zorg ", ".", "? ", "kok. "]
)
def test_a_text_four_times_as_long_takes_no_sixteen_times_as_long(piece: str) -> None:
    began = time.perf_counter()
    found(piece * (200_000 // len(piece)))
    assert time.perf_counter() - began < 20
