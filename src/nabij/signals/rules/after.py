"""What comes after the letter: received, answered, talked over, followed up, closed. Pure.

Whether anybody suffers from it is asked meanwhile: ``watching``.

What was read stays read. Who takes a yes back after that narrows what follows: no step of the pair goes on before that
visitor was told so. Once everybody took it back and was told so, it is over, for both sides alike: nobody talks about
it any more, the conversation that was planned is off, no answer is asked for, and the pair closes it where it stands.
What the board writes all the same is kept.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.signals.rules import sections
from nabij.signals.rules.asking import check_written
from nabij.signals.rules.steps import AFTER_DELIVERY, BEFORE_DELIVERY, Path, State, Step, check_at

MEETING_WITHIN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Back:
    """The matters whose visitors took their yes back after the letter was handed over, and of which that was told."""

    taken: frozenset[UUID]
    told: frozenset[UUID]


NOBODY = Back(frozenset(), frozenset())


def receive(state: State) -> State:
    """The board contact has it."""
    check_at(state, Step.DELIVERED)
    return replace(state, step=Step.RECEIVED)


def answer(state: State) -> State:
    """The board contact answered."""
    check_at(state, Step.RECEIVED)
    return replace(state, step=Step.ANSWERED)


def reply(state: State) -> State:
    """The board contact answered in a letter. It counts whatever the pair did since it was received, and undoes none.

    So no answer is lost on a conversation that was noted, or on a signal that was followed up or closed meanwhile.
    """
    check_at(state, Step.RECEIVED, Step.ANSWERED, Step.FOLLOWED_UP, Step.CLOSED)
    return replace(state, step=Step.ANSWERED) if state.step == Step.RECEIVED else state


def check_seen(state: State, was: date | None) -> None:
    """Refuse, with code ``other_day``, a day chosen by who saw another one than stands now: the other side chose."""
    if state.meeting != was:
        raise Refused(
            "Er is intussen een andere dag gekozen voor het gesprek. Uw dag is niet bewaard; verder is er niets weg. "
            "Laad de pagina opnieuw, kijk welke dag er nu staat, en kies zo nodig opnieuw.",
            code="other_day",
        )


def plan(state: State, day: date, today: date, back: Back) -> State:
    """A day on which it is talked over, once it was received; not about what rests on nobody any more."""
    check_at(state, Step.RECEIVED, Step.ANSWERED)
    if is_over(state, back):
        raise Refused(
            "Achter deze brief staat niemand meer. Het gesprek erover gaat niet door, en er is niets veranderd. Laad "
            "de pagina opnieuw: daar staat wat dat betekent.",
            code="over",
        )
    if not today <= day <= today + MEETING_WITHIN:
        raise Refused("Deze dag kan niet. Er is niets veranderd. Kies een dag vanaf vandaag, binnen een jaar.")
    return replace(state, meeting=day)


def follow_up(state: State, today: date, written: Collection[str], back: Back) -> State:
    """What changed, after the conversation about it."""
    check_at(state, Step.ANSWERED)
    _all_told(back)
    if state.meeting is None or state.meeting > today:
        raise Refused(
            "Het gesprek over dit signaal is nog niet geweest. Er is niets veranderd. Leg na het gesprek vast wat er "
            "veranderde."
        )
    check_written(written, sections.CHANGED)
    return replace(state, step=Step.FOLLOWED_UP)


def close(state: State, back: Back) -> State:
    """Done; asking whether anybody suffers from it goes on until the last day of it.

    Where everybody took their yes back it may be done before its time: it rests on nobody any more.
    """
    early = state.step in _BEFORE_ITS_TIME and _rests_on_nobody(state, back)
    check_at(state, Step.FOLLOWED_UP, *(_BEFORE_ITS_TIME if early else ()))
    _all_told(back)
    return replace(state, step=Step.CLOSED, meeting=None if early else state.meeting)


def is_over(state: State, back: Back) -> bool:
    """Whether everybody whose yes a letter went out on took it back, and was told what that means."""
    return _rests_on_nobody(state, back) and back.taken <= back.told


def _rests_on_nobody(state: State, back: Back) -> bool:
    return bool(state.laid) and state.laid <= back.taken


def check_told(state: State, matter: UUID, standing: Collection[UUID]) -> None:
    """Refuse to note that a visitor who withdrew was told that what is read stays read, where that is not so."""
    check_at(state, *AFTER_DELIVERY)
    if matter not in state.laid or matter in standing:
        raise Refused(
            "Deze inbrenger nam niets terug. Er is niets veranderd. Laad opnieuw en kijk wie er iets terugnam."
        )


def check_hears_back(state: State, matter: UUID) -> None:
    """Refuse to note here that a yes was taken back, where no yes lies under the signal or nothing goes on any more."""
    check_at(state, *BEFORE_DELIVERY, *AFTER_DELIVERY)
    if matter not in state.laid or state.path != Path.AGREED:
        raise Refused(
            "Onder dit signaal ligt geen ja van deze inbrenger. Er is niets veranderd. Laad opnieuw en kijk bij "
            "Afstemmen."
        )


_BEFORE_ITS_TIME = (Step.DELIVERED, Step.RECEIVED, Step.ANSWERED)


def _all_told(back: Back) -> None:
    if back.taken - back.told:
        raise Refused(
            "Een inbrenger nam de toestemming terug. Er is niets weg. Vertel de inbrenger eerst dat wat gelezen is "
            "gelezen blijft, en leg dat vast bij Afstemmen.",
            code="withdrawn",
        )
