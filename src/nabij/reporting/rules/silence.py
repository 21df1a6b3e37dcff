"""Silence as the report says it: an open ring, a filled ring, or too small to tell; never a number.

Proof note. Before: for each unit its head count and the ends between which *a reader* knows its figure to lie. A shown
figure has two equal ends; a hidden one has those that follow from everything released (``hidden_beside``, or the attack
of disclosure control). That a figure is hidden says nothing of its size, because decoys and complements are hidden as
well; so a hidden figure is judged by those ends alone. After: the rings. Why no ring betrays anything: no argument here
holds a count that was not released, so whoever knows the method and the released figures can draw every ring
themselves, and learns nothing from seeing it drawn. Beyond that a ring is only drawn where at least T + 1 people would
be expected, so "fewer than expected" leaves open 0 as well as T.

Why fewer than one open ring is false, in all rings of a report: a ring is open only where a reader knows that fewer
came than ``bound``, and of a unit like the others that has a chance of at most ``level``; chances add up whether or not
units depend on each other; rings times level is at most one half. The other half is for what the model does not know.
That holds as far as units differ as the groups of the experiences do: give it units rather than whole organisations.

A filled ring proves no rest: measured (``benchmarks.silence``), it never stands where nobody comes, in 1 to 15 of 100
parts to which a quarter comes of who would have, and in 1 to 35 of 100 to which half come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from nabij.reporting.rules.expectation import Prior, Seen, exceeded

HIGHEST_LEVEL = 0.05
FALSE_PER_REPORT = 0.5
LEAST_HEADS = 10
MOST_YEARS = 5


class Ring(Enum):
    """What stands at the fixed place of a unit; the value is what it says."""

    OPEN = "stiller dan verwacht"
    FILLED = "niet stiller dan verwacht"
    TOO_SMALL = "te klein om iets te zeggen"


READINGS = (
    "Het kan zijn dat mensen hier weinig meemaken, of er samen goed uitkomen.",
    "Het kan zijn dat mensen hier niet weten dat zij met een vertrouwenspersoon kunnen praten, of hoe zij dat doen.",
    "Het kan zijn dat mensen hier wel iets meemaken, maar dat praten niet veilig voelt.",
)
QUESTION = "Wat ziet en hoort de leiding zelf op deze plek?"
EXPLANATION = (
    "Een open ring betekent: stiller dan verwacht bij het aantal medewerkers. "
    "Een ring zegt nooit hoeveel mensen er kwamen, en is alleen berekend uit cijfers die al gepubliceerd zijn. "
    "In een heel verslag staat naar verwachting minder dan één open ring ten onrechte. "
    "Waar geen ring staat, is de groep te klein om iets te zeggen."
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as readers know it. ``group``: what it could be joined with. No field holds a count that is not out."""

    name: str
    heads: int
    seen: Seen
    years: int = 1
    group: str = ""

    @property
    def exposure(self) -> int:
        """Heads times years."""
        return self.heads * self.years


@dataclass(frozen=True, slots=True)
class Advice:
    """What would make a ring possible: these units together, over so many years (0: nothing would)."""

    units: tuple[str, ...]
    years: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Own:
    """For the counsellor's own workspace only: how many came, and between which ends one would expect it."""

    came: int
    low: int
    high: int
    sentence: str


def level(rings: int) -> float:
    """The chance with which one ring among so many may be open wrongly: a half shared by all, at most one in twenty."""
    return min(HIGHEST_LEVEL, FALSE_PER_REPORT / max(rings, 1))


def rings(units: Sequence[Unit], prior: Prior | None, *, threshold: int) -> dict[str, Ring]:
    """The ring of each unit. All units of the report at once, also those of other overviews: they share the level.

    Raises ``ValueError`` for two units of one name. Without a prior (too little was released) nothing can be told.
    """
    if len({unit.name for unit in units}) != len(units):
        raise ValueError("two units have one name")
    if prior is None:
        return {unit.name: Ring.TOO_SMALL for unit in units}
    bounds = _bounds(units, prior)
    return {unit.name: _ring(unit, bounds[unit.name], threshold) for unit in units}


def _bounds(units: Sequence[Unit], prior: Prior) -> dict[str, int]:
    return {unit.name: exceeded(prior, unit.exposure, level(len(units))) if unit.heads else 0 for unit in units}


def _ring(unit: Unit, bound: int, threshold: int) -> Ring:
    if bound < threshold + 1 or unit.heads < LEAST_HEADS:
        return Ring.TOO_SMALL
    if unit.seen.high is not None and unit.seen.high < bound:
        return Ring.OPEN
    return Ring.FILLED if unit.seen.low >= bound else Ring.TOO_SMALL


def advise(units: Sequence[Unit], prior: Prior | None, *, threshold: int) -> tuple[Advice, ...]:
    """How units that are too small could be told of: joined within their group, or else over more years.

    For the counsellor, before the report is fixed: what is joined must be released as one figure. Joined units are
    taken to share one rate, which expects less of them than if each had its own.
    """
    if prior is None:
        return ()
    drawn = rings(units, prior, threshold=threshold)
    small: dict[str, list[Unit]] = {}
    for place, unit in enumerate(units):
        if drawn[unit.name] is Ring.TOO_SMALL:
            small.setdefault(unit.group or f"\0{place}", []).append(unit)
    return tuple(_advice(group, prior, threshold, level(len(units))) for group in small.values())


def _advice(group: Sequence[Unit], prior: Prior, threshold: int, chance: float) -> Advice:
    names = tuple(unit.name for unit in group)
    heads, years = sum(unit.heads for unit in group), min(unit.years for unit in group)
    last = max(MOST_YEARS, years)
    # one unit by itself and over these years was just found too small: joining nothing changes nothing
    first = years if len(group) > 1 else years + 1
    for wide in range(first, last + 1):
        if heads >= LEAST_HEADS and exceeded(prior, heads * wide, chance) > threshold:
            return Advice(names, wide, _sentence(names, wide if wide > years else 0))
    return Advice(names, 0, f"{_joined(names)}: ook samen en over {last} jaar te klein om iets te zeggen.")


def _sentence(names: tuple[str, ...], years: int) -> str:
    if len(names) == 1:
        return f"Neem voor {names[0]} {years} jaar samen; dan is er misschien iets te zeggen."
    over = f" over {years} jaar" if years else ""
    return f"Neem {_joined(names)}{over} samen; dan is er misschien iets te zeggen."


def _joined(names: tuple[str, ...]) -> str:
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def own(came: int, heads: int, prior: Prior, *, years: int = 1) -> Own:
    """The counsellor's own number with the ends between which nine in ten such groups lie. Never for a report."""
    low = exceeded(prior, heads * years, 0.05)
    high = exceeded(prior, heads * years, 0.95)
    people = "1 mens" if came == 1 else f"{came} mensen"
    verb = "kwam" if came == 1 else "kwamen"
    where = "in 1 jaar" if years == 1 else f"in {years} jaar"
    sentence = f"Er {verb} {people}. Bij {heads} medewerkers {where} zou je er {low} tot {high} verwachten."
    return Own(came, low, high, sentence)


def words(drawn: Mapping[str, Ring]) -> tuple[str, ...]:
    """What stands beside the rings: with an open one its three readings and the question, always the explanation."""
    beside = (*READINGS, QUESTION) if Ring.OPEN in drawn.values() else ()
    return (*beside, EXPLANATION)
