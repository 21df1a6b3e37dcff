"""What stands on a page that refuses: Dutch, what happened, that nothing is lost, what to do; under the same policy."""

import re

import pytest
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.personas import Personas

HOSTS = ("werk.localhost", "praat.localhost", "bestuur.localhost")


@pytest.fixture(autouse=True)
def _failing_addresses(settings: Settings, db: None) -> None:
    cache.clear()
    settings.URLCONF_BY_AUDIENCE = dict.fromkeys(settings.URLCONF_BY_AUDIENCE, "tests.site.failing_urls")


def ask(path: str, host: str = HOSTS[0], **more: str) -> HttpResponse:
    client = Client(headers={"host": host}, raise_request_exception=False)
    return client.get(path, more)


def check(answer: HttpResponse, status: int, *sentences: str) -> str:
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="nl"' in page
    for sentence in sentences:
        assert sentence in page
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return page


def test_an_unknown_host_name_gets_a_bare_page_that_names_nobody() -> None:
    page = check(ask("/gezond", "kwaad.test"), 400, "Dit adres kennen we niet", "niets verloren", "Kijk of het adres")
    assert "nabij" not in page.lower()
    assert "kwaad" not in page


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/unreadable", 400, "Je browser stuurde iets dat we niet konden lezen."),
        ("/forbidden", 403, "Wat je vroeg, kan niet vanaf deze plek"),
        ("/nergens", 404, "Misschien klopt het adres niet"),
        ("/refuses", 422, "Deze kwestie is net veranderd."),
        ("/too-many", 429, "Wacht vijf minuten en probeer het dan opnieuw."),
        ("/raises", 500, "Wat al bewaard was, is er nog."),
    ],
)
@pytest.mark.parametrize("host", HOSTS)
def test_every_refusal_is_a_styled_page_in_the_look_of_its_host(
    host: str, path: str, status: int, sentence: str
) -> None:
    answer = ask(path, host, woord="x")
    page = check(answer, status, sentence, "look/nabij.css")
    assert ("Nabij" in page) is (host == HOSTS[0])
    leaves_at_once(answer, visitor=host == HOSTS[1])


def leaves_at_once(answer: HttpResponse, *, visitor: bool) -> None:
    """A visitor's page has the script that leaves, under its own policy; nobody else's has one."""
    nonces = re.findall(r'<script type="module" nonce="([^"]+)" src="[^"]+/door/outside\.js"', answer.content.decode())
    assert len(nonces) == (1 if visitor else 0)
    assert all(f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"] for nonce in nonces)
    assert ("<door-leave>" in answer.content.decode()) is visitor


def test_a_500_page_asks_nothing_of_the_database(people: Personas) -> None:
    def gone(*args: object) -> None:
        raise RuntimeError("no database")

    def from_here(sender: object, **more: object) -> None:
        connection.execute_wrappers.append(gone)

    client = Client(headers={"host": HOSTS[0]}, raise_request_exception=False)
    client.force_login(people.amina)
    got_request_exception.connect(from_here)
    try:
        answer = client.get("/raises", {"woord": "x"})
    finally:
        got_request_exception.disconnect(from_here)
        asked = connection.execute_wrappers.count(gone)
        connection.execute_wrappers.clear()
    assert asked == 1
    check(answer, 500, "Er ging iets mis bij ons")
