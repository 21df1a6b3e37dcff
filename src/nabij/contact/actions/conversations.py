"""What a visitor does at the door: begin, write, keep a note to self, attach a file. Each once, however often sent."""

import os
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from nabij.audit import actions as audit
from nabij.contact.actions.looking import ask_erasure, note_said, take_erasure_back
from nabij.contact.actions.promising import promise, promise_in, reachable_at
from nabij.contact.models import Addressed, Conversation, DestructionProof, Do, Entrance, Salt
from nabij.contact.rules import conversation as rules
from nabij.contact.rules.conversation import Letter, NewConversation
from nabij.contact.texts import open_languages
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import NOT_YOURS, Permit
from nabij.mail.actions import remind
from nabij.mail.rules import Text
from nabij.matters import actions as matter_actions
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij.sealed import actions as sealed_actions
from nabij.sealed.actions.files import Upload
from nabij.sealed.models import File, KeyGrant
from nabij.sealed.rules import VISITORS_PART, NewVersion, Sealed, conflict, stale

SALT = 16

type MayBegin = Permit[Conversation, Literal[Do.BEGIN]]
type MayWrite = Permit[Conversation, Literal[Do.WRITE]]
type MayKeep = Permit[Conversation, Literal[Do.KEEP]]


def salt() -> bytes:
    """The salt of this installation, drawn the first time that anybody asks."""
    kept, _ = Salt.objects.get_or_create(pk=1, defaults={"value": os.urandom(SALT)})
    return bytes(kept.value)


def row_of(new: NewConversation) -> Conversation:
    """The conversation of this id, or the one that would begin at this entrance; refused where that is shut."""
    kept = Conversation.objects.filter(pk=new.id).first()
    if kept:
        return kept
    entrance = Entrance.objects.open_to_visitors().filter(code=new.entrance).first()
    if entrance is None or new.language not in open_languages(entrance.organisation):
        raise Refused("Deze ingang is dicht. Er is niets bewaard. Wat je typte staat er nog: bewaar het ergens veilig.")
    return Conversation(
        id=new.id,
        practice_id=entrance.practice_id,
        organisation_id=entrance.organisation_id,
        lookup=new.words.lookup,
        token_hash=rules.hash_of(new.words.token),
        recipient=new.public_key.recipient,
        sign=new.public_key.sign,
        keepsake=new.keepsake,
        language=new.language,
        standby=bool(new.standby),
    )


def begin(permit: MayBegin, new: NewConversation) -> bool:
    """Keep a visitor's first words and keys; True when these very ones were kept before.

    Raises ``conflict`` when the id or the lookup id exists with anything else.
    """
    if _is_begun(permit, new):
        return True
    row = permit.row
    rules.check_choice(new, {one.pk for one in reachable_at(row.organisation_id)})
    rules.check_first_keys(new)
    rules.check_first_words(new.sealed)
    rules.check_newest(new.sealed, 1)
    sealed_actions.create_shred_key(row.practice_id, new.id, new.shred_key)
    try:
        with transaction.atomic():
            _store(permit, new)
            # a key that was left behind long ago may have been cleaned up just now
            if not sealed_actions.has_shred_key(row.practice_id, new.id, new.shred_key):
                raise Refused("Dit lukte net niet. Er is niets bewaard. Probeer het nog een keer.", code="stale")
            audit.record(permit)
    except IntegrityError:
        if _is_begun(permit, new):
            return True
        raise conflict() from None
    return False


def _is_begun(permit: MayBegin, new: NewConversation) -> bool:
    kept = Conversation.objects.filter(pk=new.id).first()
    if kept is None:
        return False
    # keys of those who were asked and not needed are gone once somebody took it on
    grants = [grant for grant in new.grants if kept.matter_id is None or grant.grantee == kept.pk]
    same = (
        kept.practice_id == permit.actor.practice_id
        and kept.lookup == new.words.lookup
        and rules.opens(new.words.token, kept.token_hash)
        and (kept.recipient, kept.sign, kept.language) == (new.public_key.recipient, new.public_key.sign, new.language)
        and (kept.keepsake_version > 1 or bytes(kept.keepsake) == new.keepsake)
        and _asked(kept) == {(one, False) for one in new.chosen} | {(one, True) for one in new.standby}
        and sealed_actions.has_shred_key(kept.practice_id, kept.pk, new.shred_key)
        and sealed_actions.is_kept(permit, kept.pk, grants, new.sealed)
    )
    if not same:
        raise conflict()
    return True


def _asked(conversation: Conversation) -> set[tuple[UUID, bool]]:
    return set(conversation.addressed_set.values_list("counsellor_id", "standby"))


def _store(permit: MayBegin, new: NewConversation) -> None:
    row = permit.row
    row.due = promise(new.chosen, new.standby, today(), row.practice.reply_days)
    # first of all: who sends the same twice at once is told so by the database
    row.save(force_insert=True)
    # a visitor goes by the id of their box: it must not be that of an account, nor of a box that anybody else fills
    taken = (
        User.objects.filter(pk=new.id),
        Matter.objects.filter(pk=new.id),
        KeyGrant.objects.filter(box=new.id),
        DestructionProof.objects.filter(pk=new.id),
    )
    if any(rows.exists() for rows in taken):
        raise conflict()
    Addressed.objects.bulk_create(
        Addressed(practice_id=row.practice_id, conversation=row, counsellor_id=one, standby=one in new.standby)
        for one in (*new.chosen, *new.standby)
    )
    sealed_actions.add_grants(permit, row.pk, new.grants)
    sealed_actions.write_sealed(permit, row.pk, new.sealed)
    _tell(permit, row, row.pk)


def locked(permit: Permit[Conversation, Any]) -> Conversation:
    """The conversation as it is now, held until this transaction ends; refused when the right went away meanwhile."""
    kept = Conversation.objects.select_for_update(of=("self",)).select_related("practice").filter(pk=permit.row.pk)
    conversation = kept.first()
    if conversation is None or not conversation.may(permit.actor, permit.verb):
        raise Refused(NOT_YOURS, code="forbidden")
    return conversation


def write(permit: MayWrite, letter: Letter) -> bool:
    """Keep what the visitor writes, under the newest key, with their note to self; True when it was kept before.

    A message or a wish puts the counsellor aan zet, once the conversation was taken on.
    """
    with transaction.atomic():
        conversation = locked(permit)
        if conversation.matter_id:
            # keys are renewed and withdrawn under this lock: none comes in between
            Matter.objects.select_for_update(of=("self",)).get(pk=conversation.matter_id)
        repeated = bool(letter.sealed.records) and sealed_actions.is_kept(permit, conversation.pk, (), letter.sealed)
        if not repeated:
            rules.check_newest(letter.sealed, newest_epoch(conversation))
            sealed_actions.write_sealed(permit, conversation.pk, letter.sealed)
            note_said(conversation, letter.sealed)
            if letter.erasure:
                ask_erasure(conversation, letter.sealed, letter.erasure)
            if letter.keeping:
                take_erasure_back(conversation, letter.sealed, letter.keeping)
            if rules.calls(letter.sealed):
                call(permit, conversation, letter.sealed)
        fresh = letter.keepsake is not None and keep_note(conversation, letter.keepsake, overtaken_is_fine=repeated)
        already = not fresh and (repeated or not letter.sealed.records)
        if not already:
            audit.record(permit)
    return already


def newest_epoch(conversation: Conversation) -> int:
    """Of the keys that the visitor was handed, withdrawn ones never being the newest."""
    mine = KeyGrant.objects.to_visitor_of(conversation.practice_id, conversation.pk).filter(part=VISITORS_PART)
    return max(mine.values_list("epoch", flat=True), default=0)


def _who_answers(conversation: Conversation) -> QuerySet[User]:
    """Who took it on; before that who was asked, and who stands by while none of those is there.

    Who reads along or stands by while the keeper does not answer is told by ``reminding``, whenever that begins.
    """
    if conversation.matter:
        return User.objects.filter(pk=conversation.matter.keeper_id)
    asked = conversation.addressed_set.all()
    there = asked if conversation.is_left(today()) else asked.filter(standby=False)
    return User.objects.filter(pk__in=there.values("counsellor"))


def _tell(permit: Permit[Conversation, Any], conversation: Conversation, cause: UUID) -> None:
    """A mail for whoever has to answer; who stands by now is told no second time of the same promise."""
    remind(permit, _who_answers(conversation), Text.COUNSELLOR, cause)
    if conversation.matter_id is None and conversation.is_left(today()):
        conversation.addressed_set.filter(standby=True).update(told=conversation.due)


def call(permit: Permit[Conversation, Any], conversation: Conversation, said: Sealed) -> None:
    """Put the counsellor aan zet, in the transaction of the caller; who was waiting already waits no longer for it.

    Whoever has to answer gets a mail, if they want any.
    """
    _tell(permit, conversation, said.records[0].id)
    matter = conversation.matter
    if matter is None:
        return
    matter_actions.hear_from_visitor(permit, matter.pk, promise_in(matter, today()))


def keep(permit: MayKeep, keepsake: NewVersion) -> bool:
    """Replace the note to self of the version it was based on; True when it already stands so; ``stale`` otherwise."""
    with transaction.atomic():
        fresh = keep_note(locked(permit), keepsake)
        if fresh:
            audit.record(permit)
    return not fresh


def keep_note(conversation: Conversation, keepsake: NewVersion, *, overtaken_is_fine: bool = False) -> bool:
    """Whether the note is kept now; False when it was before, or when what overtook it does no harm."""
    version = keepsake.based_on + 1
    kept = conversation.keepsake_version
    if kept == version and bytes(conversation.keepsake) == keepsake.sealed:
        return False
    if kept >= version and overtaken_is_fine:
        return False
    changed = Conversation.objects.filter(pk=conversation.pk, keepsake_version=keepsake.based_on).update(
        keepsake=keepsake.sealed, keepsake_version=version
    )
    if not changed:
        raise stale()
    return True


def attach(permit: MayWrite, file_id: UUID, upload: Upload, length: int) -> bool:
    """Keep a sealed file; True when it was kept before. A cut or unsealed upload leaves nothing."""
    with sealed_actions.scratch_file() as scratch:
        digest = sealed_actions.receive(upload, length, scratch)
        with transaction.atomic():
            conversation = locked(permit)
            here = File.objects.filter(practice_id=conversation.practice_id, box=conversation.pk)
            rules.check_room(here.exclude(pk=file_id).count())
            already = sealed_actions.keep_file(permit, conversation.pk, file_id, scratch, length, digest)
            if not already:
                audit.record(permit)
    return already
