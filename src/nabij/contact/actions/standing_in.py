"""Nobody stays unanswered: a counsellor answers in place of a colleague, and a visitor chooses somebody else."""

from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from nabij.audit import actions as audit
from nabij.contact.actions import answering
from nabij.contact.actions.conversations import keep_note, locked, newest_epoch
from nabij.contact.actions.looking import looked_at_all, note_said
from nabij.contact.actions.promising import promise
from nabij.contact.models import Addressed, Conversation, Do
from nabij.contact.rules import conversation as rules
from nabij.contact.rules.conversation import AnotherChosen
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import NOT_YOURS, Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.matters import actions as matter_actions
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import VISITORS_PART, Sealed

NOT_NEEDED = "Je collega is er weer, of iemand anders antwoordde al. Er is niets verstuurd. Laad de pagina opnieuw."
NOT_TO_CHOOSE = "Deze vertrouwenspersoon kun je nu niet kiezen. Er is niets veranderd. Laad de pagina opnieuw."


def answer_instead(
    permit: Permit[Conversation, Literal[Do.ANSWER_INSTEAD]], sealed: Sealed, *, tells: bool = False
) -> bool:
    """Keep a message to the visitor of a colleague's conversation; the visitor is aan zet then. True when it was kept
    before. ``forbidden`` once the colleague is to be expected again.

    ``tells``: a browser tells how far a letter is. That answers nothing and nobody read what waits: both stay.
    """
    with transaction.atomic():
        conversation = locked(permit)
        rules.check_only(sealed, "message")
        if sealed_actions.is_kept(permit, conversation.pk, (), sealed):
            return True
        if conversation.matter_id is None or not isinstance(permit.actor, User):
            raise Refused(NOT_YOURS, code="forbidden")
        # keys are renewed and withdrawn under this lock: none comes in between
        conversation.matter = Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
        may = answering.may_answer_instead(permit.actor, conversation)
        if not may and not (tells and answering.may_tell_instead(permit.actor, conversation)):
            raise Refused(NOT_NEEDED, code="forbidden")
        rules.check_newest(sealed, newest_epoch(conversation))
        sealed_actions.write_sealed(permit, conversation.pk, sealed)
        if not tells:
            matter_actions.wait_for_visitor(permit, conversation.matter_id)
            looked_at_all(conversation, permit.actor)
            # what comes next is another thing to be told of: in a closed matter no new day would say so
            conversation.addressed_set.filter(
                counsellor=permit.actor, conversation__matter__closed_month__isnull=False
            ).update(told=None)
        matter_actions.tell_visitor(permit, conversation.pk, sealed)
        audit.record(permit)
    return False


def choose(permit: Permit[Conversation, Literal[Do.CHOOSE]], new: AnotherChosen) -> bool:
    """Hand another counsellor the keys that the visitor gives them, and promise an answer anew; True when it was done.

    Refused while somebody who can open the conversation is to be expected.
    """
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter_id:
            conversation.matter = Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
        rules.check_only(new.sealed, "contact")
        asked = conversation.addressed_set.filter(counsellor=new.counsellor, standby=False)
        repeated = asked.exists() and sealed_actions.is_kept(permit, conversation.pk, new.grants, new.sealed)
        if not repeated:
            _let_in(permit, conversation, new)
            audit.record(permit)
        keep_note(conversation, new.keepsake, overtaken_is_fine=repeated)
    return repeated


def let_stand_by(permit: Permit[Conversation, Literal[Do.LET_STAND_BY]], new: AnotherChosen) -> bool:
    """Hand a colleague the keys to stand by, as who came with a code chose at the start; True when it was done.

    Once: refused where anybody was let in before, or where nobody was chosen.
    """
    with transaction.atomic():
        conversation = locked(permit)
        # the matter has the id of its conversation
        matter = Matter.objects.select_for_update(of=("self",)).filter(pk=conversation.pk).first()
        rules.check_only(new.sealed, "contact")
        standing = conversation.addressed_set.filter(counsellor=new.counsellor, standby=True)
        repeated = standing.exists() and sealed_actions.is_kept(permit, conversation.pk, new.grants, new.sealed)
        if not repeated:
            if matter is None or new.counsellor not in {one.pk for one in beside(conversation, matter)}:
                raise Refused(NOT_TO_CHOOSE, code="stale")
            _hand_keys(permit, conversation, new)
            Addressed.objects.create(
                practice_id=conversation.practice_id,
                conversation=conversation,
                counsellor_id=new.counsellor,
                standby=True,
            )
            audit.record(permit)
        keep_note(conversation, new.keepsake, overtaken_is_fine=repeated)
    return repeated


def beside(conversation: Conversation, matter: Matter) -> list[User]:
    """Whom a visitor who chose so with their code may still let stand by; nobody once somebody was let in."""
    if not conversation.standby or conversation.addressed_set.exists():
        return []
    return answering.may_stand_by(matter)


def _let_in(permit: Permit[Conversation, Literal[Do.CHOOSE]], conversation: Conversation, new: AnotherChosen) -> None:
    if new.counsellor not in {one.pk for one in answering.others_for(conversation) or ()}:
        raise Refused(NOT_TO_CHOOSE, code="stale")
    _hand_keys(permit, conversation, new)
    due = promise([new.counsellor], (), today(), conversation.practice.reply_days)
    Addressed.objects.update_or_create(
        practice_id=conversation.practice_id,
        conversation=conversation,
        counsellor_id=new.counsellor,
        defaults={"standby": False, "told": due},
    )
    remind(permit, User.objects.filter(pk=new.counsellor), Text.COUNSELLOR, new.sealed.records[0].id)
    if conversation.matter_id:
        matter_actions.promise_anew(permit, conversation.matter_id, due)
    else:
        Conversation.objects.filter(pk=conversation.pk).update(due=due)


def _hand_keys(permit: Permit[Conversation, Any], conversation: Conversation, new: AnotherChosen) -> None:
    """Exactly the keys that the visitor holds and this counsellor not, with the visitor's word for it."""
    rules.check_newest(new.sealed, newest_epoch(conversation))
    own = KeyGrant.objects.to_visitor_of(conversation.practice_id, conversation.pk).filter(part=VISITORS_PART)
    missing = set(own.values_list("epoch", flat=True)) - set(held_by(conversation, new.counsellor))
    rules.check_keys_for(new.counsellor, new.grants, missing)
    sealed_actions.add_grants(permit, conversation.pk, new.grants)
    sealed_actions.write_sealed(permit, conversation.pk, new.sealed)
    note_said(conversation, new.sealed)


def held_by(conversation: Conversation, counsellor: UUID) -> list[int]:
    """The epochs of the conversation to which this counsellor holds a key."""
    rows = KeyGrant.objects.filter(
        practice_id=conversation.practice_id,
        box=conversation.pk,
        part=VISITORS_PART,
        grantee=counsellor,
        withdrawn=False,
    )
    return sorted(rows.values_list("epoch", flat=True))
