"""What goes over the wire to the service: short frames, each of a known length (docs/wire.md, *The matcher*)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nabij_matcher.group import POINT
from nabij_matcher.voprf import MOST_POINTS

MAGIC = b"NM1"
KEYS, EVALUATE = 1, 2
DONE, MALFORMED, BAD_POINT, NO_SUCH_KEY = range(4)
MOST_BODY = 3 + MOST_POINTS * POINT

type Read = Callable[[int], bytes]


class Malformed(ValueError):
    """Not a frame of this protocol."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; ``points`` is empty where the public keys are."""

    what: int
    version: int = 0
    points: tuple[bytes, ...] = ()


def read_request(read: Read) -> Request:
    """The request that ``read(length)`` gives; ``Malformed`` for any other bytes, and before anything long is read."""
    head = read(6)
    what, length = head[3], int.from_bytes(head[4:], "big")
    if head[:3] != MAGIC or length > MOST_BODY:
        raise Malformed
    if what == KEYS and length == 0:
        return Request(KEYS)
    if what != EVALUATE or length < 3 + POINT:
        raise Malformed
    body = read(length)
    version, count, points = int.from_bytes(body[:2], "big"), body[2], body[3:]
    if not 0 < count <= MOST_POINTS or len(points) != count * POINT:
        raise Malformed
    return Request(EVALUATE, version, tuple(points[at : at + POINT] for at in range(0, len(points), POINT)))


def refusal(why: int) -> bytes:
    """The answer that says nothing but why not."""
    return MAGIC + bytes([why])


def keys_answer(keys: Mapping[int, bytes]) -> bytes:
    """The public keys by version."""
    listed = b"".join(version.to_bytes(2, "big") + public for version, public in sorted(keys.items()))
    return MAGIC + bytes([DONE, len(keys)]) + listed


def evaluated_answer(evaluated: Sequence[bytes], proof: bytes) -> bytes:
    """The evaluated points in the order asked, and their proof."""
    return MAGIC + bytes([DONE]) + b"".join(evaluated) + proof
