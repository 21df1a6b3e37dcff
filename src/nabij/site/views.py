"""Health, the start page of the board's origin, and what is said when an answer cannot be made."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from nabij.kit import plain
from nabij.kit.access import public
from nabij.people.models import Role, User
from nabij.people.who import at_home
from nabij.site.hosts import page_context
from nabij.site.waiting import new_letters


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when this process answers; says nothing else."""
    return HttpResponse("gezond\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def board_start(request: HttpRequest) -> HttpResponse:
    """What the board's address is for; whoever is signed in here goes on to the reports, or to a letter that waits."""
    if isinstance(request.user, User) and at_home(request, request.user):
        return redirect("letters" if new_letters(request.user) else "home")
    return plain.page(request, "site/board_start.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 answer; a host name that is not ours gets a bare page, because nothing else is served there."""
    if not hasattr(request, "audience"):
        return HttpResponse(render_to_string("site/unknown_host.html", using=plain.NAME), status=400)
    return plain.page(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 403 answer; why it was refused stays out of it."""
    return plain.page(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 answer; a counsellor who asked for a matter reads that it may not be shared any more."""
    counsellor = getattr(getattr(request, "user", None), "role", "") == Role.COUNSELLOR
    of_a_matter = counsellor and request.path.startswith("/kwesties/")
    return plain.page(request, "404.html", {"of_a_matter": of_a_matter}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 answer, in the look of its audience; asks nothing of the database, which may be what failed."""
    context = {**page_context(request), "csp_nonce": str(get_nonce(request))}
    return HttpResponse(render_to_string("500.html", context, using=plain.NAME), status=500)
