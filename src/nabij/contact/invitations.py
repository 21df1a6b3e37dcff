"""Invitations: a code that a counsellor hands to somebody whose matter they keep already."""

from datetime import date
from enum import StrEnum

from django.db import models

from nabij.contact.rules.inviting import last_day
from nabij.kit.clock import today
from nabij.kit.permit import Actor
from nabij.matters.models import Matter
from nabij.people.models import Practice, User


class DoInvite(StrEnum):
    """What may be done with an invitation."""

    INVITE = "invite_visitor"
    WITHDRAW = "withdraw_invitation"
    ANSWER = "answer_invitation"
    ADMIT = "admit_visitor"


def _last_day() -> date:
    return last_day(today())


class VisitorCode(models.Model):
    """A code that was handed over for one matter: a derived id, the hash of a token, and what the code vouches for.

    The code itself never comes here. Once used it waits for its counsellor, who lets in or refuses; then the row goes.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    lookup = models.UUIDField(unique=True)
    token_hash = models.CharField(max_length=64)
    # base64; the first by the counsellor about their own keys, the second by who used the code about theirs
    offer = models.CharField(max_length=44)
    answer = models.CharField(max_length=44, blank=True)
    # whom the counsellor vouches for beside themselves, by id and name, as the offer holds them
    others = models.JSONField(default=list)
    until = models.DateField(default=_last_day)

    def may(self, actor: Actor, verb: DoInvite, /) -> bool:
        if isinstance(actor, User):
            keeps = (actor.pk, actor.practice_id) == (self.matter.keeper_id, self.practice_id)
            return keeps and actor.is_active and actor.is_counsellor and verb != DoInvite.ANSWER
        return (actor.pk, actor.practice_id) == (self.matter_id, self.practice_id) and verb == DoInvite.ANSWER

    @property
    def is_open(self) -> bool:
        """Whether the code can still be used by somebody new."""
        return not self.answer and self.until >= today()
