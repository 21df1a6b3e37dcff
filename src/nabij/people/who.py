"""Who asks, and from where else."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.http import Http404, HttpRequest

from nabij.people.models import User


def person(request: HttpRequest) -> User:
    """Whoever is signed in; 404 for nobody (the access rule has said so before)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def still_signs_in(user: User, session: UserSession) -> bool:
    """Whether this person's session is not over: neither expired, nor ended by another password or by the account."""
    # read by itself: whoever is asked for its person throws a session away that is over
    kept = session._session_store(session.session_key).load()
    return bool(kept.get(HASH_SESSION_KEY) == user.get_session_auth_hash())
