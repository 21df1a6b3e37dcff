"""Consents, and in acute danger recorded exceptions, laid under a signal: each of one visitor, each looked up here."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Max

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.matters.models import ConfidentialityBreak, Consent, Matter
from nabij.matters.rules.consent import AS_SAID
from nabij.people.models import User
from nabij.signals.actions.changing import Change, change, standing_now
from nabij.signals.behind import laid_elsewhere
from nabij.signals.models import Concern, Do, Signal
from nabij.signals.rules import after, sections, steps
from nabij.signals.rules.standing import check_free, is_of
from nabij.signals.rules.steps import State


@dataclass(frozen=True, slots=True)
class NewGround:
    """What a browser verified: a consent by its place in the order of the matter, or an exception by its record."""

    matter: UUID
    record_id: UUID
    sequence: int | None
    seen: int
    limits: int
    until: date | None


def lay(permit: Permit[Signal, Literal[Do.LAY]], sent: Change, new: NewGround) -> bool:
    """Lay this under the signal, or look at it again; True when it was the last thing done.

    Raises ``Refused`` for a matter of somebody else or of another organisation, for the consent of another matter, for
    one that lies under another signal, for a yes to other words than are told now, and for what does not stand.
    """

    def act(signal: Signal, state: State) -> State:
        matter = _matter(permit, signal, new)
        found = _found(signal, matter, new)
        if signal.concern_set.filter(matter=matter, heard_back=True).exists():
            raise Refused(
                "Je legde vast dat deze inbrenger het ja terugnam. Er is niets veranderd. Weeg het signaal opnieuw; "
                "zei de inbrenger daarna weer ja, neem dat dan op."
            )
        same = signal.concern_set.filter(matter=matter, **found).exists()
        # what was taken back meanwhile of the same visitor may have been this: the letter is read again
        gone = matter.pk in signal.gone()
        laid = steps.lay(state, matter.pk, same=same, gone=gone, revisions=signal.revisions())
        if found["consent"]:
            if not same:
                _check_free(signal, found["consent"])
            if not state.is_delivered:
                _check_words(signal, new)
            _check_seen(matter, new)
        told = {"seen": new.seen, "limits": new.limits, "until": new.until, "told": False}
        Concern.objects.update_or_create(
            practice_id=signal.practice_id, signal=signal, matter=matter, defaults={**found, **told}
        )
        if matter.pk not in standing_now(signal):
            raise Refused(
                "Deze toestemming geldt niet (meer). Er is niets veranderd. Vraag het de inbrenger opnieuw, of weeg "
                "het signaal zonder wat die vertelde.",
                code="withdrawn",
            )
        return laid

    return change(permit, sent, act)


def _matter(permit: Permit[Signal, Any], signal: Signal, new: NewGround) -> Matter:
    actor = permit.actor
    mine = Matter.objects.visible_to(actor) if isinstance(actor, User) else Matter.objects.none()
    held = mine.filter(pk=new.matter, organisation_id=signal.organisation_id).select_for_update(of=("self",)).first()
    if held is None:
        raise Refused(
            "Deze kwestie hoort niet bij dit signaal. Er is niets veranderd. Kies een eigen kwestie van deze "
            "organisatie."
        )
    return held


def _found(signal: Signal, matter: Matter, new: NewGround) -> dict[str, Any]:
    """The consent or the exception that this path rests on."""
    if not is_of(steps.Path(signal.path), consent=new.sequence is not None):
        raise Refused(
            "Dit signaal rust op iets anders: op toestemming, of op redenen die je vastlegt. Er is niets veranderd. "
            "Laad opnieuw en kijk wat deze stap vraagt."
        )
    here = {"practice_id": signal.practice_id, "matter": matter, "record_id": new.record_id}
    consent = exception = None
    if new.sequence is None:
        exception = ConfidentialityBreak.objects.filter(**here).first()
    else:
        consent = Consent.objects.filter(**here, sequence=new.sequence, receiver=None, width=AS_SAID).first()
    if consent is None and exception is None:
        raise Refused(
            "Deze toestemming staat niet bij deze kwestie. Er is niets veranderd. Open de kwestie en kijk wat de "
            "inbrenger goed vindt."
        )
    return {"consent": consent, "exception": exception}


def _check_words(signal: Signal, new: NewGround) -> None:
    """Refuse a yes that the browser verified against another text than is told now, or against none."""
    if new.limits < 1 or new.limits != signal.revisions().get(sections.LIMITS):
        raise Refused("Wat je vertelt is intussen veranderd. Er is niets bewaard. Vraag het opnieuw.", code="changed")


def _check_free(signal: Signal, consent: Consent) -> None:
    """Refuse what the visitor said yes to for another letter; the matter is held, so nobody lays it there meanwhile."""
    beside = laid_elsewhere(signal).filter(consent=consent)
    check_free([steps.Step(step) for step in beside.values_list("signal__step", flat=True)])


def _check_seen(matter: Matter, new: NewGround) -> None:
    """Refuse to have looked at what is not there yet, or not so far as the consent itself."""
    last = Consent.objects.filter(matter=matter).aggregate(last=Max("sequence"))["last"] or 0
    if new.sequence is None or not new.sequence <= new.seen <= last:
        raise Refused(
            "Deze toestemming is niet goed nagekeken. Er is niets veranderd. Laad opnieuw en neem het ja dan op."
        )


def hear_back(permit: Permit[Signal, Literal[Do.HEAR_BACK]], sent: Change, concern: int) -> bool:
    """A visitor of one's own took the yes back in conversation, and the matter is in too much doubt to sign that there.

    It only takes something away, so it asks for no signature: the signal stops, or rests on fewer.
    """

    def act(signal: Signal, state: State) -> State:
        mine = Matter.objects.visible_to(permit.actor) if isinstance(permit.actor, User) else Matter.objects.none()
        row = signal.concern_set.filter(pk=concern, matter__in=mine, consent__isnull=False).first()
        if row is None:
            raise Refused(
                "Onder dit signaal ligt geen ja van een inbrenger van jou. Er is niets veranderd. Laad opnieuw en kijk "
                "bij Afstemmen."
            )
        after.check_hears_back(state, row.matter_id)
        signal.concern_set.filter(pk=row.pk).update(heard_back=True, told=False)
        return state

    return change(permit, sent, act)


def tell(permit: Permit[Signal, Literal[Do.TELL]], sent: Change, concern: int) -> bool:
    """A visitor who withdrew after it was handed over was told that what is read stays read.

    Where it was the last of them the board gets the mail that there is something to read: the conversation is off.
    """

    def act(signal: Signal, state: State) -> State:
        row = signal.concern_set.filter(pk=concern).first()
        if row is None:
            raise Refused(
                "Deze inbrenger nam niets terug. Er is niets veranderd. Laad opnieuw en kijk wie er iets terugnam."
            )
        after.check_told(state, row.matter_id, standing_now(signal))
        signal.concern_set.filter(pk=row.pk).update(told=True)
        if signal.contact and signal.contact.is_active and signal.rests_on_nobody() and state.step != steps.Step.CLOSED:
            remind(permit, [signal.contact], Text.BOARD, f"{signal.pk}/over")
        return state

    return change(permit, sent, act)
