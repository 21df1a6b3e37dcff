"""Letters at the board's origin: which there are, one of them, that it was received, and the answer to it.

What a letter says opens only in the browser; the server lists days and steps.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from nabij.kit import plain
from nabij.kit.access import for_role, opens
from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.people.models import PublicKey, Role, User
from nabij.people.who import person
from nabij.sealed.models import Vault, as_base64
from nabij.sealed.reading import body_of
from nabij.signals.actions import board as actions
from nabij.signals.board_forms import read_answer, read_day
from nabij.signals.models import Do, Letter, Signal
from nabij.signals.rules.steps import Path
from nabij.signals.rules.turn import handed_over_on


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter in the list: days and steps. ``day``: when it was handed over; ``nobody``: it rests on nobody now."""

    pk: str
    number: int
    day: date | None
    delivered_month: date | None
    step: str
    meeting: date | None
    due: date | None
    is_answered: bool
    nobody: bool


def _listed(row: Signal) -> Listed:
    return Listed(
        pk=str(row.pk),
        number=row.letter_number,
        day=handed_over_on(row.state()),
        delivered_month=row.delivered_month,
        step=str(row.step),
        meeting=row.meeting,
        due=row.due,
        is_answered=row.answered_month is not None,
        nobody=row.rests_on_nobody(),
    )


@for_role(Role.BOARD_CONTACT)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters to this person, newest first: when, and what is still open; nothing of what they say."""
    me = person(request)
    rows = Signal.objects.visible_to(me).order_by("-letter_number", "-due", "pk")
    context = {
        "rows": tuple(_listed(row) for row in rows.with_what_was_laid()),
        "organisation": me.organisation.name if me.organisation else "",
        "today": today(),
        "has_vault": Vault.objects.filter(user=me).exists(),
        "reply_weeks": me.practice.signal_days // 7,
    }
    return plain.page(request, "signals/letters.html", context)


@for_role(Role.BOARD_CONTACT)
@opens(Signal)
@require_safe
def letter(request: HttpRequest, row: Signal) -> HttpResponse:
    """The page on which one letter opens."""
    return plain.page(request, "signals/letter.html", {"signal": str(row.pk)})


@for_role(Role.BOARD_CONTACT)
@opens(Signal)
@require_safe
def letter_data(request: HttpRequest, row: Signal) -> JsonResponse:
    """One letter as it is kept: sealed, with the days around it and the newest keys of who may have written it."""
    kept = {one.direction: one for one in Letter.objects.filter(signal=row).select_related("author")}
    sent, reply = kept.get(Letter.Direction.LETTER), kept.get(Letter.Direction.REPLY)
    counsellors = {one.pk: one for one in row.pair() if one.is_active}
    if sent:
        counsellors.setdefault(sent.author_id, sent.author)
    return JsonResponse(
        {
            "signal": str(row.pk),
            "organisation": row.organisation_id,
            "organisation_name": row.organisation.name,
            "to": str(row.contact_id),
            "number": row.letter_number,
            "step": row.step,
            "basis": row.path if row.path == Path.EXCEPTED or row.needed else "",
            "answered": row.answered_month is not None,
            "fewer": row.rests_on_fewer(),
            "nobody": row.rests_on_nobody(),
            "version": row.version,
            "due": row.due and row.due.isoformat(),
            "meeting": row.meeting and row.meeting.isoformat(),
            "kept_through": f"{row.kept_through():%Y-%m}",
            "today": today().isoformat(),
            "letter": _sealed(sent),
            "reply": _sealed(reply),
            "counsellors": _with_keys(counsellors),
        }
    )


def _sealed(kept: Letter | None) -> dict[str, Any] | None:
    return {"author": str(kept.author_id), "sealed": as_base64(kept.sealed)} if kept else None


def _with_keys(people: dict[UUID, User]) -> list[dict[str, Any]]:
    keys = {key.owner_id: key for key in PublicKey.objects.filter(owner__in=people).order_by("version")}
    return [
        {"id": str(pk), "name": one.name, "public_key": keys[pk].as_json() if pk in keys else None}
        for pk, one in people.items()
    ]


def _standing(row: Signal, *, already: bool) -> JsonResponse:
    now = Signal.objects.get(pk=row.pk)
    return JsonResponse(
        {"saved": True, "already": already, "step": now.step, "version": now.version, "meeting": now.meeting}
    )


@for_role(Role.BOARD_CONTACT)
@opens(Signal)
@require_POST
def receive(request: HttpRequest, row: Signal) -> JsonResponse:
    """Received, with a day on which it is talked over."""
    already = actions.receive_and_plan(permit(person(request), Do.RECEIVE, row), *read_day(body_of(request)))
    return _standing(row, already=already)


@for_role(Role.BOARD_CONTACT)
@opens(Signal)
@require_POST
def change_day(request: HttpRequest, row: Signal) -> JsonResponse:
    """Another day for the conversation."""
    already = actions.plan(permit(person(request), Do.PLAN, row), *read_day(body_of(request)))
    return _standing(row, already=already)


@for_role(Role.BOARD_CONTACT)
@opens(Signal)
@require_POST
def answer(request: HttpRequest, row: Signal) -> JsonResponse:
    """The sealed answer, once."""
    sent, reply, draft = read_answer(body_of(request))
    already = actions.answer(permit(person(request), Do.ANSWER, row), sent, reply, draft)
    return _standing(row, already=already)
