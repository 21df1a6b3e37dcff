"""Somebody who came by phone is handed a code, makes seven words with it, and is let in: both halves, in the demo."""

import hashlib
import random
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from nabij.contact.actions import inviting
from nabij.contact.actions.conversations import salt
from nabij.contact.invitations import DoInvite, VisitorCode
from nabij.contact.rules.conversation import Visitor, Words, hash_of
from nabij.contact.rules.inviting import NewAnswer, NewInvitation
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.sealed.models import Manifest, Record, ShredKey
from nabij.sealed.rules import NewKey
from nabij_demo.conversations.counsellor import card, introduction
from nabij_demo.conversations.sealing import NOTES, PARTS, TALK, Chain, Said, TalkBox
from nabij_demo.conversations.sides import Desk, Talk
from nabij_demo.conversations.visitor import seven_words
from nabij_vault.bundle import Pin
from nabij_vault.invitation import LENGTH, Answered, CodeKeys, Offered, code_keys, prove_answer, prove_offer
from nabij_vault.manifest import Head, ManifestContext, envelope_hash, open_manifest
from nabij_vault.record import RecordContext, RecordKeys, open_record
from nabij_vault.visitor import visitor_keys, visitor_root

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def invited(seed: str, desk: Desk, matter: Matter, at: datetime) -> Talk:
    """The talk of this matter from when its visitor was let in; what was there before stays the counsellor's."""
    box = _box_of(desk, matter)
    chance = random.Random(hashlib.sha256(f"nabij demo/code/{seed}".encode()).digest())  # noqa: S311 - used up at once
    code = "".join(chance.choices(SIGNS, k=LENGTH))
    words = seven_words(seed)
    keys = visitor_keys(visitor_root(words, salt()))
    talk = Talk(words, keys, box, (Pin(desk.id, desk.vault.own.public, checked=True, name=desk.user.name),), at)
    handed = Said("invitation", {"code": code, "written": talk.now()}, NOTES)
    _hand_over(talk, desk, code_keys(code), handed)
    _use(talk, code_keys(code))
    _let_in(talk, desk, handed)
    return talk


def _box_of(desk: Desk, matter: Matter) -> TalkBox:
    """The box as its keeper's browser opens it: keys from the keyring, the chains as the server has them."""
    practice, box_id = str(matter.practice_id), str(matter.pk)
    box = TalkBox(practice, box_id, bytes(ShredKey.objects.get(box=matter.pk).key), before_visitor=frozenset({1}))
    for part in PARTS:
        box.keys[part, 1] = desk.vault.keys[box_id, part, 1]
        kept = Manifest.objects.filter(box=matter.pk, part=part, epoch=1).order_by("counter").last()
        if kept is None:
            raise LookupError("a matter of the demo has both of its parts")
        envelope = bytes(kept.sealed)
        context = ManifestContext(practice, box_id, part, 1, kept.counter)
        _, found = open_manifest(context, envelope, RecordKeys(box.keys[part, 1], box.shred), {desk.signer.sign})
        box.chains[part, 1] = Chain(list(found.entries), Head(kept.counter, envelope_hash(envelope)))
    return box


def _hand_over(talk: Talk, desk: Desk, code: CodeKeys, handed: Said) -> None:
    matter = Matter.objects.get(pk=talk.box.id)
    offered = Offered(talk.box.practice, talk.box.id, desk.id, desk.user.name, desk.vault.own.public)
    new = NewInvitation(
        uuid.UUID(code.lookup),
        hash_of(code.token),
        prove_offer(code.key, offered),
        talk.box.seal(desk.signer, [handed]),
    )
    row = VisitorCode(matter=matter, practice_id=matter.practice_id)
    inviting.invite(permit(desk.user, DoInvite.INVITE, row), new)


def _use(talk: Talk, code: CodeKeys) -> None:
    own, box = talk.keys.own.public, talk.box
    new = NewAnswer(
        words=Words(uuid.UUID(talk.keys.lookup), talk.keys.token),
        public_key=NewKey(own.recipient, own.sign),
        proof=prove_answer(code.key, Answered(box.practice, box.id, own)),
        language="nl",
        keepsake=talk.keepsake(1),
    )
    row = VisitorCode.objects.get(pk=uuid.UUID(box.id))
    visitor = Visitor(uuid.UUID(box.id), uuid.UUID(box.practice))
    inviting.answer(permit(visitor, DoInvite.ANSWER, row), new)


def _let_in(talk: Talk, desk: Desk, handed: Said) -> None:
    box, was = talk.box, _card_of(talk.box, desk)
    box.begin(2)
    for part in PARTS:
        desk.keep(box, part, 2)
    desk.pins.append(Pin(box.id, talk.keys.own.public, checked=True, visitor=True))
    mine = {desk.id: desk.vault.own.public}
    grants = (
        *box.grants(TALK, 2, {**mine, box.id: talk.keys.own.public}, desk.signer, desk.id),
        *box.grants(NOTES, 2, mine, desk.signer, desk.id),
    )
    body = was.body
    now = card(talk, str(body["alias"]), str(body["next_step"]), revision=was.revision + 1, id=was.id)
    now = replace(now, body={**now.body, "aftercare": body["aftercare"]})
    used = Said("invitation", {"code": "", "written": talk.now()}, NOTES, handed.id, 2)
    row = VisitorCode.objects.get(pk=uuid.UUID(box.id))
    vouched = introduction(talk, desk, box.id, talk.keys.own.public)
    inviting.admit(permit(desk.user, DoInvite.ADMIT, row), grants, box.seal(desk.signer, [now, used, vouched]))


def _card_of(box: TalkBox, desk: Desk) -> Said:
    row = Record.objects.filter(box=box.id, kind="card").order_by("revision").last()
    if row is None:
        raise LookupError("a matter of the demo has a card")
    context = RecordContext(box.practice, box.id, NOTES, row.epoch, str(row.record_id), "card", row.revision)
    keys = RecordKeys(box.keys[NOTES, row.epoch], box.shred)
    body: Mapping[str, object] = open_record(context, bytes(row.sealed), keys, {desk.signer.sign}).body
    return Said("card", body, NOTES, str(row.record_id), row.revision)
