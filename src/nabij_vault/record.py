"""Records: one sealed, signed JSON per card, note, message or person."""

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from nabij_vault.envelope import check_key, open_envelope, seal_envelope
from nabij_vault.errors import UntrustedAuthor
from nabij_vault.keys import SigningKey, check_signature
from nabij_vault.kinds import check_kind
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    check_part,
    fields,
    json_bytes,
    json_text,
    parse_object,
    string,
)

INFO = "nabij/record/1"
_KIND = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class RecordContext:
    """Where a record belongs. Ids are lower-case UUIDs, numbers start at 1."""

    practice: str
    matter: str
    part: str
    epoch: int
    id: str
    kind: str
    revision: int

    def __post_init__(self) -> None:
        check_ids(self.practice, self.matter, self.id)
        check_numbers(self.epoch, self.revision)
        check_part(self.part)
        if not _KIND.fullmatch(self.kind) or self.kind == "manifest":
            raise ValueError(f"not a kind of record: {self.kind!r}")

    @property
    def aad(self) -> bytes:
        """The additional data of the envelope."""
        return json_bytes([INFO, self.practice, self.matter, self.part, self.epoch, self.id, self.kind, self.revision])


@dataclass(frozen=True)
class RecordKeys:
    """The matter key of one part and epoch, and the matter's shred key: 32 bytes each."""

    matter: bytes = field(repr=False)
    shred: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_key(self.matter, self.shred)

    @property
    def secret(self) -> bytes:
        return self.matter + self.shred


@dataclass(frozen=True)
class OpenedRecord:
    """What a record says: its author's public signing key (b64), its content, and the text that was signed."""

    author: str
    body: JsonObject
    text: str


def seal_record(
    context: RecordContext,
    body: Mapping[str, object],
    keys: RecordKeys,
    signer: SigningKey,
    randomness: Randomness = os.urandom,
) -> bytes:
    """The envelope of a record, signed by its author."""
    return seal_signed(context.aad, json_text(body), keys, signer, randomness)


def open_record(
    context: RecordContext,
    envelope: bytes,
    keys: RecordKeys,
    authors: Collection[str],
    visitors: Collection[str] = (),
) -> OpenedRecord:
    """What a record says, when one of `authors` (b64 signing keys) wrote it for exactly this context.

    `visitors` are the signing keys of the visitor of this box, among the authors; they write other kinds.
    BadEnvelope, UnknownVersion, WrongKey, BadPadding, UntrustedAuthor, ForgedSignature, WrongKind.
    """
    opened = open_signed(context.aad, envelope, keys, authors)
    check_kind(context.part, context.kind, by_visitor=opened.author in visitors)
    return opened


def seal_signed(aad: bytes, text: str, keys: RecordKeys, signer: SigningKey, randomness: Randomness) -> bytes:
    """The envelope of a signed body; records and manifests share it."""
    signature = signer.signature(_message(aad, text))
    content = json_bytes({"author": signer.sign, "body": text, "signature": signature})
    return seal_envelope(keys.secret, INFO, aad, content, randomness)


def open_signed(aad: bytes, envelope: bytes, keys: RecordKeys, authors: Collection[str]) -> OpenedRecord:
    """What a signed body says. Raises as `open_record` does."""
    content = parse_object(open_envelope(keys.secret, INFO, aad, envelope))
    author, text, signature = map(string, fields(content, "author", "body", "signature"))
    if author not in authors:
        raise UntrustedAuthor("this author may not write here")
    check_signature(author, signature, _message(aad, text))
    return OpenedRecord(author, parse_object(text), text)


def _message(aad: bytes, text: str) -> bytes:
    # No honest text holds a lone surrogate; a hostile one must be refused, not crash.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return INFO.encode() + b"\x00" + aad + digest
