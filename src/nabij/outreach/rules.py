"""What an activity may be, and what a year of them adds up to. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nabij.kit.errors import Refused
from nabij.kit.months import add_months, month_of

YEARS_BACK = 10
PEOPLE_AT_MOST = 100_000
HOURS_AT_MOST = 200
QUARTERS_AT_MOST = HOURS_AT_MOST * 4

COUNTED = "counted"
HOW_PEOPLE = {
    COUNTED: "Geteld",
    "by_group": "Geschat: zo groot is de groep",
    "by_eye": "Geschat: rondgekeken",
    "by_reach": "Geschat: oplage of weergaven",
}
"""How the number of people is known; all but the first are estimates and say how they were made."""

TOGETHER = frozenset({"info_session", "workshop", "team_dialogue", "onboarding"})
VISIBLE = TOGETHER | {"walk_in_hour", "column", "visibility"}
ADVICE = frozenset({"policy_advice", "psa_rie_input", "manager_sparring"})
ABOUT_PEOPLE = frozenset({"manager_sparring"})
"""What may be about a matter: who reads where it was, and when nobody else came there, knows about whom."""
MEETINGS = frozenset({"board_meeting", "or_hr_arbo"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of one activity: codes and numbers, no text. No ``units`` means the whole organisation."""

    month: date
    kind: str
    units: frozenset[int]
    people: int
    people_how: str
    quarters: int
    own_initiative: bool
    explained: bool


def same_key(content: Content) -> str:
    """Under which a row of a list is an activity that is there: month, kind, parts, people, time."""
    units = ",".join(sorted(map(str, content.units)))
    return f"{content.month:%Y-%m}|{content.kind}|{units}|{content.people}|{content.quarters}"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a list: whether it was ``new``, and how many of its rows were there already (``present``)."""

    new: bool
    present: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One activity as the report reads it: names instead of codes, ``quarters`` of an hour."""

    month: date
    kind: str
    label: str
    units: tuple[str, ...]
    people: int
    people_how: str
    quarters: int
    own_initiative: bool
    explained: bool

    @property
    def estimated(self) -> bool:
        """Whether the number of people is an estimate."""
        return self.people_how != COUNTED

    @property
    def where(self) -> str:
        """The units, or the whole organisation."""
        return ", ".join(self.units) or "Hele organisatie"

    @property
    def hours(self) -> str:
        """Its hours as a person writes them."""
        return hours_words(self.quarters)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a year of activities adds up to; each name is that of an indicator of the report, but the last two.

    ``people_reached`` counts somebody who came twice twice; ``method`` says how the number came about.
    """

    activities: int
    people_reached: int
    channels_used: int
    own_initiative: int
    limits_explained: int
    advice_given: int
    meetings_held: int
    quarters: int
    method: str

    @property
    def hours(self) -> str:
        """The hours as a person writes them."""
        return hours_words(self.quarters)


def totals(rows: Iterable[Row]) -> Totals:
    """The totals of these rows; of none all are 0 and there is no method to tell."""
    listed = list(rows)
    return Totals(
        activities=sum(row.kind in TOGETHER for row in listed),
        people_reached=sum(row.people for row in listed),
        channels_used=len({row.kind for row in listed} & VISIBLE),
        own_initiative=sum(row.own_initiative for row in listed),
        limits_explained=sum(row.explained for row in listed),
        advice_given=sum(row.kind in ADVICE for row in listed),
        meetings_held=sum(row.kind in MEETINGS for row in listed),
        quarters=sum(row.quarters for row in listed),
        method=method(_by_how(listed)),
    )


def _by_how(rows: Iterable[Row]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row.people_how] += row.people
    return found


def method(people: Mapping[str, int]) -> str:
    """How a number of people came about, from how many of them are known in which way; of nobody there is none."""
    hows = sorted(HOW_PEOPLE[how].removeprefix("Geschat: ") for how in people if people[how] and how != COUNTED)
    twice = "Wie er vaker bij was, telt vaker mee."
    if not any(people.values()):
        return ""
    if not hows:
        return f"Alles is geteld. {twice}"
    return f"{people.get(COUNTED, 0)} geteld, de rest geschat ({'; '.join(hows)}). {twice}"


def hours_words(quarters: int) -> str:
    """Quarters of an hour as hours with a comma: 6 is 1,5."""
    return f"{Decimal(quarters) / 4:f}".replace(".", ",")


def check_content(content: Content, *, today: date, ended: date | None) -> None:
    """Raises ``Refused`` for a month to come, long ago or after the work ended, and for numbers out of range."""
    check_month(content.month, today=today, ended=ended)
    if not 0 <= content.people <= PEOPLE_AT_MOST:
        raise Refused("Er is niets bewaard: het aantal mensen is 0 tot 100.000. Kijk het getal na.")
    if not 1 <= content.quarters <= QUARTERS_AT_MOST:
        raise Refused("Er is niets bewaard: een activiteit duurt een kwartier tot 200 uur. Kijk het getal na.")
    if content.people_how not in HOW_PEOPLE:
        raise Refused("Er is niets bewaard: kies of het aantal mensen geteld of geschat is.")


def check_month(month: date, *, today: date, ended: date | None) -> None:
    """Raises ``Refused`` for a month that no activity can have; ``ended`` is when the work there ended."""
    if month > month_of(today):
        raise Refused("Deze maand moet nog komen. Zet een activiteit erin als die geweest is.")
    if month < first_month(today):
        raise Refused(f"Zo ver terug gaat de lijst niet. Kies een maand vanaf januari {today.year - YEARS_BACK}.")
    if ended and month > month_of(ended):
        raise Refused("Het werk voor deze organisatie was toen al beëindigd. Kies een eerdere maand.")


def first_month(today: date) -> date:
    """The earliest month that an activity can have."""
    return date(today.year - YEARS_BACK, 1, 1)


def months_to_choose(today: date, ended: date | None, year: int | None) -> list[date]:
    """The months of this year, or of all years, in which an activity can have been; the newest first."""
    last = min(month_of(today), month_of(ended)) if ended else month_of(today)
    found = [last]
    while found[-1] > first_month(today):
        found.append(add_months(found[-1], -1))
    return [month for month in found if year is None or month.year == year]
