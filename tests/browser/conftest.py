"""A live server on a free port, a real Chromium, people signed in; no page may break the rules of its own headers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import Settings

from nabij.people.models import User
from tests.browser.known_slots import open_known_slots_at_once
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
    """One Chromium for the whole run; every test gets contexts of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


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
def open_context(chromium: Browser, site: Site, violations: list[str]) -> Iterator[Open]:
    """Opens a browser of one's own, for a person or for nobody; more pages in it are more tabs."""
    contexts: list[BrowserContext] = []

    def open_one(user: User | None = None, *, width: int = 1280, bypass_csp: bool = False) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(10_000)
        watch(context, violations)
        open_known_slots_at_once(context)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.workspace}])
        return context

    yield open_one
    for context in contexts:
        context.close()


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
