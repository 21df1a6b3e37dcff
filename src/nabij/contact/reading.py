"""What comes to the door is let in here: from this origin, not too often, not too much, and JSON."""

from django.conf import settings
from django.http import HttpRequest

from nabij.contact.stores import BUCKETS
from nabij.kit.errors import Refused
from nabij.sealed.reading import length_of, unproven_body_of

SAME_ORIGIN = "same-origin"
MOST_WORDS = 4096
MOST_LETTER = 2 * 1024 * 1024
A_PIECE = 128 * 1024
MEGABYTE = 1024 * 1024


class Elsewhere(Refused):
    """A page of another origin asks; nothing was read."""

    status = 403

    def __init__(self) -> None:
        super().__init__("Dit kwam niet van deze pagina. Er is niets bewaard. Laad de pagina opnieuw.", code="csrf")


class Busy(Refused):
    """Too many requests from one address."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Het is hier nu erg druk. Er is niets bewaard. Wat je typte staat er nog: probeer het over een paar "
            "minuten nog een keer.",
            code="busy",
        )
        self.retry_after = seconds


def admit(request: HttpRequest, kind: str, unit: int = A_PIECE) -> None:
    """Raise ``Busy`` when this address comes too often or brings too much, ``Elsewhere`` for another page's request."""
    own = f"{request.scheme}://{request.get_host()}"
    if _site_of(request) != SAME_ORIGIN or request.headers.get("Origin", own) != own:
        raise Elsewhere
    _take(request, kind, 1 + length_of(request) // unit)


def admit_to_look(request: HttpRequest, kind: str) -> None:
    """The same for what changes nothing, which a person may also ask for by typing its address."""
    if _site_of(request) not in {SAME_ORIGIN, "none"}:
        raise Elsewhere
    _take(request, kind, 1)


def _site_of(request: HttpRequest) -> str:
    """Where the browser says that the page is which asks; one that says nothing is taken at its word by ``Origin``."""
    return request.headers.get("Sec-Fetch-Site", SAME_ORIGIN)


def _take(request: HttpRequest, kind: str, cost: int) -> None:
    # a page elsewhere was refused before: it must not use up what is left for the people behind this address
    wait = BUCKETS.take(_address_of(request), kind, cost)
    if wait:
        raise Busy(wait)


def body_of(request: HttpRequest, most: int) -> object:
    """The JSON value of a POST from the door; raises ``BadBody``, or ``too_large`` above ``most`` bytes."""
    return unproven_body_of(request, most)


def _address_of(request: HttpRequest) -> str:
    """The caller's; behind the proxy that adds https, the last one that it added."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
