"""How lists were read, sealed for the counsellors of a practice: keys and content. Nothing here can be opened."""

from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.permit import Permit
from nabij.matters.models import Do, ImportMemory
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import NewStoryKeys, Sealed


def share_memory(permit: Permit[ImportMemory, Literal[Do.SHARE_MEMORY]], keys: NewStoryKeys) -> bool:
    """Keep the next key for counsellors of the practice, or hand the last one on; True when it was there.

    A new key takes the old ones from who left. Raises ``stale`` when another key came first.
    """
    row = permit.row
    if keys.shred_key is not None:
        sealed_actions.create_shred_key(row.practice_id, row.pk, keys.shred_key)
    with transaction.atomic():
        _hold(permit)
        already = sealed_actions.hand_story_keys(permit, row.pk, keys, _readers(row))
        if not already:
            audit.record(permit)
    return already


def remember(permit: Permit[ImportMemory, Literal[Do.REMEMBER]], sealed: Sealed, draft: UUID | None) -> bool:
    """Keep it under the newest key; True when it was there. Raises ``stale`` when it was overtaken."""
    with transaction.atomic():
        _hold(permit)
        already = sealed_actions.write_sections(permit, permit.row.pk, sealed, draft, _readers(permit.row))
        if not already:
            audit.record(permit)
    return already


def _hold(permit: Permit[ImportMemory, Any]) -> None:
    """Nobody else writes it until this transaction ends."""
    ImportMemory.objects.get_or_create(pk=permit.row.pk, defaults={"practice_id": permit.row.practice_id})
    ImportMemory.objects.select_for_update().get(pk=permit.row.pk)


def _readers(row: ImportMemory) -> frozenset[UUID]:
    return frozenset(row.counsellors().values_list("pk", flat=True))
