"""What the board contact does with a letter: received with a day to talk about it, another day, answered.

What the pair did meanwhile stops none of it but where both chose the same thing: a day. An answer is kept whatever step
the pair took since the board's page was drawn.
"""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.kit.clock import this_month, today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.sealed.actions import forget_draft
from nabij.signals.actions.changing import Act, Change, back_now, change, locked
from nabij.signals.actions.handing import NewLetter, keep
from nabij.signals.models import Do, Letter, Signal
from nabij.signals.rules import after
from nabij.signals.rules.steps import State, Step


def receive_and_plan(permit: Permit[Signal, Literal[Do.RECEIVE]], sent: Change, day: date, was: date | None) -> bool:
    """Received, and a day on which it is talked over, as one step; True when it was so before.

    That the pair noted already that it was received changes nothing. ``was``: the day that the board saw.
    """

    def act(signal: Signal, state: State) -> State:
        received = after.receive(state) if state.step == Step.DELIVERED else state
        planned = after.plan(received, day, today(), back_now(signal))
        after.check_seen(state, was)
        return planned

    return _on_a_day(permit, sent, day, act)


def plan(permit: Permit[Signal, Literal[Do.PLAN]], sent: Change, day: date, was: date | None) -> bool:
    """Another day than ``was``, the day that the board saw."""

    def act(signal: Signal, state: State) -> State:
        planned = after.plan(state, day, today(), back_now(signal))
        after.check_seen(state, was)
        return planned

    return _on_a_day(permit, sent, day, act)


def _on_a_day(permit: Permit[Signal, Any], sent: Change, day: date, act: Act) -> bool:
    with transaction.atomic():
        signal = locked(permit)
        if signal.meeting == day and signal.step in (Step.RECEIVED, Step.ANSWERED):
            return True
        return change(permit, sent, act, alongside=True)


def answer(permit: Permit[Signal, Literal[Do.ANSWER]], sent: Change, reply: NewLetter, draft: UUID | None) -> bool:
    """The sealed answer, once; the draft that it ends goes. True when this very answer was kept before.

    Raises ``Refused`` with code ``answered`` for another answer: the draft of that stays.
    """
    with transaction.atomic():
        signal = locked(permit)
        kept = Letter.objects.filter(signal=signal, direction=Letter.Direction.REPLY).first()
        if kept is None:
            _keep_answer(permit, sent, reply, signal.answered_month or this_month())
        elif kept.pk != reply.id:
            raise Refused(
                "Er is al een antwoord op deze brief verstuurd, in een ander venster of op een ander apparaat. Er "
                "is nu niets verstuurd. Laad de pagina opnieuw om het te lezen.",
                code="answered",
            )
        forget_draft(permit.actor, draft)
    return kept is not None


def _keep_answer(permit: Permit[Signal, Any], sent: Change, reply: NewLetter, month: date) -> None:
    def act(signal: Signal, state: State) -> State:
        if permit.actor.pk != signal.contact_id:
            raise Refused(
                "Een antwoord schrijft wie de brief kreeg. Er is niets bewaard. Vraag of die het antwoord schrijft.",
                code="forbidden",
            )
        answered = after.reply(state)
        keep(permit, signal, Letter.Direction.REPLY, reply)
        remind(permit, signal.pair(), Text.COUNSELLOR, reply.id)
        return answered

    change(permit, sent, act, alongside=True, answered_month=month)
