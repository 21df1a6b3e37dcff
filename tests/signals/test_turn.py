"""Whose turn it is with a signal and what of it is due: a table of every state and each person."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from nabij.signals.rules.steps import Path, State, Step, Weigher
from nabij.signals.rules.turn import Around, Due, Turn, due_now, handed_over_on, turn_of
from nabij.signals.rules.wording import Handing, deliver

AMINA, BRAM, CARLA = (UUID(int=number) for number in (1, 2, 3))
ONE, TWO = UUID(int=11), UUID(int=12)
BOTH, NONE = frozenset({ONE, TWO}), frozenset[UUID]()
TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

# Amina began it and asked Bram; one matter of each lies under it
NOTICED = State("repeat_person", Path.AGREED)
ASKED = replace(NOTICED, asked_by=AMINA, asked=BRAM, needed=2)
WEIGHED = replace(ASKED, step=Step.WEIGHED, weigher=Weigher.COLLEAGUE)
LAID = replace(WEIGHED, laid=BOTH)
EXCEPTED = replace(WEIGHED, path=Path.EXCEPTED)
ANSWERED = replace(LAID, step=Step.ANSWERED, due=TODAY)
DELIVERED = replace(LAID, step=Step.DELIVERED, due=TOMORROW)


@dataclass(frozen=True)
class Row:
    """A state, and for each of the pair whose turn they read and what *Vandaag* asks of them."""

    says: str
    state: State
    amina: Turn
    bram: Turn
    due_amina: tuple[Due, ...] = ()
    due_bram: tuple[Due, ...] = ()
    standing: frozenset[UUID] = BOTH
    gone: frozenset[UUID] = NONE
    told: frozenset[UUID] = NONE
    limits: bool = True
    letter: bool = False
    pair: frozenset[UUID] = field(default=frozenset({AMINA, BRAM}))

    def around(self) -> Around:
        keepers = {ONE: AMINA, TWO: BRAM}
        return Around(
            AMINA, self.pair, keepers, self.standing - self.gone, self.gone, self.told, self.limits, self.letter
        )


MINE, COLLEAGUE, EACH = (Turn.MINE, Turn.COLLEAGUE), (Turn.COLLEAGUE, Turn.MINE), (Turn.MINE, Turn.MINE)
AT_THE_BOARD, WITH_VISITORS = (Turn.BOARD, Turn.BOARD), (Turn.VISITORS, Turn.VISITORS)
DONE = (Turn.NOBODY, Turn.NOBODY)
# whose it is, the browser of each knows for itself
ASKS, RECORDS, READS = (((due,), (due,)) for due in (Due.ASK, Due.RECORD, Due.READ))

TABLE = [
    Row("begun, nobody asked", NOTICED, *MINE, standing=NONE, limits=False),
    Row("the colleague is asked", ASKED, *COLLEAGUE, (), (Due.WEIGH,), standing=NONE, limits=False),
    Row("weighed", WEIGHED, *MINE, (Due.WEIGHED,), standing=NONE, limits=False),
    Row("weighed with a peer", replace(WEIGHED, weigher=Weigher.PEER), *MINE, standing=NONE, limits=False),
    Row("nobody is in it", replace(WEIGHED, needed=0), *MINE, standing=NONE),
    Row("what is told is written", WEIGHED, *WITH_VISITORS, *ASKS, standing=NONE),
    Row(
        "one of two said yes",
        replace(WEIGHED, laid=frozenset({ONE})),
        *WITH_VISITORS,
        *ASKS,
        standing=frozenset({ONE}),
    ),
    Row("everybody said yes", LAID, *MINE, (Due.READY,)),
    Row("what is told changed after one yes", LAID, *WITH_VISITORS, *ASKS, standing=frozenset({ONE})),
    Row("her visitor took it back", LAID, *MINE, (Due.WITHDRAWN,), (Due.WITHDRAWN,), gone=frozenset({ONE})),
    Row("his visitor took it back", LAID, *COLLEAGUE, (Due.WITHDRAWN,), (Due.WITHDRAWN,), gone=frozenset({TWO})),
    Row("both took it back", LAID, *EACH, (Due.WITHDRAWN,), (Due.WITHDRAWN,), gone=BOTH),
    Row(
        "taken back while it is weighed anew",
        replace(ASKED, laid=BOTH),
        *MINE,
        (Due.WITHDRAWN,),
        (Due.WITHDRAWN,),
        gone=frozenset({ONE}),
    ),
    Row("danger: nothing recorded yet", EXCEPTED, Turn.MATTERS, Turn.MATTERS, *RECORDS, standing=NONE),
    Row("danger: what is told is not written", EXCEPTED, *MINE, (Due.WEIGHED,), standing=NONE, limits=False),
    Row("danger: recorded in each matter", replace(EXCEPTED, laid=BOTH), *MINE),
    Row("danger: reasons recorded", replace(EXCEPTED, step=Step.GROUNDED, laid=BOTH), *MINE),
    Row("agreed", replace(LAID, step=Step.AGREED), *MINE),
    Row("a letter is written", replace(LAID, step=Step.AGREED), *MINE, *READS, letter=True),
    Row("danger: a letter is written", replace(EXCEPTED, step=Step.GROUNDED, laid=BOTH), *MINE, *READS, letter=True),
    Row("worded", replace(LAID, step=Step.WORDED), *MINE, *READS, letter=True),
    Row(
        "worded, his visitor took it back",
        replace(LAID, step=Step.WORDED),
        *COLLEAGUE,
        (Due.WITHDRAWN,),
        (Due.WITHDRAWN,),
        gone=frozenset({TWO}),
    ),
    Row("handed over", DELIVERED, *AT_THE_BOARD),
    Row("received", replace(DELIVERED, step=Step.RECEIVED), *AT_THE_BOARD),
    Row("no answer in time", replace(DELIVERED, due=YESTERDAY), *AT_THE_BOARD, (Due.UNANSWERED,), (Due.UNANSWERED,)),
    Row("his visitor took it back after", DELIVERED, *COLLEAGUE, (), (Due.TELL,), gone=frozenset({TWO})),
    Row("and was told", DELIVERED, *AT_THE_BOARD, gone=frozenset({TWO}), told=frozenset({TWO})),
    Row("answered", ANSWERED, *MINE, (Due.ANSWERED,), (Due.ANSWERED,)),
    Row(
        "a day is planned",
        replace(ANSWERED, meeting=TOMORROW),
        Turn.MEETING,
        Turn.MEETING,
        (Due.ANSWERED,),
        (Due.ANSWERED,),
    ),
    Row("talked over", replace(ANSWERED, meeting=TODAY), *MINE, (Due.MEETING,)),
    Row("what changed is written", replace(ANSWERED, step=Step.FOLLOWED_UP), *MINE),
    Row("closed", replace(ANSWERED, step=Step.CLOSED), *DONE),
    Row(
        "closed, a day to ask", replace(ANSWERED, step=Step.CLOSED, watches=(TODAY,)), *DONE, (Due.WATCH,), (Due.WATCH,)
    ),
    Row(
        "a day to ask, and she noted it",
        replace(ANSWERED, step=Step.CLOSED, watches=(TODAY,), noted=frozenset({(12, AMINA)})),
        *DONE,
        (),
        (Due.WATCH,),
    ),
    Row(
        "a day to ask, and she noted the one before",
        replace(ANSWERED, step=Step.CLOSED, watches=(YESTERDAY, TODAY), noted=frozenset({(6, AMINA)})),
        *DONE,
        (Due.WATCH,),
        (Due.WATCH,),
    ),
    Row(
        "closed, her visitor took it back",
        replace(ANSWERED, step=Step.CLOSED),
        *MINE,
        (Due.TELL,),
        gone=frozenset({ONE}),
    ),
    Row("everybody took it back and was told", DELIVERED, *EACH, (Due.OVER,), (Due.OVER,), gone=BOTH, told=BOTH),
    Row("closed, everybody took it back", replace(ANSWERED, step=Step.CLOSED), *DONE, gone=BOTH, told=BOTH),
    Row("not sent", replace(LAID, step=Step.NOT_SENT), *DONE),
    Row("who began it left", NOTICED, *EACH, standing=NONE, limits=False, pair=frozenset({BRAM, CARLA})),
    Row(
        "whose visitor it is left",
        LAID,
        *EACH,
        (Due.WITHDRAWN,),
        (Due.WITHDRAWN,),
        gone=frozenset({TWO}),
        pair=frozenset({AMINA, CARLA}),
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.says for row in TABLE])
def test_whose_turn_it_is_and_what_is_due_for_each_person(row: Row) -> None:
    around = row.around()
    # whoever is left reads what the other of the pair would
    first, other = (AMINA, BRAM) if row.pair == {AMINA, BRAM} else tuple(sorted(row.pair))
    assert turn_of(row.state, first, TODAY, around) == row.amina
    assert turn_of(row.state, other, TODAY, around) == row.bram
    assert tuple(one.what for one in due_now(row.state, first, TODAY, around)) == row.due_amina
    assert tuple(one.what for one in due_now(row.state, other, TODAY, around)) == row.due_bram


def test_the_table_has_every_step_and_every_turn() -> None:
    assert {row.state.step for row in TABLE} == set(Step)
    assert {turn for row in TABLE for turn in (row.amina, row.bram)} == set(Turn)
    assert {due for row in TABLE for due in (*row.due_amina, *row.due_bram)} == set(Due)


def test_nobody_reads_that_it_is_their_turn_while_the_other_reads_so_too_but_where_each_has_something_to_do() -> None:
    both = [row.says for row in TABLE if (row.amina, row.bram) == EACH]
    assert both == [
        "both took it back",
        "everybody took it back and was told",
        "who began it left",
        "whose visitor it is left",
    ]


def test_what_asks_to_be_done_asks_nobody_who_does_not_have_the_turn() -> None:
    news = {Due.WITHDRAWN, Due.ANSWERED, Due.WATCH, Due.UNANSWERED, Due.READ}
    sealed = {Due.ASK: Turn.VISITORS, Due.RECORD: Turn.MATTERS}
    for row in TABLE:
        for turn, due in ((row.amina, row.due_amina), (row.bram, row.due_bram)):
            assert turn == Turn.MINE or set(due) <= news or [sealed.get(one) for one in due] == [turn], row.says


def test_who_works_alone_has_nobody_to_read_a_letter_along() -> None:
    around = Row("", LAID, *MINE, letter=True, pair=frozenset({AMINA})).around()
    assert due_now(replace(LAID, step=Step.AGREED), AMINA, TODAY, around) == []


def test_who_asked_leads_though_the_other_began_it() -> None:
    asked_by_bram = replace(WEIGHED, asked_by=BRAM, asked=AMINA)
    around = Row("", asked_by_bram, *MINE, standing=NONE, limits=False).around()
    assert turn_of(asked_by_bram, BRAM, TODAY, around) == Turn.MINE
    assert turn_of(asked_by_bram, AMINA, TODAY, around) == Turn.COLLEAGUE


def test_an_answer_of_the_board_is_due_on_the_day_of_the_conversation() -> None:
    around = Row("", ANSWERED, *MINE).around()
    days = [due_now(replace(ANSWERED, meeting=day), AMINA, TODAY, around)[0].day for day in (None, TODAY, TOMORROW)]
    assert days == [None, TODAY, TOMORROW]


def test_the_day_of_the_letter_is_known_from_the_days_that_are_left() -> None:
    worded = State("policy_gap", Path.AGREED, Step.WORDED, worded=1)
    sent = deliver(worded, Handing(BRAM, TODAY, 28), [], {"letter": 1})
    assert handed_over_on(sent) == TODAY
    assert handed_over_on(replace(sent, watches=sent.watches[2:])) == TODAY
    assert handed_over_on(replace(sent, watches=())) is None
