"""Signing in and second factors: the change and its audit line are kept together or not at all."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.cache import cache
from django.test import Client
from tests.people.asking import audited, browser_of
from tests.personas import PASSWORD, Personas

from nabij.people.actions import own_account

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here no audit line can be written."""

    def refuse(permit: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(own_account, "record", refuse)


def confirmed(people: Personas) -> Client:
    client = browser_of()
    client.post("/inloggen/", {"login": people.amina.email, "password": PASSWORD})
    client.post("/account/bevestigen/", {"password": PASSWORD})
    client.raise_request_exception = False
    return client


def passkey(people: Personas, name: str = "Telefoon") -> Authenticator:
    return Authenticator.objects.create(user=people.amina, type="webauthn", data={"name": name, "credential": {}})


def code_of(client: Client) -> str:
    client.get("/account/app/aan/")
    secret = client.session["mfa.totp.secret"]
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_signing_in_without_its_line_signs_nobody_in(people: Personas, full: None) -> None:
    client = browser_of()
    client.raise_request_exception = False
    answer = client.post("/inloggen/", {"login": people.amina.email, "password": PASSWORD})
    assert answer.status_code == 500
    assert "_auth_user_id" not in client.session
    people.amina.refresh_from_db()
    assert people.amina.last_login is None


def test_an_app_is_not_switched_on_without_its_line(
    people: Personas, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    client = confirmed(people)
    code = code_of(client)
    request.getfixturevalue("full")
    assert client.post("/account/app/aan/", {"code": code}).status_code == 500
    assert not Authenticator.objects.exists()


def test_an_app_is_not_switched_off_without_its_line(people: Personas, request: pytest.FixtureRequest) -> None:
    client = confirmed(people)
    TOTP.activate(people.amina, SECRET)
    request.getfixturevalue("full")
    assert client.post("/account/app/uit/").status_code == 500
    assert Authenticator.objects.filter(type="totp").exists()


def test_recovery_codes_are_not_renewed_without_their_line(people: Personas, request: pytest.FixtureRequest) -> None:
    client = confirmed(people)
    TOTP.activate(people.amina, SECRET)
    before = RecoveryCodes.activate(people.amina).get_unused_codes()
    request.getfixturevalue("full")
    assert client.post("/account/herstelcodes/nieuw/").status_code == 500
    kept = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert kept.get_unused_codes() == before


def test_a_passkey_is_not_added_without_its_line(
    people: Personas, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    client = confirmed(people)
    client.get("/account/passkeys/nieuw/")
    monkeypatch.setattr(webauthn, "parse_registration_response", lambda response: None)
    monkeypatch.setattr(webauthn, "complete_registration", lambda credential: None)
    request.getfixturevalue("full")
    assert client.post("/account/passkeys/nieuw/", {"name": "x", "credential": '{"id": "x"}'}).status_code == 500
    assert not Authenticator.objects.exists()


def test_a_passkey_is_not_removed_nor_renamed_without_its_line(
    people: Personas, request: pytest.FixtureRequest
) -> None:
    client, kept = confirmed(people), passkey(people)
    request.getfixturevalue("full")
    assert client.post(f"/account/passkeys/{kept.pk}/weg/").status_code == 500
    assert client.post(f"/account/passkeys/{kept.pk}/naam/", {"name": "Laptop"}).status_code == 500
    kept.refresh_from_db()
    assert kept.wrap().name == "Telefoon"


def test_each_change_leaves_one_line(people: Personas) -> None:
    client = confirmed(people)
    assert client.post("/account/app/aan/", {"code": code_of(client)}).status_code == 302
    assert client.post("/account/herstelcodes/nieuw/").status_code == 302
    assert client.post("/account/app/uit/").status_code == 302
    kept = passkey(people)
    assert client.post(f"/account/passkeys/{kept.pk}/naam/", {"name": "Laptop"}).status_code == 302
    assert client.post(f"/account/passkeys/{kept.pk}/weg/").status_code == 302
    assert [verb for verb, _ in audited(people.practice)] == [
        "sign_in",
        "add_second_factor",
        "renew_recovery_codes",
        "remove_second_factor",
        "rename_second_factor",
        "remove_second_factor",
    ]


def test_a_passkey_can_be_named_and_says_when_it_was_added_and_used(people: Personas) -> None:
    client, kept = confirmed(people), passkey(people, "Firefox op Windows")
    client.post(f"/account/passkeys/{kept.pk}/naam/", {"name": "Laptop thuis"})
    page = client.get("/account/passkeys/").content.decode()
    assert "Laptop thuis" in page
    assert "Toegevoegd op" in page
    assert "Nog niet gebruikt." in page
    empty = client.post(f"/account/passkeys/{kept.pk}/naam/", {"name": ""}).content.decode()
    assert "Naam: Vul dit in." in empty


def test_nobody_renames_the_passkey_of_another(people: Personas) -> None:
    other = Authenticator.objects.create(user=people.bram, type="webauthn", data={"name": "Telefoon"})
    assert confirmed(people).post(f"/account/passkeys/{other.pk}/naam/", {"name": "Van mij"}).status_code == 404


def test_a_new_passkey_without_a_name_gets_that_of_its_browser(people: Personas) -> None:
    client = confirmed(people)
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    page = client.get("/account/passkeys/nieuw/", headers={"user-agent": agent}).content.decode()
    assert 'value="Firefox op Windows"' in page


def test_an_empty_sign_in_names_both_fields(people: Personas) -> None:
    page = browser_of().post("/inloggen/", {"login": "", "password": ""}).content.decode()
    assert "E-mailadres: Vul dit in." in page
    assert "Wachtwoord: Vul dit in." in page
    assert "Dit veld is verplicht" not in page


def test_the_list_of_sessions_says_which_browser_and_never_the_raw_text(people: Personas) -> None:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
    client = browser_of()
    client.post("/inloggen/", {"login": people.amina.email, "password": PASSWORD}, headers={"user-agent": agent})
    client.get("/account/", headers={"user-agent": agent})
    page = client.get("/account/ingelogd/", headers={"user-agent": agent}).content.decode()
    assert "Safari op een iPhone" in page
    assert "AppleWebKit" not in page
