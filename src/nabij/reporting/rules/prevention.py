"""What was done to prevent, as tables: how often, whom it reached, how long it took, where. Nobody who came is in it.

Proof note. Before: activities of one year, whatever their order. After: tables of ``OPEN_MEASURES`` alone; each
activity is counted once in each of them, but once for each part that it reached in the one of places, and neither
there nor among people reached where it may be about somebody who came. Why they go out as they are: they count what
counsellors did before everybody's eyes, and how many listened; no row of the register is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nabij.releases.rules import ACTIVITIES, PLACES_REACHED, REACHED, TIME_SPENT
from nabij.reporting.rules.tables import NO, YES
from nabij_disclosure.table import Cell, Dimension, Table

KIND, PLACE = "soort activiteit", "bereikt onderdeel"
KNOWN, OWN, LIMITS = "hoe het aantal bekend is", "op eigen initiatief", "uitleg over vertrouwelijk, tenzij"
WHOLE = "De hele organisatie, geen onderdeel apart"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: the label of its kind, the names of the parts it reached, how many people, how many quarters.

    No parts is the whole organisation. ``known``: the label of how the number of people came about. ``about_people``:
    what was talked about may be a matter, so it is told how often and how long, not where and with how many.
    """

    kind: str
    units: frozenset[str] = frozenset()
    people: int = 0
    quarters: int = 0
    known: str = ""
    own_initiative: bool = False
    explained: bool = False
    about_people: bool = False


def tables_of(
    activities: Sequence[Activity], kinds: Sequence[str], units: Sequence[str], knowns: Sequence[str]
) -> tuple[Table, ...]:
    """How often, whom, how long by kind; how it is known, who began it; and how often by part where there are parts.

    None where nothing was noted: the report then says that nothing was counted.
    """
    if not activities:
        return ()

    def table(measure: str, amount: Callable[[Activity], int], name: str, leaves: Sequence[str], of: Of) -> Table:
        counts: dict[Cell, int] = {(leaf,): sum(amount(a) for a in activities if of(a) == leaf) for leaf in leaves}
        return Table(f"{measure} naar {name}", (Dimension.flat(name, leaves),), counts, measure=measure)

    found = (
        table(ACTIVITIES, lambda one: 1, KIND, kinds, lambda one: one.kind),
        table(REACHED, _people, KIND, kinds, lambda one: one.kind),
        table(TIME_SPENT, lambda one: one.quarters, KIND, kinds, lambda one: one.kind),
        table(REACHED, _people, KNOWN, knowns, lambda one: one.known),
        table(ACTIVITIES, lambda one: 1, OWN, (YES, NO), lambda one: YES if one.own_initiative else NO),
        table(ACTIVITIES, lambda one: 1, LIMITS, (YES, NO), lambda one: YES if one.explained else NO),
    )
    return (*found, _places(activities, units)) if units else found


def _people(one: Activity) -> int:
    return 0 if one.about_people else one.people


type Of = Callable[[Activity], str]


def _places(activities: Sequence[Activity], units: Sequence[str]) -> Table:
    placed = [one for one in activities if not one.about_people]
    reached: dict[Cell, int] = {(unit,): sum(unit in one.units for one in placed) for unit in units}
    everywhere = sum(not one.units for one in placed)
    if everywhere and WHOLE not in units:
        reached[WHOLE,] = everywhere
    by_place = Dimension.flat(PLACE, (unit for (unit,) in reached))
    return Table(f"{PLACES_REACHED}", (by_place,), reached, measure=PLACES_REACHED)
