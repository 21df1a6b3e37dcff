"""A visitor asks for a mail when there is an answer, and stops that: the one address that is kept in clear."""

from typing import Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.contact.actions.conversations import locked
from nabij.contact.models import Conversation, Do
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail import actions as mail

NO_MAIL = "Deze website verstuurt geen mail. Er is niets bewaard. Kijk zelf of er iets staat, met je zeven woorden."


def switch_on(permit: Permit[Conversation, Literal[Do.SWITCH_MAIL_ON]], email: str) -> bool:
    """Keep where mail may go, in place of an earlier address; True when it stood there. The audit has no address."""
    if not mail.is_on():
        raise Refused(NO_MAIL, code="no_mail")
    with transaction.atomic():
        conversation = locked(permit)
        fresh = mail.keep_address(permit, conversation.pk, email, conversation.language)
        if fresh:
            audit.record(permit)
    return not fresh


def switch_off(permit: Permit[Conversation, Literal[Do.SWITCH_MAIL_OFF]]) -> bool:
    """Destroy the address, with the mails that wait for it; True when there was none."""
    with transaction.atomic():
        conversation = locked(permit)
        there = mail.drop_address(conversation.pk)
        if there:
            audit.record(permit)
    return not there
