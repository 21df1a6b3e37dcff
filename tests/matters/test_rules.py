"""The pure rules: turn and consent as machines, months, codes."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.matters.rules import consent, months, register, turn, widths
from nabij.matters.rules.consent import Given
from nabij.matters.rules.turn import NOBODY, Step

TODAY = date(2027, 3, 31)
TURNS = st.sampled_from([key for key, _ in codes.choices("turn")])
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2031, 1, 1))
MONTHS = DAYS.map(lambda day: day and day.replace(day=1))


class Turn(RuleBasedStateMachine):
    """Whatever is tried, a step makes sense and a closed matter is nobody's turn."""

    def __init__(self) -> None:
        super().__init__()
        self.step, self.closed, self.today = Step("counsellor"), False, TODAY

    @rule(to=TURNS, due=DAYS, aftercare=MONTHS)
    def pass_to(self, to: str, due: date | None, aftercare: date | None) -> None:
        asked = Step(to, due, aftercare)
        try:
            self.step = turn.hand_over(self.step, asked, closed=self.closed, today=self.today)
        except Refused:
            assert asked != self.step or self.closed
        else:
            assert self.step == asked

    @rule(outcome=st.sampled_from([key for key, _ in codes.choices("outcome")]))
    def close(self, outcome: str) -> None:
        try:
            register.check_closing(outcome, closed=self.closed)
        except Refused:
            assert self.closed or outcome == "ongoing"
        else:
            self.step, self.closed = Step(NOBODY, None, self.step.aftercare_month), True

    @rule()
    def reopen(self) -> None:
        try:
            register.check_reopening(closed=self.closed)
        except Refused:
            assert not self.closed
        else:
            self.step, self.closed = Step("counsellor"), False

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @invariant()
    def it_makes_sense(self) -> None:
        assert self.step.turn != NOBODY or self.step.due is None
        assert not self.closed or self.step.turn == NOBODY
        turn.hand_over(self.step, self.step, closed=self.closed, today=self.today)


TestTurn = Turn.TestCase

PEOPLE = [UUID(int=number) for number in range(3)]
WIDTHS = st.sampled_from(["from_now", "everything", "peer_card"])


class Consent(RuleBasedStateMachine):
    """Whatever order consents are tried in, each person's alternate and the numbers have no gap."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Given] = []

    @rule(skip=st.integers(-1, 2), receiver=st.sampled_from(PEOPLE), width=WIDTHS, given=st.booleans())
    def try_one(self, skip: int, receiver: UUID, width: str, given: bool) -> None:
        new = Given(len(self.history) + 1 + skip, receiver, width, given)
        last = next((one for one in reversed(self.history) if one.receiver == receiver), None)
        standing = last is not None and last.given
        fits = given != standing and (given or (last is not None and last.width == width))
        if skip or not fits:
            with pytest.raises(Refused) as refused:
                consent.follow(self.history, new)
            assert (refused.value.code == "stale") == (skip != 0)
        else:
            consent.follow(self.history, new)
            self.history.append(new)

    @invariant()
    def the_order_holds(self) -> None:
        assert [one.sequence for one in self.history] == list(range(1, len(self.history) + 1))
        for person in PEOPLE:
            own = [one for one in self.history if one.receiver == person]
            assert [one.given for one in own] == [number % 2 == 0 for number in range(len(own))]
            assert all(own[i].width == own[i - 1].width for i in range(1, len(own), 2))


TestConsent = Consent.TestCase


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-300, 300))
def test_months_add_up(day: date, count: int) -> None:
    month = months.month_of(day)
    later = months.add_months(month, count)
    assert later.day == 1
    assert (later.year - month.year) * 12 + later.month - month.month == count


def test_a_matter_opens_in_the_month_of_its_first_encounter_and_never_later_than_now() -> None:
    assert months.opened_in(None, TODAY) == date(2027, 3, 1)
    assert months.opened_in(date(2027, 1, 1), TODAY) == date(2027, 1, 1)
    assert months.opened_in(date(2028, 1, 1), TODAY) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("month", "fits"), [((2025, 2), False), ((2025, 3), True), ((2027, 3), True), ((2027, 4), False)]
)
def test_an_encounter_lies_within_two_years_back(month: tuple[int, int], fits: bool) -> None:
    if fits:
        months.check_encounter_month(date(*month, 1), TODAY)
    else:
        with pytest.raises(Refused):
            months.check_encounter_month(date(*month, 1), TODAY)


def test_aftercare_is_proposed_in_the_month_that_the_practice_waits_for() -> None:
    assert turn.propose_aftercare(TODAY, 12) == date(2027, 6, 1)
    assert turn.propose_aftercare(date(2026, 12, 31), 1) == date(2027, 1, 1)


def test_the_plus_code_is_on_the_list() -> None:
    assert not codes.unknown("involvement", register.PLUS)
    with pytest.raises(Refused):
        register.check_involvement(["listening", *register.PLUS], plus_style=False)
    register.check_involvement(register.PLUS, plus_style=True)


@given(st.integers(1, 4), st.integers(0, 3), st.integers(0, 3))
def test_everything_is_all_there_is_from_now_is_nothing_that_was_and_a_peer_card_is_neither(
    epochs: int, peers: int, others: int
) -> None:
    keeper, colleague = uuid4(), uuid4()
    staying = [keeper, *(uuid4() for _ in range(others))]
    content = {(part, epoch) for part in widths.CONTENT for epoch in range(1, epochs + 1)}
    places = content | {("peer", epoch) for epoch in range(1, peers + 1)}
    everything = widths.sharing("everything", 1, places, staying, colleague)
    from_now = widths.sharing("from_now", epochs + 1, places, staying, colleague)
    peer = widths.sharing("peer_card", peers + 1, places, [keeper], colleague)
    assert {(part, epoch) for part, epoch, person in everything if person == colleague} == content
    assert not content & {(part, epoch) for part, epoch, _ in from_now}
    assert {person for _, _, person in from_now} == {*staying, colleague}
    assert {part for part, _, _ in peer} == {"peer"}
    left = widths.next_epoch(places, widths.CONTENT, staying)
    assert colleague not in {person for _, _, person in left}
