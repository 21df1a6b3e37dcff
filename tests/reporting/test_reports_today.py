"""What of annual reports stands on *Vandaag*, and an appointment that is cancelled by those who made it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.reporting.actions import meeting as actions
from nabij.reporting.models import Do, Meeting
from nabij.reporting.rules.meeting import State
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting import published
from tests.reporting.registers import a_year, begun, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def due(user: User) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser_of(user).get("/jaarverslagen/vandaag.json").json()["due"]
    return found


def test_the_other_author_is_told_that_the_text_stands_ready(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    assert due(people.bram) == []
    set_ready(report, people.amina)
    assert due(people.amina) == due(people.carla) == []
    (one,) = due(people.bram)
    assert (one["what"], one["href"]) == ("read", f"/jaarverslagen/{report.pk}/verhaal/")
    told = "alleen in de kluis van Amina naar namen gezocht"
    assert told in browser_of(people.bram).get(one["href"]).content.decode()
    assert told not in browser_of(people.amina).get(one["href"]).content.decode()


def test_moments_to_choose_from_are_told_and_an_appointment_can_be_cancelled(people: Personas) -> None:
    report = published.of(people)
    work = f"/jaarverslagen/gesprekken/{report.pk}/"
    actions.propose_moments(
        permit(people.daan, Do.PROPOSE_MOMENTS, report), [timezone.now() + timedelta(days=3)], "", 0
    )
    for user in (people.amina, people.bram):
        assert [(one["what"], one["href"]) for one in due(user)] == [("moments", work)]
    assert due(people.carla) == []
    moment = Meeting.objects.get().moments[0]
    actions.accept_moment(permit(people.amina, Do.ACCEPT_MOMENT, report), moment, 1)
    assert due(people.amina) == []
    amina = browser_of(people.amina)
    assert "Zeg af en vraag om andere momenten" in amina.get(work).content.decode()
    assert amina.post(f"{work}andere-momenten/", {"version": 2}).status_code == 302
    now = Meeting.objects.get()
    assert (now.state, now.chosen, now.declined) == (State.OPEN, None, True)
