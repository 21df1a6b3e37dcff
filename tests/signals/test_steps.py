"""The protocol of a signal: every action in every state, and long walks; no path skips a step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.signals.rules import after, sections, steps
from nabij.signals.rules.steps import CONFLICT, Handing, Path, State, Step, Weigher, Weighing
from nabij.signals.rules.writing import check_writable, writable

AMINA, BRAM, CARLA, DAAN = (UUID(int=n) for n in range(1, 5))
ONE, TWO = UUID(int=11), UUID(int=12)
PAIR, ALONE = frozenset({AMINA, BRAM}), frozenset({AMINA})
TODAY = date(2026, 3, 2)
ALL = dict.fromkeys(sections.names(), 1)
NOTHING: dict[str, int] = {}
BOTH = frozenset({ONE, TWO})
AGAIN = ALL | {sections.SECOND: 2}
# nobody took anything back; one of two did and is not told, or is; both did and are not, or are
BACKS = [
    after.NOBODY,
    *(after.Back(taken, told) for taken in (frozenset({ONE}), BOTH) for told in (frozenset[UUID](), taken)),
]

# The only ways on; whatever else happens, a signal stays where it is.
WAYS: dict[Step, set[Step]] = {
    Step.NOTICED: {Step.WEIGHED, Step.NOT_SENT},
    Step.WEIGHED: {Step.AGREED, Step.GROUNDED, Step.NOTICED, Step.NOT_SENT},
    Step.AGREED: {Step.WORDED, Step.NOTICED, Step.NOT_SENT},
    Step.GROUNDED: {Step.WORDED, Step.NOTICED, Step.NOT_SENT},
    Step.WORDED: {Step.DELIVERED, Step.AGREED, Step.GROUNDED, Step.NOTICED, Step.NOT_SENT},
    # closed before its time only where it rests on nobody any more
    Step.DELIVERED: {Step.RECEIVED, Step.CLOSED},
    Step.RECEIVED: {Step.ANSWERED, Step.CLOSED},
    Step.ANSWERED: {Step.FOLLOWED_UP, Step.CLOSED},
    Step.FOLLOWED_UP: {Step.CLOSED},
    Step.CLOSED: set(),
    Step.NOT_SENT: set(),
}
type Act = Callable[[State], State]


def weighing(
    by: UUID = AMINA, needed: int = 1, written: dict[str, int] = ALL, gone: frozenset[UUID] = frozenset()
) -> Weighing:
    return Weighing(by, needed, written, gone)


def acts() -> Iterator[tuple[str, Act]]:
    """Every action, with what is right and with what is wrong."""
    for written in (ALL, NOTHING):
        for by, other, pair in ((AMINA, BRAM, PAIR), (AMINA, AMINA, PAIR), (AMINA, CARLA, PAIR), (AMINA, BRAM, ALONE)):
            for needed in (-1, 0, 1, 2):
                put = weighing(by, needed, written)
                yield "ask", lambda s, put=put, other=other, pair=pair: steps.ask_colleague(s, put, other, pair)
                yield "peer", lambda s, put=put, pair=pair: steps.weigh_with_peer(s, put, pair)
                yield "haste", lambda s, put=put: steps.weigh_in_haste(s, put)
        for standing in (frozenset[UUID](), frozenset({ONE}), BOTH):
            yield "agree", lambda s, on=standing, written=written: steps.agree(s, on, written)
            for grounds in (("statutory_duty",), CONFLICT, CONFLICT[:3], (), ("consent",)):
                yield "ground", lambda s, on=standing, g=grounds, w=written: steps.ground(s, g, on, w)
            for revision in (0, 1, 2):
                yield "word", lambda s, on=standing, n=revision, w=written: steps.word(s, n, on, w)
            handing = Handing(DAAN, TODAY, 28)
            yield "deliver", lambda s, on=standing, h=handing, w=written: steps.deliver(s, h, on, w)
        yield "unsent", lambda s, written=written: steps.leave_unsent(s, written)
        for day in (TODAY, TODAY + timedelta(days=60)):
            for back in BACKS:
                yield "follow", lambda s, d=day, w=written, back=back: after.follow_up(s, d, w, back)
            yield "watched", lambda s, day=day, written=written: after.watched(s, day, written)
    for by in (AMINA, BRAM, CARLA):
        yield "second", lambda s, by=by: steps.second(s, by, ALL)
        yield "second", lambda s, by=by: steps.second(s, by, AGAIN)
        yield "second", lambda s, by=by: steps.second(s, by, NOTHING)
        yield "send back", lambda s, by=by: steps.send_back(s, by)
    for matter in (ONE, TWO):
        for same in (True, False):
            yield "lay", lambda s, matter=matter, same=same: steps.lay(s, matter, same=same)
        yield "narrow", lambda s, matter=matter: steps.narrow(s, matter)
    yield "narrow", lambda s: steps.narrow(s, None)
    yield "reword", steps.reword
    yield "receive", after.receive
    yield "answer", after.answer
    for back in BACKS:
        yield "close", lambda s, back=back: after.close(s, back)
    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=400)):
        yield "plan", lambda s, day=day: after.plan(s, day, TODAY)


ACTS = list(acts())


def test_every_action_in_every_state_refuses_or_goes_one_step_on() -> None:
    starts = [
        steps.begin(reason, path)
        for reason in codes.labels("signal_reason")
        for path in Path
        if path == Path.AGREED or reason == steps.ACUTE
    ]
    # reasons are alike but for whether somebody must have told it
    reached = {one for one in starts if one.reason in {"silence", "repeat_person", steps.ACUTE}}
    todo = list(reached)
    seen: set[tuple[Step, Step]] = set()
    while todo:
        state = todo.pop()
        for name, act in ACTS:
            try:
                found = act(state)
            except Refused:
                continue
            assert found.step == state.step or found.step in WAYS[state.step], (name, state, found)
            check(found)
            check_move(name, state, found)
            seen.add((state.step, found.step))
            if found not in reached:
                reached.add(found)
                todo.append(found)
    assert {step for _, step in seen} | {Step.NOTICED} == set(Step)
    assert {(a, b) for a in WAYS for b in WAYS[a]} <= seen


def check(state: State) -> None:
    """What holds of every state that can be reached."""
    past = [step for step in Step if step not in (Step.NOTICED, Step.NOT_SENT)]
    if state.step in past:
        assert state.weigher is not None
        if state.weigher == Weigher.COLLEAGUE:
            assert state.asked is not None
            assert state.asked != state.asked_by
        if state.weigher == Weigher.NOBODY_IN_TIME:
            assert state.path == Path.EXCEPTED
    if state.step in past and state.step != Step.WEIGHED:
        assert len(state.laid) == state.needed
        if state.path == Path.AGREED:
            assert state.step != Step.GROUNDED
            assert state.needed > 0 or state.reason not in steps.RESTS_ON_VISITORS
        else:
            assert state.step != Step.AGREED
            assert steps.STATUTORY_DUTY in state.grounds or state.grounds.issuperset(CONFLICT)
    if state.is_delivered:
        assert state.worded > 0
        assert state.contact == DAAN
        assert state.due == TODAY + timedelta(days=28)
    if state.step == Step.FOLLOWED_UP:
        assert state.meeting is not None


def check_move(name: str, before: State, found: State) -> None:
    """What only one action may do."""
    if before.step == Step.NOTICED and found.step == Step.WEIGHED:
        assert name in {"second", "peer", "haste"}
    if found.is_delivered and not before.is_delivered:
        assert (name, before.step) == ("deliver", Step.WORDED)
    if found.laid - before.laid:
        assert (name, before.step) == ("lay", Step.WEIGHED)
    if found.step == Step.CLOSED != before.step:
        assert name == "close"
        assert before.step == Step.FOLLOWED_UP or before.laid


@pytest.mark.parametrize("reason", list(codes.labels("signal_reason")))
def test_a_signal_starts_by_hand_for_every_reason(reason: str) -> None:
    state = steps.begin(reason, Path.AGREED)
    assert (state.step, state.reason) == (Step.NOTICED, reason)


def test_only_danger_or_a_duty_goes_without_consent() -> None:
    for reason in codes.labels("signal_reason"):
        if reason != steps.ACUTE:
            with pytest.raises(Refused):
                steps.begin(reason, Path.EXCEPTED)


def weighed(reason: str = "repeat_person", needed: int = 2, path: Path = Path.AGREED) -> State:
    asked = steps.ask_colleague(steps.begin(reason, path), weighing(needed=needed), BRAM, PAIR)
    return steps.second(asked, BRAM, ALL)


def lay(state: State, matter: UUID) -> State:
    return steps.lay(state, matter, same=False)


def agreed() -> State:
    return steps.agree(lay(lay(weighed(), ONE), TWO), BOTH, ALL)


def worded() -> State:
    return steps.word(agreed(), 1, BOTH, ALL)


def test_nobody_weighs_along_with_themselves() -> None:
    asked = steps.ask_colleague(steps.begin("silence", Path.AGREED), weighing(needed=0), BRAM, PAIR)
    for by in (AMINA, CARLA):
        with pytest.raises(Refused):
            steps.second(asked, by, ALL)


def test_who_has_a_colleague_does_not_weigh_with_somebody_else() -> None:
    begun = steps.begin("silence", Path.AGREED)
    with pytest.raises(Refused):
        steps.weigh_with_peer(begun, weighing(needed=0), PAIR)
    assert steps.weigh_with_peer(begun, weighing(needed=0), ALONE).weigher == Weigher.PEER


@pytest.mark.parametrize("missing", [sections.NOTICED, sections.CARD, *sections.aspects()])
def test_content_repetition_impact_and_context_are_all_weighed(missing: str) -> None:
    written = {name: 1 for name in ALL if name != missing}
    with pytest.raises(Refused) as refused:
        steps.ask_colleague(steps.begin("silence", Path.AGREED), weighing(needed=0, written=written), BRAM, PAIR)
    assert refused.value.code == "unwritten"


def test_what_people_told_is_no_signal_without_one_of_them() -> None:
    for reason in codes.labels("signal_reason"):
        begun = steps.begin(reason, Path.AGREED)
        if reason in steps.RESTS_ON_VISITORS:
            with pytest.raises(Refused):
                steps.ask_colleague(begun, weighing(needed=0), BRAM, PAIR)
        else:
            assert steps.ask_colleague(begun, weighing(needed=0), BRAM, PAIR).waits_for_colleague


def test_one_yes_of_two_is_not_enough() -> None:
    with pytest.raises(Refused):
        steps.agree(lay(weighed(), ONE), BOTH, ALL)


def test_a_no_narrows_and_the_rest_is_weighed_anew() -> None:
    state = steps.narrow(lay(weighed(), ONE), None)
    assert (state.step, state.weigher, state.laid) == (Step.NOTICED, None, frozenset({ONE}))
    with pytest.raises(Refused):
        steps.agree(state, BOTH, ALL)
    asked = steps.ask_colleague(state, weighing(needed=1), BRAM, PAIR)
    with pytest.raises(Refused) as refused:
        steps.second(asked, BRAM, ALL)
    assert refused.value.code == "unwritten"
    again = steps.second(asked, BRAM, AGAIN)
    assert steps.agree(again, {ONE}, ALL).step == Step.AGREED


@pytest.mark.parametrize("make", [agreed, worded])
def test_after_it_was_agreed_no_other_yes_takes_the_place_of_one(make: Callable[[], State]) -> None:
    assert steps.lay(make(), ONE, same=True) == make()
    with pytest.raises(Refused) as refused:
        lay(make(), ONE)
    assert refused.value.code == "step"


@pytest.mark.parametrize("make", [agreed, worded])
def test_a_consent_taken_back_before_delivery_stops_every_step_on(make: Callable[[], State]) -> None:
    state, left = make(), {ONE}
    for act in (
        lambda: steps.word(state, 1, left, ALL),
        lambda: steps.deliver(state, Handing(DAAN, TODAY, 28), left, ALL),
    ):
        with pytest.raises(Refused):
            act()
    assert steps.narrow(state, TWO).laid == frozenset({ONE})
    assert steps.leave_unsent(state, ALL).step == Step.NOT_SENT


def test_after_delivery_it_stays_read_and_can_only_be_told() -> None:
    state = steps.deliver(worded(), Handing(DAAN, TODAY, 28), BOTH, ALL)
    for act in (lambda: steps.narrow(state, ONE), lambda: steps.leave_unsent(state, ALL)):
        with pytest.raises(Refused):
            act()
    after.check_told(state, ONE, {TWO})
    for matter, standing in ((ONE, BOTH), (CARLA, {TWO})):
        with pytest.raises(Refused):
            after.check_told(state, matter, standing)


@pytest.mark.parametrize("step", [Step.DELIVERED, Step.RECEIVED, Step.ANSWERED])
def test_only_what_rests_on_nobody_any_more_is_closed_before_its_time(step: Step) -> None:
    state = replace(worded(), step=step)
    for back in BACKS[:-1]:
        with pytest.raises(Refused):
            after.close(state, back)
    assert after.close(state, BACKS[-1]).step == Step.CLOSED
    with pytest.raises(Refused):
        after.close(replace(state, laid=frozenset()), BACKS[-1])


def test_no_step_of_the_pair_goes_on_before_who_took_it_back_was_told() -> None:
    talked = replace(worded(), step=Step.ANSWERED, meeting=TODAY)
    untold, told = after.Back(frozenset({ONE})), after.Back(frozenset({ONE}), frozenset({ONE}))
    followed = replace(talked, step=Step.FOLLOWED_UP)
    for act in (lambda: after.follow_up(talked, TODAY, ALL, untold), lambda: after.close(followed, untold)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "withdrawn"
    assert after.follow_up(talked, TODAY, ALL, told).step == Step.FOLLOWED_UP
    assert after.close(followed, told).step == Step.CLOSED


def test_a_yes_taken_back_while_it_is_weighed_anew_stops_the_weighing_until_it_goes() -> None:
    state = steps.narrow(lay(lay(weighed(), ONE), TWO), TWO)
    gone = frozenset({ONE})
    asked = steps.ask_colleague(state, weighing(needed=1), BRAM, PAIR)
    for act in (
        lambda: steps.ask_colleague(state, weighing(needed=1, gone=gone), BRAM, PAIR),
        lambda: steps.weigh_with_peer(state, weighing(needed=1, gone=gone), ALONE),
        lambda: steps.second(asked, BRAM, AGAIN, gone),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "withdrawn"
    # also when the colleague was asked already; nobody else can be left out while nothing is weighed
    for one in (state, asked):
        left = steps.narrow(one, ONE)
        assert (left.laid, left.asked) == (frozenset(), None)
        for nobody in (None, TWO):
            with pytest.raises(Refused):
                steps.narrow(one, nobody)


def test_a_letter_changed_after_it_was_checked_is_not_sent() -> None:
    with pytest.raises(Refused) as refused:
        steps.deliver(worded(), Handing(DAAN, TODAY, 28), BOTH, ALL | {sections.LETTER: 2})
    assert refused.value.code == "reworded"


def test_danger_takes_all_four_reasons_or_a_duty_by_law() -> None:
    state = lay(weighed(steps.ACUTE, 1, Path.EXCEPTED), ONE)
    for few in (CONFLICT[1:], CONFLICT[:2], ()):
        with pytest.raises(Refused):
            steps.ground(state, few, {ONE}, ALL)
    assert steps.ground(state, CONFLICT, {ONE}, ALL).step == Step.GROUNDED
    assert steps.ground(state, ["statutory_duty"], {ONE}, ALL).step == Step.GROUNDED
    with pytest.raises(Refused):
        steps.agree(state, {ONE}, ALL)


def test_what_a_step_was_made_on_takes_no_more_words() -> None:
    assert sections.CARD in writable(steps.begin("silence", Path.AGREED))
    asked = steps.ask_colleague(steps.begin("silence", Path.AGREED), weighing(needed=0), BRAM, PAIR)
    for state, name in (
        (asked, "weighing.content"),
        (weighed(), sections.CARD),
        (agreed(), sections.LIMITS),
        (worded(), sections.LETTER),
    ):
        with pytest.raises(Refused):
            check_writable(state, [name])
    with pytest.raises(Refused):
        check_writable(weighed(), [None])
    check_writable(steps.reword(worded()), [sections.LETTER])


class Walk(RuleBasedStateMachine):
    """Anybody does anything, in any order; consents come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.state = steps.begin("silence", Path.AGREED)
        self.standing: set[UUID] = set()
        self.seconded = False

    @initialize(reason=st.sampled_from(list(codes.labels("signal_reason"))), path=st.sampled_from(list(Path)))
    def begun(self, reason: str, path: Path) -> None:
        self.state = steps.begin(reason, path if reason == steps.ACUTE else Path.AGREED)

    @rule(matter=st.sampled_from([ONE, TWO]), given=st.booleans())
    def said(self, matter: UUID, given: bool) -> None:
        (self.standing.add if given else self.standing.discard)(matter)

    @rule(act=st.sampled_from(ACTS))
    def acts(self, act: tuple[str, Act]) -> None:
        self._go(act[0], act[1])

    @rule()
    def deliver(self) -> None:
        self._go("deliver", lambda s: steps.deliver(s, Handing(DAAN, TODAY, 28), frozenset(self.standing), ALL))

    def _go(self, name: str, act: Act) -> None:
        before = self.state
        try:
            self.state = act(before)
        except Refused:
            return
        assert self.state.step == before.step or self.state.step in WAYS[before.step]
        check_move(name, before, self.state)
        if name == "second":
            self.seconded = True
        elif self.state.step == Step.NOTICED and before.step != Step.NOTICED:
            self.seconded = False

    @invariant()
    def holds(self) -> None:
        check(self.state)
        if self.state.weigher == Weigher.COLLEAGUE and self.state.step != Step.NOTICED:
            assert self.seconded or self.state.step == Step.NOT_SENT


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
