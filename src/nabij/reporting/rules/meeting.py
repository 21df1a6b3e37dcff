"""The conversation about a report: from moments that are proposed to agreements that come back. Pure.

Proof note. Before: a state and what somebody asks. After: the next state, or a refusal; ``HELD`` is reached once and
left never, and from then on no answer of the board changes any more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nabij.kit.errors import Refused

MOST_MOMENTS = 3
LONGEST_AHEAD = timedelta(days=366)
MOST_ANSWER, MOST_MINUTES, MOST_AGREEMENT = 2_000, 20_000, 500


class State(StrEnum):
    """Where the planning stands. ``OPEN``: no moment is proposed; ``HELD``: the conversation took place."""

    OPEN = "open"
    PROPOSED = "proposed"
    PLANNED = "planned"
    HELD = "held"


class Overtaken(Refused):
    """Somebody else changed the same thing meanwhile; nothing was kept."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Intussen veranderde iemand anders dit. Er is niets bewaard. Lees eerst wat er nu staat, en verstuur het "
            "dan nog een keer.",
            code="stale",
        )


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as a report tells it: who does what, by when, and what became of it (``rules.story.Became``)."""

    key: str
    text: str
    who: str
    by_when: date | None
    became: str = ""
    became_text: str = ""


def check_moments(moments: Collection[datetime], now: datetime) -> list[datetime]:
    """The moments in order of time. Raises ``Refused`` for none, too many, two alike, the past and the far future."""
    found = sorted(set(moments))
    if not found:
        raise Refused("Stel minstens één moment voor.")
    if len(found) != len(moments):
        raise Refused("Twee momenten zijn hetzelfde. Kies verschillende.")
    if len(found) > MOST_MOMENTS:
        raise Refused(f"Stel hoogstens {MOST_MOMENTS} momenten voor.")
    if found[0] <= now:
        raise Refused("Een moment ligt in het verleden. Kies een later moment.")
    if found[-1] > now + LONGEST_AHEAD:
        raise Refused("Een moment ligt meer dan een jaar vooruit. Kijk het jaartal na.")
    return found


def check_open_for_answers(state: str) -> None:
    """Raises ``Refused`` once the conversation took place."""
    if state == State.HELD:
        raise Refused("Het gesprek is geweest. De antwoorden staan vast. Er is niets veranderd.")


def check_accepting(state: str, moment: datetime, proposed: Sequence[datetime], now: datetime) -> None:
    """Only a moment that is proposed and still to come can be accepted. Raises ``Refused``."""
    if state != State.PROPOSED or moment not in proposed:
        raise Refused("Dit moment staat niet (meer) in het voorstel. Laad de pagina opnieuw en kies uit wat er staat.")
    if moment <= now:
        raise Refused("Dit moment is voorbij. Vraag om andere momenten.")


def check_declining(state: str) -> None:
    """Other moments are asked for while some are proposed. Raises ``Refused``."""
    if state != State.PROPOSED:
        raise Refused("Er staat nu geen voorstel open. Laad de pagina opnieuw.")


def check_held(state: str, day: date, out: date, today: date) -> None:
    """A conversation took place between the day on which the report came out and today. Raises ``Refused``."""
    if state == State.HELD:
        raise Refused("Het gesprek stond al als geweest. Er is niets veranderd.", code="stale")
    if not out <= day <= today:
        raise Refused("Kies een dag tussen de dag waarop het verslag uitkwam en vandaag.")


def check_after(state: str) -> None:
    """Minutes and agreements belong to a conversation that took place. Raises ``Refused``."""
    if state != State.HELD:
        raise Refused("Dit kan pas als het gesprek is geweest. Zet eerst de dag van het gesprek erin.")


def check_not_told(year: int, *, next_is_ready: bool, next_is_out: bool) -> None:
    """A report that is out never changes, nor do the agreements that it tells of; nor while it stands ready.

    Raises ``Refused``.
    """
    if next_is_ready and not next_is_out:
        raise Refused(
            f"Deze afspraken staan in het verslag van {year + 1}, en dat staat klaar. Er is niets veranderd. Haal het "
            "eerst terug om ze te wijzigen."
        )
    if next_is_out:
        raise Refused(
            f"Deze afspraken staan in het verslag van {year + 1}. Dat is uit en verandert niet meer. Er is niets "
            "veranderd."
        )
