"""The figures that a story stands beside and is held against: as readers get them, and nothing that only we know."""

from collections.abc import Iterable, Iterator

from nabij.kit import codes
from nabij.releases.actions import Draft
from nabij.releases.models import Release
from nabij.releases.rules import Shown
from nabij.reporting.answers import would_be
from nabij.reporting.assembling import FIGURES
from nabij.reporting.assembling.known import Making
from nabij.reporting.document import Block
from nabij.reporting.models import Report
from nabij.reporting.reading import about_of, known_of
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.known_figures import Given, Surroundings
from nabij.reporting.rules.known_figures import known_of as known_from
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import QUARTERS, TALKS, VISITORS


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
    organisation = report.organisation
    before = Release.objects.filter(organisation=organisation, receiver__in=Release.OPEN_TO_BOARD)
    seen = [*would_be(report, judged), *(one.shown for one in before)]
    return known_from(
        [Given(_numbers(one, judged.settings.threshold), one.words) for one in seen],
        Surroundings(
            organisation=organisation.name,
            heads=organisation.head_count,
            units=dict(organisation.unit_set.values_list("name", "head_count")),
            roles=tuple(codes.labels("person_role").values()),
            phrases=(f"binnen {organisation.practice.reply_days} werkdagen", *sorted(_bands(seen))),
            threshold=judged.settings.threshold,
        ),
    )


def _numbers(one: Shown, threshold: int) -> frozenset[int]:
    """The figures that are shown: a mark is none. A small count of anything else frees none of people.

    The ends of a band are no figures either: they stand in its own words.
    """
    of_people = one.measure in {VISITORS, TALKS, QUARTERS}
    numbers = (figure for figure in one.figures.values() if isinstance(figure, int))
    return frozenset(figure for figure in numbers if of_people or figure >= threshold)


def _bands(seen: Iterable[Shown]) -> frozenset[str]:
    """The words in which a band may be repeated."""
    bands = {one.band for one in seen if one.band is not None}
    ways = ("tussen {} en {}", "{} tot en met {}", "tussen de {} en {}")
    return frozenset(way.format(*band) for band in bands for way in ways)
