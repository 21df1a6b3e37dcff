"""Who may be said to be one visitor: only of one's own matters, at one organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.sealed.rules import Sealed


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a matter is and who keeps it."""

    organisation: int
    keeper: UUID


@dataclass(frozen=True, slots=True)
class SameVisitor:
    """That the visitor of a matter is that of another, or of none.

    ``leaving``: they no longer count as who they counted as so far. Without it, whoever counted as one with either of
    the two does so with both.
    """

    same_as: UUID | None
    leaving: bool
    sealed: Sealed


def check_visitor(known: Iterable[Kept | None], here: Kept) -> None:
    """Refuse a visitor known from a matter that somebody else keeps, at another organisation, or not there (None)."""
    if any(one != here for one in known):
        raise Refused(
            "Alleen twee kwesties van jezelf bij dezelfde organisatie kunnen van dezelfde inbrenger zijn, en alleen "
            "zolang ze er allebei zijn. Er is niets bewaard. Kies een andere kwestie, of geen.",
            code="forbidden",
        )


def check_same(matter: UUID, said: SameVisitor) -> None:
    """Refuse a matter that is said to be the same as itself, and saying nothing."""
    if said.same_as == matter or not (said.same_as or said.leaving):
        raise Refused("Kies een andere kwestie dan deze. Er is niets bewaard.")
