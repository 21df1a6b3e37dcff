"""Bringing in matters from a spreadsheet, once however often they are sent, and undoing that as a whole."""

from collections.abc import Sequence
from itertools import batched
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from nabij.audit import actions as audit
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.months import month_of
from nabij.kit.permit import Permit
from nabij.matters.actions.keeping import as_columns, check_appointed, check_unit
from nabij.matters.actions.same_visitor import check_handles
from nabij.matters.models import Do, Encounter, ImportBatch, Matter
from nabij.matters.rules import turn, widths
from nabij.matters.rules.importing import (
    ADDED,
    AGREED,
    CODED,
    ELSEWHERE,
    STEP,
    Chunk,
    ImportedMatter,
    Undone,
    check_imported,
    check_lasting,
    check_not_undone,
    check_untouched,
    span_of,
)
from nabij.matters.rules.register import check_involvement, check_primary
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import conflict, stale
from nabij.sealed.stores import AT_ONCE

type MayImport = Permit[ImportBatch, Literal[Do.IMPORT]]
type MayOpen = Permit[Matter, Literal[Do.OPEN]]
type MayUndo = Permit[ImportBatch, Literal[Do.UNDO_IMPORT]]


def import_matters(permit: MayImport, opening: Sequence[MayOpen], chunk: Chunk) -> dict[UUID, UUID | None]:
    """Keep these matters in one transaction; for each, the matter that holds its encounters.

    That is another matter when they came in before, from another tab or an earlier try: then nothing is kept a second
    time. None when only some of them did: nothing of that matter is kept.
    """
    _check_chunk(permit, opening, chunk)
    try:
        return _kept(permit, opening, chunk)
    except IntegrityError:
        pass
    # another tab came first with the same rows; now they are there to be seen
    try:
        return _kept(permit, opening, chunk)
    except IntegrityError:
        raise conflict() from None


def _check_chunk(permit: MayImport, opening: Sequence[MayOpen], chunk: Chunk) -> None:
    if [one.row.pk for one in opening] != [matter.id for matter in chunk.matters]:
        raise TypeError("a permit for each matter, in order")
    for organisation, unit in {(matter.organisation, matter.unit) for matter in chunk.matters}:
        actor = check_appointed(permit.actor, organisation)
        check_unit(organisation, unit)
    for matter in chunk.matters:
        check_imported(matter, today())
        check_lasting(matter, today())
        check_primary(matter.codes.chosen.get("nature", ()), str(matter.codes.chosen.get("primary_nature", "")))
        widths.check_handed(matter.grants, widths.opening(permit.actor.pk))
        for encounter in matter.encounters:
            check_involvement(encounter.involvement, plus_style=actor.practice.plus_style)
    ids = [matter.id for matter in chunk.matters] + [one.id for matter in chunk.matters for one in matter.encounters]
    if len(set(ids)) != len(ids):
        raise Refused("Dezelfde rij staat er twee keer in. Er is niets bewaard. Haal een van de twee uit het bestand.")


def _kept(permit: MayImport, opening: Sequence[MayOpen], chunk: Chunk) -> dict[UUID, UUID | None]:
    with transaction.atomic():
        batch, begun = _begun(permit, first=chunk.first)
        found = _holders(permit, chunk.matters)
        fresh = [matter for matter in chunk.matters if matter.id not in found]
        if fresh:
            _store(permit, batch, fresh)
        may = {one.row.pk: one for one in opening}
        # the audit last: whoever holds its head waits for nobody
        lines: list[Permit[Any, Any]] = [*([permit] if begun else []), *(may[matter.id] for matter in fresh)]
        if lines:
            audit.record_all(lines)
    return {matter.id: found.get(matter.id, matter.id) for matter in chunk.matters}


def _begun(permit: MayImport, *, first: bool) -> tuple[ImportBatch, bool]:
    """The import, held until this transaction ends, and whether it begins now, for its line in the audit."""
    row = permit.row
    batch, fresh = ImportBatch.objects.get_or_create(
        pk=row.pk, defaults={"practice_id": row.practice_id, "keeper_id": row.keeper_id}
    )
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not batch.may(permit.actor, permit.verb):
        raise conflict()
    check_not_undone(first=first, undone=batch.undone)
    begins = fresh or batch.undone
    if begins:
        # those of matters that stayed when it was undone
        left = Encounter.objects.filter(matter__imported_in=batch).count()
        ImportBatch.objects.filter(pk=batch.pk).update(undone=False, encounters=left)
    return batch, begins


def _holders(permit: MayImport, matters: Sequence[ImportedMatter]) -> dict[UUID, UUID | None]:
    """Of the matters that were brought in before: where their encounters are, None when not all in one place."""
    ids = [encounter.id for matter in matters for encounter in matter.encounters]
    there: dict[UUID, UUID] = {}
    for some in batched(ids, AT_ONCE):
        rows = Encounter.objects.filter(pk__in=some).values_list("pk", "matter_id", "matter__keeper_id")
        for encounter, matter, keeper in rows:
            if keeper != permit.actor.pk:
                raise conflict()
            there[encounter] = matter
    if Matter.objects.filter(pk__in=[matter.id for matter in matters]).exclude(pk__in=there.values()).exists():
        raise conflict()
    found: dict[UUID, UUID | None] = {}
    for one in matters:
        places = {there.get(encounter.id) for encounter in one.encounters}
        if places != {None}:
            found[one.id] = places.pop() if len(places) == 1 else None
    return found


def _store(permit: MayImport, batch: ImportBatch, fresh: Sequence[ImportedMatter]) -> None:
    practice = permit.actor.practice_id
    check_handles(permit.actor, [(matter.visitor_handle, matter.organisation) for matter in fresh])
    sealed_actions.create_shred_keys(practice, {matter.id: matter.shred_key for matter in fresh})
    Matter.objects.bulk_create(_as_row(permit, batch, matter) for matter in fresh)
    encounters = [
        Encounter(
            id=one.id,
            practice_id=practice,
            matter_id=matter.id,
            month=one.month or month_of(today()),
            channel=one.channel,
            duration=one.duration,
            involvement=list(one.involvement),
            times=one.times,
            quarters=one.quarters,
            imported=True,
        )
        for matter in fresh
        for one in matter.encounters
    ]
    # in one order for everybody: two tabs with the same rows then wait for each other one way
    Encounter.objects.bulk_create(sorted(encounters, key=lambda one: one.id))
    sealed_actions.fill_boxes(permit, {matter.id: (matter.grants, matter.sealed) for matter in fresh})
    ImportBatch.objects.filter(pk=batch.pk).update(encounters=F("encounters") + len(encounters))


def _as_row(permit: MayImport, batch: ImportBatch, matter: ImportedMatter) -> Matter:
    opened, last = span_of(matter.encounters)
    return Matter(
        id=matter.id,
        practice_id=permit.actor.practice_id,
        organisation_id=matter.organisation,
        unit_id=matter.unit,
        keeper_id=permit.actor.pk,
        visitor_handle=matter.visitor_handle,
        opened_month=opened,
        closed_month=last if matter.is_closed else None,
        outcome=matter.outcome,
        turn=turn.NOBODY,
        imported_in=batch,
        **as_columns(matter.codes.chosen),
    )


def undo_import(permit: MayUndo, undoing: Sequence[Permit[Matter, Literal[Do.UNDO_IMPORT]]]) -> Undone:
    """Destroy what this import brought in, but the matters that were worked on since: those stay, and are named.

    Refused where that is each of them. The shred keys go last, from a store of their own: one that stays behind when
    this is cut off is found by the cleaning up.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=permit.row.pk)
        # held, so that who notes something at this moment waits and then reads that the matter is gone
        matters = list(Matter.objects.select_for_update(of=("self",)).filter(imported_in=batch).order_by("pk"))
        left = touched_in(batch)
        going = [matter.pk for matter in matters if matter.pk not in left]
        if batch.undone and not going:
            return Undone(already=True, left=left)
        check_untouched(len(left), len(going))
        may = {one.row.pk: one for one in undoing}
        if not may.keys() >= set(going):
            raise stale()
        gone = sum(_destroyed(some) for some in batched(going, AT_ONCE))
        sealed_actions.empty_boxes(permit, going)
        ImportBatch.objects.filter(pk=batch.pk).update(undone=True, encounters=F("encounters") - gone)
        audit.record_all([permit, *(may[pk] for pk in going)])
    sealed_actions.destroy_shred_keys(permit, going)
    return Undone(already=False, left=left)


def _destroyed(matters: Sequence[UUID]) -> int:
    """How many encounters went with these matters."""
    gone, _ = Encounter.objects.filter(matter__in=matters).delete()
    Matter.objects.filter(pk__in=matters).delete()
    return gone


def touched_in(batch: ImportBatch) -> dict[UUID, str]:
    """The matters of an import that were worked on since, each with what was done (``ADDED`` and so on)."""
    matters = Matter.objects.filter(imported_in=batch)
    ids = list(matters.values_list("pk", flat=True))
    moved = ~Q(turn=turn.NOBODY) | Q(due__isnull=False) | Q(aftercare_month__isnull=False)
    found = dict.fromkeys(matters.filter(moved).values_list("pk", flat=True), STEP)
    found |= dict.fromkeys(matters.exclude(version=1).values_list("pk", flat=True), CODED)
    # what was written says more than whose turn it became by that
    found |= dict.fromkeys(sealed_actions.added_to(batch.practice_id, ids), ADDED)
    noted = Encounter.objects.filter(matter__imported_in=batch, imported=False)
    found |= dict.fromkeys(noted.values_list("matter_id", flat=True), ADDED)
    # whatever hangs on a matter, in other subjects as well, would go with it
    for relation in Matter._meta.related_objects:
        if relation.related_model is not Encounter:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__imported_in": batch})
            found |= dict.fromkeys(rows.values_list(f"{relation.field.name}_id", flat=True), AGREED)
    gone = Q(destroyed=True) | ~Q(keeper=batch.keeper_id)
    found |= dict.fromkeys(matters.filter(gone).values_list("pk", flat=True), ELSEWHERE)
    return found
