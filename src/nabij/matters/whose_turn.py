"""Who of those who can answer is aan zet in a matter, as its visitor reads it too.

As in ``people.still_running``, matters asks without knowing who is away.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from nabij.matters.rules.turn import COLLEAGUE, COUNSELLOR
from nabij.people.models import User


@dataclass(frozen=True, slots=True)
class Kept:
    """A running matter in which a counsellor is aan zet: the one who keeps it, or the colleague they left it to."""

    matter: UUID
    organisation: int
    keeper: UUID
    turn: str
    due: date | None


type Answering = Callable[[Collection[Kept]], dict[UUID, list[UUID]]]

_asked: list[Answering] = []


def knows_who_answers(found: Answering) -> None:
    """Have this asked: in each of these matters who is aan zet, and nobody who left. Called once, at start."""
    _asked.append(found)


def turns_of(actor: User, kept: Collection[Kept]) -> dict[UUID, dict[str, Any]]:
    """Of each of these matters in which a counsellor is aan zet: ``my_turn``, and the names of the others whose turn it
    is (``turn_of``). Nobody where all of them left.
    """
    asked = [one for one in kept if one.turn in (COUNSELLOR, COLLEAGUE)]
    found = {pk: people for answering in _asked for pk, people in answering(asked).items()} if asked else {}
    others = {one for people in found.values() for one in people} - {actor.pk}
    names = dict(User.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return {
        one.matter: {
            "my_turn": actor.pk in found.get(one.matter, ()),
            "turn_of": [names[who] for who in found.get(one.matter, ()) if who != actor.pk],
        }
        for one in kept
    }
