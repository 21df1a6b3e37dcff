"""A letter handed over, and what follows: received, answered, talked over, followed up, closed; and who may suffer."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.kit.clock import this_month, today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.people.models import PublicKey, Role, User
from nabij.sealed.rules import stale
from nabij.signals.actions.changing import Change, asks_now, back_now, change, locked, standing_now
from nabij.signals.actions.counted import Counting, record_count
from nabij.signals.behind import laid_elsewhere
from nabij.signals.models import Concern, Do, Letter, Signal
from nabij.signals.rules import after, watching, wording
from nabij.signals.rules.asking import check_read
from nabij.signals.rules.standing import check_free
from nabij.signals.rules.steps import AFTER_DELIVERY, State, Step
from nabij.signals.rules.wording import Handing


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter or a reply, sealed. ``reading``: how the letter was read along, as far as who sends it saw; 0: not."""

    id: UUID
    sealed: bytes
    reading: int = 0


def deliver(
    permit: Permit[Signal, Literal[Do.DELIVER]],
    sent: Change,
    contact: UUID,
    letter: NewLetter,
    counting: Counting | None = None,
) -> bool:
    """Hand the letter over to a board contact of the organisation who has a vault; from now on it is read.

    ``counting``: the number of people that it says, recorded as given out in the same transaction. A mail says that
    something is there, and no more.
    """

    def act(signal: Signal, state: State) -> State:
        able = User.objects.filter(pk=contact, practice_id=signal.practice_id, organisation_id=signal.organisation_id)
        reads = PublicKey.objects.filter(owner=contact).exists()
        if not (reads and able.filter(role=Role.BOARD_CONTACT, is_active=True).exists()):
            raise Refused(
                "Deze eindverantwoordelijke heeft (nog) geen kluis. Er is niets verstuurd. "
                "Vraag of die de kluis inricht, en draag de brief dan over."
            )
        handing = Handing(contact, today(), signal.practice.signal_days)
        revisions = signal.revisions()
        check_read(letter.reading, revisions)
        handed = wording.deliver(state, handing, standing_now(signal), revisions)
        check_free(_went_on(signal))
        if counting:
            record_count(counting, signal)
        keep(permit, signal, Letter.Direction.LETTER, letter)
        remind(permit, able, Text.BOARD, letter.id)
        return handed

    with transaction.atomic():
        # held: no two letters to one reader get the same number
        list(User.objects.filter(pk=contact).select_for_update(of=("self",)).values_list("pk", flat=True))
        number = Signal.objects.filter(contact=contact).next_number("letter_number")
        return change(permit, sent, act, delivered_month=this_month(), letter_number=number)


def _went_on(signal: Signal) -> list[Step]:
    """Where the signals stand whose letter went on one of these very yeses, once two lay under one."""
    mine = Concern.objects.filter(signal=signal).values("consent")
    went = laid_elsewhere(signal).filter(consent__in=mine, signal__step__in=AFTER_DELIVERY)
    return [Step(step) for step in went.values_list("signal__step", flat=True)]


def receive(permit: Permit[Signal, Literal[Do.RECEIVE]], sent: Change) -> bool:
    """The board contact has it; a counsellor notes it for who said so in another way."""
    return change(permit, sent, lambda signal, state: after.receive(state))


def answer(permit: Permit[Signal, Literal[Do.ANSWER]], sent: Change) -> bool:
    """The board contact answered in conversation, as a counsellor notes it; in a letter: ``board.answer``."""
    return change(permit, sent, lambda signal, state: after.answer(state), answered_month=this_month())


def plan(permit: Permit[Signal, Literal[Do.PLAN]], sent: Change, day: date) -> bool:
    """A day on which it is talked over."""
    return change(permit, sent, lambda signal, state: after.plan(state, day, today(), back_now(signal)))


def follow_up(permit: Permit[Signal, Literal[Do.FOLLOW_UP]], sent: Change) -> bool:
    """What changed, in the bundle."""
    return change(
        permit, sent, lambda signal, state: after.follow_up(state, today(), signal.revisions(), back_now(signal))
    )


def close(permit: Permit[Signal, Literal[Do.CLOSE]], sent: Change) -> bool:
    """Done; or done with, where everybody took their yes back."""
    return change(permit, sent, lambda signal, state: after.close(state, back_now(signal)))


def watch(permit: Permit[Signal, Literal[Do.WATCH]], sent: Change, weeks: int) -> bool:
    """Who does this asked their own visitors whether anybody suffers from it; what they heard lies in the bundle.

    True when they noted it before. What the other of the pair did meanwhile does not matter.
    """

    def act(signal: Signal, state: State) -> State:
        asks = asks_now(signal, state)
        return watching.note(state, permit.actor.pk, weeks, today(), asks, signal.revisions())

    with transaction.atomic():
        if (weeks, permit.actor.pk) in locked(permit).state().noted:
            return True
        return change(permit, sent, act, alongside=True)


def keep(permit: Permit[Signal, Any], signal: Signal, direction: str, letter: NewLetter) -> None:
    """Keep a letter or a reply with the step that it makes; ``stale`` where there is one already."""
    try:
        with transaction.atomic():
            Letter(
                id=letter.id,
                practice_id=signal.practice_id,
                signal=signal,
                direction=direction,
                author_id=permit.actor.pk,
                sealed=letter.sealed,
            ).save(force_insert=True)
    except IntegrityError:
        raise stale() from None
