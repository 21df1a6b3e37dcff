"""The protocol of a signal, step by step: what each asks, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.signals.rules import after, sections, steps, wording
from nabij.signals.rules.steps import CONFLICT, Path, State, Step, Weigher
from nabij.signals.rules.wording import Handing
from nabij.signals.rules.writing import check_writable, writable
from tests.signals.protocol import (
    AGAIN,
    ALL,
    ALONE,
    AMINA,
    BACKS,
    BOTH,
    BRAM,
    CARLA,
    DAAN,
    NEWER,
    NOBODY_GONE,
    NOTHING,
    ONE,
    PAIR,
    TODAY,
    TWO,
    UUID,
    weighing,
)


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
    return steps.second(asked, BRAM, ALL, NOBODY_GONE)


def lay(state: State, matter: UUID) -> State:
    return steps.lay(state, matter, same=False)


def agreed() -> State:
    return steps.agree(lay(lay(weighed(), ONE), TWO), BOTH, ALL)


def worded() -> State:
    return wording.word(agreed(), 1, BOTH, ALL)


def test_nobody_weighs_along_with_themselves() -> None:
    asked = steps.ask_colleague(steps.begin("silence", Path.AGREED), weighing(needed=0), BRAM, PAIR)
    for by in (AMINA, CARLA):
        with pytest.raises(Refused):
            steps.second(asked, by, ALL, NOBODY_GONE)


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


@pytest.mark.parametrize("reason", list(codes.labels("signal_reason")))
def test_from_no_matter_it_goes_on_and_what_people_mostly_tell_says_where_it_is_known_from(reason: str) -> None:
    begun = steps.begin(reason, Path.AGREED)
    unsaid = {name: 1 for name in ALL if name != sections.SOURCE}
    for put, pair in ((steps.ask_colleague, PAIR), (steps.weigh_with_peer, ALONE)):
        to = (BRAM, pair) if pair == PAIR else (pair,)
        assert put(begun, weighing(needed=0), *to).needed == 0
        assert put(begun, weighing(needed=1, written=unsaid), *to).needed == 1
        if reason in steps.RESTS_ON_VISITORS:
            with pytest.raises(Refused) as refused:
                put(begun, weighing(needed=0, written=unsaid), *to)
            assert refused.value.code == "unwritten"
        else:
            assert put(begun, weighing(needed=0, written=unsaid), *to).needed == 0


@pytest.mark.parametrize("reason", sorted(steps.RESTS_ON_VISITORS))
def test_from_no_matter_the_letter_is_reached(reason: str) -> None:
    asked = steps.ask_colleague(steps.begin(reason, Path.AGREED), weighing(needed=0), BRAM, PAIR)
    agreed_upon = steps.agree(steps.second(asked, BRAM, ALL, NOBODY_GONE), (), ALL)
    sent = wording.deliver(wording.word(agreed_upon, 1, (), ALL), Handing(DAAN, TODAY, 28), (), ALL)
    assert sent.step == Step.DELIVERED


def test_one_yes_of_two_is_not_enough() -> None:
    with pytest.raises(Refused):
        steps.agree(lay(weighed(), ONE), BOTH, ALL)


def test_a_no_narrows_and_the_rest_is_weighed_anew() -> None:
    state = steps.narrow(lay(weighed(), ONE), None, ALL)
    assert (state.step, state.weigher, state.laid) == (Step.NOTICED, None, frozenset({ONE}))
    with pytest.raises(Refused):
        steps.agree(state, BOTH, ALL)
    asked = steps.ask_colleague(state, weighing(needed=1, written=NEWER), BRAM, PAIR)
    with pytest.raises(Refused) as refused:
        steps.second(asked, BRAM, ALL, NOBODY_GONE)
    assert refused.value.code == "unwritten"
    again = steps.second(asked, BRAM, AGAIN, NOBODY_GONE)
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
        lambda: wording.word(state, 1, left, ALL),
        lambda: wording.deliver(state, Handing(DAAN, TODAY, 28), left, ALL),
    ):
        with pytest.raises(Refused):
            act()
    assert steps.narrow(state, TWO, ALL).laid == frozenset({ONE})
    assert wording.leave_unsent(state, ALL).step == Step.NOT_SENT


def test_after_delivery_it_stays_read_and_can_only_be_told() -> None:
    state = wording.deliver(worded(), Handing(DAAN, TODAY, 28), BOTH, ALL)
    for act in (lambda: steps.narrow(state, ONE, ALL), lambda: wording.leave_unsent(state, ALL)):
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
    untold, told = after.Back(frozenset({ONE}), frozenset()), after.Back(frozenset({ONE}), frozenset({ONE}))
    followed = replace(talked, step=Step.FOLLOWED_UP)
    for act in (lambda: after.follow_up(talked, TODAY, ALL, untold), lambda: after.close(followed, untold)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "withdrawn"
    assert after.follow_up(talked, TODAY, ALL, told).step == Step.FOLLOWED_UP
    assert after.close(followed, told).step == Step.CLOSED


def test_a_yes_taken_back_while_it_is_weighed_anew_stops_the_weighing_until_it_goes() -> None:
    state = steps.narrow(lay(lay(weighed(), ONE), TWO), TWO, NOTHING)
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
        left = steps.narrow(one, ONE, ALL)
        assert (left.laid, left.asked) == (frozenset(), None)
        for nobody in (None, TWO):
            with pytest.raises(Refused):
                steps.narrow(one, nobody, ALL)


def test_a_letter_changed_after_it_was_checked_is_not_sent() -> None:
    with pytest.raises(Refused) as refused:
        wording.deliver(worded(), Handing(DAAN, TODAY, 28), BOTH, ALL | {sections.LETTER: 2})
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
    check_writable(wording.reword(worded()), [sections.LETTER])


def test_who_weighs_along_adds_visitors_of_their_own_and_leaves_none_out() -> None:
    asked = steps.ask_colleague(steps.begin("repeat_person", Path.AGREED), weighing(needed=1), BRAM, PAIR)
    assert sections.NOTICED in writable(asked, BRAM)
    assert sections.NOTICED not in writable(asked, AMINA)
    both = steps.second(asked, BRAM, ALL, NOBODY_GONE, 2)
    assert both.needed == 2
    with pytest.raises(Refused):
        steps.agree(lay(both, ONE), {ONE}, ALL)
    assert steps.agree(lay(lay(both, ONE), TWO), BOTH, ALL).step == Step.AGREED
    for wrong in (0, steps.MOST_CONCERNED + 1):
        with pytest.raises(Refused):
            steps.second(asked, BRAM, ALL, NOBODY_GONE, wrong)
