"""How long this disk takes to keep what it was given: the floor under every save."""

import os
import tempfile
import time

WRITES = 50
PAGE = 4096


def sync_seconds() -> list[float]:
    """Seconds of each of some writes of one page that were waited for, in the directory of the temporary databases."""
    found = []
    with tempfile.TemporaryFile() as file:
        for _ in range(WRITES):
            file.write(os.urandom(PAGE))
            file.flush()
            start = time.perf_counter()
            os.fsync(file.fileno())
            found.append(time.perf_counter() - start)
    return found
