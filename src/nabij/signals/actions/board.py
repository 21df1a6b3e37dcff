"""What the board contact does with a letter: received with a day to talk about it, another day, answered."""

from datetime import date
from typing import Literal
from uuid import UUID

from nabij.kit.clock import today
from nabij.kit.permit import Permit
from nabij.sealed.actions import forget_draft
from nabij.signals.actions import handing
from nabij.signals.actions.changing import Change, change
from nabij.signals.models import Do, Signal
from nabij.signals.rules import after


def receive_and_plan(permit: Permit[Signal, Literal[Do.RECEIVE]], sent: Change, day: date) -> bool:
    """Received, and a day on which it is talked over, as one step; True when it was this very step before."""
    return change(permit, sent, lambda signal, state: after.plan(after.receive(state), day, today()))


def plan(permit: Permit[Signal, Literal[Do.PLAN]], sent: Change, day: date) -> bool:
    """Another day."""
    return handing.plan(permit, sent, day)


def answer(
    permit: Permit[Signal, Literal[Do.ANSWER]], sent: Change, reply: handing.NewLetter, draft: UUID | None
) -> bool:
    """The sealed answer, once; the draft that it ends goes."""
    already = handing.answer(permit, sent, reply)
    forget_draft(permit.actor, draft)
    return already
