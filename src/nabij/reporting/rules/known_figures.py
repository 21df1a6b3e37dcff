"""What a story is held against: the figures that readers get, and nothing that only we know. Pure.

Proof note. Before: figures as they would be shown, each a number or a mark. After: ``figures`` holds the numbers that
are shown and never a count behind a mark; a band frees its own words, not its ends; a percentage or a ratio is known
only where a sentence that went out says it. Head counts are what an organisation knows of itself; zero stands for not
filled in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nabij.reporting.rules.known import Attribute, Known, unit

_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*(?:%|procent)")
_RATIO = re.compile(r"(\d+)\s+van\s+(?:de\s+)?(\d+)")


@dataclass(frozen=True, slots=True)
class Given:
    """What readers get of one table: the numbers in it, and the sentences said of it."""

    numbers: frozenset[int]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the organisation and the practice are known by."""

    organisation: str
    heads: int
    units: Mapping[str, int]
    roles: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    common_roles: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    threshold: int = 5
    counsellors: tuple[str, ...] = ()


def known_of(given: Iterable[Given], around: Surroundings) -> Known:
    """What a text may say as it was given, and what to look for in it."""
    tables = tuple(given)
    words = [sentence for one in tables for sentence in one.words]
    staff: dict[frozenset[Attribute], int] = {
        frozenset({unit(name)}): heads for name, heads in around.units.items() if heads > 0
    }
    return Known(
        figures=frozenset(number for one in tables for number in one.numbers),
        percentages=frozenset(Decimal(hit.replace(",", ".")) for text in words for hit in _PERCENT.findall(text)),
        ratios=frozenset((int(part), int(whole)) for text in words for part, whole in _RATIO.findall(text)),
        names=(around.organisation,),
        units=tuple(around.units),
        roles=around.roles,
        common_roles=around.common_roles,
        labels=around.labels,
        groups=around.groups,
        staff=staff,
        phrases=around.phrases,
        threshold=around.threshold,
        counsellors=around.counsellors,
    )
