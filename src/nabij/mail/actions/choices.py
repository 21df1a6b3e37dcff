"""Somebody with an account switches mail on or off for themselves."""

from typing import Literal

from django.db import transaction

from nabij.audit.actions import record
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.actions.outbox import is_on
from nabij.mail.models import Choice, Do, Mail, wants_mail

NO_MAIL = "Deze installatie verstuurt geen mail. Er is niets veranderd."


def choose(permit: Permit[Choice, Literal[Do.SWITCH_ON, Do.SWITCH_OFF]]) -> None:
    """Keep what this person wants; what waits for who wants none is dropped. The same again changes nothing."""
    person, wanted = permit.row.account, permit.verb == Do.SWITCH_ON
    if wanted and not is_on():
        raise Refused(NO_MAIL)
    with transaction.atomic():
        if wants_mail(person) == wanted:
            return
        Choice.objects.update_or_create(account=person, defaults={"practice_id": person.practice_id, "wanted": wanted})
        if not wanted:
            Mail.objects.waiting().filter(account=person).delete()
        record(permit)
