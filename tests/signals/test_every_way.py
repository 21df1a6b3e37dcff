"""The protocol of a signal: every action in every state, and long walks; no path skips a step."""

from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.signals.rules import anew, sections, steps, wording
from nabij.signals.rules.steps import CONFLICT, Path, State, Step, Weigher
from nabij.signals.rules.wording import Handing
from nabij.signals.rules.writing import writable
from tests.signals.protocol import ACTS, ALL, AMINA, BRAM, DAAN, NOBODY_GONE, ONE, PAIR, TODAY, TWO, Act, weighing

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
        # how it was weighed was looked at since somebody went
        assert not {name for name, _ in state.before} & set(anew.WEIGHING)
        if state.path == Path.AGREED:
            assert state.step != Step.GROUNDED
        else:
            assert state.step != Step.AGREED
            assert steps.STATUTORY_DUTY in state.grounds or state.grounds.issuperset(CONFLICT)
    if state.step == Step.WORDED or state.is_delivered:
        assert sections.LETTER not in dict(state.before)
        assert state.rested == 0
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
    if found.noted != before.noted:
        assert name == "watched"
        assert before.is_delivered
        assert found.step == before.step
    if found.step == Step.CLOSED != before.step:
        assert name == "close"
        assert before.step == Step.FOLLOWED_UP or before.laid


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
        self._go("deliver", lambda s: wording.deliver(s, Handing(DAAN, TODAY, 28), frozenset(self.standing), ALL))

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


class Gone(RuleBasedStateMachine):
    """Yeses go at any moment: no letter is handed over that was last looked at before one of them went.

    Only what a server knows is asked: revisions, and which yeses stand. What went comes back only by being laid anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self.state = steps.begin("silence", Path.AGREED)
        self.written = dict(ALL)
        self.standing: set[UUID] = set()
        # the revisions as they were when a yes that lay under it went last
        self.lost = dict.fromkeys(ALL, 0)

    @rule(names=st.sets(st.sampled_from([*anew.WEIGHING, sections.LETTER, sections.SECOND]), min_size=1))
    def write(self, names: set[str]) -> None:
        self.written |= {name: self.written[name] + 1 for name in names & writable(self.state)}

    @rule(matter=st.sampled_from([ONE, TWO]))
    def takes_back(self, matter: UUID) -> None:
        self.standing.discard(matter)
        if matter in self.state.laid and not self.state.is_delivered:
            self.lost = dict(self.written)

    @rule(needed=st.integers(1, 2))
    def weigh(self, needed: int) -> None:
        gone = self.state.laid - self.standing
        self._go(lambda s: steps.ask_colleague(s, weighing(AMINA, needed, self.written, gone), BRAM, PAIR))
        self.write({sections.SECOND})
        if self._go(lambda s: steps.second(s, BRAM, self.written, NOBODY_GONE)):
            assert all(self.written[name] > self.lost[name] for name in (*sections.aspects(), sections.CARD))

    @rule(matter=st.sampled_from([ONE, TWO]))
    def lay(self, matter: UUID) -> None:
        same, gone = matter in self.state.laid, matter in self.state.laid - self.standing
        if self._go(lambda s: steps.lay(s, matter, same=same, gone=gone, revisions=self.written)):
            self.standing.add(matter)

    @rule(matter=st.sampled_from([ONE, TWO, None]))
    def narrow(self, matter: UUID | None) -> None:
        self._go(lambda s: steps.narrow(s, matter, self.written))

    @rule()
    def go_on(self) -> None:
        on = frozenset(self.standing)
        self._go(lambda s: steps.agree(s, on, self.written))
        self._go(lambda s: wording.word(s, self.written[sections.LETTER], on, self.written))

    @rule()
    def hand_over(self) -> None:
        on = frozenset(self.standing)
        if self._go(lambda s: wording.deliver(s, Handing(DAAN, TODAY, 28), on, self.written)):
            assert self.state.worded > self.lost[sections.LETTER]
            assert self.state.laid <= on

    def _go(self, act: Act) -> bool:
        try:
            self.state = act(self.state)
        except Refused:
            return False
        check(self.state)
        return True

    @invariant()
    def no_text_goes(self) -> None:
        assert all(revision >= 1 for revision in self.written.values())


TestGone = Gone.TestCase
TestGone.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
