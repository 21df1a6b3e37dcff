"""*Importeren* with 5,000 rows: from the chosen file to the list that is in, in a real browser at a real server."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.command import run
from benchmarks.figures import Figure, median
from benchmarks.installation import installation

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.surroundings import Site

TITLE = "Importing a spreadsheet of 5,000 rows"
ROWS, RUNS, QUICK_ROWS, QUICK_RUNS = 5000, 3, 300, 1
# so many rows are talks of one matter
IN_ONE = 3
MOST = 30.0

# Moments, in milliseconds, at which the bar of the page moved while rows were sealed and sent.
WATCH = """() => {
  const moved = (globalThis.moved = [performance.now()]);
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.localName === "progress")) moved.push(performance.now());
  }).observe(document.querySelector("nabij-import"), { subtree: true, attributes: true, attributeFilter: ["value"] });
}"""


@dataclass(frozen=True, slots=True)
class Imported:
    """Seconds from the file to the columns, to the dry run, and to the list that is in; how often the bar moved, and
    the longest that it stood still."""

    read: float
    checked: float
    brought_in: float
    moves: int
    still: float


def measure(quick: bool) -> list[Figure]:
    """Medians over several imports into an empty vault; between them the list is taken out again."""
    rows = QUICK_ROWS if quick else ROWS
    with installation() as here:
        from tests.browser.surroundings import Site

        from benchmarks.practised import make_counsellor, tab_of

        counsellor = make_counsellor(0)
        with here.serving() as server, tab_of(counsellor) as page:
            found = [
                _import(page, Site(server.port), counsellor.words, rows) for _ in range(QUICK_RUNS if quick else RUNS)
            ]
    whole = [one.read + one.checked + one.brought_in for one in found]
    inside = [one.brought_in for one in found]
    return [
        Figure(f"{rows} rows, from the button to the list that is in", median(inside), "s", MOST),
        Figure(f"the same, slowest of {len(inside)}", max(inside), "s"),
        Figure("before it: the file read, to its columns", median([one.read for one in found]), "s"),
        Figure("before it: looked through, to the dry run", median([one.checked for one in found]), "s"),
        Figure("all of it, without the person", median(whole), "s", MOST),
        Figure("times that the progress bar moved", median([one.moves for one in found]), ""),
        Figure("the longest that it stood still", median([one.still for one in found]), "s"),
    ]


def _import(page: Page, site: Site, words: str, rows: int) -> Imported:
    from tests.browser.practice import open_door
    from tests.browser.sheets import choose, settle

    open_door(page, site, "/importeren/", words)
    page.get_by_label("Je bestand").wait_for()
    content = _sheet(rows)
    began = time.monotonic()
    choose(page, content)
    page.get_by_role("heading", name="Zeg wat de kolommen zijn").wait_for()
    read = time.monotonic() - began
    settle(page)
    began = time.monotonic()
    page.get_by_role("button", name="Controleer").click()
    page.get_by_role("heading", name="Kijk het na").wait_for()
    checked = time.monotonic() - began
    page.evaluate(WATCH)
    began = time.monotonic()
    page.get_by_role("button", name="Lees").click()
    page.get_by_role("heading", name="Het staat erin").wait_for()
    took = time.monotonic() - began
    moved = [*page.evaluate("() => moved"), page.evaluate("() => performance.now()")]
    _take_out(page)
    still = max(after - before for before, after in pairwise(moved)) / 1000
    return Imported(read, checked, took, len(moved) - 2, still)


def _take_out(page: Page) -> None:
    page.get_by_role("link", name="Importeren").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Draai terug").click()
    page.get_by_role("heading", name="Eerder ingelezen").wait_for(state="detached")


def _sheet(rows: int) -> bytes:
    """A list as a counsellor keeps it: a day, an alias, a name, codes in words, and a paragraph a row."""
    from tests.browser.sheets import HEAD, xlsx

    codes = ("Telefoon", "30 min", "Pesten", "Verhaal kwijt")
    lines = (
        (
            f"{nth % 28 + 1}-{nth % 12 + 1}-{2018 + nth % 7}",
            f"Kwestie {nth // IN_ONE}",
            f"Naam {nth}",
            *codes,
            "Verteld. " * 20,
        )
        for nth in range(rows)
    )
    return xlsx(HEAD, *lines)


if __name__ == "__main__":
    run(TITLE, measure)
