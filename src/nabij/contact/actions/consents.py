"""A visitor answers what is asked of them, or takes back what was agreed to: signed by their own key."""

from typing import Literal

from django.db import transaction

from nabij.audit import actions as audit
from nabij.contact.actions.conversations import call, keep_note, locked, newest_epoch
from nabij.contact.actions.looking import note_said
from nabij.contact.models import Conversation, Do
from nabij.contact.rules import conversation as rules
from nabij.contact.rules.conversation import SignedAnswer
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.matters import actions as matter_actions
from nabij.matters.models import Matter
from nabij.sealed import actions as sealed_actions


def answer(permit: Permit[Conversation, Literal[Do.CONSENT]], new: SignedAnswer) -> bool:
    """Keep the visitor's signed answer, its place in the order and their note to self; True when it was kept before.

    Raises ``stale`` when another consent came first. What is taken back is served to nobody from then on.
    """
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter_id is None:
            raise Refused(
                "Dit gesprek is nog door niemand aangenomen. Er is niets bewaard. Wacht tot iemand het aanneemt."
            )
        matter = Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
        named = new.sealed.has(new.consent.record_id, "consent")
        repeated = named and sealed_actions.is_kept(permit, conversation.pk, (), new.sealed)
        if not repeated:
            rules.check_newest(new.sealed, newest_epoch(conversation))
            matter_actions.answer(permit, matter, new.consent)
            counted = (new.consent.record_id, "consent")
            sealed_actions.write_sealed(permit, conversation.pk, new.sealed, counted=counted)
            note_said(conversation, new.sealed)
            call(permit, conversation, new.sealed)
            audit.record(permit)
        if new.keepsake is not None:
            keep_note(conversation, new.keepsake, overtaken_is_fine=repeated)
    return repeated
