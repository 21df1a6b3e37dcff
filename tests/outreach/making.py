"""Activities for tests, and the form as a browser sends it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from nabij.kit.permit import permit
from nabij.outreach import actions
from nabij.outreach.models import Activity, Do
from nabij.outreach.rules import Content
from nabij.people.models import Organisation, User

CONTENT = Content(date(2026, 3, 1), "info_session", frozenset(), 24, "counted", 6, own_initiative=True, explained=True)


def make_activity(author: User, organisation: Organisation | None = None, **more: Any) -> Activity:
    """An activity of March 2026, written down by this counsellor; ``more`` replaces what is known of it."""
    here = organisation or Organisation.objects.visible_to(author).order_by("pk")[0]
    row = Activity(pk=uuid4(), practice=author.practice, organisation=here)
    actions.add_activity(permit(author, Do.ADD, row), replace(CONTENT, **more))
    return Activity.objects.get(pk=row.pk)


def a_form(**more: Any) -> dict[str, Any]:
    """What the form of an activity sends."""
    return {
        "once": str(uuid4()),
        "based_on": "1",
        "month": "2026-03-01",
        "kind": "info_session",
        "people": "24",
        "people_how": "counted",
        "hours": "1,5",
        "own_initiative": "on",
    } | more
