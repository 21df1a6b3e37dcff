"""The board's pages: the reports that are out, one of them, answers to its questions, and when to talk about it."""

from collections.abc import Callable
from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import Permit, permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting.actions import meeting as actions
from nabij.reporting.actions.opening import opened
from nabij.reporting.conversation import Point, Talk, meeting_of, talk_of
from nabij.reporting.forms.meeting import AnswerForm, MomentsForm
from nabij.reporting.interim import Interim
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


@for_role(Role.BOARD_CONTACT)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The newest edition of each year, with where the conversation about it stands."""
    found = Report.objects.visible_to(person(request)).order_by("-year", "-edition").select_related("organisation")
    newest: dict[int, Report] = {}
    for one in found:
        newest.setdefault(one.year, one)
    seen = set(Opened.objects.filter(by=person(request)).values_list("report_id", flat=True))
    rows = [(one, meeting_of(one), one.pk not in seen) for one in newest.values()]
    context = {
        "rows": rows,
        "organisation": person(request).organisation,
        "new": any(new for _, _, new in rows),
        "interims": Interim.objects.visible_to(person(request)).order_by("-published_at"),
    }
    return render(request, "reporting/board_reports.html", context)


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_safe
def report(request: HttpRequest, row: Report) -> HttpResponse:
    """One report, with the own answer under each question. From the first time on it is no longer new to its reader."""
    opened(permit(person(request), Do.OPEN, row))
    told = finished(row)
    talk = talk_of(row, told)
    may = row.may(person(request), Do.ANSWER) and talk.meeting.state != State.HELD
    below = [
        render_to_string("reporting/_answered.html", {"point": one, "report": row, "may": may}) for one in talk.points
    ]
    editions = list(row.editions())
    newer = next((one for one in editions if not row.is_newest), None)
    context = {
        "report": row,
        "page": page_of(told, below),
        "talk": talk,
        "newer": newer,
        "corrected": " ".join(story_of(newer.text).corrected) if newer else "",
        "older": next((one for one in editions if one.edition < row.edition), None),
    }
    return render(request, "reporting/board_report.html", context)


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
    context = {"form": form, "report": row, "point": now(), "talk": talk_of(row, told), "found": found}
    return render(request, "reporting/board_answer.html", context, status=422 if form.errors else 200)


@for_role(Role.BOARD_CONTACT)
@opens(Report)
@require_safe
def talk(request: HttpRequest, row: Report) -> HttpResponse:
    """The conversation: when, about what, and afterwards what was said and agreed."""
    context = {"report": row, "talk": talk_of(row, finished(row)), "may": row.may(person(request), Do.PROPOSE_MOMENTS)}
    return render(request, "reporting/board_talk.html", context)


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
    context = {"form": form, "report": row, "meeting": meeting_of(row)}
    return render(request, "reporting/board_plan.html", context, status=422 if form.errors else 200)
