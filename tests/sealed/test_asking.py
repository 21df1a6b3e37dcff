"""What an address says to who is signed out, has no token, or sends something else than a JSON object."""

from typing import Any

import pytest
from django.test import Client

from tests.making import Desk, a_vault
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_a_signed_out_browser_module_hears_so_and_a_person_is_led_to_the_door() -> None:
    assert Desk(None).get("/kluis/staat.json") == (401, {"code": "signed_out"})
    assert Desk(None).post("/kwesties/openen.json", {}) == (401, {"code": "signed_out"})
    page = Desk(None).client.get("/kluis/")
    assert page.status_code == 302


def test_a_write_without_the_token_of_the_page_is_forbidden_in_json(people: Personas) -> None:
    client = Client(HTTP_HOST="werk.localhost", enforce_csrf_checks=True)
    client.force_login(people.amina)
    answer = client.post("/kluis/inrichten.json", a_vault(), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"klare tekst",
        b"[]",
        b"null",
        b'{"id": NaN}',
        b'{"id": 1, "id": 2}',
        b'{"id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"\xff\xfe",
        b'"\\ud800"',
    ],
)
def test_a_body_that_is_no_json_object_is_refused(people: Personas, body: bytes) -> None:
    client = Desk(people.amina).client
    answer = client.post("/kluis/concepten.json", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_read(people: Personas, kind: str) -> None:
    answer = Desk(people.amina).client.post("/kluis/concepten.json", b"id=1&sealed=tekst", content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_a_body_over_the_limit_is_refused_clearly(people: Personas, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    status, answer = Desk(people.amina).post("/kluis/inrichten.json", a_vault())
    assert (status, answer["code"]) == (422, "too_large")
