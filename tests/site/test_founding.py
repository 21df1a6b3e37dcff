"""Founding a practice: a manager without a password, a link that works once, a line in the audit."""

import pytest
from django.test import Client

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.people.actions.founding import Founder, found_practice
from nabij.people.actions.invitations import open_invitation
from nabij.people.models import Practice, Role, User

pytestmark = pytest.mark.django_db


def test_the_manager_chooses_a_password_by_the_link_and_is_in() -> None:
    secret = found_practice("Praktijk Oost", Founder("Els", "Els@Voorbeeld.test"))
    manager = User.objects.get()
    assert (manager.email, manager.role, manager.has_usable_password()) == (
        "els@voorbeeld.test",
        Role.PRACTICE_MANAGER,
        False,
    )
    assert open_invitation(secret).account == manager
    visitor = Client(headers={"host": "werk.localhost"})
    visitor.post(
        "/uitnodiging/", {"secret": secret, "password": "drie blauwe fietsen 7", "again": "drie blauwe fietsen 7"}
    )
    manager.refresh_from_db()
    assert manager.check_password("drie blauwe fietsen 7")
    with pytest.raises(Refused):
        open_invitation(secret)


def test_founding_a_practice_leaves_a_line_in_its_audit() -> None:
    found_practice("Praktijk Oost", Founder("Els", "els@voorbeeld.test"))
    practice = Practice.objects.get()
    assert Entry.objects.filter(practice_id=practice.pk).count() == 1
    assert first_break_of(practice.pk) is None


def test_an_address_in_use_leaves_no_practice_behind() -> None:
    found_practice("Praktijk Oost", Founder("Els", "els@voorbeeld.test"))
    with pytest.raises(Refused):
        found_practice("Praktijk West", Founder("Eva", "els@voorbeeld.test"))
    assert Practice.objects.count() == 1
