"""VOPRF, mode 1 of RFC 9497, suite ristretto255-SHA512: the half of who holds the key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from nabij_matcher import group

MODE = b"OPRFV1-\x01-ristretto255-SHA512"
PROOF = 2 * group.SCALAR
MOST_POINTS = 64
_BLOCK, _DIGEST = 128, 64


@dataclass(frozen=True, slots=True)
class Key:
    """A secret scalar and its public point."""

    secret: bytes = field(repr=False)
    public: bytes

    @classmethod
    def of(cls, secret: bytes) -> "Key":
        """The pair of this scalar; ``BadPoint`` for zero."""
        if len(secret) != group.SCALAR or not any(secret):
            raise group.BadPoint
        return cls(secret, group.multiply_base(secret))


def evaluate(key: Key, blinded: Sequence[bytes], drawn: bytes | None = None) -> tuple[list[bytes], bytes]:
    """Each point times the key, and one proof that it was this key (RFC 9497, 3.3.2 and 2.2.1).

    ``BadPoint`` when any is no point, or the identity. ``drawn`` is the proof's own scalar, given by tests only.
    """
    if not 0 < len(blinded) <= MOST_POINTS:
        raise ValueError(f"1 to {MOST_POINTS} points at once")
    evaluated = [group.multiply(key.secret, point) for point in blinded]
    composite = _sum(_weights(key.public, blinded, evaluated), blinded)
    scaled = group.multiply(key.secret, composite)
    drawn = drawn or group.random_scalar()
    challenge = _challenge(key.public, composite, scaled, group.multiply_base(drawn), group.multiply(drawn, composite))
    return evaluated, challenge + group.minus_product(drawn, challenge, key.secret)


def is_proven(public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes], proof: bytes) -> bool:
    """Whether ``proof`` shows that these were evaluated with the key of this public point (RFC 9497, 2.2.2)."""
    if len(proof) != PROOF or len(blinded) != len(evaluated) or not blinded:
        return False
    challenge, response = proof[: group.SCALAR], proof[group.SCALAR :]
    try:
        weights = _weights(public, blinded, evaluated)
        composite, scaled = _sum(weights, blinded), _sum(weights, evaluated)
        second = group.add(group.multiply_base(response), group.multiply(challenge, public))
        third = group.add(group.multiply(response, composite), group.multiply(challenge, scaled))
    except (group.BadPoint, RuntimeError):
        return False
    return challenge == _challenge(public, composite, scaled, second, third)


def hash_to_scalar(message: bytes, label: bytes) -> bytes:
    """A scalar from ``message``, in the domain of ``label``."""
    return group.reduced(expand(message, label + MODE))


def hash_to_point(message: bytes) -> bytes:
    """A point from ``message``."""
    return group.from_hash(expand(message, b"HashToGroup-" + MODE))


def prefixed(*pieces: bytes) -> bytes:
    """Each piece after its length in two bytes."""
    return b"".join(len(piece).to_bytes(2, "big") + piece for piece in pieces)


def expand(message: bytes, domain: bytes) -> bytes:
    """64 uniform bytes: ``expand_message_xmd`` of RFC 9380, 5.3.1, with SHA-512; one block, so two hashes."""
    domain += bytes([len(domain)])
    first = hashlib.sha512(bytes(_BLOCK) + message + _DIGEST.to_bytes(2, "big") + b"\0" + domain).digest()
    return hashlib.sha512(first + b"\x01" + domain).digest()


def _weights(public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes]) -> list[bytes]:
    seed = hashlib.sha512(prefixed(public, b"Seed-" + MODE)).digest()
    return [
        hash_to_scalar(prefixed(seed) + number.to_bytes(2, "big") + prefixed(*pair) + b"Composite", b"HashToScalar-")
        for number, pair in enumerate(zip(blinded, evaluated, strict=True))
    ]


def _sum(weights: Sequence[bytes], points: Sequence[bytes]) -> bytes:
    total, *more = map(group.multiply, weights, points)
    for point in more:
        total = group.add(total, point)
    return total


def _challenge(*points: bytes) -> bytes:
    return hash_to_scalar(prefixed(*points) + b"Challenge", b"HashToScalar-")
