"""The conversation about a report: from moments that are proposed to agreements that come back. Pure.

Proof note. Before: a state and what somebody asks. After: the next state, or a refusal; while ``HELD`` no answer of the
board changes, and ``HELD`` is left only as long as nothing was written of the conversation, or to talk about an edition
that came out after it.
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
class Asked:
    """A question for the conversation; ``key`` is that of its section and stays the same in a later edition."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as a report tells it: who does what, by when, and what became of it (``rules.story.Became``).

    ``about``: the year of the report that was talked about; none where that is the year before.
    """

    key: str
    text: str
    who: str
    by_when: date | None
    became: str = ""
    became_text: str = ""
    about: int | None = None


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
        raise Refused(
            "Het gesprek is geweest. De antwoorden staan vast. Er is niets veranderd. "
            "Bel of mail uw vertrouwenspersoon als er iets bij moet."
        )


def check_open_for_planning(state: str, *, newer: bool) -> None:
    """Raises ``Refused`` once the conversation took place. ``newer``: an edition came out since, to talk about anew."""
    if state == State.HELD and not newer:
        raise Refused(
            "Het gesprek over dit verslag is geweest. Er is niets veranderd. Wacht op een nieuwe uitgave om "
            "weer een gesprek te plannen, of bel uw vertrouwenspersoon."
        )


def check_accepting(state: str, moment: datetime, proposed: Sequence[datetime], now: datetime) -> None:
    """Only a moment that is proposed and still to come can be accepted. Raises ``Refused``."""
    if state != State.PROPOSED or moment not in proposed:
        raise Refused("Dit moment staat niet (meer) in het voorstel. Laad de pagina opnieuw en kies uit wat er staat.")
    if moment <= now:
        raise Refused("Dit moment is voorbij. Vraag om andere momenten.")


def check_declining(state: str) -> None:
    """Other moments are asked for while some are proposed, or one was chosen. Raises ``Refused``."""
    if state not in {State.PROPOSED, State.PLANNED}:
        raise Refused("Er staat nu geen voorstel of afspraak. Er is niets veranderd. Laad de pagina opnieuw.")


def check_held(state: str, day: date, out: date, today: date) -> None:
    """A conversation took place between the day on which the report came out and today. Raises ``Refused``."""
    if state == State.HELD:
        raise Refused("Het gesprek stond al als geweest. Er is niets veranderd. Laad de pagina opnieuw.", code="stale")
    check_day(day, out, today)


def check_day(day: date, out: date, today: date) -> None:
    """The day of a conversation lies between the one on which the report came out and today. Raises ``Refused``."""
    if day < out:
        raise Refused("Op die dag was het verslag nog niet uit. Kijk de datum na.")
    if day > today:
        raise Refused("Die dag moet nog komen. Vul dit in als het gesprek is geweest.")


def held_before(state: str, *, chosen: bool, proposed: bool, written: bool) -> State:
    """What stood before the conversation was said to have taken place. Raises ``Refused``.

    ``written``: whether there are minutes or agreements, which follow from it.
    """
    if state != State.HELD:
        raise Refused(
            "Het gesprek stond niet als geweest. Er is niets veranderd. Laad de pagina opnieuw.", code="stale"
        )
    if written:
        raise Refused(
            "Er staat al een verslag van het gesprek, of een afspraak. Daarom blijft staan dat het is geweest. Er is "
            "niets veranderd. Haal die eerst weg als het gesprek er echt niet was."
        )
    return State.PLANNED if chosen else State.PROPOSED if proposed else State.OPEN


def check_after(state: str) -> None:
    """Minutes and agreements belong to a conversation that took place. Raises ``Refused``."""
    if state != State.HELD:
        raise Refused("Dit kan pas als het gesprek is geweest. Zet eerst de dag van het gesprek erin.")


def tells(about: int, begun: Collection[int], shut: Collection[int]) -> int:
    """The year of the report that tells of what is agreed now in the talk about the report of ``about``.

    ``begun``: years with a report; ``shut``: those of them in which one is out or stands ready.
    """
    open_ones = [year for year in begun if year > about and year not in shut]
    return min(open_ones, default=max((about, *shut)) + 1)


def check_not_told(year: int, *, is_ready: bool, is_out: bool) -> None:
    """A report that is out never changes, nor do the agreements that it tells of; nor while it stands ready.

    ``year``: of the report that tells of them. Raises ``Refused``.
    """
    if is_out:
        raise Refused(
            f"Deze afspraak staat in het verslag van {year}. Dat is uit en verandert niet meer. Er is niets veranderd. "
            "Spreken jullie nu iets anders af? Voeg het dan als nieuwe afspraak toe."
        )
    if is_ready:
        raise Refused(
            f"Deze afspraak staat in het verslag van {year}, en dat staat klaar. Er is niets veranderd. Haal dat "
            "verslag eerst terug om de afspraak te wijzigen."
        )
