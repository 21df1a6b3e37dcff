"""What the sealed bundle of a signal holds, section by section. Pure.

A bundle is a story (docs/vault-format.md): the id of a section comes from its name, so the server knows which sections
have a text, and not what they say. So a step can ask for a text that nobody but its writers can read.
"""

import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

from nabij.kit import codes

_LABEL = b"nabij/story/1\x00"

NOTICED = "noticed"
# where it is known from, where no visitor told it
SOURCE = "source"
CARD = "card"
COMPANION = "companion"
SECOND = "second"
LIMITS = "limits"
GROUNDS = "grounds"
LETTER = "letter"
# how whoever did not check the letter read it, with their own vault
READING = "reading"
NOT_SENT = "not_sent"
CHANGED = "changed"
LEARNED = "learned"
# after two, six and twelve weeks: whether anybody suffers from it
WATCHES = (2, 6, 12)


def aspects() -> tuple[str, ...]:
    """What a signal is weighed on, as sections: content, repetition, impact, context."""
    return tuple(f"weighing.{key}" for key in codes.labels("signal_weighing"))


def watch(weeks: int) -> str:
    """The section of what was heard so many weeks after the letter."""
    return f"watch.{weeks}"


def names() -> tuple[str, ...]:
    """Every section that a bundle may hold."""
    fixed = (NOTICED, SOURCE, CARD, COMPANION, SECOND, LIMITS, GROUNDS, LETTER, READING, NOT_SENT, CHANGED, LEARNED)
    return (*fixed, *aspects(), *(watch(weeks) for weeks in WATCHES))


def section_id(signal: UUID, name: str) -> UUID:
    """The id of the record that holds this section, as both authors' browsers find it."""
    about = json.dumps([str(signal), name], ensure_ascii=False, separators=(",", ":")).encode()
    bits = bytearray(hashlib.sha256(_LABEL + about).digest()[:16])
    bits[6] = bits[6] & 0x0F | 0x40
    bits[8] = bits[8] & 0x3F | 0x80
    return UUID(bytes=bytes(bits))


def name_of(signal: UUID, record: UUID) -> str | None:
    """Which section a record holds; None for what is no section of a signal."""
    return next((name for name in names() if section_id(signal, name) == record), None)


def revisions(signal: UUID, kept: Iterable[tuple[UUID, int]]) -> dict[str, int]:
    """The newest revision of each section, from the ids and revisions of the records that are kept."""
    newest: dict[UUID, int] = {}
    for record, revision in kept:
        newest[record] = max(revision, newest.get(record, 0))
    return {name: newest[found] for name in names() if (found := section_id(signal, name)) in newest}
