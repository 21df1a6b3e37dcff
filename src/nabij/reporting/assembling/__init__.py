"""A finished report from what went out of the ledger, and from nothing else.

Proof note. Before: what releases of one organisation and of others show. After: every figure of the report is one that
a release shows, under the name that it has there, or hours of it. Why: a section is made from ``Shown`` alone, which
holds no count that was not shown.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from nabij.reporting.assembling import accounted, over_years, people, quiet, told, withheld, work
from nabij.reporting.assembling.gathered import gathered
from nabij.reporting.assembling.in_short import in_short
from nabij.reporting.assembling.known import About, Known, Making, Year
from nabij.reporting.assembling.left_out import left_out
from nabij.reporting.document import CHARTS, Block, Paragraph, Question, Report, Section, Silence
from nabij.reporting.rules.asked import question_of
from nabij.reporting.rules.edition import period_said
from nabij.reporting.rules.headings import ACCOUNTED, CONFIDENTIAL, COUNSELLORS, FOLLOWED, RECOMMENDED
from nabij.reporting.rules.story import SECTIONS, Beside, Story, shared_reasons

__all__ = ["About", "Known", "Year", "report_of"]

FIGURES: dict[str, Callable[[Making], Iterator[Block]]] = {
    "people": people.how_many,
    "talks": work.talked,
    **{key: partial(people.classified, key=key) for key in people.FINDINGS},
    "channel": work.by_channel,
    "involvement": work.done,
    "integrity": people.levels,
    "outcome": people.ended,
    "durability": people.held,
    "hours": work.time_taken,
    "outside": people.outside,
    "trend": over_years.compared,
    "signals": work.signalled,
    "prevention": work.prevented,
    "silence": quiet.quiet,
}
"""The figures of each section; a section stands in the report where it has figures or a story."""


def report_of(known: Known, about: About, story: Story) -> Report:
    """The report of what went out, with what its authors wrote beside it."""
    made = Making(known, about, story)
    figures = {key: tuple(FIGURES[key](made)) for key in SECTIONS}
    # what has no figures here, or was left out, has none that a story could be missing beside
    shared = shared_reasons(story, [key for key, blocks in figures.items() if blocks])
    sections = [
        Section("Vooraf", tuple(map(Paragraph, story.foreword))),
        # what is asked stands before what it rests on: a board may read no further
        Section(RECOMMENDED, tuple(told.recommended(made))),
        Section("Wat we tellen", tuple(told.definitions(made))),
        *gathered(
            [
                Section(heading, (*left_out(made, key), *figures[key], *_beside(story, key, shared, figures[key])))
                for key, heading in SECTIONS.items()
            ]
        ),
        Section("Waar geen verhaal bij staat", tuple(told.without_story(shared))),
        Section(FOLLOWED, (*told.followed(made), *told.agreed(made))),
        Section(ACCOUNTED, tuple(accounted.accounted(made))),
        Section(CONFIDENTIAL, tuple(withheld.confidential(made))),
        Section(COUNSELLORS, tuple(told.introduced(made))),
        Section("Voor wie dit verslag is", tuple(told.distributed(made))),
    ]
    sections = [one for one in sections if one.blocks]
    return Report(
        title=about.title,
        organisation=about.organisation,
        practice=about.practice,
        period=period_said(known.now.last),
        counted=told.COUNTED_IN_SHORT,
        day=about.day,
        sections=(*in_short(sections), *sections),
        edition=about.edition,
        replaces=about.replaces,
        corrected=_corrected(about, story),
    )


NOT_RECOUNTED = "Aantallen mensen en gesprekken zijn die van de vorige uitgave; ze zijn niet opnieuw geteld."


def _corrected(about: About, story: Story) -> tuple[str, ...]:
    """What a later edition says first: what it mends, and that its counts are those of before where they are."""
    if about.edition == 1:
        return ()
    return (*story.corrected, NOT_RECOUNTED) if about.same_figures else story.corrected


def _beside(
    story: Story, key: str, shared: Mapping[str, tuple[str, ...]], figures: tuple[Block, ...]
) -> tuple[Block, ...]:
    """What stands beside the figures of a section: what the authors wrote, or why not, and the question at its end."""
    beside = story.beside.get(key, Beside())
    says_why = bool(figures) and not beside.paragraphs and not any(key in keys for keys in shared.values())
    why_none = (Paragraph(beside.why_none),) if beside.why_none and says_why else ()
    # rings of silence have their own
    is_drawn = any(isinstance(block, CHARTS) and not isinstance(block, Silence) for block in figures)
    asks = beside.question or (question_of(key) if is_drawn else "")
    question = (Question(asks),) if asks else ()
    return (*map(Paragraph, beside.paragraphs), *why_none, *question)
