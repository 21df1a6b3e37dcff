"""When counsellors are there, as the door counts with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from nabij.contact.models import Absence, Reachability
from nabij.contact.rules import availability
from nabij.contact.rules.reaching import ALWAYS


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days on which somebody works, by which channels they can be reached, and when they are away.

    Somebody who said nothing works every working day and is reached at the door alone.
    """

    weekdays: tuple[int, ...] = availability.WORKING_WEEK
    channels: tuple[str, ...] = (ALWAYS,)
    absences: tuple[tuple[date, date | None], ...] = field(default=())

    def next_day(self, today: date) -> date | None:
        """The first day from today on on which they read; None when nobody knows."""
        return availability.next_working_day(today, self.weekdays, self.absences)

    def answers_by(self, today: date, reply_days: int) -> date | None:
        """The last day on which they answer who writes today; None when nobody knows when they are there."""
        if self.next_day(today) is None:
            return None
        return availability.answer_by(today, reply_days, self.weekdays, self.absences)


def schedules_of(counsellors: Iterable[UUID], today: date) -> dict[UUID, Schedule]:
    """The schedule of each of these, in two questions to the database; absences that are over are left out."""
    asked = list(counsellors)
    said = {row.counsellor_id: row for row in Reachability.objects.filter(counsellor__in=asked)}
    away: dict[UUID, list[tuple[date, date | None]]] = {}
    for row in Absence.objects.from_day(today).filter(counsellor__in=asked):
        away.setdefault(row.counsellor_id, []).append((row.first, row.last))
    found = {}
    for who in asked:
        absences = tuple(away.get(who, ()))
        own = said.get(who)
        found[who] = (
            Schedule(tuple(own.weekdays), tuple(own.channels), absences) if own else Schedule(absences=absences)
        )
    return found
