"""Inviting, new sign-in links, and the page that a link opens."""

from dataclasses import dataclass
from uuid import UUID

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nabij.kit import plain
from nabij.kit.access import for_role, opens, public
from nabij.kit.origins import origin_of
from nabij.kit.permit import permit
from nabij.people.actions import invitations as actions
from nabij.people.forms.invitations import ChoosePasswordForm, InviteForm, SignInLinkForm
from nabij.people.models import Do, Invitation, Role, User
from nabij.people.rules import INVITATION_DAYS
from nabij.people.views.asking import done, form_page, plain_form_page, practice_of
from nabij.people.who import at_home, audience_of, person


def _has_open_link(practice_id: UUID, email: str) -> bool:
    return Invitation.objects.open().filter(practice_id=practice_id, email=email.lower()).exists()


def _link_page(
    request: HttpRequest, name: str, role: str, secret: str, *, new_account: bool, replaced: bool
) -> HttpResponse:
    # the secret stands behind the #, which no browser sends: it reaches no log, ours nor a proxy's
    link = origin_of(request, audience_of(role)) + reverse("invitation") + "#" + secret
    context = {"name": name, "role": role, "link": link, "new_account": new_account, "replaced": replaced}
    return render(request, "people/link.html", context | {"days": INVITATION_DAYS})


@for_role(Role.PRACTICE_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite someone; the answer shows the link, once."""
    practice = practice_of(request)
    form = InviteForm(request.POST or None, practice=practice)
    if not form.is_valid():
        return form_page(request, "people/invite.html", form)
    replaced = _has_open_link(practice.pk, form.cleaned_data["email"])
    secret = actions.invite(permit(person(request), Do.INVITE, practice), actions.Invited(**form.cleaned_data))
    name, role = form.cleaned_data["name"], form.cleaned_data["role"]
    return _link_page(request, name, role, secret, new_account=True, replaced=replaced)


@for_role(Role.PRACTICE_MANAGER)
@opens(User)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, member: User) -> HttpResponse:
    """Give someone who lost the password a new link; the answer shows it, once."""
    form = SignInLinkForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, "people/sign_in_link.html", form, member=member)
    manager = person(request)
    replaced = _has_open_link(member.practice_id, member.email)
    if form.cleaned_data["clears_second_factor"]:
        secret = actions.give_sign_in_link_clearing_second_factor(
            permit(manager, Do.GIVE_SIGN_IN_LINK_CLEARING_SECOND_FACTOR, member)
        )
    else:
        secret = actions.give_sign_in_link(permit(manager, Do.GIVE_SIGN_IN_LINK, member))
    return _link_page(request, member.name, member.role, secret, new_account=False, replaced=replaced)


@for_role(Role.PRACTICE_MANAGER)
@opens(Invitation)
@require_POST
def withdraw_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an open link worthless."""
    actions.withdraw_invitation(permit(person(request), Do.WITHDRAW_INVITATION, invitation))
    return done(request, f"De link voor {invitation.name} werkt niet meer. Je kunt opnieuw uitnodigen.", "people")


@opens(Invitation)
@require_POST
def read_sign_in_link(request: HttpRequest, link: Invitation) -> HttpResponse:
    """I read that this link was made for me; the notice goes away, the line in my list stays."""
    actions.read_sign_in_link(permit(person(request), Do.READ_SIGN_IN_LINK, link))
    return redirect("home")


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation as whoever opened it reads it; ``is_new``: it makes an account, instead of a new password."""

    name: str
    email: str
    practice: str
    role: str
    is_new: bool
    clears_second_factor: bool


def _opened(row: Invitation) -> Opened:
    return Opened(
        name=row.name,
        email=row.email,
        practice=row.practice.name,
        role=row.get_role_display(),
        is_new=row.account_id is None,
        clears_second_factor=row.clears_second_factor,
    )


@public
@sensitive_post_parameters("secret", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Where a link leads: the browser posts the secret from behind the #, then the person chooses a password."""
    if request.user.is_authenticated:
        return plain.page(request, "people/invitation_signed_in.html")
    if request.method != "POST":
        return plain.page(request, "people/invitation.html")
    found = actions.open_invitation(request.POST.get("secret", ""))
    account = actions.person_of(found)
    typed = request.POST if "password" in request.POST else None
    form = ChoosePasswordForm(typed, person=account, initial={"secret": request.POST.get("secret", "")})
    if not form.is_valid():
        return plain_form_page(request, "people/invitation_password.html", form, invitation=_opened(found))
    member = actions.accept_invitation(
        permit(account, Do.ACCEPT_INVITATION, found), account, form.cleaned_data["password"]
    )
    return _signed_in(request, member)


def _signed_in(request: HttpRequest, member: User) -> HttpResponse:
    if not at_home(request, member):
        address = origin_of(request, audience_of(member.role))
        return plain.page(request, "people/invitation_accepted.html", {"elsewhere": address})
    response: HttpResponse = perform_login(request, member, email=member.email)
    return response or redirect("home")
