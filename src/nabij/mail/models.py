"""Who wants mail, and the mails that are to be sent. No text, no name, nothing of what a mail is about."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from nabij.kit.permit import Actor
from nabij.mail.rules import Text
from nabij.people.models import Practice, Role, User

# whether somebody of this role gets mail as long as they said nothing; who is not here never gets any
UNLESS_SAID = {Role.BOARD_CONTACT: True, Role.COUNSELLOR: False}


class Do(StrEnum):
    """What may be done about one's own mail."""

    SWITCH_ON = "switch_mail_on"
    SWITCH_OFF = "switch_mail_off"


class Choice(models.Model):
    """Whether somebody with an account wants mail, as they said; it goes to the address that they sign in with."""

    account = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="mail_choice")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    wanted = models.BooleanField()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        own = isinstance(actor, User) and actor.is_active and actor.pk == self.account_id
        return own and self.account.role in UNLESS_SAID and verb in Do


def wants_mail(person: User) -> bool:
    """Whether this person gets mail: switched on, and not of an account that is switched off."""
    said = Choice.objects.filter(account=person).values_list("wanted", flat=True).first()
    return person.is_active and (UNLESS_SAID.get(Role(person.role), False) if said is None else said)


class VisitorAddress(models.Model):
    """Where a visitor wants mail, in clear: they typed it for that. Its id is that of the conversation.

    ``told``: a mail went out, and they have not looked since. ``last``: the day of that mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    email = models.EmailField()
    language = models.CharField(max_length=5)
    told = models.BooleanField(default=False)
    last = models.DateField(null=True, blank=True)


class MailQuerySet(QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        """Those that are still to be sent."""
        return self.filter(state=Mail.State.WAITING)


class Mail(models.Model):
    """One mail to one person. Once sent it stays until the day is over, so that there is one a day; then it is gone.

    Of one that was given up nobody's name stays: it only counts.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Wacht"
        SENT = "sent", "Verstuurd"
        FAILED = "failed", "Niet aangekomen"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    account = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE)
    visitor = models.ForeignKey(VisitorAddress, null=True, blank=True, on_delete=models.CASCADE)
    text = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Text])
    # what it tells of, by an id: the same cause makes no second mail
    cause = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="failed", account=None, visitor=None)
                | Q(account=None, visitor__isnull=False)
                | Q(account__isnull=False, visitor=None),
                name="mail_to_one",
            ),
            models.UniqueConstraint(fields=["practice", "account", "text", "cause"], name="mail_account_once"),
            models.UniqueConstraint(fields=["practice", "visitor", "text", "cause"], name="mail_visitor_once"),
            models.UniqueConstraint(
                fields=["practice", "account", "text"],
                condition=Q(state="waiting"),
                name="mail_account_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["practice", "visitor", "text"],
                condition=Q(state="waiting"),
                name="mail_visitor_one_waiting",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_to_send")]


def failed_in(practice: Practice) -> int:
    """How many mails of this practice did not arrive lately."""
    return Mail.objects.filter(practice=practice, state=Mail.State.FAILED).count()
