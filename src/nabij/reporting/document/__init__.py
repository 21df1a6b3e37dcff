"""The finished annual report as one frozen value. It holds released figures and told words, and nothing else.

A figure is a whole number that was released, ``Hours`` of one, a ``Mark`` where none is shown, or a ``Ring`` of
silence. Nothing here can hold what stands behind a mark, so nothing that is made from a report can tell it. Rows come
in an order that is fixed beforehand; where a chart orders by size it orders by what is shown (``Bars.ordered``),
whatever order it was given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nabij.kit.months import MONTHS
from nabij.reporting.document.blocks import Paragraph, Point, Points, Question, Row, Stated, Statement, Table
from nabij.reporting.document.charts import (
    CHARTS,
    MOST_BARS,
    MOST_EVENTS,
    MOST_KINDS,
    MOST_PLACES,
    MOST_RUNGS,
    MOST_YEARS,
    Bars,
    Chart,
    Count,
    Event,
    Ladder,
    Multiples,
    Place,
    Silence,
    Titled,
    Trend,
)
from nabij.reporting.document.figures import (
    SAID,
    WITHHELD_TOLD,
    Checked,
    Figure,
    Hours,
    Mark,
    Ring,
    said,
)
from nabij.reporting.rules.edition import day_said, edition_said
from nabij.reporting.rules.lettering import capital

__all__ = [
    "CHARTS", "MONTHS", "MOST_BARS", "MOST_EVENTS", "MOST_KINDS", "MOST_PLACES", "MOST_RUNGS", "MOST_YEARS", "SAID",
    "WITHHELD_TOLD", "Bars", "Block", "Chart", "Checked", "Count", "Event", "Figure", "Hours", "Ladder", "Mark",
    "Multiples", "Paragraph", "Place", "Point", "Points", "Question", "Report", "Ring", "Row", "Section", "Silence",
    "Stated",
    "Statement", "Table", "Titled", "Trend", "said",
]  # fmt: skip

type Block = Paragraph | Statement | Question | Points | Table | Chart

FEW_LINES = 4
"""So many lines or fewer do not get a page of their own."""


@dataclass(frozen=True)
class Section(Checked):
    """A heading and what stands under it, in reading order.

    ``says_again``: all of it stands elsewhere in the report; so it adds no line to the file of figures, and has a page
    of its own on paper, unless that would be left nearly empty.
    """

    heading: str
    blocks: tuple[Block, ...]
    says_again: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether nothing else stands on its page of paper."""
        lines = sum(len(block.points) for block in self.blocks if isinstance(block, Points))
        return self.says_again and lines > FEW_LINES


@dataclass(frozen=True)
class Report(Checked):
    """A finished report. ``counted`` says in what was counted; ``day`` is printed as its date.

    ``replaces``: the day of the edition before this one; ``corrected``: what this one mends of it.
    """

    title: str
    organisation: str
    practice: str
    period: str
    counted: str
    day: date
    sections: tuple[Section, ...]
    edition: int = 1
    replaces: date | None = None
    corrected: tuple[str, ...] = ()

    def charts(self) -> Iterator[Chart]:
        """Every chart in reading order; the first is figure 1."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, CHARTS))

    def day_said(self) -> str:
        """Its date as printed."""
        return day_said(self.day)

    def called(self) -> str:
        """Its title, with its edition where it is not the first: for the foot of a page and the name of a file."""
        return f"{self.title}, {edition_said(self.edition)}" if self.edition > 1 else self.title

    def edition_said(self) -> str:
        """Which edition it is and of which day, and which one it takes the place of."""
        own = f"{capital(edition_said(self.edition))}, {self.day_said()}."
        return f"{own} Vervangt de uitgave van {day_said(self.replaces)}." if self.replaces else own
