"""What counsellors inside an organisation counted themselves, by hand: who came to them, by group of natures. Pure.

They may have seen people who came to the pair as well, so theirs is a table of its own, with a measure of its own; it
is judged before it goes out, as any count of people who came.
"""

from collections.abc import Mapping, Sequence

from nabij.kit.errors import Refused
from nabij.reporting.rules.tables import INTERNAL, NOT_FILLED_IN
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import Cell, Dimension, Table

NAME = "aard, met de hand geteld"
MOST = 9999


def checked(counts: Mapping[str, int], groups: Sequence[str]) -> dict[str, int]:
    """A count for each group and for what has none. Raises ``Refused`` for what cannot be a count of people."""
    found = {group: counts.get(group, 0) for group in (*groups, NOT_FILLED_IN)}
    if any(not 0 <= count <= MOST for count in found.values()) or set(counts) - set(found):
        raise Refused(f"Vul bij elke groep een aantal in van 0 tot en met {MOST}. Er is niets bewaard.")
    return found


def table_of(counts: Mapping[str, int], months: frozenset[str]) -> Asked:
    """The table as it is judged."""
    by_group = Dimension.flat(NAME, counts)
    cells: dict[Cell, int] = {(group,): count for group, count in counts.items()}
    return Asked(Table(f"{INTERNAL} naar {NAME}", (by_group,), cells, measure=INTERNAL), months)
