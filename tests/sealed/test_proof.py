"""A stolen session without the key changes nothing sealed but drafts and the bytes of files that nothing names."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from nabij.audit.models import Entry
from nabij.kit.access import walk_views
from nabij.matters.models import ImportBatch, Matter
from nabij.people.models import PublicKey
from nabij.sealed.models import Slot
from nabij_vault.keys import SigningKey
from nabij_vault.write import sign_write
from tests.making import (
    Desk,
    Json,
    a_consent,
    a_grant,
    a_note,
    a_public_key,
    a_record,
    a_slot,
    a_vault,
    a_withdrawal,
    make_matter,
    make_vault,
    new_id,
    proof_by,
    proof_of,
    sealed,
    share_all,
    signer_of,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

# Bytes without a name until a proven record names them: a thief's are found by nobody, and cleaned up after a day.
FILE_BYTES = {"sealed_file"}
# One's own typing, and the first vault, which is proven with the key that it brings.
WITHOUT_THE_PUBLISHED_KEY = {"drafts", "forget_draft", "set_up_vault"}


def _versions(*names: str) -> Json:
    return {name: {"based_on": 1, "sealed": sealed()} for name in names}


def _withdrawal(people: Personas, matter: Matter) -> Json:
    grants = [a_grant(part, 2, people.amina) for part in ("conversation", "notes")]
    return a_withdrawal(matter, people.bram, a_consent("everything", 2), *grants)


HOSTILE: dict[str, Callable[[Personas, Matter], Json]] = {
    "/kluis/bundel.json": lambda people, matter: _versions("bundle")["bundle"],
    "/kluis/sleutelbos.json": lambda people, matter: _versions("keyring")["keyring"],
    "/kluis/sloten.json": lambda people, matter: {
        "based_on": 1,
        "add": [a_slot("words")],
        "remove": [str(Slot.objects.get(user=people.amina, kind="words").pk)],
    },
    "/kluis/vernieuwen.json": lambda people, matter: {
        "slots": [a_slot("words"), a_slot("recovery")],
        "public_key": a_public_key(),
        **_versions("bundle", "keyring"),
    },
    "/kwesties/{}/noteren.json": lambda people, matter: a_note(matter),
    "/kwesties/{}/herzien.json": lambda people, matter: {"sealed": with_manifests(matter.pk, a_record("person"))},
    "/kwesties/{}/intrekken.json": _withdrawal,
}
hostile = pytest.mark.parametrize("address", HOSTILE)


@pytest.fixture
def matter(people: Personas) -> Matter:
    found = make_matter(people.amina)
    share_all(found, people.bram)
    return found


def _stored() -> list[Any]:
    """Every row of the subjects that keep something, and the audit's."""
    models = [
        model for label in ("people", "sealed", "matters", "audit") for model in apps.get_app_config(label).get_models()
    ]
    rows = []
    for model in models:
        found = model._default_manager.using("shred" if model.__name__ == "ShredKey" else "default")
        rows += [
            (model.__name__, *(bytes(one) if isinstance(one, memoryview) else one for one in row))
            for row in found.order_by("pk").values_list()
        ]
    return rows


def _asked(people: Personas, matter: Matter, address: str) -> tuple[str, bytes]:
    return address.format(matter.pk), json.dumps(HOSTILE[address](people, matter)).encode()


@hostile
def test_a_session_without_the_key_changes_nothing(people: Personas, matter: Matter, address: str) -> None:
    address, sent = _asked(people, matter, address)
    signer = signer_of(people.amina)
    assert signer
    desk, before = Desk(people.amina), _stored()
    other_body = sent.replace(b"{", b"{ ", 1)
    thiefs = [
        {},
        {"X-Nabij-Proof": "bm8="},
        proof_by(SigningKey(os.urandom(32)), people.amina.pk, address, sent),
        proof_by(signer_of(people.bram) or signer, people.amina.pk, address, sent),
        proof_of(people.bram, address, sent),
        proof_by(signer, people.bram.pk, address, sent),
        proof_by(signer, people.amina.pk, "/kluis/concepten.json", sent),
        proof_by(signer, people.amina.pk, address, other_body),
    ]
    for headers in thiefs:
        status, answer = desk.send(address, sent, headers)
        assert (status, answer["code"]) == (403, "proof")
        assert "Er is niets bewaard" in answer["refused"]
        assert _stored() == before
    assert desk.send(address, sent, proof_by(signer, people.amina.pk, address, sent))[0] == 200
    assert _stored() != before


def test_a_proof_of_the_same_body_is_not_taken_at_another_address(people: Personas, matter: Matter) -> None:
    desk, before = Desk(people.amina), _stored()
    sent = json.dumps({"based_on": 1, "sealed": sealed()}).encode()
    status, answer = desk.send("/kluis/sleutelbos.json", sent, proof_of(people.amina, "/kluis/bundel.json", sent))
    assert (status, answer["code"], _stored()) == (403, "proof", before)


def test_no_address_that_takes_a_body_forgets_the_proof(people: Personas, matter: Matter) -> None:
    client, asked, by_put = Client(HTTP_HOST="werk.localhost"), set(), set()
    client.force_login(people.amina)
    # an import of hers under the same id, so that its addresses are found as well
    ImportBatch.objects.create(pk=matter.pk, practice=people.practice, keeper=people.amina)
    before = _stored()
    for host, address, name, _ in walk_views():
        if (
            host != "workspace"
            or not address.startswith(("/kluis/", "/kwesties/"))
            or name in WITHOUT_THE_PUBLISHED_KEY
        ):
            continue
        assert name
        values = {"pk": matter.pk} if "<uuid:pk>" in address else {}
        values |= {"file": new_id()} if "<uuid:file>" in address else {}
        to = reverse(name, kwargs=values)
        for method in (client.post, client.patch, client.delete):
            answer = method(to, {}, content_type="application/json")
            # pages and lists take no body
            if answer.status_code != 405:
                asked.add(name)
                assert (answer.status_code, answer.json()["code"]) == (403, "proof"), name
        if client.put(to, {}, content_type="application/json").status_code != 405:
            by_put.add(name)
    assert by_put == FILE_BYTES
    assert {"save_bundle", "rotate_vault", "note_encounter", "open_matter", "withdraw_share"} <= asked
    assert _stored() == before


def test_a_first_vault_is_proven_with_the_key_that_it_brings(people: Personas) -> None:
    desk, body, other = Desk(people.amina), a_vault(), a_vault()
    address, sent = "/kluis/inrichten.json", json.dumps(body).encode()
    for headers in (
        {},
        proof_of(people.amina, address, json.dumps(other).encode()),
        proof_of(people.bram, address, sent),
    ):
        assert desk.send(address, sent, headers)[1]["code"] == "proof"
    assert not PublicKey.objects.exists()
    assert desk.send(address, sent, proof_of(people.amina, address, sent))[0] == 200


def test_after_a_renewal_the_key_before_it_proves_nothing_any_more(people: Personas) -> None:
    make_vault(people.amina)
    before = signer_of(people.amina)
    assert before
    desk, address = Desk(people.amina), "/kluis/vernieuwen.json"
    body = {
        "slots": [a_slot("words"), a_slot("recovery")],
        "public_key": a_public_key(),
        **_versions("bundle", "keyring"),
    }
    sent = json.dumps(body).encode()
    new = SigningKey(os.urandom(32))
    assert desk.send(address, sent, proof_by(new, people.amina.pk, address, sent))[1]["code"] == "proof"
    assert desk.send(address, sent, proof_by(before, people.amina.pk, address, sent))[0] == 200
    # the same once more, as a browser sends that heard no answer: only the key that counts now proves it
    assert desk.send(address, sent, proof_by(before, people.amina.pk, address, sent))[1]["code"] == "proof"
    assert desk.post(address, body) == (200, {"saved": True, "already": True})
    later = json.dumps({"based_on": 2, "sealed": sealed()}).encode()
    assert (
        desk.send("/kluis/bundel.json", later, proof_by(before, people.amina.pk, "/kluis/bundel.json", later))[0] == 403
    )


def test_a_missing_proof_leaves_a_log_line_without_content(people: Personas, caplog: pytest.LogCaptureFixture) -> None:
    make_vault(people.amina)
    lines = Entry.objects.count()
    content = sealed()
    sent = json.dumps({"based_on": 1, "sealed": content}).encode()
    assert Desk(people.amina).send("/kluis/bundel.json", sent, {"X-Nabij-Proof": "bm8="})[0] == 403
    (line,) = [record for record in caplog.records if record.name == "django.request"]
    assert (line.levelname, getattr(line, "status_code", None)) == ("WARNING", 403)
    assert not any(one in caplog.text for one in (content, "bm8=", str(people.amina.pk), people.amina.email))
    assert Entry.objects.count() == lines


def test_drafts_need_no_proof_and_touch_nothing_else(people: Personas) -> None:
    make_vault(people.amina)
    sent = json.dumps({"id": new_id(), "sealed": sealed()}).encode()
    assert Desk(people.amina).send("/kluis/concepten.json", sent, {})[0] == 200


def test_what_the_vault_in_python_signs_is_what_the_server_takes(people: Personas) -> None:
    make_vault(people.amina)
    signer = signer_of(people.amina)
    assert signer
    sent = json.dumps({"based_on": 1, "sealed": sealed()}).encode()
    proof = sign_write(str(people.amina.pk), "/kluis/bundel.json", sent, signer)
    assert Desk(people.amina).send("/kluis/bundel.json", sent, {"X-Nabij-Proof": proof})[0] == 200
