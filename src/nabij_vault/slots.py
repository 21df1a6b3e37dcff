"""Slots: the UVK, once per way of unlocking."""

import os

from nabij_vault.age_file import open_with_passphrase, scrypt_log_n, seal_with_passphrase
from nabij_vault.envelope import KEY_BYTES, check_key, open_envelope, seal_envelope
from nabij_vault.errors import BadEnvelope, CostlyKdf, WeakKdf, WrongKey, WrongSecret
from nabij_vault.randomness import Randomness
from nabij_vault.recovery import code_passphrase, parse_code
from nabij_vault.text import check_ids, fields, from_b64, json_bytes, parse_object, to_b64

LOG_N = 17
COSTLIEST_LOG_N = 20
WORDS = 6
_PASSKEY_INFO = "nabij/slot/prf/1"
_UVK_MARK = b"nabij/uvk/1"


def generate_uvk(randomness: Randomness = os.urandom) -> bytes:
    """A new UVK, 32 bytes."""
    return randomness(KEY_BYTES)


def seal_passkey_slot(user: str, slot: str, uvk: bytes, prf: bytes, randomness: Randomness = os.urandom) -> bytes:
    """The UVK under the PRF result of a passkey, both 32 bytes."""
    check_key(uvk, prf)
    return seal_envelope(prf, _PASSKEY_INFO, _passkey_aad(user, slot), json_bytes({"uvk": to_b64(uvk)}), randomness)


def open_passkey_slot(user: str, slot: str, envelope: bytes, prf: bytes) -> bytes:
    """The UVK. BadEnvelope, UnknownVersion, WrongKey, BadPadding."""
    check_key(prf)
    content = parse_object(open_envelope(prf, _PASSKEY_INFO, _passkey_aad(user, slot), envelope))
    (uvk,) = fields(content, "uvk")
    return from_b64(uvk, KEY_BYTES)


def _passkey_aad(user: str, slot: str) -> bytes:
    check_ids(user, slot)
    return json_bytes([_PASSKEY_INFO, user, slot])


def words_passphrase(typed: str) -> str:
    """Six typed words as the passphrase of their slot. WrongSecret when they are not six."""
    words = typed.lower().split()
    if len(words) != WORDS:
        raise WrongSecret("not six words")
    return " ".join(words)


def seal_words_slot(uvk: bytes, words: str, *, log_n: int = LOG_N, randomness: Randomness = os.urandom) -> bytes:
    """The UVK under six words, as an age scrypt file. A lower `log_n` than 17 opens nowhere: only for tests."""
    check_key(uvk)
    return seal_with_passphrase(_UVK_MARK + uvk, words_passphrase(words), log_n, randomness)


def seal_recovery_slot(uvk: bytes, code: bytes, *, log_n: int = LOG_N, randomness: Randomness = os.urandom) -> bytes:
    """The UVK under the 20 bytes of a recovery code, as an age scrypt file."""
    check_key(uvk)
    return seal_with_passphrase(_UVK_MARK + uvk, code_passphrase(code), log_n, randomness)


def open_words_slot(file: bytes, typed: str) -> bytes:
    """The UVK. WeakKdf and CostlyKdf before any work is done; BadEnvelope, WrongSecret."""
    _check_work(file)
    return _open(file, words_passphrase(typed))


def open_recovery_slot(file: bytes, typed: str) -> bytes:
    """The UVK. WeakKdf and CostlyKdf before any work is done; BadEnvelope, WrongSecret."""
    _check_work(file)
    return _open(file, code_passphrase(parse_code(typed)))


def _check_work(file: bytes) -> None:
    log_n = scrypt_log_n(file)
    if log_n < LOG_N:
        raise WeakKdf(f"scrypt with 2^{log_n}")
    if log_n > COSTLIEST_LOG_N:
        raise CostlyKdf(f"scrypt with 2^{log_n}")


def _open(file: bytes, passphrase: str) -> bytes:
    try:
        content = open_with_passphrase(file, passphrase)
    except WrongKey as problem:
        raise WrongSecret("this does not open the slot") from problem
    if len(content) != len(_UVK_MARK) + KEY_BYTES or not content.startswith(_UVK_MARK):
        raise BadEnvelope("not a slot")
    return content[len(_UVK_MARK) :]
