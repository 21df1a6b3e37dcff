"""Five years of work, decided by a seed. Pure: what happened to whom, before anything is sealed or stored."""

import random
import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nabij_demo import stories
from nabij_demo.people import ORGANISATIONS, PlannedOrganisation

YEARS = 5
RUNNING_DAYS = 240
REPEATED_AT, REPEATED_UNIT, REPEATED_NATURE = "linde", "Stafdiensten", "leadership_style"
REPEATED_DAYS_AGO = (40, 64, 88, 119, 150, 181)
SECTOR_ROLES = {
    "care": ("employee", "employee", "employee", "manager", "intern", "client_patient"),
    "education_minors": ("employee", "employee", "parent", "pupil", "manager"),
    "government": ("employee", "employee", "employee", "manager", "hired_external"),
}


@dataclass(frozen=True, slots=True)
class PlannedEncounter:
    """One conversation: when it was and what was noted."""

    id: str
    day: date
    channel: str
    duration: str
    involvement: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PlannedMatter:
    """One matter from first talk to close; ``closed`` is None while it runs."""

    id: str
    organisation: str
    unit: str | None
    keeper: str
    alias: str
    name: str
    contact: str
    own_words: str
    next_step: str
    turn: str
    due: date | None
    opened: date
    closed: date | None
    aftercare: date | None
    codes: dict[str, str | list[str]]
    encounters: tuple[PlannedEncounter, ...]


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(bytes=chance.randbytes(16), version=4))


def plan(today: date, seed: str = "nabij") -> list[PlannedMatter]:
    """Every matter of five years up to ``today``, the same for the same seed and day."""
    chance = random.Random(seed)  # noqa: S311 - made-up stories, no secrets
    matters: list[PlannedMatter] = []
    for organisation in ORGANISATIONS:
        for back in range(YEARS):
            count = round(organisation.per_year * chance.uniform(0.8, 1.2) * (1 - 0.08 * back))
            matters += [_matter(chance, organisation, _opened(chance, today, back), today) for _ in range(count)]
    matters += _repeated(chance, today)
    return sorted(matters, key=lambda matter: (matter.opened, matter.id))


def _repeated(chance: random.Random, today: date) -> list[PlannedMatter]:
    """Several people of one small part about the same, in half a year: what the page of repetition tells of."""
    where = next(one for one in ORGANISATIONS if one.key == REPEATED_AT)
    found = []
    for back in REPEATED_DAYS_AGO:
        one = _matter(chance, where, today - timedelta(days=back), today)
        running = one.closed is None
        encounters = _encounters(chance, REPEATED_NATURE, one.opened, today)
        codes = _codes(chance, REPEATED_NATURE, where.sector, running=running)
        closed = one.closed and max(one.closed, encounters[-1].day)
        found.append(replace(one, unit=REPEATED_UNIT, codes=codes, encounters=encounters, closed=closed))
    return found


def _opened(chance: random.Random, today: date, years_back: int) -> date:
    return today - timedelta(days=365 * years_back + chance.randrange(365))


def _encounters(chance: random.Random, nature: str, opened: date, last: date) -> tuple[PlannedEncounter, ...]:
    count = chance.choices((1, 2, 3, 4, 6), weights=(30, 30, 20, 14, 6))[0]
    texts = [stories.FIRST_NOTES[nature], *chance.sample(stories.LATER_NOTES, count - 1)]
    days = sorted([opened, *(opened + timedelta(days=chance.randrange(1, 100)) for _ in texts[1:])])
    return tuple(
        PlannedEncounter(
            id=_uuid(chance),
            day=min(day, last),
            channel=chance.choices(
                ("phone", "on_site", "elsewhere", "video", "email", "chat_app"), (40, 22, 10, 10, 10, 8)
            )[0],
            duration=chance.choices(("quarter", "half_hour", "hour", "two_hours"), (15, 40, 38, 7))[0],
            involvement=("listening",) if number == 0 else (chance.choice(("reflection", "guidance", "information")),),
            text=text,
        )
        for number, (day, text) in enumerate(zip(days, texts, strict=True))
    )


def _turn(chance: random.Random, today: date, *, running: bool) -> tuple[str, date | None]:
    if not running:
        return "nobody", None
    turn = chance.choices(("counsellor", "visitor", "organisation", "colleague"), (45, 35, 15, 5))[0]
    due = today + timedelta(days=chance.randrange(-4, 15)) if chance.random() < 0.85 else None
    return turn, due


def _codes(chance: random.Random, nature: str, sector: str, *, running: bool) -> dict[str, str | list[str]]:
    subjects = (
        "direct_manager",
        "direct_manager",
        "colleague",
        "team_or_culture",
        "higher_management",
        "organisation_policy",
    )
    integrity = (
        "organisational"
        if nature in {"conflict_of_interest", "financial_violation", "suspected_wrongdoing"}
        else "personal"
    )
    outcomes = (
        "told_enough",
        "no_step_chosen",
        "raised_self",
        "via_manager",
        "facilitated_talk",
        "org_measure",
        "formal_complaint",
    )
    return {
        "nature": [nature],
        "primary_nature": nature,
        "integrity_levels": [integrity],
        "subject_relation": chance.choice(subjects),
        "person_role": chance.choice(SECTOR_ROLES[sector]),
        "person_position": chance.choices(("affected", "bystander", "sparring"), (75, 15, 10))[0],
        "outcome": "" if running else chance.choices(outcomes, (24, 18, 20, 14, 8, 8, 8))[0],
    }


def _aftercare(last: date, today: date) -> date | None:
    """Twelve weeks after the last conversation; what lies further back was done."""
    day = last + timedelta(weeks=12)
    return day if day >= today - timedelta(days=7) else None


def _matter(chance: random.Random, organisation: PlannedOrganisation, opened: date, today: date) -> PlannedMatter:
    units = [unit for unit in organisation.units if unit.busy]
    unit = chance.choices(units, [unit.head_count * unit.busy for unit in units])[0]
    nature = chance.choice(list(stories.FIRST_NOTES))
    running = (today - opened).days < RUNNING_DAYS and chance.random() < 0.8
    encounters = _encounters(chance, nature, opened, today)
    turn, due = _turn(chance, today, running=running)
    return PlannedMatter(
        id=_uuid(chance),
        organisation=organisation.key,
        unit=unit.name if chance.random() < 0.9 else None,
        keeper=chance.choices(organisation.pair, (60, 40))[0],
        alias=chance.choice(stories.ALIASES),
        name=chance.choice(stories.NAMES) if chance.random() < 0.7 else "",
        contact=chance.choice(stories.CONTACT),
        own_words=chance.choice(stories.OWN_WORDS),
        next_step=chance.choice(stories.NEXT_STEPS[turn]),
        turn=turn,
        due=due,
        opened=opened,
        closed=None if running else min(encounters[-1].day + timedelta(days=chance.randrange(3, 40)), today),
        aftercare=_aftercare(encounters[-1].day, today),
        codes=_codes(chance, nature, organisation.sector, running=running),
        encounters=encounters,
    )
