"""Which part of a year an interim overview may tell of, and what that part is called. Pure.

Proof note. Before: a part of a year, the day of today, and the periods that went out. After: ``why_not`` is empty only
for a part that is over and that is cut as the ledger can subtract: each stretch of months that was out lies whole in it
or whole outside it. Why: the year's report is judged as what it adds to its parts, so a part that is cut out of a whole
afterwards would be the one difference that was never judged. The ledger refuses such a part by itself; this says so
before anybody counts.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nabij.kit.errors import Refused
from nabij.kit.months import MONTHS
from nabij.reporting.rules.lettering import capital, in_words
from nabij.reporting.rules.tables import months_of

_QUARTERS = {(1, 3): "eerste", (4, 6): "tweede", (7, 9): "derde", (10, 12): "vierde"}
_HALVES = {(1, 6): "eerste", (7, 12): "tweede"}
_KEY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_SUCH = "Deze periode is er niet. Er is niets begonnen. Kies een periode uit de lijst."
_RUNS = "Deze periode loopt nog. Er is niets uitgegaan. Een overzicht kan uit als de laatste maand voorbij is."
_PARTLY = (
    "{these} al uit, en alleen samen met {others}. Wie dat van een overzicht van deze maanden aftrekt, houdt cijfers "
    "over die niemand heeft nagekeken. Er is niets uitgegaan. Kies een periode waar {all_of} helemaal in "
    "vallen, of helemaal buiten, of wacht op het volgende verslag."
)
_WHOLE = (
    "Van deze maanden ging al een langere periode als geheel uit. Een deel ervan kan er niet meer los uit: wie het "
    "ervan aftrekt, houdt cijfers over die niemand heeft nagekeken. Er is niets uitgegaan. Kies een langere periode, "
    "of wacht op het volgende verslag."
)


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """The months ``first`` up to and with ``last`` of a year."""

    year: int
    first: int
    last: int

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.year}-{self.first}-{self.last}"

    @property
    def months(self) -> frozenset[str]:
        """Its months as the ledger names them."""
        return months_of(self.year, self.first, self.last)

    @property
    def name(self) -> str:
        """What it is called in a sentence: "eerste kwartaal van 2026"."""
        span = (self.first, self.last)
        if span in _HALVES:
            return f"{_HALVES[span]} half jaar van {self.year}"
        if span in _QUARTERS:
            return f"{_QUARTERS[span]} kwartaal van {self.year}"
        if self.first == self.last:
            return f"{MONTHS[self.first - 1]} {self.year}"
        return f"{MONTHS[self.first - 1]} tot en met {MONTHS[self.last - 1]} {self.year}"

    @property
    def until(self) -> date:
        """Its last day."""
        return date(self.year, self.last, monthrange(self.year, self.last)[1])


_PARTS = (*_QUARTERS, *_HALVES, *((1, last) for last in range(1, 12) if last not in {3, 6}))


def part_of(text: str) -> Part:
    """The part that an address names: a quarter, a half year, or January up to a month. Raises ``Refused``."""
    found = _KEY.fullmatch(text) if text.isascii() else None
    if found is None:
        raise Refused(_NO_SUCH)
    part = Part(*map(int, found.groups()))
    if not 1900 <= part.year <= 9998 or (part.first, part.last) not in _PARTS:
        raise Refused(_NO_SUCH)
    return part


def why_not(part: Part, today: date, out: Iterable[frozenset[str]]) -> str:
    """Why no overview of this part can go out, in a sentence; empty where it can. ``out``: periods, oldest first."""
    if part.until >= today:
        return _RUNS
    cut = [one for one in stretches(out) if one & part.months and not one <= part.months]
    if any(part.months <= one for one in cut):
        return _WHOLE
    return _partly(cut[0], part) if cut else ""


def _partly(cut: frozenset[str], part: Part) -> str:
    """That part of a stretch that went out as one whole lies in the part and the rest of it does not."""
    inside = cut & part.months
    return _PARTLY.format(
        these=f"{capital(_months_said(inside))} {'ging' if len(inside) == 1 else 'gingen'}",
        others=_months_said(cut - part.months),
        all_of=_months_said(cut),
    )


def _months_said(periods: Iterable[str]) -> str:
    """Months of one year in a sentence, those in a row by the first and the last: "januari tot en met april"."""
    numbers = sorted(int(one[-2:]) for one in periods)
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return in_words([_run_said(MONTHS[run[0] - 1], MONTHS[run[-1] - 1], len(run)) for run in runs])


def _run_said(first: str, last: str, many: int) -> str:
    if many == 1:
        return first
    return f"{first} en {last}" if many == 2 else f"{first} tot en met {last}"


def stretches(out: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """What each period added to those before it: the pieces of time that readers can tell apart."""
    found: list[frozenset[str]] = []
    for period in out:
        added = period.difference(*(one for one in found if one <= period))
        found += [added] if added else []
    return found


def offered(today: date, out: Iterable[frozenset[str]]) -> list[Part]:
    """Every part of this year and the last one that can go out now: the latest that ended first, longer ones before."""
    known = list(out)
    every = (Part(year, *span) for year in (today.year, today.year - 1) for span in _PARTS)
    found = [one for one in every if not why_not(one, today, known)]
    return sorted(found, key=lambda one: (-one.year, -one.last, one.first))
