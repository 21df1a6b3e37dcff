"""The visitor's pages: one document each, without cookie or session, in the language that the address asks for."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from nabij.contact import texts
from nabij.contact.channels import CHANNELS
from nabij.contact.help_lines import lines_of, only_practice
from nabij.contact.languages import all_languages, language
from nabij.contact.models import Entrance
from nabij.kit.access import public
from nabij.people.models import Practice


@public
@gzip_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where everybody begins who has no entrance at hand, and where one comes back with one's words."""
    return _page(request, "start", only_practice(), {})


@public
@gzip_page
@require_safe
def entrance(request: HttpRequest, code: str) -> HttpResponse:
    """The door of one organisation; an unknown one and one that is shut answer the same (404), with numbers to call."""
    found = Entrance.objects.filter(code=code, is_open=True, organisation__ended=None)
    row = found.select_related("organisation", "practice").first()
    asked = language(request.GET.get("taal"), request.path)
    open_in = texts.open_languages(row.organisation) if row else []
    if row is None or not open_in:
        return _page(request, "shut", only_practice(), {}, status=404)
    organisation = row.organisation
    offered = [one for one in all_languages(request.path) if one.code in open_in]
    if asked.code not in open_in:
        return _page(request, "shut", row.practice, {"languages": [asked, *offered]}, status=404)
    shown = texts.shown(row.practice, organisation.sector, asked.code)
    parts = {"entrance": row, "organisation": organisation, "text": shown, "languages": offered}
    return _page(request, "entrance", row.practice, parts)


@public
@gzip_page
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Where a code of one's counsellor is typed, or comes along behind the #."""
    return _page(request, "code", only_practice(), {})


@public
@gzip_page
@require_safe
def conversation(request: HttpRequest, *, invited: bool) -> HttpResponse:
    """The part of a page in which one talks, for a page that is open; by itself it is no page (404).

    ``invited``: for who was handed a code, and so has no entrance to begin anew at.
    """
    if request.headers.get("Sec-Fetch-Mode") == "navigate":
        raise Http404
    return _page(request, "conversation", None, {"invited": invited, "channels": CHANNELS})


@public
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once, to a page that has nothing to do with this one; the browser is told to forget what it kept."""
    response = HttpResponse(status=303)
    response.headers["Location"] = settings.CONFIGURATION.leave_to
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(
    request: HttpRequest, name: str, practice: Practice | None, parts: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    asked = language(request.GET.get("taal"), request.path)
    lines = lines_of(practice)
    # the oldest, so that the page never says more than is true of each
    checked_on = min(line.checked_on for line in lines)
    context = {
        "languages": all_languages(request.path),
        "lines": lines,
        "checked_on": checked_on,
        "channels": CHANNELS,
        **parts,
    }
    with translation.override(asked.code):
        response = render(request, f"contact/door/{name}.html", {**context, "language": asked}, status=status)
    response.headers["Content-Language"] = asked.code
    return response
