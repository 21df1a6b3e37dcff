"""What nobody needs any more, kept in sight until it is destroyed."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.utils import timezone

from nabij.kit.permit import Actor

# a save that was cut may be sent again; after this it begins anew
WAIT = timedelta(days=1)
NOBODY = UUID(int=0)


class Do(StrEnum):
    """What is done without a person."""

    DESTROY_ORPHAN = "destroy_orphan"


@dataclass(frozen=True, slots=True)
class Installation:
    """Who acts when the operator's command does, in one practice: in the audit it is the id of noughts."""

    practice_id: UUID

    @property
    def pk(self) -> UUID:
        return NOBODY


class Orphan(models.Model):
    """A shred key without a box, a sealed file without a record, or a signal that is kept no longer, under its own id.

    ``since`` it was first seen.
    """

    class Kind(models.TextChoices):
        SHRED_KEY = "shred_key"
        FILE = "file"
        SIGNAL = "signal"

    id = models.UUIDField(primary_key=True, editable=False)
    practice_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    since = models.DateTimeField(default=timezone.now)

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return isinstance(actor, Installation) and actor.practice_id == self.practice_id and verb == Do.DESTROY_ORPHAN
