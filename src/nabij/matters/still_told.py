"""What a subject beside the door still has to tell the visitor of a closed matter: in which matters, never what.

As in ``people.still_running``, matters passes it on without knowing who answers.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from nabij.people.models import User

type ToTell = Callable[[User, Collection[UUID]], set[UUID]]

_asked: list[ToTell] = []


def adds_to_tell(found: ToTell) -> None:
    """Have this asked too: in which of these matters, whose keeper left, this counsellor's browser tells something.

    Called once, at start.
    """
    _asked.append(found)


def still_to_tell(actor: User, matters: Collection[UUID]) -> set[UUID]:
    """Those of these matters whose keeper left and whose visitor still hears something through this counsellor."""
    return {pk for found in _asked for pk in found(actor, matters)} if matters else set()
