"""When a session was last seen, to five minutes: writing it with every request would cost each save a second commit.

No action: allauth keeps its own row of when and from where, which changes nothing that anybody may or may not do.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

FRESH = timedelta(minutes=5)


def note_activity(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the list of one's sessions up to date, for a person to recognise and end them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if getattr(request, "audience", "workspace") == "visitor":
            return get_response(request)
        key = request.session.session_key
        if request.user.is_authenticated and key:
            fresh = UserSession.objects.filter(session_key=key, last_seen_at__gt=timezone.now() - FRESH)
            if not fresh.exists():
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware
