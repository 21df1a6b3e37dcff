"""Adding a line to the audit. Only actions of subjects may call this, inside their own transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from nabij.audit.models import Entry, Head
from nabij.kit.permit import Permit


def record(permit: Permit[Any, Any], *, mark: str = "", to_the_day: bool = False) -> Entry:
    """Add one line for what this permit allowed: it says who, what and which. Raises outside a transaction.

    ``mark``: the end of another chain that it made. ``to_the_day``: of the time no more is kept than the local day; the
    chain goes by the number of a line.
    """
    return record_all([permit], mark=mark, to_the_day=to_the_day)[0]


def record_all(permits: Sequence[Permit[Any, Any]], *, mark: str = "", to_the_day: bool = False) -> list[Entry]:
    """Add a line for each of these, at least one, in order, all of one practice. Raises outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit line belongs in the transaction of what it records")
    practice_id = permits[0].actor.practice_id
    if any(permit.actor.practice_id != practice_id for permit in permits):
        raise ValueError("lines of one practice only")
    Head.objects.get_or_create(practice_id=practice_id)
    head = Head.objects.select_for_update().get(practice_id=practice_id)
    entries, sequence, previous = [], head.sequence, head.hash
    at = _midnight() if to_the_day else None
    for permit in permits:
        sequence += 1
        entry = Entry(
            practice_id=practice_id,
            sequence=sequence,
            at=at or timezone.now(),
            actor_id=permit.actor.pk,
            verb=str(permit.verb),
            kind=permit.row._meta.label_lower,
            row=str(permit.row.pk),
            previous=previous,
            mark=mark,
        )
        if to_the_day:
            # the id of other lines begins with the time
            entry.id = uuid4()
        entry.hash = previous = entry.line().hash()
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    Head.objects.filter(practice_id=practice_id).update(sequence=sequence, hash=previous)
    return entries


def _midnight() -> datetime:
    """When the local day began, in UTC as the chain writes it."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
