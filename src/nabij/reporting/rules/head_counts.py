"""How many work in the whole organisation and at each part of it, behind the figures of people. Pure.

Where nearly everybody came, a total tells of each who works there that they came, as the figure of a part does. What is
noted at a part that has parts is of that part alone, so only who work there and in none of its parts stand behind it.

Proof note. Before: tables of people, and what was told before. After: the total of each has the head count behind it
where that is known, and is bounded by it, or by itself where more came than work there now, since people leave. A
figure that is out already, and is the same, has none: nothing that is hidden now would keep it unknown, and a head
count that was filled in later would stop every correction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from nabij.people.rules import Part, at_itself
from nabij.releases.rules import Shown
from nabij.reporting.rules.tables import BREAKS, INTERNAL, VISITORS
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import Cell

OF_PEOPLE = frozenset({VISITORS, INTERNAL, BREAKS})
"""What counts each who came once, so that it can be held against how many work there."""


def heads_of_whole(heads: int, parts: Iterable[int]) -> int:
    """How many work in the whole: as was filled in, or else in all of its parts; nought where nobody knows."""
    each = list(parts)
    return heads or (sum(each) if all(each) else 0)


def people_behind(parts: Iterable[Part]) -> dict[str, dict[str, int]]:
    """For each part whose head count is known, how many work there, by the name of the part where they do.

    That is the part itself, and those of its parts that have a count only where nobody works at it alone: then whoever
    is noted there works in one of those. By names, so that parts that are put together count nobody twice.
    """
    listed = list(parts)
    own, names = at_itself(listed), {part.id: part.name for part in listed}

    def behind(part: int) -> dict[str, int]:
        if own[part]:
            return {names[part]: own[part]}
        within = (behind(one.id) for one in listed if one.parent == part and one.id in own)
        return dict(chain.from_iterable(each.items() for each in within))

    return {names[part]: behind(part) for part in own}


def of_whole(one: Asked, heads: int) -> Asked:
    """The same table with how many work in the whole behind its total; as it was where that is not known."""
    if not heads or one.table.measure not in OF_PEOPLE:
        return one
    top = one.table.top
    bounds = one.staff if one.at_most is None else one.at_most
    return replace(one, staff={**one.staff, top: heads}, at_most={**bounds, top: max(heads, one.table.values[top])})


def without_what_is_out(asked: Sequence[Asked], seen: Iterable[Shown]) -> tuple[Asked, ...]:
    """The same tables without the head counts of figures that are out as they are now; ``seen``: oldest first."""
    told: dict[tuple[str, frozenset[str], str, Cell], int] = {}
    for one in seen:
        for cell, figure in one.figures.items():
            if isinstance(figure, int):
                told[one.measure, one.periods, _table(one.name, cell == one.top), cell] = figure
    return tuple(_without(one, told) for one in asked)


def _without(one: Asked, told: Mapping[tuple[str, frozenset[str], str, Cell], int]) -> Asked:
    def is_out(cell: Cell) -> bool:
        name = _table(one.table.name, cell == one.table.top)
        return told.get((one.table.measure, one.periods, name, cell)) == one.table.values[cell]

    staff = {cell: heads for cell, heads in one.staff.items() if not is_out(cell)}
    return one if len(staff) == len(one.staff) else replace(one, staff=staff)


def _table(name: str, is_total: bool) -> str:
    """Which table a figure is of: all of one measure and period have one total."""
    return "" if is_total else name
