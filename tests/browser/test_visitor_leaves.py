"""Leaving at once from every step, and nothing that comes back: not by back, forward or reload."""

import gzip
from collections.abc import Iterable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Response, expect
from pytest_django import Settings

from nabij.contact.models import SectorText
from nabij.contact.texts import shipped
from nabij.kit import codes
from nabij.site.static_files import BEST
from tests.browser.door_hands import STEPS, STORY, answer_step, at, enter, leave, play, walk
from tests.browser.surroundings import Open, Site, ready
from tests.contact.doors import CODE, confirm, open_entrance
from tests.personas import Personas

LIGHT = 50_000
# what a sentence more may weigh before anybody has to take something away
ROOM = 3_000
STORED = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length, state: history.state,
  name: window.name,
})"""
NOTHING = {"local": 0, "session": 0, "cookie": "", "caches": 0, "databases": 0, "state": None, "name": ""}


@pytest.fixture
def elsewhere(site: Site, settings: Settings) -> str:
    """The ordinary page that one leaves to: of another origin, and on this machine."""
    address = f"{site.board}/gezond"
    settings.CONFIGURATION = replace(settings.CONFIGURATION, leave_to=address)
    return address


@pytest.fixture
def page(open_context: Open, people: Personas, site: Site, elsewhere: str) -> Page:
    """A tab that came from an ordinary page, before the entrance."""
    open_entrance(people)
    context = open_context()
    play(context)
    page = context.new_page()
    page.goto(elsewhere)
    enter(page, site)
    return page


def on_the_wire(answer: Response) -> int:
    """The bytes of an answer as ``static_files`` sends it (the server of the tests packs nothing); fonts apart."""
    sizes = answer.request.sizes()
    if answer.url.endswith(".woff2"):
        return 0
    body = len(gzip.compress(answer.body(), BEST)) if "/static/" in answer.url else sizes["responseBodySize"]
    return sizes["responseHeadersSize"] + body


def typed(page: Page) -> list[str]:
    """What stands in the fields that a person types in."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('input[type=text], textarea')].map(f => f.value)")
    return found


@pytest.mark.parametrize("by", ["button", "keys"])
def test_every_step_is_left_at_once_and_back_leads_past_it(page: Page, elsewhere: str, site: Site, by: str) -> None:
    for step in STEPS:
        if step == "start":
            expect(page.get_by_role("heading", name=STEPS["start"])).to_be_visible()
        else:
            walk(page, step)
        entries = page.evaluate("history.length")
        leave(page, by)
        page.wait_for_url(elsewhere)
        assert page.evaluate("history.length") == entries
        page.go_back()
        # what was there before this site, or the browser's own empty page
        assert page.url in {elsewhere, "about:blank"}, step
        page.goto(elsewhere)
        enter(page, site)


def test_the_page_is_blank_before_anything_answers(page: Page, elsewhere: str) -> None:
    walk(page, "story")
    page.get_by_label("Je verhaal").fill(STORY)
    left: list[object] = page.evaluate(
        "() => { document.querySelector('door-leave a').click();"
        " return [document.body.childElementCount, document.title]; }"
    )
    assert left == [0, "Pagina"]
    page.wait_for_url(elsewhere)


def test_shift_leaves_only_when_pressed_three_times_in_a_row(page: Page, elsewhere: str) -> None:
    walk(page, "story")
    story = page.get_by_label("Je verhaal")
    story.press_sequentially("Ik Zag Het Zelf Bij Ons")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    at_rest = "performance.now"
    page.evaluate(f"() => {{ const real = {at_rest}.bind(performance); performance.now = () => real() + 1600; }}")
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(story).to_have_value("Ik Zag Het Zelf Bij Onsa")
    page.keyboard.press("Shift")
    page.wait_for_url(elsewhere)


def test_reload_back_and_forward_show_nothing_that_was_typed(page: Page, elsewhere: str) -> None:
    for go in ("reload", "back_and_forward", "forward_to_elsewhere_and_back"):
        walk(page, "check")
        if go == "reload":
            page.reload()
        elif go == "back_and_forward":
            page.go_back()
            page.go_forward()
        else:
            page.goto(elsewhere)
            page.go_back()
        ready(page)
        at(page, "start")
        assert not any(typed(page)), go
        assert STORY not in page.content()
        assert page.evaluate(STORED) == NOTHING
        assert page.context.cookies() == []


def test_a_page_that_the_browser_kept_for_its_back_button_is_empty_and_is_made_anew(page: Page) -> None:
    walk(page, "check")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.evaluate("document.body.childElementCount") == 0
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    ready(page)
    at(page, "start")
    assert not any(typed(page))


def test_nothing_is_stored_on_any_step_and_every_step_is_as_neutral(page: Page) -> None:
    steps = list(STEPS)
    for step in steps:
        at(page, step)
        assert page.evaluate(STORED) == NOTHING, step
        assert page.context.cookies() == []
        assert page.title() == "Pagina"
        assert "linde" not in page.url.lower()
        assert "nabij" not in page.locator("body").inner_text().lower()
        assert str(page.locator("link[rel=icon]").get_attribute("href")).endswith("/look/icon-plain.svg")
        if step != steps[-1]:
            answer_step(page, step)


def test_leaving_takes_away_what_another_page_of_this_site_left(page: Page, site: Site, elsewhere: str) -> None:
    page.evaluate("localStorage.setItem('left', 'behind')")
    page.context.add_cookies([{"name": "left", "value": "behind", "url": page.url}])
    leave(page)
    page.wait_for_url(elsewhere)
    assert page.context.cookies() == []
    enter(page, site)
    assert page.evaluate(STORED) == NOTHING


def heaviest(sectors: Iterable[str]) -> list[tuple[str, str]]:
    """The two sectors of which the text is longest, in each language."""
    return [
        (sector, tongue)
        for tongue in ("nl", "en")
        for sector in sorted(sectors, key=lambda one: len(gzip.compress(shipped(one, tongue).encode())))[-2:]
    ]


def weigh(page: Page, address: str) -> dict[str, int]:
    """Every answer that a page asks for by itself, in bytes on the wire."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    ready(page)
    page.wait_for_load_state("networkidle")
    assert {answer.url.split("/")[2] for answer in answers} == {address.split("/")[2]}
    return {answer.url.rsplit("/", 1)[-1]: on_the_wire(answer) for answer in answers}


def test_a_page_is_light_and_asks_only_this_site(open_context: Open, people: Personas, site: Site) -> None:
    open_entrance(people)
    weights = {}
    for path in ("/", "/?taal=en", "/code/"):
        weights[path] = weigh(open_context(width=360).new_page(), site.visitor + path)
    for sector, tongue in heaviest(codes.labels("sector")):
        people.organisation.sector = sector
        people.organisation.save()
        SectorText.objects.all().delete()
        confirm(people, people.organisation, tongue)
        address = f"{site.visitor}/ingang/{CODE}/{'' if tongue == 'nl' else '?taal=en'}"
        weights[f"{sector} {tongue}"] = weigh(open_context(width=360).new_page(), address)
    assert all("start.js" in one for one in weights.values())
    sums = {name: sum(one.values()) for name, one in weights.items()}
    assert max(sums.values()) < LIGHT - ROOM, sums


@pytest.mark.parametrize("width", [360, 1280])
def test_leaving_stays_in_sight(open_context: Open, people: Personas, site: Site, width: int) -> None:
    open_entrance(people)
    page = open_context(width=width).new_page()
    enter(page, site)
    page.get_by_role("link", name="Wat gebeurt er met mijn verhaal?").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.get_by_role("link", name="Weg hier")).to_be_in_viewport()
