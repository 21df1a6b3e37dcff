"""How every change to a signal is made: held, decided by a rule, kept once, audited."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters.models import Matter
from nabij.sealed.rules import stale
from nabij.signals.around import around
from nabij.signals.columns import columns_of
from nabij.signals.models import Signal
from nabij.signals.rules.after import Back
from nabij.signals.rules.steps import State
from nabij.signals.rules.watching import Asks

type Act = Callable[[Signal, State], State]


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it was sent: the version of the signal that it is based on, and all that it says.

    ``said`` tells two changes apart, so that the same one sent twice counts once.
    """

    based_on: int
    said: str = ""


def locked(permit: Permit[Signal, Any]) -> Signal:
    """The signal as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    found = Signal.objects.select_for_update(of=("self",)).select_related("organisation", "practice")
    signal = found.filter(pk=permit.row.pk).first()
    if signal is None or not signal.may(permit.actor, permit.verb):
        raise Refused(
            "Dit kun je bij dit signaal niet (meer) doen. Er is niets veranderd. Laad opnieuw en kijk wie er nu bij "
            "dit signaal hoort.",
            code="forbidden",
        )
    return signal


def change(permit: Permit[Signal, Any], sent: Change, act: Act, *, alongside: bool = False, **columns: Any) -> bool:
    """Let a rule decide and keep what it says; True when this very change was the last one.

    Raises ``stale`` when somebody else changed the signal first, and what the rule raises. ``alongside``: what others
    did in between does not matter, the rule alone decides on how it stands now.
    """
    mark = _mark(permit, sent)
    with transaction.atomic():
        signal = locked(permit)
        if signal.last_change == mark:
            return True
        if signal.version != sent.based_on and not alongside:
            raise stale()
        state = act(signal, signal.state())
        kept = {**columns_of(state), **columns, "version": signal.version + 1, "last_change": mark}
        if not Signal.objects.filter(pk=signal.pk, version=signal.version).update(**kept):
            raise stale()
        audit.record(permit)
    return False


def _mark(permit: Permit[Signal, Any], sent: Change) -> str:
    about = json.dumps([str(permit.actor.pk), str(permit.verb), sent.based_on, sent.said])
    return hashlib.sha256(about.encode()).hexdigest()


def standing_now(signal: Signal) -> frozenset[UUID]:
    """The matters of which what was laid under it stands, held: nobody takes anything back until this is kept."""
    _hold_concerned(signal)
    return signal.standing()


def gone_now(signal: Signal) -> frozenset[UUID]:
    """The matters of which what was laid under it stands no more, whatever is told now; held likewise."""
    _hold_concerned(signal)
    return signal.gone()


def back_now(signal: Signal) -> Back:
    """Who took their yes back after it was handed over; held likewise."""
    _hold_concerned(signal)
    return signal.back()


def asks_now(signal: Signal, state: State) -> Asks:
    """Who has visitors behind it to ask whether anybody suffers; held likewise: no matter goes to somebody else."""
    _hold_concerned(signal)
    return around([signal])[signal.pk].asks(state.laid)


def _hold_concerned(signal: Signal) -> None:
    concerned = Matter.objects.filter(concern__signal=signal).order_by("pk")
    list(concerned.select_for_update(of=("self",)).values_list("pk", flat=True))


def pair_of(signal: Signal) -> frozenset[UUID]:
    """Who may write and weigh it: the counsellors of the organisation now."""
    return frozenset(signal.organisation.pair().filter(counsellor__is_active=True).values_list("counsellor", flat=True))
