"""Browsers of one's own that are used again: empty of everything but the static files, as those of a person are.

A new context of Chromium has an empty cache, and fetching 160 modules takes longer than all that a test does then.
Their addresses carry a digest of their content, so that what was kept is what the server would send; the server lets
nothing else be kept. Cookies and everything that a page can store are gone before the next test; a context to which
a test did what cannot be undone (a route, a clock, a script of its own) is not used again.
"""

import functools
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.known_slots import open_known_slots_at_once
from tests.browser.surroundings import Site

# what cannot be taken back, or what one would have to remember to take back
STAYS = (
    "add_init_script",
    "expose_binding",
    "expose_function",
    "grant_permissions",
    "once",
    "route",
    "route_from_har",
    "route_web_socket",
    "set_extra_http_headers",
    "set_geolocation",
    "set_offline",
)
# "all" would be these and the cache of static files
STORED = "local_storage,indexeddb,cache_storage,service_workers,file_systems,websql,shared_storage,storage_buckets"
_touched: set[BrowserContext] = set()
_listeners: defaultdict[BrowserContext, list[tuple[str, Callable[..., Any]]]] = defaultdict(list)


def notice_what_stays() -> None:
    """From now on it is remembered which contexts a test changed for good, and who listens to them."""
    BrowserContext.on = _listening(BrowserContext.on)  # type: ignore[method-assign]
    for name in STAYS:
        setattr(BrowserContext, name, _noticed(getattr(BrowserContext, name)))
    for owner in (BrowserContext, Page):
        owner.clock = property(_clock_noticed(owner.clock.fget))  # type: ignore[misc, assignment, attr-defined]


def _noticed(real: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(real)
    def noticed(context: BrowserContext, *options: Any, **named: Any) -> Any:
        _touched.add(context)
        return real(context, *options, **named)

    return noticed


def _listening(real: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(real)
    def on(context: BrowserContext, event: str, listener: Callable[..., Any]) -> None:
        real(context, event, listener)
        _listeners[context].append((event, listener))

    return on


def _clock_noticed(real: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def clock(owner: BrowserContext | Page) -> Any:
        # a page's clock is that of its whole context
        _touched.add(owner.context if isinstance(owner, Page) else owner)
        return real(owner)

    return clock


class Contexts:
    """The contexts of one Chromium, by their width and whether they bypass the CSP."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[tuple[int, bool], list[BrowserContext]] = defaultdict(list)

    def take(self, width: int, bypass_csp: bool) -> BrowserContext:
        """A context without cookies, storage, pages or anybody who listens to it."""
        free = self._free[width, bypass_csp]
        return free.pop() if free else self._new(width, bypass_csp)

    def give_back(self, context: BrowserContext, site: Site, width: int, bypass_csp: bool) -> None:
        """Empty it for the next test, or close it when something would stay."""
        heard = _listeners.pop(context, [])
        if context in _touched:
            _touched.discard(context)
            context.close()
            return
        for page in context.pages:
            with suppress(Error):
                page.close()
        for event, listener in heard:
            context.remove_listener(event, listener)
        if _emptied(context, site):
            self._free[width, bypass_csp].append(context)

    def _new(self, width: int, bypass_csp: bool) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": width, "height": 800},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(10_000)
        open_known_slots_at_once(context)
        _touched.discard(context)
        return context


def _emptied(context: BrowserContext, site: Site) -> bool:
    """Whether everything is gone that pages left in it; closed when it does not let itself be emptied."""
    try:
        context.clear_cookies()
        broom = context.new_page()
        session = context.new_cdp_session(broom)
        for origin in (site.workspace, site.visitor, site.board):
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
        broom.close()
    except Error:
        with suppress(Error):
            context.close()
        return False
    return True
