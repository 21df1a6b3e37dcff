"""A live server on a free port, a real Chromium, people signed in; no page may break the rules of its own headers."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import Settings

from nabij.people.models import User
from tests.browser.contexts import Contexts, notice_what_stays
from tests.browser.surroundings import ARGUMENTS, CHROMIUM, Open, Site, watch
from tests.browser.vault_hands import sign_in
from tests.personas import Personas

# Playwright runs an event loop in this thread; the ORM is still called from plain functions only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser and writes to both databases."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(databases=["default", "shred"], transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run; every test gets contexts for itself alone."""
    notice_what_stays()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Contexts:
    """Those of one Chromium, emptied between tests."""
    return Contexts(chromium)


@pytest.fixture
def site(live_server: object) -> Site:
    """The addresses of the three audiences."""
    return Site(port=int(str(live_server).rsplit(":", 1)[1]))


@pytest.fixture
def violations() -> Iterator[list[str]]:
    """What pages complained about (CSP, Trusted Types, uncaught errors); the test fails when there is anything."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_context(contexts: Contexts, site: Site, violations: list[str]) -> Iterator[Open]:
    """Opens a browser of one's own, for a person or for nobody; more pages in it are more tabs."""
    with ExitStack() as opened:

        def open_one(user: User | None = None, *, width: int = 1280, bypass_csp: bool = False) -> BrowserContext:
            context = contexts.take(width, bypass_csp)
            opened.callback(contexts.give_back, context, site, width, bypass_csp)
            watch(context, violations)
            if user is not None:
                client = Client()
                client.force_login(user)
                cookie = client.cookies["sessionid"].value
                context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.workspace}])
            return context

        yield open_one


@pytest.fixture
def limits_of_their_own(settings: Settings) -> None:
    """Tests do not count each other's attempts to sign in."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def page(open_context: Open, people: Personas, site: Site, limits_of_their_own: None) -> Page:
    """Amina's tab, signed in with her password; she has no vault yet."""
    page = open_context().new_page()
    sign_in(page, site, people.amina)
    return page


@pytest.fixture
def page_for(open_context: Open) -> Callable[..., Page]:
    """A tab of somebody."""
    return lambda user=None, **options: open_context(user, **options).new_page()
