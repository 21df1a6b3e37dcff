"""Turns one table into slices: per year the counts with their codes, and a message for every count that stays out.

A slice is refused whole when its cells and its stated total contradict each other: there is no telling which is right.
Cells that were not published leave a gap below the stated total; the gap becomes rows without a code, never a guess.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nabij_demo.replay_mapping import Axis, Label, Period, TableMapping
from nabij_demo.replay_report import Table, shown

Codes = tuple[tuple[str, str], ...]
_Margin = tuple[Sequence[object], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Message:
    """What a person must know about a cell. No row: all rows; no column: all columns. `lost`: it became no rows."""

    table: str
    row: str | None
    column: str | None
    reason: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Slice:
    """The counts of one table in one period. `published` is the total the report gives or adds up to, if it does."""

    table: str
    column: str | None
    year: int
    month: str | None
    unit: str
    fixed: Codes
    population: str | None
    dimensions: frozenset[str]
    entries: tuple[tuple[Codes, int], ...]
    published: int | None

    @property
    def total(self) -> int:
        """The number of rows this slice becomes."""
        return sum(count for _, count in self.entries)

    @property
    def complete(self) -> bool:
        """Whether the rows count up to the published total."""
        return self.published == self.total


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of cells along one axis, with where it lies for messages."""

    cells: tuple[tuple[str, object], ...]
    stated: object
    axis: Axis
    of_which: str | None


@dataclass(slots=True)
class _Tally:
    """What adding up one line came to."""

    taken: list[tuple[str | None, int]] = field(default_factory=list)
    uncoded: int = 0
    missing: bool = False
    unreadable: bool = False
    parts: bool = False
    stated: list[int] = field(default_factory=list)
    remarks: list[tuple[str | None, str, bool]] = field(default_factory=list)
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    entries: tuple[tuple[str | None, int], ...]
    published: int | None
    remarks: tuple[tuple[str | None, str, bool], ...]
    refused: str | None


def read_table(table: Table, plan: TableMapping) -> tuple[list[Slice], list[Message]]:
    """Promises the slices of one table, and a message for each cell that is in none of them."""
    if plan.skip:
        return [], [Message(table.title, None, None, plan.skip)]
    messages = [
        Message(table.title, None, None, f"Het totaal '{name}' hoort niet bij rijen of kolommen: niet gebruikt.", False)
        for name in table.other_totals
    ]
    if plan.note:
        messages.append(Message(table.title, None, None, plan.note, False))
    contradiction = _contradiction(table, plan)
    if contradiction:
        return [], [*messages, Message(table.title, None, None, contradiction)]
    slices, more = _read_cross(table, plan, plan.columns) if plan.columns else _read_years(table, plan)
    messages += _about_labels(table, plan, bool(slices))
    return slices, messages + more


def wholecount_words(value: object) -> int | None:
    """Promises the count a cell holds, or None when it holds anything but a whole number of 0 or more."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def why_no_count(value: object) -> str:
    """Promises the Dutch reason why a cell that is no count stays out."""
    if value is None:
        return "Dit aantal is niet gepubliceerd."
    if isinstance(value, int) and not isinstance(value, bool):
        return "Een aantal kan niet onder nul zijn."
    if isinstance(value, float):
        return "Hier staat een breuk of geen geldig getal: alleen hele aantallen worden rijen."
    if isinstance(value, str) and "%" in value:
        return "Hier staat een percentage, geen aantal."
    if isinstance(value, str):
        return f"Hier staat de tekst '{shown(value[:40])}' in plaats van een getal."
    return "Hier staat geen getal."


def _read_years(table: Table, plan: TableMapping) -> tuple[list[Slice], list[Message]]:
    slices: list[Slice] = []
    messages: list[Message] = []
    for j, column in enumerate(table.column_labels):
        period = plan.periods.get(column, Period(None, reason="Voor deze kolom is geen jaar afgesproken."))
        if period.reason:
            messages.append(Message(table.title, None, column, period.reason, period.year is None))
        if period.year is None:
            continue
        cells = tuple((row, table.cells[i][j]) for i, row in enumerate(table.row_labels))
        result = _add_up(_Line(cells, table.column_totals[j], plan.rows, plan.of_which))
        messages += [Message(table.title, row, column, reason, lost) for row, reason, lost in result.remarks]
        if result.refused:
            messages.append(Message(table.title, None, column, result.refused))
            continue
        dimension = plan.rows.dimension
        entries = [(_codes((dimension, code)), count) for code, count in result.entries]
        slices.append(_slice(table, plan, column, period, [dimension], entries, result.published))
    return slices, messages


def _read_cross(table: Table, plan: TableMapping, columns: Axis) -> tuple[list[Slice], list[Message]]:
    period = plan.period or Period(None, reason="Voor deze tabel is geen jaar afgesproken.")
    messages = [Message(table.title, None, None, period.reason, period.year is None)] if period.reason else []
    if period.year is None:
        return [], messages
    entries: list[tuple[Codes, int]] = []
    published: int | None = 0
    for i, row in enumerate(table.row_labels):
        label = plan.rows.labels.get(row)
        if label is None:
            messages.append(Message(table.title, row, None, "Deze naam heeft geen code."))
            published = None
            continue
        if label.use == "total":  # already held against the columns by _contradiction
            empty = [column for column, value in zip(table.column_labels, table.cells[i], strict=True) if value is None]
            messages += [Message(table.title, row, column, why_no_count(None)) for column in empty]
            continue
        if label.use == "skip":
            continue
        line = _Line(tuple(zip(table.column_labels, table.cells[i], strict=True)), table.row_totals[i], columns, None)
        result = _add_up(line)
        messages += [Message(table.title, row, column, reason, lost) for column, reason, lost in result.remarks]
        if result.refused:
            messages.append(Message(table.title, row, None, result.refused))
        published = None if published is None or result.published is None else published + result.published
        pairs = [((plan.rows.dimension, label.code), (columns.dimension, code), n) for code, n in result.entries]
        entries += [(_codes(one, two), n) for one, two, n in pairs]
    used = [plan.rows.dimension, columns.dimension]
    return [_slice(table, plan, None, period, used, entries, published)], messages


def _about_labels(table: Table, plan: TableMapping, replayed: bool) -> list[Message]:
    """Says once per label what the mapping has to say about it, not once per cell."""
    named: list[tuple[str | None, str | None, Label]] = [(row, None, label) for row, label in plan.rows.labels.items()]
    if plan.columns:
        named += [(None, column, label) for column, label in plan.columns.labels.items()]
    return [
        Message(table.title, row, column, label.reason, label.use == "skip")
        for row, column, label in named
        if label.reason and (replayed or label.use == "skip")
    ]


def _slice(
    table: Table,
    plan: TableMapping,
    column: str | None,
    period: Period,
    used: Iterable[str | None],
    entries: Sequence[tuple[Codes, int]],
    published: int | None,
) -> Slice:
    return Slice(
        table.title,
        column,
        period.year or 0,
        period.month,
        plan.unit,
        plan.fixed,
        plan.population,
        frozenset(dimension for dimension in used if dimension),
        tuple((codes, count) for codes, count in entries if count),
        published,
    )


def _codes(*pairs: tuple[str | None, str | None]) -> Codes:
    return tuple((dimension, code) for dimension, code in pairs if dimension and code)


def _add_up(line: _Line) -> _Sum:
    """Adds one line of cells and holds the sum against what the report states."""
    tally = _Tally()
    for name, value in line.cells:
        _take(tally, name, value, line.axis.labels.get(name))
    if line.stated is not None:
        stated = wholecount_words(line.stated)
        if stated is None:
            return _refuse(tally, "Het opgegeven totaal is geen heel aantal.")
        tally.stated.append(stated)
    if len(set(tally.stated)) > 1:
        return _refuse(tally, "Het bestand geeft twee verschillende totalen.")
    published = _settle(tally, line.of_which)
    if tally.refused:
        return _refuse(tally, tally.refused)
    return _Sum(tuple(tally.taken), published, tuple(tally.remarks), None)


def _refuse(tally: _Tally, reason: str) -> _Sum:
    # A remark about rows that will not be there would only confuse.
    return _Sum((), None, tuple(remark for remark in tally.remarks if remark[2]), reason)


def _take(tally: _Tally, name: str, value: object, label: Label | None) -> None:
    count = wholecount_words(value)
    if label and label.use == "skip":
        return
    if label and label.use == "total":
        if count is None:
            tally.remarks.append((name, why_no_count(value), True))
        else:
            tally.stated.append(count)
        return
    tally.parts = True
    if count is None:
        tally.missing = tally.missing or value is None
        tally.unreadable = tally.unreadable or value is not None
        tally.remarks.append((name, why_no_count(value), True))
    elif label is None:
        tally.uncoded += count
        tally.remarks.append((name, "Deze naam heeft geen code.", True))
    else:
        tally.taken.append((label.code, count))


def _settle(tally: _Tally, of_which: str | None) -> int | None:
    """Fills or refuses the gap between the cells and the stated total; returns the total the report publishes."""
    known = sum(count for _, count in tally.taken) + tally.uncoded
    if not tally.stated:
        return None if tally.missing or tally.unreadable or not tally.parts else known
    stated = tally.stated[0]
    gap = stated - known
    if gap < 0 or (gap and tally.parts and not (tally.missing or tally.unreadable or of_which)):
        tally.refused = (
            f"De cellen tellen op tot {count_words(known)}, maar het opgegeven totaal is {count_words(stated)}."
        )
    elif gap and not tally.unreadable:
        tally.taken.append((None, gap))
        if tally.parts:
            why = of_which or "Niet alle cellen zijn gepubliceerd."
            rest = f"De rest van het totaal ({count_words(gap)}) wordt rijen zonder code."
            tally.remarks.append((None, f"{why} {rest}", False))
    return stated


def count_words(count: int) -> str:
    """Promises a count for use in a sentence."""
    # Python refuses to print an integer of more than 4,300 digits.
    return str(count) if count < 10**12 else "meer dan een biljoen"


def _contradiction(table: Table, plan: TableMapping) -> str | None:
    """Says why the margins of the whole table contradict its cells, if they do."""
    lines = _cross_margins(table, plan, plan.columns) if plan.columns else _year_margins(table, plan)
    return next((why for cells, stated in lines if (why := _wrong_margin(cells, stated))), None)


def _year_margins(table: Table, plan: TableMapping) -> list[_Margin]:
    kept = [name in plan.periods and plan.periods[name].year is not None for name in table.column_labels]
    if not all(kept):
        return []  # a total over the years says nothing when a year stays out
    lines = zip(table.row_labels, table.cells, table.row_totals, strict=True)
    return [(cells, [total]) for name, cells, total in lines if _use(plan.rows, name) != "skip"]


def _cross_margins(table: Table, plan: TableMapping, columns: Axis) -> list[_Margin]:
    uses = [_use(plan.rows, name) for name in table.row_labels]
    parts = [cells for cells, use in zip(table.cells, uses, strict=True) if use == "code"]
    totals = [cells for cells, use in zip(table.cells, uses, strict=True) if use == "total"]
    kinds = [_use(columns, name) for name in table.column_labels]
    margins: list[_Margin] = [
        ([cells[j] for cells in parts], [table.column_totals[j], *(cells[j] for cells in totals)])
        for j, kind in enumerate(kinds)
        if kind != "skip"
    ]
    for cells, total, use in zip(table.cells, table.row_totals, uses, strict=True):
        if use == "total":
            margins.append(([cell for cell, kind in zip(cells, kinds, strict=True) if kind == "code"], [total]))
    return margins


def _use(axis: Axis, name: str) -> str:
    return axis.labels[name].use if name in axis.labels else "code"


def _wrong_margin(cells: Sequence[object], stated: Sequence[object]) -> str | None:
    given = [total for total in stated if total is not None]
    counts = [count for cell in cells if (count := wholecount_words(cell)) is not None]
    for total in given:
        if wholecount_words(total) is None:
            return "Een opgegeven totaal is geen heel aantal."
        if len(counts) < len(cells):
            return "Er ontbreken cellen in een lijn met een opgegeven totaal: die is niet te verdelen."
        if sum(counts) != total:
            return "De cellen en de opgegeven totalen spreken elkaar tegen."
    return None
