"""A finished report from what went out of the ledger, and from nothing else.

Proof note. Before: releases of one organisation. After: every figure of the report is one that a release shows, under
the name that it has there. Why: a section is made from ``Shown`` alone, which holds no count that was not shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nabij.releases.rules import Shown
from nabij.reporting.document import (
    MOST_BARS,
    WITHHELD_TOLD,
    Bars,
    Block,
    Count,
    Mark,
    Paragraph,
    Question,
    Report,
    Row,
    Section,
    Statement,
    Table,
)
from nabij.reporting.rules.story import SECTIONS, Beside, Story
from nabij.reporting.rules.tables import QUARTERS, TALKS, VISITORS, YES
from nabij_disclosure.release import Mark as Withheld

UNITS = {VISITORS: "mensen", TALKS: "gesprekken", QUARTERS: "kwartieren"}

COUNTED = (
    "We tellen mensen. Wie in een jaar vaker kwam, telt dat jaar één keer, bij de eerste kwestie. Gesprekken tellen we "
    "zo vaak als ze er waren."
)

CLASSIFIED = {
    "aard": "nature",
    "op wie": "subject",
    "rol": "role",
    "positie": "position",
    "onderdeel": "unit",
    "afloop": "outcome",
}
"""In which section each classification of people stands."""


@dataclass(frozen=True)
class About:
    """What stands around the figures: titles, names, the year that it tells of and the day on which it is dated."""

    title: str
    organisation: str
    practice: str
    year: int
    day: date
    edition: int = 1


def report_of(seen: Sequence[Shown], about: About, story: Story) -> Report:
    """The report of what went out together, with what its authors wrote beside it."""
    told = [
        *_sections(seen, story),
        *_of_talks(seen, story),
        _ways(seen, story),
        Section("Wat we niet tonen, en waarom", (Paragraph(WITHHELD_TOLD),)),
    ]
    return Report(
        title=about.title,
        organisation=about.organisation,
        practice=about.practice,
        period=f"1 januari tot en met 31 december {about.year}",
        counted=COUNTED,
        day=about.day,
        sections=tuple(one for one in told if one.blocks),
    )


def _sections(seen: Sequence[Shown], story: Story) -> Iterable[Section]:
    """A section for each classification, with a chart where it has room and its table otherwise."""
    for name, key in CLASSIFIED.items():
        blocks = [block for one in seen if one.dimensions[0].name == name for block in _figures(one, SECTIONS[key])]
        if blocks:
            yield Section(SECTIONS[key], (*blocks, *_beside(story, key)))


def _of_talks(seen: Sequence[Shown], story: Story) -> Iterable[Section]:
    """How many conversations, by channel, and how long they took."""
    for measure, key in ((TALKS, "channel"), (QUARTERS, "hours")):
        for one in seen:
            if one.measure == measure and one.dimensions[0].name == "kanaal":
                yield Section(SECTIONS[key], (*_figures(one, SECTIONS[key]), *_beside(story, key)))


def _figures(one: Shown, heading: str) -> Iterable[Block]:
    unit, dimension = UNITS[one.measure], one.dimensions[0]
    if one.band is not None:
        low, high = one.band
        yield Statement(f"Het totaal aantal {unit} ligt tussen {low} en {high}, nul inbegrepen. Meer zeggen we niet.")
        return
    total = _figure(one, dimension.root)
    title = f"{heading}: {_all_of(total, unit)}"
    counts = tuple(Count(leaf, _figure(one, leaf)) for leaf in dimension.leaves)
    if len(counts) <= MOST_BARS:
        yield Bars(title, unit, dimension.name.capitalize(), counts)
        return
    rows = tuple(Row(node, (_figure(one, node),), total=node not in dimension.leaves) for node in dimension.nodes)
    yield Table(title, dimension.name.capitalize(), (unit,), rows)


def _ways(seen: Sequence[Shown], story: Story) -> Section:
    """In how many conversations each way of involvement took place; a conversation may have several."""
    ways = [one for one in seen if one.dimensions[0].leaves[0] == YES and one.measure == TALKS and one.band is None]
    heading = SECTIONS["involvement"]
    if not ways:
        return Section(heading, ())
    rows = tuple(Row(one.dimensions[0].name, (_figure(one, YES),)) for one in ways)
    table = Table("In hoeveel gesprekken we dit deden", heading, (UNITS[TALKS],), rows)
    return Section(heading, (table, *_beside(story, "involvement")))


def _beside(story: Story, key: str) -> tuple[Block, ...]:
    """What the authors wrote beside the figures of a section, or why they wrote nothing, and their question."""
    told = story.beside.get(key, Beside())
    why_none = (Paragraph(told.why_none),) if told.why_none and not told.paragraphs else ()
    question = (Question(told.question),) if told.question else ()
    return (*map(Paragraph, told.paragraphs), *why_none, *question)


def _figure(one: Shown, node: str) -> int | Mark:
    figure = one.figures[(node,)]
    if isinstance(figure, int):
        return figure
    return Mark.IMPOSSIBLE if figure is Withheld.IMPOSSIBLE else Mark.HIDDEN


def _all_of(total: int | Mark, unit: str) -> str:
    return f"{total} {unit} in totaal" if isinstance(total, int) else f"het totaal aantal {unit} tonen we niet"
