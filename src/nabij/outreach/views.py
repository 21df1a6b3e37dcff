"""*Preventie*: what was done before anything happens, per organisation and year."""

from datetime import date
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit import clock, codes
from nabij.kit.access import for_role, opens
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.outreach import actions, counting, rules
from nabij.outreach.forms import ActivityForm, VersionForm, read_list
from nabij.outreach.models import Activity, Brought, Do
from nabij.people.models import Organisation, Role
from nabij.people.views.asking import done, form_page
from nabij.people.who import person
from nabij.sealed.reading import body_of


@for_role(Role.COUNSELLOR)
@require_safe
def prevention(request: HttpRequest) -> HttpResponse:
    """The organisations of this counsellor, each with what this year adds up to."""
    year = clock.today().year
    found = Organisation.objects.visible_to(person(request)).order_by("name")
    rows = [(row, _summary(row, year)) for row in found.filter(ended=None)]
    context = {"rows": rows, "ended": found.exclude(ended=None), "year": year}
    return render(request, "outreach/prevention.html", context)


def _summary(organisation: Organisation, year: int) -> tuple[int, rules.Totals]:
    listed = counting.activities_of(organisation, year)
    return len(listed), rules.totals(listed)


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_safe
def activities(request: HttpRequest, organisation: Organisation, year: int) -> HttpResponse:
    """One year at one organisation: every activity, the totals, and what was removed."""
    today = _day_within_reach(year)
    every = list(Activity.objects.of(organisation, year).prefetch_related("reached_set__unit"))
    listed = [(one, one.row()) for one in every if not one.removed]
    context = {
        "organisation": organisation,
        "year": year,
        "before": year - 1 if year > today.year - rules.YEARS_BACK else None,
        "after": year + 1 if year < today.year else None,
        "listed": listed,
        "totals": rules.totals(row for _, row in listed),
        "removed": [(one, one.row()) for one in every if one.removed],
        "may_add": bool(rules.months_to_choose(today, organisation.ended, year)),
    }
    return render(request, "outreach/activities.html", context)


def _day_within_reach(year: int) -> date:
    """Today; 404 for a year that no list can be of."""
    today = clock.today()
    if not today.year - rules.YEARS_BACK <= year <= today.year:
        raise Http404
    return today


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def add_activity(request: HttpRequest, organisation: Organisation, year: int) -> HttpResponse:
    """Write an activity down; the same form sent again adds nothing."""
    _day_within_reach(year)
    form = ActivityForm(_posted(request), organisation=organisation, year=year)
    if not form.is_valid():
        return _form(request, form, organisation, year)
    row = Activity(pk=form.cleaned_data["once"], practice_id=organisation.practice_id, organisation=organisation)
    content = form.content()
    new = actions.add_activity(permit(person(request), Do.ADD, row), content)
    sentence = "De activiteit staat in de lijst." if new else "Deze activiteit stond al in de lijst. Ze telt één keer."
    return done(request, sentence, "activities", organisation.pk, content.month.year)


@for_role(Role.COUNSELLOR)
@opens(Activity)
@require_http_methods(["GET", "HEAD", "POST"])
def change_activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Change what is known of an activity; what somebody else changed meanwhile stays."""
    organisation = activity.organisation
    if activity.removed:
        raise Refused(actions.STALE, code="stale")
    form = ActivityForm(_posted(request), organisation=organisation, activity=activity)
    if not form.is_valid():
        return _form(request, form, organisation, activity.month.year, activity=activity)
    content, version = form.content(), form.cleaned_data["based_on"]
    actions.change_activity(permit(person(request), Do.CHANGE, activity), content, based_on=version)
    return done(request, "De wijziging is bewaard.", "activities", organisation.pk, content.month.year)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form(
    request: HttpRequest, form: ActivityForm, organisation: Organisation, year: int, activity: Activity | None = None
) -> HttpResponse:
    context = {"organisation": organisation, "year": year, "activity": activity}
    return form_page(request, "outreach/activity_form.html", form, **context)


@for_role(Role.COUNSELLOR)
@opens(Activity)
@require_POST
def remove_activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Take an activity out; it can be put back from the same page."""
    actions.remove_activity(permit(person(request), Do.REMOVE, activity), based_on=_version(request))
    sentence = "De activiteit telt niet meer mee. Je kunt haar onderaan terugzetten."
    return _back(request, sentence, activity.organisation_id, activity)


@for_role(Role.COUNSELLOR)
@opens(Activity)
@require_POST
def put_activity_back(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Put a removed activity back."""
    actions.put_back(permit(person(request), Do.PUT_BACK, activity), based_on=_version(request))
    return _back(request, "De activiteit staat weer in de lijst.", activity.organisation_id, activity)


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refused(actions.STALE, code="stale")
    return int(form.cleaned_data["based_on"])


def _back(request: HttpRequest, sentence: str, organisation: int | UUID, activity: Activity) -> HttpResponse:
    return done(request, sentence, "activities", organisation, activity.month.year)


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_safe
def bring_in_page(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Where a list of years is brought in: read in the browser, looked at, and only then sent as codes and numbers."""
    lists = Brought.objects.visible_to(person(request)).filter(organisation=organisation, undone=False)
    return render(
        request,
        "outreach/bring_in.html",
        {
            "organisation": organisation,
            "year": clock.today().year,
            "kinds": codes.choices("prevention_activity"),
            "units": organisation.unit_set.order_by("name"),
            "hows": rules.HOW_PEOPLE.items(),
            "kept": sorted(Activity.objects.filter(organisation=organisation).kept().same_keys()),
            "lists": lists.annotate(count=Count("activity")).select_related("by").order_by("month", "pk"),
        },
    )


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_POST
def bring_in(request: HttpRequest, organisation: Organisation) -> JsonResponse:
    """All of a list at once; the same list sent again is one, and a row that is there by now stays one."""
    identity, contents = read_list(body_of(request))
    user = person(request)
    row = Brought(pk=identity, practice_id=organisation.practice_id, organisation=organisation, by=user)
    done_with = actions.bring_in(permit(user, Do.BRING_IN, row), contents)
    return JsonResponse({"saved": True, "already": not done_with.new, "present": done_with.present})


@for_role(Role.COUNSELLOR)
@opens(Brought)
@require_POST
def undo_bringing_in(request: HttpRequest, row: Brought) -> HttpResponse:
    """A list undone, but what somebody worked on since."""
    left = actions.undo_bringing_in(permit(person(request), Do.UNDO, row))
    sentence = "De lijst was al teruggedraaid." if left is None else f"De lijst is teruggedraaid.{_left_said(left)}"
    return done(request, sentence, "bring_in_page", row.organisation_id)


def _left_said(left: int) -> str:
    if left == 0:
        return ""
    which = (
        "1 activiteit blijft staan, want die is" if left == 1 else f"{left} activiteiten blijven staan, want die zijn"
    )
    return f" {which} daarna gewijzigd of verwijderd. Verwijder zelf wat er niet hoort."
