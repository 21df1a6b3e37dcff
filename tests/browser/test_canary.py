"""Nothing that is typed into a sealed field reaches the server: not its memory, its stores, its log, nor the wire."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.canaries import WAYS, Canaries
from tests.browser.canary_browser import Asked, history_of, kept_by, shown
from tests.browser.canary_server import Installation, files_in, memory_of, prepared, processes_of, serving
from tests.browser.canary_steps import (
    STORY,
    Hands,
    bring_in_a_sheet,
    knock_with_what_is_wrong,
    leave_a_correction_unsaved,
    lock,
    note_quickly,
    read_along,
    read_the_story,
    search,
    share_everything,
    show_a_card,
    write_the_folder,
    write_the_story,
)
from tests.browser.canary_stores import kept, plain_store, store, stored_kinds
from tests.browser.surroundings import watch

# What docs/vault-format.md seals, each typed once at least, by the forms that ask for it.
SEALED_FIELDS = {
    "quick note": "alias next_step place text",
    "draft of a quick note": "alias next_step place text",
    "own words": "text",
    "person": "name phone email contact",
    "named party": "name email relation",
    "correction": "text place",
    "turn": "next_step alias",
    "exception": "situation consent_sought conscience no_other_way serious_harm done",
    "peer card": "situation question",
    "after closing": "text place",
    "unsaved correction": "text place",
    "sheet": "alias name text column value file",
    "correction of a colleague": "text place",
    **{f"story, {heading}": names for heading, names in STORY.items()},
}
KINDS = {
    "card",
    "note",
    "person",
    "named_party",
    "match",
    "exception",
    "file",
    "words",
    "consent",
    "peer_card",
    "section",
}


@dataclass
class Day:
    """What a day of work left behind, gathered before the server stopped."""

    canaries: Canaries
    control: Canaries
    store: str
    world: dict[str, Any]
    in_memory: list[str] = field(default_factory=list)
    known_in_memory: set[str] = field(default_factory=set)
    processes: list[int] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    stored_kinds: set[str] = field(default_factory=set)
    said: bytes = b""
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    asked_in_the_clear: list[tuple[str, bytes]] = field(default_factory=list)
    refusal: int = 0
    open_pages: list[tuple[str, bytes]] = field(default_factory=list)
    locked_pages: list[tuple[str, bytes]] = field(default_factory=list)
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    histories: list[tuple[str, bytes]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def day(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Amina and Bram work a day on a real server; then everything that the server has is searched."""
    with store(request.param) as cluster:
        installation = prepared(tmp_path_factory.mktemp("canary"), cluster)
        found = Day(Canaries(), Canaries(), request.param, installation.world)
        a_day_at(installation, chromium, found)
        found.files += kept(installation)
        found.stored_kinds = stored_kinds(installation)
    return found


def a_day_at(installation: Installation, chromium: Browser, found: Day) -> None:
    """The work, and what can only be seen while the server runs."""
    with serving(installation) as server:
        contexts = [a_browser(chromium, installation, name, found.violations) for name in ("amina", "bram")]
        asked = [Asked(context) for context in contexts]
        amina, bram = (
            Hands(context.new_page(), workspace(installation), installation.world[name]["words"], found.canaries)
            for context, name in zip(contexts, ("amina", "bram"), strict=True)
        )
        work(amina, bram, installation.world["report"])
        look_at_the_browsers(found, [amina.page, bram.page])
        found.asked = [request for one in asked for request in one.whole()]
        found.files = files_in(installation.folder)
        search_memory(found, server.pid)
        found.refusal = post_in_the_clear(amina.page, found.control.new("posted in the clear"))
        found.asked_in_the_clear = [request for one in asked for request in one.whole()]
        for context in contexts:
            context.close()
    found.said = installation.said.read_bytes()


def workspace(installation: Installation) -> str:
    return f"http://werk.localhost:{installation.port}"


def a_browser(chromium: Browser, installation: Installation, name: str, violations: list[str]) -> BrowserContext:
    """Somebody's browser, signed in."""
    context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(20_000)
    watch(context, violations)
    session = installation.world[name]["session"]
    context.add_cookies([{"name": "sessionid", "value": session, "url": workspace(installation)}])
    return context


def work(amina: Hands, bram: Hands, report: str) -> None:
    """Every sealed field once, by hand."""
    knock_with_what_is_wrong(amina)
    note_quickly(amina)
    amina.open_matter(amina.canaries.typed["quick note: alias"])
    write_the_folder(amina)
    search(amina)
    amina.open_matter(amina.canaries.typed["turn: alias"])
    share_everything(amina)
    show_a_card(amina)
    bring_in_a_sheet(amina)
    write_the_story(amina, report)
    read_the_story(bram, report)
    read_along(bram)
    leave_a_correction_unsaved(amina)


def look_at_the_browsers(found: Day, pages: list[Page]) -> None:
    """What stands on the pages before and after locking, and what the browsers keep."""
    for page in pages:
        found.open_pages.append((page.url, shown(page)))
        lock(page)
        found.locked_pages.append((page.url, shown(page)))
        found.kept.append((page.url, kept_by(page)))
        found.histories.append((page.title(), history_of(page)))


def search_memory(found: Day, group: int) -> None:
    """One reading of all memory: for canaries, and for what the server does know."""
    known = [found.world["organisation"], found.world["amina"]["email"]]
    found.processes = processes_of(group)
    for name, chunk in (part for pid in found.processes for part in memory_of(pid)):
        found.in_memory += found.canaries.hits_in([(name, chunk)])
        found.known_in_memory |= {text for text in known if text.encode() in chunk}


def post_in_the_clear(page: Page, canary: str) -> int:
    """The status of the answer to a request without a proof, with a field that no address reads."""
    status: int = page.evaluate(
        """async (canary) => {
          const headers = {
            "Content-Type": "application/json", Accept: "application/json",
            "X-CSRFToken": document.querySelector('meta[name="csrf"]').content,
          };
          const body = JSON.stringify({ alias: canary });
          return (await fetch("/kwesties/openen.json", { method: "POST", headers, body })).status;
        }""",
        canary,
    )
    return status


def nothing_in(hits: list[str]) -> None:
    """Fails with where each canary is."""
    assert not hits, "\n".join(hits)


def test_every_sealed_field_got_a_canary_and_was_kept(day: Day) -> None:
    typed = {f"{about}: {name}" for about, names in SEALED_FIELDS.items() for name in names.split()}
    typed |= {f"wrong words: {number}" for number in range(6)}
    typed |= {"file name", "file content", "search", "wrong recovery code"}
    assert typed <= set(day.canaries.typed)
    assert day.stored_kinds == KINDS | {"draft"}
    assert day.violations == []


def test_the_memory_of_the_server_holds_no_canary(day: Day) -> None:
    # the master and at least two workers
    assert len(day.processes) > 2
    assert day.known_in_memory == {day.world["organisation"], day.world["amina"]["email"]}
    nothing_in(day.in_memory)


def test_the_stores_and_every_other_file_of_the_server_hold_no_canary(day: Day) -> None:
    names = {name for name, _ in day.files}
    both = {"data/nabij.sqlite3", "data/shred.sqlite3"}
    assert (both if day.store == "sqlite" else {"cluster/PG_VERSION", "rows of nabij_shred: sealed_shredkey"}) <= names
    assert "said" in names
    assert day.world["organisation"].encode() in plain_store(day.files, day.store)
    assert day.world["amina"]["email"].encode() in plain_store(day.files, day.store)
    nothing_in(day.canaries.hits_in(day.files))
    nothing_in(day.control.hits_in(day.files))


def test_what_the_server_says_holds_no_canary(day: Day) -> None:
    nothing_in(day.canaries.hits(day.said) + day.control.hits(day.said))


def test_the_requests_hold_no_canary(day: Day) -> None:
    # a name was compared, and nothing of it went along
    assert {
        step for step in ("berekenen", "aanmelden", "kijken") if any(f"/{step}.json" in name for name, _ in day.asked)
    } == {*("berekenen", "aanmelden", "kijken")}
    sent = [body for name, body in day.asked if name.startswith(("POST", "PUT"))]
    assert len(sent) > 10
    assert all(b"\n" in body and not body.endswith(b"\n") for body in sent)
    nothing_in(day.canaries.hits_in(day.asked))


def test_what_is_sent_in_the_clear_is_found_in_the_requests(day: Day) -> None:
    # a session alone is refused before a single field is looked at
    assert day.refusal == 403
    nothing_in(day.control.hits_in(day.asked))
    hits = day.control.hits_in(day.asked_in_the_clear)
    assert len(hits) == 1
    assert "openen.json: posted in the clear, as utf-8" in hits[0]


def test_titles_and_addresses_hold_no_canary(day: Day) -> None:
    assert all(b"/kwesties/" in entries for _, entries in day.histories)
    nothing_in(day.canaries.hits_in(day.histories))


def test_the_browser_keeps_nothing_in_the_clear(day: Day) -> None:
    assert all(b"nabij-heads" in kept and b"sessionid" in kept for _, kept in day.kept)
    assert any(b"nabij-drafts" in kept for _, kept in day.kept)
    nothing_in(day.canaries.hits_in(day.kept))


def test_after_locking_the_document_holds_no_canary(day: Day) -> None:
    for _, content in day.open_pages:
        assert day.canaries.hits(content)
    assert all(b"Open je kluis" in content for _, content in day.locked_pages)
    nothing_in(day.canaries.hits_in(day.locked_pages))


def test_a_canary_is_found_however_it_is_written() -> None:
    for way, written in WAYS.items():
        canaries = Canaries()
        hits = canaries.hits(b"before " + written(canaries.new("here").encode()) + b" after")
        assert [hit.split(",")[0] for hit in hits] == ["here"], way
        assert canaries.hits(b"before " + written(Canaries().new("elsewhere").encode()) + b" after") == []
