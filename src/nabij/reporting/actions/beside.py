"""The figures that a story stands beside and is held against: as readers get them, and nothing that only we know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils import timezone

from nabij.releases.actions import Draft
from nabij.reporting.answers import would_be
from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.accounted import answered_here
from nabij.reporting.assembling.known import Making
from nabij.reporting.document import CHARTS, Block, Paragraph, Statement, Table
from nabij.reporting.models import Report
from nabij.reporting.reading import about_of, counted_until, known_of
from nabij.reporting.rules.edition import own_phrases
from nabij.reporting.rules.headings import ACCOUNTED
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.qualities import INDICATORS, How
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import months_of
from nabij.reporting.surroundings import known_around, told_by

COUNTED = frozenset(one.key for one in INDICATORS if one.how is not How.TOLD)


@dataclass(frozen=True)
class Figures:
    """What readers are told by the figures alone: by section in sentences, in the order of the report; which of them
    show a number; for each indicator that they answer the heading of the part that does; and by section the tables that
    readers get, those behind charts too."""

    says: dict[str, tuple[str, ...]]
    shown: frozenset[str]
    answered: dict[str, str]
    tables: dict[str, tuple[Table, ...]] = field(default_factory=dict)


def figures_beside(report: Report, judged: Draft) -> dict[str, tuple[str, ...]]:
    """For each section with figures what readers are told by them, in sentences; in the order of the report."""
    return figures_of(report, judged).says


def figures_of(report: Report, judged: Draft) -> Figures:
    """The figures that a story stands beside, before there is one."""
    making = Making(known_of(report, would_be(report, judged)), about_of(report), Story())
    blocks = {key: ones for key, figures in FIGURES.items() if (ones := tuple(figures(making)))}
    here = answered_here(making).items()
    return Figures(
        {key: tuple(_sentences(ones)) for key, ones in blocks.items()},
        frozenset(key for key, ones in blocks.items() if any(map(_has_number, ones))),
        {key: one.where or ACCOUNTED for key, one in here if key in COUNTED},
        {key: tuple(_tables(ones)) for key, ones in blocks.items()},
    )


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for one in blocks:
        if isinstance(one, Table):
            yield one
        elif isinstance(one, CHARTS):
            yield one.table()


def _has_number(block: Block) -> bool:
    """Whether it shows a figure: a table, a chart, or a sentence that says one."""
    if isinstance(block, (Table, *CHARTS)):
        return True
    return isinstance(block, Paragraph | Statement) and any(isinstance(one.figure, int) for one in block.stated)


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    for one in blocks:
        if said := getattr(one, "title", "") or getattr(one, "text", ""):
            yield said


def known(report: Report, judged: Draft) -> Known:
    """What the text is held against: what would be shown, what the board was shown before, head counts."""
    seen = would_be(report, judged)
    found = known_around(report.organisation, judged.settings.threshold, seen)
    told = told_by(report.year, seen, months_of(report.year))
    return replace(found, phrases=(*found.phrases, *_own_phrases(report)), told=told)


def _own_phrases(report: Report) -> tuple[str, ...]:
    before = report.editions().filter(edition__lt=report.edition).values_list("edition", "published_at")
    days = [(edition, timezone.localdate(at)) for edition, at in before if at]
    return own_phrases(report.title, counted_until(report), days)
