"""What a reader of a report knows: its own figures and those of earlier reports, each by its name, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nabij.releases.rules import STAFF, Shown
from nabij.reporting.document import Mark, Stated
from nabij.reporting.rules.earlier import along_by_year, of_its_own
from nabij.reporting.rules.edition import period_said
from nabij.reporting.rules.meeting import Agreed
from nabij.reporting.rules.story import Recommendation, Story
from nabij.reporting.rules.tables import INTERNAL, QUARTERS, TALKS, VISITORS, months_of
from nabij_disclosure.release import Mark as Withheld

UNITS = {VISITORS: "mensen", TALKS: "gesprekken", QUARTERS: "uren", INTERNAL: "mensen"}

type Band = tuple[int, int]


@dataclass(frozen=True)
class About:
    """What stands around the figures: titles, names, the year that it tells of and the day on which it is dated.

    ``replaces``: the day of the edition that this one corrects; ``same_figures``: it shows the counts of that one.
    """

    title: str
    organisation: str
    practice: str
    year: int
    day: date
    edition: int = 1
    replaces: date | None = None
    same_figures: bool = False


@dataclass(frozen=True)
class Year:
    """What was shown in the report of one year. ``until``: the last day that was counted, where the year still ran.

    ``months``: from the first of these up to the last, where it tells of part of the year.
    ``told_in``: the year of the report that told of this one along, where it has none of its own; ``heads``: how many
    worked in each part by then.
    """

    year: int
    seen: tuple[Shown, ...]
    until: date | None = None
    months: tuple[int, int] = (1, 12)
    told_in: int | None = None
    heads: Shown | None = None

    @property
    def last(self) -> date:
        """The last day that was counted."""
        return self.until or date(self.year, 12, 31)

    @property
    def is_whole(self) -> bool:
        """Whether it tells of the whole year, which was over when it was counted."""
        return self.months == (1, 12) and (self.last.month, self.last.day) == (12, 31)

    @property
    def when(self) -> str:
        """The period in a sentence: "in 2025", or from when to when."""
        return f"in {self.year}" if self.is_whole else self.of_when

    @property
    def of_when(self) -> str:
        """The period behind what belongs to it: "van 2025", or from when to when."""
        return f"van {self.year if self.is_whole else self.period}"

    @property
    def period(self) -> str:
        """From the first day up to the last: "1 januari tot en met 14 november 2026"."""
        return period_said(self.last, self.months[0])

    def of(self, measure: str, name: str = "") -> Shown | None:
        """The table of this year that counts a measure by one classification, or by whichever comes first."""
        months = months_of(self.year, *self.months)
        for one in self.seen:
            is_it = one.measure == measure and one.periods == months and len(one.dimensions) == 1
            if is_it and name in {"", one.dimensions[0].name}:
                return one
        return None

    def total(self, measure: str) -> int | Mark | Band | None:
        """How many in all: a number, a mark, the ends of the one sentence; None where it was not counted."""
        one = self.of(measure)
        if one is None:
            return None
        return one.band or figure(one, one.dimensions[0].root)


@dataclass(frozen=True)
class Known:
    """Everything that a report is made from beside its story.

    ``earlier``: years before, oldest first, of which something went out, here or before. ``elsewhere``: what the
    reports of other organisations of the practice showed, for what one would expect. ``recommended``: what the last one
    asked; ``agreed``: what the conversation about it came to. ``left_out``: what its plan does not show, as a plan
    calls it; ``before``: what the edition showed that this one takes the place of.
    """

    now: Year
    earlier: tuple[Year, ...] = ()
    elsewhere: tuple[Year, ...] = ()
    recommended: tuple[Recommendation, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    left_out: frozenset[str] = frozenset()
    before: Year | None = None


@dataclass(frozen=True)
class Making:
    """One report while it is made; ``paper``: what it calls itself."""

    known: Known
    about: About
    story: Story
    paper: str = "verslag"

    @property
    def now(self) -> Year:
        """What this report shows."""
        return self.known.now


def years_of(year: int, seen: Iterable[Shown], until: date | None = None) -> tuple[Year, ...]:
    """What a report shows of its own year, behind the years before it that it tells along, oldest first."""
    told = tuple(seen)
    own = Year(year, tuple(of_its_own(told, year)), until)
    along = along_by_year(told, year).items()
    return (*(Year(one, shown, told_in=year, heads=own.of(STAFF)) for one, shown in along), own)


def figure(one: Shown, node: str) -> int | Mark:
    """What was shown of one class, or the mark that stands there; time in whole hours."""
    found = one.figures[(node,)]
    if isinstance(found, int):
        return hours(found) if one.measure == QUARTERS else found
    return Mark.IMPOSSIBLE if found is Withheld.IMPOSSIBLE else Mark.HIDDEN


def stated(label: str, unit: str, found: int | Mark | Band | None) -> tuple[Stated, ...]:
    """What a sentence says of a total, for the file of figures: of a band both its ends."""
    if isinstance(found, tuple):
        low, high = found
        return (Stated(f"{label}, ten minste", unit, low), Stated(f"{label}, ten hoogste", unit, high))
    return () if found is None else (Stated(label, unit, found),)


def hours(quarters: int) -> int:
    """Quarters of an hour as whole hours, half an hour up."""
    return (quarters + 2) // 4


def is_shown(one: Shown, nodes: Sequence[str]) -> bool:
    """Whether any of these classes has a number."""
    return any(isinstance(figure(one, node), int) for node in nodes)


def listed(labels: Sequence[str]) -> str:
    """Labels as a Dutch sentence lists them; with semicolons, since labels hold commas."""
    return "; ".join(labels)
