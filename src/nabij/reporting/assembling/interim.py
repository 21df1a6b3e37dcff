"""A finished interim overview: the figures of part of a year that went out, and a few words before them.

Proof note. As of a report (``report_of``): every figure is one that a release shows, since each section is made from
``Shown`` alone. It has fewer sections: no year beside it, no silence and no recommendations, for which part of a year
is too short, and nothing of what the year's report accounts for.
"""

from collections.abc import Iterator, Sequence

from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.grouped import NOT_BY_GROUP
from nabij.reporting.assembling.known import About, Known, Making, stated
from nabij.reporting.assembling.left_out import left_out
from nabij.reporting.assembling.told import COUNTED_IN_SHORT, MEANT, PEOPLE_COUNTED, TALKS, TIME
from nabij.reporting.assembling.withheld import confidential
from nabij.reporting.document import Block, Paragraph, Points, Report, Section, Statement, said
from nabij.reporting.rules.headings import CONFIDENTIAL
from nabij.reporting.rules.story import SECTIONS, Story
from nabij.reporting.rules.tables import BREAKS

TOLD = (
    "people", "nature", "subject", "role", "position", "unit", "integrity", "outcome", "signals",
)  # fmt: skip
"""The sections of a report that an interim overview has, in its order; none of conversations and hours."""

RUNS_ON = (
    "Het jaarverslag van {year} telt deze maanden mee. Wat later is genoteerd of verbeterd, kan de aantallen daar "
    "anders maken. Hoeveel gesprekken er waren en hoeveel tijd die kostten, staat alleen daar. Met zo "
    "weinig maanden zegt een verschil weinig; vergelijken doen we in het jaarverslag."
)
NOT_AGAIN = "Wie eerder in dat jaar al kwam, telt in deze maanden niet opnieuw mee."


def interim_of(known: Known, about: About, paragraphs: Sequence[str]) -> Report:
    """The overview of what went out; in a later edition the words say what it mends."""
    made = Making(known, about, Story(), "overzicht")
    mends = about.edition > 1
    figures = {key: (*left_out(made, key), *FIGURES[key](made)) for key in TOLD}
    sections = [
        Section("Vooraf", () if mends else tuple(map(Paragraph, paragraphs))),
        Section("Wat we tellen", tuple(_definitions(made))),
        *(Section(SECTIONS[key], blocks) for key, blocks in figures.items()),
        Section(CONFIDENTIAL, (*_broken(made), *confidential(made))),
    ]
    return Report(
        title=about.title,
        organisation=about.organisation,
        practice=about.practice,
        period=known.now.period,
        counted=COUNTED_IN_SHORT,
        day=about.day,
        # what of which no group is shown is named once, under what is not shown and why
        sections=tuple(one for one in sections if one.blocks not in {(), (Statement(NOT_BY_GROUP),)}),
        edition=about.edition,
        replaces=about.replaces,
        corrected=tuple(paragraphs) if mends else (),
    )


def _definitions(made: Making) -> Iterator[Block]:
    """The period, what each count means, and what becomes of it in the report of the year."""
    not_again = f" {NOT_AGAIN}" if made.now.months[0] > 1 else ""
    yield Paragraph(f"Dit overzicht gaat over {made.now.period}. {PEOPLE_COUNTED}{not_again}")
    yield Paragraph(RUNS_ON.format(year=made.about.year))
    meant = tuple(one for one in MEANT if one.name not in {TALKS, TIME})
    yield Points("Wat we met deze woorden bedoelen", meant)


def _broken(made: Making) -> Iterator[Block]:
    """Of how many people confidentiality was broken; a report of a year tells it where it accounts for itself."""
    total = made.now.total(BREAKS)
    if isinstance(total, int | tuple):
        many = f"{total[0]} tot en met {total[1]}" if isinstance(total, tuple) else said(total)
        told = stated("Mensen van wie vertrouwelijkheid is doorbroken", "mensen", total)
        yield Statement(f"Vertrouwelijkheid is doorbroken van {many} mensen.", told)
