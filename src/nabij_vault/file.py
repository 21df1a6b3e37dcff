"""Files: an age file to a fresh identity, kept with its digest in a `file` record."""

import hashlib
import os
from dataclasses import dataclass, field

from nabij_vault.age_file import open_with_identity, seal_to_recipients
from nabij_vault.errors import BadFile, VaultError
from nabij_vault.keys import generate_identity, identity_to_recipient
from nabij_vault.padding import pad, unpad
from nabij_vault.randomness import Randomness
from nabij_vault.text import JsonObject, fields, string, to_b64

LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True)
class FileRecord:
    """The body of a `file` record: name, media type, size in bytes, SHA-256 of the age file (b64), its identity."""

    name: str
    type: str
    size: int
    digest: str
    identity: str = field(repr=False)

    def to_json(self) -> JsonObject:
        return {
            "name": self.name,
            "type": self.type,
            "size": self.size,
            "digest": self.digest,
            "identity": self.identity,
        }


def seal_file(content: bytes, name: str, type: str, randomness: Randomness = os.urandom) -> tuple[bytes, FileRecord]:
    """The age file, and the body of its record. BadFile above 25 MiB."""
    if len(content) > LARGEST:
        raise BadFile("a file is at most 25 MiB")
    identity = generate_identity(randomness)
    file = seal_to_recipients(pad(content), [identity_to_recipient(identity)], randomness)
    return file, FileRecord(name, type, len(content), _digest(file), identity)


def open_file(record: FileRecord, file: bytes) -> bytes:
    """The content of a file. BadFile, whatever is wrong with it."""
    if _digest(file) != record.digest:
        raise BadFile("not the file of this record")
    try:
        content = unpad(open_with_identity(file, record.identity))
    except (VaultError, ValueError) as problem:
        raise BadFile("the file does not open") from problem
    if len(content) != record.size or len(content) > LARGEST:
        raise BadFile("the file has another size")
    return content


def parse_file_record(body: object) -> FileRecord:
    """The body of a `file` record. BadEnvelope when it is none, BadFile when its size is none."""
    name, type, size, digest, identity = fields(body, "name", "type", "size", "digest", "identity")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise BadFile("not a size")
    return FileRecord(string(name), string(type), size, string(digest), string(identity))


def _digest(file: bytes) -> str:
    return to_b64(hashlib.sha256(file).digest())
