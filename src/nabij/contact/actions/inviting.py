"""Uitnodigen: a code is made, used once, and who used it is let in or refused by the counsellor who made it."""

from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from nabij.audit import actions as audit
from nabij.contact.invitations import DoInvite, VisitorCode
from nabij.contact.models import Conversation
from nabij.contact.rules.conversation import Words, hash_of, opens
from nabij.contact.rules.inviting import NewAnswer, NewInvitation, check_kept
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.kit.permit import permit as permit_for
from nabij.mail.actions import drop_address
from nabij.matters import actions as matter_actions
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Matter
from nabij.matters.rules.consent import Anew
from nabij.people.models import User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.rules import NewGrant, Sealed, conflict, stale

USED = "Iemand gebruikte de vorige code al. Er is niets bewaard. Laad de kwestie opnieuw en kijk eerst wie dat is."
HAS_WORDS = "Deze inbrenger heeft al zeven woorden. Er is niets bewaard. Laad de kwestie opnieuw en schrijf daar."
IS_CLOSED = "Deze kwestie is gesloten. Er is niets bewaard. Heropen haar eerst."


class UnknownCode(Refused):
    """There is no code that works with this: never made, used, withdrawn or too old, which are all alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "Deze code werkt niet (meer). Er is niets bewaard. Vraag je vertrouwenspersoon om een nieuwe.",
            code="unknown_code",
        )


def invitation_of(words: Words, *, answered: bool = False) -> VisitorCode:
    """The invitation that this code opens; ``answered``: also one that was used. Raises ``UnknownCode``."""
    found = VisitorCode.objects.filter(lookup=words.lookup).values_list("pk", "token_hash").first()
    if not opens(words.token, found[1] if found else None) or found is None:
        raise UnknownCode
    kept = VisitorCode.objects.select_related("matter__keeper", "matter__organisation__practice", "practice")
    # by its code once more: another may have come in its place meanwhile, under the same matter
    invitation = kept.filter(pk=found[0], lookup=words.lookup, token_hash=found[1]).first()
    if invitation is None or not (invitation.is_open or (answered and invitation.answer)):
        raise UnknownCode
    return invitation


def invite(permit: Permit[VisitorCode, Literal[DoInvite.INVITE]], new: NewInvitation) -> bool:
    """Keep what a new code yields, in place of an earlier one that nobody used; True when this very one is there."""
    check_kept(new.sealed)
    with transaction.atomic():
        kept, matter = _held(permit.row.matter.pk)
        same = kept and (kept.lookup, kept.token_hash, kept.offer) == (new.lookup, new.token_hash, new.offer)
        if same and sealed_actions.is_kept(permit, matter.pk, (), new.sealed):
            return True
        _check_free(matter, kept)
        sealed_actions.write_sealed(permit, matter.pk, new.sealed)
        VisitorCode.objects.filter(pk=matter.pk).delete()
        try:
            with transaction.atomic():
                VisitorCode.objects.create(
                    matter=matter,
                    practice_id=matter.practice_id,
                    lookup=new.lookup,
                    token_hash=new.token_hash,
                    offer=new.offer,
                    others=[{"id": str(one.id), "name": one.name} for one in new.others],
                )
        except IntegrityError:
            raise conflict() from None
        audit.record(permit)
    return False


def _held(pk: UUID) -> tuple[VisitorCode | None, Matter]:
    """The invitation of this matter, where there is one, and the matter, held until this transaction ends.

    In the order in which everybody holds them, so that no two wait for each other: the code, what its visitor has, the
    matter. A visitor who writes holds their conversation first. Raises ``stale`` for a code that came in between.
    """
    kept = VisitorCode.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    # read for the lock alone
    Conversation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=pk)
    if kept is None and VisitorCode.objects.filter(pk=pk).exists():
        raise stale()
    return kept, matter


def _check_free(matter: Matter, kept: VisitorCode | None) -> None:
    if kept and kept.answer:
        raise Refused(USED, code="stale")
    if Conversation.objects.filter(pk=matter.pk).exists():
        raise Refused(HAS_WORDS, code="conflict")
    if matter.closed_month is not None:
        raise Refused(IS_CLOSED)


def withdraw(permit: Permit[VisitorCode, Literal[DoInvite.WITHDRAW]], sealed: Sealed) -> bool:
    """Destroy an invitation, and with it what somebody answered who was not let in; True when none was there."""
    with transaction.atomic():
        kept, matter = _held(permit.row.matter.pk)
        sealed_actions.write_sealed(permit, matter.pk, sealed)
        if kept is None:
            return True
        if kept.answer:
            drop_address(matter.pk)
            Conversation.objects.filter(pk=matter.pk).delete()
        kept.delete()
        audit.record(permit)
    return False


def answer(permit: Permit[VisitorCode, Literal[DoInvite.ANSWER]], new: NewAnswer) -> bool:
    """Keep the words' id and the keys of who used the code, once; True when these very ones were kept before."""
    with transaction.atomic():
        invitation = VisitorCode.objects.select_for_update(of=("self",)).filter(pk=permit.row.pk).first()
        if invitation is None or invitation.token_hash != permit.row.token_hash:
            raise UnknownCode
        matter = Matter.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if _is_answered(invitation, new):
            return True
        if not invitation.is_open:
            raise UnknownCode
        try:
            with transaction.atomic():
                _begin(matter, new)
        except IntegrityError:
            raise conflict() from None
        VisitorCode.objects.filter(pk=invitation.pk).update(answer=new.proof)
        audit.record(permit)
    return False


def _is_answered(invitation: VisitorCode, new: NewAnswer) -> bool:
    kept = Conversation.objects.filter(pk=invitation.pk, lookup=new.words.lookup).first()
    return (
        kept is not None
        and opens(new.words.token, kept.token_hash)
        and (kept.recipient, kept.sign) == (new.public_key.recipient, new.public_key.sign)
        and invitation.answer == new.proof
    )


def _begin(matter: Matter, new: NewAnswer) -> None:
    if User.objects.filter(pk=matter.pk).exists():
        raise conflict()
    Conversation(
        id=matter.pk,
        practice_id=matter.practice_id,
        organisation_id=matter.organisation_id,
        lookup=new.words.lookup,
        token_hash=hash_of(new.words.token),
        recipient=new.public_key.recipient,
        sign=new.public_key.sign,
        keepsake=new.keepsake,
        language=new.language,
        standby=new.standby,
        due=matter.due or today(),
        matter=matter,
    ).save(force_insert=True)


def admit(
    permit: Permit[VisitorCode, Literal[DoInvite.ADMIT]],
    grants: Collection[NewGrant],
    sealed: Sealed,
    anew: Sequence[Anew] = (),
) -> bool:
    """Hand who used the code the key of a new epoch; the invitation is gone then. True when that was done before.

    ``anew``: the consents that were heard before, which they read from now on.
    """
    with transaction.atomic():
        kept, matter = _held(permit.row.matter.pk)
        if kept is None:
            if grants and sealed_actions.is_kept(permit, matter.pk, grants, sealed):
                return True
            raise stale()
        if not kept.answer or not Conversation.objects.filter(pk=matter.pk).exists():
            raise stale()
        matter_actions.admit_visitor(_renewing(permit, matter), grants, sealed, anew)
        kept.delete()
        audit.record(permit)
    return False


def _renewing(permit: Permit[Any, Any], matter: Matter) -> Permit[Matter, Literal[DoMatter.RENEW_KEYS]]:
    return permit_for(permit.actor, DoMatter.RENEW_KEYS, matter)
