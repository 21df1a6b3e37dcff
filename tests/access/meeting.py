"""A report that is out: for the board contact of its organisation at the board's address, for its authors at work."""

from typing import Any

from nabij.reporting.models import Agreement, Meeting, Report
from tests.access import Row, World, expect
from tests.reporting import published

DAAN = expect(daan=200)
PAIR = expect(amina=200, bram=200)
# may, but the request is empty, or what it asks cannot be yet
PAIR_WRITES = expect(amina=422, bram=422)


def _report(world: World) -> dict[str, Any]:
    there = Report.objects.filter(organisation=world.people.organisation).first()
    return {"pk": (there or published.of(world.people)).pk}


def _question(world: World) -> dict[str, Any]:
    return _report(world) | {"key": "nature"}


def _agreement(world: World) -> dict[str, Any]:
    _report(world)
    here = world.people.organisation
    meeting, _ = Meeting.objects.get_or_create(
        practice=here.practice, organisation=here, year=2025, defaults={"state": "held", "held_on": "2026-03-01"}
    )
    made, _ = Agreement.objects.get_or_create(
        practice=here.practice, meeting=meeting, text="Teamgesprek", who="HR", told_in=2026
    )
    return {"pk": made.pk}


ROWS = {
    "board:home": Row(DAAN),
    "board:report": Row(DAAN, address=_report),
    "board:report_pdf": Row(DAAN, address=_report),
    "board:report_word": Row(DAAN, address=_report),
    "board:report_csv": Row(DAAN, address=_report),
    "board:answer": Row(DAAN, address=_question),
    "board:talk": Row(DAAN, address=_report),
    "board:plan_talk": Row(DAAN, address=_report),
    "report_talks": Row(expect(amina=200, bram=200, carla=200)),
    "report_talk": Row(PAIR, address=_report),
    "report_agenda": Row(PAIR, address=_report),
    "accept_moment": Row(PAIR_WRITES, address=_report, method="post"),
    "decline_moments": Row(PAIR_WRITES, address=_report, method="post"),
    "meeting_held": Row(PAIR, address=_report),
    "reopen_meeting": Row(PAIR_WRITES, address=_report, method="post"),
    "minutes": Row(PAIR, address=_report),
    "agree": Row(PAIR, address=_report),
    "change_agreement": Row(PAIR, address=_agreement),
    "follow_agreement": Row(PAIR, address=_agreement),
    "remove_agreement": Row(expect(amina=302, bram=302), address=_agreement, method="post"),
}
