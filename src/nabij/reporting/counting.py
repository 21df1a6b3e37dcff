"""The register of one organisation as rows to count: codes and months, never a name, a text or a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from nabij.kit import codes
from nabij.matters import models as register
from nabij.people.models import Organisation
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.planning import WAYS, reserved, shaped
from nabij.reporting.rules.tables import NOT_FILLED_IN, Matter, Talk, grouped, months_of, tables_of, with_rest
from nabij_disclosure.pose import Asked
from nabij_disclosure.table import TOTAL, Dimension

CLASSIFICATIONS = {
    "aard": ("matter_nature", "primary_nature"),
    "op wie": ("subject_relation", "subject_relation"),
    "rol": ("person_role", "person_role"),
    "positie": ("person_position", "person_position"),
    "afloop": ("outcome", "outcome"),
}
"""What each classification is called in the report, its code list and its column in the register."""

CHANNEL = "kanaal"
PLACE = "onderdeel"
ELSEWHERE = "Geen onderdeel"


@dataclass(frozen=True)
class Rows:
    """What was counted from: the matters of the years in question and the encounters of the months."""

    matters: tuple[Matter, ...]
    talks: tuple[Talk, ...]


def rows_of(organisation: Organisation, year: int) -> Rows:
    """The register of an organisation for one year."""
    of_year = register.Matter.objects.filter(organisation=organisation, opened_month__year=year)
    talks = register.Encounter.objects.filter(matter__organisation=organisation, month__year=year)
    return Rows(tuple(map(_matter, of_year.select_related("unit"))), tuple(map(_talk, _with_visitor(talks))))


def asked_of(
    organisation: Organisation, year: int, first: int = 1, last: int = 12, *, plan: Plan | None = None
) -> tuple[Asked, ...]:
    """Every table of these months of a year as the plan groups it and the register has it now; true counts."""
    rows, plan = rows_of(organisation, year), plan or Plan()
    channels, *found = (shaped(one, plan) for one in dimensions_of(organisation))
    return tables_of(
        rows.matters,
        rows.talks,
        months_of(year, first, last),
        classifications=[one for one in found if one is not None],
        channels=channels or channels_of(),
        involvements=() if WAYS in plan.left_out else tuple(codes.labels("involvement").values()),
    )


def dimensions_of(organisation: Organisation) -> tuple[Dimension, ...]:
    """Every classification that a plan may group, each with a place for what is not filled in; channels first."""
    return (channels_of(), *map(with_rest, classifications_of(organisation)))


def channels_of() -> Dimension:
    """The ways in which conversations take place."""
    return with_rest(Dimension.flat(CHANNEL, codes.labels("channel").values()))


def classifications_of(organisation: Organisation) -> Sequence[Dimension]:
    """The classifications of visitors: the code lists with their groups, and the parts of the organisation."""
    found = [
        grouped(name, codes.labels(listed), codes.named_groups(listed)) for name, (listed, _) in CLASSIFICATIONS.items()
    ]
    units = [place_of(one.name) for one in organisation.unit_set.order_by("name")]
    # whoever is in no part of it is one class: where it is not filled in, there is none
    return [*found, Dimension(PLACE, dict.fromkeys((*units, ELSEWHERE), TOTAL), TOTAL, {ELSEWHERE: (NOT_FILLED_IN,)})]


def place_of(name: str) -> str:
    """What a part of an organisation is called in a table, where some words mean something else."""
    return f"Onderdeel {name}" if reserved(name) or name in {NOT_FILLED_IN, ELSEWHERE} else name


def _with_visitor(talks: QuerySet[register.Encounter]) -> QuerySet[register.Encounter]:
    return talks.select_related("matter").order_by("pk")


def _matter(row: register.Matter) -> Matter:
    labels = {
        name: codes.labels(listed).get(getattr(row, column), "") for name, (listed, column) in CLASSIFICATIONS.items()
    }
    place = place_of(row.unit.name) if row.unit else ELSEWHERE
    return Matter(str(row.pk), str(row.visitor_handle), row.opened_month, {**labels, PLACE: place})


def _talk(row: register.Encounter) -> Talk:
    named = codes.labels("involvement")
    return Talk(
        visitor=str(row.matter.visitor_handle),
        month=row.month,
        channel=codes.labels("channel").get(row.channel, ""),
        minutes=codes.minutes().get(row.duration, 0),
        involvement=frozenset(named[key] for key in row.involvement if key in named),
    )
