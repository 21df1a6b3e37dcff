"""Who may open what, as data: one module per subject, each with ``ROWS``; ``tests/access_matrix.py`` reads them all.

A new address needs one line in the module of its subject, or a test fails::

    ROWS = {
        "today": Row(expect(amina=200, bram=200, carla=200)),
        "matter": Row(expect(amina=200), address=lambda world: {"pk": matter_of(world).pk}),
        "matters_note": Row(expect(amina=422), address=..., method="post", json={}),
    }

The key is the name of the address; on the visitor's and the board's host it is ``visitor:name`` or ``board:name``.
Whoever is not named gets 404 when signed in, and a way to the sign-in page (302) when not. The status is that of a
request with an empty body: 422 then means "may, but typed nothing".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nabij.people.models import User
from tests.personas import Personas

PERSONAS = ("anonymous", "amina", "bram", "carla", "daan", "els", "disabled")
SIGNED_OUT = ("anonymous", "disabled")


@dataclass(frozen=True, slots=True)
class World:
    """What the addresses of a row may point to; ``disabled`` is a counsellor whose account was switched off."""

    people: Personas
    disabled: User

    def user(self, persona: str) -> User | None:
        """The account behind a persona; None for nobody."""
        if persona == "anonymous":
            return None
        found: User = self.disabled if persona == "disabled" else getattr(self.people, persona)
        return found


def expect(*, others: int = 404, signed_out: int = 302, **statuses: int) -> dict[str, int]:
    """The status per persona; those who are not named get ``others``, or ``signed_out`` without a session."""
    if unknown := statuses.keys() - set(PERSONAS):
        raise ValueError(f"no such persona: {', '.join(sorted(unknown))}")
    return {name: statuses.get(name, signed_out if name in SIGNED_OUT else others) for name in PERSONAS}


def everybody(status: int) -> dict[str, int]:
    """The same for all, with a session or without."""
    return dict.fromkeys(PERSONAS, status)


@dataclass(frozen=True, slots=True)
class Row:
    """What one address answers to each persona; ``address`` gives the values in it, ``json`` a JSON body to post."""

    statuses: Mapping[str, int]
    address: Callable[[World], dict[str, Any]] | None = None
    method: str = "get"
    json: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
