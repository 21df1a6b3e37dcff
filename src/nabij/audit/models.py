"""The audit's lines and the head of each practice's chain."""

from uuid import UUID

import uuid_utils.compat
from django.db import models

from nabij.audit.rules import START, Line, first_break


def time_ordered_id() -> UUID:
    """A UUIDv7 (RFC 9562): this is the table that grows, and it grows at its end."""
    return uuid_utils.compat.uuid7()


class Head(models.Model):
    """The end of one practice's chain; locked while a line is added, so that the chain never forks."""

    practice_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)


class Entry(models.Model):
    """Who did which verb to which row, and when; of what is done with tokens the day only. Never content."""

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    practice_id = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    row = models.CharField(max_length=40)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    # the end of another chain that this line made (``rules.Line``)
    mark = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "sequence"], name="audit_one_line_per_number"),
        ]

    def line(self) -> Line:
        """This entry as the chain sees it."""
        return Line(
            practice=str(self.practice_id),
            sequence=self.sequence,
            at=self.at.isoformat(timespec="microseconds"),
            actor=str(self.actor_id),
            verb=self.verb,
            kind=self.kind,
            row=self.row,
            previous=self.previous,
            mark=self.mark,
        )


def first_break_of(practice_id: UUID) -> int | None:
    """Where this practice's chain breaks, or None when every line and the head agree.

    Without a head it breaks behind its last line: whether more lines stood there, nobody can tell.
    """
    entries = Entry.objects.filter(practice_id=practice_id).order_by("sequence")
    broken = first_break((entry.line(), entry.hash) for entry in entries.iterator())
    if broken:
        return broken
    head = Head.objects.filter(practice_id=practice_id).first()
    last = entries.last()
    if head is None:
        return last.sequence + 1 if last else None
    if last is None or (last.sequence, last.hash) != (head.sequence, head.hash):
        return head.sequence
    return None
