"""The role switcher of the demo: sign in as any made-up person by one POST; only in a marked data directory."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nabij.kit import plain
from nabij.kit.access import View, public
from nabij.kit.origins import origin_of
from nabij.kit.permit import permit
from nabij.people.models import Do, Role, User
from nabij.site import actions
from nabij.site.sent_mails import sent_mails

# At each address those who are at home there: a session is kept by the browser for one address only.
SWITCHABLE = {
    "workspace": (Role.COUNSELLOR, Role.PRACTICE_MANAGER),
    "board": (Role.BOARD_CONTACT,),
}


def _audience(request: HttpRequest) -> str:
    return str(getattr(request, "audience", "workspace"))


def _people_here(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(is_active=True, role__in=SWITCHABLE[_audience(request)])


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Somebody of the demo, as the role switcher shows them."""

    name: str
    email: str
    role: str
    organisation: str


def _made_up(user: User) -> MadeUp:
    return MadeUp(user.name, user.email, user.get_role_display(), user.organisation.name if user.organisation else "")


def demo_only(view: View) -> View:
    """Only a demo has this page; anywhere else it does not exist (404)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.CONFIGURATION.demo:
            raise Http404
        return view(request, *args, **kwargs)

    return public(wrapper)


@demo_only
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Everyone in the demo who signs in at this address, each with a button, and the way to the others."""
    people = _people_here(request).select_related("organisation").order_by("role", "name")
    other = "workspace" if _audience(request) == "board" else "board"
    elsewhere = origin_of(request, other) + reverse("demo_roles")
    return plain.page(request, "site/demo_roles.html", {"people": tuple(map(_made_up, people)), "elsewhere": elsewhere})


@demo_only
@require_safe
def sent_mail(request: HttpRequest) -> HttpResponse:
    """The mails that this demo would have sent, the newest first."""
    return render(request, "site/demo_mail.html", {"mails": sent_mails(settings.DEMO_MAIL)})


@demo_only
@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    """Sign in as this person of the demo, who is named in the audit; the vault stays shut until its words are typed."""
    person = get_object_or_404(_people_here(request), email=request.POST.get("email", ""))
    actions.switch_role(permit(person, Do.SWITCH_ROLE, person), request)
    return redirect("/")
