"""A practice lays its reports in a Word file of its own, or goes back to the one that comes with Nabij."""

from typing import Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.clock import today
from nabij.kit.permit import Permit
from nabij.reporting.example import example_report
from nabij.reporting.models import Do, WordTemplate
from nabij.reporting.word import word_of


def set_template(permit: Permit[WordTemplate, Literal[Do.SET_TEMPLATE]], content: bytes) -> None:
    """Keep this file once a report was laid in it; ``Refused`` in Dutch for one that may not or cannot be used."""
    word_of(example_report(today()), content)
    with transaction.atomic():
        new = {"content": content, "by_id": permit.actor.pk, "since": today()}
        WordTemplate.objects.update_or_create(practice_id=permit.actor.practice_id, defaults=new)
        audit.record(permit)


def drop_template(permit: Permit[WordTemplate, Literal[Do.DROP_TEMPLATE]]) -> None:
    """Go back to the file that comes with Nabij; nothing happens where there is no other."""
    with transaction.atomic():
        dropped, _ = WordTemplate.objects.filter(practice_id=permit.actor.practice_id).delete()
        if dropped:
            audit.record(permit)
