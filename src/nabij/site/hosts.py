"""Three audiences, three origins: the host name chooses the addresses; every answer carries the same strict headers."""

from collections.abc import Callable
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from nabij.contact.languages import DEFAULT, tongue_of

type Handler = Callable[[HttpRequest], HttpResponse]

# For what is no page. The vault's Worker takes its policy from its own file: it imports modules, and nothing else.
FILES_POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
# visitors may speak in; their browser asks them first
VISITORS_PERMISSIONS = PERMISSIONS.replace("microphone=()", "microphone=(self)")


def audience_by_host(get_response: Handler) -> Handler:
    """Give each request the addresses of its audience; a host that is not in the settings is refused (400)."""
    audiences = {host: audience for audience, host in settings.HOSTS.items()}

    def middleware(request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0].lower().rstrip(".")
        audience = audiences.get(host)
        if audience is None:
            raise DisallowedHost("a host without an audience")
        request.audience = audience  # type: ignore[attr-defined]
        request.urlconf = settings.URLCONF_BY_AUDIENCE[audience]
        if audience == "visitor":
            # nobody signs in there: a cookie that comes along anyway is read by nothing, and so no session is
            request.META.pop("HTTP_COOKIE", None)
            request.COOKIES = {}
        return get_response(request)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Nothing is cached outside the browser's memory, and no power is granted that no page uses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        visits = getattr(request, "audience", "") == "visitor"
        # a file has no powers: the page that asks for it has, and a light page has many of them
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Permissions-Policy", VISITORS_PERMISSIONS if visits else PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


def files_policy(headers: Headers, path: str, url: str) -> None:
    """Give a static file its content policy, as ``WHITENOISE_ADD_HEADERS_FUNCTION``."""
    headers["Content-Security-Policy"] = FILES_POLICY


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page template may read; ``tongue`` is the language in which an error is told."""
    audience = getattr(request, "audience", "workspace")
    tongue = tongue_of(request) if audience == "visitor" else DEFAULT
    return {"demo": settings.CONFIGURATION.demo, "audience": audience, "tongue": tongue}
