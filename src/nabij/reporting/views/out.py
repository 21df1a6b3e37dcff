"""Which years are told already: for who notes a conversation in one of them."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting.models import Report


@for_role(Role.COUNSELLOR)
@require_safe
def reports_out(request: HttpRequest) -> JsonResponse:
    """The years of which a report is out, by organisation."""
    mine = Report.objects.visible_to(person(request)).exclude(published_at=None)
    years = mine.order_by("organisation", "year").values_list("organisation", "year").distinct()
    return JsonResponse({"out": [{"organisation": organisation, "year": year} for organisation, year in years]})
