"""Hands at the visitor's door: the server's list of counsellors and the vault are played, the pages are real."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.surroundings import Site, ready
from tests.contact.doors import CODE, Json, who_is_there

STORY = "Kanarie op zolder"
WORDS = ["appel", "bezem", "citroen", "deken", "emmer", "fakkel", "gieter"]
BEGIN = Path(__file__).with_name("played_begin.js").read_text(encoding="utf-8")

# every step of an entrance, in order, with its heading
STEPS = {
    "start": "Zit je iets dwars?",
    "device": "Eerst even dit",
    "between": "Wat blijft tussen ons",
    "choose": "Met wie wil je praten?",
    "name": "Hoe mogen we je noemen?",
    "reach": "Hoe wil je antwoord?",
    "safe": "Wanneer is het veilig?",
    "story": "Wil je al iets vertellen?",
    "check": "Klopt dit?",
    "words": "Je zeven woorden",
    "conversation": "Mijn gesprek",
}


def play(context: BrowserContext, who: Json | None = None) -> None:
    """Answer for the server and the vault in every tab of this browser."""
    body = json.dumps(who or who_is_there())

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json", headers={"Cache-Control": "no-store"})

    context.route(f"**/ingang/{CODE}/wie.json", answer)
    context.route("**/door/begin.js", lambda route: route.fulfill(body=BEGIN, content_type="text/javascript"))


def enter(page: Page, site: Site, query: str = "") -> None:
    """Opens the entrance."""
    page.goto(f"{site.visitor}/ingang/{CODE}/{query}")
    ready(page)


def at(page: Page, step: str) -> None:
    """Waits until this step, and no other, is on the page, with the focus on its heading."""
    shown = page.locator("section[data-step]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-step", step)
    if step != "start":
        expect(shown.locator("h1")).to_be_focused()


def onward(page: Page) -> None:
    page.locator("section[data-step]:visible").get_by_role("button", name=re.compile("^(Verder|Continue)$")).click()


def walk(page: Page, to: str, *, channel: str = "Bellen") -> None:
    """From the start to a step, with every question answered on the way."""
    for step in list(STEPS)[: list(STEPS).index(to)]:
        at(page, step)
        answer_step(page, step, channel)
    at(page, to)


def answer_step(page: Page, step: str, channel: str = "Bellen") -> None:
    """Answers what this step asks and goes on."""
    match step:
        case "start":
            page.get_by_role("link", name="Ik wil praten").click()
            return
        case "choose":
            page.get_by_role("radio", name="Amina", exact=True).check(force=True)
        case "name":
            page.get_by_label("Een naam").fill("Merel")
        case "reach":
            page.get_by_role("radio", name=channel).check()
            if channel == "Bellen":
                expect(page.get_by_label("Je nummer")).to_have_attribute("inputmode", "tel")
            page.get_by_label("Je nummer").fill("06 12345678")
        case "safe":
            page.get_by_label("Dagen en tijden").fill("na zes uur")
            page.get_by_label("Nee", exact=True).check(force=True)
        case "story":
            page.get_by_label("Je verhaal").fill(STORY)
        case "check":
            page.get_by_role("button", name="Verstuur").click()
            return
        case "words":
            page.get_by_role("button", name="Ik heb ze opgeschreven").click()
            return
    onward(page)


def leave(page: Page, by: str = "button", name: str = "Weg hier") -> None:
    """Away at once, by the ``button`` (a link of this name) or by the ``keys``: Shift three times."""
    if by == "button":
        page.get_by_role("link", name=name).click()
        return
    for _ in range(3):
        page.keyboard.press("Shift")


@contextmanager
def lost(page: Page, address: str, how: str) -> Iterator[None]:
    """No connection at an address meanwhile: the ``request`` never arrives, or it does and its ``answer`` is lost."""

    def cut(route: Route) -> None:
        if how == "answer":
            _arrives(route.request)
        route.abort()

    page.route(address, cut)
    yield
    page.unroute(address, cut)


def _arrives(request: Request) -> None:
    """Only a browser knows where `praat.localhost` is: the same request, sent to this machine."""
    there = urlsplit(request.url)
    assert there.port
    connection = HTTPConnection("127.0.0.1", there.port)
    with closing(connection):
        connection.request(
            request.method, there.path, request.post_data_buffer, {**request.headers, "Host": there.netloc}
        )
        connection.getresponse().read()
