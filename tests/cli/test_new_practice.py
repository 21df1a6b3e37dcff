"""The first practice of an installation and the link with which its manager comes in."""

import re
from pathlib import Path

import pytest
from django.test import Client

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.people.actions.founding import Founder, found_practice
from nabij.people.actions.invitations import open_invitation
from nabij.people.models import Practice, Role, User
from tests.cli.running import nabij

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


def test_the_command_prints_the_link_once_and_the_audit_of_the_installation_holds(installed: Path) -> None:
    said = (installed / "said").read_text(encoding="utf-8")
    assert re.search(r"^http://werk\.localhost/uitnodiging/#[\w-]{32}$", said, re.MULTILINE)
    done = nabij("audit-verify", NABIJ_DATA=str(installed))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Het logboek klopt: 1 regels, 1 praktijken.\n"


@pytest.mark.parametrize("words", [[], ["--name", "Oost", "--manager", "Els", "--email", "geen adres"]])
def test_missing_or_wrong_answers_are_refused_before_anything_is_made(words: list[str], tmp_path: Path) -> None:
    done = nabij("new-practice", *words, NABIJ_DATA=str(tmp_path / "data"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "nabij.sqlite3").exists()
