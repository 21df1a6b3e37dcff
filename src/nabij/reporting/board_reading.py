"""The rows of reports that are out as the board's pages show them: frozen values, from which no row is reached."""

from datetime import datetime

from nabij.reporting import board_sheets as sheets
from nabij.reporting import conversation
from nabij.reporting.interim import Interim
from nabij.reporting.models import Agreement, Meeting, Report


def edition_of(report: Report) -> sheets.Edition:
    """One edition that is out."""
    return sheets.Edition(
        pk=str(report.pk),
        title=report.title,
        called=report.called,
        edition=report.edition,
        edition_name=report.edition_name,
        published_at=_out_at(report),
        file_name=report.file_name,
        is_undiscussed=report.is_undiscussed,
    )


def overview_of(interim: Interim) -> sheets.Overview:
    """One interim overview; each of them is out."""
    return sheets.Overview(str(interim.pk), interim.called, interim.published_at, interim.file_name)


def planning_of(meeting: Meeting) -> sheets.Planning:
    """Where the conversation stands."""
    return sheets.Planning(
        state=str(meeting.state),
        declined=meeting.declined,
        chosen=meeting.chosen,
        held_on=meeting.held_on,
        moments=tuple(meeting.moments),
        place=meeting.place,
        minutes=meeting.minutes,
        earlier=bool(meeting.earlier),
        days_before=tuple(meeting.days_before),
    )


def talk_of(talk: conversation.Talk) -> sheets.Talk:
    """The conversation without what only its authors need."""
    return sheets.Talk(
        meeting=planning_of(talk.meeting),
        points=tuple(point_of(one) for one in talk.points),
        agreements=tuple(_promise(one) for one in talk.agreements),
        earlier=tuple(_promise(one) for one in talk.earlier),
        authors=tuple(sheets.Person(one.name) for one in talk.authors),
        recommended=talk.recommended,
        unanswered=talk.unanswered,
    )


def point_of(point: conversation.Point) -> sheets.Point:
    """A question, and who answered what until now."""
    kept = point.answer
    written = sheets.Written(sheets.Person(kept.written_by.name), kept.written_at) if kept else None
    return sheets.Point(point.asked, point.text, point.version, written)


def _promise(one: Agreement) -> sheets.Promise:
    said = (one.became, one.became_said, one.became_text)
    return sheets.Promise(one.text, one.who, one.by_when, one.told_in, *said)


def _out_at(report: Report) -> datetime:
    if report.published_at is None:
        raise TypeError("the board reads only what is out")
    return report.published_at
