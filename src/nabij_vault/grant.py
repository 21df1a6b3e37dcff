"""Grants: a matter key handed to one person, signed by whoever hands it over."""

import os
from collections.abc import Collection
from dataclasses import dataclass

from nabij_vault.age_file import open_with_identity, seal_to_recipients
from nabij_vault.envelope import check_key
from nabij_vault.errors import BadEnvelope, Misaddressed, UnknownVersion, UntrustedSigner, WrongContext
from nabij_vault.keys import SigningKey, check_signature, identity_to_recipient
from nabij_vault.padding import pad, unpad
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    check_ids,
    check_numbers,
    check_part,
    fields,
    from_b64,
    json_bytes,
    json_text,
    parse_object,
    string,
    to_b64,
    whole,
)

_DOMAIN = b"nabij/grant/1\x00"
MATCH = "match"
"""The part under which an organisation's match key is handed over: a key, and nothing sealed with it."""


@dataclass(frozen=True)
class GrantContext:
    """Which key a grant hands over."""

    practice: str
    matter: str
    part: str
    epoch: int

    def __post_init__(self) -> None:
        check_ids(self.practice, self.matter)
        check_numbers(self.epoch)
        if self.part != MATCH:
            check_part(self.part)


def seal_grant(
    context: GrantContext, key: bytes, recipient: str, signer: SigningKey, randomness: Randomness = os.urandom
) -> bytes:
    """An age file that hands the 32-byte matter key to one recipient (`age1…`)."""
    check_key(key)
    text = json_text({"v": 1, **vars(context), "key": to_b64(key), "recipient": recipient, "signer": signer.sign})
    content = json_bytes({"payload": text, "signature": signer.signature(_DOMAIN + text.encode())})
    return seal_to_recipients(pad(content), [recipient], randomness)


def open_grant(context: GrantContext, file: bytes, identity: str, signers: Collection[str]) -> bytes:
    """The matter key, when a pinned signer handed it to me for exactly this context.

    BadEnvelope, WrongKey, BadPadding, UntrustedSigner, ForgedSignature, UnknownVersion, WrongContext, Misaddressed.
    """
    content = parse_object(unpad(open_with_identity(file, identity)))
    text, signature = map(string, fields(content, "payload", "signature"))
    grant = _parse_payload(text)
    if grant.signer not in signers:
        raise UntrustedSigner("the signer is not pinned")
    check_signature(grant.signer, signature, _DOMAIN + text.encode("utf-8", "surrogatepass"))
    if grant.version != 1 or isinstance(grant.version, bool):
        raise UnknownVersion("a grant of another version")
    if grant.context != context:
        raise WrongContext("a grant for another practice, matter, part or epoch")
    if grant.recipient != identity_to_recipient(identity):
        raise Misaddressed("a grant for another recipient")
    return grant.key


@dataclass(frozen=True)
class _Payload:
    version: object
    context: GrantContext
    key: bytes
    recipient: str
    signer: str


def _parse_payload(text: str) -> _Payload:
    version, practice, matter, part, epoch, key, recipient, signer = fields(
        parse_object(text), "v", "practice", "matter", "part", "epoch", "key", "recipient", "signer"
    )
    from_b64(signer, 32)
    try:
        context = GrantContext(string(practice), string(matter), string(part), whole(epoch))
    except ValueError as problem:
        raise BadEnvelope("not the place of a grant") from problem
    return _Payload(version, context, from_b64(key, 32), string(recipient), string(signer))
