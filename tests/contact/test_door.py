"""What the door lets in: from its own page, not too much, not too often; it keeps no cookie and tells no log."""

import io
import json
import logging
import random
import string
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nabij.contact import stores
from nabij.contact.models import Conversation
from nabij.contact.rules.rates import BEGIN, LOOK, RATES, Rate
from nabij.kit.access import walk_views
from nabij.people.models import User
from nabij.sealed.models import Record
from tests.contact.making import (
    CODE,
    HOST,
    Door,
    Visitor,
    a_beginning,
    a_letter,
    a_taking_on,
    make_conversation,
    open_door,
    spoken,
)
from tests.examples import examples
from tests.making import Desk, Json, b64, make_matter, new_id, sealed
from tests.matters.test_files import sealed_file
from tests.matters.test_plaintext import JUNK, MARK, PLAIN, _at, _places, _put
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

BEGIN_AT = "/gesprek/beginnen.json"
POSTS: dict[str, Callable[[Personas, Visitor], Json]] = {
    BEGIN_AT: lambda people, visitor: a_beginning(Visitor(), [people.amina], [people.bram]),
    "/gesprek/openen.json": lambda people, visitor: visitor.words,
    "/gesprek/nieuws.json": lambda people, visitor: visitor.words,
    "/gesprek/schrijven.json": lambda people, visitor: a_letter(
        visitor, "message", keepsake={"based_on": _version(visitor), "sealed": sealed()}
    ),
    "/gesprek/onthouden.json": lambda people, visitor: {
        **visitor.words,
        "keepsake": {"based_on": _version(visitor), "sealed": sealed()},
    },
}
each = pytest.mark.parametrize("address", POSTS)


def _version(visitor: Visitor) -> int:
    return Conversation.objects.get(pk=visitor.id).keepsake_version


@pytest.fixture
def visitor(people: Personas) -> Visitor:
    open_door(people)
    return make_conversation([people.amina])[0]


@each
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
        {"Origin": "http://werk.localhost"},
        {"Origin": f"https://{HOST}"},
        {"Origin": f"http://{HOST}:8080"},
    ],
)
def test_another_page_sends_nothing(people: Personas, visitor: Visitor, address: str, headers: dict[str, str]) -> None:
    before = Record.objects.count()
    status, answer = Door().post(address, POSTS[address](people, visitor), **headers)
    assert (status, answer["code"]) == (403, "csrf")
    assert (Record.objects.count(), Conversation.objects.count()) == (before, 1)


@each
def test_ones_own_page_and_a_browser_that_says_nothing_are_let_in(
    people: Personas, visitor: Visitor, address: str
) -> None:
    own = {"Origin": f"http://{HOST}", "Sec_Fetch_Site": "same-origin"}
    assert Door().post(address, POSTS[address](people, visitor))[0] == 200
    assert Door().post(address, POSTS[address](people, visitor), **own)[0] == 200


def test_another_page_uses_up_nothing_of_what_is_left_for_an_address(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, LOOK, Rate(burst=2, per_hour=60))
    door, elsewhere = Door(), {"Sec-Fetch-Site": "cross-site"}
    for _ in range(5):
        assert door.post("/gesprek/nieuws.json", visitor.words, Sec_Fetch_Site="cross-site")[0] == 403
        assert door.client.get("/zout.json", headers=elsewhere).status_code == 403
    assert door.post("/gesprek/nieuws.json", visitor.words)[0] == 200
    assert door.client.get("/zout.json", headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_an_upload_from_another_page_is_refused(visitor: Visitor) -> None:
    elsewhere = visitor.headers | {"Origin": "https://elders.example"}
    answer = Door().client.put(f"/gesprek/bestanden/{new_id()}", sealed_file(300), headers=elsewhere)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


@each
def test_only_json_by_post_is_read(people: Personas, visitor: Visitor, address: str) -> None:
    body = json.dumps(POSTS[address](people, visitor))
    client = Door().client
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert client.post(address, body, content_type=kind).status_code == 422
    for method in (client.get, client.put, client.delete, client.patch):
        assert method(address).status_code in {405, 422}
    for bad in ("", "[", "[]", "null", '{"lookup":1,"lookup":2}', '{"a":NaN}', "[" * 100_000):
        assert client.post(address, bad, content_type="application/json").status_code == 422
    assert Conversation.objects.count() == 1


@each
def test_a_huge_body_is_refused_before_it_is_read(people: Personas, visitor: Visitor, address: str) -> None:
    body = {**POSTS[address](people, visitor), "more": "x" * (2 * 1024 * 1024)}
    assert Door().post(address, body)[1]["code"] == "too_large"
    answer = Door().client.post(address, b"{}", content_type="application/json", CONTENT_LENGTH=str(10**15))
    assert answer.json()["code"] in {"too_large", "busy"}


@each
def test_text_where_sealed_bytes_belong_is_told_so(people: Personas, visitor: Visitor, address: str) -> None:
    body = POSTS[address](people, visitor)
    names = {"sealed", "keepsake", "shred_key"}
    places = [path for path in _places(body) if path and path[-1] in names and isinstance(_at(body, path), str)]
    assert bool(places) is address.endswith(("beginnen.json", "schrijven.json", "onthouden.json"))
    for path in places:
        for plain in PLAIN:
            assert Door().post(address, _put(body, path, plain))[1]["code"] == "not_sealed"


@each
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_text_in_any_field_breaks_or_stays(people: Personas, visitor: Visitor, address: str, data: Any) -> None:
    stores.BUCKETS.clear()
    body = POSTS[address](people, visitor)
    path = data.draw(st.sampled_from(list(_places(body))))
    status, answer = Door().post(address, _put(body, path, data.draw(JUNK)))
    assert status in {200, 404, 422}
    if status != 200:
        assert set(answer) == {"refused", "code"}
    assert MARK.encode() not in _everything()


def _everything() -> bytes:
    found = bytearray()
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            store = "shred" if model.__name__ == "ShredKey" else "default"
            for row in model._default_manager.using(store).values_list():
                for value in row:
                    binary = isinstance(value, bytes | memoryview)
                    found += (bytes(value) if binary else json.dumps(value, default=str).encode()) + b"\n"
    return bytes(found)


def test_no_table_of_the_door_has_room_for_what_somebody_says() -> None:
    """The columns of a conversation and of who was asked: ids, keys, hashes, codes and days, and sealed bytes."""
    kinds = {
        (model.__name__, field.name): field.get_internal_type()
        for model in (apps.get_model("contact", name) for name in ("Conversation", "Addressed"))
        for field in model._meta.concrete_fields
    }
    texts = {name for name, kind in kinds.items() if kind in {"CharField", "TextField", "JSONField"}}
    assert texts == {("Conversation", one) for one in ("token_hash", "recipient", "sign", "language")}
    assert {name for name, kind in kinds.items() if kind == "BinaryField"} == {("Conversation", "keepsake")}


def test_token_words_and_content_reach_no_log_and_no_table(people: Personas, visitor: Visitor) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for one in loggers:
        one.addHandler(handler)
    canary = "".join(random.choices(string.ascii_letters, k=30))
    try:
        client = Client(HTTP_HOST=HOST, raise_request_exception=False, REMOTE_ADDR="203.0.113.99")
        for address, make in POSTS.items():
            body = make(people, visitor)
            for sent in (body, body | {"token": b64(canary.encode() + b"xx")}, body | {canary: canary}, [canary]):
                client.post(address, json.dumps(sent), content_type="application/json")
        client.get(f"/ingang/{canary[:10]}/wie.json")
    finally:
        for one in loggers:
            one.removeHandler(handler)
    everywhere = log.getvalue().encode() + _everything()
    secrets = [canary, b64(canary.encode() + b"xx"), visitor.token, "203.0.113.99", CODE[:4] + canary]
    assert [one for one in secrets if one.encode() in everywhere] == []


def test_a_failure_answers_without_content(people: Personas, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("the secret of this visitor")

    monkeypatch.setattr("nabij.contact.pieces.whole", fails)
    client = Client(HTTP_HOST=HOST, raise_request_exception=False)
    answer = client.post("/gesprek/openen.json", json.dumps(visitor.words), content_type="application/json")
    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert visitor.token.encode() not in answer.content


def test_no_cookie_is_ever_set_or_read_at_the_visitors_address(
    people: Personas, visitor: Visitor, django_assert_num_queries: Any
) -> None:
    client = Client(HTTP_HOST=HOST)
    client.force_login(people.amina)
    seen = set()
    for host, _, name, _ in walk_views():
        if host != "visitor":
            continue
        assert name
        values = {
            "entrance": {"code": CODE},
            "who_is_there": {"code": CODE},
            "put_file": {"file": new_id()},
            "get_file": {"file": new_id()},
        }
        address = reverse(name, urlconf="nabij.site.urls_visitor", kwargs=values.get(name))
        answers = [
            client.get(address),
            client.post(address, "{}", content_type="application/json"),
            client.put(address),
        ]
        seen |= {answer.status_code for answer in answers}
        assert not any(answer.cookies or answer.headers.get("Set-Cookie") for answer in answers), name
        assert not any("Cookie" in answer.headers.get("Vary", "") for answer in answers[1:2]), name
    assert 200 in seen
    for address, make in POSTS.items():
        answer = client.post(address, json.dumps(make(people, visitor)), content_type="application/json")
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
    # a session that comes along is not even looked up: one query for the words, and no other
    with django_assert_num_queries(1):
        client.post("/gesprek/openen.json", json.dumps(Visitor().words), content_type="application/json")


def test_too_often_is_told_with_a_time_to_wait(
    people: Personas, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, LOOK, Rate(burst=2, per_hour=60))
    monkeypatch.setitem(RATES, BEGIN, Rate(burst=1, per_hour=60))
    door = Door()
    answers = [door.raw("/gesprek/nieuws.json", visitor.words) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].json()["code"], 0 < int(answers[2].headers["Retry-After"]) <= 60) == ("busy", True)
    assert door.client.get("/zout.json").status_code == 429
    assert door.client.get(f"/ingang/{CODE}/wie.json").status_code == 429
    # somebody else, and another kind of request, are not in the way of it
    assert Door(address="198.51.100.8").post("/gesprek/nieuws.json", visitor.words)[0] == 200
    assert door.post(BEGIN_AT, a_beginning(Visitor(), [people.amina]))[0] == 200
    assert door.post(BEGIN_AT, a_beginning(Visitor(), [people.amina]))[0] == 429


def test_behind_the_proxy_the_address_is_the_one_that_it_added(
    visitor: Visitor, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, LOOK, Rate(burst=1, per_hour=60))

    def ask(forwarded: str) -> int:
        return Door().post("/gesprek/nieuws.json", visitor.words, X_Forwarded_For=forwarded)[0]

    # what anybody may write themselves counts for nothing without a proxy
    assert [ask("192.0.2.1"), ask("192.0.2.2")] == [200, 429]
    stores.BUCKETS.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [ask("192.0.2.9, 192.0.2.1"), ask("192.0.2.8, 192.0.2.2"), ask("192.0.2.7, 192.0.2.1")] == [200, 200, 429]


def test_the_doors_addresses_are_at_no_other_host(people: Personas, visitor: Visitor) -> None:
    for host in ("werk.localhost", "bestuur.localhost"):
        for address in POSTS:
            assert Door(host=host).post(address, visitor.words)[0] in {401, 404}
    assert Client(HTTP_HOST=HOST).get("/gesprekken/binnen.json").status_code == 404


def test_taking_on_needs_the_key_and_not_only_the_session(people: Personas, visitor: Visitor) -> None:
    conversation = Conversation.objects.get()
    body = json.dumps(a_taking_on(conversation, people.amina)).encode()
    status, answer = Desk(people.amina).send(f"/gesprekken/{conversation.pk}/aannemen.json", body, {})
    assert (status, answer["code"]) == (403, "proof")
    conversation.refresh_from_db()
    assert conversation.matter is None


def test_a_visitor_reads_no_matter_that_has_none(people: Personas, visitor: Visitor) -> None:
    """A matter whose keeper would write as its visitor, or whose box somebody guesses, stays shut."""
    matter = make_matter(people.amina)
    body = {**visitor.words, "sealed": spoken(matter.pk, "message"), "keepsake": None}
    # what is sent lands in the box of the words and nowhere else
    assert Door().post("/gesprek/schrijven.json", body)[1]["code"] == "stale_manifest"
    assert not Record.objects.filter(box=matter.pk, kind="message").exists()
    assert User.objects.filter(pk=visitor.id).count() == 0
