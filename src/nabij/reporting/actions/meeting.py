"""The conversation about a report: answers of the board, the moment, minutes, agreements.

Each write names the version that it was made from. The same thing sent twice is kept once; another thing made from an
older version is ``Overtaken``. The year's meeting is locked first, so of two at once the second sees the first.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from nabij.audit.actions import record
from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.mail.rules import Text
from nabij.reporting.actions.giving import Giving, give
from nabij.reporting.actions.telling import tell_board
from nabij.reporting.conversation import telling
from nabij.reporting.models import Agreement, Answer, Do, Meeting, Report
from nabij.reporting.rules.meeting import (
    Overtaken,
    State,
    check_accepting,
    check_after,
    check_declining,
    check_held,
    check_moments,
    check_not_told,
    check_open_for_answers,
    check_open_for_planning,
    held_before,
)

# the board proposed when to meet, and waits for what becomes of that
_FOR_THE_BOARD = {Do.ACCEPT_MOMENT, Do.DECLINE_MOMENTS}

type Following = Literal[Do.CHANGE_AGREEMENT, Do.REMOVE_AGREEMENT, Do.FOLLOW_AGREEMENT]


def _locked(report: Report) -> Meeting:
    """The meeting of the report's year, begun when there is none, and held until the transaction ends."""
    year: dict[str, Any] = {
        "practice_id": report.practice_id,
        "organisation_id": report.organisation_id,
        "year": report.year,
    }
    Meeting.objects.get_or_create(**year)
    return Meeting.objects.select_for_update().get(**year)


def out_since(report: Report) -> date:
    """The day on which the first edition of the report's year came out."""
    first = report.editions().order_by("edition").values_list("published_at", flat=True)[0]
    return timezone.localtime(first).date()


def check_not_told_yet(agreement: Agreement) -> None:
    """Raises ``Refused`` when what an agreement says can no longer change, before anybody types."""
    with transaction.atomic():
        _check_not_told(agreement)


def _check_not_told(agreement: Agreement) -> None:
    """Raises ``Refused`` when the report that tells of this stands ready or is out; holds it meanwhile."""
    telling = Report.objects.filter(organisation_id=agreement.meeting.organisation_id, year=agreement.told_in)
    held = list(telling.select_for_update())
    check_not_told(
        agreement.told_in,
        is_ready=any(one.ready_at is not None for one in held),
        is_out=any(one.published_at is not None for one in held),
    )


def _change(permit: Permit[Report, Any], meeting: Meeting, version: int, changes: dict[str, Any]) -> None:
    """Change the meeting from this version on; what was sent twice is already so, and leaves no second line."""
    if meeting.version == version + 1 and all(getattr(meeting, name) == value for name, value in changes.items()):
        return
    found = Meeting.objects.filter(pk=meeting.pk, version=version)
    if not found.update(version=version + 1, **changes):
        raise Overtaken
    if permit.verb in _FOR_THE_BOARD:
        tell_board(permit, permit.row, Text.BOARD, f"{meeting.pk}/{version}")
    record(permit)


def answer(
    permit: Permit[Report, Literal[Do.ANSWER]], section: str, text: str, version: int, kept: Sequence[str] = ()
) -> None:
    """Keep the board's answer to the question of a section; ``version`` 0 when there was none.

    ``kept``: the keys of the findings in it that were seen and may stay.
    """
    with transaction.atomic():
        meeting = _locked(permit.row)
        check_open_for_answers(meeting.state)
        was = Answer.objects.filter(meeting=meeting, section=section).first()
        standing = was.version if was else 0
        if was and was.text == text and standing in {version, version + 1}:
            return
        if standing != version:
            raise Overtaken
        by: dict[str, Any] = {"text": text, "kept": sorted(kept)}
        by |= {"written_by_id": permit.actor.pk, "written_at": timezone.now()}
        if was:
            Answer.objects.filter(pk=was.pk, version=version).update(version=version + 1, **by)
        else:
            Answer.objects.create(practice_id=meeting.practice_id, meeting=meeting, section=section, **by)
        record(permit)


def propose_moments(
    permit: Permit[Report, Literal[Do.PROPOSE_MOMENTS]], moments: Sequence[datetime], place: str, version: int
) -> None:
    """Propose when to meet; an earlier proposal or appointment lapses, a conversation that took place stays."""
    with transaction.atomic():
        meeting = _locked(permit.row)
        check_open_for_planning(meeting.state, newer=meeting.is_behind(permit.row))
        proposed = [one.isoformat() for one in check_moments(moments, timezone.now())]
        changes: dict[str, Any] = {
            "state": State.PROPOSED,
            "proposed": proposed,
            "place": place,
            "chosen": None,
            "declined": False,
        }
        if meeting.held_on is not None:
            changes |= {"held_on": None, "earlier": [*meeting.earlier, meeting.held_on.isoformat()]}
        _change(permit, meeting, version, changes)


def accept_moment(permit: Permit[Report, Literal[Do.ACCEPT_MOMENT]], moment: datetime, version: int) -> None:
    """Choose one of the proposed moments: the meeting is planned."""
    with transaction.atomic():
        meeting = _locked(permit.row)
        if (meeting.state, meeting.chosen) != (State.PLANNED, moment):
            check_accepting(meeting.state, moment, meeting.moments, timezone.now())
        _change(permit, meeting, version, {"state": State.PLANNED, "chosen": moment})


def decline_moments(permit: Permit[Report, Literal[Do.DECLINE_MOMENTS]], version: int) -> None:
    """Ask the board for other moments; an appointment that was made lapses."""
    with transaction.atomic():
        meeting = _locked(permit.row)
        if not (meeting.state == State.OPEN and meeting.declined):
            check_declining(meeting.state)
        _change(permit, meeting, version, {"state": State.OPEN, "declined": True, "proposed": [], "chosen": None})


def close_meeting(permit: Permit[Report, Literal[Do.CLOSE_MEETING]], day: date, version: int) -> None:
    """Keep on which day the conversation took place; from now on the board's answers stand."""
    with transaction.atomic():
        meeting = _locked(permit.row)
        if (meeting.state, meeting.held_on) != (State.HELD, day):
            check_held(meeting.state, day, out_since(permit.row), today())
        _change(permit, meeting, version, {"state": State.HELD, "held_on": day, "edition": permit.row.edition})


def reopen_meeting(permit: Permit[Report, Literal[Do.REOPEN_MEETING]], version: int) -> None:
    """Take back that the conversation took place, as long as nothing was written of it: what stood before stands."""
    with transaction.atomic():
        meeting = _locked(permit.row)
        written = bool(meeting.minutes) or Agreement.objects.filter(meeting=meeting).exists()
        chosen, proposed = meeting.chosen is not None, bool(meeting.proposed)
        before = held_before(meeting.state, chosen=chosen, proposed=proposed, written=written)
        _change(permit, meeting, version, {"state": before, "held_on": None})


def write_minutes(
    permit: Permit[Report, Literal[Do.WRITE_MINUTES]],
    text: str,
    kept: Sequence[str | dict[str, str]],
    version: int,
    giving: Giving | None = None,
) -> None:
    """Keep the minutes, which both sides read, and let the numbers that they say of who came out with them.

    ``kept``: the keys of the findings that were seen and may stay, and what was decided about numbers.
    """
    with transaction.atomic():
        meeting = _locked(permit.row)
        check_after(meeting.state)
        _change(permit, meeting, version, {"minutes": text, "kept": list(kept)})
        give(giving)


def agree(
    permit: Permit[Report, Literal[Do.AGREE]],
    text: str,
    who: str,
    by_when: date | None,
    told_in: int,
    giving: Giving | None = None,
) -> None:
    """Add an agreement, which the report of the year ``told_in`` tells of; the very same one is added once.

    Raises ``Overtaken`` when that report was set ready or went out meanwhile, so that a later one would tell of it.
    """
    with transaction.atomic():
        meeting = _locked(permit.row)
        check_after(meeting.state)
        said = {"meeting": meeting, "text": text, "who": who, "by_when": by_when}
        if Agreement.objects.filter(**said).exists():
            return
        if telling(permit.row, hold=True) != told_in:
            raise Overtaken
        made = Agreement.objects.create(practice_id=meeting.practice_id, told_in=told_in, **said)
        give(giving)
        tell_board(permit, permit.row, Text.BOARD, f"{meeting.pk}/agreement/{made.pk}")
        record(permit)


def change_agreement(
    permit: Permit[Agreement, Literal[Do.CHANGE_AGREEMENT]],
    text: str,
    who: str,
    by_when: date | None,
    version: int,
    giving: Giving | None = None,
) -> None:
    """Word an agreement differently."""
    _follow(permit, version, {"text": text, "who": who, "by_when": by_when}, giving)


def follow_agreement(
    permit: Permit[Agreement, Literal[Do.FOLLOW_AGREEMENT]],
    became: str,
    became_text: str,
    version: int,
    giving: Giving | None = None,
) -> None:
    """Keep what became of an agreement, for the report of the year after."""
    _follow(permit, version, {"became": became, "became_text": became_text}, giving)


def _follow(permit: Permit[Agreement, Following], version: int, changes: dict[str, Any], giving: Giving | None) -> None:
    with transaction.atomic():
        row = Agreement.objects.select_for_update().filter(pk=permit.row.pk).first()
        if row is None:
            raise Overtaken
        _check_not_told(row)
        if row.version == version + 1 and all(getattr(row, name) == value for name, value in changes.items()):
            return
        if not Agreement.objects.filter(pk=row.pk, version=version).update(version=version + 1, **changes):
            raise Overtaken
        give(giving)
        record(permit)


def remove_agreement(permit: Permit[Agreement, Literal[Do.REMOVE_AGREEMENT]]) -> None:
    """Take away an agreement that was not made after all; one of which something became stays."""
    with transaction.atomic():
        _check_not_told(permit.row)
        there = Agreement.objects.filter(pk=permit.row.pk)
        if there.exclude(became="").exists():
            raise Refused(
                "Van deze afspraak staat al wat ervan werd. Hij blijft staan. Er is niets veranderd. Haal eerst weg "
                "wat ervan werd."
            )
        if not there.delete()[0]:
            raise Overtaken
        record(permit)
