"""The vault of a board contact, at the board's address; and who sees whose keys there and at work."""

import json

import pytest

from nabij.people.models import Appointment, PublicKey, Role, User
from nabij.sealed.models import Vault
from tests.making import Desk, a_vault, make_vault, proof_of
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def board(user: User) -> Desk:
    desk = Desk(user)
    desk.client = browser_of(user, audience="board")
    return desk


def names(answer: tuple[int, dict[str, list[dict[str, str]]]], key: str = "colleagues") -> list[str]:
    status, told = answer
    assert status == 200
    return [one["name"] for one in told[key]]


def test_a_board_contact_has_a_vault_at_the_board_and_not_at_work(people: Personas) -> None:
    make_vault(people.daan)
    status, told = board(people.daan).get("/kluis/staat.json")
    assert status == 200
    assert (told["role"], told["rp_id"]) == ("board_contact", "bestuur.localhost")
    assert told["bundle"]["version"] == 1
    assert Desk(people.daan).get("/kluis/staat.json")[0] == 404


def test_setting_up_at_the_board_is_proven_with_the_new_key_and_kept_once(people: Personas) -> None:
    desk, body = board(people.daan), a_vault()
    # who proves with a key signs with the one that is published next
    PublicKey.objects.create(practice=people.practice, owner=people.daan, version=1, **body["public_key"])
    sent = json.dumps(body).encode()
    proof = proof_of(people.daan, "/kluis/inrichten.json", sent)
    PublicKey.objects.all().delete()
    assert desk.send("/kluis/inrichten.json", sent, {})[0] == 403
    assert desk.send("/kluis/inrichten.json", sent, proof)[1]["already"] is False
    assert Vault.objects.filter(user=people.daan).count() == 1
    assert ("set_up_vault", "sealed.vault") in audited(people.practice)


def test_a_counsellor_sees_who_is_ultimately_responsible_with_a_vault_or_without(people: Personas) -> None:
    amina = Desk(people.amina)
    _, told = amina.get("/kluis/eindverantwoordelijken.json")
    assert told["board_contacts"] == [
        {
            "id": str(people.daan.pk),
            "name": "Daan",
            "organisation": "Zorggroep De Linde",
            "organisation_id": people.organisation.pk,
            "public_key": None,
        }
    ]
    make_vault(people.daan)
    _, told = amina.get("/kluis/eindverantwoordelijken.json")
    assert told["board_contacts"][0]["public_key"]["owner"] == str(people.daan.pk)


def test_where_one_is_not_appointed_one_sees_no_board_contact(people: Personas) -> None:
    make_vault(people.daan)
    assert names(Desk(people.carla).get("/kluis/eindverantwoordelijken.json"), "board_contacts") == []
    Appointment.objects.filter(counsellor=people.amina).update(ended="2026-01-01")
    assert names(Desk(people.amina).get("/kluis/eindverantwoordelijken.json"), "board_contacts") == []
    User.objects.filter(role=Role.BOARD_CONTACT).update(is_active=False)
    assert names(Desk(people.bram).get("/kluis/eindverantwoordelijken.json"), "board_contacts") == []


def test_the_board_sees_the_keys_of_its_own_counsellors_only(people: Personas) -> None:
    for user in (people.amina, people.bram, people.carla):
        make_vault(user)
    desk = board(people.daan)
    assert names(desk.get("/kluis/vertrouwenspersonen.json")) == ["Amina", "Bram"]
    Appointment.objects.filter(counsellor=people.bram).update(ended="2026-01-01")
    assert names(desk.get("/kluis/vertrouwenspersonen.json")) == ["Amina"]
