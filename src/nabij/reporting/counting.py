"""The register of one organisation as rows to count: codes and months, never a name, a text or a day."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from nabij.kit import codes
from nabij.matters import models as register
from nabij.outreach.counting import activities_of
from nabij.outreach.rules import ABOUT_PEOPLE, HOW_PEOPLE
from nabij.people.models import Counsellor, Organisation, Unit
from nabij.people.rules import Part, at_itself
from nabij.releases.rules import COUNSELLORS, STAFF, Shown, as_called_now
from nabij.reporting.rules import earlier, prevention
from nabij.reporting.rules.head_counts import (
    OF_PEOPLE,
    heads_of_whole,
    of_whole,
    people_behind,
    without_what_is_out,
)
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.planning import LATER, LEVELS, WAYS, reserved, shaped
from nabij.reporting.rules.prevention import Activity
from nabij.reporting.rules.tables import (
    CHANNEL,
    NOT_FILLED_IN,
    PLACE,
    VISITORS,
    Matter,
    Talk,
    breaks_of,
    each_of,
    grouped,
    months_of,
    period_of,
    signals_by_answer,
    tables_of,
    visitors_whose_holds,
    with_codes,
    with_rest,
)
from nabij.signals.counting import Given, handed_over
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import Cell, Dimension, Table

CLASSIFICATIONS = {
    "aard": ("matter_nature", "primary_nature"),
    "op wie": ("subject_relation", "subject_relation"),
    "rol": ("person_role", "person_role"),
    "positie": ("person_position", "person_position"),
    "afloop": ("outcome", "outcome"),
}
"""What each classification is called in the report, its code list and its column in the register."""

DURABILITY = {3: "durability_3", 6: "durability_6", 12: "durability_12"}
"""The column that says whether a solution held, by months after closing."""

ELSEWHERE = NOT_FILLED_IN


@dataclass(frozen=True)
class Register:
    """All that a year of an organisation is counted from, read once, to be counted by as many plans as one likes.

    ``before``: the matters of the year before, where it went out: of those is told whether solutions held. ``heads``:
    who stand behind each part (``people_behind``). ``whole``: how many work there in all, nought where nobody knows.
    ``seen``: what went out of people, oldest first, its parts called as they are now; ``codes``: of those, by name.
    ``broken``: of which visitors confidentiality was broken, each time with its month. ``along``: the matters of years
    before that may be told along.
    """

    year: int
    matters: tuple[Matter, ...]
    talks: tuple[Talk, ...]
    before: tuple[Matter, ...] | None
    dimensions: tuple[Dimension, ...]
    heads: Mapping[str, Mapping[str, int]]
    signals: tuple[Given, ...] = ()
    whole: int = 0
    seen: tuple[Shown, ...] = ()
    broken: tuple[tuple[str, date], ...] = ()
    along: Mapping[int, tuple[Matter, ...]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


def register_of(organisation: Organisation, year: int, along: Collection[int] = ()) -> Register:
    """The register of an organisation for one year, as it is now; ``along``: with the matters of these years before."""
    talks = register.Encounter.objects.filter(matter__organisation=organisation, month__year=year)
    units = list(organisation.unit_set.all())
    names = names_by_code(organisation)
    seen = tuple(
        as_called_now(one, names)
        for row in organisation.release_set.order_by("sequence")
        if (one := row.shown).measure in OF_PEOPLE
    )
    return Register(
        year,
        matters_of(organisation, year),
        tuple(talk for row in _with_visitor(talks) for talk in _talks(row)),
        matters_of(organisation, year - 1) if year - 1 in along or went_out(seen, year - 1) else None,
        dimensions_of(organisation),
        people_behind(map(_part, units)),
        handed_over(organisation, year),
        heads_of_whole(organisation.head_count, (one.head_count for one in units if one.parent_id is None)),
        seen,
        _broken(organisation, year),
        matters_by_year(organisation, along),
        {name: code for code, name in names.items()},
    )


def matters_of(organisation: Organisation, year: int) -> tuple[Matter, ...]:
    """The matters of an organisation that were opened in a year."""
    of_year = register.Matter.objects.filter(organisation=organisation, opened_month__year=year)
    return tuple(map(_matter, of_year.select_related("unit")))


def matters_by_year(organisation: Organisation, years: Collection[int]) -> dict[int, tuple[Matter, ...]]:
    """The matters of an organisation that were opened in each of these years."""
    return {year: matters_of(organisation, year) for year in sorted(years)}


def asked_of(
    organisation: Organisation, year: int, first: int = 1, last: int = 12, *, plan: Plan | None = None
) -> tuple[Asked, ...]:
    """Every table of these months of a year as the plan groups it and the register has it now; true counts."""
    return counted(register_of(organisation, year), plan or Plan(), first, last)


def counted(rows: Register, plan: Plan, first: int = 1, last: int = 12) -> tuple[Asked, ...]:
    """Every table of these months of a year as the plan groups it."""
    channels, *found = (shaped(one, plan) for one in rows.dimensions)
    classifications = [one for one in found if one is not None]
    tables = tables_of(
        rows.matters,
        rows.talks,
        months_of(rows.year, first, last),
        classifications=classifications,
        channels=channels or channels_of(),
        involvements=() if WAYS in plan.left_out else tuple(codes.labels("involvement").values()),
        levels=() if LEVELS in plan.left_out else tuple(codes.labels("integrity_level").values()),
        heads=rows.heads,
    )
    months = months_of(rows.year, first, last)
    given = [one.answered for one in rows.signals if period_of(one.month) in months]
    signals = signals_by_answer(given.count(True), given.count(False), months)
    tables = (*tables, signals, breaks_of(rows.broken, months))
    if (first, last) == (1, 12):
        told = {year: rows.along[year] for year in plan.along & rows.along.keys()}
        later = () if LATER in plan.left_out else a_year_later(rows, told)
        tables = (*tables, *later, *earlier.tables_along(told, classifications, rows.heads))
    return with_heads(rows, with_codes(tables, rows.codes))


def with_heads(rows: Register, asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """The same tables, those of people with how many work there behind the total, but for what is out already."""
    return without_what_is_out([of_whole(one, rows.whole) for one in asked], rows.seen)


def dimensions_of(organisation: Organisation) -> tuple[Dimension, ...]:
    """Every classification that a plan may group, each with a place for what is not filled in; channels first."""
    return (channels_of(), *map(with_rest, classifications_of(organisation)))


def channels_of() -> Dimension:
    """The ways in which conversations take place."""
    return with_rest(Dimension.flat(CHANNEL, codes.labels("channel").values()))


def names_by_code(organisation: Organisation) -> dict[str, str]:
    """What each part of the organisation is called in tables now, by the code that it keeps when it is renamed."""
    return {str(code): place_of(name) for code, name in organisation.unit_set.values_list("code", "name")}


PART = "Onderdeel "


def place_of(name: str) -> str:
    """What a part of an organisation is called in a table, where some words mean something else."""
    bare = name
    while bare.startswith(PART):  # so that no two parts end up with one name
        bare = bare.removeprefix(PART)
    return f"{PART}{name}" if reserved(bare) or bare == NOT_FILLED_IN else name


def a_year_later(rows: Register, along: Collection[int] = ()) -> tuple[Asked, ...]:
    """Whether solutions held for who came in the year before, at each moment; only where that year went out.

    Or where it goes out ``along``. So it depends on what is out and on the plan, not on a count, whether the next
    report tells of it; and by then every moment came.
    """
    if rows.before is None or not (rows.year - 1 in along or went_out(rows.seen, rows.year - 1)):
        return ()
    months, answers = months_of(rows.year - 1), tuple(codes.labels("durability").values())
    return tuple(visitors_whose_holds(after, answers, rows.before, months) for after in DURABILITY)


def went_out(seen: Sequence[Shown], year: int) -> bool:
    """Whether a report told how many came in a year."""
    months = months_of(year)
    return any(one.measure == VISITORS and one.periods == months for one in seen)


def noted_of(organisation: Organisation, year: int) -> tuple[Activity, ...]:
    """What the counsellors noted under *Preventie* of a year; what was for everybody reached no part by name."""
    return tuple(
        Activity(
            one.label,
            frozenset(one.units),
            one.people,
            one.quarters,
            known=HOW_PEOPLE[one.people_how],
            own_initiative=one.own_initiative,
            explained=one.explained,
            about_people=one.kind in ABOUT_PEOPLE,
        )
        for one in activities_of(organisation, year)
    )


def open_tables_of(
    organisation: Organisation, year: int, activities: Sequence[Activity] | None = None
) -> tuple[Table, ...]:
    """What goes out beside the figures of a year and counts nobody who came: head counts, and what was done.

    ``activities``: others than those that were noted.
    """
    done = noted_of(organisation, year) if activities is None else activities
    heads = _heads(organisation)
    units = tuple(organisation.unit_set.order_by("name").values_list("name", flat=True))
    kinds = tuple(codes.labels("prevention_activity").values())
    known = (one for one in (heads, _counsellors(organisation)) if one)
    return (*known, *prevention.tables_of(done, kinds, units, tuple(HOW_PEOPLE.values())))


def _counsellors(organisation: Organisation) -> Table | None:
    """How many counsellors work for the organisation now, from inside and from outside: whose matters are counted."""
    appointed = organisation.pair().values_list("counsellor__counsellor__kind", flat=True)
    kinds = Counter(Counsellor.Kind(kind).label for kind in appointed if kind)
    if not kinds:
        return None
    counts: dict[Cell, int] = {(label,): kinds[label] for label in Counsellor.Kind.labels}
    by_kind = Dimension.flat("soort vertrouwenspersoon", Counsellor.Kind.labels)
    return Table(f"{COUNSELLORS} naar soort", (by_kind,), counts, measure=COUNSELLORS)


def _heads(organisation: Organisation) -> Table | None:
    """How many work at each part of the organisation now, at itself: so everybody is in one of them."""
    units = [_part(one) for one in organisation.unit_set.order_by("name")]
    own = at_itself(units)
    heads: dict[Cell, int] = {(one.name,): own[one.id] for one in units if one.id in own}
    if not heads:
        return None
    places = Dimension.flat(PLACE, (name for (name,) in heads))
    return Table(f"{STAFF} naar {PLACE}", (places,), heads, measure=STAFF)


def _part(unit: Unit) -> Part:
    """A part of the organisation by the name that it has in tables."""
    return Part(unit.pk, unit.parent_id, place_of(unit.name), unit.head_count)


def classifications_of(organisation: Organisation) -> Sequence[Dimension]:
    """The classifications of visitors: the code lists with their groups, and the parts of the organisation."""
    found = [
        grouped(name, codes.labels(listed), codes.named_groups(listed)) for name, (listed, _) in CLASSIFICATIONS.items()
    ]
    units = [place_of(one.name) for one in organisation.unit_set.order_by("name")]
    return [*found, Dimension.flat(PLACE, (*units, ELSEWHERE))]


def _broken(organisation: Organisation, year: int) -> tuple[tuple[str, date], ...]:
    """Of which visitors confidentiality was broken in a year, on whichever ground."""
    found = register.ConfidentialityBreak.objects.filter(matter__organisation=organisation, month__year=year)
    return tuple((str(visitor), month) for visitor, month in found.values_list("matter__visitor_handle", "month"))


def _with_visitor(talks: QuerySet[register.Encounter]) -> QuerySet[register.Encounter]:
    return talks.select_related("matter").order_by("pk")


def _matter(row: register.Matter) -> Matter:
    labels = {
        name: codes.labels(listed).get(getattr(row, column), "") for name, (listed, column) in CLASSIFICATIONS.items()
    }
    place = place_of(row.unit.name) if row.unit else ELSEWHERE
    named, holds = codes.labels("integrity_level"), codes.labels("durability")
    return Matter(
        str(row.pk),
        str(row.visitor_handle),
        row.opened_month,
        {**labels, PLACE: place},
        frozenset(named[key] for key in row.integrity_levels if key in named),
        {after: holds.get(getattr(row, column), "") for after, column in DURABILITY.items()},
    )


def _talks(row: register.Encounter) -> list[Talk]:
    """The conversations that a row of the register stands for, each with its share of the time."""
    named = codes.labels("involvement")
    one = Talk(
        visitor=str(row.matter.visitor_handle),
        month=row.month,
        channel=codes.labels("channel").get(row.channel, ""),
        minutes=codes.minutes().get(row.duration, 0),
        involvement=frozenset(named[key] for key in row.involvement if key in named),
    )
    return each_of(one, row.times, row.quarters)
