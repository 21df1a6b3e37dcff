"""The story of a report: written sealed in the browser, and looked over once its authors set it ready."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from nabij.contact.entrances import entrance_of
from nabij.contact.views.entrances import address_of
from nabij.kit.access import for_role, opens
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import Role, User
from nabij.people.who import person
from nabij.releases.actions import Draft
from nabij.reporting import answers
from nabij.reporting.actions import story as actions
from nabij.reporting.actions.beside import Figures, figures_of
from nabij.reporting.actions.figures import look_on
from nabij.reporting.actions.story_box import share_story, write_story
from nabij.reporting.actions.told import options
from nabij.reporting.forms import story as forms
from nabij.reporting.introducing import introductions
from nabij.reporting.models import Do, Report, agreements_of
from nabij.reporting.page import sheet_of
from nabij.reporting.rules.contradicting import NOT_KEPT
from nabij.reporting.rules.counted import Counted
from nabij.reporting.rules.edition import edition_said
from nabij.reporting.rules.findings import COUNTING, NOBODY, Choice
from nabij.reporting.rules.looking_over import Spot, places_of
from nabij.reporting.rules.qualities import overview
from nabij.reporting.rules.story import BECAME, SECTIONS, plain, story_of
from nabij.reporting.views.figures import JUDGED
from nabij.sealed import answers as sealed_answers
from nabij.sealed.forms import read_chain, read_sections, read_story_keys
from nabij.sealed.reading import body_of


def _authored(request: HttpRequest, report: Report) -> User:
    """Who is signed in, while they write this report; else there is no such page."""
    user = person(request)
    if not report.may(user, Do.WRITE):
        raise Http404
    return user


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def story_page(request: HttpRequest, report: Report) -> HttpResponse:
    """*Het verhaal*: the editor, or what the linter finds in the text that stands ready."""
    _authored(request, report)
    if report.ready_at:
        found = _looked_over(report, at_once=JUDGED not in request.GET)
        if any(counts is not None for *_, counts in found["spots"]):
            # which counts a number in the text may be tells what they are
            look_on(permit(person(request), Do.LOOK, report))
        return render(request, "reporting/story_ready.html", {**found, "judged": f"?{JUDGED}"})
    return render(
        request,
        "reporting/story.html",
        {
            "report": report,
            "headings": SECTIONS.items(),
            "squares": overview().items(),
            "became": [(one.value, label) for one, label in BECAME.items()],
            "earlier": _earlier(report),
            "previous": _previous(report),
            "counsellors": {
                way: "\n".join(lines)
                for way, lines in introductions(report.organisation, _door(request, report)).items()
            },
            "months": [(month, date(2000, month, 1)) for month in range(1, 13)],
        },
    )


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def story_figures(request: HttpRequest, report: Report) -> JsonResponse:
    """The sections that a story stands beside, with what readers are told by their figures, and what these answer.

    Where no safe figures can be made as things are, every section: writing waits for no figure.
    """
    _authored(request, report)
    try:
        found = figures_of(report, answers.judged(report))
    except Refused:
        found = Figures(dict.fromkeys(SECTIONS, ()), frozenset(), {})
    return JsonResponse(
        {
            "sections": [
                {
                    "key": key,
                    "heading": SECTIONS[key],
                    "says": ones,
                    "shown": key in found.shown,
                    "tables": [asdict(sheet_of(table)) for table in found.tables.get(key, ())],
                }
                for key, ones in found.says.items()
            ],
            "answered": [{"key": key, "where": where} for key, where in found.answered.items()],
            "not_kept": NOT_KEPT,
        }
    )


def _door(request: HttpRequest, report: Report) -> str:
    """Where people of this organisation reach the counsellors without a name; empty while that is shut."""
    entrance = entrance_of(report.organisation)
    return address_of(request, entrance) if entrance.is_open else ""


def _earlier(report: Report) -> list[dict[str, str]]:
    """The recommendations of the latest report of an earlier year, as they went out: those that this one tells of."""
    before = Report.objects.filter(organisation=report.organisation, year__lt=report.year).exclude(published_at=None)
    last = before.order_by("-year", "-edition").first()
    found: list[dict[str, str]] = last.text.get("recommendations", []) if last else []
    return found


def _previous(report: Report) -> tuple[int, str] | None:
    """The edition that this one corrects, and its story as it went out; None where there is none."""
    before = Report.objects.filter(
        organisation=report.organisation, year=report.year, edition=report.edition - 1
    ).exclude(published_at=None)
    found = before.first()
    if found is None:
        return None
    # what that edition corrected is told by it; the order of the keys is the page's own, whatever the database keeps
    story = replace(story_of(found.text), corrected=())
    return found.edition, json.dumps(plain(story), ensure_ascii=False)


def _from(decided: dict[str, Any]) -> dict[str, str]:
    """The edition in which it was decided, where that was not this one."""
    return {"edition": edition_said(decided["carried"])} if "carried" in decided else {}


def _looked_over(report: Report, *, at_once: bool) -> dict[str, Any]:
    """The text that stands ready and what is found in it; ``at_once``: the text alone where judging takes long."""
    names = dict(User.objects.filter(practice_id=report.practice_id).values_list("pk", "name"))
    decided = {one["key"]: {**one, "who": names.get(UUID(one["by"]), ""), **_from(one)} for one in report.findings}
    agreed = agreements_of(report.organisation, report.year)
    places = [(place.heading, place.text.split("\n\n")) for place in places_of(story_of(report.text), agreed)]
    try:
        judged = answers.judged_at_once(report) if at_once else answers.judged(report)
    except Refused as refused:
        # what stands in the way of the figures stands in the way of no text that is taken back
        return {"report": report, "in_the_way": (refused.sentence,), "places": places, "spots": (), "unread": True}
    if judged is None:
        return {"report": report, "places": places, "spots": (), "waiting": True, "unread": True}
    spots = actions.spots_in(report, judged)
    holds = actions.kept_in(report, spots, judged)
    stand = [(spot, one if (one := decided.get(spot.key)) and _holds(one, spot, holds) else None) for spot in spots]
    return {
        "report": report,
        "spots": [(*one, _counts(report, one[0], judged)) for one in _in_turn(stand)],
        "nobody": NOBODY,
        "in_the_way": actions.why_not_out(report, judged),
        "contradicted": actions.contradicted(report, judged),
        "places": places,
    }


def _holds(decided: dict[str, Any], spot: Spot, kept: frozenset[str]) -> bool:
    """Whether what was decided still is so: a number stands only as what it counts."""
    return decided["choice"] != "kept" or spot.key in kept


def _counts(report: Report, spot: Spot, judged: Draft) -> tuple[Counted, ...] | None:
    """The figures that a spot may count; None where it says no number."""
    return options(report, spot, judged) if spot.finding.kind in COUNTING else None


def _in_turn(spots: list[tuple[Spot, dict[str, Any] | None]]) -> list[tuple[Spot, dict[str, Any] | None, str]]:
    """Each with the place where one goes on once it is decided: the next that is open, from the top after the last."""
    still = [nth for nth, (_, decided) in enumerate(spots) if not decided or decided["choice"] != "kept"]
    found = []
    for nth, (spot, decided) in enumerate(spots):
        others = [*(one for one in still if one > nth), *(one for one in still if one < nth)]
        found.append((spot, decided, f"spot-{others[0] + 1}" if others else "standing"))
    return found


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def story_box(request: HttpRequest, report: Report) -> JsonResponse:
    """The sealed story and how its keys stand."""
    user = _authored(request, report)
    people = [one.counsellor for one in report.organisation.pair().select_related("counsellor")]
    pieces = sealed_answers.story_pieces(user, report.practice_id, report.pk, people)
    return JsonResponse({**pieces, "ready": report.ready_at is not None})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def story_chain(request: HttpRequest, report: Report) -> JsonResponse:
    """The chain of its manifests from a counter on."""
    user = _authored(request, report)
    epoch, counter = read_chain(request.GET.dict())
    return JsonResponse({"manifests": sealed_answers.story_chain(user, report.pk, epoch, counter)})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def story_keys(request: HttpRequest, report: Report) -> JsonResponse:
    """A key for its authors."""
    keys = read_story_keys(body_of(request))
    already = share_story(permit(_authored(request, report), Do.SHARE_STORY, report), keys)
    return JsonResponse({"saved": True, "already": already})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def story_sections(request: HttpRequest, report: Report) -> JsonResponse:
    """Sections, sealed."""
    sealed, draft = read_sections(body_of(request))
    already = write_story(permit(_authored(request, report), Do.WRITE, report), sealed, draft)
    return JsonResponse({"saved": True, "already": already})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def set_story_ready(request: HttpRequest, report: Report) -> JsonResponse:
    """*Klaarzetten*: the text, readable from now on."""
    new = forms.read_text(body_of(request))
    user = _authored(request, report)
    already = actions.set_ready(permit(user, Do.SET_READY, report), new, answers.judged(report))
    return JsonResponse({"saved": True, "already": already})


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def take_story_back(request: HttpRequest, report: Report) -> HttpResponse:
    """*Terug naar schrijven*: nothing readable stays."""
    actions.take_back(permit(_authored(request, report), Do.TAKE_BACK, report))
    messages.success(request, "De leesbare tekst is gewist. Je schrijft verder in de kluis.")
    return redirect("report_story", report.pk)


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_POST
def decide_on_finding(request: HttpRequest, report: Report) -> HttpResponse:
    """What was decided about one finding; who changes the words goes back to writing, as there they are changed."""
    user = _authored(request, report)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused("Deze keuze is niet te lezen. Er is niets bewaard. Laad de pagina opnieuw.")
    data = form.cleaned_data
    choice, judged = Choice[data["choice"].upper()], answers.judged(report)
    actions.decide(permit(user, Do.DECIDE, report), judged, data["key"], choice, data["reason"], data["counts"])
    if choice is Choice.CHANGED:
        actions.take_back(permit(user, Do.TAKE_BACK, report))
    return redirect("report_story", report.pk)
