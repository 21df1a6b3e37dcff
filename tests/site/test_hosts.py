"""Three host names, three sites, the same strict headers."""

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from pytest_django import Settings

from nabij.site.hosts import audience_by_host

HOSTS = ["werk.localhost", "praat.localhost", "bestuur.localhost"]


@pytest.mark.parametrize("host", [*HOSTS, *(f"{name}:8700" for name in HOSTS), "WERK.localhost:1"])
def test_every_host_name_says_that_it_is_healthy_whatever_the_port(host: str) -> None:
    answer = Client().get("/gezond", headers={"host": host})
    assert (answer.status_code, answer.content) == (200, b"gezond\n")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8700", "kwaad.voorbeeld.test", "werk.localhost.kwaad.test"])
def test_an_unknown_host_name_is_refused(host: str) -> None:
    assert Client().get("/gezond", headers={"host": host}).status_code == 400


def test_a_host_that_is_allowed_but_belongs_to_nobody_gets_no_site_at_all(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError("answered")

    with pytest.raises(DisallowedHost):
        audience_by_host(never)(RequestFactory().get("/inloggen/", headers={"host": "elders.localhost"}))


@pytest.mark.parametrize("name", ["vault/scrypt-worker.js", "look/nabij.css", "look/icon.svg"])
def test_a_static_file_is_for_this_origin_only_and_has_a_policy_of_its_own(name: str) -> None:
    headers = Client().get(f"{settings.STATIC_URL}{name}", headers={"host": HOSTS[0]}).headers
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("audience", ["visitor", "board"])
def test_the_other_sites_know_no_address_of_the_workspace(audience: str) -> None:
    with pytest.raises(Resolver404):
        resolve("/kwesties/kaarten.json", settings.URLCONF_BY_AUDIENCE[audience])


@pytest.mark.parametrize("host", HOSTS)
def test_every_answer_carries_the_strict_headers(host: str) -> None:
    headers = Client().get("/gezond", headers={"host": host}).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_healthy_answer_sets_no_cookie(host: str) -> None:
    assert not Client().get("/gezond", headers={"host": host}).cookies
