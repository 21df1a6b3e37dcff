"""The other half of the VOPRF, as a browser does it. The demo and the tests ask with it; the service never."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from nabij_matcher import group
from nabij_matcher.voprf import hash_to_point, is_proven, prefixed


class ForgedEvaluation(Exception):
    """Not evaluated with the key that is pinned."""


@dataclass(frozen=True, slots=True)
class Question:
    """An input, blinded."""

    text: bytes
    blind: bytes
    blinded: bytes


def blind(text: bytes, scalar: bytes | None = None) -> Question:
    """``text`` as a point that says nothing about it; ``scalar`` is given by tests only."""
    scalar = scalar or group.random_scalar()
    return Question(text, scalar, group.multiply(scalar, hash_to_point(text)))


def finalize(public: bytes, asked: Sequence[Question], evaluated: Sequence[bytes], proof: bytes) -> list[bytes]:
    """The 64 bytes of each input; ``ForgedEvaluation`` when the proof is not that of ``public``."""
    if not is_proven(public, [one.blinded for one in asked], evaluated, proof):
        raise ForgedEvaluation
    return [_output(one, point) for one, point in zip(asked, evaluated, strict=True)]


def _output(question: Question, point: bytes) -> bytes:
    plain = group.multiply(group.inverse(question.blind), point)
    return hashlib.sha512(prefixed(question.text, plain) + b"Finalize").digest()
