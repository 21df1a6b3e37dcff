"""How many people the letter of a signal says are behind it: that number goes out, so it goes through the ledger.

The letter is sealed. So the server records the number that the browser says stands in it, and refuses any other than
that of the visitors behind it; a browser that says none while the letter tells one is not found out here.
"""

from dataclasses import dataclass
from typing import Literal

from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.releases.actions import tell_figures
from nabij.releases.models import Do as DoRelease
from nabij.releases.models import Ledger, Release
from nabij.sealed.rules import stale
from nabij.signals.behind import behind
from nabij.signals.models import Signal
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.statements import number
from nabij_disclosure.table import Dimension, Table

BEHIND = Dimension.flat("brief", ("Achter deze brief",))
_TELLS = (
    "Het aantal in de brief kan verraden wie erachter staan, of is te klein om naar buiten te gaan. Er is niets "
    "verstuurd en de brief staat er nog. Schrijf er bij Verwoorden aan verder: “meerdere mensen” kan wel."
)
_OTHER = (
    "Het aantal in de brief is niet dat van de inbrengers die ja zeiden. Er is niets verstuurd en de brief staat er "
    "nog. Laad opnieuw en kijk de brief opnieuw na."
)


@dataclass(frozen=True, slots=True)
class Counting:
    """A number that goes out with a letter, and the right to let it."""

    count: int
    releasing: Permit[Ledger, Literal[DoRelease.RELEASE]]


def record_count(counting: Counting, signal: Signal) -> Release:
    """Record the number as given to the board, in the transaction in which the letter goes.

    Raises ``Refused`` for another number than of those behind it, and for one that tells too much. It is a count of its
    own: those behind a letter came in any year, so no figure of a year bounds it.
    """
    if counting.releasing.row.organisation_id != signal.organisation_id:
        raise stale()
    if counting.count != behind(signal):
        raise Refused(_OTHER, code="counted")
    name = f"inbrengers achter signaal {signal.pk.hex[:8]}"
    table = Table(name, (BEHIND,), {(BEHIND.leaves[0],): counting.count}, measure=name)
    try:
        return tell_figures(
            counting.releasing,
            Asked(table, frozenset({signal.pk.hex})),
            (number(table, table.top),),
            Settings(),
            kind=Release.Kind.SIGNAL,
            receiver=Release.Receiver.BOARD,
        )
    except Refused as refused:
        if refused.code != "not_released":
            raise
        raise Refused(_TELLS, code="counted") from None
