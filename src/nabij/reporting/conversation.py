"""The conversation about a report as its two sides read it: questions, answers, agreements, what a text may betray."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.text import slugify

from nabij.people.models import Organisation, User
from nabij.reporting import document
from nabij.reporting.models import Agreement, Answer, Meeting, Report
from nabij.reporting.rules.excerpt import after_it, before_it
from nabij.reporting.rules.findings import Finding
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.meeting import Asked, tells
from nabij.reporting.rules.story import SECTIONS, story_of
from nabij.reporting.rules.tables import months_of
from nabij.reporting.surroundings import known_around, told_by
from nabij_disclosure.sensitive import Settings

LONGEST_KEY = 36
AROUND = 60


@dataclass(frozen=True, slots=True)
class Point:
    """A question, and what the board answered until now."""

    asked: Asked
    answer: Answer | None

    @property
    def text(self) -> str:
        """The answer; nothing where there is none (any more)."""
        return self.answer.text if self.answer else ""

    @property
    def version(self) -> int:
        """What a next answer is made from."""
        return self.answer.version if self.answer else 0


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation about one report. ``earlier``: the agreements that the report tells of; ``shut``:
    years of which a report stands ready or is out; ``recommended``: what the report recommends, in its order."""

    meeting: Meeting
    points: tuple[Point, ...]
    agreements: tuple[Agreement, ...]
    earlier: tuple[Agreement, ...]
    authors: tuple[User, ...]
    shut: frozenset[int]
    recommended: tuple[str, ...] = ()

    @property
    def unanswered(self) -> int:
        """How many questions have no answer."""
        return sum(not point.text for point in self.points)


def questions_of(report: document.Report) -> tuple[Asked, ...]:
    """Every question of a report, in reading order."""
    return tuple(_questions(report))


def _questions(report: document.Report) -> Iterator[Asked]:
    keys = {heading: key for key, heading in SECTIONS.items()}
    given: dict[str, int] = {}
    for section in report.sections:
        key = keys.get(section.heading) or slugify(section.heading)[:LONGEST_KEY] or "deel"
        for block in section.blocks:
            if not isinstance(block, document.Question | document.Silence):
                continue
            given[key] = given.get(key, 0) + 1
            text = block.text if isinstance(block, document.Question) else block.question
            yield Asked(key if given[key] == 1 else f"{key}-{given[key]}", section.heading, text)


def meeting_of(report: Report) -> Meeting:
    """The meeting about the report of this year; one that was not begun is as new, and not kept by reading it."""
    year = {"practice_id": report.practice_id, "organisation_id": report.organisation_id, "year": report.year}
    return Meeting.objects.filter(**year).first() or Meeting(**year)


def talk_of(report: Report, told: document.Report) -> Talk:
    """Everything of the conversation about this report."""
    meeting = meeting_of(report)
    kept = Answer.objects.filter(meeting_id=meeting.pk).select_related("written_by") if meeting.pk else ()
    answers = {one.section: one for one in kept}
    made_about = Agreement.objects.made_about
    return Talk(
        meeting,
        tuple(Point(asked, answers.get(asked.key)) for asked in questions_of(told)),
        tuple(made_about(report.organisation, report.year)),
        tuple(Agreement.objects.told_in(report.organisation, report.year)),
        tuple(one.counsellor for one in report.organisation.pair().select_related("counsellor")),
        frozenset(shut_years(report.organisation)),
        tuple(one.text for one in story_of(report.text).recommendations),
    )


def surroundings_of(report: Report, *, author: bool = False) -> Known:
    """What a text about this report is held against: what the board was shown, what the organisation is known by.

    ``author``: somebody who knows what is not shown, so a number has to be one that is shown of what it is said of.
    """
    found = known_around(report.organisation, Settings().threshold)
    seen = [one.shown for one in report.releases()]
    return replace(found, told=told_by(report.year, seen, months_of(report.year))) if author else found


@dataclass(frozen=True, slots=True)
class Pointed:
    """A finding with the words around it, as a page shows it."""

    before: str
    found: str
    after: str
    reason: str
    suggestion: str
    key: str


def pointed_at(texts: Iterable[str], known: Known) -> tuple[Pointed, ...]:
    """What an author should look at in these texts before others read them."""
    return tuple(_pointed(text, one) for text in texts for one in lint(text, known))


def _pointed(text: str, one: Finding) -> Pointed:
    around = before_it(text, one.start, AROUND), text[one.start : one.end], after_it(text, one.end, AROUND)
    return Pointed(*around, one.reason, one.suggestion, one.key)


def telling(report: Report, *, hold: bool = False) -> int:
    """The year of the report that tells of what is agreed now about this one: the first later one that is open.

    ``hold``: inside a transaction, no such report is set ready until it ends.
    """
    later = Report.objects.filter(organisation_id=report.organisation_id, year__gt=report.year)
    found = list(later.select_for_update() if hold else later)
    return tells(report.year, {one.year for one in found}, _shut(found))


def shut_years(organisation: Organisation) -> set[int]:
    """The years of which a report stands ready or is out: what it tells changes no more."""
    return _shut(Report.objects.filter(organisation=organisation))


def _shut(reports: Iterable[Report]) -> set[int]:
    return {one.year for one in reports if one.ready_at is not None or one.published_at is not None}
