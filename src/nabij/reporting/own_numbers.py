"""For the counsellors of an organisation alone: how many came from each part, beside how many one would expect.

Nothing of it may stand in a report: it is read from the register, not from what went out.
"""

from dataclasses import dataclass

from nabij.people.rules import Part, at_itself
from nabij.reporting.assembling.quiet import prior_of
from nabij.reporting.counting import matters_of
from nabij.reporting.models import Report
from nabij.reporting.reading import known_of
from nabij.reporting.rules.silence import Own, own
from nabij.reporting.rules.tables import PLACE, first_of_the_year


@dataclass(frozen=True)
class Beside:
    """One part of the organisation, with its own number; None where nothing is known to compare it with."""

    place: str
    came: int
    own: Own | None


def own_numbers(report: Report) -> tuple[Beside, ...]:
    """Each part at which somebody works, by name, without its own parts.

    Whoever calls has shown that an author may look (``Do.LOOK``).
    """
    prior = prior_of(known_of(report, ()))
    came = [one.labels[PLACE] for one in first_of_the_year(matters_of(report.organisation, report.year))]
    units = report.organisation.unit_set.order_by("name")
    heads = at_itself(Part(unit.pk, unit.parent_id, unit.name, unit.head_count) for unit in units)
    return tuple(
        Beside(unit.name, count, own(count, heads[unit.pk], prior) if prior else None)
        for unit in units
        if heads.get(unit.pk)
        for count in (came.count(unit.name),)
    )
