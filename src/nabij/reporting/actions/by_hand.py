"""Counts that counsellors inside the organisation made by hand come into the report in the making, or leave it."""

from collections.abc import Mapping
from typing import Any, Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.reporting.answers import nature_groups
from nabij.reporting.models import CountedByHand, Do, Report
from nabij.reporting.rules.by_hand import checked

_IS_READY = (
    "Dit verslag staat klaar, met de cijfers van toen. Er is niets bewaard. Haal het eerst terug om deze aantallen te "
    "veranderen."
)


def count_by_hand(permit: Permit[Report, Literal[Do.COUNT_BY_HAND]], counts: Mapping[str, int] | None) -> None:
    """Keep these counts for the year of the report, or none; ``Refused`` once it stands ready or is out."""
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=permit.row.pk)
        if report.ready_at is not None or report.published_at is not None:
            raise Refused(_IS_READY)
        of_year: dict[str, Any] = {
            "practice_id": report.practice_id,
            "organisation": report.organisation,
            "year": report.year,
        }
        if counts is None:
            CountedByHand.objects.filter(**of_year).delete()
        else:
            new: dict[str, Any] = {"counts": checked(counts, nature_groups()), "by_id": permit.actor.pk}
            CountedByHand.objects.update_or_create(**of_year, defaults=new)
        audit.record(permit)
