"""Repetition around a place or a theme: where more people came than chance would bring, seldom said wrongly. Pure.

Proof note, with what was measured: docs/patterns.md. Every month is a look at the twelve finished months before it,
held against the twenty-four before those. What is given in all that follows: who came in those earlier months, and how
many came in the window, in all and for each theme. Which of them came from which place is then Pólya's urn (``urn``).
The critical chance ``_critical`` depends on nothing but what is given, so the chance that a look says anything wrongly
is at most the sum of what each test can still reach below it: at most ``A_LOOK``, whatever hangs together with what.
Looks share eleven of their twelve months; that all twelve of a year stay under ``A_YEAR`` is measured, not proven.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from operator import itemgetter

from nabij.kit.months import add_months, month_of
from nabij.patterns.rules.urn import Share, ordinary, share_as_before, shares

WINDOW, PAST = 12, 24
LEAST_PEOPLE = 3
"""Two people who say the same are no repetition yet."""
LEAST_PAST = 20
"""So many people must have come before, or nothing is known of how often a theme is usual."""
A_LOOK, A_YEAR = 0.03, 0.05
"""The chance with which a look, and a year of looks, may say anything at all where there is no pattern."""
FOR_PLACES, FOR_THEMES = 0.8, 0.2
"""How the level is shared: themes have their own, as their totals are what is given for the places."""


READINGS = (
    "Het kan zijn dat er op deze plek iets speelt dat mensen raakt.",
    "Het kan zijn dat mensen samen kwamen, of elkaar de weg wezen.",
    "Het kan zijn dat jullie daar net bekend werden, bijvoorbeeld door voorlichting.",
)


class Outlook(Enum):
    """What a look comes to; the value is what it says."""

    SOMETHING = "hier valt iets op"
    NOTHING = "niets dat opvalt"
    TOO_SMALL = "te klein om iets te zeggen"


@dataclass(frozen=True, slots=True)
class Visit:
    """One matter as it counts: who came (a random handle), from which place ("" for none), about what, and when."""

    visitor: str
    place: str
    themes: frozenset[str]
    month: date


@dataclass(frozen=True, slots=True)
class Found:
    """So many different people, where ``low`` to ``high`` are ordinary. "" as a place or theme: all of them."""

    place: str
    theme: str
    came: int
    low: int
    high: int
    chance: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands out, the least likely first, in the months from ``first`` to ``last``."""

    outlook: Outlook
    found: tuple[Found, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Test:
    place: str
    theme: str
    came: int
    tail: tuple[float, ...]


def window(today: date) -> tuple[date, date]:
    """The first and the last of the twelve finished months before this day's."""
    this = month_of(today)
    return add_months(this, -WINDOW), add_months(this, -1)


def look(visits: Iterable[Visit], heads: Mapping[str, int], themes: Iterable[str], today: date) -> Seen:
    """What stands out now. ``heads``: how many people are at each place; where that is unknown (0) nothing is said.

    ``themes``: all that there are, whether anybody speaks of them or not.
    """
    first, last = window(today)
    listed = list(visits)
    now = [one for one in listed if first <= one.month <= last]
    before = [one for one in listed if add_months(first, -PAST) <= one.month < first]
    known = {place: size for place, size in heads.items() if size > 0}
    tests = _of_places(now, before, known) if len(known) > 1 else []
    of_themes = _of_themes(now, before, sorted(set(themes)))
    bounds = [(tests, _critical(tests, FOR_PLACES * A_LOOK)), (of_themes, _critical(of_themes, FOR_THEMES * A_LOOK))]
    found = [_found(one) for some, bound in bounds for one in some if _stands_out(one, bound)]
    nothing = Outlook.NOTHING if any(bound for _, bound in bounds) else Outlook.TOO_SMALL
    told = [one for one in found if not _explained(one, found)]
    order = sorted(told, key=lambda one: (one.chance, one.place, one.theme))
    return Seen(Outlook.SOMETHING if found else nothing, tuple(order), first, last)


def _of_places(now: Sequence[Visit], before: Sequence[Visit], known: Mapping[str, int]) -> list[_Test]:
    """Each place with all themes, and with each theme by itself."""
    share = shares(known, _people(before, lambda one: (one.place,)))
    here = [one for one in now if one.place in known]
    came = _people(here, lambda one: ((one.place, theme) for theme in ("", *one.themes)))
    tests: list[_Test] = []
    for theme in sorted({theme for _, theme in came}):
        in_all = sum(came[place, theme] for place in known)
        tests += _drawn(theme, {place: came[place, theme] for place in known}, in_all, share)
    return tests


def _drawn(theme: str, came: Mapping[str, int], in_all: int, share: Mapping[str, Share]) -> list[_Test]:
    if in_all < LEAST_PEOPLE:
        return []
    return [_Test(place, theme, number, share[place].tail(in_all)) for place, number in came.items()]


def _of_themes(now: Sequence[Visit], before: Sequence[Visit], themes: Sequence[str]) -> list[_Test]:
    """Each theme in the whole organisation, beside how often it was told of before."""
    in_all, earlier = len({one.visitor for one in now}), len({one.visitor for one in before})
    if in_all < LEAST_PEOPLE or earlier < LEAST_PAST:
        return []
    past, came = _people(before, lambda one: one.themes), _people(now, lambda one: one.themes)
    return [
        _Test("", theme, came[theme], share_as_before(past[theme], earlier, len(themes)).tail(in_all))
        for theme in themes
    ]


def _people[K](visits: Iterable[Visit], keys: Callable[[Visit], Iterable[K]]) -> Counter[K]:
    """How many different visitors for each key: who came twice counts once."""
    return Counter(key for key, _ in {(key, one.visitor) for one in visits for key in keys(one)})


def _critical(tests: Sequence[_Test], level: float) -> float:
    """The greatest chance such that what all tests can reach below it adds up to at most ``level``; 0 if none can."""
    steps = sorted(
        (chance, place) for place, test in enumerate(tests) for chance in test.tail[LEAST_PEOPLE:] if chance <= level
    )
    reached, bound = [0.0] * len(tests), 0.0
    for chance, same in groupby(steps, key=itemgetter(0)):
        for _, place in same:
            reached[place] = chance
        if math.fsum(reached) > level:
            break
        bound = chance
    return bound


def _explained(one: Found, found: Iterable[Found]) -> bool:
    """Whether one theme at one place says it already: without those people this number is ordinary."""
    return any(
        cell.place
        and cell.theme
        and cell != one
        and one.place in ("", cell.place)
        and one.theme in ("", cell.theme)
        and one.came - cell.came <= one.high
        for cell in found
    )


def _stands_out(test: _Test, bound: float) -> bool:
    return test.came >= LEAST_PEOPLE and test.tail[test.came] <= bound


def _found(test: _Test) -> Found:
    low, high = ordinary(test.tail)
    return Found(test.place, test.theme, test.came, low, high, test.tail[test.came])
