"""Whether anybody suffers from a letter: each who has a visitor behind it asks; who is ill stops nobody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nabij.kit.errors import Refused
from nabij.signals.rules import sections, watching
from nabij.signals.rules.steps import Path, State, Step
from nabij.signals.rules.turn import Around, Due, due_now
from nabij.signals.rules.watching import LAPSES, Asks, due_since, note, open_days, sections_open, unasked
from tests.signals.protocol import ALL, AMINA, BOTH, BRAM, CARLA, ONE, PAIR, TODAY, TWO

TWO_WEEKS, SIX_WEEKS, TWELVE_WEEKS = (TODAY + timedelta(weeks=weeks) for weeks in sections.WATCHES)
SENT = State("repeat_person", Path.AGREED, Step.DELIVERED, laid=BOTH, watches=(TWO_WEEKS, SIX_WEEKS, TWELVE_WEEKS))
EACH = Asks(PAIR, each=True)
# Amina keeps one of the two matters, Bram the other
AROUND = Around(AMINA, PAIR, {ONE: AMINA, TWO: BRAM}, BOTH)


def after_two_weeks(by: UUID, state: State = SENT, asks: Asks = EACH) -> State:
    return note(state, by, 2, TWO_WEEKS, asks, ALL)


def due(state: State, day: date, asks: Asks = EACH) -> list[UUID]:
    return [one for one in (AMINA, BRAM, CARLA) if due_since(state, one, day, asks)]


def test_a_day_ends_once_each_who_has_a_visitor_behind_it_noted_it() -> None:
    assert due(SENT, TWO_WEEKS) == [AMINA, BRAM]
    once = after_two_weeks(AMINA)
    assert (due(once, TWO_WEEKS), once.watches) == ([BRAM], SENT.watches)
    both = after_two_weeks(BRAM, once)
    assert (due(both, TWO_WEEKS), both.watches) == ([], SENT.watches[1:])
    assert due(both, SIX_WEEKS) == [AMINA, BRAM]


def test_noted_twice_counts_once_also_after_the_day_ended() -> None:
    once = after_two_weeks(AMINA)
    assert after_two_weeks(AMINA, once) == once
    both = after_two_weeks(BRAM, once)
    assert after_two_weeks(AMINA, both) == both


def test_who_is_ill_does_not_block_the_next_day() -> None:
    once = after_two_weeks(AMINA)
    assert due(once, SIX_WEEKS - timedelta(days=1)) == [BRAM]
    assert open_days(once, SIX_WEEKS, EACH) == (SIX_WEEKS, TWELVE_WEEKS)
    assert due(once, SIX_WEEKS) == [AMINA, BRAM]
    assert note(once, AMINA, 6, SIX_WEEKS, EACH, ALL).watches == (SIX_WEEKS, TWELVE_WEEKS)
    with pytest.raises(Refused) as refused:
        note(once, BRAM, 2, SIX_WEEKS, EACH, ALL)
    assert refused.value.code == "past"


def test_a_day_on_which_nobody_asked_anything_is_past_after_four_weeks_and_told_as_not_asked() -> None:
    last = TWO_WEEKS + LAPSES - timedelta(days=1)
    assert (open_days(SENT, last, EACH), unasked(SENT, last, EACH)) == (SENT.watches, {})
    assert [one.day for one in due_now(SENT, AMINA, last, AROUND) if one.what == Due.WATCH] == [TWO_WEEKS]
    assert open_days(SENT, SIX_WEEKS, EACH) == (SIX_WEEKS, TWELVE_WEEKS)
    assert unasked(SENT, SIX_WEEKS, EACH) == {2: PAIR}
    assert SENT.noted == frozenset()
    over = TWELVE_WEEKS + LAPSES
    assert (due(SENT, over), unasked(SENT, over, EACH)) == ([], {2: PAIR, 6: PAIR, 12: PAIR})
    # the one that came meanwhile is asked at once
    assert open_days(after_two_weeks(AMINA), SIX_WEEKS, EACH)[0] == SIX_WEEKS


def test_the_last_day_waits_for_each_for_four_weeks_and_then_says_who_did_not_ask() -> None:
    last = replace(
        SENT, watches=(TWELVE_WEEKS,), noted=frozenset({*((w, p) for w in (2, 6) for p in PAIR), (12, AMINA)})
    )
    before, over = TWELVE_WEEKS + LAPSES - timedelta(days=1), TWELVE_WEEKS + LAPSES
    assert (due(last, before), unasked(last, before, EACH)) == ([BRAM], {})
    assert (due(last, over), unasked(last, over, EACH)) == ([], {12: frozenset({BRAM})})
    assert note(last, BRAM, 12, TWELVE_WEEKS, EACH, ALL).watches == ()
    with pytest.raises(Refused) as refused:
        note(last, BRAM, 12, over, EACH, ALL)
    assert refused.value.code == "past"


def test_who_was_ill_is_told_as_not_having_asked_and_one_for_all_is_enough_where_no_visitor_is_behind_it() -> None:
    once = after_two_weeks(AMINA)
    assert unasked(once, SIX_WEEKS, EACH) == {2: frozenset({BRAM})}
    assert unasked(once, SIX_WEEKS, Asks(PAIR, each=False)) == {}


@pytest.mark.parametrize(
    ("around", "who"),
    [
        (AROUND, [AMINA, BRAM]),
        (replace(AROUND, keepers={ONE: AMINA, TWO: AMINA}), [AMINA]),
        # nothing is left to ask about in his
        (replace(AROUND, destroyed=frozenset({TWO})), [AMINA]),
        # whose visitor it is left: whoever is there
        (replace(AROUND, pair=frozenset({AMINA, CARLA})), [AMINA, CARLA]),
        (replace(AROUND, destroyed=BOTH), [AMINA, BRAM]),
    ],
)
def test_whoever_keeps_a_matter_that_is_still_there_asks(around: Around, who: list[UUID]) -> None:
    assert due(SENT, TWO_WEEKS, around.asks(SENT.laid)) == who


@pytest.mark.parametrize("around", [replace(AROUND, destroyed=BOTH), replace(AROUND, keepers={})])
def test_one_is_enough_where_no_visitor_is_behind_it(around: Around) -> None:
    state = SENT if around.destroyed else replace(SENT, laid=frozenset())
    asks = around.asks(state.laid)
    assert note(state, BRAM, 2, TWO_WEEKS, asks, ALL).watches == SENT.watches[1:]


def test_who_has_no_visitor_behind_it_may_note_what_they_heard_and_ends_nothing_by_that() -> None:
    asks = Asks(frozenset({AMINA}), each=True)
    noted = note(SENT, BRAM, 2, TWO_WEEKS, asks, ALL)
    assert (due(noted, TWO_WEEKS, asks), noted.watches) == ([AMINA], SENT.watches)


def test_who_waited_for_is_no_more_there_ends_the_day() -> None:
    once = after_two_weeks(AMINA)
    assert due(once, TWO_WEEKS, Asks(frozenset({AMINA}), each=True)) == []


def test_not_before_its_day_not_without_words_and_not_before_the_letter() -> None:
    for by, weeks, day, written, state in (
        (AMINA, 2, TWO_WEEKS - timedelta(days=1), ALL, SENT),
        (AMINA, 6, TWO_WEEKS, ALL, SENT),
        (AMINA, 2, TWO_WEEKS, {}, SENT),
        (AMINA, 2, TWO_WEEKS, ALL, replace(SENT, step=Step.WORDED, watches=())),
        (AMINA, 12, TWELVE_WEEKS, ALL, replace(SENT, watches=())),
    ):
        with pytest.raises(Refused):
            note(state, by, weeks, day, EACH, written)


def test_words_are_taken_of_every_day_that_no_note_ended() -> None:
    assert sections_open(SENT) == {"watch.2", "watch.6", "watch.12"}
    assert sections_open(after_two_weeks(AMINA)) == {"watch.2", "watch.6", "watch.12"}
    assert sections_open(after_two_weeks(BRAM, after_two_weeks(AMINA))) == {"watch.6", "watch.12"}
    assert sections_open(replace(SENT, watches=())) == frozenset()
    last = replace(SENT, watches=(TWELVE_WEEKS,), noted=frozenset({(12, AMINA)}))
    assert sections_open(last) == {"watch.12"}
    assert sections_open(replace(SENT, step=Step.WORDED)) == frozenset()


class Weeks(RuleBasedStateMachine):
    """Days go by; whoever is there notes, or not; keepers come and go. Nobody's note is lost, and nobody is stuck."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.today, self.asks = SENT, TODAY, EACH
        self.made: set[tuple[int, UUID]] = set()

    @rule(days=st.integers(1, 40))
    def days_go_by(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(who=st.sets(st.sampled_from([AMINA, BRAM, CARLA]), min_size=1), each=st.booleans())
    def others_come(self, who: Iterable[UUID], each: bool) -> None:
        self.asks = Asks(frozenset(who), each)

    @rule(by=st.sampled_from([AMINA, BRAM, CARLA]), weeks=st.sampled_from(sections.WATCHES))
    def notes(self, by: UUID, weeks: int) -> None:
        before = open_days(self.state, self.today, self.asks)
        takes = sections_open(self.state)
        try:
            self.state = note(self.state, by, weeks, self.today, self.asks, ALL)
        except Refused:
            assert not (before and before[0] <= self.today and weeks == watching.weeks_of(before))
            return
        if (weeks, by) not in self.made:
            assert sections.watch(weeks) in takes
            assert self.today >= TODAY + timedelta(weeks=weeks)
        self.made.add((weeks, by))

    @invariant()
    def holds(self) -> None:
        assert self.state.noted == self.made
        days = open_days(self.state, self.today, self.asks)
        # only first ones go, and those of which nobody noted anything after four weeks only, told as not asked
        assert days == SENT.watches[len(SENT.watches) - len(days) :]
        gone = sections.WATCHES[: len(SENT.watches) - len(days)]
        missed = unasked(self.state, self.today, self.asks)
        for weeks in gone:
            assert weeks in {when for when, _ in self.made} or self.today >= TODAY + timedelta(weeks=weeks) + LAPSES
            assert missed.get(weeks, frozenset()) & {by for when, by in self.made if when == weeks} == frozenset()
            if weeks not in {when for when, _ in self.made}:
                assert missed[weeks] == self.asks.who
        if days and days[0] <= self.today:
            assert due(self.state, self.today, self.asks)


TestWeeks = Weeks.TestCase
TestWeeks.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
