"""A finished report from what went out of the ledger, and from nothing else.

Proof note. Before: releases of one organisation. After: every figure of the report is one that a release shows, under
the name that it has there. Why: a section is made from ``Shown`` alone, which holds no count that was not shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nabij.releases.models import Release
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
from nabij.reporting.rules.tables import QUARTERS, TALKS, VISITORS, YES
from nabij_disclosure.release import Mark as Withheld

UNITS = {VISITORS: "mensen", TALKS: "gesprekken", QUARTERS: "kwartieren"}

COUNTED = (
    "We tellen mensen. Wie in een jaar vaker kwam, telt dat jaar één keer, bij de eerste kwestie. Gesprekken tellen we "
    "zo vaak als ze er waren."
)

HEADINGS = {
    "aard": "Waar het over ging",
    "op wie": "Op wie het betrekking had",
    "rol": "Wie er kwamen",
    "positie": "Hoe mensen erbij betrokken waren",
    "onderdeel": "Waar mensen werken",
    "afloop": "Hoe het eindigde",
    "kanaal": "Hoe mensen ons bereikten",
}
"""What a classification is called as a heading, in the order of the report."""


@dataclass(frozen=True)
class Told:
    """What the authors wrote beside the figures of one heading: paragraphs, and the question for the conversation."""

    paragraphs: tuple[str, ...] = ()
    question: str = ""


def report_of(
    releases: Sequence[Release], *, title: str, period: str, day: date, told: Mapping[str, Told] | None = None
) -> Report:
    """The report of these releases, which went out together; ``told`` by heading."""
    organisation = releases[0].organisation
    seen = [one.shown for one in releases]
    story = told or {}
    sections = [*_sections(seen, story), _ways(seen, story), _closing(releases[0])]
    return Report(
        title=title,
        organisation=organisation.name,
        practice=organisation.practice.name,
        period=period,
        counted=COUNTED,
        day=day,
        sections=tuple(one for one in sections if one.blocks),
    )


def _sections(seen: Sequence[Shown], story: Mapping[str, Told]) -> Iterable[Section]:
    """A section for each classification, with a chart where it has room and its table otherwise."""
    for name, heading in HEADINGS.items():
        blocks = [block for one in seen if one.dimensions[0].name == name for block in _figures(one, heading)]
        if blocks:
            yield Section(heading, (*blocks, *_told(story.get(heading))))


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


def _ways(seen: Sequence[Shown], story: Mapping[str, Told]) -> Section:
    """In how many conversations each way of involvement took place; a conversation may have several."""
    ways = [one for one in seen if one.dimensions[0].leaves[0] == YES and one.band is None]
    heading = "Wat we deden"
    if not ways:
        return Section(heading, ())
    rows = tuple(Row(one.dimensions[0].name, (_figure(one, YES),)) for one in ways)
    table = Table("In hoeveel gesprekken we dit deden", "Wat we deden", (UNITS[TALKS],), rows)
    return Section(heading, (table, *_told(story.get(heading))))


def _closing(release: Release) -> Section:
    return Section("Wat we niet tonen, en waarom", (Paragraph(WITHHELD_TOLD), Paragraph(_given(release))))


def _given(release: Release) -> str:
    return f"Deze cijfers zijn gegeven aan: {release.get_receiver_display().lower()}."


def _told(told: Told | None) -> tuple[Block, ...]:
    if told is None:
        return ()
    question = (Question(told.question),) if told.question else ()
    return (*map(Paragraph, told.paragraphs), *question)


def _figure(one: Shown, node: str) -> int | Mark:
    figure = one.figures[(node,)]
    if isinstance(figure, int):
        return figure
    return Mark.IMPOSSIBLE if figure is Withheld.IMPOSSIBLE else Mark.HIDDEN


def _all_of(total: int | Mark, unit: str) -> str:
    return f"{total} {unit} in totaal" if isinstance(total, int) else f"het totaal aantal {unit} tonen we niet"
