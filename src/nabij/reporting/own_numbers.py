"""For the counsellors of an organisation alone: how many came from each part, beside how many one would expect.

Nothing of it may stand in a report: it is read from the register, not from what went out.
"""

from dataclasses import dataclass

from nabij.people.rules import Part, at_itself
from nabij.reporting.assembling.quiet import learnt
from nabij.reporting.counting import matters_of, place_of
from nabij.reporting.models import Report
from nabij.reporting.reading import known_of
from nabij.reporting.rules.expectation import LEAST_EXPERIENCES, fit
from nabij.reporting.rules.silence import Own, own
from nabij.reporting.rules.tables import PLACE, first_of_the_year

TOO_FEW = (
    "Wat je mag verwachten, is hier nog niet te zeggen. Daarvoor zijn cijfers nodig van {least} of meer onderdelen, "
    "uit verslagen die uit zijn, van deze of een andere organisatie. Nu zijn dat er {now}."
)
TOO_WIDE = (
    "Wat je mag verwachten, is hier niet te zeggen: de verslagen die uit zijn verschillen daarvoor te veel, of de "
    "onderdelen zijn te klein."
)


@dataclass(frozen=True)
class Beside:
    """One part of the organisation, with its own number; None where nothing is known that says anything of it."""

    place: str
    came: int
    own: Own | None


@dataclass(frozen=True)
class OwnNumbers:
    """Each part with a head count, by name; ``why_not``: why there is nothing to hold any of them against."""

    parts: tuple[Beside, ...]
    why_not: str = ""


def own_numbers(report: Report) -> OwnNumbers:
    """The own number of each part at which somebody works, without its own parts.

    Whoever calls has shown that an author may look (``Do.LOOK``).
    """
    experiences = learnt(known_of(report, ()))
    prior = fit(experiences)
    came = [one.labels[PLACE] for one in first_of_the_year(matters_of(report.organisation, report.year))]
    units = report.organisation.unit_set.order_by("name")
    heads = at_itself(Part(unit.pk, unit.parent_id, unit.name, unit.head_count) for unit in units)
    counts = [(unit, heads[unit.pk], came.count(place_of(unit.name))) for unit in units if heads.get(unit.pk)]
    parts = tuple(
        Beside(unit.name, count, _telling(own(count, here, prior)) if prior else None) for unit, here, count in counts
    )
    if any(one.own for one in parts):
        return OwnNumbers(parts)
    why_not = TOO_WIDE if prior else TOO_FEW.format(least=LEAST_EXPERIENCES, now=len(experiences))
    return OwnNumbers(parts, why_not)


def _telling(found: Own) -> Own | None:
    """What was expected, where that says something: of a part from which nobody may come, none can be too few."""
    return found if found.low > 0 or found.came > found.high else None
