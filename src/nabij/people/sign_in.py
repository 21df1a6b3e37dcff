"""How allauth behaves here: people come by invitation, limits count per address and account, every word is Dutch."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from nabij.kit import plain
from nabij.kit.origins import origin_of
from nabij.kit.permit import permit
from nabij.people.actions import own_account
from nabij.people.models import Do, User
from nabij.people.rules import device_words
from nabij.people.who import at_home, audience_of

# every limit in the settings counts over this window, so that one sentence is true for all of them
WAIT_SECONDS = 300

DISABLED = "Dit account staat uit. Vraag de praktijkmanager om het weer aan te zetten."
# said only after the password or passkey was right, so that nobody else learns who has an account where
NOT_HERE = {
    "board": "Hier werken vertrouwenspersonen en praktijkmanagers. Voor eindverantwoordelijken is er een eigen adres.",
    "workspace": "Hier lezen eindverantwoordelijken. Voor vertrouwenspersonen en praktijkmanagers is er de werkplek.",
}
# by allauth's own name of what it says once; where it says something else, nothing is said
SAID = {
    "account/messages/logged_out.txt": "Uitgelogd.",
    "account/messages/password_changed.txt": "Het wachtwoord is gewijzigd.",
    "mfa/messages/recovery_codes_generated.txt": "Nieuwe herstelcodes staan klaar. Schrijf ze over.",
    "mfa/messages/totp_activated.txt": "De app-code staat aan.",
    "mfa/messages/totp_deactivated.txt": "De app-code staat uit.",
    "mfa/messages/webauthn_added.txt": "De passkey is toegevoegd.",
    "mfa/messages/webauthn_removed.txt": "De passkey is weggehaald.",
}
CONFIRM_BY = {
    "reauthenticate": "het wachtwoord",
    "mfa_reauthenticate": "een code",
    "mfa_reauthenticate:webauthn": "een passkey",
}


def too_many(request: HttpRequest) -> HttpResponse:
    """The 429 answer: says how long to wait."""
    response = plain.page(request, "429.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def _refused(request: HttpRequest, sentence: str, elsewhere: str = "") -> HttpResponse:
    clear_login(request)
    return plain.page(request, "account/not_here.html", {"sentence": sentence, "elsewhere": elsewhere}, status=403)


def display_name(user: User) -> str:
    """What allauth calls a person."""
    return user.name


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No open sign-up, everybody at their own address only, and a wait that is said out loud."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Dit is niet het huidige wachtwoord.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "incorrect_code": "Deze code klopt niet.",
        "too_many_login_attempts": "Dit lukte te vaak niet. Wacht vijf minuten en probeer het dan opnieuw.",
        "rate_limited": "Dit lukte te vaak niet. Wacht vijf minuten en probeer het dan opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse, after the password or passkey was right, who has no page here."""
        if not user.is_active:
            return _refused(request, DISABLED)
        if not at_home(request, user):
            audience = audience_of(user.role)
            return _refused(request, NOT_HERE[audience], origin_of(request, audience))
        return None

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in and say so in the audit, or neither: without the line the new session is never kept."""
        above = super().login
        own_account.sign_in(permit(user, Do.SIGN_IN, user), lambda: above(request, user))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, without a template: allauth would hand that one the person."""
        if sentence := message or SAID.get(message_template or "", ""):
            messages.add_message(request, level, sentence, extra_tags=extra_tags)

    def is_safe_url(self, url: str) -> bool:
        """Whether signing in may lead on to this address: only at the host that was asked, never another of ours."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How someone can confirm who they are, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": CONFIRM_BY[method["id"]]} for method in methods]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # with the address in the key, a stranger's attempts do not lock the owner of an account out
        return f"{self.get_client_ip(request)}:{credentials.get('email', '').lower()}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(too_many(request)) from error


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The name that authenticators show, and Dutch words. The relying-party id is the host itself, as allauth does."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Dit klopt niet. Probeer het nog een keer.",
    }

    def _get_site_name(self) -> str:
        return "Nabij"

    def build_totp_svg(self, url: str) -> str:
        # the picture stands in the page itself: an image of data would need a hole in the content policy
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        # what a person sees in the list when they gave no name of their own
        return device_words(context.request.headers.get("User-Agent", "")) if context.request else "Passkey"
