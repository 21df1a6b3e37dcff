"""The only way out: a table becomes a release, one sentence, or a refusal.

Proof note. Before: a table of whole counts and the ledger of all that went out about it. After: the figures of a
``Release`` equal the table's own where they are shown; a certificate that ``verify`` accepted shows that no hidden
figure, small difference or earlier hidden figure can be told from them; ``entry`` is what the ledger must keep before
anybody reads a figure. A ``Release`` is made here and nowhere else: its constructor asks for what only this module has.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from enum import Enum

from nabij_disclosure.certificate import Certificate, certify, verify
from nabij_disclosure.history import Released
from nabij_disclosure.pose import ONLY, pose
from nabij_disclosure.sensitive import Reason, Settings, sensitive
from nabij_disclosure.suppress import Progress, suppress
from nabij_disclosure.table import Cell, Table

_PASS = object()


class Mark(Enum):
    """What stands in a cell without a figure. One mark for whatever is hidden: two would tell which ones are small."""

    HIDDEN = "hidden"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Release:
    """A table that betrays nobody: ``figures`` for everybody, the rest for the counsellor and the ledger.

    ``bound``: any safe pattern hides at least so many figures; ``extra``: hidden only so that nobody learns why
    others are.
    """

    table: Table
    figures: Mapping[Cell, int | Mark]
    reasons: Mapping[Cell, Reason]
    certificate: Certificate
    entry: Released
    bound: int
    extra: int
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _PASS:
            raise TypeError("a release is made by release() only")

    @property
    def kept(self) -> float:
        """The share of figures that are shown."""
        shown = sum(isinstance(figure, int) for figure in self.figures.values())
        return shown / max(1, sum(figure is not Mark.IMPOSSIBLE for figure in self.figures.values()))


@dataclass(frozen=True)
class TooFew:
    """The total is under the threshold: no table, one sentence with this fixed band, zero included."""

    table: Table
    low: int
    high: int
    entry: Released
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _PASS:
            raise TypeError("a release is made by release() only")


def release(
    table: Table,
    *,
    settings: Settings,
    seed: bytes,
    history: tuple[Released, ...] = (),
    periods: frozenset[str] = ONLY,
    staff: Mapping[Cell, int] | None = None,
    largest: Mapping[Cell, int] | None = None,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> Release | TooFew:
    """What may go out. Raises ``NoSafeTable``, ``BrokenLedger``, ``MalformedTable`` or ``NotProven``.

    ``periods``: what the table covers; those of an earlier release make it a correction, more make it cumulative.
    ``seed``: secret, one for each organisation, at least 16 bytes. ``seconds`` bounds the search for fewer hidden
    figures, never the proof.
    """
    if len(seed) < 16:
        raise ValueError("a seed under 16 bytes can be guessed")
    if settings.is_small(table.values[table.top]):
        return _too_few(table, settings, periods)
    problem = pose(table, settings, history=history, periods=periods, staff=staff, largest=largest)
    pattern = suppress(problem, seed, seconds=seconds, progress=progress)
    certificate = certify(problem, pattern)
    verify(problem, pattern.hidden, certificate)
    hidden = frozenset(problem.figures[place].name for place in pattern.hidden)
    reasons = sensitive(table, settings, staff=staff, largest=largest)
    return Release(
        table=table,
        figures={cell: _shown(table, cell, hidden) for cell in table.cells},
        reasons=reasons,
        certificate=certificate,
        entry=Released(table, periods, hidden, dict.fromkeys(reasons, (0, settings.threshold))),
        bound=pattern.bound,
        extra=len(pattern.decoy),
        key=_PASS,
    )


def _shown(table: Table, cell: Cell, hidden: frozenset[Cell]) -> int | Mark:
    if table.is_impossible(cell):
        return Mark.IMPOSSIBLE
    return Mark.HIDDEN if cell in hidden else table.values[cell]


def _too_few(table: Table, settings: Settings, periods: frozenset[str]) -> TooFew:
    high = settings.threshold - 1
    everything = frozenset(cell for cell in table.cells if not table.is_impossible(cell))
    entry = Released(table, periods, everything, dict.fromkeys(everything, (0, high)), {table.top: (0, high)})
    return TooFew(table, 0, high, entry, _PASS)
