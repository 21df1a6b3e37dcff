"""A visitor's pages on a slow phone: Chromium with a sixth of this processor and a network as "Fast 3G"."""

import time
from typing import Any

from benchmarks.figures import Figure, median
from benchmarks.installation import Installation
from benchmarks.machine import CHROMIUM, busy

SLOWER, KBIT, ROUND_TRIP = 6, 1600, 150
MOST_SECONDS, MOST_WEIGHT, RUNS = 2, 50, 5
KB = 1000


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
            seconds, first, weight = (median([run[part] for run in runs]) for part in range(3))
            figures += [
                Figure(f"{name}: first painting", first, "s"),
                Figure(f"{name}: touched, and the step is there", seconds, "s", MOST_SECONDS),
                # the vault comes with the conversation: it is heavier than any page
                Figure(
                    f"{name}: on the wire, fonts apart",
                    weight / KB,
                    "kB",
                    None if go == "conversation" else MOST_WEIGHT,
                ),
            ]
        browser.close()
    return figures


def _visit(browser: Any, address: str, go: str) -> tuple[float, float, int]:
    """Seconds to the step that was touched as soon as the page could; to the first painting; bytes that came."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    events = context.new_cdp_session(page)
    events.send("Network.enable")
    bytes_a_second = KBIT * 1000 / 8
    events.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second / 2,
        },
    )
    events.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    events.on(
        "Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]})
    )
    events.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator(f"section[data-step=start] a[data-go={go}]").tap()
    page.locator(f"section[data-step={go}] h1").wait_for(state="visible")
    seconds = time.perf_counter() - start
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000
    page.wait_for_load_state("networkidle")
    weight = sum(size for key, size in sizes.items() if not addresses.get(key, "").endswith(".woff2"))
    context.close()
    return seconds, first, weight
