"""To whom a visitor can write, and by when an answer may be promised."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from nabij.contact.models import Addressed, Conversation
from nabij.contact.rules.availability import answer_by, away_on
from nabij.contact.schedules import schedules_of
from nabij.matters.listening import standing_by as let_in_by_visitor
from nabij.matters.models import Matter
from nabij.people.models import Appointment, PublicKey, Role, User


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
    there = schedules_of([*asked, *standing_by], day)
    left = all(away_on(day, there[one].absences) for one in asked)
    counted = [*asked, *(standing_by if left else ())]
    return min(answer_by(day, reply_days, there[one].weekdays, there[one].absences) for one in counted)


def promise_in(matter: Matter, day: date) -> date:
    """By when an answer may be promised in a matter; a keeper who left counts only where nobody else is."""
    others = let_in_by_visitor(matter)
    asked, beside = (others, []) if others and matter.is_left else ([matter.keeper_id], others)
    return promise(asked, beside, day, matter.practice.reply_days)


def standing_by(conversation: Conversation, but: UUID) -> list[UUID]:
    """The counsellors who stand by in this conversation and hold its key, but this one."""
    rows = Addressed.objects.filter(conversation=conversation, standby=True, counsellor__is_active=True)
    return list(rows.exclude(counsellor=but).order_by("pk").values_list("counsellor_id", flat=True))
