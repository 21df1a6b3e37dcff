"""Conversations that nobody can answer any more, as the practice's office reads it: a number, never which."""

from django.urls import reverse

from nabij.contact.actions.answering import running_at, without_anybody
from nabij.people.beside import Remark
from nabij.people.models import Appointment, Organisation, User

WHAT_THEN = "Die mensen lezen dat op hun eigen pagina en kunnen daar iemand anders kiezen."


def said(count: int) -> str:
    """Such as "2 gesprekken"."""
    return "1 gesprek" if count == 1 else f"{count} gesprekken"


def remarks_on(organisation: Organisation, reader: User) -> list[Remark]:
    """What the page of an organisation tells of conversations that no counsellor of it can open."""
    count = without_anybody(running_at(organisation=organisation))
    if not count:
        return []
    sentence = (
        f"{said(count).capitalize()} {'kan' if count == 1 else 'kunnen'} door niemand worden geopend die nu voor deze "
        f"organisatie werkt. {WHAT_THEN} Zorg dat er iemand te kiezen is."
    )
    return [Remark(sentence, "Stel iemand aan", reverse("appoint", args=[organisation.pk]), urgent=True)]


def before_leaving(leaver: User, organisation: Organisation | None) -> list[str]:
    """What is said before a counsellor's work ends: at one organisation, or (None) everywhere.

    How many conversations have nobody else then, beside those that have nobody already.
    """
    there = Appointment.objects.filter(counsellor=leaver, ended=None).values("organisation")
    where = {"organisation": organisation} if organisation else {"organisation__in": there}
    running = running_at(practice=leaver.practice_id, **where)
    count = without_anybody(running, but={leaver.pk}) - without_anybody(running)
    if not count:
        return ["Er is geen gesprek met een bezoeker waarbij er dan niemand anders meer is."]
    return [f"Bij {said(count)} met een bezoeker is er dan niemand anders meer. {WHAT_THEN}"]
