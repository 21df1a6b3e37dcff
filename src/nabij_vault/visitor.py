"""The visitor: what seven words yield, the note to self, introductions, and keys that follow others."""

import os
import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nabij_vault.bundle import Pin, parse_pin
from nabij_vault.envelope import check_key, hkdf, open_envelope, seal_envelope, unlocked
from nabij_vault.errors import BadEnvelope, UntrustedSigner, WrongContext, WrongSecret
from nabij_vault.keys import OwnKeys, PublicKeys, SigningKey, check_signature, identity_from_secret
from nabij_vault.manifest import Head
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    fields,
    from_b64,
    json_bytes,
    parse_object,
    string,
    to_b64,
    whole,
)

WORDS = 7
LOG_N = 15
SALT_BYTES = 16
_LABEL = b"nabij/visitor/1"
_KEEPSAKE = "nabij/keepsake/1"
_INTRODUCTION = b"nabij/introduction/1\x00"
_ERASURE = b"nabij/erase/1\x00"
_KEEPING = b"nabij/keep/1\x00"
_SUCCESSION = b"nabij/succession/1\x00"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_EPOCH = re.compile(r"[1-9][0-9]{0,8}")


def visitor_passphrase(typed: str) -> str:
    """Seven typed words as they go into the root. WrongSecret when they are not seven."""
    words = [word for word in re.split(r"[\s,.-]+", typed.lower()) if word]
    if len(words) != WORDS:
        raise WrongSecret("not seven words")
    return " ".join(words)


def visitor_root(typed: str, salt: bytes) -> bytes:
    """The root of seven typed words under the salt of the installation, at full cost. WrongSecret, BadEnvelope."""
    if len(salt) != SALT_BYTES:
        raise BadEnvelope("not the salt of an installation")
    words = visitor_passphrase(typed)
    return Scrypt(salt=_LABEL + salt, length=32, n=1 << LOG_N, r=8, p=1).derive(words.encode())


@dataclass(frozen=True)
class VisitorKeys:
    """What a root yields: where the conversation is found, the token for every request, UVK and own keys."""

    lookup: str
    token: str = field(repr=False)
    uvk: bytes = field(repr=False)
    own: OwnKeys = field(repr=False)


def visitor_keys(root: bytes) -> VisitorKeys:
    """Everything that a root of 32 bytes yields."""
    check_key(root)

    def derived(purpose: str) -> bytes:
        return hkdf(root, b"", f"nabij/visitor/{purpose}/1")

    return VisitorKeys(
        lookup=str(uuid.UUID(bytes=derived("lookup")[:16], version=4)),
        token=to_b64(derived("token")),
        uvk=derived("uvk"),
        own=OwnKeys(identity_from_secret(derived("identity")), derived("signing")),
    )


@dataclass(frozen=True)
class Keepsake:
    """The visitor's note to self: the pinned counsellors, and by epoch the last head that the browser saw."""

    pins: tuple[Pin, ...]
    heads: Mapping[int, Head]
    # who is to stand by once they can be handed a key, as who came with a code chose
    standby: str | None = None

    def to_json(self) -> JsonObject:
        heads = {str(epoch): {"counter": head.counter, "hash": head.hash} for epoch, head in sorted(self.heads.items())}
        chosen = {"standby": self.standby} if self.standby else {}
        return {"pins": [pin.to_json() for pin in self.pins], "heads": heads, **chosen}


def seal_keepsake(
    practice: str,
    conversation: str,
    version: int,
    uvk: bytes | None,
    keepsake: Keepsake,
    randomness: Randomness = os.urandom,
) -> bytes:
    """The keepsake under the visitor's UVK. Locked without one."""
    context = _keepsake_aad(practice, conversation, version)
    return seal_envelope(unlocked(uvk), _KEEPSAKE, context, json_bytes(keepsake.to_json()), randomness)


def open_keepsake(practice: str, conversation: str, version: int, uvk: bytes | None, envelope: bytes) -> Keepsake:
    """The keepsake. Locked, BadEnvelope, UnknownVersion, WrongKey, BadPadding."""
    context = _keepsake_aad(practice, conversation, version)
    return parse_keepsake(parse_object(open_envelope(unlocked(uvk), _KEEPSAKE, context, envelope)))


def parse_keepsake(content: object) -> Keepsake:
    """The keepsake in a JSON object. BadEnvelope when it is none."""
    chose = isinstance(content, dict) and "standby" in content
    pins, heads, *rest = fields(content, "pins", "heads", *(["standby"] if chose else []))
    if not isinstance(pins, list) or not isinstance(heads, dict) or not all(_EPOCH.fullmatch(one) for one in heads):
        raise BadEnvelope("not pins, or not heads by epoch")
    standby = string(rest[0]) if rest else None
    if standby is not None and not _UUID.fullmatch(standby):
        raise BadEnvelope("not the id of who is to stand by")
    return Keepsake(tuple(map(parse_pin, pins)), {int(epoch): _head(head) for epoch, head in heads.items()}, standby)


def _head(value: object) -> Head:
    counter, digest = fields(value, "counter", "hash")
    from_b64(digest, 32)
    return Head(whole(counter), string(digest))


def _keepsake_aad(practice: str, conversation: str, version: int) -> bytes:
    check_ids(practice, conversation)
    check_numbers(version)
    return json_bytes([_KEEPSAKE, practice, conversation, version])


@dataclass(frozen=True)
class Introduced:
    """Somebody's public keys, as one whose key is pinned vouches for them in one box."""

    practice: str
    matter: str
    owner: str
    keys: PublicKeys

    def to_json(self) -> JsonObject:
        return {
            "practice": self.practice,
            "matter": self.matter,
            "owner": self.owner,
            "recipient": self.keys.recipient,
            "sign": self.keys.sign,
        }


def sign_introduction(introduced: Introduced, signer: SigningKey) -> JsonObject:
    """The body of an `introduction` record."""
    body = {**introduced.to_json(), "signer": signer.sign}
    return {**body, "signature": signer.signature(_INTRODUCTION + json_bytes(body))}


def parse_introduced(value: object) -> Introduced:
    """Who is introduced, in the fields before `signer`. BadEnvelope when it is nobody."""
    practice, matter, owner, recipient, sign = map(
        string, fields(value, "practice", "matter", "owner", "recipient", "sign")
    )
    from_b64(sign, 32)
    if not all(map(_UUID.fullmatch, (practice, matter, owner))) or not recipient.startswith("age1"):
        raise BadEnvelope("not an introduction")
    return Introduced(practice, matter, owner, PublicKeys(recipient, sign))


def verify_introduction(body: object, *, practice: str, matter: str, signers: Collection[str]) -> Introduced:
    """Who is introduced, when one of `signers` did it in this box.

    BadEnvelope, UntrustedSigner, ForgedSignature, WrongContext.
    """
    names = ("practice", "matter", "owner", "recipient", "sign", "signer", "signature")
    *those, signer, signature = map(string, fields(body, *names))
    introduced = parse_introduced(dict(zip(names, those, strict=False)))
    if signer not in signers:
        raise UntrustedSigner("introduced by someone who is not pinned")
    check_signature(signer, signature, _INTRODUCTION + json_bytes({**introduced.to_json(), "signer": signer}))
    if (introduced.practice, introduced.matter) != (practice, matter):
        raise WrongContext("an introduction in another box")
    return introduced


def sign_erasure(practice: str, conversation: str, wish: str, signer: SigningKey) -> str:
    """The visitor's signature, base64, under the record of their wish to have everything destroyed."""
    return signer.signature(_ERASURE + json_bytes([practice, conversation, wish]))


def sign_keeping(practice: str, conversation: str, record: str, wishes: Sequence[str], signer: SigningKey) -> str:
    """The visitor's signature, base64, under the record by which they take such wishes back."""
    return signer.signature(_KEEPING + json_bytes([practice, conversation, record, *wishes]))


def sign_succession(practice: str, owner: str, keys: PublicKeys, former: SigningKey) -> JsonObject:
    """The new keys of this owner, as the key from before vouches for them."""
    signature = former.signature(_succession(practice, owner, keys, former.sign))
    return {"recipient": keys.recipient, "sign": keys.sign, "signer": former.sign, "signature": signature}


def verify_succession(statement: object, *, practice: str, owner: str, signer: str) -> PublicKeys:
    """The keys that follow those of ``signer``. BadEnvelope, UntrustedSigner, ForgedSignature."""
    recipient, sign, by, signature = map(string, fields(statement, "recipient", "sign", "signer", "signature"))
    from_b64(sign, 32)
    if not recipient.startswith("age1"):
        raise BadEnvelope("not public keys")
    if by != signer:
        raise UntrustedSigner("not by the key that is pinned")
    keys = PublicKeys(recipient, sign)
    check_signature(signer, signature, _succession(practice, owner, keys, signer))
    return keys


def _succession(practice: str, owner: str, keys: PublicKeys, signer: str) -> bytes:
    return _SUCCESSION + json_bytes([practice, owner, keys.recipient, keys.sign, signer])
