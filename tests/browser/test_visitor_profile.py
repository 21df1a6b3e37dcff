"""What a browser that keeps its tabs writes to its own disk: nothing that a visitor typed; nor do they come back."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings

from tests.browser.door_hands import STORY, at, enter, leave, play, walk
from tests.browser.kept_places import open_talk
from tests.browser.surroundings import ARGUMENTS, CHROMIUM, Site, ready
from tests.browser.talk_hands import the_pair_is_there
from tests.contact.doors import CODE, open_entrance
from tests.personas import Personas

TYPED = (STORY, "Merel", "06 12345678", "na zes uur")


def kept(profile: Path, *more: str) -> list[str]:
    """Where in this profile something that was typed can be read, in the two ways that Chromium writes text."""
    found = []
    for path in (one for one in profile.rglob("*") if one.is_file()):
        content = path.read_bytes()
        found += [
            f"{path.relative_to(profile)}: {text}"
            for text in (*TYPED, *more)
            for form in ("utf-8", "utf-16-le")
            if text.encode(form) in content
        ]
    return found


def opened(chromium: Browser, profile: Path, *more: str) -> BrowserContext:
    """A browser that keeps its profile on disk."""
    return chromium.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=[*ARGUMENTS, *more], headless=True
    )


def reopened(context: BrowserContext) -> Page:
    """The visitor's tab, once the browser opened it again; it comes beside the tab that Playwright asks for."""
    for _ in range(200):
        for page in context.pages:
            if CODE in page.url:
                return page
        context.pages[-1].evaluate("() => new Promise((resolve) => setTimeout(resolve, 25))")
    raise AssertionError("the browser did not open its tabs again")


@pytest.mark.parametrize("left", [True, False], ids=["left", "closed"])
def test_the_profile_on_disk_holds_nothing_that_was_typed(
    chromium: Browser, people: Personas, site: Site, settings: Settings, tmp_path: Path, left: bool
) -> None:
    open_entrance(people)
    elsewhere = f"{site.board}/gezond"
    settings.CONFIGURATION = replace(settings.CONFIGURATION, leave_to=elsewhere)
    context = opened(chromium, tmp_path)
    play(context)
    page = context.pages[0]
    enter(page, site)
    walk(page, "check")
    if left:
        leave(page, "keys")
        page.wait_for_url(elsewhere)
    context.close()
    assert kept(tmp_path) == []
    if left:
        return
    again = opened(chromium, tmp_path, "--restore-last-session")
    page = reopened(again)
    ready(page)
    at(page, "start")
    assert STORY not in page.content()
    again.close()
    assert kept(tmp_path) == []


def test_an_open_conversation_is_not_in_a_tab_that_the_browser_opens_again(
    chromium: Browser, people: Personas, site: Site, tmp_path: Path
) -> None:
    the_pair_is_there(people)
    context = opened(chromium, tmp_path)
    page = context.pages[0]
    words = open_talk(page, site)
    page.get_by_label("Schrijf terug").fill("Kanarie in de kelder")
    context.close()
    assert kept(tmp_path, words, "Kanarie in de kelder") == []
    again = opened(chromium, tmp_path, "--restore-last-session")
    page = reopened(again)
    ready(page)
    at(page, "start")
    assert [told for told in (STORY, words, "Kanarie in de kelder", "Amina") if told in page.content()] == []
    again.close()
    assert kept(tmp_path, words, "Kanarie in de kelder") == []


def test_the_search_finds_what_a_page_without_our_care_would_leave(chromium: Browser, tmp_path: Path) -> None:
    context = opened(chromium, tmp_path)
    page = context.pages[0]
    page.route(
        "http://praat.localhost/", lambda route: route.fulfill(body="<textarea></textarea>", content_type="text/html")
    )
    page.goto("http://praat.localhost/")
    page.evaluate("text => localStorage.setItem('kept', text)", STORY)
    context.close()
    assert kept(tmp_path) != []
