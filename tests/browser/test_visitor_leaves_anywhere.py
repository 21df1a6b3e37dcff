"""Beside the steps: help, coming back, a conversation, its proof, a code, a shut door and every error.

Each is left at once and leaves nothing.
"""

from dataclasses import replace

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from tests.browser.door_hands import at, leave
from tests.browser.kept_places import KEPT, go_to_kept, prepare, shows_nothing_kept
from tests.browser.keyboard import Keyboard
from tests.browser.pictures import both_widths
from tests.browser.surroundings import Open, Site, axe_violations, ready
from tests.personas import Personas

WORDS = "appel bezem citroen deken emmer fakkel gieter"
# by name: the address, and the heading that is there
ERRORS = {
    "400": ("/unreadable?woord=x", "Dit begrepen we niet"),
    "403": ("/forbidden?woord=x", "Dit mag hier niet"),
    "csrf": ("/?post", "Probeer het nog een keer"),
    "404": ("/nergens/", "Deze pagina is er niet"),
    "422": ("/refuses", "Dat kan nu niet"),
    "429": ("/too-many", "Wacht even"),
    "500": ("/raises?woord=x", "Er ging iets mis bij ons"),
    "404-en": ("/nergens/?taal=en", "This page is not here"),
}
PLACES = ["help", "words", "code", "shut", *KEPT, *ERRORS]


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, site: Site, settings: Settings, people: Personas) -> str:
    """The ordinary page that one leaves to, and addresses that fail."""
    cache.clear()
    if "place" in request.fixturenames and request.getfixturevalue("place") in KEPT:
        prepare(people)
    address = f"{site.board}/gezond"
    settings.CONFIGURATION = replace(settings.CONFIGURATION, leave_to=address)
    settings.URLCONF_BY_AUDIENCE = {**settings.URLCONF_BY_AUDIENCE, "visitor": "tests.browser.visitor_pages"}  # type: ignore[attr-defined]
    return address


@pytest.fixture
def page(open_context: Open, site: Site, elsewhere: str) -> Page:
    """A tab that came from an ordinary page."""
    page = open_context(bypass_csp=True).new_page()
    page.route("**/?post", as_post)
    page.goto(elsewhere)
    return page


def as_post(route: Route) -> None:
    """What a form without a token would send."""
    route.continue_(method="POST")


def go(page: Page, site: Site, place: str) -> None:
    """To a place, with everything typed there that can be typed."""
    match place:
        case "help":
            page.goto(f"{site.visitor}/")
            ready(page)
            page.get_by_role("link", name="Nu hulp").click()
            at(page, "help")
        case "words":
            page.goto(f"{site.visitor}/")
            ready(page)
            page.get_by_role("link", name="Verder met mijn zeven woorden").click()
            at(page, "conversation")
            page.get_by_label("Je zeven woorden").fill(WORDS)
        case "code":
            page.goto(f"{site.visitor}/code/")
            ready(page)
            page.get_by_role("textbox").first.fill("appel bezem citroen")
        case "shut":
            page.goto(f"{site.visitor}/ingang/nergens/")
            ready(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Deze ingang is nog niet open")
        case "talk" | "proof" | "code-who":
            go_to_kept(page, site, place)
        case _:
            path, heading = ERRORS[place]
            page.goto(site.visitor + path)
            ready(page)
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def leave_link(place: str) -> str:
    return "Leave" if place.endswith("-en") else "Weg hier"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", ["button", "keys"])
def test_every_place_is_left_at_once_and_back_leads_past_it(
    page: Page, site: Site, elsewhere: str, place: str, by: str
) -> None:
    go(page, site, place)
    entries = page.evaluate("history.length")
    leave(page, by, leave_link(place))
    page.wait_for_url(elsewhere)
    assert page.evaluate("history.length") == entries
    page.go_back()
    assert page.url in {elsewhere, "about:blank"}
    page.go_forward()
    assert page.url == elsewhere


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_blank_before_anything_answers(page: Page, site: Site, elsewhere: str, place: str) -> None:
    go(page, site, place)
    left: list[object] = page.evaluate(
        "() => { document.querySelector('door-leave a').click();"
        " return [document.body.childElementCount, document.title]; }"
    )
    assert left in ([0, "Pagina"], [0, "Page"])
    page.wait_for_url(elsewhere)


@pytest.mark.parametrize("place", PLACES)
def test_reload_back_and_forward_show_nothing_that_was_typed(
    page: Page, site: Site, elsewhere: str, place: str
) -> None:
    for way in ("reload", "back_and_forward", "elsewhere_and_back"):
        go(page, site, place)
        if way == "reload":
            page.reload()
        elif way == "back_and_forward":
            page.go_back()
            page.go_forward()
        else:
            page.goto(elsewhere)
            page.go_back()
        ready(page)
        if place in KEPT:
            shows_nothing_kept(page)
        assert not any(
            page.evaluate("[...document.querySelectorAll('input[type=text], textarea')].map(one => one.value)")
        )
        assert "citroen" not in page.locator("body").inner_text()
        assert page.context.cookies() == []
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert page.title() in {"Pagina", "Page"}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_holds_with_axe_and_by_keyboard(page: Page, site: Site, elsewhere: str, place: str) -> None:
    go(page, site, place)
    assert axe_violations(page) == []
    both_widths(page, f"anywhere-{place}")
    hands = Keyboard(page)
    hands.walks_past_everything()
    hands.use(page.get_by_role("link", name=leave_link(place)))
    page.wait_for_url(elsewhere)


@pytest.mark.parametrize("place", sorted(ERRORS))
def test_no_error_breaks_the_rules_of_its_own_headers(
    open_context: Open, site: Site, elsewhere: str, place: str
) -> None:
    page = open_context().new_page()
    page.route("**/?post", as_post)
    # the script comes in under the policy of the page, and what it wakes works
    go(page, site, place)
    assert page.evaluate("customElements.get('door-leave') !== undefined")


def test_the_start_takes_the_place_of_an_error(page: Page, site: Site, elsewhere: str) -> None:
    go(page, site, "404")
    entries = page.evaluate("history.length")
    page.get_by_role("link", name="Naar het begin").click()
    at(page, "start")
    assert page.evaluate("history.length") == entries
