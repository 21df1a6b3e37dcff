"""A visitor's address: kept because they asked, gone the moment that they stop."""

from typing import Any
from uuid import UUID

from django.db import transaction

from nabij.kit.permit import Permit
from nabij.mail.actions.outbox import is_on
from nabij.mail.models import Mail, VisitorAddress


def keep_address(permit: Permit[Any, Any], box: UUID, email: str, language: str) -> bool:
    """Keep where the visitor of this conversation wants mail, in place of an earlier address; whether that is new.

    In the transaction of the caller, whose audit line it is; ValueError while no mail is sent here.
    """
    if not is_on():
        raise ValueError("no address is kept where no mail is sent")
    before = VisitorAddress.objects.select_for_update().filter(pk=box).first()
    if before and (before.email, before.language) == (email, language):
        return False
    drop_address(box)
    kept = VisitorAddress(pk=box, practice_id=permit.actor.practice_id, email=email, language=language)
    if before:
        # one a day, and none before they look, whatever address it goes to
        kept.told, kept.last = before.told, before.last
    kept.save(force_insert=True)
    return True


def drop_address(box: UUID) -> bool:
    """Destroy the address and the mails that wait for it; whether there was one. In the caller's transaction."""
    # the address is held first wherever both are touched: nobody puts a mail to it out meanwhile
    address = VisitorAddress.objects.select_for_update().filter(pk=box).first()
    if address is None:
        return False
    address.delete()
    return True


def note_look(box: UUID) -> None:
    """The visitor looked: what waits is dropped, and the next message may be told of again. No audit line."""
    # most looks find nothing, and then write nothing
    if not VisitorAddress.objects.filter(pk=box).exists():
        return
    with transaction.atomic():
        list(VisitorAddress.objects.select_for_update().filter(pk=box))
        VisitorAddress.objects.filter(pk=box, told=True).update(told=False)
        Mail.objects.waiting().filter(visitor=box).delete()
