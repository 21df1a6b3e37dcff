"""The board hears by mail that a report is out and what becomes of the talk about it; never which or whose."""

from datetime import timedelta

import pytest
from django.core import mail as sent
from django.utils import timezone
from pytest_django import Settings

from nabij.kit.permit import permit
from nabij.mail.actions import send_waiting
from nabij.mail.models import Mail
from nabij.mail.rules import Text
from nabij.people.models import Role, User
from nabij.reporting.actions import meeting as actions
from nabij.reporting.actions.figures import IsOut, correct_report
from nabij.reporting.models import Do, Meeting, Report
from tests.personas import Personas
from tests.reporting import published
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def told() -> list[tuple[str, str]]:
    return [(one.account.email, one.text) for one in Mail.objects.order_by("pk") if one.account]


def test_the_board_is_told_when_a_report_is_out_and_again_at_a_correction(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40, 2025)
    ready = set_ready(begun(people.amina, people.organisation), people.amina)
    report = publish(ready, people.amina)
    assert told() == [("daan@voorbeeld.test", Text.REPORT)]
    # the second click of two, from a page that was drawn before
    with pytest.raises(IsOut):
        publish(ready, people.amina)
    assert send_waiting().sent == 1
    assert people.organisation.name not in f"{sent.outbox[0].message()}"
    assert "2025" not in sent.outbox[0].body
    correction = correct_report(permit(people.amina, Do.CORRECT, report))
    publish(set_ready(correction, people.amina), people.amina)
    assert [one.cause for one in Mail.objects.waiting()] == [str(correction.pk)]


def test_what_is_not_let_out_tells_nobody(people: Personas) -> None:
    with pytest.raises(Exception, match="staat niet klaar"):
        publish(begun(people.amina, people.organisation), people.amina)
    assert told() == []


def test_only_active_contacts_of_this_very_organisation_are_told(people: Personas) -> None:
    others = {"Fien": {"is_active": False}, "Guus": {}, "Hans": {"organisation": people.other_organisation}}
    for name, more in others.items():
        kept = {"practice": people.practice, "role": Role.BOARD_CONTACT, "organisation": people.organisation} | more
        User.objects.create(name=name, email=f"{name.lower()}@voorbeeld.test", **kept)
    a_year(people.amina, people.organisation, 40, 2025)
    publish(set_ready(begun(people.amina, people.organisation), people.amina), people.amina)
    assert {email for email, _ in told()} == {"daan@voorbeeld.test", "guus@voorbeeld.test"}


@pytest.fixture
def proposed(people: Personas) -> Report:
    report = published.of(people)
    moments = [timezone.now().replace(microsecond=0) + timedelta(days=3)]
    actions.propose_moments(permit(people.daan, Do.PROPOSE_MOMENTS, report), moments, "Kamer 2", 0)
    assert told() == []
    return report


def test_the_board_is_told_that_a_moment_was_chosen_or_declined(people: Personas, proposed: Report) -> None:
    meeting = Meeting.objects.get()
    for _ in range(2):
        moment = meeting.moments[0]
        actions.accept_moment(permit(people.amina, Do.ACCEPT_MOMENT, proposed), moment, meeting.version)
    assert told() == [("daan@voorbeeld.test", Text.BOARD)]


def test_the_board_is_told_that_another_moment_is_asked(people: Personas, proposed: Report) -> None:
    actions.decline_moments(permit(people.amina, Do.DECLINE_MOMENTS, proposed), Meeting.objects.get().version)
    assert told() == [("daan@voorbeeld.test", Text.BOARD)]


def test_the_board_is_told_of_an_agreement(people: Personas, proposed: Report) -> None:
    day, version = timezone.localdate(), Meeting.objects.get().version
    actions.close_meeting(permit(people.amina, Do.CLOSE_MEETING, proposed), day, version)
    assert told() == []
    for _ in range(2):
        actions.agree(permit(people.amina, Do.AGREE, proposed), "Wij praten erover.", "Daan", None, proposed.year + 1)
    assert told() == [("daan@voorbeeld.test", Text.BOARD)]
