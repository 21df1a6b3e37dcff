"""Random JSON and readable text in every field of every address: never a 500, never stored."""

import copy
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nabij.matters.models import Matter
from nabij.sealed.models import Vault
from tests.examples import examples
from tests.making import (
    Desk,
    Json,
    a_consent,
    a_grant,
    a_note,
    a_public_key,
    a_record,
    a_sharing,
    a_slot,
    a_vault,
    a_withdrawal,
    an_encounter,
    an_opening,
    b64,
    make_matter,
    make_vault,
    new_id,
    proof_of,
    sealed,
    with_manifests,
)
from tests.personas import Personas
from tests.sealed.passkeys import passkey_slot

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

MARK = "klare tekst"
TEXT = st.text(st.characters(codec=None), max_size=600).map(lambda text: MARK + text)
ENCODED = TEXT.map(lambda text: b64((text * (1 + 301 // len(text)))[:301].encode("utf-8", "replace")))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | ENCODED | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | TEXT, inner, max_size=3),
    max_leaves=6,
)


def _vault_version(people: Personas) -> Vault:
    return Vault.objects.get(user=people.amina)


def _slot_change(people: Personas, matter: Matter) -> Json:
    vault = _vault_version(people)
    return {
        "based_on": vault.slots_version,
        "add": [passkey_slot(people.amina)],
        "remove": [new_id()],
        "bundle": {"based_on": vault.bundle_version, "sealed": sealed()},
    }


def _rotation(people: Personas, matter: Matter) -> Json:
    vault = _vault_version(people)
    return {
        "slots": [passkey_slot(people.amina), a_slot("recovery")],
        "bundle": {"based_on": vault.bundle_version, "sealed": sealed()},
        "keyring": {"based_on": vault.keyring_version, "sealed": sealed()},
        "public_key": a_public_key(),
    }


def _share(people: Personas, matter: Matter) -> Json:
    grants = [a_grant("conversation", 1, people.bram), a_grant("notes", 1, people.bram)]
    return a_sharing(matter, people.bram, a_consent("everything"), 1, *grants)


def _recoding(people: Personas, matter: Matter) -> Json:
    return {
        "based_on": Matter.objects.get(pk=matter.pk).version,
        "unit": people.unit.pk,
        "nature": ["bullying"],
        "primary_nature": "bullying",
        "integrity_levels": ["personal"],
        "subject_relation": "colleague",
        "person_role": "employee",
        "person_position": "affected",
    }


def _renewal(people: Personas, matter: Matter) -> Json:
    grants = [a_grant(part, 2, people.amina) for part in ("conversation", "notes")]
    return {"grants": grants, "sealed": with_manifests(matter.pk, a_record(epoch=2))}


ADDRESSES: dict[str, Callable[[Personas, Matter], Json]] = {
    "/kluis/inrichten.json": lambda people, matter: a_vault(),
    "/kluis/bundel.json": lambda people, matter: {
        "based_on": _vault_version(people).bundle_version,
        "sealed": sealed(),
    },
    "/kluis/sleutelbos.json": lambda people, matter: {
        "based_on": _vault_version(people).keyring_version,
        "sealed": sealed(),
    },
    "/kluis/sloten.json": _slot_change,
    "/kluis/vernieuwen.json": _rotation,
    "/kluis/concepten.json": lambda people, matter: {"id": new_id(), "sealed": sealed()},
    "/kwesties/openen.json": lambda people, matter: an_opening(
        people.amina, people.organisation, encounter=an_encounter(month="2026-11")
    ),
    "/kwesties/{}/noteren.json": lambda people, matter: a_note(matter, draft=new_id()),
    "/kwesties/{}/herzien.json": lambda people, matter: {
        "sealed": with_manifests(matter.pk, a_record()),
        "draft": new_id(),
    },
    "/kwesties/{}/aan-zet.json": lambda people, matter: {
        "turn_was": "counsellor",
        "turn": "visitor",
        "due": None,
        "aftercare_month": None,
        "sealed": with_manifests(matter.pk, a_record()),
    },
    "/kwesties/{}/register.json": _recoding,
    "/kwesties/{}/afsluiten.json": lambda people, matter: {
        "based_on": Matter.objects.get(pk=matter.pk).version,
        "outcome": "left",
        "aftercare_month": None,
        "sealed": with_manifests(matter.pk, a_record()),
    },
    "/kwesties/{}/heropenen.json": lambda people, matter: {"based_on": 1},
    "/kwesties/{}/delen.json": _share,
    "/kwesties/{}/intrekken.json": lambda people, matter: a_withdrawal(
        matter, people.bram, a_consent("everything"), a_grant("notes", 2, people.amina)
    ),
    "/kwesties/{}/sleutels.json": _renewal,
    "/kwesties/{}/inbrenger.json": lambda people, matter: {
        "same_as": str(make_matter(people.amina).pk),
        "leaving": False,
        "sealed": with_manifests(matter.pk, a_record("match")),
    },
    "/kwesties/{}/uitzondering.json": lambda people, matter: {
        "ground": "consent",
        "record_id": new_id(),
        "sealed": with_manifests(matter.pk, a_record("exception")),
    },
}


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value, itself included, and in each object one field that nobody asked for."""
    yield path
    if isinstance(value, dict):
        yield (*path, "toelichting")
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*path, index))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def _put(body: Any, path: tuple[Any, ...], junk: Any) -> Any:
    if not path:
        return junk
    changed = copy.deepcopy(body)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = junk
    return changed


def _tables() -> list[type[Model]]:
    return [
        model for label in ("audit", "people", "sealed", "matters") for model in apps.get_app_config(label).get_models()
    ]


def _rows() -> dict[str, int]:
    # A shred key may stand alone: it is made before the rest, and 32 random bytes are no text.
    return {model._meta.label: model._default_manager.count() for model in _tables() if model.__name__ != "ShredKey"}


def _stored() -> bytes:
    found = bytearray()
    for model in _tables():
        for row in model._default_manager.values_list():
            for value in row:
                content = (
                    bytes(value) if isinstance(value, bytes | memoryview) else json.dumps(value, default=str).encode()
                )
                found += content + b"\n"
    return bytes(found)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_untouched_body_is_understood(people: Personas, address: str) -> None:
    make_vault(people.bram)
    matter = make_matter(people.amina)
    status, answer = Desk(people.amina).post(address.format(matter.pk), ADDRESSES[address](people, matter))
    assert (status, answer.get("code")) in {(200, None), (422, "conflict"), (422, "refused"), (422, "stale")}


WITHOUT_SEALED = {"/kwesties/{}/heropenen.json", "/kwesties/{}/register.json"}
SEALED_FIELDS = {"sealed", "bundle", "keyring", "shred_key"}
PLAIN = ["Jan pest Piet", "", {"text": "Jan pest Piet"}, b64(b"Jan pest Piet " * 30), "data:text/plain,Jan", 7, ["x"]]


@pytest.mark.parametrize("address", sorted(ADDRESSES.keys() - WITHOUT_SEALED))
def test_text_where_sealed_bytes_belong_is_told_so(people: Personas, address: str) -> None:
    make_vault(people.bram)
    matter = make_matter(people.amina)
    body = ADDRESSES[address](people, matter)
    sealed_places = [
        path for path in _places(body) if path and path[-1] in SEALED_FIELDS and isinstance(_at(body, path), str)
    ]
    assert sealed_places
    before = _rows()
    desk = Desk(people.amina)
    for path, plain in itertools.product(sealed_places, PLAIN):
        status, answer = desk.post(address.format(matter.pk), _put(body, path, plain))
        assert (status, answer["code"]) == (422, "not_sealed")
    assert _rows() == before


@pytest.mark.parametrize("address", ADDRESSES)
@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_text_in_any_field_breaks_or_stays(people: Personas, address: str, data: st.DataObject) -> None:
    if not Vault.objects.filter(user=people.bram).exists():
        make_vault(people.bram)
        make_matter(people.amina)
    matter = Matter.objects.filter(keeper=people.amina).order_by("pk")[0]
    body = ADDRESSES[address](people, matter)
    path = data.draw(st.sampled_from(list(_places(body))))
    before = _rows()
    sent = json.dumps(_put(body, path, data.draw(JUNK))).encode()
    where = address.format(matter.pk)
    status, said = Desk(people.amina).send(where, sent, proof_of(people.amina, where, sent))
    assert status in {200, 422}
    if status == 422:
        assert set(said) == {"refused", "code"}
        assert _rows() == before
    assert MARK.encode() not in _stored()


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["part", "epoch", "vanaf", "pagina"]), TEXT | st.text(max_size=8)))
def test_no_query_breaks_a_list(people: Personas, query: dict[str, str]) -> None:
    if not Vault.objects.filter(user=people.amina).exists():
        make_matter(people.amina)
    matter = Matter.objects.get()
    readable = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    client = Desk(people.amina).client
    for address in (f"/kwesties/{matter.pk}/keten.json", "/kwesties/gesloten.json"):
        assert client.get(address, readable).status_code in {200, 422}
