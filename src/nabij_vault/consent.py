"""Consents: signed by the visitor, or by the counsellor who heard it, in one chain per matter."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nabij_vault.errors import BadEnvelope, ForgedConsent, ForgedSignature, Forked, ReplayedConsent, RolledBack
from nabij_vault.keys import SigningKey, check_signature
from nabij_vault.manifest import Head
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    day,
    fields,
    from_b64,
    json_text,
    parse_object,
    string,
    to_b64,
    whole,
)

_DOMAIN = b"nabij/consent/1\x00"
_RECEIVER = b"nabij/receiver/1\x00"
WIDTHS = ("from_now", "everything", "peer_card", "as_said")
STATES = ("given", "withdrawn", "refused")


@dataclass(frozen=True)
class Consent:
    """What was agreed to, before it is signed. `receiver` is a signing key, hashes are b64, days YYYY-MM-DD.

    `on` is the day on which it was said; older consents have none.
    """

    practice: str
    matter: str
    step: str
    receiver: str
    width: str
    conversation_head: Head | None
    notes_head: Head | None
    text_hash: str
    expires: str | None
    sequence: int
    previous: str
    state: str
    heard: bool
    on: str | None = None

    def to_json(self) -> JsonObject:
        heads = {"conversation": _head_json(self.conversation_head), "notes": _head_json(self.notes_head)}
        return {
            "practice": self.practice,
            "matter": self.matter,
            "step": self.step,
            "receiver": self.receiver,
            "width": self.width,
            "heads": heads,
            "text_hash": self.text_hash,
            "expires": self.expires,
            "sequence": self.sequence,
            "previous": self.previous,
            "state": self.state,
            "heard": self.heard,
            **({} if self.on is None else {"on": self.on}),
        }


@dataclass(frozen=True)
class SignedConsent:
    """A consent with its signer's key and signature (b64); `text` is the body of its record."""

    consent: Consent
    signer: str
    signature: str

    @property
    def text(self) -> str:
        return json_text({**self.consent.to_json(), "signer": self.signer, "signature": self.signature})

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return _message(self.consent, self.signer)


def sign_consent(consent: Consent, signer: SigningKey) -> SignedConsent:
    """The consent, signed. ValueError when its fields do not keep to the format."""
    check_ids(consent.practice, consent.matter)
    try:
        parse_consent_fields(consent.to_json())
    except BadEnvelope as problem:
        raise ValueError(str(problem)) from problem
    return SignedConsent(consent, signer.sign, signer.signature(_message(consent, signer.sign)))


def receiver_outside(name: str) -> str:
    """The receiver (b64) of a consent about somebody without a key here; nobody signs with it."""
    return to_b64(hashlib.sha256(_RECEIVER + name.encode()).digest())


def question_hash(ask: str, text: str) -> str:
    """The `text_hash` of an answer to the `ask` record of this id: it belongs to no other question."""
    return to_b64(hashlib.sha256(json_text([ask, text]).encode()).digest())


def consent_hash(text: str) -> str:
    """SHA-256 of a signed consent's text, b64: the `previous` of the next."""
    return to_b64(hashlib.sha256(text.encode()).digest())


def parse_consent(text: str) -> SignedConsent:
    """The consent in the text of a record's body. ForgedConsent when it is none, or not written as the format says."""
    try:
        body = parse_object(text)
        signer, signature = string(body.pop("signer", None)), string(body.pop("signature", None))
        signed = SignedConsent(parse_consent_fields(body), signer, signature)
    except BadEnvelope as problem:
        raise ForgedConsent("not a consent") from problem
    if signed.text != text:
        raise ForgedConsent("not written as a consent is")
    return signed


@dataclass(frozen=True)
class LastConsent:
    """A consent as a card names it: its number from 1, and the SHA-256 (b64) of its text."""

    sequence: int
    hash: str

    def __post_init__(self) -> None:
        check_numbers(self.sequence)


def verify_consents(
    texts: Sequence[str],
    *,
    practice: str,
    matter: str,
    visitor: str | None,
    counsellors: Collection[str],
    last: LastConsent | None = None,
) -> list[Consent]:
    """All consents of a matter, in order, each signed by the pinned visitor or, when heard, by a counsellor.

    `texts` are the bodies in order of sequence; `visitor` is None where there is no visitor key yet;
    `last` is the furthest that a card names. ForgedConsent, ReplayedConsent; RolledBack where `last` is not reached,
    Forked where another consent has its number.
    """
    consents: list[Consent] = []
    previous = ""
    for text in texts:
        signed = parse_consent(text)
        _check_signer(signed, visitor, counsellors)
        consent = signed.consent
        if (consent.practice, consent.matter) != (practice, matter):
            raise ReplayedConsent("a consent of another matter")
        if consent.sequence <= len(consents):
            raise ReplayedConsent("a number that was used before")
        if consent.sequence != len(consents) + 1 or consent.previous != previous:
            raise ForgedConsent("the chain is broken")
        consents.append(consent)
        previous = consent_hash(text)
    _check_last(texts, last)
    return consents


def _check_last(texts: Sequence[str], last: LastConsent | None) -> None:
    if last is None:
        return
    if len(texts) < last.sequence:
        raise RolledBack("fewer consents than a card knows of")
    if consent_hash(texts[last.sequence - 1]) != last.hash:
        raise Forked("another consent under the same number")


def _check_signer(signed: SignedConsent, visitor: str | None, counsellors: Collection[str]) -> None:
    trusted = signed.signer in counsellors if signed.consent.heard else signed.signer == visitor
    if not trusted:
        raise ForgedConsent("the signer may not give this consent")
    try:
        check_signature(signed.signer, signed.signature, signed.message)
    except ForgedSignature as problem:
        raise ForgedConsent("the signature is not the signer's") from problem


def parse_consent_fields(body: object) -> Consent:
    """The consent in the fields before `signer`. BadEnvelope when it is none."""
    names = (
        *("practice", "matter", "step", "receiver", "width", "heads", "text_hash"),
        *("expires", "sequence", "previous", "state", "heard"),
    )
    named = isinstance(body, Mapping) and "on" in body
    practice, matter, step, receiver, width, heads, text_hash, expires, sequence, previous, state, heard, *on = fields(
        body, *names, *(("on",) if named else ())
    )
    conversation, notes = fields(heads, "conversation", "notes")
    if width not in WIDTHS or state not in STATES or not isinstance(heard, bool):
        raise BadEnvelope("another width or state than there is")
    if state == "refused" and heard:
        raise BadEnvelope("only the visitor refuses")
    from_b64(receiver, 32)
    from_b64(text_hash, 32)
    if previous != "":
        from_b64(previous, 32)
    return Consent(
        practice=string(practice),
        matter=string(matter),
        step=string(step),
        receiver=string(receiver),
        width=string(width),
        conversation_head=_parse_head(conversation),
        notes_head=_parse_head(notes),
        text_hash=string(text_hash),
        expires=None if expires is None else day(expires),
        sequence=whole(sequence),
        previous=string(previous),
        state=string(state),
        heard=heard,
        on=day(on[0]) if on else None,
    )


def _message(consent: Consent, signer: str) -> bytes:
    return _DOMAIN + json_text({**consent.to_json(), "signer": signer}).encode()


def _head_json(head: Head | None) -> JsonObject | None:
    return None if head is None else {"counter": head.counter, "hash": head.hash}


def _parse_head(value: object) -> Head | None:
    if value is None:
        return None
    counter, digest = fields(value, "counter", "hash")
    from_b64(digest, 32)
    return Head(whole(counter), string(digest))
