"""The steps of a signal until its letter is handed over: weighed, agreed or grounded, worded, or not sent."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.signals.actions.changing import Change, change, gone_now, pair_of, standing_now
from nabij.signals.models import Do, Signal
from nabij.signals.rules import steps, wording
from nabij.signals.rules.asking import check_read
from nabij.signals.rules.standing import is_told_alike
from nabij.signals.rules.steps import State, Weigher, Weighing


@dataclass(frozen=True, slots=True)
class Put:
    """What is put up for weighing: with whom, and of how many visitors something is in it."""

    weigher: Weigher
    colleague: UUID | None
    needed: int


def ask_to_weigh(permit: Permit[Signal, Literal[Do.ASK]], sent: Change, put: Put) -> bool:
    """Ask the colleague to weigh along; or weigh it with a peer elsewhere, or alone in acute danger."""

    def act(signal: Signal, state: State) -> State:
        weighing = Weighing(permit.actor.pk, put.needed, signal.revisions(), gone_now(signal))
        if put.weigher == Weigher.PEER:
            return steps.weigh_with_peer(state, weighing, pair_of(signal))
        if put.weigher == Weigher.NOBODY_IN_TIME:
            return steps.weigh_in_haste(state, weighing)
        return steps.ask_colleague(state, weighing, put.colleague or permit.actor.pk, pair_of(signal))

    return change(permit, sent, act)


def weigh_along(permit: Permit[Signal, Literal[Do.WEIGH]], sent: Change, needed: int | None = None) -> bool:
    """The colleague who was asked weighed along; ``needed``: of how many visitors it is, with those they added."""

    def act(signal: Signal, state: State) -> State:
        return steps.second(state, permit.actor.pk, signal.revisions(), gone_now(signal), needed)

    return change(permit, sent, act)


def send_back(permit: Permit[Signal, Literal[Do.SEND_BACK]], sent: Change) -> bool:
    """The question to weigh along is taken back, or given back."""
    return change(permit, sent, lambda signal, state: steps.send_back(state, permit.actor.pk))


def agree(permit: Permit[Signal, Literal[Do.AGREE]], sent: Change) -> bool:
    """Everybody concerned said yes."""
    return change(permit, sent, lambda signal, state: steps.agree(state, standing_now(signal), signal.revisions()))


def ground(permit: Permit[Signal, Literal[Do.GROUND]], sent: Change, grounds: tuple[str, ...]) -> bool:
    """Danger or a duty by law, with its reasons, takes the place of consent: the reasons recorded with each visitor."""

    def act(signal: Signal, state: State) -> State:
        after = steps.ground(state, grounds, standing_now(signal), signal.revisions())
        recorded = signal.concern_set.filter(exception__isnull=False).values_list("exception__ground", flat=True)
        if not is_told_alike(grounds, list(recorded)):
            raise Refused(
                "In een kwestie staat een andere reden dan hier. Er is niets veranderd. Pas de redenen hier aan, "
                "zodat ze gelijk zijn."
            )
        return after

    return change(permit, sent, act)


def narrow(permit: Permit[Signal, Literal[Do.NARROW]], sent: Change, concern: int | None) -> bool:
    """Weigh anew without one visitor: the row of what was laid under it goes, where there is one.

    Every other yes is looked at again, against what is told after that.
    """

    def act(signal: Signal, state: State) -> State:
        row = signal.concern_set.filter(pk=concern).first() if concern else None
        if concern and row is None:
            raise Refused("Dit hoort niet bij dit signaal. Er is niets veranderd. Laad opnieuw.")
        after = steps.narrow(state, row.matter_id if row else None, signal.revisions())
        if row:
            row.delete()
        signal.concern_set.update(limits=0)
        return after

    return change(permit, sent, act)


def word(permit: Permit[Signal, Literal[Do.WORD]], sent: Change, revision: int, reading: int = 0) -> bool:
    """The letter in this revision is worded and checked; ``reading``: how it was read along, as far as was seen."""

    def act(signal: Signal, state: State) -> State:
        revisions = signal.revisions()
        check_read(reading, revisions)
        return wording.word(state, revision, standing_now(signal), revisions)

    return change(permit, sent, act)


def reword(permit: Permit[Signal, Literal[Do.REWORD]], sent: Change) -> bool:
    """The letter is written on."""
    return change(permit, sent, lambda signal, state: wording.reword(state))


def leave_unsent(permit: Permit[Signal, Literal[Do.LEAVE_UNSENT]], sent: Change) -> bool:
    """Not sent; the reasons lie in the bundle."""
    return change(permit, sent, lambda signal, state: wording.leave_unsent(state, signal.revisions()))
