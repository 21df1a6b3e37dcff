"""The register of one organisation as repetition counts it: handles, parts, codes and months of both counsellors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nabij.kit import codes
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.patterns.models import Matched
from nabij.patterns.rules import repetition
from nabij.patterns.rules.repetition import Found, Outlook, Seen, Visit
from nabij.patterns.rules.telling import LOOKED_AT_FROM, Told, band, told
from nabij.people.models import Unit, User
from nabij.people.rules import Part, at_itself

NO_THEMES = frozenset({"outside_remit", "not_yet_named"})
"""Codes that say what a matter is not about, or not yet: nothing can be repeated by them."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One place or theme that stands out as it is told to one reader, with their own matters, the newest first."""

    found: Found
    told: Told
    theme: str
    own: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """All that the page tells: what stands out, what was looked at, and what could not be.

    ``mine``, ``without_place``: people of the reader. ``others``: a band of everybody else's.
    """

    seen: Seen
    outlook: Outlook
    noticed: tuple[Noticed, ...]
    places: int
    themes: int
    unknown: tuple[str, ...]
    mine: int
    others: str
    without_place: int


def repetition_at(row: Matched, reader: User) -> Repetition:
    """What stands out at an organisation now; whoever calls has shown that the reader may look."""
    matters = list(Matter.objects.filter(practice_id=row.practice_id, organisation_id=row.pk).select_related("unit"))
    heads = _heads(list(row.unit_set.order_by("name")))
    labels = codes.labels("matter_nature")
    seen = repetition.look(map(_visit, matters), heads, labels.keys() - NO_THEMES, today())
    now = [one for one in matters if seen.first <= one.opened_month <= seen.last]
    mine = [one for one in now if one.keeper_id == reader.pk]
    people = len(_people(mine))
    noticed = tuple(_noticed(seen.found, mine, labels))
    return Repetition(
        seen,
        seen.outlook if noticed or seen.outlook is not Outlook.SOMETHING else Outlook.NOTHING,
        noticed,
        places=sum(size > 0 for size in heads.values()),
        themes=len(labels.keys() - NO_THEMES),
        unknown=tuple(place for place, size in heads.items() if size == 0),
        mine=people,
        others=band(len(_people(now)) - people, LOOKED_AT_FROM),
        without_place=len(_people(one for one in mine if one.unit is None)),
    )


def _people(matters: Iterable[Matter]) -> set[UUID]:
    return {one.visitor_handle for one in matters}


def _noticed(found: Iterable[Found], mine: Sequence[Matter], labels: Mapping[str, str]) -> Iterator[Noticed]:
    """What of it is told to who keeps these matters; who is among it twice, with the colleague too, is their own."""
    for one in found:
        own = _among(mine, one)
        words = told(one, len(_people(own)))
        if words:
            kept = tuple(matter for matter in own if not matter.destroyed)
            yield Noticed(one, words, labels.get(one.theme, ""), kept)


def _heads(units: Sequence[Unit]) -> dict[str, int]:
    """How many are at each part itself: without the parts of it, that have their own count; 0 where nobody knows."""
    own = at_itself(Part(unit.pk, unit.parent_id, unit.name, unit.head_count) for unit in units)
    return {unit.name: own.get(unit.pk, 0) for unit in units}


def _visit(row: Matter) -> Visit:
    themes = frozenset((*row.nature, row.primary_nature)) - NO_THEMES - {""}
    return Visit(str(row.visitor_handle), row.unit.name if row.unit else "", themes, row.opened_month)


def _among(matters: Sequence[Matter], found: Found) -> tuple[Matter, ...]:
    seen = [(one, _visit(one)) for one in matters]
    here = [one for one, visit in seen if found.place in ("", visit.place) and found.theme in ("", *visit.themes)]
    return tuple(sorted(here, key=lambda one: (one.opened_month, str(one.pk)), reverse=True))
