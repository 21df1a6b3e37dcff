"""*Herhaling*: where more people came with the same than chance would bring, for the counsellors of an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.patterns import actions
from nabij.patterns.counting import repetition_at
from nabij.patterns.models import Do, Matched
from nabij.patterns.rules.repetition import PAST, READINGS, Outlook
from nabij.patterns.rules.telling import LEAST_OTHERS
from nabij.people.models import Role
from nabij.people.who import person


@for_role(Role.COUNSELLOR)
@opens(Matched)
@require_safe
def repetition(request: HttpRequest, row: Matched) -> HttpResponse:
    """The places and themes that stand out, each with one's own matters; every look is in the audit."""
    reader = person(request)
    actions.look_at_repetition(permit(reader, Do.LOOK_AT_REPETITION, row))
    found = repetition_at(row, reader)
    context = {
        "organisation": row,
        "repetition": found,
        "nothing": found.outlook is Outlook.NOTHING,
        "too_small": found.outlook is Outlook.TOO_SMALL,
        "readings": READINGS,
        "months_before": PAST,
        "today": today(),
        "least": LEAST_OTHERS,
    }
    return render(request, "patterns/repetition.html", context)
