"""Putting out mails as the subjects above do, and moving the clock."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from nabij.kit.permit import Permit, permit
from nabij.mail import actions
from nabij.mail.models import Choice, Do, Mail, VisitorAddress
from nabij.mail.rules import Text
from nabij.people.models import Do as DoPeople
from nabij.people.models import User
from tests.personas import Personas

REPORT = "een verslag"


def doing(user: User) -> Permit[Any, Any]:
    """Something that this person may do, as the cause of a mail."""
    return cast("Permit[Any, Any]", permit(user, DoPeople.CHANGE_OWN_PROFILE, user))


def wants(person: User) -> None:
    actions.choose(permit(person, Do.SWITCH_ON, Choice(account=person, practice=person.practice)))


def wants_none(person: User) -> None:
    actions.choose(permit(person, Do.SWITCH_OFF, Choice(account=person, practice=person.practice)))


def remind(people: Personas, *persons: User, text: Text = Text.REPORT, cause: object = REPORT) -> None:
    with transaction.atomic():
        actions.remind(doing(people.amina), persons or (people.daan,), text, cause)


def address_of(people: Personas, email: str = "bezoeker@post.test", language: str = "nl") -> UUID:
    """A visitor's address; the id of their conversation."""
    box = uuid4()
    VisitorAddress.objects.create(pk=box, practice=people.practice, email=email, language=language)
    return box


def tell(people: Personas, box: UUID, cause: object = "een bericht") -> None:
    with transaction.atomic():
        actions.tell_visitor(doing(people.amina), box, cause)


def due_now() -> None:
    """As if the moment of every mail had come."""
    Mail.objects.waiting().update(not_before=timezone.now() - timedelta(seconds=1))


def a_day_passes() -> None:
    """Everything that happened, happened yesterday."""
    for mail in Mail.objects.all():
        earlier: dict[str, datetime | Any] = {"made": mail.made - timedelta(days=1)}
        if mail.done_on:
            earlier["done_on"] = mail.done_on - timedelta(days=1)
        Mail.objects.filter(pk=mail.pk).update(**earlier)
    for address in VisitorAddress.objects.exclude(last=None):
        VisitorAddress.objects.filter(pk=address.pk).update(
            last=address.last - timedelta(days=1) if address.last else None
        )
