"""The group ristretto255 (RFC 9496) of libsodium, and nothing of it that this service does not need."""

import contextlib
import os

import rbcl
from rbcl._sodium import lib_path

POINT = SCALAR = 32

# the library unpacks libsodium into a temporary file and leaves it there; once loaded, nobody needs its name
with contextlib.suppress(OSError):
    os.unlink(lib_path)


class BadPoint(ValueError):
    """Bytes that are no point of the group, or the identity."""


def multiply(scalar: bytes, point: bytes) -> bytes:
    """``scalar`` times ``point``, in constant time; ``BadPoint`` for anything but a point, and for the identity."""
    # libsodium passes over the highest bit, which RFC 9496 refuses: one point would have two encodings
    if len(point) != POINT or point[-1] > 127:
        raise BadPoint
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255(scalar, point))
    except RuntimeError:
        # also when the scalar is zero, which no key and no hash of this service is but by a chance of 2^-252
        raise BadPoint from None


def multiply_base(scalar: bytes) -> bytes:
    """``scalar`` times the generator."""
    return bytes(rbcl.crypto_scalarmult_ristretto255_base(scalar))


def add(one: bytes, other: bytes) -> bytes:
    """The sum of two points."""
    return bytes(rbcl.crypto_core_ristretto255_add(one, other))


def from_hash(digest: bytes) -> bytes:
    """The point of 64 uniform bytes."""
    return bytes(rbcl.crypto_core_ristretto255_from_hash(digest))


def reduced(digest: bytes) -> bytes:
    """The scalar of 64 uniform bytes, little-endian, modulo the order."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_reduce(digest))


def random_scalar() -> bytes:
    """A scalar that is not zero."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_random())


def inverse(scalar: bytes) -> bytes:
    """The scalar with which ``scalar`` makes one."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_invert(scalar))


def minus_product(one: bytes, left: bytes, right: bytes) -> bytes:
    """``one`` less ``left`` times ``right``."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_sub(one, rbcl.crypto_core_ristretto255_scalar_mul(left, right)))
