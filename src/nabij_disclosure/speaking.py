"""What the command says on its two streams; a stream that takes nothing more never decides how the command ends.

Proof note. Before: finished sentences. After: they are said, or the stream is full or gone and everything after goes
nowhere; no ``OSError`` of a stream leaves here, so that none is taken for one of the disk that holds the files.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO


def show(lines: list[str]) -> bool:
    """Lines on stdout; False where not all could be written. Whoever stopped reading has heard all they wanted."""
    try:
        for line in lines:
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as problem:
        _silence(sys.stdout)
        return isinstance(problem, BrokenPipeError)
    return True


def tell(sentence: str) -> None:
    """One sentence on stderr."""
    if sys.stderr is None:
        return
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Send a stream nowhere, with what it still holds: else Python tries once more when it ends."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
