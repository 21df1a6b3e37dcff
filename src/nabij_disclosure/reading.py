"""A CSV file of counts becomes a table, or a flaw with its row.

Rows are not kept in the order of the file: a file sorted by count would tell between which neighbours a hidden figure
lies, and a gap would tell that an inner cell was not there, so that it is none. Names are sorted, unless a file with a
hierarchy gives their order.

Proof note. Before: bytes from anybody. After: each inner cell has one whole count, from its row or 0 where it has none;
every margin that was given is the sum of its cells. Else ``BadInput``, with the row wherever one can be named.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import product
from math import prod

from nabij_disclosure.disguise import Disguise, disguises, groupings
from nabij_disclosure.flaws import BadInput
from nabij_disclosure.hierarchy import merged
from nabij_disclosure.labels import alike, clean, natural
from nabij_disclosure.table import TOTAL, Cell, Dimension, Table

COUNT_NAMES = frozenset({"count", "freq", "aantal"})
DELIMITERS = ",;\t"
LONGEST = 20_000_000
MOST_CELLS = 20_000
MOST_PEOPLE = 100_000_000
"""Sums up to here stay exact in the solver's floating point, with room to spare."""

_BOM = "\ufeff"
_SEPARATOR = re.compile(r"\A\"?sep=[,;\t]\"?(?=\r|\n)", re.IGNORECASE)
"""What a spreadsheet may write before the header; its line stays, so that rows keep their numbers."""
_WHOLE = re.compile(r"[0-9]+", re.ASCII)
_NEGATIVE = re.compile(r"[-−–][0-9][0-9.,]*", re.ASCII)
_FRACTION = re.compile(r"[0-9]*[.,][0-9.,]*", re.ASCII)


@dataclass(frozen=True)
class Given:
    """A table as somebody gave it: its columns, how the file was written, and which inner cells had no row.

    ``grouped``: columns that another groups; ``alike``: names that differ in upper and lower case only.
    """

    table: Table
    header: tuple[str, ...]
    delimiter: str
    bom: bool
    total: str | None
    missing: tuple[Cell, ...]
    doubtful: tuple[Disguise, ...] = ()
    grouped: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Row:
    number: int
    cell: Cell
    count: int


def read_table(content: bytes, *, name: str, hierarchies: Mapping[str, Dimension] | None = None) -> Given:
    """The table in a file's bytes. ``hierarchies``: a classification for some columns. Raises ``BadInput``."""
    text = _text(content)
    delimiter, records = _records(text.removeprefix(_BOM))
    header = _header(records[0])
    _check_columns(header, hierarchies or {})
    rows = [_row(number, fields, len(header)) for number, fields in records[1:]]
    if not rows:
        raise BadInput("empty")
    _check_rows(rows)
    dimensions = tuple(
        _dimension(column, place, rows, (hierarchies or {}).get(column)) for place, column in enumerate(header[:-1])
    )
    size = prod(len(dimension.nodes) for dimension in dimensions)
    if size > MOST_CELLS:
        raise BadInput("too_many_cells", found=size, most=MOST_CELLS)
    given = {row.cell: row.count for row in rows}
    doubtful = tuple(disguises(header[:-1], given, frozenset(hierarchies or {})))
    for one in doubtful:
        if one.sure:
            raise BadInput("disguise" if one.exact else "near_disguise", name=one.label, column=one.column)
    inner = list(product(*(dimension.leaves for dimension in dimensions)))
    table = Table(name, dimensions, {cell: given.get(cell, 0) for cell in inner})
    total = _word_for_total(records[1:])
    _check_margins(table, rows, total or TOTAL)
    return Given(
        table=table,
        header=header,
        delimiter=delimiter,
        bom=text.startswith(_BOM),
        total=total,
        missing=tuple(cell for cell in inner if cell not in given),
        doubtful=doubtful,
        grouped=tuple(groupings(header[:-1], given, frozenset(hierarchies or {}))),
        alike=tuple(pair for dimension in dimensions for pair in alike(dimension.nodes)),
    )


def check_columns(content: bytes, names: Iterable[str]) -> None:
    """Raises ``BadInput`` where a file has no such column, or no header at all."""
    _, records = _records(_text(content).removeprefix(_BOM))
    _check_columns(_header(records[0]), names)


def _check_columns(header: tuple[str, ...], names: Iterable[str]) -> None:
    for name in names:
        if name not in header[:-1]:
            raise BadInput("no_dimension", name=name)


def _text(content: bytes) -> str:
    if len(content) > LONGEST:
        raise BadInput("too_long", most=LONGEST // 1_000_000)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput("excel")
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("control", content[: content.index(b"\0")].count(b"\n") + 1)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise BadInput("not_utf8", content[: broken.start].count(b"\n") + 1) from None


def _records(text: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """How the fields are separated, and each record that is not blank with the line it begins on."""
    text = _SEPARATOR.sub("", text)
    lines = enumerate(text.splitlines(), 1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    if not first:
        raise BadInput("empty")
    last = {delimiter: _last_of(first, delimiter, number) for delimiter in DELIMITERS}
    for delimiter, name in last.items():
        if name.casefold() in COUNT_NAMES:
            return delimiter, list(_split(text, delimiter))
    for name in filter(None, last.values()):
        raise BadInput("other_count", number, name=name)
    raise BadInput("no_count", number)


def _last_of(line: str, delimiter: str, number: int) -> str:
    """The last field of a line, where a delimiter makes several."""
    try:
        fields = next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        raise BadInput("quotes", number) from None
    return fields[-1].strip() if len(fields) > 1 else ""


def _split(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for fields in reader:
            if any(field.strip(" \t") for field in fields):
                yield number, fields
            number = reader.line_num + 1
    except csv.Error:
        raise BadInput("quotes", number) from None


def _header(record: tuple[int, list[str]]) -> tuple[str, ...]:
    number, fields = record
    names = tuple(clean(field, number) for field in fields)
    for place, name in enumerate(names):
        if name.casefold() in {other.casefold() for other in names[:place]}:
            raise BadInput("column_twice", number, name=name)
    return names


def _row(number: int, fields: list[str], width: int) -> _Row:
    if len(fields) != width:
        raise BadInput("columns", number, found=len(fields), wanted=width)
    return _Row(number, tuple(clean(field, number) for field in fields[:-1]), _count(fields[-1].strip(" \t"), number))


def _count(text: str, row: int) -> int:
    if _WHOLE.fullmatch(text):
        digits = text.lstrip("0") or "0"
        if len(digits) > len(str(MOST_PEOPLE)) or int(digits) > MOST_PEOPLE:
            raise BadInput("huge", row, most=MOST_PEOPLE)
        return int(digits)
    if not text:
        raise BadInput("no_value", row)
    if _NEGATIVE.fullmatch(text):
        raise BadInput("negative", row)
    if _FRACTION.fullmatch(text):
        raise BadInput("fraction", row)
    raise BadInput("no_number", row, name=text)


def _check_rows(rows: list[_Row]) -> None:
    seen: dict[Cell, int] = {}
    people = 0
    for row in rows:
        if row.cell in seen:
            raise BadInput("twice", row.number, name=" | ".join(row.cell), earlier=seen[row.cell])
        seen[row.cell] = row.number
        people += 0 if TOTAL in row.cell else row.count
        if people > MOST_PEOPLE:
            raise BadInput("huge", row.number, most=MOST_PEOPLE)


def _dimension(name: str, place: int, rows: list[_Row], hierarchy: Dimension | None) -> Dimension:
    if hierarchy is not None:
        for row in rows:
            if row.cell[place] not in hierarchy.nodes:
                raise BadInput("unknown_node", row.number, name=row.cell[place], dimension=name)
        return merged(hierarchy, {row.cell[place] for row in rows})
    leaves = sorted({row.cell[place] for row in rows} - {TOTAL}, key=natural)
    if not leaves:
        raise BadInput("only_totals", rows[0].number, name=name)
    return Dimension.flat(name, leaves)


def _check_margins(table: Table, rows: list[_Row], total: str) -> None:
    for row in rows:
        if table.values[row.cell] != row.count:
            name = " | ".join(total if part == TOTAL else part for part in row.cell)
            raise BadInput("does_not_add_up", row.number, name=name, given=row.count, sum=table.values[row.cell])


def _word_for_total(records: list[tuple[int, list[str]]]) -> str | None:
    """The file's own word for a total, where it has one."""
    words = (field.strip() for _, fields in records for field in fields[:-1])
    return next((word for word in words if clean(word) == TOTAL), None)
