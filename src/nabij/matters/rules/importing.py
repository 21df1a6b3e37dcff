"""What a counsellor brings in from a spreadsheet of years, and when that can be undone."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.kit.months import add_months, month_of
from nabij.matters.rules.register import DURABILITIES, ONGOING, Codes, NewEncounter, check_durability
from nabij.sealed.rules import NewGrant, Sealed

MONTHS_BACK = 40 * 12
MOST_AT_ONCE = 250
MOST_TIMES = 200
"""More conversations than one row of a list stands for."""
MOST_QUARTERS = 800


ADDED, STEP, CODED, AGREED, ELSEWHERE = "added", "step", "coded", "agreed", "elsewhere"
"""What was done in a matter since it came in, for which it stays when its import is undone."""


def memory_box(practice: UUID) -> UUID:
    """Under which id a practice's memory of how lists were read is sealed: every browser computes the same."""
    about = json.dumps([str(practice)], separators=(",", ":"))
    return UUID(bytes=hashlib.sha256(b"nabij/import-memory/1\0" + about.encode()).digest()[:16], version=4)


@dataclass(frozen=True, slots=True)
class ImportedMatter:
    """One matter of the sheet with all its encounters, at least one; ``outcome`` is empty while it runs.

    ``over``: it is over, and nobody kept how it ended.
    """

    id: UUID
    organisation: int
    unit: int | None
    visitor_handle: UUID
    shred_key: bytes
    grants: tuple[NewGrant, ...]
    codes: Codes
    outcome: str
    encounters: tuple[NewEncounter, ...]
    sealed: Sealed
    over: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether it ended, in whichever way."""
        return self.over or self.outcome != ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some matters of one file; ``first`` begins the import, also again after it was undone."""

    batch: UUID
    first: bool
    matters: tuple[ImportedMatter, ...]


def check_imported(matter: ImportedMatter, today: date) -> None:
    """Refuse a matter without an encounter, one with a month that cannot be, and anything but a first revision."""
    if not matter.encounters:
        raise Refused(
            "Een kwestie zonder gesprek kan niet worden ingelezen. Er is niets bewaard. Haal die rij uit het bestand."
        )
    months = [encounter.month for encounter in matter.encounters]
    if any(month is None or not _possible(month, today) for month in months):
        raise Refused("Een gesprek ligt in de toekomst of te lang geleden. Er is niets bewaard. Kijk de datums na.")
    if any(not _countable(encounter) for encounter in matter.encounters):
        raise Refused(
            f"Een rij is 1 tot en met {MOST_TIMES} gesprekken, van samen minstens een kwartier per gesprek en "
            "hoogstens 200 uur. Er is niets bewaard. Kijk de aantallen na."
        )
    if matter.outcome == ONGOING:
        raise Refused(
            "Een kwestie die loopt heeft geen afloop. Er is niets bewaard. "
            "Haal de afloop weg, of geef een maand van afsluiten."
        )
    numbers = [record.revision for record in matter.sealed.records] + [one.counter for one in matter.sealed.manifests]
    places = {one.place for one in matter.sealed.records} | {one.place for one in matter.sealed.manifests}
    if any(number != 1 for number in numbers) or not places <= {("notes", 1), ("conversation", 1)}:
        raise Refused("Van een kwestie komt hier alleen het begin. Er is niets bewaard. Kies het bestand opnieuw.")


def check_lasting(matter: ImportedMatter, today: date) -> None:
    """Refuse an answer on whether it lasted for a running matter, or before that moment has come."""
    closed = span_of(matter.encounters)[1] if matter.is_closed else None
    chosen = {name: str(matter.codes.chosen.get(name, "")) for name in DURABILITIES}
    check_durability(chosen, closed_month=closed, this_month=month_of(today))


def _possible(month: date, today: date) -> bool:
    return add_months(month_of(today), -MONTHS_BACK) <= month <= month_of(today)


def _countable(encounter: NewEncounter) -> bool:
    if not 1 <= encounter.times <= MOST_TIMES:
        return False
    return encounter.quarters is None or encounter.times <= encounter.quarters <= MOST_QUARTERS


def span_of(encounters: tuple[NewEncounter, ...]) -> tuple[date, date]:
    """The months of the first and of the last encounter."""
    months = [encounter.month for encounter in encounters if encounter.month]
    return min(months), max(months)


def check_not_undone(*, first: bool, undone: bool) -> None:
    """Refuse what comes after somebody undid the import in another tab."""
    if undone and not first:
        raise Refused(
            "Deze import is intussen teruggedraaid, in een ander tabblad of op een ander apparaat. "
            "Kies het bestand opnieuw als je het toch wilt inlezen.",
            code="stale",
        )


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of undoing: whether it was done ``already``, and the matters that stay, each with why."""

    already: bool
    left: dict[UUID, str]


def check_untouched(touched: int, going: int) -> None:
    """Refuse undoing once every matter was worked on since: all of that would be lost."""
    if touched and not going:
        which = "de kwestie" if touched == 1 else f"alle {touched} kwesties"
        raise Refused(
            f"In {which} is na het inlezen iets toegevoegd of gewijzigd. Terugdraaien zou dat weggooien, "
            "dus dat kan niet meer. Er is niets veranderd. Verbeter de kwesties zelf."
        )
