"""What of a signal asks for attention: for whom, since when, and no longer than it is so."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from nabij.signals.rules.after import NOBODY
from nabij.signals.rules.steps import Path, State, Step, Weigher
from nabij.signals.rules.turn import Due, Turn, due_now, handed_over_on, turn_of
from nabij.signals.rules.wording import Handing, deliver

AMINA, BRAM = UUID(int=1), UUID(int=2)
ONE, TWO = UUID(int=11), UUID(int=12)
TODAY = date(2026, 3, 2)
WEIGHED = State("repeat_person", Path.AGREED, Step.WEIGHED, Weigher.COLLEAGUE, AMINA, BRAM, needed=2)
ANSWERED = State("repeat_person", Path.AGREED, Step.ANSWERED, due=TODAY)


def due(state: State, me: UUID = AMINA, standing: frozenset[UUID] = frozenset()) -> list[tuple[Due, date | None]]:
    return [(one.what, one.day) for one in due_now(state, me, TODAY, standing, [])]


def test_who_asked_hears_that_the_colleague_weighed_along() -> None:
    assert due(WEIGHED) == [(Due.WEIGHED, None)]
    assert due(WEIGHED, BRAM) == []
    assert due(replace(WEIGHED, weigher=Weigher.PEER)) == []
    assert due(replace(WEIGHED, path=Path.EXCEPTED, laid=frozenset({ONE, TWO})), standing=frozenset({ONE, TWO})) == [
        (Due.WEIGHED, None)
    ]


def test_both_hear_that_everybody_said_yes_while_all_of_it_stands() -> None:
    everybody = replace(WEIGHED, laid=frozenset({ONE, TWO}))
    for me in (AMINA, BRAM):
        assert due(everybody, me, frozenset({ONE, TWO})) == [(Due.READY, None)]
        assert due(everybody, me, frozenset({ONE})) == [(Due.WITHDRAWN, None)]
    assert turn_of(everybody, AMINA, NOBODY) == Turn.MINE
    assert turn_of(replace(WEIGHED, laid=frozenset({ONE})), AMINA, NOBODY) == Turn.VISITORS


def test_an_answer_of_the_board_waits_until_it_was_talked_over() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert due(ANSWERED) == [(Due.ANSWERED, None)]
    assert due(replace(ANSWERED, meeting=tomorrow)) == [(Due.ANSWERED, tomorrow)]
    assert due(replace(ANSWERED, meeting=TODAY)) == [(Due.MEETING, TODAY)]
    assert due(replace(ANSWERED, step=Step.FOLLOWED_UP)) == []


def test_the_day_of_the_letter_is_known_from_the_days_that_are_left() -> None:
    worded = State("policy_gap", Path.AGREED, Step.WORDED, worded=1)
    sent = deliver(worded, Handing(BRAM, TODAY, 28), [], {"letter": 1})
    assert handed_over_on(sent) == TODAY
    assert handed_over_on(replace(sent, watches=sent.watches[2:])) == TODAY
    assert handed_over_on(replace(sent, watches=())) is None
