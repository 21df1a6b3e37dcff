"""allauth's pages that we use, each with its access rule; the others have no address."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_flow
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nabij.kit import plain
from nabij.kit.access import for_role, public, signed_in
from nabij.kit.permit import permit
from nabij.people.actions import own_account as actions
from nabij.people.models import Do, Invitation, PublicKey, Role
from nabij.people.notices import told
from nabij.people.views import plainly
from nabij.people.views.asking import done
from nabij.people.views.plainly import (
    drawn,
    how_many_codes,
    one_passkey,
    other_ways,
    place_of,
    secret_and_picture,
    unused_codes,
)
from nabij.people.who import person, still_signs_in

# where a counsellor without a vault goes first; the address belongs to the subject sealed
VAULT_SET_UP = "/kluis/inrichten/"
# of what numbers rows: 64 bits
LONGEST_NUMBER = 18


def with_line(view: Any, verb: Any) -> Any:
    """allauth's view, whose change is kept together with its audit line or not at all."""

    class WithLine(view):  # type: ignore[misc]  # allauth has no types
        def form_valid(self, form: Any) -> HttpResponse:
            user = person(self.request)
            above: Callable[[Any], HttpResponse] = super().form_valid
            return actions.do_with_line(permit(user, verb, user), lambda: above(form))

    return WithLine.as_view()


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Every key added here is a passkey: kept on the authenticator, and opened with fingerprint, face or pin."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # the grandparent's data: the parent would begin a second ceremony, for a key that cannot sign in alone
        context: dict[str, Any] = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": webauthn_flow.begin_registration(self.request.user, True)}}


sign_in = public(drawn(account.LoginView).as_view())
# leads on, and draws no page of its own
sign_in_by_passkey = public(webauthn.LoginWebAuthnView.as_view())
second_factor = public(drawn(mfa.AuthenticateView).as_view())
# public, so that someone halfway through signing in can stop
sign_out = public(require_POST(account.LogoutView.as_view()))

change_password = signed_in(with_line(drawn(account.PasswordChangeView), Do.CHANGE_PASSWORD))
confirm = signed_in(drawn(account.ReauthenticateView, other_ways).as_view())
confirm_by_code = signed_in(drawn(mfa.ReauthenticateView, other_ways).as_view())
# this one of allauth's hands no other ways
confirm_by_passkey = signed_in(drawn(webauthn.ReauthenticateWebAuthnView).as_view())

own_account = signed_in(drawn(mfa.IndexView, plainly.own_account).as_view())
switch_app_on = signed_in(with_line(drawn(totp.ActivateTOTPView, secret_and_picture), Do.ADD_SECOND_FACTOR))
switch_app_off = signed_in(with_line(drawn(totp.DeactivateTOTPView), Do.REMOVE_SECOND_FACTOR))
show_recovery_codes = signed_in(drawn(recovery_codes.ViewRecoveryCodesView, unused_codes).as_view())
new_recovery_codes = signed_in(
    with_line(drawn(recovery_codes.GenerateRecoveryCodesView, how_many_codes), Do.RENEW_RECOVERY_CODES)
)

passkeys = signed_in(drawn(webauthn.ListWebAuthnView, plainly.passkeys).as_view())
add_passkey = signed_in(with_line(drawn(AddPasskey), Do.ADD_SECOND_FACTOR))
rename_passkey = signed_in(with_line(drawn(webauthn.EditWebAuthnView), Do.RENAME_SECOND_FACTOR))
remove_passkey = signed_in(with_line(drawn(webauthn.RemoveWebAuthnView, one_passkey), Do.REMOVE_SECOND_FACTOR))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where this person is signed in; ends one of those, or all but this one."""
    user = person(request)
    if request.method != "POST":
        known = UserSession.objects.filter(user=user).order_by("-last_seen_at", "pk")
        found = tuple(place_of(session) for session in known if still_signs_in(user, session))
        links = tuple(told(link) for link in Invitation.objects.made_for(user))
        return plain.page(request, "usersessions/usersession_list.html", {"sessions": found, "links": links})
    chosen = request.POST.get("session", "")
    elsewhere = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    if chosen:
        known = chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_NUMBER
        elsewhere = elsewhere.filter(pk=int(chosen) if known else 0)
    actions.end_sessions(permit(user, Do.END_SESSIONS, user), list(elsewhere))
    return done(
        request, "Uitgelogd op die plek." if chosen else "Uitgelogd op alle andere plekken.", "usersessions_list"
    )


@for_role(Role.COUNSELLOR, Role.PRACTICE_MANAGER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everybody's own first page."""
    user = person(request)
    if user.role == Role.PRACTICE_MANAGER:
        return redirect("setup")
    if not PublicKey.objects.filter(owner=user).exists():
        return redirect(VAULT_SET_UP)
    return redirect("today")


def secured(user_id: Any) -> bool:
    """Whether this person signs in with more than a password."""
    second: bool = Authenticator.objects.filter(
        user_id=user_id, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()
    return second
