"""A conversation whose visitor asked to have everything destroyed, and whose keeper works here no more. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.kit.months import MONTHS


@dataclass(frozen=True, slots=True)
class LeftErasure:
    """Which conversation, of whom it was, and since when its visitor waits for it to be destroyed: nothing in it."""

    id: UUID
    organisation: tuple[int, str]
    keeper: str
    on: date

    @property
    def in_words(self) -> str:
        """Such as "Gevraagd op 12 november 2026, stond bij Amina"."""
        return f"Gevraagd op {self.on.day} {MONTHS[self.on.month - 1]} {self.on.year}, stond bij {self.keeper}"
