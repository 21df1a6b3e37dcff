"""What the board's pages of the report show, as frozen values: released figures, told words, days; no row, no request.

A page is drawn from these alone (``nabij.kit.plain``). They are made in ``board_reading``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from nabij.reporting.rules.meeting import Asked


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a report that is out. ``is_undiscussed``: what was talked about is an edition before it."""

    pk: str
    title: str
    called: str
    edition: int
    edition_name: str
    published_at: datetime
    file_name: str
    is_undiscussed: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """One interim overview that is out."""

    pk: str
    called: str
    published_at: datetime
    file_name: str


@dataclass(frozen=True, slots=True)
class Planning:
    """Where the conversation about a report stands; ``earlier`` says whether there were ones before it."""

    state: str
    declined: bool
    chosen: datetime | None
    held_on: date | None
    moments: tuple[datetime, ...]
    place: str
    minutes: str
    earlier: bool
    days_before: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote an answer, and when."""

    written_by: Person
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """A question, and what the board answered until now; ``version``: what a next answer is made from."""

    asked: Asked
    text: str
    version: int
    answer: Written | None


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement of the conversation, and what became of it; ``told_in``: the year of the report that tells of it."""

    text: str
    who: str
    by_when: date | None
    told_in: int
    became: str
    became_said: str
    became_text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation about one report, as the board reads it; ``earlier``: what the report tells of."""

    meeting: Planning
    points: tuple[Point, ...]
    agreements: tuple[Promise, ...]
    earlier: tuple[Promise, ...]
    authors: tuple[Person, ...]
    recommended: tuple[str, ...]
    unanswered: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One year in the list of reports: its newest edition, where the talk stands, whether its reader saw it."""

    report: Edition
    meeting: Planning
    is_new: bool
