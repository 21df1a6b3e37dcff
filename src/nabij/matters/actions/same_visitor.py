"""Who came with several matters: counted once where their counsellor says so, twice again where they take it back."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from nabij.audit import actions as audit
from nabij.kit.permit import Actor, Permit
from nabij.matters.actions.begin import locked
from nabij.matters.models import Do, Matter
from nabij.matters.rules.visitors import Kept, SameVisitor, check_same, check_visitor
from nabij.people.models import User
from nabij.sealed import actions as sealed_actions


def check_handles(actor: Actor, wanted: Iterable[tuple[UUID, int]]) -> None:
    """Refuse a visitor's handle that is not new and not of a matter of this counsellor at that organisation.

    ``wanted``: the handles, each with an organisation at which it is to be used.
    """
    if not isinstance(actor, User):
        raise TypeError("a matter is kept by a person")
    places: dict[UUID, int] = {}
    for handle, organisation in wanted:
        # also within what is asked at once
        check_visitor([Kept(places.setdefault(handle, organisation), actor.pk)], Kept(organisation, actor.pk))
    rows = Matter.objects.filter(practice_id=actor.practice_id, visitor_handle__in=places)
    for handle, organisation, keeper in rows.values_list("visitor_handle", "organisation_id", "keeper_id"):
        check_visitor([Kept(organisation, keeper)], Kept(places[handle], actor.pk))


def say_same_visitor(permit: Permit[Matter, Literal[Do.SAY_SAME_VISITOR]], said: SameVisitor) -> bool:
    """Count the visitor of this matter as that of another, or as nobody else's; True when it already stands so.

    Only the register changes: what was released before stays as it went out.
    """
    check_same(permit.row.pk, said)
    with transaction.atomic():
        rows = _held(permit, said)
        matter, other = locked(permit), rows.get(said.same_as) if said.same_as else None
        if said.sealed.records and sealed_actions.is_kept(permit, matter.pk, (), said.sealed):
            return True
        if said.same_as:
            here = Kept(matter.organisation_id, matter.keeper_id)
            check_visitor([_kept(other)], here)
        moved = _leave(matter, rows) if other is None else _join(matter, other, rows, leaving=said.leaving)
        if said.sealed.records:
            sealed_actions.write_sealed(permit, matter.pk, said.sealed)
        if moved or said.sealed.records:
            audit.record(permit)
    return not moved and not said.sealed.records


def _held(permit: Permit[Matter, Literal[Do.SAY_SAME_VISITOR]], said: SameVisitor) -> dict[UUID, Matter]:
    """Both matters and all that count as one with either, held in one order until this transaction ends."""
    named = [one for one in (permit.row.pk, said.same_as) if one]
    own = Matter.objects.filter(practice_id=permit.row.practice_id, keeper=permit.row.keeper_id)
    handles = own.filter(pk__in=named).values("visitor_handle")
    found = own.filter(Q(pk__in=named) | Q(visitor_handle__in=handles))
    return {one.pk: one for one in found.select_for_update(of=("self",)).order_by("pk")}


def _kept(other: Matter | None) -> Kept | None:
    """Where a matter is that one may name: not one of somebody else, nor one of which the box was destroyed."""
    return None if other is None or other.destroyed else Kept(other.organisation_id, other.keeper_id)


def _leave(matter: Matter, rows: Mapping[UUID, Matter]) -> bool:
    """Another handle where others count as one with it; whether anything changed."""
    if not any(one.visitor_handle == matter.visitor_handle for pk, one in rows.items() if pk != matter.pk):
        return False
    Matter.objects.filter(pk=matter.pk).update(visitor_handle=uuid.uuid4())
    return True


def _join(matter: Matter, other: Matter, rows: Mapping[UUID, Matter], *, leaving: bool) -> bool:
    """The other's handle, for all that count as one with this matter unless it leaves them; whether it changed."""
    if matter.visitor_handle == other.visitor_handle:
        return False
    along = [pk for pk, one in rows.items() if one.visitor_handle == matter.visitor_handle]
    moving = [matter.pk] if leaving else along
    Matter.objects.filter(pk__in=moving).update(visitor_handle=other.visitor_handle)
    return True


def leave_behind(matter: Matter) -> None:
    """Another handle for a matter that went to another organisation: whoever counts as one does so at one.

    In the transaction of the caller, whose audit line it is.
    """
    Matter.objects.filter(pk=matter.pk).update(visitor_handle=uuid.uuid4())
