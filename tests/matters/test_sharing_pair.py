"""Who may read along works for the same organisation: nobody else is proposed, and nobody else is let in."""

from typing import Any

import pytest

from nabij.kit.clock import today
from nabij.matters.models import Consent, Matter, Share
from nabij.people.models import Appointment, Organisation, Role, User
from tests.making import Desk, a_consent, a_grant, a_sharing, make_matter, make_vault
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _elsewhere(people: Personas) -> User:
    """Femke, of the same practice, appointed at another organisation of it alone."""
    femke = User.objects.create(
        practice=people.practice, email="femke@example.org", name="Femke", role=Role.COUNSELLOR, is_active=True
    )
    other = Organisation.objects.create(practice=people.practice, name="Sportclub De Brug", sector="sport")
    Appointment.objects.create(practice=people.practice, organisation=other, counsellor=femke, account_holder=True)
    make_vault(femke)
    return femke


def _share(people: Personas, matter: Matter, colleague: User, width: str) -> tuple[int, dict[str, Any]]:
    parts = ("peer",) if width == "peer_card" else ("conversation", "notes")
    grants = [a_grant(part, 1, colleague) for part in parts]
    if width == "peer_card":
        grants.append(a_grant("peer", 1, people.amina))
    body = a_sharing(matter, colleague, a_consent(width), 1, *grants)
    return Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)


def _pair(people: Personas, matter: Matter) -> list[str]:
    found: list[str] = Desk(people.amina).get(f"/kwesties/{matter.pk}/stukken.json")[1]["pair"]
    return found


@pytest.mark.parametrize("width", ["everything", "peer_card"])
def test_a_colleague_of_another_organisation_is_not_proposed_and_gets_no_key(people: Personas, width: str) -> None:
    femke = _elsewhere(people)
    make_vault(people.bram)
    matter = make_matter(people.amina)
    assert _pair(people, matter) == [str(people.bram.pk)]
    status, said = _share(people, matter, femke, width)
    assert status == 422
    assert "werkt niet voor deze organisatie" in said["refused"]
    assert not Share.objects.exists()
    assert not Consent.objects.exists()
    Appointment.objects.create(practice=people.practice, organisation=people.organisation, counsellor=femke)
    assert str(femke.pk) in _pair(people, matter)
    assert _share(people, matter, femke, "everything")[0] == 200


def test_who_left_the_organisation_or_is_switched_off_is_proposed_no_more(people: Personas) -> None:
    make_vault(people.bram)
    matter = make_matter(people.amina)
    there = Appointment.objects.filter(counsellor=people.bram)
    there.update(ended=today())
    assert _pair(people, matter) == []
    assert _share(people, matter, people.bram, "everything")[0] == 422
    there.update(ended=None)
    User.objects.filter(pk=people.bram.pk).update(is_active=False)
    assert _pair(people, matter) == []
