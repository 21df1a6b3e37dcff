"""One table from what was read to what is on disk.

Proof note. The order is: prove, write all files beside their place, keep the release in the history, and then one
rename. A crash before the history leaves nothing published; one between history and rename leaves a release in the
history that nobody read, which only makes later tables more careful. The other order could publish a table that the
history does not know, and the next one would give it away. Once the files are in place, nothing turns the outcome into
a failure, and no sentence says that nothing was written.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from nabij_disclosure import ledger
from nabij_disclosure.comparing import completed, contradictions
from nabij_disclosure.errors import DisclosureError, MalformedTable, NoSafeTable, PartOfWhole, TooLarge
from nabij_disclosure.explanation import Made, corrections, exposures_one_by_one, for_counsellor, for_readers, proposed
from nabij_disclosure.flaws import BadInput, short
from nabij_disclosure.history import Released
from nabij_disclosure.labels import natural
from nabij_disclosure.open_proof import open_proof
from nabij_disclosure.own_seed import own_seed
from nabij_disclosure.periods import check_periods, named, names_in, parts_of_year
from nabij_disclosure.pose import ONLY, Asked, pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.progress import beating, shares
from nabij_disclosure.reading import Given
from nabij_disclosure.redesign import informative, redesign
from nabij_disclosure.release import Mark, Release, TooFew, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.speaking import show, tell
from nabij_disclosure.table import Table
from nabij_disclosure.wording import say
from nabij_disclosure.writing import Figures, certificates_json, prepare, protected_csv, publish

TABLE, EXPLANATION, CERTIFICATES = "protected.csv", "uitleg.md", "certificates.json"
_FEW = 1 / 3
"""Under this share of shown figures a correction is named as the cause."""
TOTALS = {"nl": "Totaal", "en": "Total"}


class NotPlaced(DisclosureError):
    """The history has the release (``sure``) or may have it, and its files did not reach their place."""

    def __init__(self, out: Path, *, sure: bool) -> None:
        super().__init__(f"the files did not reach {out}")
        self.out = out
        self.sure = sure


class NothingLeft(NoSafeTable):
    """Every figure would be hidden; ``corrects``: since the table corrects an earlier one."""

    def __init__(self, *, corrects: bool) -> None:
        super().__init__("every figure would be hidden")
        self.corrects = corrects


class TooLargeTogether(TooLarge):
    """Too large with what went out before; alone it may not be."""


class Stopped(KeyboardInterrupt):
    """Stopped by a person after the history had the release; ``where`` names the sentence."""

    def __init__(self, where: str, out: Path) -> None:
        super().__init__(where)
        self.where = where
        self.out = out


@dataclass(frozen=True)
class Task:
    """A table, what was chosen and where things lie; ``advice``: seconds for coarser tables; ``look``: no write.

    ``empty``: write also where every figure is hidden.

    ``source``: the name of its file; ``new_period``: somebody says that no earlier table shares its periods.
    """

    given: Given
    source: str
    settings: Settings
    periods: frozenset[str]
    new_period: bool
    out: Path
    history: Path | None
    language: str
    advice: int
    look: bool
    empty: bool = False

    @property
    def total(self) -> str:
        """The word for a total that is printed: the file's own, or that of the language."""
        return self.given.total or TOTALS[self.language]


@dataclass(frozen=True)
class _Past:
    """What went out before; ``begins``: it has no line yet, and is made when something is written.

    ``made``: nor has it a directory.
    """

    seed: bytes
    releases: tuple[Released, ...]
    begins: bool = False
    made: bool = False

    def shares(self, periods: frozenset[str]) -> list[Released]:
        """The releases that a reader compares with a table of these periods."""
        return [entry for entry in self.releases if entry.periods & periods]


def run(task: Task) -> None:
    """Protect and write, and tell on stdout what only the maker may know. Raises what ``release`` does, and OSError."""
    with ExitStack() as stack:
        past = _past(task, stack)
        task = _completed(task, past)
        out, known = _drawn(task, past)
        again, past = known is not past, known
        if isinstance(out, TooFew):
            files = _files(task, past, out, dict.fromkeys(out.table.cells, Mark.HIDDEN), b"{}\n")
            private = [say(task.language, "too_few", low=out.low, high=out.high)]
        else:
            with beating("proving", task.language):
                problem = _problem(task, past)
                proof = open_proof(problem, out.table, out.entry.hidden, task.settings.threshold)
                proven = certificates_json(out.table, out.figures, proof, task.settings.threshold, task.total)
                files = _files(task, past, out, out.figures, proven)
                private = list(_private(task, past, out, problem))
        private += _corrected(task, past, out if isinstance(out, Release) else None)
        if not task.look:
            _place(task, past, files, None if again else out.entry)
    try:
        compared = [say(task.language, "again")] if again else _compared(task, past)
        asked = (say(task.language, "ask_unit"), say(task.language, "outside_too"))
        heard = show([_done(task), *asked, *compared, *private])
        if isinstance(out, Release):
            heard = show(_advice(task, past, late=task.history is not None and not task.look)) and heard
        if not heard:
            tell(say(task.language, "unheard"))
    except KeyboardInterrupt:
        raise Stopped("tried" if task.look else "stopped_late", task.out) from None


def _drawn(task: Task, past: _Past) -> tuple[Release | TooFew, _Past]:
    """What may go out, and the history that it stands on: where it went out already, the one from before it did.

    Raises ``NothingLeft`` where it may not be written for that.
    """
    try:
        with beating("hiding", task.language):
            out, known = _drawn_again(task, past) or (_release(task, past), past)
    except MalformedTable as refused:
        _check_names(task, past)
        _check_part(task, past, refused)
        raise
    except NoSafeTable:
        show(_advice(task, past))
        raise
    except (TooLarge, MemoryError, RecursionError):
        if past.releases:
            raise TooLargeTogether("with the history") from None
        raise
    if known is past and isinstance(out, Release) and not (task.look or task.empty or _shown(out)):
        corrected = _corrected(task, past)
        show([*corrected, *_advice(task, past)])
        raise NothingLeft(corrects=bool(corrected))
    return out, known


def _drawn_again(task: Task, past: _Past) -> tuple[Release | TooFew, _Past] | None:
    """The earlier outcome of the same table of the same periods, where it is drawn just so again.

    To whoever has it, it tells nothing new; another draw would show what the first hid by lot. None after a
    correction, since the same figures then say that the correction was wrong.
    """
    table = task.given.table
    for number, entry in enumerate(past.releases):
        same = replace(entry.table, name=table.name) == table and entry.threshold == task.settings.threshold
        if same and entry.periods == task.periods and not any(contradictions(table, task.periods, past.releases)):
            before = replace(past, releases=past.releases[:number])
            with suppress(DisclosureError):
                out = _release(replace(task, given=replace(task.given, table=entry.table)), before)
                return (out, before) if out.entry == entry else None
    return None


def _shown(out: Release) -> int:
    return sum(isinstance(figure, int) for figure in out.figures.values())


def _past(task: Task, stack: ExitStack) -> _Past:
    """The history with its seed, held until the stack ends; without one the seed of this person."""
    if task.history is None:
        kept = own_seed(make=not task.look)
        tell(say(task.language, "no_seed" if kept is None else "no_history"))
        return _Past(kept or ledger.new_seed(), ())
    exists = task.history.exists()
    if exists and ledger.is_open(task.history):
        tell(say(task.language, "open_history", history=short(task.history)))
    if task.periods == ONLY and not (task.history / ledger.LINES).exists():
        tell(say(task.language, "no_first_period"))
    if not (task.history / ledger.LINES).exists():
        releases = ledger.read(task.history)
        kept = ledger.seed(task.history) if (task.history / ledger.SEED).exists() else ledger.new_seed()
        return _Past(kept, releases, begins=True, made=not exists)
    stack.enter_context(ledger.locked(task.history))
    past = _Past(ledger.seed(task.history), ledger.read(task.history))
    known = names_in(past.releases)
    check_periods(task.periods, known, new=task.new_period)
    parts = parts_of_year(task.periods, known)
    if parts and not task.periods & known:
        tell(say(task.language, "year_apart", name=short(named(task.periods)), known=short(", ".join(parts))))
    return past


def _completed(task: Task, past: _Past) -> Task:
    """The task with a table in which every unit that the history knows has its cells, and a word of each added."""
    try:
        given, added = completed(task.given, past.releases, task.periods)
    except BadInput:
        _check_names(task, past)
        raise
    for column, names in added.items():
        tell(say(task.language, "absent", names=short(", ".join(names)), column=short(column)))
    return replace(task, given=given)


def _check_names(task: Task, past: _Past) -> None:
    """Name the first name that no earlier table has, where the others in its column are known."""
    for dimension in task.given.table.dimensions:
        before = [one for entry in past.releases for one in entry.table.dimensions if one.name == dimension.name]
        known = {name for one in before for name in (*one.nodes, *(part for all in one.joins.values() for part in all))}
        for name in dimension.leaves:
            if known and name not in known and name not in dimension.joins:
                raise BadInput("new_names", name=name, dimension=dimension.name)


def _check_part(task: Task, past: _Past, refused: MalformedTable) -> None:
    """Name the whole that went out, where a table is refused for being a part of it. Raises ``BadInput``."""
    wholes = [entry.periods for entry in past.releases if task.periods < entry.periods]
    if wholes and isinstance(refused, PartOfWhole):
        raise BadInput("part_of_whole", name=named(task.periods), whole=_sum_of(min(wholes, key=len)))


def _sum_of(periods: frozenset[str]) -> str:
    """The periods of one table, as one sum."""
    return "+".join(sorted(periods - ONLY))


def _compared(task: Task, past: _Past) -> list[str]:
    """With how many earlier tables this one was compared, where there is a history."""
    if task.history is None:
        return []
    if not past.releases:
        return [say(task.language, "first_table", history=short(task.history))]
    shared = past.shares(task.periods)
    if not shared:
        return [say(task.language, "compared_none", periods=short(named(task.periods)))]
    names = "; ".join(filter(None, (_sum_of(entry.periods) for entry in shared)))
    key = "compared_one" if len(shared) == 1 else "compared"
    said = [say(task.language, key, number=len(shared), periods=f" ({short(names)})" if names else "")]
    again = any(entry.periods == task.periods for entry in shared)
    if again and not any(contradictions(task.given.table, task.periods, past.releases)):
        said.append(say(task.language, "another_view"))
    return said


def _release(task: Task, past: _Past) -> Release | TooFew:
    return release(
        task.given.table,
        settings=task.settings,
        seed=past.seed,
        history=past.releases,
        periods=task.periods,
        progress=shares(task.language),
    )


def _problem(task: Task, past: _Past) -> Problem:
    return pose(task.given.table, task.settings, history=past.releases, periods=task.periods)


def _files(task: Task, past: _Past, out: Release | TooFew, figures: Figures, proven: bytes) -> dict[str, bytes]:
    text = for_readers(
        out,
        threshold=task.settings.threshold,
        periods=task.periods,
        earlier=task.history is not None,
        language=task.language,
        compared=bool(past.shares(task.periods)),
        made=Made(task.source, datetime.now(UTC).astimezone().date()),
    )
    table = protected_csv(task.given, figures, task.total)
    return {TABLE: table, EXPLANATION: text.encode(), CERTIFICATES: proven}


def _place(task: Task, past: _Past, files: dict[str, bytes], entry: Released | None) -> None:
    """Files beside their place, the release in the history unless that has it already, one rename."""
    made = prepare(task.out, files)
    try:
        if task.history is not None and entry is not None:
            _keep(task.history, past, entry)
        publish(made, task.out)
    except KeyboardInterrupt:
        shutil.rmtree(made, ignore_errors=True)
        raise Stopped("stopped_half", task.out) from None
    except BaseException as problem:
        shutil.rmtree(made, ignore_errors=True)
        if task.history is not None and entry is not None and not isinstance(problem, ledger.Busy):
            _check_not_kept(task, past, entry)
        raise


def _check_not_kept(task: Task, past: _Past, entry: Released) -> None:
    """Raises ``NotPlaced`` where the history has a release, or may have it, whose files are not in place."""
    try:
        found = ledger.read(task.history) if task.history else ()
    except (DisclosureError, OSError):
        raise NotPlaced(task.out, sure=False) from None
    if found[len(past.releases) :] == (entry,):
        raise NotPlaced(task.out, sure=True) from None


def _keep(history: Path, past: _Past, entry: Released) -> None:
    """The release in the history; one that begins here is taken back when that fails."""
    if not past.begins:
        ledger.append(history, entry)
        return
    with ledger.locked(history):
        if ledger.read(history):
            raise ledger.Busy(str(history))
        try:
            if ledger.seed(history, past.seed) != past.seed:
                raise ledger.Busy(str(history))
            ledger.append(history, entry)
        except BaseException:
            if past.made:
                ledger.discard(history)
            raise


def _private(task: Task, past: _Past, out: Release, problem: Problem) -> Iterator[str]:
    return for_counsellor(
        out,
        exposed=exposures_one_by_one(problem, out.table, out.entry.hidden, set(out.reasons)),
        missing=task.given.missing,
        language=task.language,
        total=task.total,
        history=tuple(entry.periods for entry in past.releases),
    )


def _corrected(task: Task, past: _Past, out: Release | None = None) -> list[str]:
    """What this table corrects, for the maker, and that this hides much where it does; without ``out`` by itself."""
    table = task.given.table
    found = list(corrections(list(contradictions(table, task.periods, past.releases)), task.language, task.total))
    if found and out is None:
        return [say(task.language, "only_you"), *found]
    if found and out and _shown(out) < _FEW * len(out.figures):
        found.append(say(task.language, "corrected_hides", shown=_shown(out), figures=len(out.figures)))
    return found


def _advice(task: Task, past: _Past, *, late: bool = False) -> list[str]:
    """Coarser tables that show more; none where looking for them fails, since the release stands by itself."""
    if not task.advice:
        return []
    with suppress(DisclosureError, MemoryError, RecursionError), beating("advising", task.language):
        found = redesign(
            Asked(task.given.table, task.periods),
            settings=task.settings,
            seed=past.seed,
            history=past.releases,
            seconds=float(task.advice),
            progress=shares(task.language),
        )
        of = len(informative(task.given.table))
        return list(proposed(found, task.language, of=of, late=late, named=_by_name(task.given.table)))
    return []


def _by_name(table: Table) -> frozenset[str]:
    """The columns whose names stand in the order of names."""
    flat = (one for one in table.dimensions if set(one.parents.values()) == {one.root})
    return frozenset(one.name for one in flat if list(one.leaves) == sorted(one.leaves, key=natural))


def _done(task: Task) -> str:
    if task.look:
        return say(task.language, "tried")
    return say(task.language, "written", out=short(task.out), files=", ".join((TABLE, EXPLANATION, CERTIFICATES)))
