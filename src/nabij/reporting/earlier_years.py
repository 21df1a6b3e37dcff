"""Which years before it a report tells along: as its plan says, as long as none of them has a report that is out."""

from collections.abc import Iterable

from nabij.releases.rules import OPEN_MEASURES
from nabij.reporting.counting import Register, matters_by_year, register_of, went_out
from nabij.reporting.models import Report
from nabij.reporting.rules import earlier
from nabij.reporting.rules.plan import Plan


def told_along(report: Report, plans: Iterable[Plan]) -> frozenset[int]:
    """The years that any of these plans of a report tells along; a year with a report of its own stands in that."""
    wanted = frozenset[int]().union(*(plan.along for plan in plans)).intersection(earlier.years_before(report.year))
    if not wanted:
        return wanted
    own = Report.objects.filter(organisation=report.organisation, year__in=wanted).exclude(published_at=None)
    return wanted.difference(own.values_list("year", flat=True))


def rows_of(report: Report, *plans: Plan) -> Register:
    """The register of a report, read once, for these plans of it."""
    return register_of(report.organisation, report.year, told_along(report, plans))


def to_propose(report: Report, threshold: int) -> frozenset[int]:
    """The years before it that were kept and of which nothing is out elsewhere, to be told along in this report."""
    years = earlier.years_before(report.year)
    # what an edition of this report told of them is told again in the next
    own = Report.objects.filter(organisation=report.organisation, year=report.year)
    lines = report.organisation.release_set.exclude(contained__report__in=own)
    of_people = [one for row in lines if (one := row.shown).measure not in OPEN_MEASURES]
    out = {one for one in years if went_out(of_people, one)}
    if len(out) == len(years):
        return frozenset()
    return earlier.proposed(report.year, matters_by_year(report.organisation, years), out, threshold)
