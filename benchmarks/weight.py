"""What goes over the wire: the vault's bundle, its modules as served, and the visitor's start page."""

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.command import run
from benchmarks.figures import Figure
from benchmarks.installation import installation
from benchmarks.machine import CHROMIUM

TITLE = "What goes over the wire"
BROWSER = Path(__file__).parents[1] / "src" / "nabij" / "browser"
MOST_BUNDLE, MOST_VISITOR_PAGE = 40, 50
KB = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; ``wire`` is its head and body as they travelled, in bytes."""

    path: str
    wire: int


def measure(quick: bool) -> list[Figure]:
    """The same every time, so there are no runs to take a median of."""
    bundle = (BROWSER / "vendor" / "vault-primitives.js").read_bytes()
    visitor, today = _pages()
    modules = [answer for answer in today if "/vault/" in answer.path or "/vendor/" in answer.path]
    scripts = [answer for answer in today if answer.path.endswith(".js")]
    fonts = [answer for answer in visitor if answer.path.endswith(".woff2")]
    return [
        Figure("vendor/vault-primitives.js, gzip -9", len(gzip.compress(bundle, 9)) / KB, "kB", MOST_BUNDLE),
        Figure("vendor/vault-primitives.js, as it lies there", len(bundle) / KB, "kB"),
        _sum(f"vault and vendor modules that Vandaag loads ({len(modules)}), as served", modules),
        Figure("the same, unpacked", sum(map(_unpacked, modules)) / KB, "kB"),
        _sum(f"all scripts that Vandaag loads ({len(scripts)}), as served", scripts),
        Figure("the same, unpacked", sum(map(_unpacked, scripts)) / KB, "kB"),
        _sum("Vandaag before the cards: everything, as served", today),
        Figure("visitor's start page without fonts", _kb(visitor) - _kb(fonts), "kB", MOST_VISITOR_PAGE),
        _sum(f"fonts of the visitor's start page ({len(fonts)})", fonts),
    ]


def _kb(answers: list[Answer]) -> float:
    return sum(answer.wire for answer in answers) / KB


def _sum(name: str, answers: list[Answer]) -> Figure:
    return Figure(name, _kb(answers), "kB")


def _unpacked(answer: Answer) -> int:
    """How large a served module is; its address ends with its place in the repository."""
    return BROWSER.joinpath(*Path(answer.path).parts[3:]).stat().st_size


def _pages() -> tuple[list[Answer], list[Answer]]:
    """Every answer of the visitor's start page and of *Vandaag*, in browsers that saw neither before."""
    with installation() as here:
        from django.test import Client
        from tests.browser.surroundings import Site
        from tests.making import make_vault
        from tests.personas import make_personas

        people = make_personas()
        make_vault(people.amina)
        client = Client()
        client.force_login(people.amina)
        with here.serving() as server:
            site = Site(server.port)
            session = client.cookies["sessionid"].value
            return _answers(site.visitor), _answers(site.workspace, "/vandaag/", session)


def _answers(origin: str, path: str = "/", session: str = "") -> list[Answer]:
    from playwright.sync_api import sync_playwright
    from tests.browser.surroundings import ARGUMENTS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            if session:
                context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
            page = context.new_page()
            listener = _Listener()
            events = context.new_cdp_session(page)
            events.on("Network.responseReceived", listener.on_answer)
            events.on("Network.loadingFinished", listener.on_end)
            events.send("Network.enable")
            page.goto(origin + path, wait_until="networkidle")
            return listener.answers()
        finally:
            browser.close()


class _Listener:
    """What the browser says about its network."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}
        self._wires: dict[str, int] = {}

    def on_answer(self, event: dict[str, Any]) -> None:
        self._paths[str(event["requestId"])] = urlsplit(event["response"]["url"]).path

    def on_end(self, event: dict[str, Any]) -> None:
        self._wires[str(event["requestId"])] = int(event["encodedDataLength"])

    def answers(self) -> list[Answer]:
        """Everything that arrived whole."""
        return [Answer(self._paths[key], wire) for key, wire in self._wires.items()]


if __name__ == "__main__":
    run(TITLE, measure)
