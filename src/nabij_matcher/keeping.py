"""The service kept running: one that dies is started again, a little later each time, until whoever keeps it is gone.

A process of its own, so that a server that forks has no thread for it. Only that it stopped is told, with the number it
ended with: what it was asked or said is never passed on.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from io import BufferedReader

READY = "De vergelijkdienst draait."
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
# who ran for so long was well: what ends it now is another trouble, and it comes back at once
WELL_AFTER = 60.0
_LOOKS = 0.1


def waits(number: int) -> float:
    """How long to wait, in seconds, before it is started again after so many ends in a row."""
    return min(FIRST_WAIT * 2.0 ** max(number - 1, 0), LONGEST_WAIT)


class DidNotStart(Exception):
    """The service ended before it was ready; ``said``: what it said of that."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


def keep(arguments: Sequence[str], stopping: threading.Event, tell: Callable[[str], None]) -> None:
    """Keep ``serve`` running with these arguments until ``stopping``; raises ``DidNotStart`` for the first start only.

    ``tell`` gets ``READY`` once, and then a line each time that it has to be started again.
    """
    service = _start(arguments)
    tell(READY)
    ends, since = 0, time.monotonic()
    while not stopping.wait(_LOOKS):
        if service.poll() is None:
            continue
        ends = 1 if time.monotonic() - since > WELL_AFTER else ends + 1
        wait = waits(ends)
        tell(f"De vergelijkdienst stopte ({service.returncode}). Over {wait:.0f} s start zij opnieuw.")
        if stopping.wait(wait):
            break
        since = time.monotonic()
        try:
            service = _start(arguments)
        except DidNotStart:
            # the loop finds it ended, and waits longer
            continue
        tell("De vergelijkdienst draait weer.")
    _end(service)


def _start(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    service = subprocess.Popen(
        [sys.executable, "-P", "-m", "nabij_matcher", "serve", "--kept", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if service.stdout is None or service.stderr is None or service.stdout.readline() == b"":
        said = service.communicate(timeout=10)[1].decode(errors="replace").strip()
        raise DidNotStart(said)
    threading.Thread(target=_let_go, args=[service.stderr], daemon=True).start()
    return service


def _let_go(said: BufferedReader) -> None:
    """Read and drop, so that the service never waits for a reader."""
    while said.read1(4096):
        pass


def _end(service: "subprocess.Popen[bytes]") -> None:
    if service.poll() is None:
        service.terminate()
        service.wait(10)
