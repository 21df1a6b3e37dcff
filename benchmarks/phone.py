"""A visitor's pages on a slow phone: Chromium with a sixth of this processor and a network as "Fast 3G"."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Figure, median
from benchmarks.installation import Installation
from benchmarks.machine import CHROMIUM, busy

SLOWER, KBIT, ROUND_TRIP = 6, 1600, 150
MOST_SECONDS, MOST_WEIGHT, RUNS = 2, 50, 5
KB, MOST_WAIT = 1000, 60


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds since the address was asked for, as the page's own clock says; ``weight`` in bytes, fonts apart."""

    painted: float
    ready: float
    there: float
    weight: int


def measure(here: Installation) -> list[Figure]:
    """From the address to the first touch that does something, in a browser that was here never before; median."""
    from playwright.sync_api import sync_playwright
    from tests.browser.surroundings import ARGUMENTS, Site
    from tests.contact.making import CODE, open_door
    from tests.personas import make_personas

    open_door(make_personas())
    print(f"\nphone: processor {SLOWER} times slower, {KBIT} kbit/s, {ROUND_TRIP} ms, cold cache. {busy()}", flush=True)
    figures = []
    with here.serving(2) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visitor = Site(server.port).visitor
        for name, path, go in (
            ("start page", "/", "between"),
            ("entrance", f"/ingang/{CODE}/", "between"),
            ("my conversation", "/", "conversation"),
        ):
            runs = [_visit(browser, visitor + path, go) for _ in range(RUNS)]
            painted, ready, there, weight = (
                median([getattr(run, part) for run in runs]) for part in ("painted", "ready", "there", "weight")
            )
            # the vault comes with the conversation: it is heavier than any page
            most = None if go == "conversation" else MOST_WEIGHT
            figures += [
                Figure(f"{name}: first painting", painted, "s"),
                Figure(f"{name}: can be touched", ready, "s"),
                Figure(f"{name}: touched at once, and the step is painted", there, "s", MOST_SECONDS),
                Figure(f"{name}: on the wire, fonts apart", weight / KB, "kB", most),
            ]
        browser.close()
    return figures


# The page itself says when it can be touched and when the step is painted: a processor six times slower is slow for the
# questions of a test tool as well, and nobody who holds a phone asks those.
WATCH = """go => {
  const told = (found, what) => {
    const look = () => { const at = found(); if (at) what(at); else requestAnimationFrame(look); };
    look();
  };
  const one = (selector) => document.querySelector(selector);
  const link = () => one("html[data-ready]") && one(`section[data-step=start] a[data-go=${go}]`);
  told(link, (at) => {
    at.scrollIntoView({ block: "center" });
    const { x, y, width, height } = at.getBoundingClientRect();
    globalThis.canBeTouched({ x: x + width / 2, y: y + height / 2, at: performance.now() });
  });
  const part = (rest) => one(`section[data-step=${go}] ${rest}`)?.checkVisibility();
  const step = () => one("section[data-step=start][hidden]") && part("h1") && !part("[data-loading]");
  told(step, () => requestAnimationFrame(() => setTimeout(() => globalThis.stepIsThere(performance.now()))));
}"""


def _visit(browser: Any, address: str, go: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    events = context.new_cdp_session(page)
    sizes = _slow_down(events)
    seen: dict[str, float] = {}
    page.expose_function("stepIsThere", lambda at: seen.update(there=at))
    page.expose_function("canBeTouched", lambda link: seen.update(link))
    page.add_init_script(f"({WATCH})({go!r})")
    page.goto(address, wait_until="commit")
    _until(page, lambda: "at" in seen)
    points = [{"x": seen["x"], "y": seen["y"]}]
    events.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    events.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _until(page, lambda: "there" in seen)
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000
    page.wait_for_load_state("networkidle")
    context.close()
    return Visit(first, seen["at"] / 1000, seen["there"] / 1000, sum(sizes.values()))


def _until(page: Any, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_WAIT
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the page never said so")
        page.wait_for_timeout(5)


def _slow_down(events: Any) -> dict[str, int]:
    """Make the phone slow; the bytes of every answer but the fonts, as they come."""
    events.send("Network.enable")
    speed = KBIT * 1000 / 8
    events.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": speed, "uploadThroughput": speed / 2},
    )
    events.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    fonts: set[str] = set()
    sizes: dict[str, int] = {}

    def came(event: Any) -> None:
        if event["requestId"] not in fonts:
            sizes[event["requestId"]] = event["encodedDataLength"]

    def answered(event: Any) -> None:
        if event["response"]["url"].endswith(".woff2"):
            fonts.add(event["requestId"])

    events.on("Network.responseReceived", answered)
    events.on("Network.loadingFinished", came)
    return sizes
