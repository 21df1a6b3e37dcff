"""What a text about an organisation is held against: what readers get or got, and what everybody knows of it."""

from collections.abc import Iterable

from nabij.kit import codes
from nabij.people.models import Organisation
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, Shown, band_phrases
from nabij.reporting.rules.earlier import of_its_own
from nabij.reporting.rules.known import Known, Told
from nabij.reporting.rules.known_figures import Given, Surroundings, known_of
from nabij.reporting.rules.tables import QUARTERS, TALKS, VISITORS
from nabij.reporting.rules.whose_number import told_of

COUNTED_BY = ("matter_nature", "subject_relation", "integrity_level", "person_position")
"""The lists by whose codes the tables of a report count what was told, beside roles and parts."""


def known_around(organisation: Organisation, threshold: int, shown: Iterable[Shown] = ()) -> Known:
    """What the board was shown before and what is shown beside the text; head counts, names, phrases."""
    before = Release.objects.filter(organisation=organisation)
    seen = [*shown, *(one.shown for one in before)]
    return known_of(
        [Given(_numbers(one, threshold), one.words) for one in seen],
        Surroundings(
            organisation=organisation.name,
            heads=organisation.head_count,
            units=dict(organisation.unit_set.values_list("name", "head_count")),
            roles=tuple(codes.labels("person_role").values()),
            common_roles=frozenset(codes.labels("person_role").values()),
            labels=tuple(label for name in COUNTED_BY for label in codes.labels(name).values()),
            groups=tuple(codes.named_groups("matter_nature")),
            phrases=(f"binnen {organisation.practice.reply_days} werkdagen", *sorted(band_phrases(seen))),
            threshold=threshold,
            counsellors=tuple(organisation.pair().values_list("counsellor__name", flat=True)),
        ),
    )


def _numbers(one: Shown, threshold: int) -> frozenset[int]:
    """The figures that are shown: a mark is none. A small count of anything else frees none of people.

    The ends of a band are no figures either: they stand in its own words.
    """
    of_people = one.measure in {VISITORS, TALKS, QUARTERS}
    numbers = (figure for figure in one.figures.values() if isinstance(figure, int))
    return frozenset(figure for figure in numbers if of_people or figure >= threshold)


def told_by(year: int, seen: Iterable[Shown], months: frozenset[str]) -> Told:
    """What the report itself shows: all of a measure, classes by their names, and what counts nobody who came."""
    everything, classes = [], []
    # a number of another year is none of what the report says of its own; whether solutions held counts who came before
    for one in of_its_own(seen, year):
        for cell, figure in one.figures.items():
            if isinstance(figure, int):
                is_all = cell == one.top or one.measure in OPEN_MEASURES
                everything += [figure] if is_all and one.periods == months else []
                classes += [] if is_all else [(" ".join(cell), figure)]
    return told_of(year, everything, classes)
