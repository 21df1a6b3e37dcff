"""What a visitor said is kept as new until who reads their matter opened it, on whichever device."""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from nabij.audit import actions as audit
from nabij.contact.models import Conversation, Do
from nabij.contact.rules.conversation import Erasure, Keeping
from nabij.contact.said import KEEPING, ErasureAsked, Looked, Said, newest_said
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.kit.proof import signed
from nabij.people.models import User
from nabij.sealed.rules import Sealed

NOT_SIGNED = "Je vraag klopt niet van vorm. Er is niets bewaard. Laad de pagina opnieuw."


def note_said(conversation: Conversation, sealed: Sealed) -> None:
    """Number what a visitor writes after their conversation was taken on, in the caller's transaction, who holds it."""
    if conversation.matter_id is None:
        return
    before = newest_said(conversation.pk)
    Said.objects.bulk_create(
        Said(
            practice_id=conversation.practice_id,
            conversation=conversation,
            number=before + nth,
            record_id=record.id,
        )
        for nth, record in enumerate(sealed.records, start=1)
    )


def ask_erasure(conversation: Conversation, sealed: Sealed, asked: Erasure) -> None:
    """Keep the visitor's signed wish, of which the record is in ``sealed``; in the caller's transaction, who holds it.

    Refused when it is not signed with the key of this visitor for this very conversation.
    """
    wish = ErasureAsked(
        conversation=conversation,
        practice_id=conversation.practice_id,
        record_id=asked.record_id,
        signature=asked.signature,
    )
    if not sealed.has(asked.record_id, "wish") or not wish.is_signed_by(conversation.sign):
        raise Refused(NOT_SIGNED)
    kept = {
        "practice_id": wish.practice_id,
        "record_id": wish.record_id,
        "signature": wish.signature,
        "on": wish.on,
        "taken_back": "",
    }
    ErasureAsked.objects.update_or_create(conversation=conversation, defaults=kept)


def take_erasure_back(conversation: Conversation, sealed: Sealed, back: Keeping) -> None:
    """Let the visitor's wish stand no longer; in the caller's transaction, who holds the conversation.

    Refused when it is not signed with the key of this visitor. A wish that came after those named stands.
    """
    named = [str(one) for one in (back.record_id, *back.wishes)]
    about = [str(conversation.practice_id), str(conversation.pk), *named]
    if not sealed.has(back.record_id, "wish") or not signed(KEEPING, about, back.signature, conversation.sign):
        raise Refused(NOT_SIGNED)
    asked = ErasureAsked.objects.filter(conversation=conversation, record_id__in=back.wishes)
    asked.update(taken_back=back.signature)


def look(permit: Permit[Conversation, Literal[Do.LOOK]], number: int) -> bool:
    """Keep that the actor opened what the visitor wrote, up to this number; True when they had before."""
    conversation = permit.row
    with transaction.atomic():
        fresh = _looked(conversation, permit.actor.pk, min(number, newest_said(conversation.pk)))
        if fresh:
            audit.record(permit)
    return not fresh


def looked_at_all(conversation: Conversation, counsellor: User) -> None:
    """Who answers has read all there is; in the transaction and under the audit line of the caller."""
    _looked(conversation, counsellor.pk, newest_said(conversation.pk))


def _looked(conversation: Conversation, counsellor: UUID, upto: int) -> bool:
    if upto == 0:
        return False
    row, made = Looked.objects.get_or_create(
        practice_id=conversation.practice_id,
        conversation_id=conversation.pk,
        counsellor_id=counsellor,
        defaults={"upto": upto},
    )
    return made or bool(Looked.objects.filter(pk=row.pk, upto__lt=upto).update(upto=upto))


def unheard(conversations: Iterable[UUID]) -> set[UUID]:
    """Those of these in which a visitor wrote something that nobody opened yet."""
    some = list(conversations)
    seen = dict(Looked.objects.filter(conversation__in=some).values_list("conversation").annotate(Max("upto")))
    said = Said.objects.filter(conversation__in=some).values_list("conversation").annotate(Max("number"))
    return {one for one, newest in said if newest > seen.get(one, 0)}
