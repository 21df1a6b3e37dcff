"""Nothing of one test is in the browser of the next, but the static files."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.contexts import Contexts
from tests.browser.surroundings import Site

KEEP = """async () => {
  document.cookie = "left=behind";
  localStorage.setItem("left", "behind");
  await new Promise((done) => { indexedDB.open("left", 1).onsuccess = (event) => done(event.target.result.close()); });
}"""
KEPT = """async () => [document.cookie, localStorage.length, (await indexedDB.databases()).length]"""
# An entry is there once all of it came: what was still on its way when a page closed was not kept, and comes anew.
FETCHED = """() => performance.getEntriesByType("resource").filter((one) => one.transferSize > 0
  && one.name.includes("/static/")).map((one) => `${one.name} (${one.initiatorType}, ${one.transferSize} bytes)`)"""


def visit(context: BrowserContext, site: Site) -> Page:
    """A page with everything that it asks for: its icon comes after it was loaded, and a page that closes before that
    leaves none behind."""
    page = context.new_page()
    page.goto(f"{site.workspace}/inloggen/", wait_until="networkidle")
    return page


def addresses(fetched: list[str]) -> set[str]:
    return {one.split(" ")[0] for one in fetched}


def test_a_context_comes_back_empty_with_its_static_files(contexts: Contexts, site: Site) -> None:
    first = contexts.take(1000, False)
    page = visit(first, site)
    before = page.evaluate(FETCHED)
    assert before != []
    page.evaluate(KEEP)
    assert page.evaluate(KEPT) == ["left=behind", 1, 1]
    contexts.give_back(first, site, 1000, False)
    assert (first.pages, first.cookies()) == ([], [])
    again = contexts.take(1000, False)
    assert again is first
    page = visit(again, site)
    assert page.evaluate(KEPT) == ["", 0, 0]
    assert [one for one in page.evaluate(FETCHED) if one.split(" ")[0] in addresses(before)] == []
    contexts.give_back(again, site, 1000, False)


def test_who_listened_hears_nothing_of_the_next(contexts: Contexts, site: Site) -> None:
    context = contexts.take(1000, False)
    heard: list[str] = []
    context.on("request", lambda request: heard.append(request.url))
    context.new_page().goto(f"{site.workspace}/inloggen/")
    assert heard
    contexts.give_back(context, site, 1000, False)
    heard.clear()
    again = contexts.take(1000, False)
    assert again is context
    again.new_page().goto(f"{site.workspace}/inloggen/")
    assert heard == []
    contexts.give_back(again, site, 1000, False)


def test_a_context_that_was_changed_for_good_is_not_used_again(contexts: Contexts, site: Site) -> None:
    def route(context: BrowserContext) -> None:
        context.route("**/x", lambda one: one.abort())

    def script(context: BrowserContext) -> None:
        context.add_init_script("globalThis.mine = 1")

    def clock(context: BrowserContext) -> None:
        context.new_page().clock.install()

    for change in (route, script, clock):
        context = contexts.take(1001, False)
        change(context)
        contexts.give_back(context, site, 1001, False)
        after = contexts.take(1001, False)
        assert after is not context
        contexts.give_back(after, site, 1001, False)
