"""A conversation is destroyed at its visitor's wish: keys, records, files and the server's half of every key."""

from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nabij.audit import actions as audit
from nabij.contact.actions.conversations import locked
from nabij.contact.models import Conversation, Do
from nabij.contact.proofs import DestructionProof
from nabij.contact.rules.conversation import Words, opens
from nabij.contact.said import ErasureAsked
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import NOT_YOURS, Permit
from nabij.kit.permit import permit as permit_for
from nabij.mail.actions import drop_address
from nabij.matters import actions as matter_actions
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Matter
from nabij.sealed import actions as sealed_actions

NOT_ASKED = (
    "De inbrenger heeft hier niet zelf om gevraagd. Er is niets gewist. "
    "Wil de inbrenger dat wel? Dat kan op de eigen pagina, met de zeven woorden."
)

TAKEN_BACK = "De inbrenger nam de vraag terug. Er is niets gewist. Lees het gesprek en ga daarin verder."


def destroy(permit: Permit[Conversation, Literal[Do.DESTROY]]) -> DestructionProof:
    """Destroy all that is sealed in a conversation and its matter, and keep the proof; the coded row stays.

    By its visitor while nobody took it on; after that by the counsellor who keeps it, at the visitor's signed wish.
    """
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter_id:
            matter = Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
            _check_asked(conversation)
            matter_actions.destroy(permit_for(permit.actor, DoMatter.DESTROY, matter))
        proof = _destroyed(permit, conversation)
    sealed_actions.destroy_shred_keys(permit, [proof.pk])
    return proof


def destroy_unread(permit: Permit[Conversation, Literal[Do.DESTROY_UNREAD]]) -> DestructionProof:
    """The same by whom the matter is left to when its keeper works here no more, at the visitor's signed wish.

    They need no key and open nothing. The wish is looked at again under the lock; without one this is ``forbidden``.
    """
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter_id is None:
            raise Refused(NOT_YOURS, code="forbidden")
        matter = Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
        matter_actions.destroy(permit_for(permit.actor, DoMatter.DESTROY_UNREAD, matter))
        proof = _destroyed(permit, conversation)
    sealed_actions.destroy_shred_keys(permit, [proof.pk])
    return proof


def _destroyed(permit: Permit[Conversation, Any], conversation: Conversation) -> DestructionProof:
    """All that is sealed, in the caller's transaction, who holds the conversation and its matter."""
    destroyed = sealed_actions.destroy_box(permit, conversation.pk)
    entry = audit.record(permit)
    proof = DestructionProof.objects.create(
        id=conversation.pk,
        practice_id=conversation.practice_id,
        lookup=conversation.lookup,
        token_hash=conversation.token_hash,
        at=timezone.now(),
        records=destroyed.records,
        files=destroyed.files,
        grants=destroyed.grants,
        digest=destroyed.digest,
        line=entry.hash,
        until=today() + timedelta(days=settings.CONFIGURATION.proof_days),
    )
    drop_address(conversation.pk)
    Conversation.objects.filter(pk=conversation.pk).delete()
    return proof


def _check_asked(conversation: Conversation) -> None:
    asked = ErasureAsked.objects.filter(conversation=conversation).first()
    if asked is not None and asked.taken_back:
        raise Refused(TAKEN_BACK, code="taken_back")
    if asked is None or not asked.stands(conversation.sign):
        raise Refused(NOT_ASKED)


def proof_of(words: Words) -> DestructionProof | None:
    """The proof that these words open, while it is kept."""
    found = DestructionProof.objects.filter(lookup=words.lookup, until__gte=today()).first()
    return found if opens(words.token, found.token_hash if found else None) else None
