"""Who asks."""

from django.http import Http404, HttpRequest

from nabij.people.models import User


def person(request: HttpRequest) -> User:
    """Whoever is signed in; 404 for nobody (the access rule has said so before)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
