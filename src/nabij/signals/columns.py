"""How a state of the rules is kept in the columns of a row."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from nabij.signals.rules import sections
from nabij.signals.rules.steps import State

type Noted = frozenset[tuple[int, UUID]]


def columns_of(state: State) -> dict[str, Any]:
    """A state as the columns of its row; what is laid under it are rows of their own."""
    return {
        "step": state.step,
        "weigher": state.weigher or "",
        "asked_by_id": state.asked_by,
        "asked_id": state.asked,
        "needed": state.needed,
        "seconded": state.seconded,
        "grounds": sorted(state.grounds),
        "worded": state.worded,
        "contact_id": state.contact,
        "due": state.due,
        "meeting": state.meeting,
        "watches": [day.isoformat() for day in state.watches],
        "noted": _noted(state.noted),
        "before": dict(sorted(state.before)),
        "rested": state.rested,
    }


def _noted(noted: Noted) -> dict[str, list[str]]:
    return {str(weeks): sorted(str(who) for when, who in noted if when == weeks) for weeks, _ in sorted(noted)}


def noted_in(kept: Mapping[str, Iterable[str]]) -> Noted:
    """Who noted what they heard after how many weeks, from its column."""
    return frozenset((int(weeks), UUID(who)) for weeks, by in kept.items() for who in by)


def last_watch() -> Coalesce:
    """The last day that is left on which it is asked whether anybody suffers, as its column has it; None: none is."""
    return Coalesce(*(KT(f"watches__{nth}") for nth in reversed(range(len(sections.WATCHES)))))
