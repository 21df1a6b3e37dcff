"""Mails are put out in the transaction of what they tell of: kept with it, or lost with it, and never twice."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nabij.kit.permit import Permit
from nabij.mail import rules
from nabij.mail.models import Mail, VisitorAddress, wants_mail
from nabij.mail.rules import Text
from nabij.people.models import User


def is_on() -> bool:
    """Whether this installation sends mail at all."""
    return bool(settings.MAIL_SENDER)


def _check_together() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a mail belongs in the transaction of what it tells of")


def remind(permit: Permit[Any, Any], people: Iterable[User], text: Text, cause: object) -> None:
    """Put out a mail to each of these who wants mail, in the transaction of the caller, whose audit line it is.

    None where one with this text still waits, nor a second for the same ``cause`` (an id).
    """
    remind_in(permit.actor.practice_id, people, text, cause)


def remind_in(practice_id: UUID, people: Iterable[User], text: Text, cause: object) -> None:
    """Put out a mail to each of these who wants mail because a day has come, in the transaction of the caller.

    Nobody did anything, so it takes no permit and leaves no audit line. None where one with this text still waits, nor
    a second for the same ``cause``: an id, or an id and what of it (``<id>/<what>``).
    """
    _check_together()
    if not is_on():
        return
    now = timezone.localtime()
    Mail.objects.bulk_create(
        (
            Mail(
                practice_id=practice_id,
                account=person,
                text=text,
                cause=str(cause),
                not_before=rules.for_account(text, now, had_one_today=_had_one_today(person, text)),
            )
            # in one order, so that two who tell the same people do not wait for each other
            for person in sorted(people, key=lambda one: one.pk)
            if person.practice_id == practice_id and wants_mail(person)
        ),
        ignore_conflicts=True,
    )


def _had_one_today(person: User, text: Text) -> bool:
    sent = Mail.objects.filter(account=person, text=text, state=Mail.State.SENT)
    return sent.filter(done_on=timezone.localdate()).exists()


def tell_visitor(permit: Permit[Any, Any], box: UUID, cause: object) -> None:
    """Put out a mail to the visitor of this conversation, if they asked for that and looked since the last one.

    In the transaction of the caller, whose audit line it is. It goes some minutes later, so that who is reading gets
    none, and not within the second in which somebody else wrote.
    """
    _tell_visitor(permit.actor.practice_id, box, cause, timezone.localtime())


def tell_visitor_in(practice_id: UUID, box: UUID, cause: object) -> None:
    """The same because a day has come, in the morning: nobody did anything, so it takes no permit and leaves no line.

    In the transaction of the caller. The mail is the one that tells of an answer: who sees it come learns no more.
    """
    _tell_visitor(practice_id, box, cause, rules.next_morning(timezone.localtime()))


def _tell_visitor(practice_id: UUID, box: UUID, cause: object, soonest: datetime) -> None:
    _check_together()
    if not is_on():
        return
    asked = VisitorAddress.objects.select_for_update().filter(pk=box, practice_id=practice_id, told=False)
    address = asked.first()
    if address is None:
        return
    minutes = rules.SOONEST + secrets.randbelow(rules.LATEST - rules.SOONEST + 1)
    mail = Mail(
        practice_id=practice_id,
        visitor=address,
        text=Text.VISITOR,
        cause=str(cause),
        not_before=rules.for_visitor(soonest, address.last, minutes),
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


def note_seen(person: User) -> None:
    """Whoever looked needs no mail about what was there. No audit line: it says when somebody is at work."""
    waiting = Mail.objects.waiting().filter(account=person, text=Text.COUNSELLOR)
    # most looks find nothing, and then write nothing
    if waiting.exists():
        waiting.delete()
