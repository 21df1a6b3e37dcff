"""When the counsellor who stands by may answer in place of the one who was asked. Pure."""

from datetime import date

from nabij.contact.rules.availability import WORKING_WEEK, next_working_day

GRACE = 2
"""So many working days after the promised day the one who stands by is asked as well."""


def working_days_late(due: date, today: date) -> int:
    """How many working days have begun since the day by which an answer was promised."""
    late = 0
    day = due
    while day < today and late <= GRACE:
        day = next_working_day(date.fromordinal(day.toordinal() + 1), WORKING_WEEK, ()) or today
        late += day <= today
    return late


def stands_in(due: date, today: date, *, somebody_is_there: bool) -> bool:
    """Whether nobody who was asked is there today, or the answer is more than two working days late."""
    return not somebody_is_there or working_days_late(due, today) > GRACE
