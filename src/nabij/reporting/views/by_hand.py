"""*Interne vertrouwenspersonen*: what they counted by hand, typed over for the report."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting import answers
from nabij.reporting.actions.by_hand import count_by_hand
from nabij.reporting.forms.by_hand import ByHandForm
from nabij.reporting.models import Do, Report


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def counted_by_hand(request: HttpRequest, report: Report) -> HttpResponse:
    """Type the counts over, or take them out; for the authors of a report in the making."""
    user = person(request)
    if not report.may(user, Do.COUNT_BY_HAND):
        raise Http404
    counted = answers.counted_by_hand(report)
    if request.method == "POST" and "without" in request.POST:
        count_by_hand(permit(user, Do.COUNT_BY_HAND, report), None)
        messages.success(request, "De aantallen zijn weg. In het verslag komt er niets van.")
        return redirect("counted_by_hand", report.pk)
    form = ByHandForm(request.POST or None, groups=answers.nature_groups(), counted=counted)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"report": report, "form": form, "counted": bool(counted)}
        return render(request, "reporting/by_hand.html", context, status=status)
    count_by_hand(permit(user, Do.COUNT_BY_HAND, report), form.counts())
    messages.success(request, "De aantallen zijn bewaard. Zij worden nagekeken, zoals elk cijfer over mensen.")
    return redirect("counted_by_hand", report.pk)
