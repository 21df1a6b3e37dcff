"""How much each address has left, in the memory of this process only: nothing is written down or logged.

An address is known by a hash under a salt that is drawn when the process starts and is gone with it. Each worker
process counts by itself.
"""

import hashlib
import ipaddress
import os
import time
from collections.abc import Callable
from threading import Lock

from nabij.contact.rules.rates import RATES, Level, draw, is_full

MOST_KEPT = 20_000


class Buckets:
    """The buckets of every address that came lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST_KEPT) -> None:
        self._clock, self._most = clock, most
        self._salt = os.urandom(32)
        self._levels: dict[tuple[str, bytes], Level] = {}
        self._lock = Lock()

    def take(self, address: str, kind: str, cost: float = 1) -> int:
        """Take from the bucket of this address: 0, or the seconds to wait when it does not hold enough."""
        key = kind, hashlib.blake2b(_network(address).encode(), key=self._salt, digest_size=16).digest()
        with self._lock:
            now = self._clock()
            level, wait = draw(RATES[kind], self._levels.pop(key, None), now, cost)
            if len(self._levels) >= self._most:
                self._forget(now)
            # at the end: those at the front were not used for longest
            self._levels[key] = level
        return wait

    def _forget(self, now: float) -> None:
        """Drop full buckets, which are as new; when that is not enough, also the half that was not used for longest."""
        for key in [key for key, level in self._levels.items() if is_full(RATES[key[0]], level, now)]:
            del self._levels[key]
        if len(self._levels) >= self._most:
            for key in list(self._levels)[: self._most // 2]:
                del self._levels[key]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._levels.clear()


def _network(address: str) -> str:
    """One address of version 4, or the network of version 6 that one household or school has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


BUCKETS = Buckets()
