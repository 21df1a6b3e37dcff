"""Five years of prevention, decided by a seed: what the pairs did before anything happened. Pure."""

import random
import uuid
from dataclasses import dataclass
from datetime import date

from nabij_demo.people import ORGANISATIONS, PlannedOrganisation
from nabij_demo.plan import YEARS


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that returns: ``kind``, how often in a year, for how many people, how that is known, how long."""

    kind: str
    per_year: int
    people: tuple[int, int]
    people_how: str
    quarters: tuple[int, int]
    explained: float
    in_units: bool


HABITS = (
    Habit("info_session", 3, (12, 45), "counted", (6, 12), 0.8, in_units=True),
    Habit("team_dialogue", 2, (6, 14), "counted", (6, 10), 0.6, in_units=True),
    Habit("workshop", 1, (10, 18), "counted", (12, 20), 0.9, in_units=True),
    Habit("onboarding", 2, (15, 40), "by_group", (2, 4), 1.0, in_units=False),
    Habit("visibility", 1, (60, 180), "by_reach", (2, 6), 0.3, in_units=False),
    Habit("board_meeting", 2, (1, 3), "counted", (4, 6), 0.2, in_units=False),
    Habit("or_hr_arbo", 1, (3, 7), "counted", (4, 6), 0.2, in_units=False),
    Habit("policy_advice", 1, (1, 4), "counted", (4, 16), 0.0, in_units=False),
)


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """One activity; without ``units`` it was for the whole organisation."""

    id: str
    organisation: str
    month: date
    kind: str
    units: tuple[str, ...]
    people: int
    people_how: str
    quarters: int
    own_initiative: bool
    explained: bool


def plan_activities(today: date, seed: str = "nabij") -> list[PlannedActivity]:
    """Every activity of five years up to the month of ``today``, the same for the same seed and day."""
    chance = random.Random(f"{seed}/activities")  # noqa: S311 - made-up activities, no secrets
    planned = [
        _activity(chance, organisation, habit, date(year, chance.randint(1, 12), 1))
        for organisation in ORGANISATIONS
        for year in range(today.year - YEARS + 1, today.year + 1)
        for habit in HABITS
        for _ in range(habit.per_year)
    ]
    return [activity for activity in planned if activity.month <= today]


def _activity(chance: random.Random, organisation: PlannedOrganisation, habit: Habit, month: date) -> PlannedActivity:
    # nobody comes where nobody was told: the silent place is never visited
    visited = [unit.name for unit in organisation.units if unit.busy]
    return PlannedActivity(
        id=str(uuid.UUID(bytes=chance.randbytes(16), version=4)),
        organisation=organisation.key,
        month=month,
        kind=habit.kind,
        units=tuple(chance.sample(visited, chance.randint(1, 2))) if habit.in_units else (),
        people=chance.randint(*habit.people),
        people_how=habit.people_how,
        quarters=chance.randint(*habit.quarters),
        own_initiative=chance.random() < 0.4,
        explained=chance.random() < habit.explained,
    )
