"""What was done to prevent, as tables: how often, whom it reached, how long it took, where. Nobody who came is in it.

Proof note. Before: activities of one year, whatever their order. After: tables of ``OPEN_MEASURES`` alone; each
activity is counted once in those by kind, and once for each part of the organisation that it reached. Why they go out
as they are: they count what counsellors did before everybody's eyes, and how many listened; no row of the register is
read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nabij.releases.rules import ACTIVITIES, PLACES_REACHED, REACHED, TIME_SPENT
from nabij_disclosure.table import Cell, Dimension, Table

KIND, PLACE = "soort activiteit", "bereikt onderdeel"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: the label of its kind, the names of the parts it reached, how many people, how many quarters."""

    kind: str
    units: frozenset[str] = frozenset()
    people: int = 0
    quarters: int = 0


def tables_of(activities: Sequence[Activity], kinds: Sequence[str], units: Sequence[str]) -> tuple[Table, ...]:
    """How often, whom, how long by kind, and how often by part of the organisation where it has parts.

    None where nothing was noted: the report then says that nothing was counted.
    """
    if not activities:
        return ()
    by_kind = Dimension.flat(KIND, kinds)

    def table(measure: str, amount: Callable[[Activity], int]) -> Table:
        counts: dict[Cell, int] = {(kind,): sum(amount(a) for a in activities if a.kind == kind) for kind in kinds}
        return Table(f"{measure} naar {KIND}", (by_kind,), counts, measure=measure)

    found = (
        table(ACTIVITIES, lambda one: 1),
        table(REACHED, lambda one: one.people),
        table(TIME_SPENT, lambda one: one.quarters),
    )
    if not units:
        return found
    reached: dict[Cell, int] = {(unit,): sum(unit in one.units for one in activities) for unit in units}
    return (*found, Table(f"{PLACES_REACHED}", (Dimension.flat(PLACE, units),), reached, measure=PLACES_REACHED))
