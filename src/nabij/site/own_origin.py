"""Whoever is signed in has pages at one address only; at another one none exists for them, whatever the cookie."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from nabij.kit.access import WITHOUT_SESSION
from nabij.people.models import User
from nabij.people.who import at_home


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever is signed in, for the page around a page."""

    name: str
    role: str


class AtHomeOnly:
    """404 for every page that is not public, when the person of the session signs in elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Ask before the view is called; what is public is so for everybody."""
        if getattr(view, "access", "") in WITHOUT_SESSION:
            return
        if isinstance(request.user, User) and not at_home(request, request.user):
            raise Http404


def shells(request: HttpRequest) -> dict[str, Any]:
    """For the templates: the page that stands around this one. ``shell`` inside, ``door`` where one comes in.

    A page that refuses says no more to a stranger than any other: that is why ``shell`` is bare for them.
    ``signed_in_as``: whose session it is, as the key of a row; nothing where it is nobody's. ``reader``: who that is.
    """
    audience = getattr(request, "audience", "workspace")
    inside = "kit/board.html" if audience == "board" else "kit/workspace.html"
    user = None if audience == "visitor" else getattr(request, "user", None)
    known = isinstance(user, User) and at_home(request, user)
    return {
        "shell": inside if known else "kit/outside.html",
        "door": "kit/board.html" if audience == "board" else "kit/outside.html",
        "signed_in_as": str(user.pk) if isinstance(user, User) else "",
        "reader": Reader(user.name, user.role) if isinstance(user, User) else None,
    }
