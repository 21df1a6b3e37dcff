import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.people.asking import audited, browser_of
from tests.personas import PASSWORD, Personas

from nabij.people.actions import own_account
from nabij.people.forms.sign_in import CARRIES_KEY, without_key
from nabij.people.models import PublicKey, User

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> HttpResponse:
    return client.post("/inloggen/", {"login": user.email, "password": password})  # type: ignore[return-value]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def confirm(client: Client) -> None:
    client.post("/account/bevestigen/", {"password": PASSWORD})


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_a_password_signs_a_counsellor_in_and_leads_home(people: Personas) -> None:
    client = browser_of()
    answer = sign_in(client, people.amina)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client)
    assert audited(people.practice) == [("sign_in", "people.user")]


def test_signing_in_keeps_no_second_list_of_addresses(people: Personas) -> None:
    sign_in(browser_of(), people.amina)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("host", ["praat.localhost", "bestuur.localhost", "werk.localhost:1", "kwaad.test"])
def test_signing_in_leads_on_at_this_host_only(people: Personas, host: str) -> None:
    for address in (f"http://{host}/x", f"//{host}/x"):
        typed = {"login": people.amina.email, "password": PASSWORD, "next": address}
        assert browser_of().post("/inloggen/", typed)["Location"] == "/"
    for address in ("/kwesties/", "http://werk.localhost/kwesties/"):
        typed = {"login": people.amina.email, "password": PASSWORD, "next": address}
        assert browser_of().post("/inloggen/", typed)["Location"] == address


def test_a_new_password_without_its_audit_line_is_not_kept(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser_of(people.amina)
    client.raise_request_exception = False

    def full(permit: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(own_account, "record", full)
    typed = {"oldpassword": PASSWORD, "password1": "derde zin 9 fietsen", "password2": "derde zin 9 fietsen"}
    assert client.post("/account/wachtwoord/", typed).status_code == 500
    assert User.objects.get(pk=people.amina.pk).check_password(PASSWORD)
    assert audited(people.practice) == []


def test_home_is_the_set_up_for_a_manager_and_the_vault_for_a_counsellor_without_one(people: Personas) -> None:
    assert browser_of(people.els).get("/")["Location"] == "/inrichting/"
    assert browser_of(people.amina).get("/")["Location"] == "/kluis/inrichten/"


def test_home_is_today_for_a_counsellor_with_a_vault(people: Personas) -> None:
    PublicKey.objects.create(practice=people.practice, owner=people.amina, version=1, recipient="age1x", sign="s")
    assert browser_of(people.amina).get("/")["Location"] == "/vandaag/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(people: Personas) -> None:
    wrong = sign_in(browser_of(), people.amina, "iets heel anders 9")
    unknown = browser_of().post("/inloggen/", {"login": "niemand@voorbeeld.test", "password": "iets heel anders 9"})
    sentence = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
    assert sentence in wrong.content.decode()
    assert "Dat klopt nog niet" in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_what_was_typed_is_kept_but_the_password(people: Personas) -> None:
    page = sign_in(browser_of(), people.amina, "iets heel anders 9").content.decode()
    assert people.amina.email in page
    assert "iets heel anders 9" not in page


def test_a_board_contact_is_led_to_the_own_address_after_the_right_password_only(people: Personas) -> None:
    client = browser_of()
    answer = sign_in(client, people.daan)
    assert answer.status_code == 403
    assert "Voor eindverantwoordelijken is er een eigen adres." in answer.content.decode()
    assert 'href="http://bestuur.localhost/"' in answer.content.decode()
    assert not signed_in(client)
    assert "bestuur" not in sign_in(client, people.daan, "iets heel anders 9").content.decode()


def test_a_disabled_account_is_told_so_after_the_right_password(people: Personas) -> None:
    User.objects.filter(pk=people.amina.pk).update(is_active=False)
    client = browser_of()
    answer = sign_in(client, people.amina)
    assert answer.status_code == 403
    assert "Dit account staat uit." in answer.content.decode()
    assert not signed_in(client)


def test_the_sixth_wrong_password_waits_and_says_how_long(people: Personas) -> None:
    client = browser_of()
    for _ in range(5):
        assert sign_in(client, people.amina, "iets heel anders 9").status_code == 200
    answer = sign_in(client, people.amina)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "Wacht vijf minuten" in answer.content.decode()
    assert not signed_in(client)


def test_a_strangers_attempts_from_elsewhere_do_not_lock_the_owner_out(people: Personas) -> None:
    stranger = browser_of(address="198.51.100.7")
    for _ in range(6):
        sign_in(stranger, people.amina, "iets heel anders 9")
    owner = browser_of(address="192.0.2.1")
    sign_in(owner, people.amina)
    assert signed_in(owner)


def test_one_address_cannot_try_many_accounts(people: Personas) -> None:
    client = browser_of()
    answers = [
        client.post(
            "/inloggen/", {"login": f"naam{number}@voorbeeld.test", "password": "iets heel anders 9"}
        ).status_code
        for number in range(21)
    ]
    assert answers == [200] * 20 + [429]


def test_signing_in_does_not_lead_to_another_site(people: Personas) -> None:
    answer = browser_of().post(
        "/inloggen/?next=https://elders.test/", {"login": people.amina.email, "password": PASSWORD}
    )
    assert answer["Location"] == "/"


def test_signing_out_takes_a_post(people: Personas) -> None:
    client = browser_of(people.amina)
    assert client.get("/uitloggen/").status_code == 405
    assert client.post("/uitloggen/")["Location"] == "/inloggen/"
    assert not signed_in(client)


@pytest.mark.parametrize(
    "address", ["/signup/", "/accounts/signup/", "/password/reset/", "/account/herstelcodes/download/"]
)
def test_what_is_not_used_has_no_address(people: Personas, address: str) -> None:
    assert browser_of(people.amina).get(address).status_code == 404


def test_a_new_password_ends_the_other_sessions(people: Personas) -> None:
    here, elsewhere = browser_of(people.amina), browser_of(people.amina)
    typed = {"oldpassword": PASSWORD, "password1": "vier groene bomen 8", "password2": "vier groene bomen 8"}
    assert here.post("/account/wachtwoord/", typed).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    people.amina.refresh_from_db()
    assert people.amina.check_password("vier groene bomen 8")
    assert audited(people.practice) == [("change_password", "people.user")]


def test_a_wrong_current_password_changes_nothing(people: Personas) -> None:
    typed = {"oldpassword": "fout", "password1": "vier groene bomen 8", "password2": "vier groene bomen 8"}
    page = browser_of(people.amina).post("/account/wachtwoord/", typed).content.decode()
    assert "Dit is niet het huidige wachtwoord." in page
    people.amina.refresh_from_db()
    assert people.amina.check_password(PASSWORD)


def test_an_app_code_is_asked_after_the_password(people: Personas) -> None:
    TOTP.activate(people.amina, SECRET)
    client = browser_of()
    assert sign_in(client, people.amina)["Location"] == "/inloggen/code/"
    assert not signed_in(client)
    page = client.get("/inloggen/code/").content.decode()
    assert "Zes cijfers uit de app" in page
    assert client.post("/inloggen/code/", {"code": "000000"}).status_code == 200
    assert not signed_in(client)
    assert client.post("/inloggen/code/", {"code": code_now()})["Location"] == "/"
    assert signed_in(client)


def test_a_recovery_code_signs_in_once(people: Personas) -> None:
    TOTP.activate(people.amina, SECRET)
    code = RecoveryCodes.activate(people.amina).get_unused_codes()[0]
    for expected in (True, False):
        client = browser_of()
        sign_in(client, people.amina)
        client.post("/inloggen/code/", {"code": code})
        assert signed_in(client) is expected


def test_an_app_is_switched_on_with_recovery_codes_and_off_again(
    people: Personas, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    client = browser_of()
    sign_in(client, people.amina)
    assert client.get("/account/app/aan/")["Location"].startswith("/account/bevestigen/")
    confirm(client)
    page = client.get("/account/app/aan/")
    assert "<svg" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/app/aan/", {"code": code})["Location"] == "/account/herstelcodes/"
    codes = RecoveryCodes(Authenticator.objects.get(user=people.amina, type="recovery_codes")).get_unused_codes()
    shown = client.get("/account/herstelcodes/").content.decode()
    assert all(one in shown for one in codes)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/herstelcodes/nieuw/")
    assert not set(codes) & set(
        RecoveryCodes(Authenticator.objects.get(user=people.amina, type="recovery_codes")).get_unused_codes()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/app/uit/")["Location"] == "/account/"
    assert list(dict.fromkeys(verb for verb, _ in audited(people.practice))) == [
        "sign_in",
        "add_second_factor",
        "renew_recovery_codes",
        "remove_second_factor",
    ]
    assert not Authenticator.objects.filter(user=people.amina).exists()


def test_nobody_removes_the_passkey_of_another(people: Personas) -> None:
    passkey = Authenticator.objects.create(user=people.bram, type="webauthn", data={"name": "Telefoon"})
    client = browser_of()
    sign_in(client, people.amina)
    confirm(client)
    assert client.post(f"/account/passkeys/{passkey.pk}/weg/").status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_the_options_of_a_passkey_name_this_host_and_ask_for_a_person(people: Personas) -> None:
    answer = browser_of().get("/inloggen/passkey/", headers={"x-requested-with": "XMLHttpRequest"}).json()
    asked = answer["request_options"]["publicKey"]
    assert (asked["rpId"], asked["userVerification"]) == ("werk.localhost", "required")


def test_a_new_passkey_can_sign_in_alone(people: Personas) -> None:
    client = browser_of()
    sign_in(client, people.amina)
    confirm(client)
    made = json.loads(client.get("/account/passkeys/nieuw/").context["options"])["publicKey"]
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["user"]["displayName"] == "Amina"


def test_a_credential_that_carries_a_vault_key_is_refused() -> None:
    carrying = {"id": "x", "clientExtensionResults": {"prf": {"results": {"first": "AAAA"}}}}
    with pytest.raises(Exception, match=CARRIES_KEY):
        without_key(carrying)
    allowed = {"id": "x", "clientExtensionResults": {"credProps": {"rk": True}}}
    assert without_key(allowed) is allowed


def test_a_credential_with_a_vault_key_is_kept_nowhere(people: Personas) -> None:
    client = browser_of()
    sign_in(client, people.amina)
    confirm(client)
    client.get("/account/passkeys/nieuw/")
    carrying = '{"id": "x", "clientExtensionResults": {"prf": {"results": {"first": "geheim"}}}}'
    page = client.post("/account/passkeys/nieuw/", {"name": "Telefoon", "credential": carrying})
    assert not Authenticator.objects.exists()
    assert CARRIES_KEY in page.content.decode()


def test_a_passkey_that_nobody_knows_leads_back_with_a_sentence(people: Personas) -> None:
    client = browser_of()
    answer = client.post("/inloggen/passkey/", {"credential": '{"id": "x"}'}, follow=True)
    assert answer.status_code == 200
    assert 'class="message' in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("credential", ['{"id": "x"}', '{"id": "x", "rawId": "eA"}', "[]", "{}", "null", "niets"])
def test_an_unreadable_credential_adds_no_passkey_and_breaks_nothing(people: Personas, credential: str) -> None:
    client = browser_of()
    sign_in(client, people.amina)
    confirm(client)
    client.get("/account/passkeys/nieuw/")
    assert client.post("/account/passkeys/nieuw/", {"name": "x", "credential": credential}).status_code == 200
    assert client.post("/account/bevestigen/passkey/", {"credential": credential}).status_code == 302
    assert not Authenticator.objects.exists()


def test_sessions_are_listed_and_one_is_ended(people: Personas) -> None:
    here, elsewhere, third = (browser_of() for _ in range(3))
    for client in (here, elsewhere, third):
        sign_in(client, people.amina)
        client.get("/account/")
    page = here.get("/account/ingelogd/").content.decode()
    assert page.count("Ergens anders") == 2
    ended = UserSession.objects.get(session_key=elsewhere.session.session_key)
    here.post("/account/ingelogd/", {"session": ended.pk})
    assert elsewhere.get("/account/").status_code == 302
    assert third.get("/account/").status_code == 200
    here.post("/account/ingelogd/")
    assert third.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    ends = [line for line in audited(people.practice) if line[0] == "end_sessions"]
    assert ends == [("end_sessions", "people.user")] * 2


def test_looking_where_one_is_signed_in_forgets_nothing_and_signing_in_forgets_what_is_over(people: Personas) -> None:
    here, elsewhere, third = (browser_of() for _ in range(3))
    for client in (here, elsewhere, third):
        sign_in(client, people.amina)
        client.get("/account/")
    over = {elsewhere.session.session_key, third.session.session_key}
    Session.objects.filter(session_key=elsewhere.session.session_key).delete()
    outdated = third.session
    outdated[HASH_SESSION_KEY] = "of another password"
    outdated.save()
    with CaptureQueriesContext(connection) as queries:
        page = here.get("/account/ingelogd/").content.decode()
    assert "Ergens anders" not in page
    assert page.count("Hier, nu") == 1
    assert not [one["sql"] for one in queries if one["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert UserSession.objects.filter(session_key__in=over).count() == 2
    sign_in(browser_of(), people.amina)
    assert not UserSession.objects.filter(session_key__in=over).exists()
    assert UserSession.objects.filter(session_key=here.session.session_key).exists()


def test_ending_what_is_not_there_is_refused_and_leaves_no_line(people: Personas) -> None:
    client = browser_of()
    sign_in(client, people.amina)
    client.get("/account/")
    own = UserSession.objects.get(user=people.amina).pk
    for session in (None, own, "niets", "9" * 5000, "9" * 19, "٣", "-1"):
        answer = client.post("/account/ingelogd/", {"session": session} if session else {})
        assert answer.status_code == 422
        assert "Daar was al uitgelogd." in answer.content.decode()
    assert client.get("/account/").status_code == 200
    assert audited(people.practice) == [("sign_in", "people.user")]


def test_nobody_ends_the_session_of_another(people: Personas) -> None:
    brams, aminas = browser_of(), browser_of()
    sign_in(brams, people.bram)
    brams.get("/account/")
    sign_in(aminas, people.amina)
    aminas.post("/account/ingelogd/", {"session": UserSession.objects.get(user=people.bram).pk})
    aminas.post("/account/ingelogd/", {"session": "niets"})
    assert brams.get("/account/").status_code == 200
