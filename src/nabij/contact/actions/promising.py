"""When counsellors are there, read together with the rule of when an answer may be promised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.contact.models import Absence, Addressed, Conversation, Reachability
from nabij.contact.rules.availability import WORKING_WEEK, answer_by, away_on, next_working_day
from nabij.people.models import Appointment, PublicKey, Role, User


@dataclass(frozen=True, slots=True)
class Presence:
    """On which days somebody works, when they are away, and by which channels they are reached."""

    weekdays: tuple[int, ...] = WORKING_WEEK
    absences: tuple[tuple[date, date | None], ...] = ()
    channels: tuple[str, ...] = ()

    def is_away(self, day: date) -> bool:
        return away_on(day, self.absences)

    def away_until(self, day: date) -> date | None:
        """The last day of an absence that runs on this day; None when nobody knows."""
        lasts = [last for first, last in self.absences if first <= day and (last is None or day <= last)]
        return None if None in lasts else max((last for last in lasts if last), default=None)

    def next_day(self, day: date) -> date | None:
        return next_working_day(day, self.weekdays, self.absences)


def presence_of(counsellors: Collection[UUID], day: date) -> dict[UUID, Presence]:
    """When each of these counsellors is there from this day on."""
    absences: dict[UUID, list[tuple[date, date | None]]] = {one: [] for one in counsellors}
    away = Absence.objects.filter(counsellor__in=counsellors).from_day(day)
    for counsellor, first, last in away.values_list("counsellor_id", "first", "last"):
        absences[counsellor].append((first, last))
    weeks = {row.counsellor_id: row for row in Reachability.objects.filter(counsellor__in=counsellors)}
    return {
        one: Presence(
            weekdays=tuple(weeks[one].weekdays) if one in weeks else WORKING_WEEK,
            absences=tuple(absences[one]),
            channels=tuple(weeks[one].channels) if one in weeks else (),
        )
        for one in counsellors
    }


def reachable_at(organisation: int) -> list[User]:
    """The counsellors to whom a visitor of this organisation can write now: appointed, working here, with a vault."""
    pair = Appointment.objects.filter(
        organisation=organisation,
        ended=None,
        counsellor__is_active=True,
        counsellor__role=Role.COUNSELLOR,
        counsellor__in=PublicKey.objects.values("owner"),
    )
    return [one.counsellor for one in pair.order_by("-account_holder", "pk").select_related("counsellor")]


def promise(asked: Sequence[UUID], standing_by: Sequence[UUID], day: date, reply_days: int) -> date:
    """By when the first of these answers; who stands by counts while nobody who was asked is there."""
    there = presence_of([*asked, *standing_by], day)
    left = all(there[one].is_away(day) for one in asked)
    counted = [*asked, *(standing_by if left else ())]
    return min(answer_by(day, reply_days, there[one].weekdays, there[one].absences) for one in counted)


def standing_by(conversation: Conversation, but: UUID) -> list[UUID]:
    """The counsellors who stand by in this conversation and hold its key, but this one."""
    rows = Addressed.objects.filter(conversation=conversation, standby=True, counsellor__is_active=True)
    return list(rows.exclude(counsellor=but).order_by("pk").values_list("counsellor_id", flat=True))
