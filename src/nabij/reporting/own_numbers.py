"""For the counsellors of an organisation alone: how many came from each part, beside how many one would expect.

Nothing of it may stand in a report: it is read from the register, not from what went out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nabij.people.rules import Part, at_itself
from nabij.reporting.answers import SETTINGS
from nabij.reporting.assembling.quiet import learnt
from nabij.reporting.counting import dimensions_of, matters_of, place_of
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Report
from nabij.reporting.reading import known_of
from nabij.reporting.rules.expectation import LEAST_EXPERIENCES, Prior, Seen, fit
from nabij.reporting.rules.lettering import in_words
from nabij.reporting.rules.planning import shaped
from nabij.reporting.rules.silence import Advice, Own, Unit, advise, own
from nabij.reporting.rules.tables import PLACE, first_of_the_year

ALL = "organisatie"
"""All parts may be taken together: which of them belong together, their counsellors know."""

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
    """Each part with a head count, by name; ``why_not``: why there is nothing to hold any of them against.

    ``advice``: which parts to take together, so that the report may say something of silence there.
    """

    parts: tuple[Beside, ...]
    why_not: str = ""
    advice: tuple[str, ...] = ()


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
        return OwnNumbers(parts, advice=_advice(report, prior, {place_of(unit.name): here for unit, here, _ in counts}))
    why_not = TOO_WIDE if prior else TOO_FEW.format(least=LEAST_EXPERIENCES, now=len(experiences))
    return OwnNumbers(parts, why_not)


def _advice(report: Report, prior: Prior | None, heads: Mapping[str, int]) -> tuple[str, ...]:
    """What to take together of the parts as the report groups them now: from head counts alone, whoever came."""
    by_name = {one.name: one for one in dimensions_of(report.organisation)}
    now = shaped(by_name[PLACE], grouping_of(report)) if PLACE in by_name else None
    if now is None:
        return ()
    sizes = {leaf: sum(heads.get(part, 0) for part in now.joins.get(leaf, (leaf,))) for leaf in now.leaves}
    # as if readers knew that nobody came: too small is then who is too small whatever comes of it
    units = [Unit(leaf, size, Seen(0, 0), group=ALL) for leaf, size in sizes.items() if size]
    return tuple(_said(one) for one in advise(units, prior, threshold=SETTINGS.threshold))


def _said(one: Advice) -> str:
    # a report tells of one year, so that more of them are no choice here
    if one.years == 1:
        return one.sentence
    names = in_words(one.units)
    also = "ook samen " if len(one.units) > 1 else ""
    return f"{names}: in één jaar {also}te klein om iets te zeggen."


def _telling(found: Own) -> Own | None:
    """What was expected, where that says something: of a part from which nobody may come, none can be too few."""
    return found if found.low > 0 or found.came > found.high else None
