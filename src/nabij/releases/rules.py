"""The hash chain of what went out of one organisation, and what a reader may be shown of it. Pure.

Proof note. Before: entries of the ledger, true counts included. After: ``Shown`` holds the figures that went out, a
mark for every other, and no count that was not shown; nothing else that is made here holds a figure. Whoever draws a
page, a PDF or a file takes ``Shown`` and never a table, so an unreleased count has no way to get there.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, replace
from typing import Any, final

from nabij_disclosure.entries import released
from nabij_disclosure.errors import BrokenLedger, DisclosureError
from nabij_disclosure.history import Released
from nabij_disclosure.release import Mark
from nabij_disclosure.table import Cell, Dimension, Table

_PASS = object()

STAFF, COUNSELLORS, ACTIVITIES, REACHED, TIME_SPENT, PLACES_REACHED = (
    "medewerkers",
    "vertrouwenspersonen",
    "activiteiten",
    "bereikte medewerkers",
    "kwartieren preventie",
    "bereikte onderdelen",
)
OPEN_MEASURES = frozenset({STAFF, COUNSELLORS, ACTIVITIES, REACHED, TIME_SPENT, PLACES_REACHED})
"""What is counted of nobody who came: how many work somewhere, and what the counsellors did themselves in the open."""


def check_open(table: Table) -> None:
    """Refuses a table that counts anything else: it must be judged before it goes out."""
    if table.measure not in OPEN_MEASURES:
        raise TypeError(f"{table.measure!r} counts people who came, or may: it goes out judged or not at all")


def open_entry(table: Table, periods: frozenset[str]) -> Released:
    """The entry of an open table: everything shown, nothing watched. ``TypeError`` for any other table."""
    check_open(table)
    return Released(table, periods, frozenset(), {})


def is_open(entry: Released) -> bool:
    """Whether a release says nothing of anybody who came, so that no figure of theirs follows from it."""
    return entry.table.measure in OPEN_MEASURES


@dataclass(frozen=True, slots=True)
class Line:
    """One release as the chain sees it; ``at`` is ISO 8601 UTC to the microsecond, ``entry`` the entry's digest."""

    organisation: str
    sequence: int
    at: str
    author: str
    kind: str
    receiver: str
    restates: str
    entry: str
    previous: str

    def hash(self) -> str:
        """SHA-256 (hex) over the line's JSON, previous hash included."""
        fields = [getattr(self, name) for name in self.__slots__]
        return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def digest(entry: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of an entry's JSON, in whatever order a database gives its keys back."""
    text = json.dumps(entry, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_of(plain: Any) -> Released:
    """An entry from its JSON. Raises ``BrokenLedger``."""
    try:
        return released(plain)
    except (ValueError, KeyError, TypeError, AttributeError, DisclosureError) as wrong:
        raise BrokenLedger(f"a line of the ledger is no release ({type(wrong).__name__})") from None


@final
@dataclass(frozen=True)
class Shown:
    """What went out of one table: each cell with its figure or the mark that stands for it, and words that were said.

    ``band``: what the one sentence says of the total where the table was too small to go out. ``threshold``: the one
    that it went out under; none for what is counted of nobody who came.
    """

    name: str
    measure: str
    dimensions: tuple[Dimension, ...]
    periods: frozenset[str]
    figures: Mapping[Cell, int | Mark]
    band: tuple[int, int] | None
    words: tuple[str, ...]
    threshold: int
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _PASS:
            raise TypeError("what is shown comes out of the ledger only")

    @property
    def top(self) -> Cell:
        """The cell of the grand total."""
        return tuple(one.root for one in self.dimensions)


def shown(entry: Released) -> Shown:
    """What a reader of this entry saw."""
    table = entry.table

    def figure(cell: Cell) -> int | Mark:
        if table.is_impossible(cell):
            return Mark.IMPOSSIBLE
        return Mark.HIDDEN if cell in entry.hidden else table.values[cell]

    return Shown(
        name=table.name,
        measure=table.measure,
        dimensions=table.dimensions,
        periods=entry.periods,
        figures={cell: figure(cell) for cell in table.cells},
        band=entry.bands.get(table.top),
        words=tuple(one.words for one in entry.told),
        threshold=entry.threshold,
        key=_PASS,
    )


def as_called_now(one: Shown, names: Mapping[str, str]) -> Shown:
    """The same table with each leaf called as it is now; ``names``: by code. What has no name now keeps its own."""
    called = tuple(_called(dimension, names) for dimension in one.dimensions)
    if all(old == new for labels in called for old, new in labels.items()):
        return one

    def cell(old: Cell) -> Cell:
        return tuple(labels[node] for labels, node in zip(called, old, strict=True))

    return replace(
        one,
        dimensions=tuple(map(_renamed, one.dimensions, called)),
        figures={cell(old): figure for old, figure in one.figures.items()},
        key=_PASS,
    )


def _called(dimension: Dimension, names: Mapping[str, str]) -> dict[str, str]:
    """What each node, and each part that a leaf joins, is called now; two of them never the same."""
    new = {label: names[code] for label, code in dimension.codes.items() if code in names}
    taken = set(new.values())
    every = {*dimension.nodes, *(part for parts in dimension.joins.values() for part in parts)}
    return {one: new.get(one, f"{one} (toen)" if one in taken else one) for one in every}


def _renamed(dimension: Dimension, called: Mapping[str, str]) -> Dimension:
    return Dimension(
        dimension.name,
        {called[node]: called[above] for node, above in dimension.parents.items()},
        called[dimension.root],
        {called[leaf]: tuple(called[part] for part in parts) for leaf, parts in dimension.joins.items()},
        {called[label]: code for label, code in dimension.codes.items()},
    )


def band_phrases(seen: Iterable[Shown]) -> frozenset[str]:
    """The words in which a band that was told may be repeated; its ends alone may not."""
    bands = {one.band for one in seen if one.band is not None}
    ways = ("tussen {} en {}", "{} tot en met {}", "tussen de {} en {}")
    return frozenset(way.format(*band) for band in bands for way in ways)
