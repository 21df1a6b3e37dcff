"""Whether a statement may be told, as yes or no."""

from collections.abc import Mapping

from nabij_disclosure.errors import TellsTooMuch
from nabij_disclosure.history import Released, Told
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import tell
from nabij_disclosure.table import Cell, Table


def may_tell(
    table: Table,
    told: tuple[Told, ...],
    *,
    settings: Settings,
    history: tuple[Released, ...] = (),
    staff: Mapping[Cell, int] | None = None,
) -> bool:
    """Whether ``tell`` lets these statements pass; a broken ledger is raised, never passed over."""
    try:
        tell(Asked(table, staff=staff or {}), told, settings=settings, history=history)
    except TellsTooMuch:
        return False
    return True
