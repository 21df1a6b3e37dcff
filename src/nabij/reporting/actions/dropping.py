"""A report that never went out is taken away: its plan, and its sealed story with the keys to it."""

from typing import Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.permit import Permit
from nabij.reporting.actions.story_box import locked
from nabij.reporting.models import Do, Report
from nabij.sealed import actions as sealed_actions


def drop_report(permit: Permit[Report, Literal[Do.DROP]]) -> None:
    """Take a report away for good that is not out; its year can be begun anew, and what was out stays as it is.

    Raises ``Refused`` once it is out, and ``Gone`` when the other author was first.
    """
    with transaction.atomic(durable=True):
        report = locked(permit)
        sealed_actions.destroy_box(permit, report.pk)
        audit.record(permit)
        report.delete()
    sealed_actions.destroy_shred_keys(permit, [permit.row.pk])
