"""Many new boxes at once, each with its first grants, records and manifests; and destroying many again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import PublicKey
from nabij.sealed.actions.boxes import grant_row, rows_of
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij.sealed.rules import NewGrant, Sealed, check_complete, check_counted, check_holds, conflict
from nabij.sealed.stores import AT_ONCE, SHRED

FIRST_GRANTS = 2


def create_shred_keys(practice_id: UUID, keys: Mapping[UUID, bytes]) -> None:
    """Put the shred keys of these boxes in their store; raises ``conflict`` where a box has another one."""
    with transaction.atomic(using=SHRED):
        ShredKey.objects.bulk_create(
            (ShredKey(box=box, practice_id=practice_id, key=key) for box, key in keys.items()), ignore_conflicts=True
        )
        kept = ShredKey.objects.filter(box__in=list(keys))
        found = {one.box: bytes(one.key) for one in kept if one.practice_id == practice_id}
    if found != dict(keys):
        raise conflict()


def fill_boxes(permit: Permit[Any, Any], boxes: Mapping[UUID, tuple[tuple[NewGrant, ...], Sealed]]) -> None:
    """Keep what new boxes begin with: the actor's own grants, first revisions and first manifests.

    The caller has seen to it that the boxes are new and that revisions and counters are 1; a record that lies
    elsewhere is an ``IntegrityError``.
    """
    actor = permit.actor
    if not PublicKey.objects.filter(practice_id=actor.practice_id, owner=actor.pk).exists():
        raise Refused("Je hebt nog geen kluis. Er is niets bewaard.")
    for grants, sealed in boxes.values():
        if any(grant.granter not in (None, actor.pk) or grant.grantee != actor.pk for grant in grants):
            raise Refused("Een sleutel kun je alleen zelf uitgeven. Er is niets bewaard.")
        check_counted(sealed, ())
        check_complete(sealed)
        check_holds({record.place for record in sealed.records}, {grant.place for grant in grants})
    KeyGrant.objects.bulk_create(
        grant_row(permit, box, grant) for box, (grants, _) in boxes.items() for grant in grants
    )
    rows = [rows_of(actor.practice_id, box, sealed) for box, (_, sealed) in boxes.items()]
    Record.objects.bulk_create(record for records, _ in rows for record in records)
    Manifest.objects.bulk_create(manifest for _, manifests in rows for manifest in manifests)


def added_to(practice_id: UUID, boxes: Iterable[UUID]) -> set[UUID]:
    """Of boxes that were filled at once: those in which a key, a record or a file came after that."""
    found: set[UUID] = set()
    for some in batched(boxes, AT_ONCE):
        here = {"practice_id": practice_id, "box__in": some}
        found |= set(Manifest.objects.filter(**here, counter__gt=1).values_list("box", flat=True))
        found |= set(Record.objects.filter(**here, revision__gt=1).values_list("box", flat=True))
        found |= set(File.objects.filter(**here).values_list("box", flat=True))
        grants = KeyGrant.objects.filter(**here).values("box").annotate(many=Count("pk"))
        found |= set(grants.exclude(many=FIRST_GRANTS).values_list("box", flat=True))
    return found


def empty_boxes(permit: Permit[Any, Any], boxes: Sequence[UUID]) -> None:
    """Destroy grants, records and manifests of these boxes, within the caller's transaction."""
    for some in batched(boxes, AT_ONCE):
        for model in (KeyGrant, Record, Manifest):
            model.objects.filter(practice_id=permit.actor.practice_id, box__in=some).delete()


@dataclass(frozen=True, slots=True)
class Destroyed:
    """How much of a box was destroyed, and a hash over the digests of all of it."""

    records: int
    files: int
    grants: int
    digest: str


def destroy_box(permit: Permit[Any, Any], box: UUID) -> Destroyed:
    """Destroy everything of a box but its shred key, in the caller's transaction; that key goes after it."""
    here = {"practice_id": permit.actor.practice_id, "box": box}
    rows = Record.objects.filter(**here), Manifest.objects.filter(**here), File.objects.filter(**here)
    digests = [sorted(found.values_list("digest", flat=True)) for found in rows]
    grants = KeyGrant.objects.filter(**here)
    count = grants.count()
    for found in (*rows, grants):
        found.delete()
    whole = hashlib.sha256(b"nabij/destroyed/1\x00" + json.dumps(digests, separators=(",", ":")).encode())
    return Destroyed(len(digests[0]), len(digests[2]), count, whole.hexdigest())


def destroy_shred_keys(permit: Permit[Any, Any], boxes: Sequence[UUID]) -> None:
    """Destroy the shred keys of boxes that were emptied, once that is certain."""
    with transaction.atomic(using=SHRED):
        for some in batched(boxes, AT_ONCE):
            ShredKey.objects.filter(practice_id=permit.actor.practice_id, box__in=some).delete()
