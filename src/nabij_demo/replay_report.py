"""Reads a published report: tables of counts with row labels, column labels and stated totals.

A file looks like `{"title": …, "year": …, "tables": [{"title", "row_labels", "column_labels", "cells", "totals"}]}`.
`totals` is null or holds `rows` and/or `columns`, each a list as long as the labels, null where nothing was stated.
A file of one's own may add `unit_of_counting` (people, conversations, files …) to the file or to a table.
The shape is checked here; what a cell holds is judged while replaying, cell by cell.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 1_000_000
MAX_TABLES = 200
MAX_LABEL = 300


class ReplayError(Exception):
    """One finished Dutch sentence for the person who gave the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table as published. `cells[i][j]` is whatever the file held: not yet known to be a count."""

    title: str
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...]
    row_totals: tuple[object, ...]
    column_totals: tuple[object, ...]
    other_totals: tuple[str, ...]
    unit_of_counting: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One published report. `year` is set only when the whole file is about one calendar year."""

    name: str
    title: str
    year: int | None
    tables: tuple[Table, ...]


def load_report(path: str | Path) -> Report:
    """Promises a report whose tables are rectangular and whose labels are unique; raises ReplayError otherwise."""
    path = Path(path)
    raw = as_object(read_json(path), "Het bestand")
    unit = optional_text(raw.get("unit_of_counting"), "De telwijze van het bestand")
    title = as_text(raw.get("title", path.stem), "De titel van het bestand")
    tables = tuple(_table(item, n, unit) for n, item in enumerate(as_list(raw.get("tables"), "'tables'"), start=1))
    if len(tables) > MAX_TABLES:
        raise ReplayError(f"Dit bestand heeft meer dan {MAX_TABLES} tabellen.")
    refuse_doubles([table.title for table in tables], "De tabel")
    return Report(path.name, title, single_year(raw.get("year")), tables)


def read_json(path: Path) -> object:
    """Promises parsed JSON of at most MAX_BYTES; raises ReplayError for anything unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReplayError(f"Het bestand '{shown(path.name)}' is niet te openen.") from error
    if len(content) > MAX_BYTES:
        raise ReplayError(f"Het bestand '{shown(path.name)}' is groter dan {MAX_BYTES // 1_000_000} MB.")
    try:
        parsed: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReplayError(f"Het bestand '{shown(path.name)}' is geen leesbare JSON.") from error
    return parsed


def single_year(value: object) -> int | None:
    """Promises a calendar year between 1900 and 2100, or None when the value says anything else."""
    if isinstance(value, str) and len(value) == 4 and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100:
        return value
    return None


def _table(value: object, number: int, unit: str | None) -> Table:
    raw = as_object(value, f"Tabel {number}")
    title = as_text(raw.get("title"), f"De titel van tabel {number}")
    name = f"tabel '{title}'"
    rows = _labels(raw.get("row_labels"), f"'row_labels' van {name}", f"In {name}: de rij")
    columns = _labels(raw.get("column_labels"), f"'column_labels' van {name}", f"In {name}: de kolom")
    cells = tuple(tuple(as_list(row, f"Een rij cellen van {name}")) for row in as_list(raw.get("cells"), name))
    if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
        raise ReplayError(f"De cellen van {name} passen niet bij het aantal rijen en kolommen.")
    stated = {} if raw.get("totals") is None else as_object(raw["totals"], f"'totals' van {name}")
    return Table(
        title,
        rows,
        columns,
        cells,
        _totals(stated.get("rows"), len(rows), f"De rijtotalen van {name}"),
        _totals(stated.get("columns"), len(columns), f"De kolomtotalen van {name}"),
        tuple(as_text(key, f"Een totaal van {name}") for key in stated if key not in ("rows", "columns")),
        optional_text(raw.get("unit_of_counting"), f"De telwijze van {name}") or unit,
    )


def _labels(value: object, what: str, one: str) -> tuple[str, ...]:
    labels = tuple(as_text(item, f"Een naam in {what}") for item in as_list(value, what))
    refuse_doubles(labels, one)
    return labels


def _totals(value: object, length: int, what: str) -> tuple[object, ...]:
    if value is None:
        return (None,) * length
    totals = tuple(as_list(value, what))
    if len(totals) != length:
        raise ReplayError(f"{what} passen niet bij het aantal namen.")
    return totals


def as_object(value: object, what: str) -> Mapping[str, object]:
    """Promises a JSON object; raises ReplayError naming `what`."""
    if not isinstance(value, dict):
        raise ReplayError(f"{what} moet een blok met namen en waarden zijn.")
    return value


def as_list(value: object, what: str) -> Sequence[object]:
    """Promises a JSON list; raises ReplayError naming `what`."""
    if not isinstance(value, list):
        raise ReplayError(f"{what}: hier hoort een lijst te staan.")
    return value


def as_text(value: object, what: str) -> str:
    """Promises a short text that a screen can show on one line; raises ReplayError naming `what`."""
    if not isinstance(value, str) or not value.strip():
        raise ReplayError(f"{what} ontbreekt of is geen tekst.")
    if len(value) > MAX_LABEL or not value.isprintable():
        raise ReplayError(f"{what} is te lang of bevat tekens die niet te tonen zijn.")
    return value


def optional_text(value: object, what: str) -> str | None:
    """Promises a text as `as_text` does, or None when there is none."""
    return None if value is None else as_text(value, what)


def refuse_doubles(names: Sequence[str], what: str) -> None:
    """Raises ReplayError when a name occurs twice: a message could then point at either."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ReplayError(f"{what} '{name}' staat er twee keer in. Geef elk een eigen naam.")
        seen.add(name)


def shown(text: str) -> str:
    """Promises the text with everything unprintable replaced, for use in a sentence."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
