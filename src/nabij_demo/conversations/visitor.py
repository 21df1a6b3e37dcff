"""The visitor's half of the demo's conversations: seven words, and what their browser seals and sends with them."""

import hashlib
import io
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from nabij.contact.actions import consents, standing_in
from nabij.contact.actions import conversations as actions
from nabij.contact.models import Do, Entrance
from nabij.contact.rules.conversation import AnotherChosen, Erasure, Letter, NewConversation, SignedAnswer, Words
from nabij.kit.permit import permit
from nabij.matters.rules.consent import AS_SAID, Answer
from nabij.sealed.rules import NewKey, NewVersion
from nabij_demo.conversations.sealing import TALK, Said, TalkBox, fresh_id, minute
from nabij_demo.conversations.sides import Desk, Talk, Terms
from nabij_demo.sealing import word_list
from nabij_vault.bundle import Pin
from nabij_vault.consent import question_hash
from nabij_vault.file import seal_file
from nabij_vault.visitor import sign_erasure, visitor_keys, visitor_root

NOTHING_TOLD = {"called": "", "name": "", "phone": "", "email": "", "how": "", "when": "", "voicemail": None}


def seven_words(seed: str) -> str:
    """The same for the same seed, so that a printed demo can be come back to."""
    chance = random.Random(hashlib.sha256(f"nabij demo/visitor/{seed}".encode()).digest())  # noqa: S311 - printed
    return " ".join(chance.sample(word_list(), 7))


def begin(
    seed: str,
    entrance: Entrance,
    chosen: Sequence[Desk],
    standby: Sequence[Desk],
    said: tuple[Mapping[str, object], str],
    at: datetime,
) -> Talk:
    """Somebody comes in at this door, tells how to reach them and what it is about, and is told seven words."""
    words, asked = seven_words(seed), [*chosen, *standby]
    keys = visitor_keys(visitor_root(words, actions.salt()))
    pins = tuple(Pin(one.id, one.vault.own.public, checked=True, name=one.user.name) for one in asked)
    talk = Talk(words, keys, TalkBox(str(entrance.practice_id), fresh_id()), pins, at)
    talk.box.begin(1, (TALK,))
    new = _beginning(talk, entrance, chosen, standby, said)
    actions.begin(permit(talk.visitor, Do.BEGIN, actions.row_of(new)), new)
    return talk


def _beginning(
    talk: Talk,
    entrance: Entrance,
    chosen: Sequence[Desk],
    standby: Sequence[Desk],
    said: tuple[Mapping[str, object], str],
) -> NewConversation:
    contact, text = said
    box, own = talk.box, talk.keys.own
    standing = [one.signer.sign for one in standby]
    about = {**NOTHING_TOLD, **contact, "standby": standing, "written": talk.now()}
    first = {"text": text, "seen": None, "written": minute(talk.at)}
    talk.contact = Said("contact", about)
    sealed = box.seal(own.signer, [talk.contact, Said("message", first)])
    holders = {box.id: own.public, **{one.id: one.vault.own.public for one in (*chosen, *standby)}}
    return NewConversation(
        entrance=entrance.code,
        id=uuid.UUID(box.id),
        words=Words(uuid.UUID(talk.keys.lookup), talk.keys.token),
        public_key=NewKey(own.public.recipient, own.public.sign),
        shred_key=box.shred,
        language="nl",
        chosen=tuple(one.user.pk for one in chosen),
        standby=tuple(one.user.pk for one in standby),
        grants=box.grants(TALK, 1, holders, own.signer, box.id),
        sealed=sealed,
        keepsake=talk.keepsake(1),
    )


def let_in(talk: Talk, other: Desk) -> None:
    """The visitor chooses somebody else, as nobody who can open the conversation is there."""
    if talk.contact is None:
        raise LookupError("only who came in at the door told how to be reached")
    known, own = talk.contact, talk.keys.own
    standing = {**known.body, "standby": [other.signer.sign], "written": talk.now()}
    talk.contact = replace(known, body=standing, revision=known.revision + 1)
    talk.pins = (*talk.pins, Pin(other.id, other.vault.own.public, checked=False, name=other.user.name))
    holder, epochs = {other.id: other.vault.own.public}, sorted(at for part, at in talk.box.keys if part == TALK)
    chosen = AnotherChosen(
        counsellor=other.user.pk,
        grants=tuple(one for at in epochs for one in talk.box.grants(TALK, at, holder, own.signer, talk.box.id)),
        sealed=talk.box.seal(own.signer, [talk.contact]),
        keepsake=_note(talk),
    )
    standing_in.choose(permit(talk.visitor, Do.CHOOSE, talk.row), chosen)


def ask_erasure(talk: Talk) -> None:
    """The visitor asks to have everything destroyed, and signs it."""
    signer = talk.keys.own.signer
    wish = Said("wish", {"about": "delete", "text": "", "seen": talk.box.seen(), "written": talk.now()})
    signature = sign_erasure(talk.box.practice, talk.box.id, wish.id, signer)
    letter = Letter(talk.box.seal(signer, [wish]), _note(talk), Erasure(uuid.UUID(wish.id), signature))
    actions.write(permit(talk.visitor, Do.WRITE, talk.row), letter)


def write(talk: Talk, text: str) -> None:
    """The visitor writes a message."""
    _send(talk, talk.message(text))


def _send(talk: Talk, said: Said) -> None:
    sealed = talk.box.seal(talk.keys.own.signer, [said])
    letter = Letter(sealed, _note(talk))
    actions.write(permit(talk.visitor, Do.WRITE, talk.row), letter)


def _note(talk: Talk) -> NewVersion:
    """The next note to self, after what was sealed just now."""
    talk.version += 1
    return NewVersion(talk.version - 1, talk.keepsake(talk.version))


def send_file(talk: Talk, content: bytes, name: str, kind: str) -> None:
    """The visitor sends a file: first its bytes, then the record that names it."""
    file, record = seal_file(content, name, kind)
    said = Said("file", record.to_json())
    actions.attach(permit(talk.visitor, Do.WRITE, talk.row), uuid.UUID(said.id), io.BytesIO(file), len(file))
    _send(talk, said)


def answer(talk: Talk, asked: Said, state: Literal["given", "refused"]) -> None:
    """The visitor says yes or no to one question."""
    body = {name: str(asked.body[name]) for name in ("step", "receiver", "width", "text")}
    terms = Terms(body["step"], body["receiver"], body["width"], question_hash(asked.id, body["text"]))
    _sign(talk, terms, state)


def take_back(talk: Talk, sequence: int) -> None:
    """The visitor takes back what was agreed to, also what a counsellor heard."""
    agreed = talk.consents[sequence - 1].consent
    _sign(talk, Terms(agreed.step, agreed.receiver, agreed.width, agreed.text_hash), "withdrawn")


def _sign(talk: Talk, terms: Terms, state: Literal["given", "refused", "withdrawn"]) -> None:
    record = talk.consent(terms, state, talk.keys.own.signer)
    given = Answer(
        sequence=len(talk.consents),
        record_id=uuid.UUID(record.id),
        receiver=None if terms.width == AS_SAID else terms.receiver,
        width=terms.width,
        state=state,
    )
    sealed = talk.box.seal(talk.keys.own.signer, [record])
    consents.answer(permit(talk.visitor, Do.CONSENT, talk.row), SignedAnswer(given, sealed, _note(talk)))
