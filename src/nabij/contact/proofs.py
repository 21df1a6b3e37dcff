"""What is kept of a destroyed conversation: that it was, when and how much. Nobody's name, nothing of theirs."""

from typing import Any

from django.db import models
from django.utils import timezone

from nabij.matters.models import Matter
from nabij.people.models import Practice


class DestructionProof(models.Model):
    """The proof that a conversation was destroyed, found with its words for a while; its id is never used again."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    lookup = models.UUIDField(unique=True)
    token_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    records = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    grants = models.PositiveIntegerField()
    # over the digests of all that was destroyed
    digest = models.CharField(max_length=64)
    # of the line in the audit: that chain holds it in its place
    line = models.CharField(max_length=64)
    until = models.DateField()

    def as_json(self) -> dict[str, Any]:
        """As the visitor reads it."""
        return {
            "at": timezone.localtime(self.at).strftime("%Y-%m-%dT%H:%M"),
            "records": self.records,
            "files": self.files,
            "keys": self.grants,
            "digest": self.digest,
            "line": self.line,
            "until": self.until.isoformat(),
            # its coded row stays where somebody took it on
            "counted": Matter.objects.filter(pk=self.pk).exists(),
        }
