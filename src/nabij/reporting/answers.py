"""What the authors of a report are told of its figures before they are out: judged, and nothing recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.people.models import Organisation
from nabij.releases.actions import Draft, draft, open_ledger
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, STAFF, Shown, as_called_now, shown
from nabij.reporting.counting import Register, counted, dimensions_of, names_by_code, open_tables_of, with_heads
from nabij.reporting.earlier_years import rows_of
from nabij.reporting.models import CountedByHand, Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.beside import Compared, Line, compared, tally
from nabij.reporting.rules.by_hand import checked, table_of
from nabij.reporting.rules.earlier import along_by_year, of_its_own, year_along
from nabij.reporting.rules.first_groups import FIRST_GROUPS
from nabij.reporting.rules.lettering import capital
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.story import SECTIONS
from nabij.reporting.rules.table_names import table_name
from nabij.reporting.rules.tables import (
    CHANNEL,
    EVERYBODY,
    HOLDS,
    LEVEL,
    LINKS,
    PLACE,
    TALKS,
    VISITORS,
    YES,
    months_of,
    to_be_told,
)
from nabij.reporting.rules.taking_back import apart_groups
from nabij.reporting.rules.vanished import Key, Paper, by_key, key_of, vanished, why_not
from nabij_disclosure.history import Released
from nabij_disclosure.pose import Asked
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.release import TooFew
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension, Table

SETTINGS = Settings()
"""What every report goes out under; a practice cannot choose another threshold, nor that noughts are shown."""

SECONDS, PATIENCE = 20.0, 45.0
"""For the search for fewer withheld figures, and for all of it: a browser waits a minute."""

QUICK = 700
"""So many figures, with those that went out before, are judged within a second."""


def asked(report: Report, plan: Plan | None = None, rows: Register | None = None) -> tuple[Asked, ...]:
    """The tables of a report by its plan, or by another; true counts, for its authors and the release only.

    ``rows``: the register, for whoever counts it more than once.
    """
    plan = plan or plan_of(report.plan)
    rows = rows or rows_of(report, plan)
    return (*counted(rows, plan), *with_heads(rows, by_hand(report)))


def by_hand(report: Report) -> tuple[Asked, ...]:
    """What counsellors inside the organisation counted of its year; nothing where nobody did."""
    counted = counted_by_hand(report)
    return (table_of(checked(counted, nature_groups()), months_of(report.year)),) if counted else ()


def counted_by_hand(report: Report) -> dict[str, int]:
    """Their counts by group of natures; empty where there are none."""
    rows = CountedByHand.objects.filter(
        practice_id=report.practice_id, organisation=report.organisation, year=report.year
    )
    row = rows.first()
    return dict(row.counts) if row else {}


def nature_groups() -> tuple[str, ...]:
    """The groups of natures, by name."""
    return tuple(group for group in codes.named_groups("matter_nature") if group)


def judged(report: Report, plan: Plan | None = None, rows: Register | None = None) -> Draft:
    """The figures of a report as they would go out now, by its plan or another. Not in transactions; ``Refused``.

    Nothing goes out of a correction that shows what was out. ``rows``: the register, for whoever counts more than once.
    """
    if plan is None and report.keeps_figures:
        return Draft(open_ledger(report.organisation).sequence, (), (), SETTINGS, LINKS)
    return _judged(report, asked(report, plan, rows))


def judged_at_once(report: Report) -> Draft | None:
    """The same while a page is made; None where that takes long: of much, and of a correction, held against all before.

    Not in transactions; ``Refused``.
    """
    if report.keeps_figures:
        return judged(report)
    tables = asked(report)
    return _judged(report, tables) if _is_quick(report, tables) else None


def is_judged_at_once(report: Report, rows: Register | None = None) -> bool:
    """Whether its figures are judged while a page is made."""
    return _is_quick(report, asked(report, rows=rows))


def _judged(report: Report, tables: tuple[Asked, ...]) -> Draft:
    ledger = open_ledger(report.organisation)
    told = to_be_told(tables, SETTINGS.threshold)
    found = draft(ledger, told, SETTINGS, links=LINKS, seconds=SECONDS, limit=PATIENCE)
    now = [shown(out.entry) for out in found.outs]
    lost = vanished(told_before(report.organisation), by_key(now))
    if lost:
        names = [_called(one, report.year) for one in now if key_of(one) in lost]
        paper = Paper.CORRECTION if report.edition > 1 else Paper.FIRST
        raise Refused(why_not(lost, names, paper), code="vanished")
    return found


def told_before(organisation: Organisation) -> dict[Key, Shown]:
    """What readers have of each table, in whatever paper it went out; the latest that told it, parts as called now.

    By the ledger alone, since a year may be told along in the report of another, and a ledger that was put back has no
    papers of its lines. Sentences say something of a table and are none.
    """
    rows = Release.objects.filter(organisation=organisation).exclude(kind=Release.Kind.SENTENCE)
    names = names_by_code(organisation)
    return by_key(as_called_now(one.shown, names) for one in rows.order_by("sequence"))


def _called(one: Shown, year: int) -> str:
    names, along = one.dimensions[0], year_along(one, year)
    name = table_name(one.measure, names.name, says_yes=names.leaves[0] == YES)
    return f"{name} ({along})" if along else name


def _is_quick(report: Report, tables: tuple[Asked, ...]) -> bool:
    """Whether its figures are judged while a page is made; what takes longer is asked for once the counts are there."""
    if report.edition > 1:
        # held against every version before, for three readers
        return False
    now = sum(len(one.table.cells) for one in tables)
    before = Release.objects.filter(organisation=report.organisation).values_list("entry", flat=True)
    return now + sum(len(entry.get("counts", ())) for entry in before) <= QUICK


def open_tables(report: Report) -> tuple[Table, ...]:
    """What goes out beside its figures and counts nobody who came.

    Head counts only where people by part are judged with them: they bound what readers think of who came there.
    """
    found = open_tables_of(report.organisation, report.year)
    judges_parts = not report.keeps_figures and PLACE not in plan_of(report.plan).left_out
    return found if judges_parts else tuple(one for one in found if one.measure != STAFF)


def would_be(report: Report, draft: Draft, beside: Iterable[Table] | None = None) -> tuple[Shown, ...]:
    """What readers would be shown, for the authors alone: the figures as judged, and what counts nobody who came.

    Nothing of it is in the ledger yet.
    """
    tables = open_tables(report) if beside is None else beside
    others = (Released(one, months_of(report.year), frozenset(), {}) for one in tables)
    kept = (one.shown for one in report.kept_releases())
    return (*kept, *(shown(entry) for entry in (*(out.entry for out in draft.outs), *others)))


@dataclass(frozen=True)
class Classified:
    """One classification on the page of the figures, with what may be done to it.

    ``back``: the groups whose codes stand apart, which one button takes together again.
    """

    name: str
    heading: str
    tables: tuple[Compared, ...]
    left_out: bool
    by_codes: bool
    has_groups: bool
    may_leave_out: bool
    back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Apart:
    """What is told in several tables of its own: it is shown or left out, and not grouped otherwise.

    ``lines``: of each table that says yes or no only its yes; ``tables``: all other tables, with their titles.
    """

    name: str
    heading: str
    counts: str
    left_out: bool
    lines: tuple[Line, ...]
    tables: tuple[tuple[str, Compared], ...]


@dataclass(frozen=True)
class Along:
    """One of the years before that is told along: its tables, with their titles, and what of them is shown in words."""

    year: int
    tables: tuple[tuple[str, Compared], ...]
    said: str


@dataclass(frozen=True)
class Looked:
    """All figures of a report as its authors see them; ``trouble``: why nothing of it can go out as it is.

    ``waiting``: only counted as yet. ``before``: how many figures the edition before shows; ``kept``: this one shows
    the same.
    """

    classifications: tuple[Classified, ...]
    apart: tuple[Apart, ...]
    shown: int
    figures: int
    trouble: str
    waiting: bool
    before: int | None = None
    kept: bool = False
    along: tuple[Along, ...] = ()


def looked_at(report: Report, *, at_once: bool = False) -> Looked:
    """The raw counts beside what would be shown, for the authors; outside transactions.

    ``at_once``: the counts alone where judging them takes long.
    """
    before = _shown_before(report)
    if report.keeps_figures:
        return Looked((), (), *_told(report.kept_releases()), "", waiting=False, before=before, kept=True)
    plan = plan_of(report.plan)
    rows = rows_of(report, plan)
    tables = asked(report, plan, rows)
    wait = at_once and not _is_quick(report, tables)
    outs, trouble = ((), "") if wait else _judged_or_why_not(report, tables)
    judged_as = {_key(out.entry): out for out in outs}
    raw = {_key(one): one.table for one in asked(report, Plan(along=plan.along), rows)}
    told = {_key(one) for one in to_be_told(tables, SETTINGS.threshold)}

    def beside(one: Asked) -> Compared:
        groups, key = plan.groups.get(one.table.dimensions[0].name, {}), _key(one)
        known = raw.get(key), judged_as.get(key)
        return compared(one.table, *known, threshold=SETTINGS.threshold, groups=groups, silent=key not in told)

    found = [beside(one) for one in of_its_own(tables, report.year)]
    along = along_by_year(tables, report.year)
    return Looked(
        tuple(_classified(one, plan, found) for one in in_order(report)),
        tuple(_apart(name, plan, found) for name in APART),
        *tally(shown(out.entry) for out in outs),
        trouble,
        wait,
        before,
        along=tuple(_along(year, [beside(one) for one in ones]) for year, ones in along.items()),
    )


def _along(year: int, tables: list[Compared]) -> Along:
    came = next(line.count for line in tables[0].lines if line.total)
    lines = [line for one in tables for line in one.lines if not line.total]
    shown = sum(line.figure is not None for line in lines)
    said = f"{came} mensen geteld, {shown} van de {len(lines)} groepen in het verslag"
    return Along(year, tuple(map(_titled, tables)), said)


def _key(one: Asked | Released) -> tuple[str, str, frozenset[str]]:
    return one.table.name, one.table.measure, one.periods


def _titled(one: Compared) -> tuple[str, Compared]:
    return "" if one.name == EVERYBODY.name else heading_of(one.name), one


def _shown_before(report: Report) -> int | None:
    """How many figures of those who came the edition shows that this one corrects; None where it is the first."""
    before = report.before()
    return _told(before.releases())[0] if before else None


def _told(releases: Iterable[Release]) -> tuple[int, int]:
    """How many figures of those who came are shown in these, and of how many."""
    return tally(seen for one in releases if (seen := one.shown).measure not in OPEN_MEASURES)


APART = {
    planning.WAYS: (SECTIONS["involvement"], TALKS, ""),
    planning.LEVELS: (SECTIONS["integrity"], VISITORS, f"{LEVEL} "),
    planning.LATER: (SECTIONS["durability"], VISITORS, f"{HOLDS} "),
}
"""What is told in tables of its own: its heading, what they count, and what their names begin with."""


def _apart(name: str, plan: Plan, found: list[Compared]) -> Apart:
    heading, measure, begins = APART[name]
    own = [one for one in found if one.measure == measure and one.name.startswith(begins)]
    said = [one for one in own if any(line.label == YES for line in one.lines)]
    lines = [
        replace(line, label=capital(one.name.removeprefix(begins)))
        for one in said
        for line in one.lines
        if line.label == YES
    ]
    tables = [(capital(one.name.removeprefix(begins)), one) for one in own if begins and one not in said]
    return Apart(name, heading, measure, name in plan.left_out, tuple(lines), tuple(tables))


def _judged_or_why_not(report: Report, tables: tuple[Asked, ...]) -> tuple[tuple[Proven | TooFew, ...], str]:
    try:
        return _judged(report, tables).outs, ""
    except Refused as refused:
        return (), refused.sentence


def in_order(report: Report) -> tuple[Dimension, ...]:
    """The classifications in the order of the report: those of people, then the channels."""
    channels, *others = dimensions_of(report.organisation)
    return (*others, channels)


def _classified(dimension: Dimension, plan: Plan, found: list[Compared]) -> Classified:
    now = planning.shaped(dimension, plan)
    return Classified(
        dimension.name,
        heading_of(dimension.name),
        tuple(one for one in found if one.name == dimension.name),
        dimension.name in plan.left_out,
        now == dimension,
        planning.has_groups(dimension) or dimension.name in FIRST_GROUPS,
        dimension.name != CHANNEL,
        tuple(apart_groups(plan, dimension)),
    )


HEADINGS = {
    "aard": "nature",
    "op wie": "subject",
    "rol": "role",
    "positie": "position",
    "onderdeel": "unit",
    "afloop": "outcome",
    CHANNEL: "channel",
}


def heading_of(classification: str) -> str:
    """What the report calls a classification above its figures."""
    return SECTIONS.get(HEADINGS.get(classification, ""), capital(classification))
