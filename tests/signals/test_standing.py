"""Whether a consent stands, from its place in the order alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.signals.rules.standing import Laid, Said, consent_stands, exception_stands

TODAY = date(2026, 3, 2)
GIVEN = Said(1, True, False)
BACK = Said(2, False, False)


def test_a_consent_stands_until_its_last_day() -> None:
    for until, stands in ((None, True), (TODAY, True), (TODAY - timedelta(days=1), False)):
        assert consent_stands(Laid(1, 1, until), [GIVEN], TODAY) is stands


def test_a_withdrawal_that_nobody_looked_at_stops_it() -> None:
    others = [GIVEN, Said(2, True, False), Said(3, False, False)]
    assert not consent_stands(Laid(1, 2, None), others, TODAY)
    assert consent_stands(Laid(1, 3, None), others, TODAY)


def test_what_can_only_be_this_one_is_taken_back_whatever_a_browser_says() -> None:
    assert not consent_stands(Laid(1, 2, None), [GIVEN, BACK], TODAY)
    assert not consent_stands(Laid(1, 9, None), [GIVEN, BACK], TODAY)


@pytest.mark.parametrize("said", [Said(1, False, True), Said(1, False, False), Said(2, True, False)])
def test_a_no_or_another_number_is_no_consent(said: Said) -> None:
    assert not consent_stands(Laid(1, 5, None), [said], TODAY)


def test_a_no_to_another_question_takes_nothing_back() -> None:
    assert consent_stands(Laid(1, 1, None), [GIVEN, Said(2, False, True)], TODAY)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=8), st.integers(1, 9), st.integers(0, 9))
def test_nothing_stands_that_was_taken_back_more_often_than_others_were_given(
    rows: list[tuple[bool, bool]], number: int, seen: int
) -> None:
    outside = [Said(nth, given and not refused, refused) for nth, (given, refused) in enumerate(rows, 1)]
    if consent_stands(Laid(number, seen, None), outside, TODAY):
        assert outside[number - 1].given
        back = [one for one in outside if not one.given and not one.refused and one.sequence > number]
        assert len(back) < sum(one.given for one in outside)
        assert all(one.sequence <= seen for one in back)


def test_only_a_duty_or_a_conflict_of_duties_opens_without_consent() -> None:
    assert exception_stands("statutory_duty")
    assert exception_stands("conflict_of_duties")
    assert not exception_stands("consent")
