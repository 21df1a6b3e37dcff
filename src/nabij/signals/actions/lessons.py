"""What a pair learnt of a signal that is done, given to the counsellors of the practice, and taken back."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.sealed.rules import conflict
from nabij.signals.actions.changing import locked
from nabij.signals.models import Do, Lesson, Signal
from nabij.signals.rules import sections
from nabij.signals.rules.steps import Step

DONE = (Step.CLOSED, Step.NOT_SENT)


@dataclass(frozen=True, slots=True)
class NewLesson:
    """A lesson, sealed."""

    id: UUID
    sealed: bytes


def share(permit: Permit[Signal, Literal[Do.SHARE_LESSON]], new: NewLesson) -> bool:
    """Keep it in the place of what was given before; True when this very one was.

    Raises ``Refused`` with code ``step`` before the signal is done, ``unwritten`` where nothing was written, and
    ``conflict`` for another one under this id.
    """
    with transaction.atomic():
        signal = locked(permit)
        if signal.step not in DONE:
            raise Refused(
                "Dit signaal is nog niet klaar. Er is niets gedeeld, en wat je opschreef is bewaard. Ga eerst verder "
                "met het signaal. Deel daarna wat jullie leerden.",
                code="step",
            )
        if sections.LEARNED not in signal.revisions():
            raise Refused(
                "Jullie schreven nog niet op wat jullie leerden. Er is niets gedeeld en niets veranderd. Schrijf dat "
                "eerst op.",
                code="unwritten",
            )
        if _is_kept(permit, signal, new):
            return True
        Lesson.objects.filter(signal=signal).delete()
        Lesson(
            id=new.id,
            practice_id=signal.practice_id,
            signal=signal,
            author_id=permit.actor.pk,
            sealed=new.sealed,
        ).save(force_insert=True)
        audit.record(permit)
    return False


def _is_kept(permit: Permit[Signal, Literal[Do.SHARE_LESSON]], signal: Signal, new: NewLesson) -> bool:
    kept = Lesson.objects.filter(pk=new.id).first()
    if kept is None:
        return False
    if kept.signal_id != signal.pk or bytes(kept.sealed) != new.sealed or kept.author_id != permit.actor.pk:
        raise conflict()
    return True


def take_back(permit: Permit[Signal, Literal[Do.TAKE_LESSON_BACK]]) -> bool:
    """Destroy what was given to the practice; True when there was nothing (any more). What was read stays read."""
    with transaction.atomic():
        signal = locked(permit)
        if not Lesson.objects.filter(signal=signal).delete()[0]:
            return True
        audit.record(permit)
    return False
