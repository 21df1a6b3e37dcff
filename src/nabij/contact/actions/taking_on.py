"""A counsellor takes a visitor's conversation on: it becomes a matter, and nobody else answers it by chance."""

from typing import Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.contact.actions.conversations import locked
from nabij.contact.actions.promising import standing_by
from nabij.contact.models import Conversation, Do
from nabij.kit.permit import Permit
from nabij.kit.permit import permit as permit_for
from nabij.matters import actions as matter_actions
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Matter
from nabij.matters.rules.register import TakenOn
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import conflict, stale


def take_on(permit: Permit[Conversation, Literal[Do.TAKE_ON]], new: TakenOn) -> bool:
    """Make a matter of the conversation; True when the actor did so before with exactly this.

    Raises ``stale`` when a colleague came first. Who else was asked and does not stand by loses their key.
    """
    actor = permit.actor
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter is not None:
            if matter_actions.is_taken_on(permit, conversation.matter, new):
                return True
            raise conflict() if conversation.matter.keeper_id == actor.pk else stale()
        row = Matter(
            id=conversation.pk,
            practice_id=conversation.practice_id,
            organisation_id=conversation.organisation_id,
            keeper_id=actor.pk,
        )
        matter_actions.take_on(
            permit_for(actor, DoMatter.OPEN, row),
            new,
            begun_month=conversation.begun_month,
            standing_by=standing_by(conversation, actor.pk),
        )
        others = conversation.addressed_set.filter(standby=False).exclude(counsellor=actor.pk)
        sealed_actions.destroy_grants(permit, conversation.pk, others.values_list("counsellor_id", flat=True))
        Conversation.objects.filter(pk=conversation.pk, matter=None).update(matter_id=row.pk)
        audit.record(permit)
    return False
