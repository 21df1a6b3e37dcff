"""The board's pages: the reports that are out, one of them, answers to its questions, and when to talk about it."""

from collections.abc import Callable
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from nabij.kit import plain
from nabij.kit.access import for_role, opens
from nabij.kit.permit import Permit, permit
from nabij.people.models import Role, User
from nabij.people.who import person
from nabij.reporting import document
from nabij.reporting.actions import meeting as actions
from nabij.reporting.actions.opening import opened
from nabij.reporting.board_reading import edition_of, overview_of, planning_of, point_of
from nabij.reporting.board_reading import talk_of as board_talk_of
from nabij.reporting.board_sheets import Edition, Listed
from nabij.reporting.board_sheets import Point as BoardPoint
from nabij.reporting.conversation import Point, Talk, meeting_of, talk_of
from nabij.reporting.forms.meeting import AnswerForm, MomentsForm
from nabij.reporting.interim import Interim
from nabij.reporting.interim_reading import finished as interim_finished
from nabij.reporting.looking_through import looked_through
from nabij.reporting.models import Do, Opened, Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished, word_file
from nabij.reporting.rules.meeting import State, check_open_for_answers, check_open_for_planning
from nabij.reporting.rules.story import story_of
from nabij.reporting.sending import CSV, PDF, WORD, file_answer
from nabij.reporting.table_file import csv_of

LOOK_FIRST = "Er staat iets in waaraan iemand te herkennen kan zijn. Pas het aan, of kies Zo bewaren."


def _drawn(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return plain.page(request, f"reporting/{name}.html", context, status=status)


def _called(reader: User) -> str:
    return reader.organisation.name if reader.organisation else ""


@for_role(Role.BOARD_CONTACT)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The newest edition of each year, with where the conversation about it stands."""
    found = Report.objects.visible_to(person(request)).order_by("-year", "-edition").select_related("organisation")
    newest: dict[int, Report] = {}
    for one in found:
        newest.setdefault(one.year, one)
    seen = set(Opened.objects.filter(by=person(request)).values_list("report_id", flat=True))
    rows = tuple(Listed(edition_of(one), planning_of(meeting_of(one)), one.pk not in seen) for one in newest.values())
    interims = Interim.objects.visible_to(person(request)).order_by("-published_at")
    context = {
        "rows": rows,
        "organisation": _called(person(request)),
        "new": any(one.is_new for one in rows),
        "interims": tuple(map(overview_of, interims)),
    }
    return _drawn(request, "board_reports", context)


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_safe
def report(request: HttpRequest, row: Report) -> HttpResponse:
    """One report, with the own answer under each question. From the first time on it is no longer new to its reader."""
    opened(permit(person(request), Do.OPEN, row))
    told, shown = finished(row), edition_of(row)
    talk = board_talk_of(talk_of(row, told))
    may = row.may(person(request), Do.ANSWER) and talk.meeting.state != State.HELD
    below = [_answered(point, shown, may=may) for point in talk.points]
    editions = list(row.editions())
    newer = next((one for one in editions if not row.is_newest), None)
    older = next((one for one in editions if one.edition < row.edition), None)
    context = {
        "report": shown,
        "page": page_of(told, below),
        "talk": talk,
        "newer": edition_of(newer) if newer else None,
        "corrected": " ".join(story_of(newer.text).corrected) if newer else "",
        "older": edition_of(older) if older else None,
    }
    return _drawn(request, "board_report", context)


def _answered(point: BoardPoint, report: Edition, *, may: bool) -> SafeString:
    context = {"point": point, "report": report, "may": may}
    return render_to_string("reporting/_answered.html", context, using=plain.NAME)


def _as_file(name: str, kind: str, make: Callable[[Report], bytes]) -> Callable[..., HttpResponse]:
    @for_role(Role.BOARD_CONTACT)
    @opens(Report)
    @require_safe
    def view(request: HttpRequest, row: Report) -> HttpResponse:
        return file_answer(make(row), kind, f"{row.file_name}.{name}")

    return view  # type: ignore[return-value]  # an access rule around it


pdf = _as_file("pdf", PDF, lambda row: pdf_of(finished(row)))
word = _as_file("docx", WORD, word_file)
table = _as_file("csv", CSV, lambda row: csv_of(finished(row)))


def _point(talk: Talk, key: str) -> Point:
    for one in talk.points:
        if one.asked.key == key:
            return one
    raise Http404


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, row: Report, key: str) -> HttpResponse:
    """Answer one question, or change the answer."""
    told = finished(row)
    point = _point(talk_of(row, told), key)
    allowed: Permit[Report, Literal[Do.ANSWER]] = permit(person(request), Do.ANSWER, row)
    if request.method != "POST":
        check_open_for_answers(meeting_of(row).state)
    form = AnswerForm(request.POST or None, initial={"text": point.text, "version": point.version})
    found = looked_through(form, row, LOOK_FIRST)

    def write() -> None:
        typed = form.cleaned_data
        actions.answer(allowed, key, typed["text"], typed["version"], [one.key for one in found])

    def now() -> Point:
        return _point(talk_of(row, told), key)

    if form.is_valid() and form.keeps(write, lambda: now().version):
        return redirect(reverse("report", args=[row.pk]) + f"#antwoord-{key}")
    context = {
        "report": edition_of(row),
        "point": point_of(now()),
        "authors": board_talk_of(talk_of(row, told)).authors,
        "found": found,
        "errors": form.summary(),
        "fields": form.controls(),
        "overtaken": form.overtaken,
    }
    return _drawn(request, "board_answer", context, status=422 if form.errors else 200)


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_safe
def talk(request: HttpRequest, row: Report) -> HttpResponse:
    """The conversation: when, about what, and afterwards what was said and agreed."""
    told = board_talk_of(talk_of(row, finished(row)))
    context = {"report": edition_of(row), "talk": told, "may": row.may(person(request), Do.PROPOSE_MOMENTS)}
    return _drawn(request, "board_talk", context)


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_talk(request: HttpRequest, row: Report) -> HttpResponse:
    """Propose when to meet."""
    meeting = meeting_of(row)
    allowed: Permit[Report, Literal[Do.PROPOSE_MOMENTS]] = permit(person(request), Do.PROPOSE_MOMENTS, row)
    if request.method != "POST":
        check_open_for_planning(meeting.state, newer=meeting.is_behind(row))
    names = ("first", "second", "third")
    known = {"place": meeting.place, "version": meeting.version, **dict(zip(names, meeting.moments, strict=False))}
    form = MomentsForm(request.POST or None, initial=known)

    def write() -> None:
        actions.propose_moments(allowed, form.moments(), form.cleaned_data["place"], form.cleaned_data["version"])

    if form.is_valid() and form.keeps(write, lambda: meeting_of(row).version):
        messages.success(request, "Uw voorstel is verstuurd. Uw vertrouwenspersonen kiezen een moment.")
        return redirect("talk", row.pk)
    context = {"form": form.render(), "report": edition_of(row), "meeting": planning_of(meeting_of(row))}
    return _drawn(request, "board_plan", context, status=422 if form.errors else 200)


@for_role(Role.BOARD_CONTACT)
@opens(Interim)
@require_safe
def interim(request: HttpRequest, row: Interim) -> HttpResponse:
    """One overview as its readers get it."""
    older, newer = row.before(), row.newest_after()
    context = {
        "interim": overview_of(row),
        "page": page_of(interim_finished(row)),
        "newer": overview_of(newer) if newer else None,
        "older": overview_of(older) if older else None,
    }
    return _drawn(request, "board_interim", context)


def _interim_as_file(name: str, kind: str, make: Callable[[document.Report], bytes]) -> Callable[..., HttpResponse]:
    @for_role(Role.BOARD_CONTACT)
    @opens(Interim)
    @require_safe
    def view(request: HttpRequest, row: Interim) -> HttpResponse:
        return file_answer(make(interim_finished(row)), kind, f"{row.file_name}.{name}")

    return view  # type: ignore[return-value]  # an access rule around it


interim_pdf = _interim_as_file("pdf", PDF, pdf_of)
interim_csv = _interim_as_file("csv", CSV, csv_of)
