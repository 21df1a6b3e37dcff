"""Addresses that fail while they hold a secret."""

import logging

from django.http import HttpRequest, HttpResponse
from django.urls import path

from nabij.kit.access import public


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


urlpatterns = [path("raises", raises), path("logs", logs)]
