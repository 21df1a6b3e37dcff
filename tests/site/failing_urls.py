"""Addresses that fail while they hold a secret."""

import logging

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from nabij.kit.access import public
from nabij.kit.errors import Refused
from nabij.people.sign_in import too_many


@public
def raises(request: HttpRequest) -> HttpResponse:
    secret = request.GET["woord"]
    raise ValueError(f"{secret} could not be read")


@public
def logs(request: HttpRequest) -> HttpResponse:
    secret = request.GET["woord"]
    logging.getLogger("some.library").error(f"finished text with {secret}")
    logging.getLogger("some.library").error("arguments with %s", secret, extra={"request": request})
    logging.getLogger("django.request").error("a path with %s", secret, stack_info=True)
    return HttpResponse()


@public
def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest(request.GET["woord"])


@public
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(request.GET["woord"])


@public
def refuses(request: HttpRequest, secret: str = "") -> HttpResponse:
    raise Refused("Deze kwestie is net veranderd.", code="stale")


urlpatterns = [
    path("raises", raises, name="raises"),
    path("logs", logs),
    path("unreadable", unreadable),
    path("forbidden", forbidden),
    path("refuses", refuses),
    path("refuses/<str:secret>", refuses, name="refuses"),
    path("too-many", public(too_many)),
]
handler400 = "nabij.site.views.bad_request"
handler403 = "nabij.site.views.forbidden"
handler404 = "nabij.site.views.not_found"
handler500 = "nabij.site.views.server_error"
