"""The addresses of the three audiences, as a page of one of them names another."""

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest, audience: str) -> str:
    """Scheme, host and port of this audience, on the scheme and port by which this request came."""
    port = request.get_host().partition(":")[2]
    return f"{request.scheme}://{settings.HOSTS[audience]}{':' + port if port else ''}"
