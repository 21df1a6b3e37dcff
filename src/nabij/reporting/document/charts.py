"""Charts as what they show: each can be drawn, told in words and laid out as a table."""

from dataclasses import dataclass

from nabij.kit.months import MONTHS
from nabij.reporting.document.blocks import Row, Table
from nabij.reporting.document.figures import Checked, Figure, Hours, Mark, Ring, said

FEWEST_WORDS = 3
# what still fits on a page in letters that can be read; more belongs together, or in a table
MOST_YEARS, MOST_EVENTS, MOST_KINDS, MOST_BARS, MOST_RUNGS, MOST_PLACES = 10, 6, 10, 20, 12, 20


def _check_room(found: int, most: int) -> None:
    if not 1 <= found <= most:
        raise ValueError(f"a chart shows from 1 to {most} of these, not {found}: merge them, or make it a table")


def _check_counts(*figures: Figure) -> None:
    if any(isinstance(figure, Ring | Hours) for figure in figures):
        raise TypeError("a ring is never a bar or a number")


@dataclass(frozen=True)
class Titled(Checked):
    """A chart. Its title is a sentence with the finding; ``unit`` is what was counted, such as "mensen"."""

    title: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.title.split()) < FEWEST_WORDS:
            raise ValueError("the title of a chart is a sentence with the finding")


@dataclass(frozen=True)
class Count(Checked):
    """One label, one figure."""

    label: str
    figure: int | Mark


@dataclass(frozen=True)
class Event(Checked):
    """Something that happened in the organisation, by month."""

    year: int
    month: int
    text: str


@dataclass(frozen=True)
class Trend(Titled):
    """Years in a row, with events."""

    unit: str
    years: tuple[int, ...]
    figures: tuple[int | Mark, ...]
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_counts(*self.figures)
        _check_room(len(self.years), MOST_YEARS)
        _check_room(len(self.events) + 1, MOST_EVENTS + 1)
        if len(self.years) != len(self.figures) or not _one_by_one(self.years):
            raise ValueError("a trend has one figure for each of the years in a row")
        if any(event.year not in self.years or not 1 <= event.month <= 12 for event in self.events):
            raise ValueError("an event lies in a year of the trend")

    def table(self) -> Table:
        """The table behind it."""
        rows = tuple(Row(str(year), (figure,)) for year, figure in zip(self.years, self.figures, strict=True))
        return Table(self.title, "Jaar", (self.unit,), rows)

    def alt(self) -> str:
        """What somebody hears who does not see it."""
        events = "".join(f" {MONTHS[event.month - 1]} {event.year}: {event.text}." for event in self.events)
        return f"Lijn per jaar, in {self.unit}. {_told(self.table())}" + (f" Gebeurtenissen:{events}" if events else "")


@dataclass(frozen=True)
class Multiples(Titled):
    """The same years for several kinds, each in a field of its own, all on one scale."""

    unit: str
    years: tuple[int, ...]
    kinds: tuple[Row, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_counts(*(figure for kind in self.kinds for figure in kind.figures))
        _check_room(len(self.kinds), MOST_KINDS)
        _check_room(len(self.years), MOST_YEARS)
        if not _one_by_one(self.years) or any(len(kind.figures) != len(self.years) for kind in self.kinds):
            raise ValueError("every kind has one figure for each of the years in a row")

    def table(self) -> Table:
        """The table behind it."""
        return Table(f"{self.title} ({self.unit})", "Aard", tuple(map(str, self.years)), self.kinds)

    def alt(self) -> str:
        """What somebody hears who does not see it."""
        return f"Kolommen per jaar voor {len(self.kinds)} soorten op dezelfde schaal, in {self.unit}. " + _told(
            self.table()
        )


@dataclass(frozen=True)
class Bars(Titled):
    """Counts side by side, the largest that is shown first."""

    unit: str
    corner: str
    counts: tuple[Count, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_counts(*(count.figure for count in self.counts))
        _check_room(len(self.counts), MOST_BARS)

    def ordered(self) -> tuple[Count, ...]:
        """By shown size, then by label; what is not shown last, by label. So the order given tells nothing."""
        return tuple(sorted(self.counts, key=_by_what_is_shown))

    def table(self) -> Table:
        """The table behind it."""
        rows = tuple(Row(count.label, (count.figure,)) for count in self.ordered())
        return Table(self.title, self.corner, (self.unit,), rows)

    def alt(self) -> str:
        """What somebody hears who does not see it."""
        return f"Balken, in {self.unit}. {_told(self.table())}"


@dataclass(frozen=True)
class Ladder(Titled):
    """Where it ended: ``rungs`` from the lightest step to the heaviest, drawn from the foot up."""

    unit: str
    rungs: tuple[Count, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_counts(*(rung.figure for rung in self.rungs))
        _check_room(len(self.rungs), MOST_RUNGS)

    def table(self) -> Table:
        """The table behind it."""
        rows = tuple(Row(rung.label, (rung.figure,)) for rung in self.rungs)
        return Table(self.title, "Waar het eindigde", (self.unit,), rows)

    def alt(self) -> str:
        """What somebody hears who does not see it."""
        return f"Ladder van de lichtste naar de zwaarste stap, in {self.unit}. {_told(self.table())}"


@dataclass(frozen=True)
class Place(Checked):
    """A unit of the organisation and its ring."""

    label: str
    ring: Ring


@dataclass(frozen=True)
class Silence(Titled):
    """Where it was quieter than one would expect. Three ways to read it, and one question; never a number."""

    places: tuple[Place, ...]
    readings: tuple[str, str, str]
    question: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not all(isinstance(place.ring, Ring) for place in self.places):
            raise TypeError("silence is told by rings only")
        _check_room(len(self.places), MOST_PLACES)
        if len(self.readings) != len(("rest", "unknown", "afraid")) or not self.question.endswith("?"):
            raise ValueError("silence has three readings and one question")

    def ordered(self) -> tuple[Place, ...]:
        """By label, so that the order given tells nothing."""
        return tuple(sorted(self.places, key=lambda place: (place.label.casefold(), place.label)))

    def table(self) -> Table:
        """The table behind it."""
        return Table(self.title, "Plek", ("Wat we hoorden",), tuple(Row(p.label, (p.ring,)) for p in self.ordered()))

    def alt(self) -> str:
        """What somebody hears who does not see it."""
        return f"Per plek een rondje, open of gevuld. Het zegt niet hoeveel mensen kwamen. {_told(self.table())}"


type Chart = Trend | Multiples | Bars | Ladder | Silence
CHARTS = (Trend, Multiples, Bars, Ladder, Silence)


def _one_by_one(years: tuple[int, ...]) -> bool:
    return bool(years) and years == tuple(range(years[0], years[0] + len(years)))


def _by_what_is_shown(count: Count) -> tuple[int, int, str, str]:
    kind = (
        {Mark.HIDDEN: 1, Mark.IMPOSSIBLE: 2, Mark.ABSENT: 3}.get(count.figure, 0)
        if isinstance(count.figure, Mark)
        else 0
    )
    size = count.figure if isinstance(count.figure, int) else 0
    return kind, -size, count.label.casefold(), count.label


def _told(table: Table) -> str:
    """Every figure of a table in words."""
    if len(table.columns) == 1:
        return "; ".join(f"{row.label}: {said(row.figures[0])}" for row in table.rows) + "."
    rows = (
        f"{row.label}: " + ", ".join(f"{c} {said(f)}" for c, f in zip(table.columns, row.figures, strict=True)) + "."
        for row in table.rows
    )
    return " ".join(rows)
