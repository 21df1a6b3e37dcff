"""The readable half: whose turn it is, the codes, closing and reopening."""

from typing import Any, Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.clock import this_month, today
from nabij.kit.permit import Actor, Permit
from nabij.matters.actions.begin import locked
from nabij.matters.actions.keeping import as_columns, check_appointed, check_unit, take_step, tell_visitor
from nabij.matters.actions.same_visitor import leave_behind
from nabij.matters.models import Do, Matter
from nabij.matters.rules import turn
from nabij.matters.rules.register import (
    DURABILITIES,
    Closing,
    Codes,
    Pass,
    Recoding,
    check_closing,
    check_durability,
    check_move,
    check_outcome,
    check_primary,
    check_reopening,
)
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import Sealed, stale


def pass_turn(permit: Permit[Matter, Literal[Do.PASS_TURN]], hand: Pass) -> bool:
    """Hand over the turn from whom the browser saw it with; True when it already stands so; ``stale`` otherwise."""
    with transaction.atomic():
        matter = locked(permit)
        step = hand.step
        same = (matter.turn, matter.due, matter.aftercare_month) == (step.turn, step.due, step.aftercare_month)
        if same and sealed_actions.is_kept(permit, matter.pk, (), hand.sealed):
            return True
        if matter.turn != hand.turn_was:
            raise stale()
        take_step(matter, step)
        sealed_actions.write_sealed(permit, matter.pk, hand.sealed)
        tell_visitor(permit, matter.pk, hand.sealed)
        audit.record(permit)
    return False


def code_register(permit: Permit[Matter, Literal[Do.CODE]], recoding: Recoding) -> bool:
    """Replace codes of the version they were based on; True when they already stand so; ``stale`` otherwise."""
    with transaction.atomic():
        matter = locked(permit)
        columns = {**as_columns(recoding.codes.chosen), **_moved(permit.actor, matter, recoding.codes)}
        check_primary(columns.get("nature", matter.nature), columns.get("primary_nature", matter.primary_nature))
        if "outcome" in columns:
            check_outcome(columns["outcome"], closed=matter.closed_month is not None, before=matter.outcome)
        new = {name: value for name, value in columns.items() if getattr(matter, name) != value}
        check_durability(new, closed_month=matter.closed_month, this_month=this_month())
        already = _replace(permit, matter, recoding.based_on, columns)
        if not already and "organisation_id" in new:
            leave_behind(matter)
        return already


def _moved(actor: Actor, matter: Matter, codes: Codes) -> dict[str, Any]:
    """Organisation and unit as they change. Another organisation takes the unit of the former one away.

    Raises ``forbidden`` when it is not the keeper's, or when the keeper is not appointed there now.
    """
    organisation = codes.organisation or matter.organisation_id
    moves = organisation != matter.organisation_id
    if moves:
        check_move(by_keeper=actor.pk == matter.keeper_id)
        check_appointed(actor, organisation)
    if codes.unit_given:
        check_unit(organisation, codes.unit)
    columns: dict[str, Any] = {"organisation_id": codes.organisation} if codes.organisation else {}
    return {**columns, "unit_id": codes.unit} if codes.unit_given or moves else columns


def close_matter(permit: Permit[Matter, Literal[Do.CLOSE]], closing: Closing) -> bool:
    """Close a matter with its outcome: nobody is aan zet any more; True when it already is; ``stale`` otherwise."""
    with transaction.atomic():
        matter = locked(permit)
        columns = {
            "outcome": closing.outcome,
            "turn": turn.NOBODY,
            "due": None,
            "aftercare_month": closing.aftercare_month,
        }
        if matter.closed_month and _stands(matter, closing.based_on, columns):
            if sealed_actions.is_kept(permit, matter.pk, (), closing.sealed):
                return True
            raise stale()
        check_closing(closing.outcome, closed=matter.closed_month is not None)
        if closing.aftercare_month and closing.aftercare_month != matter.aftercare_month:
            turn.check_aftercare(closing.aftercare_month, today())
        return _replace(permit, matter, closing.based_on, {**columns, "closed_month": this_month()}, closing.sealed)


def reopen_matter(permit: Permit[Matter, Literal[Do.REOPEN]], based_on: int) -> bool:
    """Open a closed matter again, with the counsellor aan zet; True when it already is; ``stale`` otherwise."""
    with transaction.atomic():
        matter = locked(permit)
        columns = {"closed_month": None, "outcome": "", "turn": turn.COUNSELLOR, "due": None, "aftercare_month": None}
        columns |= dict.fromkeys(DURABILITIES, "")
        if _stands(matter, based_on, columns):
            return True
        check_reopening(closed=matter.closed_month is not None)
        return _replace(permit, matter, based_on, columns)


def _stands(matter: Matter, based_on: int, columns: dict[str, Any]) -> bool:
    return matter.version == based_on + 1 and all(getattr(matter, name) == value for name, value in columns.items())


def _replace(
    permit: Permit[Matter, Any], matter: Matter, based_on: int, columns: dict[str, Any], sealed: Sealed | None = None
) -> bool:
    if _stands(matter, based_on, columns):
        return True
    changed = Matter.objects.filter(pk=matter.pk, version=based_on).update(**columns, version=based_on + 1)
    if not changed:
        raise stale()
    if sealed:
        sealed_actions.write_sealed(permit, matter.pk, sealed)
        tell_visitor(permit, matter.pk, sealed)
    audit.record(permit)
    return False
