"""Who asks, from where else, and at which of the three addresses somebody is at home."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.http import Http404, HttpRequest

from nabij.people.models import Role, User


def person(request: HttpRequest) -> User:
    """Whoever is signed in; 404 for nobody (the access rule has said so before)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def audience_of(role: str) -> str:
    """Where people of this role sign in: a board contact at the board's address, everybody else at the workspace."""
    return "board" if role == Role.BOARD_CONTACT else "workspace"


def at_home(request: HttpRequest, user: Any) -> bool:
    """Whether this person signs in at the address that was asked."""
    return bool(audience_of(user.role) == getattr(request, "audience", "workspace"))


def still_signs_in(user: User, session: UserSession) -> bool:
    """Whether this person's session is not over: neither expired, nor ended by another password or by the account."""
    # read by itself: whoever is asked for its person throws a session away that is over
    kept = session._session_store(session.session_key).load()
    return bool(kept.get(HASH_SESSION_KEY) == user.get_session_auth_hash())
