"""Reads a file without a bundled mapping by its words: Dutch labels of the code list, exact but for case.

Outer spaces do not count either. Nothing is guessed: a label that is no code stays out with a message, and so does a
table whose labels fit more than one list, a period that is not one calendar year, and a percentage.
"""

import re
from collections.abc import Sequence

from nabij_demo.replay_mapping import (
    UNKNOWN_UNIT,
    Axis,
    Label,
    Period,
    ReportMapping,
    TableMapping,
    code_labels,
)
from nabij_demo.replay_report import Report, Table, single_year

PERCENTAGE = re.compile(r"%|\bper ?cent\b|\bprocent\b|\bpercentages?\b|\baandeel\b|\bgemiddelde?\b", re.IGNORECASE)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
TOTAL_WORDS = frozenset({"totaal", "total"})
COUNT_WORDS = TOTAL_WORDS | {"aantal", "aantallen"}


def match_labels(report: Report) -> ReportMapping:
    """Promises a reading for every table of the report, by label; one that cannot be read has a reason to skip it."""
    return ReportMapping({table.title: _match_table(table, report.year) for table in report.tables})


def _match_table(table: Table, year: int | None) -> TableMapping:
    if PERCENTAGE.search(table.title):
        return TableMapping(skip="Deze tabel geeft percentages, geen aantallen.")
    rows = match_axis(table.row_labels)
    if isinstance(rows, str):
        return TableMapping(skip=f"De rijen: {rows}")
    unit = table.unit_of_counting or UNKNOWN_UNIT
    note = None if table.unit_of_counting else "Het bestand zegt niet wat er geteld is (mensen, gesprekken, dossiers)."
    if any(column_period(label, year, len(table.column_labels)).year for label in table.column_labels):
        periods = {label: column_period(label, year, len(table.column_labels)) for label in table.column_labels}
        chosen = [(period.year, period.month) for period in periods.values() if period.year]
        if len(chosen) != len(set(chosen)):
            return TableMapping(skip="Twee kolommen horen bij hetzelfde jaar.")
        return TableMapping(rows, periods=periods, unit=unit, note=note)
    columns = match_axis(table.column_labels)
    if isinstance(columns, str) or columns.dimension is None:
        return TableMapping(skip="De kolommen zijn geen jaren en geen codes uit de codelijst.")
    if columns.dimension == rows.dimension:
        return TableMapping(skip="De rijen en de kolommen delen naar hetzelfde in.")
    if year is None:
        return TableMapping(skip="Het bestand zegt niet over welk ene jaar deze tabel gaat.")
    return TableMapping(rows, columns, Period(year), unit=unit, note=note)


def match_axis(labels: Sequence[str]) -> Axis | str:
    """Promises the axis whose list knows every label that any list knows; a Dutch reason when no single list does."""
    found: dict[str, dict[str, Label]] = {}
    for dimension, codes in code_labels().items():
        by_word = {words.casefold(): code for code, words in codes.items()}
        hits = {label: by_word[_word(label)] for label in labels if _word(label) in by_word}
        found[dimension] = {label: Label("code", code) for label, code in hits.items()}
    totals = {label: Label("total") for label in labels if _word(label) in TOTAL_WORDS}
    known = {label for hits in found.values() for label in hits}
    if not known:
        return Axis(None, totals) if totals else "geen enkele naam staat in de codelijst."
    fitting = [dimension for dimension, hits in found.items() if hits.keys() == known]
    if len(fitting) != 1:
        return "de namen passen niet bij precies één lijst van de codelijst."
    return Axis(fitting[0], {**found[fitting[0]], **totals})


def column_period(label: str, year: int | None, columns: int) -> Period:
    """Promises the calendar year or month that a column label names, or a period without a year and the reason."""
    word = label.strip()
    named = single_year(word)
    if named:
        return Period(named)
    month = MONTH.fullmatch(word)
    # "2011-12" may be December 2011 or the school year 2011-2012: never choose.
    if month and int(month[2]) != (int(month[1]) + 1) % 100 and single_year(month[1]):
        return Period(int(month[1]), word)
    if PERCENTAGE.search(word):
        return Period(None, reason="Deze kolom geeft percentages, geen aantallen.")
    if columns == 1 and year and _word(label) in COUNT_WORDS:
        return Period(year)
    return Period(None, reason="Deze kolom is niet één kalenderjaar of één maand.")


def _word(label: str) -> str:
    return label.strip().casefold()
