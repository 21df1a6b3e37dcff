"""A box's grants, records, manifests and shred key. The caller holds the permit, the transaction and the audit line."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from nabij.kit.envelope import digest
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import PublicKey, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from nabij.sealed.rules import (
    VISITORS_PART,
    Known,
    NewGrant,
    NewRecord,
    Place,
    Sealed,
    check_complete,
    check_counted,
    check_counters,
    check_follows,
    check_holds,
    check_written_by,
    conflict,
    stale,
    stale_manifest,
)
from nabij.sealed.stores import SHRED


def create_shred_key(practice_id: UUID, box: UUID, key: bytes) -> None:
    """Put a box's shred key in its store before anything is sealed in the box; raises ``conflict`` for another one.

    A key without a box may stay behind when the rest is refused: removing it could race with a repeated save.
    """
    with transaction.atomic(using=SHRED):
        kept, _ = ShredKey.objects.get_or_create(box=box, defaults={"practice_id": practice_id, "key": key})
    if kept.practice_id != practice_id or bytes(kept.key) != key:
        raise conflict()


def has_shred_key(practice_id: UUID, box: UUID, key: bytes) -> bool:
    """Whether this is the box's shred key."""
    kept = ShredKey.objects.filter(box=box, practice_id=practice_id).first()
    return kept is not None and bytes(kept.key) == key


def add_grants(
    permit: Permit[Any, Any], box: UUID, grants: Collection[NewGrant], *, to_new_visitor: bool = False
) -> bool:
    """Hand out keys, by the actor, to people of the practice with a public key; True when all were already there.

    The box's visitor gets keys of the conversation alone, and only where they hold one, are the actor themselves, or
    are let in now (``to_new_visitor``).
    Raises ``conflict`` when someone already holds another grant for a part and epoch.
    """
    actor = permit.actor
    if any(grant.granter not in (None, actor.pk) for grant in grants):
        raise Refused("Een sleutel kun je alleen zelf uitgeven. Er is niets bewaard.")
    kept = _live_grants(permit, box)
    fresh = [grant for grant in grants if kept.get((*grant.place, grant.grantee)) != grant.sealed]
    if not fresh:
        return True
    if any((*grant.place, grant.grantee) in kept for grant in fresh):
        raise conflict()
    _check_visitor(permit, box, fresh, is_new=to_new_visitor)
    _check_receivers(actor.practice_id, {grant.grantee for grant in fresh} - {box})
    try:
        with transaction.atomic():
            KeyGrant.objects.bulk_create(grant_row(permit, box, grant) for grant in fresh)
    except IntegrityError:
        raise conflict() from None
    return False


def _live_grants(permit: Permit[Any, Any], box: UUID) -> dict[tuple[str, int, UUID], bytes]:
    rows = KeyGrant.objects.filter(practice_id=permit.actor.practice_id, box=box, withdrawn=False)
    return {(grant.part, grant.epoch, grant.grantee): bytes(grant.sealed) for grant in rows}


def is_kept(permit: Permit[Any, Any], box: UUID, grants: Collection[NewGrant], sealed: Sealed) -> bool:
    """Whether all of these grants, records and manifests are there with these bytes: the save is a repeated one."""
    kept = _live_grants(permit, box) if grants else {}
    return all(kept.get((*grant.place, grant.grantee)) == grant.sealed for grant in grants) and _is_saved(
        permit, box, sealed
    )


def has_visitor(practice_id: UUID, box: UUID) -> bool:
    """Whether this box has a visitor who holds a key: then every new epoch of the conversation is theirs too."""
    return KeyGrant.objects.to_visitor_of(practice_id, box).exists()


def _check_visitor(permit: Permit[Any, Any], box: UUID, fresh: Iterable[NewGrant], *, is_new: bool) -> None:
    to_visitor = {grant.part for grant in fresh if grant.grantee == box}
    if not to_visitor:
        return
    known = is_new or permit.actor.pk == box or has_visitor(permit.actor.practice_id, box)
    if to_visitor != {VISITORS_PART} or not known:
        raise Refused("Een inbrenger krijgt alleen de sleutel van het eigen gesprek. Er is niets bewaard.")


def _check_receivers(practice_id: UUID, receivers: set[UUID]) -> None:
    keys = PublicKey.objects.filter(practice_id=practice_id, owner=OuterRef("pk"))
    able = User.objects.filter(Exists(keys), pk__in=receivers, practice_id=practice_id, is_active=True)
    if set(able.values_list("pk", flat=True)) != receivers:
        raise Refused("Deze collega heeft (nog) geen kluis. Er is niets gedeeld.")


def withdraw_grants(practice_id: UUID, box: UUID, grantee: UUID, parts: Iterable[str]) -> None:
    """Stop serving someone's keys of these parts; what was read stays read."""
    KeyGrant.objects.filter(practice_id=practice_id, box=box, grantee=grantee, part__in=parts).update(withdrawn=True)


def destroy_grants(permit: Permit[Any, Any], box: UUID, grantees: Collection[UUID]) -> None:
    """Destroy the keys of people who were asked and are not needed; the caller holds transaction and audit line."""
    KeyGrant.objects.filter(practice_id=permit.actor.practice_id, box=box, grantee__in=list(grantees)).delete()


def clear_grants(permit: Permit[Any, Any], box: UUID, grantee: UUID) -> None:
    """Destroy the keys that somebody holds now, who is about to get all of them anew; in the caller's transaction."""
    KeyGrant.objects.filter(practice_id=permit.actor.practice_id, box=box, grantee=grantee, withdrawn=False).delete()


def write_sealed(
    permit: Permit[Any, Any],
    box: UUID,
    sealed: Sealed,
    *,
    counted: tuple[UUID, str] | None = None,
    consents: Collection[UUID] = (),
    mending: bool = False,
) -> bool:
    """Add records and the next manifest of each part and epoch they touch; True when all were already there.

    The caller keeps a row of ``counted``, one consent or exception, and of ``consents``; of any other it is refused.
    ``mending`` takes manifests alone, which make a part whole again; also of an epoch that takes nothing new.

    Compare-and-set by unique constraints: raises ``stale`` when a revision was overtaken, ``stale_manifest`` when only
    the manifest was, ``conflict`` when an id lies elsewhere, and refuses a writer without a live key. A part and epoch
    from which a key was withdrawn takes nothing new.
    """
    check_counted(sealed, [*([counted] if counted else ()), *((one, "consent") for one in consents)])
    if not sealed.records and not sealed.manifests:
        return True
    check_complete(sealed, mending=mending)
    check_written_by(sealed, visitor=permit.actor.pk == box)
    if _is_saved(permit, box, sealed):
        return True
    known = _known(permit, sealed.records)
    for record in sealed.records:
        check_follows(record, box, known.get(record.id))
    signed = {manifest.place for manifest in sealed.manifests} | {one.place for one in known.values()}
    _check_keys(permit, box, {record.place for record in sealed.records}, signed)
    check_counters(sealed.manifests, _newest_counters(permit, box))
    try:
        with transaction.atomic():
            _insert(permit, box, sealed)
    except IntegrityError:
        newest = _known(permit, sealed.records)
        overtaken = any((kept := newest.get(one.id)) and kept.revision >= one.revision for one in sealed.records)
        raise stale() if overtaken else stale_manifest() from None
    return False


def _is_saved(permit: Permit[Any, Any], box: UUID, sealed: Sealed) -> bool:
    """Whether every record and manifest is there with these bytes."""
    practice = permit.actor.practice_id
    records = set(
        Record.objects.filter(
            practice_id=practice, box=box, record_id__in={record.id for record in sealed.records}
        ).values_list("record_id", "revision", "digest", "part", "epoch", "kind")
    )
    if any((r.id, r.revision, digest(r.sealed), r.part, r.epoch, r.kind) not in records for r in sealed.records):
        return False
    return all(
        Manifest.objects.filter(
            practice_id=practice, box=box, part=m.part, epoch=m.epoch, counter=m.counter, digest=digest(m.sealed)
        ).exists()
        for m in sealed.manifests
    )


def _check_keys(permit: Permit[Any, Any], box: UUID, places: set[Place], signed: set[Place]) -> None:
    """Refuse a writer without a live key to where they write, what they sign for and what they revise."""
    rows = KeyGrant.objects.filter(practice_id=permit.actor.practice_id, box=box)
    held: set[Place] = set()
    left: set[Place] = set()
    for part, epoch, grantee, withdrawn in rows.values_list("part", "epoch", "grantee", "withdrawn"):
        if withdrawn:
            left.add((part, epoch))
        elif grantee == permit.actor.pk:
            held.add((part, epoch))
    check_holds(places | signed, held)
    if places & left:
        raise Refused(
            "De sleutel van dit deel is vernieuwd. Er is niets bewaard. Laad de kwestie opnieuw.", code="stale"
        )


def _known(permit: Permit[Any, Any], records: Iterable[NewRecord]) -> dict[UUID, Known]:
    found: dict[UUID, Known] = {}
    rows = Record.objects.filter(
        practice_id=permit.actor.practice_id, record_id__in={record.id for record in records}
    ).order_by("revision")
    for row in rows.defer("sealed"):
        found[row.record_id] = Known(row.box, row.part, row.epoch, row.kind, row.revision)
    return found


def _newest_counters(permit: Permit[Any, Any], box: UUID) -> dict[Place, int]:
    rows = Manifest.objects.filter(practice_id=permit.actor.practice_id, box=box).values_list("part", "epoch")
    return {(part, epoch): newest for part, epoch, newest in rows.annotate(newest=Max("counter"))}


def _insert(permit: Permit[Any, Any], box: UUID, sealed: Sealed) -> None:
    records, manifests = rows_of(permit.actor.practice_id, box, sealed)
    Record.objects.bulk_create(records)
    Manifest.objects.bulk_create(manifests)


def rows_of(practice_id: UUID, box: UUID, sealed: Sealed) -> tuple[list[Record], list[Manifest]]:
    """The rows that hold these records and manifests, not yet stored."""
    records = [
        Record(
            practice_id=practice_id,
            box=box,
            part=record.part,
            epoch=record.epoch,
            record_id=record.id,
            kind=record.kind,
            revision=record.revision,
            digest=digest(record.sealed),
            sealed=record.sealed,
        )
        for record in sealed.records
    ]
    manifests = [
        Manifest(
            practice_id=practice_id,
            box=box,
            part=manifest.part,
            epoch=manifest.epoch,
            counter=manifest.counter,
            digest=digest(manifest.sealed),
            sealed=manifest.sealed,
        )
        for manifest in sealed.manifests
    ]
    return records, manifests


def grant_row(permit: Permit[Any, Any], box: UUID, grant: NewGrant) -> KeyGrant:
    """The row that holds this grant by the actor, not yet stored."""
    return KeyGrant(
        practice_id=permit.actor.practice_id,
        box=box,
        part=grant.part,
        epoch=grant.epoch,
        grantee=grant.grantee,
        granter=permit.actor.pk,
        sealed=grant.sealed,
    )
