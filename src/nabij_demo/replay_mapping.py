"""Says per report which label means which code: `mappings/<file name of the report>`.

Per table: `unit_of_counting`, `rows` and either `years` (each column is a year) or `columns` with `year` (a cross
table). An axis is `{"dimension": …, "labels": {label: meaning}}`. A meaning is a code, or one of
`{"code": code or null, "reason": …}` (null: the count becomes rows without a code),
`{"total": true}` (the row states the total) and `{"skip": reason}` (the row stays out of the sum).
A year is a number, `{"year", "month", "reason"}` or `{"skip": reason}`. A table may also have `fixed` (codes that hold
for all its rows), `population` (whom it counts, if not everybody), `note`, `of_which` (why the rows are only a part of
the total) and `skip` (why the whole table stays out).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nabij_demo.replay_report import (
    ReplayError,
    Report,
    Table,
    as_object,
    as_text,
    optional_text,
    read_json,
    single_year,
)

FOLDER = Path(__file__).parent / "mappings"
CODELIST = Path(__file__).parent.parent / "nabij" / "kit" / "data" / "codelist.json"
# Dimension of a register row -> its list in the code list. A unit of an organisation is free text: it has no list.
LISTS = {
    "nature": "matter_nature",
    "person_role": "person_role",
    "subject_relation": "subject_relation",
    "outcome": "outcome",
}
DIMENSIONS = (*LISTS, "organisation_unit")
UNKNOWN_UNIT = "unknown"


@dataclass(frozen=True, slots=True)
class Label:
    """What one label means. `use` is code, total or skip; a code of None needs a reason."""

    use: str
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """The dimension that rows or columns divide into, with the meaning of each label."""

    dimension: str | None
    labels: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Period:
    """The year (and month 'YYYY-MM') of a column; a year of None means: left out, for this reason."""

    year: int | None
    month: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read. `columns` set: a cross table of `period`; else `periods` holds a period per column."""

    rows: Axis = Axis(None, {})
    columns: Axis | None = None
    period: Period | None = None
    periods: Mapping[str, Period] = field(default_factory=dict)
    unit: str = UNKNOWN_UNIT
    fixed: tuple[tuple[str, str], ...] = ()
    population: str | None = None
    note: str | None = None
    of_which: str | None = None
    skip: str | None = None


@dataclass(frozen=True, slots=True)
class ReportMapping:
    """How each table of one report is read, by table title."""

    tables: Mapping[str, TableMapping]


@cache
def code_labels() -> Mapping[str, Mapping[str, str]]:
    """Promises, per dimension with a code list, each code with its Dutch label; children of a code included."""
    raw = json.loads(CODELIST.read_text("utf-8"))
    lists: dict[str, dict[str, str]] = {}
    for dimension, name in LISTS.items():
        codes = lists.setdefault(dimension, {})
        for value in raw[name]["values"]:
            codes[value["key"]] = value["nl"]
            codes.update({child["key"]: child["nl"] for child in value.get("children", [])})
    return lists


def mapping_for(path: str | Path) -> ReportMapping | None:
    """Promises the bundled mapping for a report of this file name, or None: then labels are matched by their words."""
    bundled = FOLDER / Path(path).name
    return load_mapping(bundled) if bundled.is_file() else None


def load_mapping(path: Path) -> ReportMapping:
    """Promises a mapping that uses only codes that exist; raises ReplayError otherwise."""
    tables = as_object(as_object(read_json(path), "De afspraken").get("tables"), "'tables' in de afspraken")
    return ReportMapping({title: _table_mapping(raw, f"de afspraak voor '{title}'") for title, raw in tables.items()})


def check_mapping(report: Report, mapping: ReportMapping) -> None:
    """Raises ReplayError when the mapping names a table or label that the report does not have (any more)."""
    tables = {table.title: table for table in report.tables}
    for title, plan in mapping.tables.items():
        if title not in tables:
            raise ReplayError(f"De afspraken noemen de tabel '{title}', maar die staat niet in het bestand.")
        _check_labels(tables[title], plan)


def _check_labels(table: Table, plan: TableMapping) -> None:
    columns = plan.columns.labels if plan.columns else plan.periods
    for kind, named, present in (
        ("rij", plan.rows.labels, set(table.row_labels)),
        ("kolom", columns, set(table.column_labels)),
    ):
        for label in named:
            if label not in present:
                raise ReplayError(
                    f"De afspraken noemen de {kind} '{label}', maar die staat niet in de tabel '{table.title}'."
                )


def _table_mapping(value: object, what: str) -> TableMapping:
    raw = as_object(value, what)
    if "skip" in raw:
        return TableMapping(skip=as_text(raw["skip"], f"De reden in {what}"))
    periods = {label: _period(item, what) for label, item in as_object(raw.get("years", {}), what).items()}
    chosen = [(period.year, period.month) for period in periods.values() if period.year]
    if len(chosen) != len(set(chosen)):
        raise ReplayError(f"In {what} horen twee kolommen bij hetzelfde jaar.")
    cross = "columns" in raw
    plan = TableMapping(
        rows=_axis(raw.get("rows"), what),
        columns=_axis(raw["columns"], what) if cross else None,
        period=_period(raw.get("year"), what) if cross else None,
        periods=periods,
        unit=as_text(raw.get("unit_of_counting"), f"De telwijze in {what}"),
        fixed=_fixed(raw.get("fixed", {}), what),
        population=optional_text(raw.get("population"), f"'population' in {what}"),
        note=optional_text(raw.get("note"), f"'note' in {what}"),
        of_which=optional_text(raw.get("of_which"), f"'of_which' in {what}"),
    )
    used = [axis.dimension for axis in (plan.rows, plan.columns) if axis and axis.dimension]
    used += [dimension for dimension, _ in plan.fixed]
    if len(used) != len(set(used)):
        raise ReplayError(f"In {what} komt een onderdeel van het register twee keer voor.")
    return plan


def _axis(value: object, what: str) -> Axis:
    raw = as_object(value, f"Een indeling in {what}")
    dimension = optional_text(raw.get("dimension"), f"'dimension' in {what}")
    if dimension is not None and dimension not in DIMENSIONS:
        raise ReplayError(f"In {what} staat '{dimension}', maar dat is geen onderdeel van het register.")
    labels = as_object(raw.get("labels"), f"De namen in {what}")
    return Axis(dimension, {label: _label(item, dimension, what) for label, item in labels.items()})


def _label(value: object, dimension: str | None, what: str) -> Label:
    if isinstance(value, str):
        value = {"code": value}
    raw = as_object(value, f"Een naam in {what}")
    if raw.get("total") is True:
        return Label("total")
    if "skip" in raw:
        return Label("skip", reason=as_text(raw["skip"], f"Een reden in {what}"))
    reason = optional_text(raw.get("reason"), f"Een reden in {what}")
    if "code" not in raw or (raw["code"] is None and reason is None):
        raise ReplayError(f"In {what} mist een naam zijn code, of de reden waarom er geen code is.")
    return Label("code", None if raw["code"] is None else _code(raw["code"], dimension, what), reason)


def _code(value: object, dimension: str | None, what: str) -> str:
    code = as_text(value, f"Een code in {what}")
    known = dimension == "organisation_unit" or (dimension in LISTS and code in code_labels()[dimension])
    if not known:
        raise ReplayError(f"In {what} staat de code '{code}', maar die bestaat niet.")
    return code


def _fixed(value: object, what: str) -> tuple[tuple[str, str], ...]:
    raw = as_object(value, f"'fixed' in {what}")
    return tuple(sorted((dimension, _code(code, dimension, what)) for dimension, code in raw.items()))


def _period(value: object, what: str) -> Period:
    if isinstance(value, dict) and "skip" in value:
        return Period(None, reason=as_text(value["skip"], f"Een reden in {what}"))
    raw = value if isinstance(value, dict) else {"year": value}
    year = single_year(raw.get("year"))
    month = optional_text(raw.get("month"), f"Een maand in {what}")
    if year is None or (month is not None and not re.fullmatch(rf"{year}-(0[1-9]|1[0-2])", month)):
        raise ReplayError(f"In {what} staat een jaar of maand die niet te lezen is.")
    return Period(year, month, optional_text(raw.get("reason"), f"Een reden in {what}"))
