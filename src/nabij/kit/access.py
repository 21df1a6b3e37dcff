"""Who may open which page, said once. Every view in every URLconf carries one of these rules.

A row that is not yours answers 404, and so does a page that is not for your role: an address never tells what exists.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, Protocol
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.csrf import csrf_exempt

type View = Callable[..., HttpResponseBase]

PUBLIC, BY_WORDS = "public", "by words"
# rules that ask for no session
WITHOUT_SESSION = frozenset({PUBLIC, BY_WORDS})


class Scoped(Protocol):
    """A manager or queryset that can say which of its rows one person may see."""

    def visible_to(self, actor: Any, /) -> QuerySet[Any]: ...


def _declare(view: View, rule: str) -> View:
    view.access = rule  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anyone may open this page, signed in or not."""
    return _declare(login_not_required(view), PUBLIC)


def by_words[C, **P](
    find: Callable[[HttpRequest], C],
) -> Callable[[Callable[Concatenate[HttpRequest, C, P], HttpResponseBase]], View]:
    """Whoever sends what a visitor's words yield, in the request itself: ``find`` loads what they open.

    It raises ``Refused`` for everybody else, the same whatever is wrong. No session and no cookie says who asks, so a
    page elsewhere can send nothing in somebody's name and no CSRF token is needed.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, C, P], HttpResponseBase]) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(request, find(request), *args, **kwargs)

        return _declare(login_not_required(csrf_exempt(wrapper)), BY_WORDS)

    return decorate


def signed_in(view: View) -> View:
    """Anyone who is signed in may open this page."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    return _declare(wrapper, "signed in")


def for_role(*roles: str) -> Callable[[View], View]:
    """Only these roles may open this page; for others it does not exist (404)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request.user, "role", None) not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return _declare(wrapper, "role " + ", ".join(sorted(roles)))

    return decorate


def opens[M: Model, **P](
    model: type[M],
) -> Callable[[Callable[Concatenate[HttpRequest, M, P], HttpResponseBase]], View]:
    """Load the row by ``pk`` through ``visible_to`` and hand it to the view; 404 when it is not theirs."""

    def decorate(view: Callable[Concatenate[HttpRequest, M, P], HttpResponseBase]) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, pk: int | UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                raise Http404
            scoped: Scoped = model._default_manager  # type: ignore[assignment]
            row = get_object_or_404(scoped.visible_to(request.user), pk=pk)
            return view(request, row, *args, **kwargs)

        return _declare(wrapper, f"opens {model._meta.label}")

    return decorate


def walk_views() -> Iterator[tuple[str, str, str | None, View]]:
    """Yield ``(host, address, name, view)`` for every address of every host."""

    def walk(host: str, prefix: str, resolver: URLResolver) -> Iterator[tuple[str, str, str | None, View]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                yield host, prefix + str(entry.pattern), entry.name, entry.callback
            else:
                yield from walk(host, prefix + str(entry.pattern), entry)

    for host, urlconf in settings.URLCONF_BY_AUDIENCE.items():
        yield from walk(host, "/", get_resolver(urlconf))


@register
def every_view_declares_access(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to start when an address has no access rule."""
    return [
        Error(f"{host} {address} has no access rule", hint="decorate the view from nabij.kit.access", id="nabij.E001")
        for host, address, _, view in walk_views()
        if not hasattr(view, "access")
    ]
