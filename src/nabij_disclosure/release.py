"""The only way out: a table becomes a release, one sentence, or a refusal.

Proof note. Before: a table of whole counts and the ledger of all that went out about it. After: the figures of a
``Release`` equal the table's own where they are shown; a certificate that ``verify`` accepted shows that no hidden
figure, small difference or earlier hidden figure can be told from them; ``entry`` is what the ledger must keep before
anybody reads a figure. A ``Release`` is made here and nowhere else: its constructor asks for what only this module has.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, replace
from enum import Enum

from nabij_disclosure.certificate import Certificate, certify, verify
from nabij_disclosure.errors import NoSafeTable, NotProven, TellsTooMuch
from nabij_disclosure.history import Released
from nabij_disclosure.pose import ONLY, Asked, Link, begin, most, pose_all
from nabij_disclosure.problem import Problem
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.statements import check, check_supposed
from nabij_disclosure.suppress import LIMIT, Pattern, Progress, suppress
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
    links: tuple[Link, ...] = (),
    seconds: float = 30.0,
    limit: float = LIMIT,
    progress: Progress | None = None,
) -> Release | TooFew:
    """What may go out. Raises ``NoSafeTable``, ``Contradiction``, ``MalformedTable``, ``TooLarge`` or ``NotProven``,
    and ``ValueError`` for a seed that is too short.

    ``periods``: what the table covers; more than an earlier release make it cumulative, the same make it another view
    or, where a sum differs, a correction. ``seed``: secret, one for each organisation, at least 16 bytes. ``links``:
    which measures never count less than others. ``seconds`` bounds the search for fewer hidden figures;
    without a safe pattern within ``limit`` seconds nothing goes out.
    """
    asked = Asked(table, periods, staff or {}, largest or {})
    only = release_linked(
        (asked,),
        settings=settings,
        seed=seed,
        history=history,
        links=links,
        seconds=seconds,
        limit=limit,
        progress=progress,
    )
    return only[0]


def release_linked(
    asked: tuple[Asked, ...],
    *,
    settings: Settings,
    seed: bytes,
    history: tuple[Released, ...] = (),
    links: tuple[Link, ...] = (),
    seconds: float = 30.0,
    limit: float = LIMIT,
    progress: Progress | None = None,
) -> tuple[Release | TooFew, ...]:
    """What may go out of tables that go out together, in their order; one certificate for all of them.

    Exact: one problem holds all of them, with equal shared margins. Every entry must be in the ledger before anybody
    reads a figure of any. Raises what ``release`` does.
    """
    if len(seed) < 16:
        raise ValueError("a seed under 16 bytes can be guessed")
    few = {place for place, one in enumerate(asked) if settings.is_small(one.table.values[one.table.top])}
    # in the order of the tables, as whoever audits them has them
    short = {place: _too_few(asked[place], settings, links, history) for place in sorted(few)}
    told = (*history, *(one.entry for one in short.values()))
    if few and len(told) > 1:
        _check_few(told, settings, links)
    whole = tuple(one for place, one in enumerate(asked) if place not in few)
    out: list[Release] = []
    if whole:
        problem = pose_all(whole, settings, history=told, links=links)
        pattern = suppress(problem, seed, seconds=seconds, limit=limit, progress=progress)
        certificate = certify(problem, pattern)
        verify(problem, pattern.hidden, certificate)
        for other in problem.supposed:
            _check_supposed(other, pattern.hidden)
        out = _releases(whole, settings, links, problem, pattern, certificate, told)
    rest = iter(out)
    return tuple(short[place] if place in few else next(rest) for place in range(len(asked)))


def audit(
    asked: tuple[Asked, ...],
    outs: tuple[Release | TooFew, ...],
    *,
    settings: Settings,
    history: tuple[Released, ...],
    links: tuple[Link, ...] = (),
) -> None:
    """Prove once more, by addition, that what was drawn is safe together with a history. Raises ``NotProven``.

    For whoever keeps a ledger that others write to as well: right before the entries are appended to it.
    """
    short = [out.entry for out in outs if isinstance(out, TooFew)]
    whole = [(one, out) for one, out in zip(asked, outs, strict=True) if isinstance(out, Release)]
    told = (*history, *short)
    if short and len(told) > 1:
        _check_few(told, settings, links)
    if whole:
        tables = tuple(one for one, _ in whole)
        problem = pose_all(tables, settings, history=told, links=links)
        names = {(*begin(place, tables), *cell) for place, (_, out) in enumerate(whole) for cell in out.entry.hidden}
        hidden = frozenset(place for place, figure in enumerate(problem.figures) if figure.name in names)
        verify(problem, hidden, whole[0][1].certificate)
        for other in problem.supposed:
            _check_supposed(other, hidden)


def _releases(
    asked: tuple[Asked, ...],
    settings: Settings,
    links: tuple[Link, ...],
    problem: Problem,
    pattern: Pattern,
    certificate: Certificate,
    told: tuple[Released, ...],
) -> list[Release]:
    """One release for each table; its figures are those of the problem whose names begin with it."""
    hidden = [problem.figures[place].name for place in sorted(pattern.hidden)]
    extra = [problem.figures[place].name for place in sorted(pattern.decoy)]
    found = []
    for place, one in enumerate(asked):
        prefix = begin(place, asked)
        own = frozenset(name[len(prefix) :] for name in hidden if name[: len(prefix)] == prefix)
        reasons = one.needed(settings)
        found.append(
            Release(
                table=one.table,
                figures={cell: _shown(one.table, cell, own) for cell in one.table.cells},
                reasons=reasons,
                certificate=certificate,
                entry=Released(
                    one.table,
                    one.periods,
                    own,
                    one.ends(settings, links),
                    threshold=settings.threshold,
                    staff=one.heads(links),
                    behind=one.kept(_beside(one, asked, told)),
                ),
                bound=pattern.bound if len(asked) == 1 else len(reasons),
                extra=sum(name[: len(prefix)] == prefix for name in extra),
                key=_PASS,
            )
        )
    return found


def _beside(one: Asked, asked: tuple[Asked, ...], told: tuple[Released, ...]) -> list[frozenset[str]]:
    """The periods of every table of the same measure, that are out or go out."""
    every = [*((old.table, old.periods) for old in told), *((other.table, other.periods) for other in asked)]
    return [periods for table, periods in every if table.measure == one.table.measure]


def _shown(table: Table, cell: Cell, hidden: frozenset[Cell]) -> int | Mark:
    if table.is_impossible(cell):
        return Mark.IMPOSSIBLE
    return Mark.HIDDEN if cell in hidden else table.values[cell]


def _check_supposed(problem: Problem, hidden: frozenset[int]) -> None:
    try:
        check(problem, hidden)
    except TellsTooMuch as found:
        raise NotProven(f"whoever knows what was corrected: {found}") from None


def _check_few(history: tuple[Released, ...], settings: Settings, links: tuple[Link, ...]) -> None:
    """The sentence that few came is a statement as well: it may not give away what went out before."""
    try:
        problem = pose_all((), settings, history=history, links=links)
        check(problem)
        without = tuple(replace(one, bands={}) for one in history)
        check_supposed(problem, pose_all((), settings, history=without, links=links))
    except TellsTooMuch as found:
        raise NoSafeTable(f"even a sentence says too much: {found}") from None


def _too_few(one: Asked, settings: Settings, links: tuple[Link, ...], history: tuple[Released, ...]) -> TooFew:
    table, high = one.table, settings.threshold - 1
    everything = frozenset(cell for cell in table.cells if not table.is_impossible(cell))
    ends = {cell: (0, most(table, cell, one.heads(links), high)) for cell in everything}
    entry = Released(
        table,
        one.periods,
        everything,
        ends,
        {table.top: (0, high)},
        threshold=settings.threshold,
        staff=one.heads(links),
        behind=one.kept(_beside(one, (), history)),
    )
    return TooFew(table, 0, high, entry, _PASS)
