"""Where random bytes come from."""

import hashlib
from collections.abc import Callable

type Randomness = Callable[[int], bytes]


def seeded(seed: bytes) -> Randomness:
    """Yields the same bytes for the same seed. Only for demo data, vectors and tests.

    SHA-256 in counter mode over the hashed seed.
    """
    key = hashlib.sha256(b"nabij/seeded/1\x00" + seed).digest()
    counter = 0

    def randomness(length: int) -> bytes:
        nonlocal counter
        drawn = b""
        while len(drawn) < length:
            drawn += hashlib.sha256(key + counter.to_bytes(8, "big")).digest()
            counter += 1
        return drawn[:length]

    return randomness
