"""What browsers and pages read about signals: the register in plain codes, and whose turn it is."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from nabij.kit import codes
from nabij.kit.clock import today
from nabij.matters.models import ConfidentialityBreak, Consent, Matter
from nabij.people.models import Organisation, PublicKey, Role, User
from nabij.sealed.models import KeyGrant, Manifest, as_base64
from nabij.signals.around import around
from nabij.signals.behind import laid_elsewhere
from nabij.signals.models import Concern, Lesson, Letter, Signal
from nabij.signals.rules import watching
from nabij.signals.rules.steps import State, Step
from nabij.signals.rules.turn import Around, Turn, due_now, handed_over_on, turn_of
from nabij.signals.rules.writing import writable

type Json = dict[str, Any]

STEPS = {**codes.labels("signal_step"), "grounded": "Redenen vastgelegd"}
TURNS = {
    Turn.MINE: "Jij bent aan zet",
    Turn.COLLEAGUE: "Je collega is aan zet",
    # of these two the browser tells more, from one's own matters: day/signal-turn.js has the same words for the rest
    Turn.VISITORS: "Wachten op de inbrengers. Open je kluis: dan staat hier of jij aan zet bent",
    Turn.MATTERS: "Wachten op wat in de kwesties komt. Open je kluis: dan staat hier of jij aan zet bent",
    Turn.BOARD: "Het bestuur is aan zet",
    Turn.MEETING: "Wachten op het gesprek met het bestuur",
    Turn.NOBODY: "Klaar",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One signal in a list. ``asks``: whose turn it is, one's own matters tell."""

    row: Signal
    reason: str
    step: str
    handed_over: date | None
    own: list[Matter]
    asks: bool


def by_turn(actor: User) -> list[tuple[str, list[Line]]]:
    """The signals of the organisations of one counsellor, by whose turn it is; those that are done last.

    Two for the same reason are told apart by their number, who began them, and one's own matters under them.
    """
    rows = Signal.objects.visible_to(actor).with_what_was_laid().select_related("organisation", "begun_by")
    mine = set(Matter.objects.visible_to(actor).filter(concern__isnull=False).values_list("pk", flat=True))
    found: dict[Turn, list[Line]] = {turn: [] for turn in Turn}
    reasons = codes.labels("signal_reason")
    listed = list(rows.order_by("-month", "-number", "pk"))
    about = around(listed)
    for row in listed:
        state = row.state()
        own = [one.matter for one in row.concern_set.all() if one.matter_id in mine]
        turn = turn_of(state, actor.pk, today(), about[row.pk])
        asks = turn in (Turn.VISITORS, Turn.MATTERS)
        found[turn].append(Line(row, reasons[row.reason], STEPS[row.step], handed_over_on(state), own, asks))
    return [(TURNS[turn], lines) for turn, lines in found.items() if lines]


def signal_of(actor: User, signal: Signal) -> Json:
    """The shape ``Signal`` of the contract, for one of the pair."""
    state = signal.state()
    about = around([signal])[signal.pk]
    return {
        "id": str(signal.pk),
        "organisation": {"id": signal.organisation_id, "name": signal.organisation.name},
        "number": signal.number,
        "reason": signal.reason,
        "path": signal.path,
        "step": signal.step,
        "turn": turn_of(state, actor.pk, today(), about),
        "version": signal.version,
        "month": signal.month.strftime("%Y-%m"),
        "begun_by": _person(signal.begun_by),
        "weigher": signal.weigher,
        "asked_by": _person(signal.asked_by),
        "asked": _person(signal.asked),
        "needed": signal.needed,
        "seconded": signal.seconded,
        "grounds": signal.grounds,
        "worded": signal.worded,
        "contact": _person(signal.contact),
        "due": _day(signal.due),
        "meeting": _day(signal.meeting),
        "answered": signal.answered_month is not None,
        **_watched(signal, state, about),
        "before": signal.before,
        "rested": signal.rested,
        "asks_source": state.asks_source,
        "writable": sorted(writable(state, actor.pk)),
        "concerns": _concerns(actor, signal),
        "spent": _spent(actor, signal),
        "contacts": [_contact(one) for one in _contacts(signal.organisation)],
        "today": today().isoformat(),
    }


def _concerns(actor: User, signal: Signal) -> list[Json]:
    """What lies under it, of one visitor each."""
    standing, gone = signal.standing(), signal.gone()
    mine = set(Matter.objects.visible_to(actor).filter(concern__signal=signal).values_list("pk", flat=True))
    concerned = signal.concern_set.select_related("consent", "exception", "matter").order_by("pk")
    left = set(signal.concern_set.left().values_list("pk", flat=True))
    tells = left & set(signal.concern_set.told_by(actor).values_list("pk", flat=True))
    return [
        {
            **_concern(one, one.matter_id in mine, one.matter_id in standing, one.matter_id in gone),
            "left": one.pk in left,
            "instead": _instead(one) if one.pk in tells and one.matter_id not in mine else None,
        }
        for one in concerned
    ]


def _spent(actor: User, signal: Signal) -> list[str]:
    """The consents in matters that this counsellor sees which are laid under another letter, and not under this one."""
    here = Matter.objects.visible_to(actor).filter(organisation=signal.organisation_id)
    mine = signal.concern_set.filter(consent__isnull=False).values("consent")
    beside = laid_elsewhere(signal).filter(matter__in=here).exclude(signal__step=Step.NOT_SENT)
    found = beside.exclude(consent__in=mine).values_list("consent__record_id", flat=True)
    return sorted({str(record) for record in found})


def _watched(signal: Signal, state: State, about: Around) -> Json:
    """The days on which it is still asked whether anybody suffers; of the first, who noted it and who has yet to.

    Of those that are past, who never noted that they asked.
    """
    asks = about.asks(state.laid)
    days = watching.open_days(state, today(), asks)
    missed = watching.unasked(state, today(), asks) if state.is_delivered else {}
    unasked = [{"weeks": weeks, "who": _people(signal, who)} for weeks, who in missed.items()]
    if not days:
        return {"watches": [], "watchers": None, "unasked": unasked}
    weeks = watching.weeks_of(days)
    noted, still = watching.noted_by(state, weeks), watching.still_asks(state, weeks, asks)
    return {
        "watches": [day.isoformat() for day in days],
        "watchers": {
            "noted": _people(signal, noted),
            "due": _people(signal, still),
            "until": (days[0] + watching.LAPSES).isoformat(),
            "each": asks.each,
        },
        "unasked": unasked,
    }


def _people(signal: Signal, who: Collection[UUID]) -> list[Json | None]:
    people = User.objects.filter(practice_id=signal.practice_id, pk__in=who).order_by("name", "pk")
    return [_person(one) for one in people]


def letters_of(signal: Signal) -> list[Json]:
    """The letter and the reply to it, sealed to the pair as well."""
    rows = Letter.objects.filter(signal=signal).order_by("direction")
    return [{"direction": one.direction, "author": str(one.author_id), "sealed": as_base64(one.sealed)} for one in rows]


def lesson_of(signal: Signal) -> Json | None:
    """What of it the practice was given, or None."""
    kept = Lesson.objects.filter(signal=signal).select_related("author").first()
    return _lesson(kept) if kept else None


def lessons_for(actor: User) -> list[Json]:
    """Every lesson of the practice, the newest first: by whom and in which month, of no signal and no organisation."""
    rows = Lesson.objects.visible_to(actor).select_related("author").order_by("-month", "pk")
    return [_lesson(one) for one in rows]


def _lesson(one: Lesson) -> Json:
    return {
        "id": str(one.pk),
        "author": _person(one.author),
        "month": one.month.strftime("%Y-%m"),
        "sealed": as_base64(one.sealed),
    }


def mark_of(actor: User, signal: Signal) -> str:
    """64 hexadecimal digits that differ once *Signaal* has something else to show this counsellor.

    Its register and what lies under it as it stands, what was written by whoever, keys, and what the reader's own
    visitors of this organisation said: somebody may have answered what they were asked.
    """
    here = {"practice_id": signal.practice_id, "box": signal.pk}
    mine = Matter.objects.filter(keeper=actor, organisation_id=signal.organisation_id)
    last = {"count": Count("pk"), "last": Max("pk")}
    seen = [
        [signal.version, sorted(map(str, signal.standing())), sorted(map(str, signal.gone()))],
        sorted(map(str, signal.pair())),
        _spent(actor, signal),
        Manifest.objects.filter(**here).aggregate(**last),
        KeyGrant.objects.filter(**here).aggregate(**last),
        Consent.objects.filter(matter__in=mine).aggregate(**last),
        ConfidentialityBreak.objects.filter(matter__in=mine).aggregate(**last),
    ]
    return _digest(seen)


def mark_of_today(actor: User) -> str:
    """The same for what of the signals asks for the attention of this counsellor now."""
    return _digest(list(due_today(actor)))


def _digest(seen: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _person(user: User | None) -> Json | None:
    return {"id": str(user.pk), "name": user.name} if user else None


def _concern(one: Concern, mine: bool, stands: bool, gone: bool) -> Json:
    """What was laid under it of one visitor; which matter it is, only to who sees that matter."""
    laid = one.consent or one.exception
    return {
        "id": one.pk,
        "matter": str(one.matter_id) if mine else None,
        "record_id": str(laid.record_id) if mine and laid else None,
        "heard": one.consent.heard if one.consent else False,
        "exception": one.exception is not None,
        "seen": one.seen,
        "limits": one.limits,
        "until": _day(one.until),
        "stands": stands,
        "gone": gone,
        "told": one.is_told,
        "heard_back": one.heard_back,
    }


def _instead(one: Concern) -> Json:
    """What who stands by for a keeper who left needs to tell the visitor, in a conversation that they can read."""
    laid = one.consent or one.exception
    return {"matter": str(one.matter_id), "record_id": str(laid.record_id) if laid else None}


def _contacts(organisation: Organisation) -> list[User]:
    people = User.objects.filter(organisation=organisation, role=Role.BOARD_CONTACT, is_active=True)
    return list(people.order_by("name", "pk"))


def _contact(user: User) -> Json:
    key = PublicKey.objects.filter(owner=user).order_by("-version").first()
    return {"id": str(user.pk), "name": user.name, "public_key": key.as_json() if key else None}


def due_today(actor: User) -> Iterator[Json]:
    """What of the signals asks for the attention of this counsellor now."""
    reasons = codes.labels("signal_reason")
    rows = Signal.objects.visible_to(actor).running().with_what_was_laid().select_related("organisation")
    listed = list(rows.order_by("due", "pk"))
    about = around(listed)
    for row in listed:
        for one in due_now(row.state(), actor.pk, today(), about[row.pk]):
            yield {
                "id": str(row.pk),
                "organisation": row.organisation.name,
                "number": row.number,
                "reason": reasons[row.reason],
                "what": one.what,
                "day": _day(one.day),
            }


def went_for(actor: User) -> list[Json]:
    """The signals of which this counsellor's browser may have to tell visitors how far the letter is."""
    rows = Signal.objects.visible_to(actor).to_tell_of(actor).order_by("pk")
    return [{"id": str(pk), "version": version} for pk, version in rows.values_list("pk", "version")]


def left_to_tell(actor: User, matters: Collection[UUID]) -> set[UUID]:
    """Those of these matters whose keeper left and whose visitor this counsellor's browser tells how far a letter is,
    as long as that goes on.
    """
    goes_on = Signal.objects.visible_to(actor).to_tell_of(actor)
    laid = Concern.objects.filter(matter__in=matters, signal__in=goes_on)
    return set(laid.left().told_by(actor).values_list("matter", flat=True))
