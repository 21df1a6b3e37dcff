"""The role switcher of the demo: sign in as any made-up person by one POST; only in a marked data directory."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from nabij.kit.access import View, public
from nabij.kit.permit import permit
from nabij.people.models import Do, Role, User
from nabij.site import actions

# A board contact has no page on the workspace yet.
SWITCHABLE = (Role.COUNSELLOR, Role.PRACTICE_MANAGER)


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
    """Everyone in the demo, each with a button."""
    people = User.objects.filter(is_active=True, role__in=SWITCHABLE).order_by("role", "name")
    return render(request, "site/demo_roles.html", {"people": people})


@demo_only
@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    """Sign in as this person of the demo, who is named in the audit; the vault stays shut until its words are typed."""
    people = User.objects.filter(is_active=True, role__in=SWITCHABLE)
    person = get_object_or_404(people, email=request.POST.get("email", ""))
    actions.switch_role(permit(person, Do.SWITCH_ROLE, person), request)
    return redirect("home")
