"""Which years are told already, and what of reports asks for attention today."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting.models import Meeting, Report
from nabij.reporting.rules.meeting import State


@for_role(Role.COUNSELLOR)
@require_safe
def reports_out(request: HttpRequest) -> JsonResponse:
    """The years of which a report is out, by organisation."""
    mine = Report.objects.visible_to(person(request)).exclude(published_at=None)
    years = mine.order_by("organisation", "year").values_list("organisation", "year").distinct()
    return JsonResponse({"out": [{"organisation": organisation, "year": year} for organisation, year in years]})


@for_role(Role.COUNSELLOR)
@require_safe
def reports_today(request: HttpRequest) -> JsonResponse:
    """What of them asks for attention now: a text to read along that the other author set ready, moments to choose."""
    user = person(request)
    mine = Report.objects.visible_to(user).select_related("organisation")
    ready = mine.filter(published_at=None).exclude(ready_at=None).exclude(ready_by=user)
    proposed = Meeting.objects.filter(state=State.PROPOSED).values_list("organisation", "year")
    out = mine.exclude(published_at=None).filter(organisation__in={organisation for organisation, _ in proposed})
    asked = [one for one in out if one.is_newest and (one.organisation_id, one.year) in set(proposed)]
    due = [("read", one, reverse("report_story", args=[one.pk])) for one in ready]
    due += [("moments", one, reverse("report_talk", args=[one.pk])) for one in asked]
    return JsonResponse(
        {
            "due": [
                {"what": what, "called": one.called, "organisation": one.organisation.name, "href": href}
                for what, one, href in due
            ]
        }
    )
