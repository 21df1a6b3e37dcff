"""Taking away a report that never went out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from nabij.kit.access import for_role
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting.actions import dropping as actions
from nabij.reporting.models import Do, Report

_GONE = "Dit verslag is er niet meer: het was al weggegooid, misschien door je collega. Er is verder niets veranderd."


@for_role(Role.COUNSELLOR)
@require_http_methods(["GET", "HEAD", "POST"])
def drop_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask first, then take it away; a second click and the other author read that it is gone."""
    user = person(request)
    row = Report.objects.visible_to(user).select_related("organisation").filter(pk=pk).first()
    if row is None:
        messages.info(request, _GONE)
        return redirect("annual_report")
    if row.published_at is not None:
        messages.warning(request, "Dit verslag is uit en blijft zoals het is. Er is niets weggegooid.")
        return redirect("report", row.pk)
    if request.method != "POST":
        return render(request, "reporting/dropping.html", {"report": row, "earlier": row.before()})
    try:
        actions.drop_report(permit(user, Do.DROP, row))
    except Report.DoesNotExist:
        messages.info(request, _GONE)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"{row.called} in de maak is weggegooid. Wat uit was, is niet veranderd.")
    return redirect("annual_report")
