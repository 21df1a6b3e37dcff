"""The figures of an interim overview: as its authors see them before they are out, and as they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nabij.kit.clock import today
from nabij.kit.errors import Refused
from nabij.people.models import Organisation
from nabij.releases.actions import Draft, draft, open_ledger
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, Shown, shown
from nabij.reporting import document
from nabij.reporting.answers import PATIENCE, QUICK, SECONDS, SETTINGS, told_before
from nabij.reporting.counting import Register, counted, dimensions_of, register_of
from nabij.reporting.grouping import grouping_of
from nabij.reporting.interim import Interim
from nabij.reporting.interim_reading import drawn
from nabij.reporting.models import Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.beside import Compared, Line, compared, tally
from nabij.reporting.rules.interim import why_not
from nabij.reporting.rules.lettering import capital
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.table_names import counted_name, table_name
from nabij.reporting.rules.tables import LINKS, VISITORS, WORK, YES, to_be_told
from nabij.reporting.rules.vanished import Paper, by_key, key_of, vanished
from nabij.reporting.rules.vanished import why_not as why_it_would_vanish
from nabij_disclosure.pose import Asked

_TOO_FEW = (
    "In deze maanden kwamen er minder dan {threshold} mensen. Daarover kan geen overzicht uit: het zou bijna niets "
    "zeggen, en het jaarverslag kan er al zijn cijfers door verliezen. Er is niets uitgegaan. Kies een langere "
    "periode, of wacht op het jaarverslag."
)


def out_of(organisation: Organisation) -> list[frozenset[str]]:
    """The periods of which figures of people who came are out, oldest first."""
    rows = Release.objects.filter(organisation=organisation).order_by("sequence")
    return [one.periods for row in rows if (one := row.shown).measure not in OPEN_MEASURES]


def check_part(interim: Interim) -> None:
    """Raises ``Refused`` where no overview of this part can go out."""
    if sentence := why_not(interim.part, today(), out_of(interim.organisation)):
        raise Refused(sentence, code="part")


def plan_for(organisation: Organisation, year: int) -> Plan:
    """How its figures are grouped: as in the report of the year that is being made, or in the last one that is out.

    So what goes out in between is what the year's report asks for, and spends nothing that it needs.
    """
    reports = Report.objects.filter(organisation=organisation, year__lte=year).order_by("-year", "-edition")
    last = reports.filter(year=year).first() or reports.exclude(published_at=None).first()
    dimensions = dimensions_of(organisation)
    if last is None:
        return planning.first_plan(dimensions)
    return planning.still_there(planning.as_before(grouping_of(last), as_before=False), dimensions)


@dataclass(frozen=True)
class Counting:
    """The tables of an overview by its plan; true counts, for its authors and the release only."""

    interim: Interim
    plan: Plan
    rows: Register
    tables: tuple[Asked, ...]

    @property
    def told(self) -> tuple[Asked, ...]:
        """Those that may be judged."""
        return to_be_told(self.tables, SETTINGS.threshold)


def counting_of(interim: Interim) -> Counting:
    """The tables of an overview as the register has them now."""
    plan = plan_for(interim.organisation, interim.year)
    rows = register_of(interim.organisation, interim.year)
    return Counting(interim, plan, rows, _of_people(counted(rows, plan, interim.first, interim.last)))


def _of_people(tables: Iterable[Asked]) -> tuple[Asked, ...]:
    """Those that count no conversations and no hours.

    The year adds to part of it what may be the work with few visitors, however many conversations that are: then it
    would have to withhold its own totals, so that nobody subtracts.
    """
    return tuple(one for one in tables if one.table.measure not in WORK)


def is_quick(counting: Counting) -> bool:
    """Whether its figures are judged while a page is made."""
    before = Release.objects.filter(organisation=counting.interim.organisation).values_list("entry", flat=True)
    now = sum(len(one.table.cells) for one in counting.tables)
    return counting.interim.edition == 1 and now + sum(len(entry.get("counts", ())) for entry in before) <= QUICK


def judged(counting: Counting) -> Draft:
    """The figures of an overview as they would go out now, judged beside all that is out. Not in transactions.

    Raises ``Refused``, also where a figure would vanish that readers have already, and where too few came: between
    which ends their number lies would be all it tells, and it could leave nothing that the year may tell.
    """
    if any(
        one.table.measure == VISITORS and SETTINGS.is_small(one.table.values[one.table.top]) for one in counting.told
    ):
        raise Refused(_TOO_FEW.format(threshold=SETTINGS.threshold), code="few")
    ledger = open_ledger(counting.interim.organisation)
    found = draft(ledger, counting.told, SETTINGS, links=LINKS, seconds=SECONDS, limit=PATIENCE)
    now = [shown(out.entry) for out in found.outs]
    if lost := vanished(told_before(counting.interim.organisation), by_key(now)):
        names = [_called(one.measure, one.dimensions[0]) for one in now if key_of(one) in lost]
        raise Refused(why_it_would_vanish(lost, names, Paper.INTERIM), code="vanished")
    return found


def _called(measure: str, dimension: object) -> str:
    name, leaves = getattr(dimension, "name", ""), getattr(dimension, "leaves", ("",))
    return table_name(measure, name, says_yes=leaves[0] == YES)


@dataclass(frozen=True)
class Looked:
    """What its authors see: each table counted beside what is shown, how many figures of how many, what is in the way.

    ``waiting``: only counted as yet.
    """

    tables: tuple[tuple[str, Compared], ...]
    shown: int = 0
    figures: int = 0
    trouble: str = ""
    waiting: bool = False


def looked_at(counting: Counting, found: Draft | None, trouble: str = "") -> Looked:
    """The counts beside what would be shown; ``found`` None: not judged, or not to be let out for this ``trouble``."""
    outs = found.outs if found else ()
    by_name = {(out.table.measure, out.table.name): out for out in outs}
    told = {one.table.name for one in counting.told}
    raw = {(one.table.measure, one.table.name): one.table for one in counted(counting.rows, Plan(), *_months(counting))}
    lines = []
    for one in counting.tables:
        key, dimension = (one.table.measure, one.table.name), one.table.dimensions[0]
        beside = compared(
            one.table,
            raw.get(key),
            by_name.get(key),
            threshold=SETTINGS.threshold,
            groups=counting.plan.groups.get(dimension.name, {}),
            silent=one.table.name not in told,
        )
        lines.append((capital(_called(one.table.measure, dimension)), beside))
    seen = [shown(out.entry) for out in outs]
    return Looked(tuple(_joined(lines)), *tally(seen), trouble, waiting=found is None and not trouble)


def _joined(tables: Iterable[tuple[str, Compared]]) -> Iterator[tuple[str, Compared]]:
    """The tables as they are; those that say yes or no of one thing as one, with a line for each yes."""
    found: dict[str, list[Line]] = {}
    for heading, one in tables:
        said = [line for line in one.lines if line.label == YES]
        if said:
            found.setdefault(one.measure, []).append(replace(said[0], label=heading))
        else:
            yield heading, one
    for measure, lines in found.items():
        yield f"{capital(counted_name(measure))}, elk apart geteld", Compared("wat", measure, tuple(lines))


def _months(counting: Counting) -> tuple[int, int]:
    return counting.interim.first, counting.interim.last


def as_it_would_be(interim: Interim, seen: Iterable[Shown], plan: Plan) -> document.Report:
    """The overview with these figures and its words, before anything of it is out."""
    interim.left_out = sorted(plan.left_out)
    return drawn(interim, seen)
