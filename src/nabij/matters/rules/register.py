"""The coded half of a registration, and how one change of it is put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.kit.months import add_months
from nabij.matters.rules import widths
from nabij.matters.rules.turn import Step
from nabij.sealed.rules import NewGrant, Sealed

PLUS = frozenset({"active_in_conversation"})
ONGOING = "ongoing"
DURABILITIES = {"durability_3": 3, "durability_6": 6, "durability_12": 12}
"""So many months after closing one asks whether the solution holds; a month sooner counts."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Register codes by field name; a field that is not here stays as it is."""

    chosen: dict[str, str | tuple[str, ...]]
    unit: int | None = None
    unit_given: bool = False
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class NewEncounter:
    """One encounter for the register; without a month it was this month.

    ``times``: a row of a list may stand for more conversations of that month; ``quarters``: of an hour that they took
    together, where the list says that rather than how long each was.
    """

    id: UUID
    month: date | None
    channel: str
    duration: str
    involvement: tuple[str, ...]
    times: int = 1
    quarters: int | None = None


@dataclass(frozen=True, slots=True)
class NewMatter:
    """Everything that a matter starts with."""

    id: UUID
    organisation: int
    unit: int | None
    visitor_handle: UUID
    shred_key: bytes
    grants: tuple[NewGrant, ...]
    codes: Codes
    encounter: NewEncounter | None
    step: Step
    sealed: Sealed
    draft: UUID | None


@dataclass(frozen=True, slots=True)
class TakenOn:
    """Everything with which a counsellor makes a matter of a visitor's conversation."""

    unit: int | None
    visitor_handle: UUID
    grants: tuple[NewGrant, ...]
    codes: Codes
    step: Step
    sealed: Sealed
    draft: UUID | None


@dataclass(frozen=True, slots=True)
class Note:
    """An encounter with what was sealed about it and whose turn it is now."""

    encounter: NewEncounter
    step: Step
    sealed: Sealed
    draft: UUID | None


@dataclass(frozen=True, slots=True)
class Pass:
    """A hand-over of the turn."""

    turn_was: str
    step: Step
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Recoding:
    """Register codes that replace those of a version."""

    based_on: int
    codes: Codes


@dataclass(frozen=True, slots=True)
class Closing:
    """How a matter ended."""

    based_on: int
    outcome: str
    aftercare_month: date | None
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Break:
    """That confidentiality was broken, on which ground, and the sealed reasons."""

    ground: str
    record_id: UUID
    sealed: Sealed


def check_involvement(involvement: Iterable[str], *, plus_style: bool) -> None:
    """Refuse the PLUS style where the practice does not allow it."""
    if not plus_style and PLUS & set(involvement):
        raise Refused("Jouw praktijk werkt niet in de PLUS-stijl. Kies een andere betrokkenheid.", code="unknown_code")


def check_primary(nature: Iterable[str], primary: str) -> None:
    """Refuse a main nature that is not among the natures."""
    if primary and primary not in nature:
        raise Refused("Kies de belangrijkste aard uit wat je aankruiste.")


def check_outcome(outcome: str, *, closed: bool, before: str | None = None) -> None:
    """Refuse an outcome on a running matter, and a closed one without, unless it had none ``before``.

    Of a matter from a spreadsheet it may not have been kept how it ended; nobody has to make that up.
    """
    if not closed and outcome:
        raise Refused("Een afloop hoort bij een afgesloten kwestie. Laat hem open, of sluit de kwestie eerst af.")
    if closed and outcome in {"", ONGOING} and outcome != before:
        raise Refused("Kies hoe het afliep, in de woorden van de inbrenger.")


def check_durability(chosen: Mapping[str, str], *, closed_month: date | None, this_month: date) -> None:
    """Refuse an answer for a moment that has not come, and any for a running matter."""
    for name, months in DURABILITIES.items():
        if not chosen.get(name):
            continue
        if closed_month is None:
            raise Refused("Of de oplossing standhoudt, vraag je na het afsluiten. Laat dit open.")
        if add_months(closed_month, months - 1) > this_month:
            raise Refused(f"Of de oplossing na {months} maanden standhoudt, is nu nog niet te zeggen. Laat dit open.")


def check_taken_on(sealed: Sealed) -> None:
    """Refuse unless what comes with a new matter lies under its second keys, and its card is among it."""
    if any(record.epoch != widths.TAKEN_ON for record in sealed.records):
        raise Refused("Dit is niet met de nieuwe sleutels verzegeld. Er is niets bewaard. Laad het gesprek opnieuw.")
    if not any(record.kind == "card" for record in sealed.records):
        raise Refused("De kaart van de kwestie ontbreekt. Er is niets bewaard. Laad het gesprek opnieuw.")


def check_move(*, by_keeper: bool) -> None:
    """Refuse another organisation from anyone but who keeps the matter."""
    if not by_keeper:
        raise Refused(
            "Alleen wie de kwestie bijhoudt kan de organisatie wijzigen. Vraag het je collega.", code="forbidden"
        )


def check_closing(outcome: str, *, closed: bool) -> None:
    """Refuse closing twice, or closing without an outcome."""
    if closed:
        raise Refused("Deze kwestie is al afgesloten. Laad de kwestie opnieuw.", code="stale")
    check_outcome(outcome, closed=True)


def check_reopening(*, closed: bool) -> None:
    """Refuse reopening what is open."""
    if not closed:
        raise Refused("Deze kwestie loopt al. Laad de kwestie opnieuw.", code="stale")
