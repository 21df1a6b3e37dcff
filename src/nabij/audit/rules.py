"""The hash chain of the audit: each line names the one before it. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One audit line as the chain sees it; ``at`` is ISO 8601 UTC to the microsecond.

    ``mark``: the end of another chain that this line made, so that whoever cuts that one off is seen here. A line
    without one is hashed as lines always were.
    """

    practice: str
    sequence: int
    at: str
    actor: str
    verb: str
    kind: str
    row: str
    previous: str
    mark: str = ""

    def hash(self) -> str:
        """SHA-256 (hex) over the line's JSON, previous hash included."""
        fields = [self.practice, self.sequence, self.at, self.actor, self.verb, self.kind, self.row, self.previous]
        fields += [self.mark] if self.mark else []
        return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


class Chained(Protocol):
    """A line of a chain: its number, the hash of the line before it, and its own."""

    @property
    def sequence(self) -> int: ...
    @property
    def previous(self) -> str: ...
    def hash(self) -> str: ...


def first_break(lines: Iterable[tuple[Chained, str]]) -> int | None:
    """The sequence number where a chain breaks, or None; takes lines with their stored hashes in order."""
    expected, previous = 1, START
    for line, stored in lines:
        if line.sequence != expected or line.previous != previous or line.hash() != stored:
            return expected
        expected, previous = expected + 1, stored
    return None
