"""*Jaarverslag maken*: the reports of an organisation, one report as a task list, its figures, and letting it out."""

from itertools import groupby
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import Organisation, Role
from nabij.people.who import person
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.reporting import answers
from nabij.reporting.actions import figures as actions
from nabij.reporting.actions.digest import digest_of_way_out
from nabij.reporting.actions.story import why_not_out
from nabij.reporting.earlier_years import to_propose
from nabij.reporting.forms.figures import ReceiversForm, YearForm, is_undo, read_change, read_receivers, read_version
from nabij.reporting.forms.interim import PartForm
from nabij.reporting.gone_elsewhere import gone_elsewhere
from nabij.reporting.interim import Interim
from nabij.reporting.interim_figures import out_of
from nabij.reporting.models import Do, Report
from nabij.reporting.offers import offers
from nabij.reporting.own_numbers import own_numbers
from nabij.reporting.rules.interim import offered
from nabij.reporting.rules.lettering import in_words
from nabij.reporting.rules.plan import plain, plan_of
from nabij.reporting.rules.story import story_of

NEWEST_FIRST = ("-year", "-last", "first", "-edition")
JUDGED = "nagekeken"
"""In the address of the figures: judged however long that takes, for a browser that shows the counts meanwhile."""


@for_role(Role.COUNSELLOR)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """By organisation the reports that there are, and the way to begin one."""
    user = person(request)
    rows = []
    for organisation in Organisation.objects.visible_to(user).order_by("name"):
        found = Report.objects.visible_to(user).filter(organisation=organisation).order_by("-year", "-edition")
        editions = [(year, list(of_year)) for year, of_year in groupby(found, key=lambda one: one.year)]
        rows.append(
            {
                "organisation": organisation,
                "years": editions,
                "form": YearForm(taken={year for year, _ in editions}),
                "interims": Interim.objects.filter(organisation=organisation).order_by(*NEWEST_FIRST),
                "parts": PartForm(offered(today(), out_of(organisation))),
            }
        )
    return render(request, "reporting/reports.html", {"rows": rows})


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_POST
def begin_report(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Begin the report of a year; who does it twice, or at once with the other author, comes to the same one."""
    form = YearForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Kies eerst een jaar. Er is niets begonnen.")
        return redirect("annual_report")
    user = person(request)
    new = Report(practice=organisation.practice, organisation=organisation, year=form.cleaned_data["year"])
    begun = actions.begin_report(permit(user, Do.BEGIN, new))
    return redirect("report", begun.pk)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def report(request: HttpRequest, row: Report) -> HttpResponse:
    """One report: what is done and what is left, or what went out."""
    of_year = Report.objects.filter(organisation=row.organisation, year=row.year)
    context = {
        "report": row,
        "later": of_year.filter(edition__gt=row.edition).first(),
        "earlier": of_year.filter(edition=row.edition - 1).first(),
        "year_runs": row.year >= today().year,
        "receivers": [one.label.lower() for one in row.receivers()],
        **_left_to_do(row),
    }
    return render(request, "reporting/overview.html", context)


def _left_to_do(row: Report) -> dict[str, Any]:
    """What stands between a report that stands ready and going out; ``unsaid`` where looking takes too long here."""
    if row.published_at or not row.ready_at:
        return {"lacking": (), "unsaid": False}
    try:
        judged = answers.judged_at_once(row)
    except Refused as refused:
        return {"lacking": (refused.sentence,), "unsaid": False}
    return {"lacking": why_not_out(row, judged) if judged else (), "unsaid": judged is None}


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def figures(request: HttpRequest, row: Report) -> HttpResponse:
    """The raw counts beside what will be shown; every look is in the audit. Once it is out there is nothing to see."""
    if row.published_at is not None:
        return redirect("report", row.pk)
    actions.look(permit(person(request), Do.LOOK, row))
    looked = answers.looked_at(row, at_once=JUDGED not in request.GET)
    context: dict[str, Any] = {
        "report": row,
        "earlier": row.before(),
        "looked": looked,
        "threshold": answers.SETTINGS.threshold,
        "judged": f"?{JUDGED}",
        "may_change": row.ready_at is None and not looked.waiting,
        "is_ready": row.ready_at is not None,
        "may_undo": bool(row.plan.get("before")),
        "own_numbers": own_numbers(row),
        "may_tell_along": _may_tell_along(row, looked),
    }
    return render(request, "reporting/figures.html", context)


def _may_tell_along(row: Report, looked: answers.Looked) -> str:
    """The years before it that its authors may tell along and do not, in words."""
    if looked.kept or looked.along:
        return ""
    return in_words([str(year) for year in sorted(to_propose(row, answers.SETTINGS.threshold))])


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def plan_figures(request: HttpRequest, row: Report) -> HttpResponse:
    """Group the figures otherwise; whoever comes second sees the new plan and why theirs was not taken."""
    allowed: Permit[Report, Literal[Do.PLAN]] = permit(person(request), Do.PLAN, row)
    version, before = read_version(request.POST), plan_of(row.plan)
    try:
        if is_undo(request.POST):
            actions.undo_plan(allowed, based_on=version)
        else:
            actions.plan_figures(allowed, read_change(request.POST), based_on=version)
    except actions.Stale as stale:
        messages.warning(request, stale.sentence)
    else:
        row.refresh_from_db()
        if gone := gone_elsewhere(row, before):
            messages.info(request, gone)
    return redirect("report_figures", row.pk)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def figure_proposals(request: HttpRequest, row: Report) -> JsonResponse:
    """What would show more, or a total, by changing one classification: it follows from counts that are not shown."""
    actions.look_on(permit(person(request), Do.LOOK, row))
    found = offers(row, request.GET.get("indeling", ""))
    return JsonResponse(
        {
            "version": row.plan_version,
            "proposals": [
                {
                    "sentence": one.sentence,
                    "gain": one.gain,
                    "shown": one.shown,
                    "totals": one.totals,
                    "plan": plain(one.plan),
                }
                for one in found
            ],
        }
    )


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_report(request: HttpRequest, row: Report) -> HttpResponse:
    """Ask first, then let the report go out."""
    user = person(request)
    if request.method != "POST":
        if row.published_at is not None:
            return redirect("report", row.pk)
        lacking = why_not_out(row, answers.judged(row)) if row.ready_at else ()
        context = {"report": row, "lacking": lacking, "year_runs": row.year >= today().year, **_to_whom(row)}
        return render(request, "reporting/publishing.html", context)
    ledger = open_ledger(row.organisation)
    if row.published_at is not None:
        messages.info(request, _out_already(row))
        return redirect("report", row.pk)
    try:
        to = read_receivers(request.POST)
        seen = request.POST.get("seen", "")
        actions.publish_report(permit(user, Do.PUBLISH, row), permit(user, DoRelease.RELEASE, ledger), to, seen)
    except actions.SeenOtherwise as otherwise:
        messages.warning(request, otherwise.sentence)
        return redirect("publish_report", row.pk)
    except actions.IsOut:
        row.refresh_from_db()
        messages.info(request, _out_already(row))
    else:
        messages.success(request, f"{row.called} is uit. {_who_reads(row)}")
    return redirect("report", row.pk)


def _to_whom(row: Report) -> dict[str, Any]:
    """Whom a report can go to besides the board, and what its authors wrote of that; what a correction goes to."""
    before = row.receivers_before()
    return {
        "form": ReceiversForm(initial={"receivers": [one.value for one in before]}),
        "distribution": story_of(row.text).distribution if row.ready_at else (),
        "seen": digest_of_way_out(row),
        "kept_to": [one.label.lower() for one in before] if row.keeps_figures else (),
    }


def _who_reads(row: Report) -> str:
    if row.has_reader:
        return "De eindverantwoordelijke kan het nu lezen."
    return "Nog niemand bij de organisatie kan het lezen. Hieronder staat wat je kunt doen."


def _out_already(row: Report) -> str:
    by = row.published_by.name if row.published_by else "Iemand"
    at = timezone.localtime(row.published_at).strftime("%H:%M") if row.published_at else ""
    return f"{by} heeft dit verslag om {at} uitgebracht. Het is één keer uitgegaan."


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def correct_report(request: HttpRequest, row: Report) -> HttpResponse:
    """Begin the next edition of a report that is out."""
    begun = actions.correct_report(permit(person(request), Do.CORRECT, row))
    return redirect("report", begun.pk)
