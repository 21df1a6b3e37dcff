"""Health and the start pages of the visitor's and the board's origin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nabij.kit.access import public


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when this process answers; says nothing else."""
    return HttpResponse("gezond\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def visitor_start(request: HttpRequest) -> HttpResponse:
    """The visitor's start page: neutral, no cookie."""
    return render(request, "site/visitor_start.html")


@public
@require_safe
def board_start(request: HttpRequest) -> HttpResponse:
    """The board contact's start page."""
    return render(request, "site/board_start.html")
