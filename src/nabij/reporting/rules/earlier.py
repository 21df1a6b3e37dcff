"""Years before that of a report which it tells along: those that were kept, and of which nothing went out yet. Pure.

Who kept years in a spreadsheet has no report of them in Nabij, and would wait years for a trend, for whether solutions
lasted and for what is quieter than expected. So the first report tells of them along: who came, by nature and by part
of the organisation; judged and let out together with its own figures.

Proof note. Before: a year, the matters of years before it, and what is out. After: tables of whole years, none of them
of the report's own. Which years are proposed depends on counts in one way: it begins with the first year in which as
many came as the threshold. So a year that is not proposed tells that fewer came or that nothing was kept, no more than
the band of the threshold would; and nobody and one person give the same proposal.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from nabij.releases.rules import Shown
from nabij.reporting.rules.tables import HOLDS, PLACE, VISITORS, Matter, first_of_the_year, months_of, visitors_of
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import Dimension

BACK = 4
"""So many years at most: five with that of the report, as a trend shows."""

NATURE = "aard"
TOLD = (NATURE, PLACE)
"""By what who came is told along; as the report itself groups it."""

MOST_CELLS = 240
"""Of more figures than this together the parts are left out, and the natures stay."""


def years_before(year: int) -> range:
    """The years that a report may tell along."""
    return range(year - BACK, year)


def proposed(
    year: int, matters: Mapping[int, Sequence[Matter]], out: Collection[int], threshold: int
) -> frozenset[int]:
    """Which years to tell along: from the first with as many people as the threshold, without what is ``out``."""
    came = {one: len(first_of_the_year(matters.get(one, ()))) for one in years_before(year)}
    first = next((one for one, count in came.items() if count >= threshold), year)
    return frozenset(range(first, year)).difference(out)


def tables_along(
    matters: Mapping[int, Sequence[Matter]],
    classifications: Sequence[Dimension],
    heads: Mapping[str, Mapping[str, int]],
) -> tuple[Asked, ...]:
    """Who came in each of these years by natures and parts, as they are grouped; without parts where that is too much.

    ``heads``: how many work in each part now; nobody noted how many did then.
    """
    told = [one for one in classifications if one.name in TOLD]
    if sum(len(one.nodes) for one in told) * len(matters) > MOST_CELLS:
        told = [one for one in told if one.name == NATURE]
    return tuple(
        one for year, of_year in sorted(matters.items()) for one in visitors_of(told, of_year, months_of(year), heads)
    )


def year_along(one: Asked | Released | Shown, year: int) -> int | None:
    """The earlier year that a table of the report of ``year`` tells along; None for a table of its own.

    Whether solutions held is of the report's own, though it is told of who came the year before.
    """
    table = one if isinstance(one, Shown) else one.table
    if table.measure != VISITORS or table.dimensions[0].name.startswith(f"{HOLDS} "):
        return None
    return next((before for before in years_before(year) if one.periods == months_of(before)), None)


def of_its_own[T: Asked | Released | Shown](tables: Iterable[T], year: int) -> list[T]:
    """The tables of a report without those of years that it tells along."""
    return [one for one in tables if year_along(one, year) is None]


def along_by_year[T: Asked | Released | Shown](tables: Iterable[T], year: int) -> dict[int, tuple[T, ...]]:
    """The tables of years that a report tells along, by year, the oldest first."""
    told = list(tables)
    years = sorted({before for one in told if (before := year_along(one, year)) is not None})
    return {before: tuple(one for one in told if year_along(one, year) == before) for before in years}
