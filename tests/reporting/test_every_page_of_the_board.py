"""Every address of the board's origin, and every refusal there, is drawn from plain values, or not at all."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from nabij.kit.access import walk_views
from nabij.kit.permit import permit
from nabij.people.actions.invitations import Invited, give_sign_in_link, invite
from nabij.people.models import Do, Invitation, Organisation
from tests.people.asking import browser_of
from tests.personas import PASSWORD, Personas
from tests.reporting.boards import Out, everything_out, wrong_in

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
URLCONF = "nabij.site.urls_board"


def at_the_board(name: str, *args: Any) -> str:
    return reverse(name, urlconf=URLCONF, args=args)


@dataclass
class Browsers:
    """Whoever asks: nobody, somebody halfway through signing in, Daan, and Daan who just said his password again."""

    out: Out
    people: Personas
    stranger: Client
    halfway: Client
    daan: Client
    sure: Client
    passkey: int
    secret: str

    def nobody(self) -> Client:
        return browser_of(audience="board")


type Ask = Callable[[Browsers], Any]


def seen(name: str, *args: Any) -> Ask:
    """Looked at by Daan, who just said his password again."""
    return lambda all_of: all_of.sure.get(at_the_board(name, *args))


def sent(name: str, data: dict[str, Any] | None = None, *args: Any) -> Ask:
    return lambda all_of: all_of.sure.post(at_the_board(name, *args), data or {})


def of_a_report(name: str, *more: str) -> Ask:
    return lambda all_of: all_of.daan.get(at_the_board(name, all_of.out.later.pk, *more))


def of_an_interim(name: str) -> Ask:
    return lambda all_of: all_of.daan.get(at_the_board(name, all_of.out.interim.pk))


def of_a_letter(name: str) -> Ask:
    return lambda all_of: all_of.daan.get(at_the_board(name, all_of.out.letter))


def of_the_passkey(name: str) -> Ask:
    return lambda all_of: all_of.sure.get(at_the_board(name, all_of.passkey))


def without_app(ask: Ask) -> Ask:
    def asked(all_of: Browsers) -> Any:
        Authenticator.objects.filter(type="totp").delete()
        return ask(all_of)

    return asked


# by the name of its address: everything that it may draw
PAGES: dict[str, tuple[Ask, ...]] = {
    "board_start": (lambda all_of: all_of.stranger.get("/"),),
    "demo_roles": (lambda all_of: all_of.stranger.get(at_the_board("demo_roles")),),
    "account_login": (
        lambda all_of: all_of.stranger.get(at_the_board("account_login")),
        lambda all_of: all_of.stranger.post(
            at_the_board("account_login"), {"login": "a@voorbeeld.test", "password": "x"}
        ),
        # right, and not at home here
        lambda all_of: all_of.nobody().post(
            at_the_board("account_login"), {"login": all_of.people.els.email, "password": PASSWORD}
        ),
    ),
    "mfa_authenticate": (
        lambda all_of: all_of.halfway.get(at_the_board("mfa_authenticate")),
        lambda all_of: all_of.halfway.post(at_the_board("mfa_authenticate"), {"code": "000000"}),
    ),
    "invitation": (
        seen("invitation"),
        lambda all_of: all_of.nobody().get(at_the_board("invitation")),
        lambda all_of: all_of.nobody().post(at_the_board("invitation"), {"secret": all_of.secret}),
        lambda all_of: all_of.nobody().post(
            at_the_board("invitation"), {"secret": all_of.secret, "password": "kort", "again": "kort"}
        ),
        # last: this one uses it, at another address than its own
        lambda all_of: all_of.nobody().post(
            at_the_board("invitation"),
            {"secret": all_of.secret, "password": "zeven gele tassen 4", "again": "zeven gele tassen 4"},
        ),
    ),
    "account": (seen("account"),),
    "mfa_index": (seen("mfa_index"),),
    "account_change_password": (seen("account_change_password"), sent("account_change_password")),
    "account_reauthenticate": (seen("account_reauthenticate"), sent("account_reauthenticate", {"password": "fout"})),
    "mfa_reauthenticate": (seen("mfa_reauthenticate"), sent("mfa_reauthenticate", {"code": "000000"})),
    "mfa_reauthenticate_webauthn": (seen("mfa_reauthenticate_webauthn"),),
    "mfa_deactivate_totp": (seen("mfa_deactivate_totp"),),
    "mfa_activate_totp": (
        without_app(seen("mfa_activate_totp")),
        without_app(sent("mfa_activate_totp", {"code": "000000"})),
    ),
    "mfa_view_recovery_codes": (seen("mfa_view_recovery_codes"),),
    "mfa_generate_recovery_codes": (seen("mfa_generate_recovery_codes"),),
    "mfa_list_webauthn": (seen("mfa_list_webauthn"),),
    "mfa_add_webauthn": (seen("mfa_add_webauthn"), sent("mfa_add_webauthn", {"name": "x", "credential": "niets"})),
    "mfa_edit_webauthn": (of_the_passkey("mfa_edit_webauthn"),),
    "mfa_remove_webauthn": (of_the_passkey("mfa_remove_webauthn"),),
    "usersessions_list": (seen("usersessions_list"),),
    "mail_choice": (seen("mail_choice"),),
    "vault": (seen("vault"),),
    "vault_setup": (seen("vault_setup"),),
    "letters": (seen("letters"),),
    "letter": (of_a_letter("letter"),),
    "home": (seen("home"),),
    "report": (of_a_report("report"),),
    "answer": (of_a_report("answer", "nature"),),
    "interim": (of_an_interim("interim"),),
    "talk": (of_a_report("talk"),),
    "plan_talk": (of_a_report("plan_talk"),),
}
# what leads on, answers a browser module, or is a file: no template is behind any of them
NO_PAGE: dict[str, Ask] = {
    "health": lambda all_of: all_of.stranger.get(at_the_board("health")),
    "switch_role": lambda all_of: all_of.nobody().post(
        at_the_board("switch_role"), {"email": all_of.people.daan.email}
    ),
    "mfa_login_webauthn": lambda all_of: all_of.nobody().post(at_the_board("mfa_login_webauthn"), {"credential": "x"}),
    "account_logout": lambda all_of: all_of.nobody().post(at_the_board("account_logout")),
    "read_sign_in_link": lambda all_of: all_of.daan.post(
        at_the_board("read_sign_in_link", Invitation.objects.filter(account=all_of.people.daan)[0].pk)
    ),
    **{name: seen(name) for name in ("vault_state", "own_counsellors", "drafts")},
    **{name: sent(name) for name in ("set_up_vault", "save_bundle", "save_keyring", "change_slots", "rotate_vault")},
    "forget_draft": sent("forget_draft", {}, "00000000-0000-4000-8000-000000000000"),
    "letter_data": of_a_letter("letter_data"),
    **{
        name: (lambda all_of, name=name: all_of.daan.post(at_the_board(name, all_of.out.letter)))
        for name in ("receive_letter", "change_letter_day", "answer_letter")
    },
    **{name: of_a_report(name) for name in ("report_pdf", "report_word", "report_csv")},
    **{name: of_an_interim(name) for name in ("interim_pdf", "interim_csv")},
}


@pytest.fixture
def browsers(people: Personas, settings: Settings) -> Browsers:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, demo=True)
    cache.clear()
    out = everything_out(people)
    give_sign_in_link(permit(people.els, Do.GIVE_SIGN_IN_LINK, people.daan))
    secret = invite(permit(people.els, Do.INVITE, people.practice), Invited("Gijs", "g@voorbeeld.test", "counsellor"))
    stranger, halfway, sure = (browser_of(audience="board") for _ in range(3))
    sure.post("/inloggen/", {"login": people.daan.email, "password": PASSWORD})
    sure.post("/account/bevestigen/", {"password": PASSWORD})
    TOTP.activate(people.daan, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(people.daan)
    kept = {"name": "Telefoon", "credential": {}}
    passkey = Authenticator.objects.create(user=people.daan, type="webauthn", data=kept)
    halfway.post("/inloggen/", {"login": people.daan.email, "password": PASSWORD})
    daan = browser_of(people.daan, audience="board")
    return Browsers(out, people, stranger, halfway, daan, sure, passkey.pk, secret)


def test_each_address_of_the_board_is_looked_at_as_a_page_or_as_none() -> None:
    every = {name for host, _, name, _ in walk_views() if host == "board"}
    assert every == PAGES.keys() | NO_PAGE.keys()
    assert not PAGES.keys() & NO_PAGE.keys()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_board_is_drawn_from_plain_values(
    browsers: Browsers, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what a passkey of a test is made of is not what this is about
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    for ask in PAGES[name]:
        answer = ask(browsers)
        assert answer.status_code in {200, 403, 422}
        assert answer["Content-Type"].startswith("text/html")
        assert answer.templates, "drawn by something that tells of no template"
        assert wrong_in(answer) == []
        assert "&lt;input" not in answer.content.decode()


@pytest.mark.parametrize("name", NO_PAGE)
def test_whatever_is_no_page_has_no_template_behind_it(browsers: Browsers, name: str) -> None:
    Authenticator.objects.all().delete()
    answer = NO_PAGE[name](browsers)
    drawn = [one.name for one in answer.templates]
    # a refusal of what somebody clicked is a page, and is looked at as one
    assert wrong_in(answer) == []
    assert not drawn or answer.status_code in {403, 422}


def test_every_refusal_at_the_board_is_drawn_from_plain_values(people: Personas, settings: Settings) -> None:
    settings.URLCONF_BY_AUDIENCE = settings.URLCONF_BY_AUDIENCE | {"board": "tests.site.failing_board_urls"}
    expected = {"unreadable": 400, "forbidden": 403, "nergens": 404, "refuses": 422, "too-many": 429, "raises": 500}
    for user in (None, people.daan):
        client = browser_of(user, audience="board")
        client.raise_request_exception = False
        for path, status in expected.items():
            answer: Any = client.get(f"/{path}", {"woord": "x"})
            assert (path, answer.status_code) == (path, status)
            assert answer.templates
            assert wrong_in(answer) == [], path


def test_a_form_without_its_token_is_refused_from_plain_values(people: Personas) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "bestuur.localhost"})
    strict.force_login(people.daan)
    answer: Any = strict.post("/account/wachtwoord/", {})
    assert answer.status_code == 403
    assert answer.templates
    assert wrong_in(answer) == []


def test_a_text_drawn_without_a_request_is_drawn_from_plain_values_too() -> None:
    wrong = []
    for file in Path("src/nabij").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"render_to_string", "get_template"}:
                named = {one.arg: ast.unparse(one.value) for one in node.keywords}
                wrong += [f"{file}:{node.lineno}"] if named.get("using") != "plain.NAME" else []
    assert wrong == []


def test_a_page_that_is_handed_a_row_is_never_drawn(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    from nabij.people.views import plainly

    monkeypatch.setattr(plainly, "_usual", lambda context: {"form": Organisation.objects.all()})
    client = browser_of(people.daan, audience="board")
    with pytest.raises(TypeError, match="no plain value"):
        client.get("/account/wachtwoord/")
