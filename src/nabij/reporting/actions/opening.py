"""That a board contact opened a report."""

from typing import Any, Literal

from django.db import transaction

from nabij.audit.actions import record
from nabij.kit.permit import Permit
from nabij.reporting.models import Do, Opened, Report


def opened(permit: Permit[Report, Literal[Do.OPEN]]) -> None:
    """Keep that the reader opened this edition; the first time only."""
    who: dict[str, Any] = {"practice_id": permit.row.practice_id, "report": permit.row, "by_id": permit.actor.pk}
    if Opened.objects.filter(**who).exists():
        return
    with transaction.atomic():
        _, first = Opened.objects.get_or_create(**who)
        if first:
            record(permit)
