"""Sending what was put out: each mail by one sender, again after a while when it fails, and not for ever.

No permits and no audit lines: nobody does this, and lines of who was told when would be a history that nobody needs.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nabij.mail import rules
from nabij.mail.actions.outbox import is_on
from nabij.mail.models import Mail, VisitorAddress, wants_mail
from nabij.mail.rules import Text

AT_ONCE = 200
OUTBOX = "outbox"
LOG = logging.getLogger("nabij.mail")


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did."""

    sent: int
    failed: int


def send_waiting() -> Round:
    """Send what is due; nothing while mail is off. Two senders at once share the work and double nothing."""
    now = timezone.localtime()
    _forget(now)
    if not is_on():
        return Round(0, 0)
    due = Mail.objects.waiting().filter(not_before__lte=now).order_by("not_before", "pk")
    done = [_try(pk, attempts, now) for pk, attempts in list(due.values_list("pk", "attempts")[:AT_ONCE])]
    return Round(done.count(True), done.count(False))


def _forget(now: datetime) -> None:
    """What was sent before today; after two weeks that something failed; and what nobody needs any more.

    That last is what waited through a week in which nothing was sent: whoever it was for looked by themselves.
    """
    Mail.objects.waiting().filter(made__lt=now - 1.5 * rules.PATIENCE).delete()
    done = Mail.objects.exclude(state=Mail.State.WAITING)
    done.filter(state=Mail.State.SENT, done_on__lt=now.date()).delete()
    done.filter(state=Mail.State.FAILED, done_on__lt=now.date() - rules.TOLD_FOR).delete()


def _try(pk: int, attempts: int, now: datetime) -> bool | None:
    """Whether this mail went out; None when another sender has it, or when nobody waits for it any more."""
    # claimed by counting on: of two senders one finds another count. A sender that dies leaves it for the next try
    same = Mail.objects.waiting().filter(pk=pk, attempts=attempts)
    if not same.update(attempts=F("attempts") + 1, not_before=rules.next_try(attempts + 1, now)):
        return None
    mail = Mail.objects.select_related("account", "visitor").filter(pk=pk).first()
    if mail is None or (mail.account and not wants_mail(mail.account)):
        Mail.objects.waiting().filter(pk=pk).delete()
        return None
    try:
        _message(mail).send(using=OUTBOX)
    except (OSError, ValueError):
        # the error names addresses; the log's own filter leaves its kind and its place
        LOG.warning("a mail was not sent", exc_info=True)
        if rules.is_hopeless(mail.made, now):
            _give_up(pk, now)
        return False
    _note_sent(mail, now)
    return True


def _message(mail: Mail) -> EmailMessage:
    """ValueError for a mail to nobody."""
    to = mail.account or mail.visitor
    if to is None:
        raise ValueError("a mail to nobody")
    letter = rules.letter(Text(mail.text), mail.visitor.language if mail.visitor else rules.DUTCH)
    sender: str = settings.MAIL_SENDER
    # by default these two name the machine that sends
    domain = Address(addr_spec=parseaddr(sender)[1]).domain
    headers = {"Message-ID": make_msgid(domain=domain), "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.body, sender, [to.email], headers=headers)


def _note_sent(mail: Mail, now: datetime) -> None:
    with transaction.atomic():
        list(VisitorAddress.objects.select_for_update().filter(pk__in=[mail.visitor_id]))
        kept = Mail.objects.waiting().filter(pk=mail.pk).update(state=Mail.State.SENT, done_on=now.date())
        # the row is gone when they looked just now: then the next message may be told of
        if mail.visitor_id:
            VisitorAddress.objects.filter(pk=mail.visitor_id).update(told=bool(kept), last=now.date())


def _give_up(pk: int, now: datetime) -> None:
    """Only that one did not arrive stays: neither to whom nor about what."""
    failed = {"state": Mail.State.FAILED, "done_on": now.date(), "account": None, "visitor": None, "cause": ""}
    Mail.objects.waiting().filter(pk=pk).update(**failed)
