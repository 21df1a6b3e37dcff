"""Matters with a visitor at the door: taking a conversation on, and hearing from them."""

from collections.abc import Collection
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.kit.clock import this_month, today
from nabij.kit.permit import Permit
from nabij.matters.actions.keeping import as_columns, check_appointed, check_unit
from nabij.matters.actions.same_visitor import check_handles
from nabij.matters.models import Do, Matter, Share
from nabij.matters.rules import turn, widths
from nabij.matters.rules.register import TakenOn, check_primary, check_taken_on
from nabij.matters.rules.turn import Step
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import conflict

ENDED = "contact_ended"


def take_on(
    permit: Permit[Matter, Literal[Do.OPEN]], new: TakenOn, *, begun_month: date, standing_by: Collection[UUID]
) -> None:
    """Make a matter of the conversation with this id, in the caller's transaction; raises ``conflict`` for a second.

    Its keys are the second epoch: for the keeper, for the visitor, and of the conversation for who stands by, whom a
    browser may leave out when it never compared their key.
    """
    row = permit.row
    check_appointed(permit.actor, row.organisation_id)
    check_unit(row.organisation_id, new.unit)
    check_primary(new.codes.chosen.get("nature", ()), str(new.codes.chosen.get("primary_nature", "")))
    check_taken_on(new.sealed)
    step = turn.hand_over(Step(turn.COUNSELLOR), new.step, closed=False, today=today())
    check_handles(permit.actor, [(new.visitor_handle, row.organisation_id)])
    promised = widths.taking_on(permit.actor.pk, row.pk, standing_by)
    widths.check_handed(new.grants, promised, spared=standing_by)
    matter = Matter(
        id=row.pk,
        practice_id=permit.actor.practice_id,
        organisation_id=row.organisation_id,
        unit_id=new.unit,
        keeper_id=permit.actor.pk,
        visitor_handle=new.visitor_handle,
        opened_month=min(begun_month, this_month()),
        turn=step.turn,
        due=step.due,
        aftercare_month=step.aftercare_month,
        **as_columns(new.codes.chosen),
    )
    try:
        with transaction.atomic():
            matter.save(force_insert=True)
    except IntegrityError:
        raise conflict() from None
    sealed_actions.add_grants(permit, row.pk, new.grants)
    sealed_actions.write_sealed(permit, row.pk, new.sealed)
    sealed_actions.forget_draft(permit.actor, new.draft)
    audit.record(permit)


def is_taken_on(permit: Permit[Any, Any], matter: Matter, new: TakenOn) -> bool:
    """Whether the actor took this matter on with exactly this."""
    same = (matter.keeper_id, matter.visitor_handle) == (permit.actor.pk, new.visitor_handle)
    if not same or not sealed_actions.is_kept(permit, matter.pk, new.grants, new.sealed):
        return False
    sealed_actions.forget_draft(permit.actor, new.draft)
    return True


def destroy(permit: Permit[Matter, Literal[Do.DESTROY, Do.DESTROY_UNREAD]]) -> None:
    """Leave only the coded row of a matter whose box is destroyed in the caller's transaction; a running one is closed.

    Whoever read along is told so as of a share that was taken back.
    """
    matter = permit.row
    closing = {} if matter.closed_month else {"closed_month": this_month(), "outcome": ENDED}
    Matter.objects.filter(pk=matter.pk).update(
        destroyed=True, turn=turn.NOBODY, due=None, aftercare_month=None, **closing
    )
    Share.objects.filter(matter=matter).update(withdrawn=True)
    audit.record(permit)


def hear_from_visitor(permit: Permit[Any, Any], matter_id: UUID, promised: date) -> date | None:
    """Put the counsellor aan zet because the visitor wrote; the day by which an answer is due.

    Who was waiting already does not wait longer for having written again; a closed matter keeps its turn. In the
    transaction of the caller, whose audit line it is.
    """
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter_id, practice_id=permit.actor.practice_id)
    if matter.closed_month is not None:
        return matter.due
    due = turn.due_after(Step(matter.turn, matter.due), promised)
    Matter.objects.filter(pk=matter.pk).update(turn=turn.COUNSELLOR, due=due)
    return due


def wait_for_visitor(permit: Permit[Any, Any], matter_id: UUID) -> None:
    """Put the visitor aan zet because somebody answered; in the transaction of the caller, whose audit line it is."""
    rows = Matter.objects.filter(pk=matter_id, practice_id=permit.actor.practice_id, closed_month=None)
    rows.update(turn=turn.VISITOR, due=None)


def promise_anew(permit: Permit[Any, Any], matter_id: UUID, promised: date) -> None:
    """Another day for the answer that a visitor waits for; in the transaction of the caller, whose audit line it is."""
    rows = Matter.objects.filter(pk=matter_id, practice_id=permit.actor.practice_id, closed_month=None)
    rows.filter(turn=turn.COUNSELLOR).update(due=promised)
