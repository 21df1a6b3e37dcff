"""How far the command is, on stderr: a share where there is one, and else the stage and the seconds so far.

Proof note. Before: the name of a stage. After: at least one line in every ``EVERY`` seconds while the stage lasts, with
nothing of the table, and no thread once the stage ends, whatever ends it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from nabij_disclosure.speaking import tell
from nabij_disclosure.suppress import Progress
from nabij_disclosure.wording import say

EVERY = 5.0


def shares(language: str) -> Progress:
    """Tells how far it is, at most once a second, where it came further or ``EVERY`` seconds went by; never back."""
    last, told = time.monotonic(), 0

    def heard(share: float) -> None:
        nonlocal last, told
        percent, passed = max(told, round(100 * share)), time.monotonic() - last
        if passed >= EVERY or (passed >= 1 and percent > told):
            last, told = time.monotonic(), percent
            tell(say(language, "step", percent=percent))

    return heard


@contextmanager
def beating(stage: str, language: str, every: float = EVERY) -> Iterator[None]:
    """Tells every so many seconds which stage is at work and for how long, also where no share is known."""
    ended, begun = Event(), time.monotonic()

    def beat() -> None:
        while not ended.wait(every):
            seconds = round(time.monotonic() - begun)
            tell(say(language, f"at_{stage}", seconds=seconds))

    thread = Thread(target=beat, name=f"beating {stage}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
