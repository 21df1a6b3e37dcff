"""Finding what saves that were cut left behind, and signals that are kept no longer; destroying it after a day."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from nabij.audit.actions import record
from nabij.contact.models import Conversation, DestructionProof
from nabij.kit.clock import today
from nabij.kit.permit import Permit, permit
from nabij.mail.models import VisitorAddress
from nabij.matters.models import Matter
from nabij.retention.models import WAIT, Do, Installation, Orphan
from nabij.sealed.actions import destroy_box
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij.sealed.stores import AT_ONCE, SHRED
from nabij.signals.models import Signal

# in the order in which whoever takes a conversation on locks them
SAVED_INTO: tuple[type[Model], ...] = (Conversation, Matter)

type InUse = Callable[[list[UUID]], set[UUID]]


def clean_up() -> dict[str, int]:
    """Destroy what has been an orphan for a day and note what is one now; how many were destroyed, by kind."""
    _note_orphans()
    DestructionProof.objects.filter(until__lt=today()).delete()
    # each goes with its conversation; this finds what a restored copy brought back
    VisitorAddress.objects.exclude(pk__in=Conversation.objects.values("pk")).delete()
    destroyed = {str(kind): 0 for kind in Orphan.Kind}
    for orphan in Orphan.objects.filter(since__lt=timezone.now() - WAIT).order_by("since"):
        destroyed[orphan.kind] += destroy_orphan(
            permit(Installation(orphan.practice_id), Do.DESTROY_ORPHAN, orphan),
        )
    return destroyed


def _note_orphans() -> None:
    """Keep since when each orphan is one. Content is not touched, so the audit says nothing of it."""
    now = {
        Orphan.Kind.SHRED_KEY: _without(ShredKey.objects.values_list("box", "practice_id").iterator(), _boxes_in_use),
        Orphan.Kind.FILE: _without(File.objects.values_list("pk", "practice_id").iterator(), _files_in_use),
        Orphan.Kind.SIGNAL: Signal.objects.outdated().values_list("pk", "practice_id").iterator(),
    }
    for kind, found in now.items():
        orphans = dict(found)
        known = Orphan.objects.filter(kind=kind)
        came = set(known.values_list("pk", flat=True)) - orphans.keys()
        with transaction.atomic():
            for some in batched(came, AT_ONCE):
                known.filter(pk__in=some).delete()
            Orphan.objects.bulk_create(
                (Orphan(id=pk, practice_id=practice, kind=kind) for pk, practice in orphans.items()),
                ignore_conflicts=True,
            )


def _without(rows: Iterable[tuple[UUID, UUID]], in_use: InUse) -> Iterator[tuple[UUID, UUID]]:
    """The rows ``(id, practice)`` that nothing refers to."""
    for some in batched(rows, AT_ONCE):
        used = in_use([pk for pk, _ in some])
        yield from ((pk, practice) for pk, practice in some if pk not in used)


def _boxes_in_use(boxes: list[UUID]) -> set[UUID]:
    used = set(Matter.objects.filter(pk__in=boxes, destroyed=False).values_list("pk", flat=True))
    for model in (Record, KeyGrant, Manifest):
        used |= set(model.objects.filter(box__in=boxes).values_list("box", flat=True))
    return used


def _files_in_use(files: list[UUID]) -> set[UUID]:
    return set(Record.objects.filter(record_id__in=files).values_list("record_id", flat=True))


def destroy_orphan(permit: Permit[Orphan, Literal[Do.DESTROY_ORPHAN]]) -> bool:
    """Destroy the key, the file or the signal, unless it came into use meanwhile; whether it was destroyed.

    A key lies in a store of its own, so it goes only once its line is kept: what fails between the two leaves a key
    that the next run finds again, with a line too many, never one too few.
    """
    orphan = permit.row
    with transaction.atomic(durable=True):
        _wait_for_writers(orphan)
        if not Orphan.objects.filter(pk=orphan.pk).delete()[0]:
            return False
        if orphan.kind == Orphan.Kind.FILE:
            if _files_in_use([orphan.pk]) or not File.objects.filter(pk=orphan.pk).delete()[0]:
                return False
        elif orphan.kind == Orphan.Kind.SIGNAL:
            if not _destroy_signal(permit):
                return False
        elif _boxes_in_use([orphan.pk]) or not _key_of(orphan).exists():
            return False
        record(permit)
    return orphan.kind == Orphan.Kind.FILE or _destroy_key(orphan) or orphan.kind == Orphan.Kind.SIGNAL


def _destroy_signal(permit: Permit[Orphan, Literal[Do.DESTROY_ORPHAN]]) -> bool:
    """Destroy all that is sealed of it, its letters, what was laid under it, and its row; no matter and no figure."""
    found = Signal.objects.outdated().select_for_update(of=("self",)).filter(pk=permit.row.pk).first()
    if found is None:
        return False
    destroy_box(permit, found.pk)
    found.delete()
    return True


def _destroy_key(orphan: Orphan) -> bool:
    """Destroy the key while nobody can begin to use it; whether that was done."""
    with transaction.atomic(durable=True):
        _wait_for_writers(orphan)
        if _boxes_in_use([orphan.pk]):
            return False
        with transaction.atomic(using=SHRED):
            return bool(_key_of(orphan).delete()[0])


def _key_of(orphan: Orphan) -> QuerySet[ShredKey]:
    return ShredKey.objects.filter(box=orphan.pk, practice_id=orphan.practice_id)


def _wait_for_writers(orphan: Orphan) -> None:
    """Let whoever is saving into this box finish first; SQLite has one writer, which is this transaction."""
    if connection.vendor != "postgresql":
        return
    if orphan.kind == Orphan.Kind.SIGNAL:
        return
    if orphan.kind == Orphan.Kind.FILE:
        box = File.objects.filter(pk=orphan.pk).values("box")
        for model in SAVED_INTO:
            list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=box))
        return
    with connection.cursor() as cursor:
        tables = ", ".join(f'"{model._meta.db_table}"' for model in SAVED_INTO)
        cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")
