"""Every address answers to each persona what the access matrix says, and nothing is left out of it."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nabij.kit.access import WITHOUT_SESSION
from nabij.people.models import Counsellor, Role, User
from tests import access_matrix
from tests.access import PERSONAS, SIGNED_OUT, Row, World
from tests.making import proof_of
from tests.personas import Personas

ADDRESSES = access_matrix.addresses()
ROWS = access_matrix.rows()
# a missing row is told once, by the first test
KNOWN = sorted(ADDRESSES.keys() & ROWS.keys())
CLOSED = ("/kwesties", "/vandaag", "/snelnotitie")


@pytest.fixture
def world(people: Personas) -> World:
    fien = User.objects.create(
        practice=people.practice, email="fien@voorbeeld.test", name="Fien", role=Role.COUNSELLOR, password="!"
    )
    Counsellor.objects.create(practice=people.practice, user=fien)
    return World(people, fien)


def answer(world: World, key: str, row: Row, persona: str) -> int:
    """The status that this persona gets; whatever the request changed is undone."""
    host = ADDRESSES[key][0]
    values = row.address(world) if row.address else {}
    urlconf = settings.URLCONF_BY_AUDIENCE[host]
    client = Client(headers={"host": settings.HOSTS[host]} | row.headers)
    with transaction.atomic(), transaction.atomic(using="shred"):
        user = world.user(persona)
        if user:
            client.force_login(user)
        User.objects.filter(pk=world.disabled.pk).update(is_active=False)
        body: dict[str, Any] = {}
        address = reverse(key.rpartition(":")[2], urlconf=urlconf, kwargs=values)
        if row.json is not None:
            sent = json.dumps(row.json).encode()
            proof = proof_of(user, address, sent) if user else {}
            body = {"data": sent, "content_type": "application/json", "headers": proof}
        status: int = getattr(client, row.method)(address, **body).status_code
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="shred")
    return status


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    missing = [f"{key} ({ADDRESSES[key][1]})" for key in ADDRESSES.keys() - ROWS.keys()]
    assert not missing, f"add a row to tests/access/ for: {', '.join(sorted(missing))}"
    assert not ROWS.keys() - ADDRESSES.keys(), "rows without an address"


@pytest.mark.django_db(databases=["default", "shred"])
@pytest.mark.parametrize("key", KNOWN)
def test_an_address_answers_to_each_persona_as_written(world: World, key: str) -> None:
    row = ROWS[key]
    assert {persona: answer(world, key, row, persona) for persona in PERSONAS} == dict(row.statuses)


def test_the_other_practice_finds_nothing_at_an_address_of_a_row() -> None:
    # these two ask for the password first, whoever asks; then a passkey of another is 404
    passkeys = {"mfa_remove_webauthn", "mfa_edit_webauthn"}
    # this one says the same whatever is there, and destroys one's own only
    alike = {"forget_draft"}
    rule_opens = [
        key
        for key, row in ROWS.items()
        if row.address and key not in passkeys | alike and ADDRESSES[key][2] not in WITHOUT_SESSION
    ]
    assert rule_opens
    assert {key for key in rule_opens if ROWS[key].statuses["carla"] != 404} == set()


def test_the_practice_manager_and_the_board_contact_reach_no_matter() -> None:
    closed = [key for key in KNOWN if ADDRESSES[key][1].startswith(CLOSED)]
    assert {key for key in closed if {ROWS[key].statuses[who] for who in ("els", "daan")} != {404}} == set()


def test_without_a_session_only_addresses_answer_that_ask_for_none() -> None:
    for key in KNOWN:
        if ADDRESSES[key][2] not in WITHOUT_SESSION:
            assert {ROWS[key].statuses[persona] for persona in SIGNED_OUT} <= {302, 401}, key


def test_at_the_visitors_address_a_session_changes_nothing() -> None:
    at_the_door = [key for key in KNOWN if ADDRESSES[key][0] == "visitor"]
    assert {ADDRESSES[key][2] for key in at_the_door} == WITHOUT_SESSION
    assert [key for key in at_the_door if len(set(ROWS[key].statuses.values())) != 1] == []


def test_the_page_about_access_is_fresh() -> None:
    assert access_matrix.DOCUMENT.read_text(encoding="utf-8") == access_matrix.page(), (
        "docs/access.md is stale: run python -m tests.access_matrix --write"
    )
