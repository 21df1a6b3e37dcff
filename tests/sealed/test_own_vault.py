"""One's own vault over the wire."""

import pytest
from allauth.mfa.models import Authenticator

from nabij.audit.models import Entry, first_break_of
from nabij.people.models import PublicKey
from nabij.sealed.models import Draft, Slot, Vault
from nabij_vault.keys import PublicKeys
from nabij_vault.visitor import sign_succession
from tests.making import (
    Desk,
    a_public_key,
    a_slot,
    a_vault,
    b64,
    make_vault,
    new_id,
    scrypt_bytes,
    sealed,
    signer_of,
)
from tests.personas import Personas
from tests.sealed.passkeys import give_passkey, passkey_slot

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_a_vault_is_set_up_once_and_a_repeated_setup_doubles_nothing(people: Personas) -> None:
    desk, body = Desk(people.amina), a_vault()
    assert desk.get("/kluis/staat.json")[1]["bundle"] is None
    assert desk.post("/kluis/inrichten.json", body) == (200, {"saved": True, "already": False, "version": 1})
    assert desk.post("/kluis/inrichten.json", body) == (200, {"saved": True, "already": True, "version": 1})
    status, answer = desk.post("/kluis/inrichten.json", a_vault())
    assert (status, answer["code"]) == (422, "conflict")
    assert (Slot.objects.count(), PublicKey.objects.count(), Entry.objects.count()) == (2, 1, 1)
    found = desk.get("/kluis/staat.json")[1]
    assert found["bundle"] == {"version": 1, "sealed": body["bundle"]}
    assert found["keyring"] == {"version": 1, "sealed": body["keyring"]}
    assert {slot["id"] for slot in found["slots"]} == {slot["id"] for slot in body["slots"]}
    assert found["public_key"] == {"owner": str(people.amina.pk), "version": 1} | body["public_key"]
    assert (found["user"], found["practice"]) == (str(people.amina.pk), str(people.practice.pk))
    assert (found["rp_id"], found["plus_style"], found["role"]) == ("werk.localhost", False, "counsellor")


@pytest.mark.parametrize("kinds", [["words"], ["recovery"], ["words", "passkey"], ["recovery", "recovery"], []])
def test_a_vault_needs_a_recovery_code_and_another_way_in(people: Personas, kinds: list[str]) -> None:
    status, answer = Desk(people.amina).post("/kluis/inrichten.json", a_vault() | {"slots": [a_slot(k) for k in kinds]})
    assert (status, answer["code"]) == (422, "refused")
    assert not Vault.objects.exists()


def test_a_slot_of_low_cost_is_refused(people: Personas) -> None:
    weak = a_slot() | {"sealed": b64(scrypt_bytes(16))}
    status, answer = Desk(people.amina).post("/kluis/inrichten.json", a_vault() | {"slots": [weak, a_slot("recovery")]})
    assert (status, answer["code"]) == (422, "not_sealed")
    assert not Slot.objects.exists()


@pytest.mark.parametrize("name", ["bundel", "sleutelbos"])
def test_a_bundle_and_a_keyring_are_written_by_compare_and_set(people: Personas, name: str) -> None:
    make_vault(people.amina)
    desk, first = Desk(people.amina), {"based_on": 1, "sealed": sealed()}
    assert desk.post(f"/kluis/{name}.json", first) == (200, {"saved": True, "already": False, "version": 2})
    assert desk.post(f"/kluis/{name}.json", first) == (200, {"saved": True, "already": True, "version": 2})
    status, answer = desk.post(f"/kluis/{name}.json", {"based_on": 1, "sealed": sealed()})
    assert (status, answer["code"]) == (422, "stale")
    kind = {"bundel": "bundle", "sleutelbos": "keyring"}[name]
    assert desk.get("/kluis/staat.json")[1][kind] == {"version": 2, "sealed": first["sealed"]}


def test_a_recovery_code_is_replaced_but_never_only_removed(people: Personas) -> None:
    make_vault(people.amina)
    desk = Desk(people.amina)
    old = Slot.objects.get(kind="recovery")
    status, answer = desk.post("/kluis/sloten.json", {"based_on": 1, "add": [], "remove": [str(old.pk)]})
    assert (status, answer["code"]) == (422, "refused")
    body = {
        "based_on": 1,
        "add": [a_slot("recovery")],
        "remove": [str(old.pk)],
        "bundle": {"based_on": 1, "sealed": sealed()},
    }
    assert desk.post("/kluis/sloten.json", body) == (200, {"saved": True, "already": False, "version": 2})
    assert desk.post("/kluis/sloten.json", body) == (200, {"saved": True, "already": True, "version": 2})
    assert Slot.objects.get(kind="recovery").pk != old.pk
    assert Vault.objects.get().bundle_version == 2


def test_a_write_that_is_sent_again_later_brings_no_former_words_back(people: Personas) -> None:
    make_vault(people.amina)
    desk = Desk(people.amina)
    first, words = Slot.objects.get(kind="words"), a_slot("words")
    state = desk.get("/kluis/staat.json")[1]
    body = {"based_on": state["slots_version"], "add": [words, passkey_slot(people.amina)], "remove": [str(first.pk)]}
    assert desk.post("/kluis/sloten.json", body)[0] == 200
    away = {"based_on": 2, "add": [], "remove": [words["id"]]}
    assert desk.post("/kluis/sloten.json", away) == (200, {"saved": True, "already": False, "version": 3})
    status, answer = desk.post("/kluis/sloten.json", body)
    assert (status, answer["code"]) == (422, "stale")
    assert desk.post("/kluis/sloten.json", away) == (200, {"saved": True, "already": True, "version": 3})
    assert not Slot.objects.filter(kind="words").exists()
    without = {name: value for name, value in away.items() if name != "based_on"}
    assert desk.post("/kluis/sloten.json", without)[1]["code"] == "refused"


def test_a_renewal_overtakes_a_change_of_slots(people: Personas) -> None:
    make_vault(people.amina)
    desk, words = Desk(people.amina), a_slot("words")
    old = str(Slot.objects.get(kind="words").pk)
    versions = {name: {"based_on": 1, "sealed": sealed()} for name in ("bundle", "keyring")}
    renewal = {"slots": [passkey_slot(people.amina), a_slot("recovery")]} | versions
    assert desk.post("/kluis/vernieuwen.json", renewal)[0] == 200
    status, answer = desk.post("/kluis/sloten.json", {"based_on": 1, "add": [words], "remove": [old]})
    assert (status, answer["code"]) == (422, "stale")
    assert desk.get("/kluis/staat.json")[1]["slots_version"] == 2


def test_a_stale_bundle_leaves_the_slots_as_they_were(people: Personas) -> None:
    make_vault(people.amina)
    body = {
        "based_on": 1,
        "add": [passkey_slot(people.amina)],
        "remove": [],
        "bundle": {"based_on": 7, "sealed": sealed()},
    }
    status, answer = Desk(people.amina).post("/kluis/sloten.json", body)
    assert (status, answer["code"]) == (422, "stale")
    assert not Slot.objects.filter(kind="passkey").exists()


def test_a_slot_of_someone_else_is_neither_removed_nor_replaced(people: Personas) -> None:
    make_vault(people.amina)
    make_vault(people.bram)
    foreign = Slot.objects.filter(user=people.bram, kind="words").get()
    desk = Desk(people.amina)
    assert desk.post("/kluis/sloten.json", {"based_on": 1, "add": [], "remove": [str(foreign.pk)]})[0] == 200
    status, answer = desk.post(
        "/kluis/sloten.json",
        {"based_on": 2, "add": [passkey_slot(people.amina) | {"id": str(foreign.pk)}], "remove": []},
    )
    assert (status, answer["code"]) == (422, "conflict")
    assert Slot.objects.get(pk=foreign.pk).user == people.bram


def test_a_passkey_slot_names_a_passkey_of_ones_own_account(people: Personas) -> None:
    make_vault(people.amina)
    give_passkey(people.bram, "Fatima-wordt-gepest-door")
    desk = Desk(people.amina)
    for typed in ("Fatima-wordt-gepest-door", "Fatima-wordt-gepest-door-haar-leidinggevende_" * 20):
        slot = a_slot("passkey") | {"credential_id": typed}
        status, answer = desk.post("/kluis/sloten.json", {"based_on": 1, "add": [slot], "remove": []})
        assert (status, answer["code"]) == (422, "refused")
        rotation = {"slots": [slot, a_slot("recovery")], "public_key": a_public_key()}
        versions = {name: {"based_on": 1, "sealed": sealed()} for name in ("bundle", "keyring")}
        assert desk.post("/kluis/vernieuwen.json", rotation | versions)[0] == 422
    assert Desk(people.bram).post("/kluis/inrichten.json", a_vault() | {"slots": [slot, a_slot("recovery")]})[0] == 422
    assert not Slot.objects.filter(kind="passkey").exists()
    assert desk.post("/kluis/sloten.json", {"based_on": 1, "add": [passkey_slot(people.amina)], "remove": []})[0] == 200


def test_a_passkey_comes_by_the_name_that_its_owner_gave_it_and_other_ways_without(people: Personas) -> None:
    make_vault(people.amina)
    desk = Desk(people.amina)
    gone, kept = passkey_slot(people.amina, "b" * 24), passkey_slot(people.amina)
    assert desk.post("/kluis/sloten.json", {"based_on": 1, "add": [gone, kept], "remove": []})[0] == 200
    of_account = [one for one in Authenticator.objects.all() if one.data["credential"]["id"] == "b" * 24]
    of_account[0].delete()
    found = {slot["id"]: slot["name"] for slot in desk.get("/kluis/staat.json")[1]["slots"]}
    assert found.pop(kept["id"]) == "Telefoon"
    assert set(found.values()) == {""}


def test_a_rotation_replaces_every_slot_and_publishes_the_new_key(people: Personas) -> None:
    make_vault(people.amina)
    old = set(Slot.objects.values_list("pk", flat=True))
    body = {
        "slots": [passkey_slot(people.amina), a_slot("recovery")],
        "bundle": {"based_on": 1, "sealed": sealed()},
        "keyring": {"based_on": 1, "sealed": sealed()},
        "public_key": a_public_key(),
    }
    desk = Desk(people.amina)
    assert desk.post("/kluis/vernieuwen.json", body) == (200, {"saved": True, "already": False})
    assert desk.post("/kluis/vernieuwen.json", body) == (200, {"saved": True, "already": True})
    assert not old & set(Slot.objects.values_list("pk", flat=True))
    assert desk.get("/kluis/staat.json")[1]["public_key"]["version"] == 2
    status, answer = desk.post("/kluis/vernieuwen.json", body | {"slots": [a_slot("words"), a_slot("recovery")]})
    assert (status, answer["code"]) == (422, "stale")
    assert first_break_of(people.practice.pk) is None


def test_new_keys_are_vouched_for_by_the_key_from_before_and_by_no_other(people: Personas) -> None:
    make_vault(people.amina)
    make_vault(people.bram)
    hers, his = signer_of(people.amina), signer_of(people.bram)
    assert hers
    assert his
    key = a_public_key()
    body = {
        "slots": [a_slot("words"), a_slot("recovery")],
        "bundle": {"based_on": 1, "sealed": sealed()},
        "keyring": {"based_on": 1, "sealed": sealed()},
        "public_key": key,
    }
    practice, keys = str(people.practice.pk), PublicKeys(key["recipient"], key["sign"])
    said = sign_succession(practice, str(people.amina.pk), keys, hers)["signature"]
    desk = Desk(people.amina)
    for lie in (
        sign_succession(practice, str(people.amina.pk), keys, his)["signature"],
        sign_succession(practice, str(people.bram.pk), keys, hers)["signature"],
        b64(bytes(64)),
    ):
        assert desk.post("/kluis/vernieuwen.json", body | {"succession": lie})[0] == 422
    assert desk.post("/kluis/vernieuwen.json", body | {"succession": "niets"})[0] == 422
    assert PublicKey.objects.filter(owner=people.amina).count() == 1
    assert desk.post("/kluis/vernieuwen.json", body | {"succession": said})[0] == 200
    assert PublicKey.objects.get(owner=people.amina, version=2).succession == said


def test_a_draft_belongs_to_its_writer_alone(people: Personas) -> None:
    amina, bram, draft = Desk(people.amina), Desk(people.bram), {"id": new_id(), "sealed": sealed()}
    newer = draft | {"sealed": sealed()}
    assert amina.post("/kluis/concepten.json", draft)[0] == 200
    assert amina.post("/kluis/concepten.json", newer)[0] == 200
    assert amina.get("/kluis/concepten.json")[1] == {"drafts": [newer]}
    assert bram.get("/kluis/concepten.json")[1] == {"drafts": []}
    assert bram.post("/kluis/concepten.json", draft)[1]["code"] == "conflict"
    assert bram.post(f"/kluis/concepten/{draft['id']}/weg.json", {}) == (200, {"saved": True})
    assert amina.get("/kluis/concepten.json")[1] == {"drafts": [newer]}
    assert Draft.objects.count() == 1
    assert amina.post(f"/kluis/concepten/{draft['id']}/weg.json", {})[0] == 200
    assert not Draft.objects.exists()
    assert not Entry.objects.exists()


def test_colleagues_are_fellow_counsellors_with_a_vault(people: Personas) -> None:
    make_vault(people.amina)
    make_vault(people.carla)
    assert Desk(people.amina).get("/kluis/collegas.json")[1] == {"colleagues": []}
    make_vault(people.bram)
    (found,) = Desk(people.amina).get("/kluis/collegas.json")[1]["colleagues"]
    assert (found["id"], found["name"], found["kind"]) == (str(people.bram.pk), "Bram", "external")
    assert found["public_key"]["owner"] == str(people.bram.pk)


def test_a_practice_manager_has_no_vault(people: Personas) -> None:
    assert Desk(people.els).get("/kluis/staat.json")[0] == 404
    assert Desk(people.els).post("/kluis/inrichten.json", a_vault())[0] == 404


def test_saving_without_a_vault_is_refused(people: Personas) -> None:
    status, answer = Desk(people.amina).post("/kluis/bundel.json", {"based_on": 1, "sealed": sealed()})
    assert (status, answer["code"]) == (422, "refused")
