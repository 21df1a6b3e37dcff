"""Proof that someone may do something to one row. Only ``permit`` makes one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, final
from uuid import UUID

from nabij.kit.errors import Refused


class Actor(Protocol):
    """Whoever acts: in practice a signed-in ``people.User``."""

    @property
    def pk(self) -> UUID: ...
    @property
    def practice_id(self) -> UUID: ...


class Governed(Protocol):
    """A row that knows which verbs an actor may do to it: ``may(actor, verb)``, a plain table per subject."""

    def may(self, actor: Any, verb: Any, /) -> bool: ...


NOT_YOURS = "Dit kun je hier niet doen. Laad de pagina opnieuw en kijk wat er wel kan, of vraag het je praktijkmanager."
_KEY = object()


@final
@dataclass(frozen=True, slots=True)
class Permit[Row, Verb: StrEnum]:
    """Someone's proven right to do one verb to one row; actions take nothing less."""

    actor: Actor
    verb: Verb
    row: Row
    _key: object

    def __post_init__(self) -> None:
        if self._key is not _KEY:
            raise TypeError("permits come from permit()")


def permit[Row: Governed, Verb: StrEnum](actor: Actor, verb: Verb, row: Row) -> Permit[Row, Verb]:
    """Give the proof, or raise ``Refused`` when the row does not allow this verb to this actor."""
    if not row.may(actor, verb):
        raise Refused(NOT_YOURS, code="forbidden")
    return Permit(actor, verb, row, _KEY)
