"""Where it was quiet: rings from head counts and figures that went out, beside where counsellors were visible.

Proof note. Before: what went out of this organisation and of others, head counts among it. After: a ring for each part
whose head count went out. Why no ring tells more than its figures: every argument here is a ``Shown``.
"""

from collections.abc import Iterator

from nabij.releases.rules import STAFF, Shown
from nabij.reporting.assembling.known import Known, Making, Year, figure
from nabij.reporting.assembling.left_out import is_left_out
from nabij.reporting.assembling.work import seen_at
from nabij.reporting.document import MOST_PLACES, Block, Paragraph, Place, Ring, Silence, Statement
from nabij.reporting.rules import silence
from nabij.reporting.rules.expectation import Experience, Prior, Seen, fit, hidden_beside
from nabij.reporting.rules.expectation import known as exactly
from nabij.reporting.rules.short_names import short_name
from nabij.reporting.rules.silence import EXPLANATION, QUESTION, READINGS, Unit, rings
from nabij.reporting.rules.tables import PLACE, VISITORS

DRAWN = {
    silence.Ring.OPEN: Ring.OPEN,
    silence.Ring.FILLED: Ring.FILLED,
    silence.Ring.TOO_SMALL: Ring.UNTOLD,
}
UNKNOWN = "Per onderdeel is niet bekend hoeveel mensen er werken of kwamen. Daarom zeggen we hier niets over stilte."
WITHHELD = (
    "Hoeveel mensen er per onderdeel van de organisatie kwamen, laten we in dit verslag weg. Daarom zeggen we hier "
    "ook niet waar het stiller was dan verwacht."
)
RUNS = (
    "Het jaar liep nog toen we telden. Wie later in het jaar kwam, is niet geteld. Daarom zeggen we hier niet waar het "
    "stiller was dan verwacht."
)
TOO_SMALL = (
    "Van geen enkel onderdeel kunnen we zeggen of het er stiller was dan verwacht: daarvoor zijn de groepen te klein, "
    "of is er nog te weinig om mee te vergelijken. Dat zegt niets over hoe stil het er was."
)


def quiet(made: Making) -> Iterator[Block]:
    """The rings, or that nothing can be said; then where counsellors were visible."""
    yield from _rings(made)
    yield from seen_at(made)


def _rings(made: Making) -> Iterator[Block]:
    """What can be said of each part: nothing before the year is over, since who still comes is not counted yet."""
    units = units_of(made.now)
    if is_left_out(made, "unit"):
        yield Statement(WITHHELD)
        return
    if not made.now.is_whole:
        yield Statement(RUNS)
        return
    if not units:
        yield Paragraph(UNKNOWN)
        return
    drawn = rings(units, prior_of(made.known), threshold=_threshold(made.now))
    if set(drawn.values()) == {silence.Ring.TOO_SMALL} or len(drawn) > MOST_PLACES:
        yield Statement(TOO_SMALL)
    else:
        places = tuple(Place(name, DRAWN[ring]) for name, ring in drawn.items())
        yield Silence(_title(places), places, READINGS, QUESTION)
        yield Paragraph(EXPLANATION)


def units_of(year: Year) -> list[Unit]:
    """The parts of the organisation as readers know them: head counts and what was shown of who came.

    Of a year that was told along nobody noted how many worked where: then those of the report that told it stand.
    """
    people, heads = year.of(VISITORS, PLACE), year.of(STAFF) or year.heads
    if people is None or heads is None:
        return []
    found = []
    for leaf in people.dimensions[0].leaves:
        parts = [(part,) for part in people.dimensions[0].joins.get(leaf, (leaf,))]
        counts = [heads.figures.get(part) for part in parts]
        known_heads = [count for count in counts if isinstance(count, int)]
        if len(known_heads) == len(parts):
            found.append(Unit(leaf, sum(known_heads), _seen(people, leaf)))
    return found


def _seen(people: Shown, leaf: str) -> Seen:
    if people.band is not None:
        return Seen(*people.band)
    count = figure(people, leaf)
    if isinstance(count, int):
        return exactly(count)
    total = figure(people, people.dimensions[0].root)
    if not isinstance(total, int):
        return Seen(0, None)
    others = (figure(people, other) for other in people.dimensions[0].leaves)
    return hidden_beside(total, [other for other in others if isinstance(other, int)])


def prior_of(known: Known) -> Prior | None:
    """What one would expect, from parts of other organisations and from earlier years of this one."""
    return fit(learnt(known))


def learnt(known: Known) -> list[Experience]:
    """Every part of which a report of a whole year that is out says something, in this organisation or another."""
    years = [one for one in (*known.elsewhere, *known.earlier) if one.is_whole]
    # where nobody works at a part itself there is nothing to learn a rate from
    return [Experience(unit.seen, unit.heads) for year in years for unit in units_of(year) if unit.heads]


def _threshold(year: Year) -> int:
    return max(one.threshold for one in year.seen)


def _title(places: tuple[Place, ...]) -> str:
    quiet_ones = sorted(short_name(one.label) for one in places if one.ring is Ring.OPEN)
    if not quiet_ones:
        return "Nergens was het aantoonbaar stiller dan verwacht"
    return f"Stiller dan verwacht: {'; '.join(quiet_ones)}"
