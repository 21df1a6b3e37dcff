"""What a visitor said since, and how far a counsellor opened it: numbers and ids of records, never what they say."""

import uuid

from django.db import models

from nabij.kit.clock import today
from nabij.kit.proof import signed
from nabij.people.models import Practice, User

ERASURE = "nabij/erase/1"
KEEPING = "nabij/keep/1"


class Said(models.Model):
    """That a visitor wrote a record in a conversation that was taken on: which one, and the how many-th it is."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    conversation = models.ForeignKey("contact.Conversation", on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    record_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "conversation", "number"], name="contact_said_in_order"),
        ]


class Looked(models.Model):
    """How far a counsellor opened what a visitor wrote, on whichever device: the number of the last of it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    conversation = models.ForeignKey("contact.Conversation", on_delete=models.CASCADE)
    counsellor = models.ForeignKey(User, on_delete=models.CASCADE)
    upto = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "conversation", "counsellor"], name="contact_looked_once"),
        ]


class ErasureAsked(models.Model):
    """A visitor's wish to have everything destroyed, signed with their own key so that the server can check it.

    ``record_id`` is the record of the wish. Only with this is a conversation destroyed by who cannot open it.
    """

    conversation = models.OneToOneField("contact.Conversation", primary_key=True, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    record_id = models.UUIDField()
    signature = models.CharField(max_length=88)
    on = models.DateField(default=today)
    # the visitor's signature by which they took it back; empty while it stands
    taken_back = models.CharField(max_length=88, blank=True, db_default="")

    def stands(self, sign: str) -> bool:
        """Whether the owner of this key asked for it, for this very conversation, and did not take it back."""
        return not self.taken_back and self.is_signed_by(sign)

    def is_signed_by(self, sign: str) -> bool:
        """Whether the owner of this key signed it for this very conversation."""
        about = [str(self.practice_id), str(self.conversation_id), str(self.record_id)]
        return signed(ERASURE, about, self.signature, sign)


def newest_said(conversation: uuid.UUID) -> int:
    """The number of what its visitor wrote last; 0 for nothing since it was taken on."""
    return Said.objects.filter(conversation=conversation).aggregate(newest=models.Max("number"))["newest"] or 0
