"""The figures that a story stands beside and is held against: as readers get them, and nothing that only we know."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils import timezone

from nabij.releases.actions import Draft
from nabij.reporting.answers import would_be
from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.known import Making
from nabij.reporting.document import Block
from nabij.reporting.models import Report
from nabij.reporting.reading import about_of, known_of
from nabij.reporting.rules.edition import own_phrases
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.story import Story
from nabij.reporting.surroundings import known_around


def figures_beside(report: Report, judged: Draft) -> dict[str, tuple[str, ...]]:
    """For each section with figures what readers are told by them, in sentences; in the order of the report."""
    making = Making(known_of(report, would_be(report, judged)), about_of(report), Story())
    blocks = {key: tuple(figures(making)) for key, figures in FIGURES.items()}
    return {key: tuple(_sentences(ones)) for key, ones in blocks.items() if ones}


def _sentences(blocks: Iterable[Block]) -> Iterator[str]:
    for one in blocks:
        if said := getattr(one, "title", "") or getattr(one, "text", ""):
            yield said


def known(report: Report, judged: Draft) -> Known:
    """What the text is held against: what would be shown, what the board was shown before, head counts."""
    found = known_around(report.organisation, judged.settings.threshold, would_be(report, judged))
    return replace(found, phrases=(*found.phrases, *_own_phrases(report)))


def _own_phrases(report: Report) -> tuple[str, ...]:
    before = report.editions().filter(edition__lt=report.edition).values_list("edition", "published_at")
    return own_phrases(report.title, report.year, [(edition, timezone.localdate(at)) for edition, at in before if at])
