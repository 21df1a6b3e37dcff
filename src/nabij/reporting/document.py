"""The finished annual report as one frozen value. It holds released figures and told words, and nothing else.

A figure is a whole number that was released, a ``Mark`` where none is shown, or a ``Ring`` of silence. Nothing here can
hold what stands behind a mark, so nothing that is made from a report can tell it. Rows come in an order that is fixed
beforehand; where a chart orders by size it orders by what is shown (``Bars.ordered``), whatever order it was given.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum

from nabij.kit.errors import Refused


class Mark(Enum):
    """What stands where no number stands. One mark for all that is withheld: two would tell which ones are small."""

    HIDDEN = "hidden"
    IMPOSSIBLE = "impossible"


class Ring(Enum):
    """Whether a place was quieter than one would expect; never how quiet."""

    OPEN = "open"
    FILLED = "filled"
    UNTOLD = "untold"


type Figure = int | Mark | Ring

SAID: dict[Mark | Ring, str] = {
    Mark.HIDDEN: "niet getoond",
    Mark.IMPOSSIBLE: "kan niet voorkomen",
    Ring.OPEN: "stiller dan verwacht",
    Ring.FILLED: "zoals verwacht",
    Ring.UNTOLD: "te klein om iets te zeggen",
}
# order and direction of signs may not be turned around inside a text
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FEWEST_WORDS = 3
# what still fits on a page in letters that can be read; more belongs together, or in a table
MOST_YEARS, MOST_EVENTS, MOST_KINDS, MOST_BARS, MOST_RUNGS, MOST_PLACES = 10, 6, 10, 20, 12, 20
# printed in every report, whether anything is withheld or not
WITHHELD_TOLD = (
    "Waar “niet getoond” staat, geven we geen aantal. Samen met andere cijfers zou het iemand kunnen verraden. Het kan "
    "om weinig mensen gaan, om niemand, of om een aantal waarmee een ander aantal uit te rekenen is."
)


def said(figure: Figure) -> str:
    """The figure as a Dutch reader reads it: 1.240, or words."""
    return f"{figure:,}".replace(",", ".") if isinstance(figure, int) else SAID[figure]


def check_text(text: str) -> None:
    """Refuses what no page, PDF or Word file can hold."""
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cs", "Cn"} or sign in TURNS:
            raise Refused(f"In de tekst staat een teken dat niet op papier kan (U+{ord(sign):04X}). Haal het weg.")


class Checked:
    """Checks every text, figure and tuple of a dataclass when it is made."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # every heir is a dataclass
            _check(getattr(self, field.name), field.name)


def _check(value: object, name: str) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, bool) and name != "total":
        raise TypeError(f"{name}: a truth is no figure")
    elif isinstance(value, int) and value < 0:
        raise ValueError(f"{name}: a figure is not below nought")
    elif isinstance(value, list | dict | set | float):
        raise TypeError(f"{name}: {type(value).__name__} is neither frozen nor released")
    elif isinstance(value, tuple):
        for one in value:
            _check(one, name)


def _check_room(found: int, most: int) -> None:
    if not 1 <= found <= most:
        raise ValueError(f"a chart shows from 1 to {most} of these, not {found}: merge them, or make it a table")


def _check_counts(*figures: Figure) -> None:
    if any(isinstance(figure, Ring) for figure in figures):
        raise TypeError("a ring is never a bar or a number")


@dataclass(frozen=True)
class Row(Checked):
    """A label and its figures."""

    label: str
    figures: tuple[Figure, ...]
    total: bool = False


@dataclass(frozen=True)
class Table(Checked):
    """``corner`` names what the labels of the rows are; ``columns`` one label for each figure of a row."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.rows or not self.columns or any(len(row.figures) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one figure for each column")


@dataclass(frozen=True)
class Paragraph(Checked):
    """Story: plain text, never markup."""

    text: str


@dataclass(frozen=True)
class Statement(Checked):
    """A released sentence that takes the place of a table, such as the fixed band of few people."""

    text: str


@dataclass(frozen=True)
class Question(Checked):
    """A question for the conversation with the board."""

    text: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.text.endswith("?"):
            raise ValueError("a question ends in a question mark")


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
type Block = Paragraph | Statement | Question | Table | Chart

CHARTS = (Trend, Multiples, Bars, Ladder, Silence)
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Section(Checked):
    """A heading and what stands under it, in reading order."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report(Checked):
    """A finished report. ``counted`` says in what was counted; ``day`` is printed as its date."""

    title: str
    organisation: str
    practice: str
    period: str
    counted: str
    day: date
    sections: tuple[Section, ...]

    def charts(self) -> Iterator[Chart]:
        """Every chart in reading order; the first is figure 1."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, CHARTS))

    def day_said(self) -> str:
        """Its date as printed."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"


def _one_by_one(years: tuple[int, ...]) -> bool:
    return bool(years) and years == tuple(range(years[0], years[0] + len(years)))


def _by_what_is_shown(count: Count) -> tuple[int, int, str, str]:
    kind = {Mark.HIDDEN: 1, Mark.IMPOSSIBLE: 2}.get(count.figure, 0) if isinstance(count.figure, Mark) else 0
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
