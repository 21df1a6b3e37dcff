"""What a number in the text of a report counts: nobody who came, or a figure of the tables that it goes out with. Pure.

Proof note. Before: words that the linter pointed at, and tables with their true counts, for the authors. After: a
``Counted`` holds statements that are true of their table and say what the words say; words whose meaning is not read
(a comparison with another year, "een handvol") are matched to nothing, so they count nobody who came or they go.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from nabij.reporting.rules.folding import fold
from nabij.reporting.rules.lettering import capital
from nabij.reporting.rules.number_words import value_of
from nabij.reporting.rules.numbers import Number, read_numbers
from nabij.reporting.rules.table_names import counted_name, table_name
from nabij.reporting.rules.tables import QUARTERS, YES
from nabij_disclosure.errors import TellsTooMuch
from nabij_disclosure.history import Told
from nabij_disclosure.pose import Asked
from nabij_disclosure.statements import number, percentage
from nabij_disclosure.table import Cell, Table

_PERCENT = re.compile(r"\s*(?:%|procent|pct)")
_PART = re.compile(r"(?:een|twee|drie)?\s*(?:helft|kwart|driekwart|eenderde|tweederde|derde|vierde|vijfde)")
_PARTS = {"helft": 50, "kwart": 25, "driekwart": 75, "eenderde": 33, "tweederde": 67}
_MOST = re.compile(r"(?:grote\s+)?meerderheid|merendeel|de\s+meeste|meer\s+dan\s+de\s+helft")
_PEOPLE, _CAME = r"(?:mensen|personen|medewerkers|collega's)", r"(?:kwam(?:en)?|meldden|belden|mailden|zochten)"
_OF_THOSE_WHO_CAME = re.compile(
    rf"\s+(?:[a-z]+e\s+)?(?:inbreng(?:er|ster)s?|meld(?:er|ing)[a-z]*|kwesties?|{_PEOPLE}\s+{_CAME})(?![^\W_])"
)
_CAME_BEFORE = re.compile(rf"(?<![^\W_]){_CAME}\s+(?:er\s+|zich\s+|in\s+\d{{4}}\s+)*(?:[a-z]+\s+)?$")
_PEOPLE_AFTER = re.compile(rf"\s+(?:[a-z]+e\s+)?{_PEOPLE}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Said:
    """What words say: a ``number``, a ``part`` of a whole, a ``share`` in per cents, or that it is ``most`` of it."""

    number: int | None = None
    whole: int | None = None
    share: Decimal | None = None
    decimals: int = 0
    most: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure that words may count; ``key`` is kept with the decision, ``label`` says which it is."""

    key: str
    label: str
    asked: Asked
    told: tuple[Told, ...]

    @property
    def cells(self) -> frozenset[Cell]:
        """The figures that something is said of."""
        return frozenset(cell for one in self.told for cell, _ in one.terms)


def said_in(found: str) -> Said | None:
    """What these words, and nothing beside them, say of a count; None where that is not read."""
    folded = fold(found.strip())
    text = folded.text
    if _MOST.fullmatch(text):
        return Said(most=True)
    if _PART.fullmatch(text):
        return Said(share=_share(text))
    numbers = [one for one in read_numbers(folded) if not one.bare or one.span.start == 0]
    if not numbers or numbers[0].span.start != 0 or any(one.value < 0 for one in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1 and _PERCENT.fullmatch(text, first.span.end):
        return Said(share=first.value, decimals=_decimals(first))
    if last.span.end != len(text) or any(one.value != one.value.to_integral_value() for one in numbers):
        return None
    if len(numbers) == 1:
        return Said(number=int(first.value))
    return Said(number=int(first.value), whole=int(last.value)) if len(numbers) == 2 else None


def _share(text: str) -> Decimal:
    plain = re.sub(r"\s+", "", text).removeprefix("een") if text.endswith("kwart") else re.sub(r"\s+", "", text)
    if plain in _PARTS:
        return Decimal(_PARTS[plain])
    ending = next(one for one in ("derde", "vierde", "vijfde") if plain.endswith(one))
    below = {"derde": 3, "vierde": 4, "vijfde": 5}[ending]
    return Decimal(round(100 * (value_of(plain.removesuffix(ending)) or 1) / below))


def _decimals(one: Number) -> int:
    exponent = one.value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def counts_who_came(before: str, found: str, after: str) -> bool:
    """Whether the words themselves say that it counts who came, so that it cannot count nobody who came."""
    follows = fold(after).text
    if _OF_THOSE_WHO_CAME.match(follows):
        return True
    return bool(_CAME_BEFORE.search(fold(before).text) and _PEOPLE_AFTER.match(follows))


def counted_by(said: Said | None, tables: Iterable[Asked]) -> tuple[Counted, ...]:
    """Every figure of these tables that the words may count, a total of one measure once."""
    return tuple(_counted(said, tables)) if said else ()


def _counted(said: Said, tables: Iterable[Asked]) -> Iterator[Counted]:
    totals: set[tuple[str, frozenset[str]]] = set()
    for asked in tables:
        table = asked.table
        for cell in table.cells:
            is_total = cell == table.top
            if table.is_impossible(cell) or (is_total and (table.measure, asked.periods) in totals):
                continue
            if told := _told(said, table, cell):
                totals |= {(table.measure, asked.periods)} if is_total else set()
                yield Counted(" | ".join((table.name, *cell)), _label(table, cell, said), asked, told)


def _told(said: Said, table: Table, cell: Cell) -> tuple[Told, ...]:
    """The statements by which these words say something true of a cell; none where they do not."""
    count, whole = table.values[cell], table.values[table.top]
    if said.number is not None and said.whole is None:
        return _number(said.number, table, cell)
    if cell == table.top:
        return ()
    if said.most:
        most = Told(((cell, 2), (table.top, -1)), 1, None, f"{' | '.join(cell)}: > 50%")
        return (most,) if most.holds_in(table) else ()
    if said.whole is not None:
        return (number(table, cell), number(table, table.top)) if (count, whole) == (said.number, said.whole) else ()
    return _percentage(said, table, cell)


def _number(value: int, table: Table, cell: Cell) -> tuple[Told, ...]:
    if table.measure != QUARTERS:
        return (number(table, cell),) if table.values[cell] == value else ()
    # a report tells hours, halves rounded up
    told = Told(((cell, 1),), 4 * value - 2, 4 * value + 1, f"{' | '.join(cell)}: {value} uur")
    return (told,) if told.holds_in(table) else ()


def _percentage(said: Said, table: Table, cell: Cell) -> tuple[Told, ...]:
    count, whole, parts = table.values[cell], table.values[table.top], 100 * 10**said.decimals
    if said.share is None or not whole or (2 * parts * count + whole) // (2 * whole) != said.share * 10**said.decimals:
        return ()
    try:
        return percentage(table, cell, table.top, decimals=said.decimals)
    except TellsTooMuch:
        return ()


def _label(table: Table, cell: Cell, said: Said) -> str:
    (dimension,) = table.dimensions
    says_yes = dimension.leaves[0] == YES
    if cell == table.top:
        return capital(f"{counted_name(table.measure)} in totaal")
    name = capital(table_name(table.measure, dimension.name, says_yes=says_yes))
    which = name if says_yes and cell[0] == YES else f"{name}: {cell[0]}"
    return which if said.whole is None and said.share is None and not said.most else f"{which}, van het totaal"
