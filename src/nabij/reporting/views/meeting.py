"""*Gesprek over het verslag*: the agenda out of the report's questions, the moment, minutes and agreements."""

from datetime import date
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.releases.actions import open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.reporting.actions import meeting as actions
from nabij.reporting.actions.giving import Giving
from nabij.reporting.conversation import meeting_of, talk_of, telling
from nabij.reporting.forms.meeting import AcceptForm, AgreementForm, BecameForm, HeldForm, MinutesForm
from nabij.reporting.looking_through import weighed_through
from nabij.reporting.models import Agreement, Do, Meeting, Report
from nabij.reporting.reading import finished
from nabij.reporting.rules.findings import NOBODY
from nabij.reporting.rules.meeting import check_day
from nabij.reporting.rules.weighing import Weighed, lines_of, said_of

LOOK_FIRST = "Er staat iets in dat iemand kan verraden. Pas het aan, of bewaar nog een keer als het mag blijven staan."


def _is_out(row: Report) -> Report:
    """A report that is not out has no conversation."""
    if row.published_at is None:
        raise Http404
    return row


def _accepting(meeting: Meeting, data: Any = None) -> AcceptForm:
    choices = [(one.isoformat(), date_format(localtime(one), "l j F Y, H:i")) for one in meeting.moments]
    return AcceptForm(data, choices=choices, initial={"version": meeting.version})


def _version_in(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise Refused("Deze pagina is niet compleet verstuurd. Laad de pagina opnieuw.")
    return int(version)


def _page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, "nobody": NOBODY, **context}, status=422 if form.errors else 200)


def _giving(request: HttpRequest, row: Report, found: tuple[Weighed, ...]) -> Giving | None:
    """The numbers that a text says of who came, with the leave to let them out; None where it says none."""
    said = said_of(found)
    return Giving(permit(person(request), DoRelease.RELEASE, open_ledger(row.organisation)), said) if said else None


@for_role(Role.COUNSELLOR)
@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """The reports that are out, with where the conversation about each stands."""
    found = Report.objects.visible_to(person(request)).exclude(published_at=None).select_related("organisation")
    rows = [(one, meeting_of(one)) for one in found.order_by("-year", "organisation__name") if one.is_newest]
    return render(request, "reporting/talks.html", {"rows": rows})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def talk(request: HttpRequest, row: Report) -> HttpResponse:
    """Everything of one conversation, with the one step that is next."""
    found = talk_of(_is_out(row), finished(row))
    may = row.may(person(request), Do.ACCEPT_MOMENT)
    context = {"report": row, "talk": found, "may": may, "accept": _accepting(found.meeting), "told_in": telling(row)}
    return render(request, "reporting/talk.html", context)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def agenda(request: HttpRequest, row: Report) -> HttpResponse:
    """The agenda, to print."""
    return render(request, "reporting/agenda.html", {"report": row, "talk": talk_of(_is_out(row), finished(row))})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def accept(request: HttpRequest, row: Report) -> HttpResponse:
    """Choose one of the moments."""
    allowed: Permit[Report, Literal[Do.ACCEPT_MOMENT]] = permit(person(request), Do.ACCEPT_MOMENT, _is_out(row))
    form = _accepting(meeting_of(row), request.POST)

    def write() -> None:
        actions.accept_moment(allowed, form.chosen(), form.cleaned_data["version"])

    if form.is_valid() and form.keeps(write, lambda: meeting_of(row).version):
        messages.success(request, "Het gesprek is gepland. De eindverantwoordelijke ziet dat ook.")
        return redirect("report_talk", row.pk)
    found = talk_of(row, finished(row))
    # what was chosen from is no longer proposed
    accepting = _accepting(found.meeting) if form.overtaken else form
    context = {"report": row, "talk": found, "may": True, "accept": accepting, "overtaken": form.overtaken}
    return render(request, "reporting/talk.html", context, status=422)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def decline(request: HttpRequest, row: Report) -> HttpResponse:
    """Ask for other moments."""
    allowed: Permit[Report, Literal[Do.DECLINE_MOMENTS]] = permit(person(request), Do.DECLINE_MOMENTS, _is_out(row))
    actions.decline_moments(allowed, _version_in(request))
    messages.success(request, "De eindverantwoordelijke ziet dat jullie om andere momenten vragen.")
    return redirect("report_talk", row.pk)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, row: Report) -> HttpResponse:
    """The conversation took place."""
    allowed: Permit[Report, Literal[Do.CLOSE_MEETING]] = permit(person(request), Do.CLOSE_MEETING, _is_out(row))
    meeting = meeting_of(row)
    planned = localtime(meeting.chosen).date() if meeting.chosen else None
    form = HeldForm(request.POST or None, initial={"day": min(planned or today(), today()), "version": meeting.version})

    def write() -> None:
        actions.close_meeting(allowed, form.cleaned_data["day"], form.cleaned_data["version"])

    if form.is_valid() and _is_meant(form, row, planned) and form.keeps(write, lambda: meeting_of(row).version):
        day = form.cleaned_data["day"]
        other = f" (en niet {_day(planned)}, zoals gepland)" if planned and day != planned else ""
        messages.success(request, f"Genoteerd: het gesprek was op {_day(day)}{other}. Maak nu het verslag ervan.")
        return redirect("report_talk", row.pk)
    return _page(request, "reporting/talk_held.html", form, report=row, planned=planned)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _is_meant(form: HeldForm, row: Report, planned: date | None) -> bool:
    """Whether the day can be, and was meant where it is not the planned one; else the form says so."""
    day: date = form.cleaned_data["day"]
    try:
        check_day(day, actions.out_since(row), today())
    except Refused as refused:
        form.add_error("day", refused.sentence)
        return False
    if planned and day != planned and form.cleaned_data["other"] != day.isoformat():
        form.asks_whether(
            f"Het gesprek was gepland op {_day(planned)}. Was het echt op {_day(day)}? Kies dan nog een keer Bewaren."
        )
        return False
    return True


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def reopen(request: HttpRequest, row: Report) -> HttpResponse:
    """The conversation did not take place after all."""
    allowed: Permit[Report, Literal[Do.REOPEN_MEETING]] = permit(person(request), Do.REOPEN_MEETING, _is_out(row))
    actions.reopen_meeting(allowed, _version_in(request))
    messages.success(request, "Teruggezet: het gesprek is nog niet geweest.")
    return redirect("report_talk", row.pk)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, row: Report) -> HttpResponse:
    """Write the minutes; what may betray somebody is shown before anything is kept."""
    allowed: Permit[Report, Literal[Do.WRITE_MINUTES]] = permit(person(request), Do.WRITE_MINUTES, _is_out(row))
    meeting = meeting_of(row)
    form = MinutesForm(request.POST or None, initial={"text": meeting.minutes, "version": meeting.version})
    found = weighed_through(form, row, LOOK_FIRST, request.POST, meeting.kept)

    def write() -> None:
        kept: list[str | dict[str, str]] = [*sorted(one.key for one in found), *lines_of(found)]
        typed = form.cleaned_data
        actions.write_minutes(allowed, typed["text"], kept, typed["version"], _giving(request, row, found))

    if form.is_valid() and form.keeps(write, lambda: meeting_of(row).version):
        messages.success(request, "Het verslag is bewaard. De eindverantwoordelijke leest het ook.")
        return redirect("report_talk", row.pk)
    now = meeting_of(row).minutes if form.overtaken else ""
    return _page(request, "reporting/minutes.html", form, report=row, found=found, now=now)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, row: Report) -> HttpResponse:
    """Add an agreement."""
    allowed: Permit[Report, Literal[Do.AGREE]] = permit(person(request), Do.AGREE, _is_out(row))
    # what it is made from is the year of the report that tells of it, which the page says
    form = AgreementForm(request.POST or None, initial={"version": telling(row)})
    found = weighed_through(form, row, LOOK_FIRST, request.POST)

    def write() -> None:
        told_in = form.cleaned_data["version"]
        actions.agree(allowed, **form.agreed(), told_in=told_in, giving=_giving(request, row, found))

    if form.is_valid() and form.keeps(write, lambda: telling(row)):
        year = form.cleaned_data["version"]
        messages.success(request, f"De afspraak staat erin. Hij komt terug in het verslag van {year}.")
        return redirect("report_talk", row.pk)
    return _page(request, "reporting/agreement.html", form, report=row, found=found, told_in=telling(row))


def _newest(agreement: Agreement) -> Report:
    """The report whose page an agreement stands on."""
    same = Report.objects.filter(organisation_id=agreement.meeting.organisation_id, year=agreement.meeting.year)
    return get_object_or_404(same.exclude(published_at=None).order_by("-edition")[:1])


def _version_of(agreement: Agreement) -> int:
    """As it is now; 0 when it was taken away."""
    return Agreement.objects.filter(pk=agreement.pk).values_list("version", flat=True).first() or 0


@for_role(Role.COUNSELLOR)
@opens(Agreement)
@require_http_methods(["GET", "HEAD", "POST"])
def change_agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Word an agreement differently."""
    allowed: Permit[Agreement, Literal[Do.CHANGE_AGREEMENT]] = permit(person(request), Do.CHANGE_AGREEMENT, agreement)
    if request.method != "POST":
        actions.check_not_told_yet(agreement)
    row = _newest(agreement)
    known = {name: getattr(agreement, name) for name in ("text", "who", "by_when", "version")}
    form = AgreementForm(request.POST or None, initial=known)
    found = weighed_through(form, row, LOOK_FIRST, request.POST)

    def write() -> None:
        version, giving = form.cleaned_data["version"], _giving(request, row, found)
        actions.change_agreement(allowed, **form.agreed(), version=version, giving=giving)

    if form.is_valid() and form.keeps(write, lambda: _version_of(agreement)):
        return redirect("report_talk", row.pk)
    agreement.refresh_from_db()
    return _page(
        request,
        "reporting/agreement.html",
        form,
        report=row,
        found=found,
        agreement=agreement,
        told_in=agreement.told_in,
    )


@for_role(Role.COUNSELLOR)
@opens(Agreement)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Say what became of an agreement."""
    allowed: Permit[Agreement, Literal[Do.FOLLOW_AGREEMENT]] = permit(person(request), Do.FOLLOW_AGREEMENT, agreement)
    if request.method != "POST":
        actions.check_not_told_yet(agreement)
    row = _newest(agreement)
    known = {name: getattr(agreement, name) for name in ("became", "became_text", "version")}
    form = BecameForm(request.POST or None, initial=known)
    found = weighed_through(form, row, LOOK_FIRST, request.POST)

    def write() -> None:
        typed, giving = form.cleaned_data, _giving(request, row, found)
        actions.follow_agreement(allowed, typed["became"], typed["became_text"], typed["version"], giving)

    if form.is_valid() and form.keeps(write, lambda: _version_of(agreement)):
        return redirect("report_talk", row.pk)
    return _page(request, "reporting/became.html", form, report=row, found=found, agreement=agreement)


@for_role(Role.COUNSELLOR)
@opens(Agreement)
@require_POST
def remove_agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Take an agreement away."""
    row, text = _newest(agreement), agreement.text
    actions.remove_agreement(permit(person(request), Do.REMOVE_AGREEMENT, agreement))
    messages.success(request, f"Weg is de afspraak: {text} Je kunt hem opnieuw toevoegen.")
    return redirect("report_talk", row.pk)
