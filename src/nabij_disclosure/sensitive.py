"""Which cells of a table need protection, and why.

Sources: Hundepool et al., *Statistical Disclosure Control* (2012), ch. 4 (threshold and dominance rules, zeros) and
ch. 5 (group disclosure in frequency tables).

Proof note. Before: a table of whole counts. After: every cell from 0 to ``threshold`` - 1 that can hold anybody is
named, zero included unless the practice chose to show zeros. Why zero: a published zero says of everybody in the
group that they did not come. A group whose cases all fall in one category needs a reason of its own only where zeros
are shown: elsewhere the other categories are zeros that must stay unknown, so nobody may know that all are in one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nabij_disclosure.table import Cell, Table

LEAST_THRESHOLD = 3


class Reason(StrEnum):
    """Why a figure must stay unknown."""

    SMALL = "small"
    ONE_CATEGORY = "one_category"
    FEW_STAFF = "few_staff"
    NEARLY_ALL = "nearly_all"
    FEW_VISITORS = "few_visitors"
    ONE_VISITOR = "one_visitor"
    INCREMENT = "increment"
    EARLIER = "earlier"


@dataclass(frozen=True)
class Settings:
    """What figures go out under. ``threshold`` T: counts from 0 to T - 1 are small. Raises ``ValueError`` under 3."""

    threshold: int = 5
    show_zeros: bool = False
    least_staff: int = 10

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise ValueError(f"a threshold under {LEAST_THRESHOLD} protects nobody")

    def is_small(self, count: int) -> bool:
        """Whether a count, or a difference of two, points at people."""
        return abs(count) < self.threshold and not (self.show_zeros and count == 0)


def sensitive(
    table: Table,
    settings: Settings,
    *,
    staff: Mapping[Cell, int] | None = None,
    largest: Mapping[Cell, int] | None = None,
    visitors: Mapping[Cell, int] | None = None,
) -> dict[Cell, Reason]:
    """Every cell that needs protection, margins too, with the first reason that holds.

    ``staff`` gives the head count behind a cell, ``largest`` the most that one visitor adds to it (conversations,
    hours), ``visitors`` how many different ones came where the table counts something else. Where nearly all who work
    there came, the figure tells of each of them that they did.
    """
    found: dict[Cell, Reason] = {}
    staff, largest, visitors = staff or {}, largest or {}, visitors or {}
    for cell, count in table.values.items():
        if table.is_impossible(cell):
            continue
        if settings.is_small(count):
            found[cell] = Reason.SMALL
        elif staff.get(cell, settings.least_staff) < settings.least_staff:
            found[cell] = Reason.FEW_STAFF
        elif cell in staff and staff[cell] - visitors.get(cell, count) < settings.threshold:
            found[cell] = Reason.NEARLY_ALL
        elif settings.is_small(visitors.get(cell, settings.threshold)):
            found[cell] = Reason.FEW_VISITORS
        elif 2 * largest.get(cell, 0) > count:
            found[cell] = Reason.ONE_VISITOR
        elif settings.show_zeros and _is_all_of_a_group(table, cell, count):
            found[cell] = Reason.ONE_CATEGORY
    return found


def _is_all_of_a_group(table: Table, cell: Cell, count: int) -> bool:
    """Whether everybody one level up, in some dimension, is in this one category: true of all, so true of each."""
    for place, (dimension, node) in enumerate(zip(table.dimensions, cell, strict=True)):
        if node == dimension.root:
            continue
        above = dimension.parents[node]
        siblings = [other for other, parent in dimension.parents.items() if parent == above]
        possible = [one for one in siblings if not table.is_impossible((*cell[:place], one, *cell[place + 1 :]))]
        group = (*cell[:place], above, *cell[place + 1 :])
        if len(possible) > 1 and table.values[group] == count:
            return True
    return False
