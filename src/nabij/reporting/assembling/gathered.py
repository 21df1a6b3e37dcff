"""Parts that say nothing but why no count stands there, as one section: a board reads a refusal once.

Proof note. Before: the sections of a finished report. After: the same sentences, each with the headings under which it
stood. What stands here depends on what the report says, so on nothing that is withheld.
"""

from collections.abc import Iterator, Sequence

from nabij.reporting.assembling.known import listed
from nabij.reporting.document import Point, Points, Section, Statement
from nabij.reporting.rules.headings import WITHOUT_COUNTS

FEWEST = 3
"""How many parts say the same before it is said once: two refusals stand well each under its own heading."""


def gathered(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections, and behind them one for those that say, all of them in the same words, that nothing is told."""
    by_reason: dict[str, list[str]] = {}
    for one in sections:
        if reason := _refusal(one):
            by_reason.setdefault(reason, []).append(one.heading)
    shared = {reason: headings for reason, headings in by_reason.items() if len(headings) >= FEWEST}
    yield from (one for one in sections if _refusal(one) not in shared)
    if shared:
        points = tuple(Point(reason, f"{listed(headings)}.") for reason, headings in shared.items())
        yield Section(WITHOUT_COUNTS, (Points("Bij deze onderdelen staat geen aantal", points),))


def _refusal(section: Section) -> str:
    """The one sentence of a section that says nothing else and no figure; empty for every other section."""
    blocks = section.blocks
    if len(blocks) != 1 or not isinstance(blocks[0], Statement) or blocks[0].stated:
        return ""
    return blocks[0].text
