"""Counsellors who are away or gone, what is then served to colleagues, and destroying on request."""

from nabij.contact.models import Absence
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import Appointment, User
from tests.making import Desk, Json


def leave(user: User, how: str) -> None:
    """Be ``away`` until nobody knows when, or stop here: the appointment is ``ended``, or the account ``disabled``."""
    if how == "away":
        Absence.objects.create(practice=user.practice, counsellor=user, first=today(), last=None)
    elif how == "ended":
        Appointment.objects.filter(counsellor=user).update(ended=today())
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)


def instead_of_colleagues(user: User) -> list[Json]:
    """What this counsellor may answer in place of a colleague."""
    found: list[Json] = Desk(user).get("/gesprekken/vervangen.json")[1]["instead"]
    return found


def erase(user: User, matter: Matter) -> tuple[int, Json]:
    """The answer to destroying all of a conversation, as its visitor wished."""
    return Desk(user).post(f"/gesprekken/{matter.pk}/wissen.json", {})
