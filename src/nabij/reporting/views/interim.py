"""*Tussentijds overzicht*: the figures of part of a year looked at, a few words beside them, and letting it out."""

from collections.abc import Callable
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import Organisation, Role
from nabij.people.who import person
from nabij.releases.actions import Draft, Moved, open_ledger
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Release
from nabij.releases.rules import Shown, shown
from nabij.reporting import document
from nabij.reporting import interim_figures as figures
from nabij.reporting.actions import interim as actions
from nabij.reporting.actions.digest import digest_of_told
from nabij.reporting.answers import SETTINGS
from nabij.reporting.forms.interim import InterimForm, read_chosen
from nabij.reporting.interim import DoInterim, Interim
from nabij.reporting.interim_reading import finished, paragraphs_of
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.rules.findings import NOBODY
from nabij.reporting.rules.interim import part_of
from nabij.reporting.rules.weighing import Weighed, weighed
from nabij.reporting.sending import CSV, PDF, file_answer
from nabij.reporting.table_file import csv_of

JUDGED = "nagekeken"
"""In the address: judged however long that takes, for a browser that shows the counts meanwhile."""
CHANGED = (
    "Kijk eerst hieronder hoe het nu uitgaat: de tekst, de cijfers of voor wie het is zijn anders dan net. Er is niets "
    "uitgegaan."
)


@for_role(Role.COUNSELLOR)
@opens(Organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def new_interim(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The counts of some months beside what would be shown; then the words and how it would look; then it goes out."""
    interim = _begun(organisation, request.GET.get("deel", ""))
    allowed: Permit[Interim, Literal[DoInterim.LOOK]] = permit(person(request), DoInterim.LOOK, interim)
    if request.method == "POST" and (given := _given_already(request, interim)):
        return given
    figures.check_part(interim)
    actions.look(allowed)
    counting = figures.counting_of(interim)
    at_once = request.method == "POST" or JUDGED in request.GET or figures.is_quick(counting)
    found, trouble = _judged_or_why_not(counting) if at_once else (None, "")
    if request.method == "POST" and found is not None:
        return _posted(request, counting, found)
    form = InterimForm(request.POST or None, initial={"edition": interim.edition})
    return _page(request, counting, found, trouble, form)


def _begun(organisation: Organisation, key: str) -> Interim:
    part = part_of(key)
    new = Interim(
        practice=organisation.practice, organisation=organisation, year=part.year, first=part.first, last=part.last
    )
    new.edition = actions.next_edition(new)
    return new


def _given_already(request: HttpRequest, interim: Interim) -> HttpResponse | None:
    """The way to what this author let out by these very words and receivers, for who presses twice.

    None where none is out since the page was made; ``OutAlready`` where another is.
    """
    form = InterimForm(request.POST)
    if not form.is_valid() or form.cleaned_data["edition"] == actions.next_edition(interim):
        return None
    told = actions.out_of(interim, form.cleaned_data["edition"])
    receivers = {Release.Receiver.BOARD, *form.cleaned_data["receivers"]}
    sent = (person(request), form.cleaned_data["text"], receivers)
    if told is None or (told.published_by, told.text, set(told.receivers())) != sent:
        raise actions.OutAlready
    to = ", ".join(one.label.lower() for one in told.receivers())
    messages.info(request, f"{told.called} was al uit, voor: {to}. Het ging niet nog eens uit.")
    return redirect("interim", told.pk)


def _judged_or_why_not(counting: figures.Counting) -> tuple[Draft | None, str]:
    try:
        return figures.judged(counting), ""
    except Refused as refused:
        return None, refused.sentence


def _posted(request: HttpRequest, counting: figures.Counting, judged: Draft) -> HttpResponse:
    """What was typed, looked over; it goes out once it was seen as it is and nothing in it is undecided."""
    form, interim = InterimForm(request.POST), counting.interim
    if not form.is_valid():
        return _page(request, counting, judged, "", form)
    interim.text = form.cleaned_data["text"]
    seen = [shown(out.entry) for out in judged.outs]
    found = weighed(
        paragraphs_of(interim.text),
        actions.known_beside(interim, judged, seen),
        judged.asked,
        read_chosen(request.POST),
        corrects=interim.edition > 1,
    )
    digest = digest_of_told(seen, interim.text, form.cleaned_data["receivers"])
    try:
        actions.check_words(interim, found)
        actions.with_numbers(interim, judged, found)
        if form.cleaned_data["seen"] == digest:
            return _out(request, counting, judged, seen, found, form)
        said, is_ready = CHANGED if form.cleaned_data["seen"] else "", True
    except Refused as refused:
        said, is_ready = refused.sentence, False
    # only what could go out as it stood there was seen as it goes out
    form.now_seen(digest if is_ready else "")
    preview = page_of(figures.as_it_would_be(interim, seen, counting.plan))
    return _page(request, counting, judged, "", form, found=found, said=said, preview=preview, is_ready=is_ready)


def _out(
    request: HttpRequest,
    counting: figures.Counting,
    judged: Draft,
    seen: list[Shown],
    found: tuple[Weighed, ...],
    form: InterimForm,
) -> HttpResponse:
    user, interim = person(request), counting.interim
    try:
        actions.let_out(
            permit(user, DoInterim.LET_OUT, interim),
            permit(user, DoRelease.RELEASE, open_ledger(interim.organisation)),
            judged,
            counting.plan,
            seen,
            found,
            tuple(form.cleaned_data["receivers"]),
        )
    except (actions.OutAlready, Moved):
        # pressed twice at once, each by a hair
        given = _given_already(request, interim)
        if given is None:
            raise
        return given
    messages.success(request, f"{interim.called} is uit.")
    return redirect("interim", interim.pk)


def _page(
    request: HttpRequest,
    counting: figures.Counting,
    judged: Draft | None,
    trouble: str,
    form: InterimForm,
    **context: Any,
) -> HttpResponse:
    looked = figures.looked_at(counting, judged, trouble)
    context |= {"interim": counting.interim, "looked": looked, "form": form, "threshold": SETTINGS.threshold}
    context |= {"nobody": NOBODY, "judged": f"?deel={counting.interim.part.key}&{JUDGED}"}
    wrong = bool(trouble or form.errors or context.get("said"))
    status = 422 if request.method == "POST" and wrong else 200
    return render(request, "reporting/interim_new.html", context, status=status)


@for_role(Role.COUNSELLOR)
@opens(Interim)
@require_safe
def interim(request: HttpRequest, row: Interim) -> HttpResponse:
    """One overview as it went out, to whom, and its files."""
    told = finished(row)
    to = [one.label.lower() for one in row.receivers()]
    context = {"interim": row, "page": page_of(told), "receivers": to, "before": row.before()}
    return render(request, "reporting/interim.html", context)


def _as_file(name: str, kind: str, make: Callable[[document.Report], bytes]) -> Callable[..., HttpResponse]:
    @for_role(Role.COUNSELLOR)
    @opens(Interim)
    @require_safe
    def view(request: HttpRequest, row: Interim) -> HttpResponse:
        return file_answer(make(finished(row)), kind, f"{row.file_name}.{name}")

    return view  # type: ignore[return-value]  # an access rule around it


interim_pdf = _as_file("pdf", PDF, pdf_of)
interim_csv = _as_file("csv", CSV, csv_of)
