"""Turns the published tables of a real organisation into register rows that count up to the same numbers.

The pure half of `demo --replay FILE.json`: `replay(load_report(path), mapping_for(path))`. One row stands for one
counted unit (a person, a file …) in one year. Tables about the same year, unit of counting and group with the same
total become one set of rows that has all their margins; any other table stays a set of its own. Sets overlap: never
add them up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nabij_demo.replay_mapping import UNKNOWN_UNIT, ReportMapping, check_mapping, load_mapping, mapping_for
from nabij_demo.replay_match import match_labels
from nabij_demo.replay_report import ReplayError, Report, load_report
from nabij_demo.replay_slices import Message, Slice, count_words, read_table

__all__ = [
    "MAX_ROWS",
    "CountedTotal",
    "Message",
    "RegisterRow",
    "Replay",
    "ReplayError",
    "Report",
    "ReportMapping",
    "load_mapping",
    "load_report",
    "mapping_for",
    "replay",
]

MAX_ROWS = 100_000
BETWEEN_TITLES = " | "


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One counted unit. Codes come from the code list; None means that the report does not tell."""

    year: int
    month: str | None
    unit_of_counting: str
    nature: str | None
    person_role: str | None
    subject_relation: str | None
    outcome: str | None
    organisation_unit: str | None
    source_table: str


@dataclass(frozen=True, slots=True)
class CountedTotal:
    """What one table publishes for one year and what the rows count up to; unequal only where a message says why.

    `published` is None where the report neither states a total nor gives all the cells. `source_table` is the set.
    """

    table: str
    column: str | None
    year: int
    month: str | None
    unit_of_counting: str
    published: int | None
    counted: int
    source_table: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The rows, what a person must know about them, and each total with what it counts up to."""

    rows: tuple[RegisterRow, ...]
    messages: tuple[Message, ...]
    totals: tuple[CountedTotal, ...]


def replay(report: Report, mapping: ReportMapping | None) -> Replay:
    """Promises rows with the published margins and a message for every cell that is not in them; the same each time.

    Without a mapping, labels are matched against the Dutch words of the code list. Raises ReplayError when the mapping
    names what the report does not have, and above MAX_ROWS rows.
    """
    mapping = mapping or match_labels(report)
    check_mapping(report, mapping)
    slices: list[Slice] = []
    messages: list[Message] = []
    for table in report.tables:
        plan = mapping.tables.get(table.title)
        if plan is None:
            messages.append(Message(table.title, None, None, "Voor deze tabel is niets afgesproken."))
            continue
        found, more = read_table(table, plan)
        slices += found
        messages += more
    sets, apart = combine(slices)
    if sum(group[0].total for group in sets) > MAX_ROWS:
        raise ReplayError(f"Dit bestand geeft meer dan {MAX_ROWS} rijen. Zo veel speelt de demo niet na.")
    rows = tuple(row for group in sets for row in _rows(group))
    totals = tuple(_counted(part, group) for group in sets for part in group)
    return Replay(rows, (*messages, *apart), totals)


def combine(slices: list[Slice]) -> tuple[list[list[Slice]], list[Message]]:
    """Promises sets of slices that count the same units, in the order of the report, and why others stay apart."""
    sets: list[list[Slice]] = []
    alike: dict[tuple[int, str | None, str], list[list[Slice]]] = {}
    messages: list[Message] = []
    for part in slices:
        near = alike.setdefault(_when(part), [])
        home = next((group for group in near if all(why_apart(part, other) is None for other in group)), None)
        if home is not None:
            home.append(part)
            continue
        if near:
            messages.append(_apart(part, [group[0] for group in near]))
        near.append([part])
        sets.append(near[-1])
    return sets, messages


def _apart(part: Slice, others: list[Slice]) -> Message:
    # A table about the same group explains more than one about another group.
    other = min(others, key=lambda one: (one.fixed, one.population) != (part.fixed, part.population))
    why = why_apart(part, other) or "een tabel die daarmee samengaat past niet"
    reason = f"Staat los van '{other.table}': {why}. Tel ze niet bij elkaar op."
    return Message(part.table, None, part.column, reason, lost=False)


def why_apart(one: Slice, two: Slice) -> str | None:
    """Promises the Dutch reason why two slices cannot share rows, or None when they can."""
    if _when(one) != _when(two):
        return "ze tellen iets anders of een ander jaar"
    if one.unit == UNKNOWN_UNIT:
        return "het bestand zegt niet of beide hetzelfde tellen"
    if (one.fixed, one.population) != (two.fixed, two.population):
        return "ze gaan niet over dezelfde groep"
    if not (one.complete and two.complete):
        return "een van beide is niet compleet"
    if one.total != two.total:
        return f"de totalen verschillen ({count_words(one.total)} en {count_words(two.total)})"
    if one.dimensions & two.dimensions:
        return "beide delen naar hetzelfde in"
    return None


def _when(part: Slice) -> tuple[int, str | None, str]:
    return part.year, part.month, part.unit


def _rows(group: list[Slice]) -> Iterator[RegisterRow]:
    """Lays the counts of each table end to end and reads across: the north-west corner rule, for any number."""
    first, source = group[0], source_of(group)
    columns = [[codes for codes, count in part.entries for _ in range(count)] for part in group]
    for across in zip(*columns, strict=True):
        codes = dict(first.fixed)
        for pairs in across:
            codes.update(pairs)
        yield RegisterRow(
            first.year,
            first.month,
            first.unit,
            codes.get("nature"),
            codes.get("person_role"),
            codes.get("subject_relation"),
            codes.get("outcome"),
            codes.get("organisation_unit"),
            source,
        )


def source_of(group: list[Slice]) -> str:
    """Promises the titles of the tables behind one set of rows."""
    return BETWEEN_TITLES.join(part.table for part in group)


def _counted(part: Slice, group: list[Slice]) -> CountedTotal:
    return CountedTotal(
        part.table,
        part.column,
        part.year,
        part.month,
        part.unit,
        part.published,
        part.total,
        source_of(group),
    )
