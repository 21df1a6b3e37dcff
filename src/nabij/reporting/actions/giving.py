"""Numbers of people in what is written of the conversation about a report: out already, or let out with the text.

The rule is that of the story (``rules.weighing``). The report is out by then, so a number that follows from no figure
that it shows goes into the ledger by itself, in the transaction that keeps the text, for the board, which reads it.
"""

from dataclasses import dataclass
from typing import Literal

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.people.models import Organisation
from nabij.releases.actions import tell_figures
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Ledger, Release
from nabij.releases.rules import entry_of, is_open
from nabij.reporting.answers import SETTINGS
from nabij.reporting.models import Report
from nabij.reporting.rules.tables import LINKS
from nabij_disclosure.history import Released, Told
from nabij_disclosure.pose import Asked

_TELLS = (
    "Met de getallen in deze tekst kan iemand uitrekenen wat verborgen moet blijven. Er is niets bewaard, en wat je "
    "typte staat er nog. Laat het getal weg, of schrijf “enkele”."
)


@dataclass(frozen=True, slots=True)
class Giving:
    """What a text says in numbers of who came, by table, and the leave to let that out."""

    releasing: Permit[Ledger, Literal[DoRelease.RELEASE]]
    said: tuple[tuple[Asked, tuple[Told, ...]], ...]


def tables_out(report: Report) -> tuple[Asked, ...]:
    """The tables of who came that a report went out with; true counts, for its authors and the ledger only."""
    entries = (entry_of(one.entry) for one in report.releases())
    return tuple(Asked(one.table, one.periods, one.staff) for one in entries if not is_open(one))


def give(giving: Giving | None) -> None:
    """Let these numbers out to the board, but for those that it has; inside the transaction that keeps their text.

    Raises ``Refused`` where they tell too much beside all that is out.
    """
    if giving is None:
        return
    kind, to = Release.Kind.SENTENCE, Release.Receiver.BOARD
    for asked, told in giving.said:
        if new := _not_out(asked, told, giving.releasing.row.organisation):
            try:
                tell_figures(giving.releasing, asked, new, SETTINGS, kind=kind, receiver=to, links=LINKS)
            except Refused as refused:
                if refused.code != "not_released":
                    raise
                raise Refused(_TELLS, code="not_released") from None


def _not_out(asked: Asked, told: tuple[Told, ...], organisation: Organisation) -> tuple[Told, ...]:
    """What of these statements follows from no figure of this table that is shown, and was not told before."""
    rows = Release.objects.filter(organisation=organisation)
    entries = [one for one in (entry_of(row.entry) for row in rows) if _is_of(one, asked)]
    shown = {cell for one in entries for cell in one.table.cells if cell not in one.hidden}
    before = {each for one in entries for each in one.told}
    return tuple(one for one in told if one not in before and not {cell for cell, _ in one.terms} <= shown)


def _is_of(entry: Released, asked: Asked) -> bool:
    return (entry.table, entry.periods) == (asked.table, asked.periods)
