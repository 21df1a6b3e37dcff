"""What published report tables give away, and what disclosure control would have published instead, as a page.

python -m nabij_demo.published_figures > docs/published-figures.md
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from nabij_demo.published_tables import Printed, printed, reports
from nabij_disclosure.errors import NoSafeTable
from nabij_disclosure.pose import Asked
from nabij_disclosure.redesign import redesign
from nabij_disclosure.release import Release, TooFew, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Table

SETTINGS = Settings()
SEED = b"a public seed, for this page only"

OPENING = """# What published figures give away

Made by `python -m nabij_demo.published_figures > docs/published-figures.md`; change the command, not this page.

The tables below were published with care by people who wanted to account for their work, most of them without the help
of any program. They are here because they are real, and because they show what a reader who adds and subtracts gets out
of a table. Where they stood is in `src/nabij_demo/reports/`. Nothing here was computed about a person: a figure under
five is called small because it may point at one.

For each table: whether its figures add up, what a reader gets out of it, and what Nabij would have published of the
same counts (threshold 5): how many figures as the table is, and after **redesign** (neighbouring rows or columns
joined, by their names and order alone). "Kept" is the share of figures, totals included, that stay readable. After
redesign these are the figures of the coarser table, which has fewer rows: the share says how readable that table is,
not how much of the old one is left. Each table is taken by itself; what two tables of one report say together is not
judged here. Where a total was not printed, the sum of the figures is taken for it.
"""


@dataclass(frozen=True)
class Instead:
    """What would have been published: shares of figures shown, as it is and after redesign, and a sentence."""

    plain: tuple[int, int]
    coarser: tuple[int, int]
    words: str


def instead(one: Printed) -> Instead | None:
    """None where there is no table to publish."""
    table = one.table()
    if table is None:
        return None
    out = _plain(table)
    if isinstance(out, TooFew):
        return Instead((0, 0), (0, 0), "one sentence: 0 to 4 in all")
    total = len(table.cells)
    plain = sum(isinstance(figure, int) for figure in out.figures.values()) if out else 0
    words = f"as it is {plain} of {total} figures" if out else "nothing safe can be shown as it is"
    better = [
        (proposal.shown, proposal.figures, proposal)
        for proposal in redesign(Asked(table), settings=SETTINGS, seed=SEED)
    ]
    if plain == total or not better:
        return Instead((plain, total), (plain, total), words)
    shown, figures, proposal = better[0]
    merges = "; ".join(
        f"{' + '.join(merge.nodes)} joined" if merge.into else f"{merge.dimension} left out"
        for merge in proposal.merges
    )
    words += f"; after redesign {shown} of {figures} ({merges or 'as it is'})"
    return Instead((plain, total), (shown, figures), words)


def _plain(table: Table) -> Release | TooFew | None:
    try:
        return release(table, settings=SETTINGS, seed=SEED)
    except NoSafeTable:
        return None


def share(parts: list[tuple[int, int]]) -> int:
    """Of all figures, in whole per cents, those shown."""
    return round(100 * sum(shown for shown, _ in parts) / max(1, sum(total for _, total in parts)))


def page() -> Iterator[str]:
    """The page, line by line."""
    yield OPENING
    plain, coarser, body = [], [], []
    for report, title in reports():
        body += ["", f"## {title}", ""]
        for one in printed(report):
            body.append(f"- **{one.name}** — {one.sums}.")
            body += [f"  - {sentence}." for sentence in one.gives_away()]
            found = instead(one)
            if found:
                body.append(f"  - Nabij: {found.words}.")
                plain.append(found.plain)
                coarser.append(found.coarser)
    yield (
        f"Over all {len(plain)} tables that are wholes: **{share(plain)}%** of the figures kept as the tables are, "
        f"**{share(coarser)}%** after redesign."
    )
    yield from body


if __name__ == "__main__":
    sys.stdout.write("\n".join(page()) + "\n")
