"""A sentence that stands on every page of the workspace until its reader says that it was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Finished Dutch, and the address to which "read" is posted."""

    sentence: str
    read_at: str
