"""The register of one organisation as repetition counts it: handles, parts, codes and months of both counsellors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nabij.kit import codes
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.patterns.models import Matched
from nabij.patterns.rules import repetition
from nabij.patterns.rules.repetition import Found, Seen, Visit
from nabij.people.models import Unit, User

NO_THEMES = frozenset({"outside_remit", "not_yet_named"})
"""Codes that say what a matter is not about, or not yet: nothing can be repeated by them."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One place or theme that stands out, and the reader's own matters that are among it, the newest first."""

    found: Found
    theme: str
    own: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """All that the page tells: what stands out, and what could not be looked at."""

    seen: Seen
    noticed: tuple[Noticed, ...]
    places: int
    unknown: tuple[str, ...]
    without_place: int


def repetition_at(row: Matched, reader: User) -> Repetition:
    """What stands out at an organisation now; whoever calls has shown that the reader may look."""
    matters = list(Matter.objects.filter(practice_id=row.practice_id, organisation_id=row.pk).select_related("unit"))
    heads = _heads(list(row.unit_set.order_by("name")))
    labels = codes.labels("matter_nature")
    seen = repetition.look(map(_visit, matters), heads, labels.keys() - NO_THEMES, today())
    now = [one for one in matters if seen.first <= one.opened_month <= seen.last]
    mine = [one for one in now if one.keeper_id == reader.pk and not one.destroyed]
    return Repetition(
        seen,
        tuple(Noticed(found, labels.get(found.theme, ""), _among(mine, found)) for found in seen.found),
        places=sum(size > 0 for size in heads.values()),
        unknown=tuple(place for place, size in heads.items() if size == 0),
        without_place=len({one.visitor_handle for one in now if one.unit is None}),
    )


def _heads(units: Sequence[Unit]) -> dict[str, int]:
    """How many are at each part itself: without the parts of it, that have their own count."""
    within: Counter[int | None] = Counter()
    for unit in units:
        within[unit.parent_id] += unit.head_count
    return {unit.name: max(0, unit.head_count - within[unit.pk]) for unit in units}


def _visit(row: Matter) -> Visit:
    themes = frozenset((*row.nature, row.primary_nature)) - NO_THEMES - {""}
    return Visit(str(row.visitor_handle), row.unit.name if row.unit else "", themes, row.opened_month)


def _among(matters: Sequence[Matter], found: Found) -> tuple[Matter, ...]:
    seen = [(one, _visit(one)) for one in matters]
    here = [one for one, visit in seen if found.place in ("", visit.place) and found.theme in ("", *visit.themes)]
    return tuple(sorted(here, key=lambda one: (one.opened_month, str(one.pk)), reverse=True))
