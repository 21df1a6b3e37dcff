"""A story: sections that its authors write together under a key of their own. Nothing here can be opened.

The caller holds the permit, the transaction and the audit line, and says who the authors are.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from nabij.kit.permit import Permit
from nabij.sealed.actions.boxes import add_grants, is_kept, withdraw_grants, write_sealed
from nabij.sealed.actions.own_vault import forget_draft
from nabij.sealed.models import KeyGrant, Manifest, Record
from nabij.sealed.rules import (
    STORY,
    NewStoryKeys,
    Sealed,
    check_only_story,
    check_story_keys,
    stale,
)


def hand_story_keys(permit: Permit[Any, Any], box: UUID, keys: NewStoryKeys, authors: Collection[UUID]) -> bool:
    """Keep the next key of a story for its authors, or hand the last one to an author; True when it was there.

    A new key takes the old ones from who is no author any more. Where no author holds the last one, nobody can read
    what was written: it is destroyed. Raises ``stale`` when another key came first.
    """
    practice_id = permit.actor.practice_id
    if is_kept(permit, box, keys.grants, keys.sealed):
        return True
    kept = KeyGrant.objects.story_keys(practice_id, box)
    check_story_keys(keys, kept, permit.actor.pk, authors)
    check_only_story(keys.sealed, keys.epoch)
    if keys.epoch > kept.epoch:
        for left in kept.holders - set(authors):
            withdraw_grants(practice_id, box, left, (STORY,))
        if kept.is_lost_to(authors):
            for model in (Record, Manifest):
                model.objects.filter(practice_id=practice_id, box=box, part=STORY).delete()
    add_grants(permit, box, keys.grants)
    write_sealed(permit, box, keys.sealed)
    return False


def write_sections(
    permit: Permit[Any, Any], box: UUID, sealed: Sealed, draft: UUID | None, authors: Collection[UUID]
) -> bool:
    """Keep sections under the newest key; True when they were there. The draft that it names is gone then.

    Raises ``stale`` when a section was overtaken, when the key is not the newest, or when somebody who left holds it.
    """
    kept = KeyGrant.objects.story_keys(permit.actor.practice_id, box)
    if kept.is_held_by_others_than(authors):
        raise stale()
    check_only_story(sealed, kept.epoch)
    already = write_sealed(permit, box, sealed)
    forget_draft(permit.actor, draft)
    return already
