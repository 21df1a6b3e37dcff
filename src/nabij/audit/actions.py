"""Adding a line to the audit. Only actions of subjects may call this, inside their own transaction."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from nabij.audit.models import Entry, Head
from nabij.kit.permit import Permit


def record(permit: Permit[Any, Any]) -> Entry:
    """Add one line for what this permit allowed: it says who, what and which. Raises outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit line belongs in the transaction of what it records")
    practice_id = permit.actor.practice_id
    Head.objects.get_or_create(practice_id=practice_id)
    head = Head.objects.select_for_update().get(practice_id=practice_id)
    entry = Entry(
        practice_id=practice_id,
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_id=permit.actor.pk,
        verb=str(permit.verb),
        kind=permit.row._meta.label_lower,
        row=str(permit.row.pk),
        previous=head.hash,
    )
    entry.hash = entry.line().hash()
    entry.save(force_insert=True)
    Head.objects.filter(practice_id=practice_id).update(sequence=entry.sequence, hash=entry.hash)
    return entry
