"""Age files (age-encryption.org/v1, C2SP age): writes X25519 and scrypt, reads headers before any work is done.

Writing is done here and not by pyrage, because pyrage takes neither a scrypt work factor nor randomness.
X25519 files are opened by pyrage.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # ships no types
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nabij_vault.envelope import hkdf
from nabij_vault.errors import BadEnvelope, WrongKey
from nabij_vault.keys import recipient_bytes
from nabij_vault.randomness import Randomness

_VERSION_LINE = b"age-encryption.org/v1\n"
_X25519_INFO = "age-encryption.org/v1/X25519"
_SCRYPT_SALT = b"age-encryption.org/v1/scrypt"
_CHUNK = 64 * 1024
_TAG = 16
_COLUMNS = 64
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_LOG_N = re.compile(r"[1-9][0-9]?")
_ZERO_NONCE = bytes(12)


@dataclass(frozen=True)
class Stanza:
    """One recipient stanza of a header: its type, its arguments, its body."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Header:
    """The parsed header: stanzas, the bytes under the MAC, the MAC, and where the payload starts."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes
    length: int


def seal_to_recipients(content: bytes, recipients: Iterable[str], randomness: Randomness = os.urandom) -> bytes:
    """An age file that each of the recipients (`age1…`) opens."""
    out = BytesIO()
    seal_stream(BytesIO(content), out, recipients, randomness)
    return out.getvalue()


def seal_stream(
    source: BinaryIO, out: BinaryIO, recipients: Iterable[str], randomness: Randomness = os.urandom
) -> None:
    """Writes `source` to `out` as an age file for the recipients, 64 KiB at a time.

    Draws 16 bytes of file key, 32 per recipient, 16 of nonce.
    """
    file_key = randomness(16)
    stanzas = [_wrap_x25519(file_key, recipient, randomness(32)) for recipient in recipients]
    if not stanzas:
        raise ValueError("an age file needs a recipient")
    out.write(_header(file_key, stanzas))
    _write_payload(file_key, randomness(16), source, out)


def seal_with_passphrase(content: bytes, passphrase: str, log_n: int, randomness: Randomness = os.urandom) -> bytes:
    """An age scrypt file with N = 2^log_n, r = 8, p = 1.

    Draws 16 bytes of file key, 16 of salt, 16 of nonce.
    """
    file_key, salt = randomness(16), randomness(16)
    body = ChaCha20Poly1305(_scrypt(passphrase, salt, log_n)).encrypt(_ZERO_NONCE, file_key, None)
    out = BytesIO()
    out.write(_header(file_key, [Stanza("scrypt", (_to_b64(salt), str(log_n)), body)]))
    _write_payload(file_key, randomness(16), BytesIO(content), out)
    return out.getvalue()


def open_with_identity(file: bytes, identity: str) -> bytes:
    """The content of an age file with exactly one X25519 stanza.

    BadEnvelope when the header is another, WrongKey when it does not open. ValueError for a bad identity.
    """
    if len(read_header(file).stanzas) != 1:
        raise BadEnvelope("not exactly one X25519 recipient")
    return open_with_identities(file, [identity])


def open_with_identities(file: bytes, identities: Iterable[str]) -> bytes:
    """The content of an age file for X25519 recipients only, one of whom has one of these identities.

    BadEnvelope when the header is another, WrongKey when it does not open. ValueError for a bad identity.
    """
    if any(stanza.kind != "X25519" for stanza in read_header(file).stanzas):
        raise BadEnvelope("not only for X25519 recipients")
    try:
        content: bytes = pyrage.decrypt(file, [parse_identity(identity) for identity in identities])
    except pyrage.DecryptError as problem:
        raise WrongKey("the file does not open with this identity") from problem
    return content


def parse_identity(identity: str) -> pyrage.x25519.Identity:
    """An identity as pyrage takes it. ValueError when it is none."""
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as problem:
        raise ValueError("not an age identity") from problem


def scrypt_log_n(file: bytes) -> int:
    """The work factor (log2 N) that a scrypt file asks for. BadEnvelope when the header is not one scrypt stanza."""
    return _scrypt_stanza(read_header(file))[1]


def open_with_passphrase(file: bytes, passphrase: str) -> bytes:
    """The content of an age scrypt file, at whatever work factor it asks for: check `scrypt_log_n` first.

    BadEnvelope when the header is another, WrongKey when it does not open.
    """
    header = read_header(file)
    salt, log_n, body = _scrypt_stanza(header)
    try:
        file_key = ChaCha20Poly1305(_scrypt(passphrase, salt, log_n)).decrypt(_ZERO_NONCE, body, None)
        if not hmac.compare_digest(_mac(file_key, header.authenticated), header.mac):
            raise WrongKey("the header was altered")
        return b"".join(_read_payload(file_key, file[header.length :]))
    except InvalidTag as problem:
        raise WrongKey("the file does not open with this passphrase") from problem


def read_header(file: bytes) -> Header:
    """The header of an age file. BadEnvelope when there is none."""
    if not file.startswith(_VERSION_LINE):
        raise BadEnvelope("not an age file")
    position, stanzas = len(_VERSION_LINE), []
    while not file.startswith(b"---", position):
        stanza, position = _read_stanza(file, position)
        stanzas.append(stanza)
    line, end = _line(file, position)
    if not line.startswith(b"--- ") or not stanzas:
        raise BadEnvelope("not an age header")
    return Header(tuple(stanzas), file[: position + 3], _from_b64(line[4:], 32), end)


def _read_stanza(file: bytes, position: int) -> tuple[Stanza, int]:
    line, position = _line(file, position)
    words = line.split(b" ")
    if words[0] != b"->" or len(words) < 2 or not all(_ARGUMENT.fullmatch(word) for word in words):
        raise BadEnvelope("not an age stanza")
    body = b""
    while True:
        line, position = _line(file, position)
        body += line
        if len(line) > _COLUMNS:
            raise BadEnvelope("an age stanza with a long line")
        if len(line) < _COLUMNS:
            break
    kind, *arguments = (word.decode("ascii") for word in words[1:])
    return Stanza(kind, tuple(arguments), _from_b64(body)), position


def _line(file: bytes, position: int) -> tuple[bytes, int]:
    end = file.find(b"\n", position)
    if end < 0:
        raise BadEnvelope("an age header without an end")
    return file[position:end], end + 1


def _scrypt_stanza(header: Header) -> tuple[bytes, int, bytes]:
    if [stanza.kind for stanza in header.stanzas] != ["scrypt"]:
        raise BadEnvelope("not exactly one scrypt stanza")
    stanza = header.stanzas[0]
    if len(stanza.arguments) != 2 or not _LOG_N.fullmatch(stanza.arguments[1]) or len(stanza.body) != 32:
        raise BadEnvelope("not a scrypt stanza")
    return _from_b64(stanza.arguments[0].encode(), 16), int(stanza.arguments[1]), stanza.body


def _header(file_key: bytes, stanzas: list[Stanza]) -> bytes:
    lines = _VERSION_LINE
    for stanza in stanzas:
        lines += " ".join(("->", stanza.kind, *stanza.arguments)).encode() + b"\n"
        body = _to_b64(stanza.body)
        for start in range(0, len(body) + 1, _COLUMNS):
            lines += body[start : start + _COLUMNS].encode() + b"\n"
    lines += b"---"
    return lines + b" " + _to_b64(_mac(file_key, lines)).encode() + b"\n"


def _mac(file_key: bytes, authenticated: bytes) -> bytes:
    return hmac.digest(hkdf(file_key, b"", "header"), authenticated, hashlib.sha256)


def _wrap_x25519(file_key: bytes, recipient: str, ephemeral: bytes) -> Stanza:
    public, secret = recipient_bytes(recipient), X25519PrivateKey.from_private_bytes(ephemeral)
    share = secret.public_key().public_bytes_raw()
    shared = secret.exchange(X25519PublicKey.from_public_bytes(public))
    body = ChaCha20Poly1305(hkdf(shared, share + public, _X25519_INFO)).encrypt(_ZERO_NONCE, file_key, None)
    return Stanza("X25519", (_to_b64(share),), body)


def _scrypt(passphrase: str, salt: bytes, log_n: int) -> bytes:
    return Scrypt(salt=_SCRYPT_SALT + salt, length=32, n=1 << log_n, r=8, p=1).derive(passphrase.encode())


def _chunk_nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _write_payload(file_key: bytes, nonce: bytes, source: BinaryIO, out: BinaryIO) -> None:
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, "payload"))
    out.write(nonce)
    chunk, counter = source.read(_CHUNK), 0
    while True:
        following = source.read(_CHUNK)
        out.write(cipher.encrypt(_chunk_nonce(counter, last=not following), chunk, None))
        if not following:
            return
        chunk, counter = following, counter + 1


def _read_payload(file_key: bytes, payload: bytes) -> Iterator[bytes]:
    cipher = ChaCha20Poly1305(hkdf(file_key, payload[:16], "payload"))
    position, counter, last = 16, 0, False
    while not last:
        chunk = payload[position : position + _CHUNK + _TAG]
        position += len(chunk)
        last = position >= len(payload)
        content = cipher.decrypt(_chunk_nonce(counter, last=last), chunk, None)
        if not content and counter:
            raise WrongKey("an empty last chunk")
        yield content
        counter += 1


def _to_b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii").rstrip("=")


def _from_b64(text: bytes, length: int | None = None) -> bytes:
    """Canonical base64 without padding, as age has it."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as problem:
        raise BadEnvelope("not base64") from problem
    if _to_b64(data).encode() != text or (length is not None and len(data) != length):
        raise BadEnvelope("not canonical base64 of the right length")
    return data
