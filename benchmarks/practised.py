"""A counsellor with many running, really sealed matters, and a real browser tab in which a passkey opens the vault."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from playwright.sync_api import CDPSession, Page, expect, sync_playwright
from tests.browser.practice import open_door
from tests.browser.sealed_practice import give_vault, keep_matter, planned, store_vault
from tests.browser.surroundings import ARGUMENTS, Site
from tests.browser.vault_hands import SLOW, Authenticator, make_passkey
from tests.personas import make_personas

from benchmarks.machine import CHROMIUM
from nabij.people.models import User

# Moments in milliseconds, kept by the page itself; nothing of the page is changed but the way to its authenticator.
_MARKS = """
if (globalThis.CredentialsContainer) {
  const marks = (globalThis.benchmark = {});
  const mark = (name) => { marks[name] ??= performance.now(); };
  const real = CredentialsContainer.prototype.get;
  CredentialsContainer.prototype.get = async function (...options) {
    mark("asked");
    const credential = await real.apply(this, options);
    mark("answered");
    return credential;
  };
  const afterPaint = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => mark("painted");
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  new MutationObserver(() => {
    if (document.querySelector("#vault-state[data-open]")) mark("open");
    if (marks.drawn || !document.querySelector("nabij-today a.matter")) return;
    mark("drawn");
    afterPaint();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-open"] });
}
"""


SLOWEST = 300_000
"""So long, in milliseconds, an import of thousands of rows may take before it is given up."""


@dataclass(frozen=True, slots=True)
class Opening:
    """When things happened, in milliseconds since the page began; ``fetches`` of the cards as start and end.

    ``own`` is the time that the browser's process of this page was at work from the click on, whatever else ran here.
    """

    asked: float
    answered: float
    open: float
    drawn: float
    painted: float
    fetches: list[tuple[float, float]]
    own: float


@dataclass(frozen=True, slots=True)
class Tab:
    """A page, and what tells how long its process was at work."""

    page: Page
    metrics: CDPSession

    def process_time(self) -> float:
        """Milliseconds since the process began."""
        metrics = {one["name"]: one["value"] for one in self.metrics.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(metrics["ProcessTime"])


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who signs in, with which session and which six words."""

    user: User
    session: str
    words: str
    matters: int


def make_counsellor(matters: int) -> Counsellor:
    """Fill the empty database with a counsellor's running matters, every byte sealed for her."""
    with transaction.atomic():
        people = make_personas()
        vault = give_vault(people.amina)
        for number in range(matters):
            keep_matter(people, vault, planned(alias=f"Schuilnaam {number}"))
        store_vault(people.amina, vault)
    client = Client()
    client.force_login(people.amina)
    return Counsellor(people.amina, client.cookies["sessionid"].value, vault.words, matters)


@contextmanager
def tab_of(counsellor: Counsellor) -> Iterator[Page]:
    """A tab in which this counsellor is signed in, with the vault still shut."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
            context.set_default_timeout(SLOWEST)
            address = "http://werk.localhost"
            context.add_cookies([{"name": "sessionid", "value": counsellor.session, "url": address}])
            yield context.new_page()
        finally:
            browser.close()


@contextmanager
def tab_with_passkey(counsellor: Counsellor, site: Site) -> Iterator[Tab]:
    """A tab of this counsellor in which a passkey with PRF was added to the vault by hand."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            context = browser.new_context(
                viewport={"width": 1280, "height": 800}, locale="nl-NL", timezone_id="Europe/Amsterdam"
            )
            context.set_default_timeout(SLOW)
            context.add_cookies([{"name": "sessionid", "value": counsellor.session, "url": site.workspace}])
            page = context.new_page()
            Authenticator(page, prf=True)
            page.add_init_script(_MARKS)
            open_door(page, site, "/kluis/", counsellor.words)
            page.get_by_role("button", name="Passkey toevoegen").click()
            make_passkey(page)
            expect(page.locator("#main").get_by_text("Deze passkey opent nu ook je kluis.")).to_be_visible(timeout=SLOW)
            # one session for all runs: detaching one takes the authenticator away
            metrics = context.new_cdp_session(page)
            metrics.send("Performance.enable")
            yield Tab(page, metrics)
        finally:
            browser.close()


def open_today(tab: Tab, site: Site, counsellor: Counsellor) -> Opening:
    """Load *Vandaag* anew, open the vault with the passkey, and wait until every matter is drawn."""
    page = tab.page
    page.goto(f"{site.workspace}/vandaag/")
    button = page.get_by_role("button", name="Openen met je passkey")
    button.wait_for()
    before = tab.process_time()
    button.click()
    expect(page.locator("nabij-today a.matter")).to_have_count(counsellor.matters, timeout=SLOW)
    expect(page.locator("nabij-today")).not_to_contain_text("Niet te openen")
    page.wait_for_function("() => benchmark.painted")
    # the quick note beside the list asks for the cards too
    page.locator(".suggestion").first.wait_for(state="attached")
    own = tab.process_time() - before
    fetches = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/kaarten.json'))"
        ".map(({ startTime, responseEnd }) => [startTime, responseEnd])"
    )
    marks = page.evaluate("() => benchmark")
    return Opening(**marks, fetches=[(start, end) for start, end in fetches], own=own)
