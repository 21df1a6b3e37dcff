"""What a story is held against: the figures that readers get, and nothing that only we know. Pure.

Proof note. Before: figures as they would be shown, each a number or a mark. After: ``figures`` holds the numbers and
the ends of bands that are said, never a count behind a mark; a percentage or a ratio is known only where a sentence
that went out says it. Head counts are what an organisation knows of itself; zero stands for not filled in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nabij.reporting.rules.known import Attribute, Known, unit
from nabij.reporting.rules.story import SECTIONS
from nabij.reporting.rules.tables import QUARTERS, TALKS, VISITORS, YES

_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*(?:%|procent)")
_RATIO = re.compile(r"(\d+)\s+van\s+(?:de\s+)?(\d+)")
_BY_DIMENSION = {
    "aard": "nature",
    "op wie": "subject",
    "rol": "role",
    "positie": "position",
    "onderdeel": "unit",
    "afloop": "outcome",
    "kanaal": "channel",
}
_BY_MEASURE = {VISITORS: "people", TALKS: "talks", QUARTERS: "hours"}


@dataclass(frozen=True, slots=True)
class Given:
    """What readers get of one table: the numbers in it and in its band, and the sentences said of it."""

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
    threshold: int = 5


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
        staff=staff,
        phrases=around.phrases,
        threshold=around.threshold,
    )


def sections_of(tables: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The sections with figures, of tables as measure, name of their classification and its first class."""
    found: set[str] = set()
    for measure, dimension, first in tables:
        if first == YES:
            found.add("involvement")
        elif dimension in _BY_DIMENSION and measure != QUARTERS:
            found.add(_BY_DIMENSION[dimension])
        found.add(_BY_MEASURE.get(measure, ""))
    return frozenset(found & SECTIONS.keys())
