"""An answer whose length and time say nothing of what it is: to who watches the line, or to who asks and counts on."""

import time
from collections.abc import Callable

STEP = 0.05
"""In seconds. Looking takes a few milliseconds, more where there are more rows; it is answered on a step of this."""


def evenly(work: Callable[[], bool]) -> int:
    """What the work finds, as 0 or 1: as long to write, and given at the next whole step from when it began."""
    began = time.monotonic()
    found = work()
    time.sleep(STEP - (time.monotonic() - began) % STEP)
    return int(found)
