"""When somebody is there, and what may be promised: on given days, and on any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.contact.rules.availability import (
    WORKING_WEEK,
    answer_by,
    away_on,
    back_on,
    check_absence,
    first_answer_by,
    is_day_off,
    long_away,
    next_working_day,
)
from nabij.contact.rules.reaching import days_in_words, reads_on, span_in_words
from nabij.kit.errors import Refused

SATURDAY = date(2026, 11, 28)
MONDAY = SATURDAY + timedelta(days=2)

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
weekdays = st.sets(st.integers(0, 6), min_size=1)


@st.composite
def absences(draw: st.DrawFn, open_ended: bool = True) -> list[tuple[date, date | None]]:
    """A few, that may touch or overlap; now and then one without a last day."""
    found: list[tuple[date, date | None]] = []
    for first in draw(st.lists(days, max_size=4)):
        length = draw(st.integers(0, 60))
        endless = open_ended and draw(st.integers(0, 5)) == 0
        found.append((first, None if endless else first + timedelta(days=length)))
    return found


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2025, 4, 26),  # the 27th is a Sunday
        date(2030, 5, 5),
    ],
)
def test_the_public_holidays_are_known(day: date) -> None:
    assert is_day_off(day)


@pytest.mark.parametrize("day", [date(2026, 5, 5), date(2026, 4, 26), date(2026, 12, 24), date(2026, 12, 31)])
def test_an_ordinary_day_is_no_holiday(day: date) -> None:
    assert not is_day_off(day)


def test_after_a_saturday_comes_monday_and_christmas_is_skipped() -> None:
    assert next_working_day(SATURDAY, WORKING_WEEK, []) == MONDAY
    assert next_working_day(MONDAY, WORKING_WEEK, []) == MONDAY
    assert next_working_day(date(2026, 12, 25), WORKING_WEEK, []) == date(2026, 12, 28)
    assert answer_by(date(2026, 12, 23), 2, WORKING_WEEK, []) == date(2026, 12, 28)


def test_who_works_on_thursdays_answers_on_thursdays() -> None:
    assert answer_by(MONDAY, 2, {3}, []) == date(2026, 12, 10)


def test_an_absence_is_waited_for_and_one_without_end_is_not_known() -> None:
    week = [(MONDAY, MONDAY + timedelta(days=4))]
    assert next_working_day(SATURDAY, WORKING_WEEK, week) == MONDAY + timedelta(days=7)
    assert next_working_day(SATURDAY, WORKING_WEEK, [(MONDAY, None)]) is None
    assert next_working_day(SATURDAY, [], []) is None
    # somebody has to look by then
    assert answer_by(SATURDAY, 2, WORKING_WEEK, [(MONDAY, None)]) == MONDAY + timedelta(days=1)
    assert answer_by(SATURDAY, 2, [], []) == MONDAY + timedelta(days=1)


def test_whichever_comes_first_of_a_pair_and_who_is_away_without_end_does_not_count() -> None:
    thursdays, all_week = ({3}, []), (WORKING_WEEK, [])
    gone = (WORKING_WEEK, [(SATURDAY, None)])
    assert first_answer_by(MONDAY, 1, [thursdays, all_week]) == MONDAY + timedelta(days=1)
    assert first_answer_by(MONDAY, 1, [thursdays, gone]) == MONDAY + timedelta(days=3)
    assert first_answer_by(MONDAY, 1, [gone]) == MONDAY + timedelta(days=1)
    assert first_answer_by(MONDAY, 1, []) == MONDAY + timedelta(days=1)


def test_a_long_absence_is_one_of_more_than_two_weeks_or_without_end() -> None:
    assert long_away(MONDAY, [(MONDAY, None)])
    assert long_away(MONDAY, [(MONDAY, MONDAY + timedelta(days=14))])
    assert not long_away(MONDAY, [(MONDAY, MONDAY + timedelta(days=13))])
    # one after the other is one absence
    assert long_away(MONDAY, [(MONDAY, MONDAY + timedelta(days=9)), (MONDAY + timedelta(days=10), None)])
    assert not long_away(MONDAY, [(MONDAY + timedelta(days=1), None)])


@given(days, weekdays, absences())
def test_the_next_day_is_the_first_on_which_somebody_works(
    day: date, works: set[int], away: list[tuple[date, date | None]]
) -> None:
    def is_there(one: date) -> bool:
        return one.weekday() in works and not is_day_off(one) and not away_on(one, away)

    found = next_working_day(day, works, away)
    if found is None:
        assert any(last is None for _, last in away)
        assert not any(is_there(day + timedelta(days=step)) for step in range(400))
    else:
        assert found >= day
        assert is_there(found)
        assert not any(is_there(day + timedelta(days=step)) for step in range((found - day).days))


@given(days, st.integers(1, 10), weekdays, absences(open_ended=False))
def test_an_answer_comes_on_a_day_of_work_with_exactly_so_many_days_of_work_until_then(
    day: date, reply_days: int, works: set[int], away: list[tuple[date, date | None]]
) -> None:
    found = answer_by(day, reply_days, works, away)
    between = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    worked = [one for one in between if one.weekday() in works and not is_day_off(one) and not away_on(one, away)]
    assert worked[-1] == found
    assert len(worked) == reply_days


@given(days, st.integers(1, 10), st.lists(st.tuples(weekdays, absences()), max_size=3))
def test_a_pair_answers_no_later_than_whoever_of_them_knows_when(
    day: date, reply_days: int, pair: list[tuple[set[int], list[tuple[date, date | None]]]]
) -> None:
    found = first_answer_by(day, reply_days, pair)
    assert found > day
    for works, away in pair:
        if not any(last is None for _, last in away):
            assert found <= answer_by(day, reply_days, works, away)


@given(days, absences())
def test_nobody_is_back_while_away(day: date, away: list[tuple[date, date | None]]) -> None:
    back = back_on(day, away)
    if back is not None:
        assert back >= day
        assert not away_on(back, away)
        assert all(away_on(day + timedelta(days=step), away) for step in range((back - day).days))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (MONDAY, SATURDAY, "voor de eerste dag"),
        (SATURDAY - timedelta(days=9), SATURDAY - timedelta(days=1), "al voorbij"),
        (SATURDAY, date(2029, 1, 1), "twee jaar vooruit"),
        (date(2029, 1, 1), None, "twee jaar vooruit"),
        (date(2020, 1, 1), None, "een jaar terug"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(first: date, last: date | None, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_absence(first, last, today=SATURDAY)


def test_it_is_said_in_words() -> None:
    assert reads_on("Amina", SATURDAY, MONDAY) == "Amina leest weer op maandag 30 november."
    assert reads_on("Amina", MONDAY, MONDAY) == "Amina leest vandaag."
    assert "nog niet bekend" in reads_on("Amina", MONDAY, None)
    assert days_in_words([3, 0, 1]) == "maandag, dinsdag en donderdag"
    assert (days_in_words([2]), days_in_words([])) == ("woensdag", "geen enkele dag")
    assert span_in_words(MONDAY, MONDAY, SATURDAY) == "30 november"
    assert span_in_words(MONDAY, date(2027, 1, 4), SATURDAY) == "30 november tot en met 4 januari 2027"
    assert span_in_words(MONDAY, None, SATURDAY) == "vanaf 30 november, nog zonder laatste dag"
