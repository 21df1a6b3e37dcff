"""One table from what was read to what is on disk.

Proof note. The order is: prove, write all files beside their place, keep the release in the history, and then one
rename. A crash before the history leaves nothing published; one between history and rename leaves a release in the
history that nobody read, which only makes later tables more careful. The other order could publish a table that the
history does not know, and the next one would give it away.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from nabij_disclosure import ledger
from nabij_disclosure.errors import DisclosureError, MalformedTable, NoSafeTable
from nabij_disclosure.explanation import exposures_one_by_one, for_counsellor, for_readers, proposed
from nabij_disclosure.flaws import BadInput, short
from nabij_disclosure.history import Released
from nabij_disclosure.open_proof import open_proof
from nabij_disclosure.pose import ONLY, Asked, pose
from nabij_disclosure.problem import Problem
from nabij_disclosure.progress import beating, shares
from nabij_disclosure.reading import Given
from nabij_disclosure.redesign import informative, redesign
from nabij_disclosure.release import Mark, Release, TooFew, release
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.wording import say
from nabij_disclosure.writing import Figures, certificates_json, prepare, protected_csv, publish

TABLE, EXPLANATION, CERTIFICATES = "protected.csv", "uitleg.md", "certificates.json"
TOTALS = {"nl": "Totaal", "en": "Total"}


class NotPlaced(DisclosureError):
    """The history has the release, and its files did not reach their place."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"the files did not reach {out}")
        self.out = out


class Stopped(KeyboardInterrupt):
    """Stopped by a person after the history had the release; ``where`` names the sentence."""

    def __init__(self, where: str, out: Path) -> None:
        super().__init__(where)
        self.where = where
        self.out = out


@dataclass(frozen=True)
class Task:
    """A table, what was chosen and where things lie; ``advice``: seconds for coarser tables; ``look``: no write."""

    given: Given
    settings: Settings
    periods: frozenset[str]
    out: Path
    history: Path | None
    language: str
    advice: int
    look: bool


@dataclass(frozen=True)
class _Past:
    """What went out before; ``begins``: its directory is not there yet, and is made when something is written."""

    seed: bytes
    releases: tuple[Released, ...]
    begins: bool = False


def run(task: Task) -> None:
    """Protect and write, and tell on stdout what only the maker may know. Raises what ``release`` does, and OSError."""
    with ExitStack() as stack:
        past = _past(task, stack)
        try:
            with beating("hiding", task.language):
                out = _release(task, past)
        except MalformedTable:
            _check_names(task, past)
            raise
        except NoSafeTable:
            show(_advice(task, past))
            raise
        if isinstance(out, TooFew):
            files = _files(task, out, dict.fromkeys(out.table.cells, Mark.HIDDEN), b"{}\n")
            private = [say(task.language, "too_few", low=out.low, high=out.high)]
        else:
            with beating("proving", task.language):
                problem = _problem(task, past)
                proof = open_proof(problem, out.table, out.entry.hidden, task.settings.threshold)
                proven = certificates_json(out.table, out.figures, proof, task.settings.threshold)
                files = _files(task, out, out.figures, proven)
                private = list(_private(task, out, problem))
        if not task.look:
            _place(task, past, files, out.entry)
    show([_done(task), *_compared(task, past), *private])
    if isinstance(out, Release):
        try:
            show(_advice(task, past, late=task.history is not None and not task.look))
        except KeyboardInterrupt:
            raise Stopped("tried" if task.look else "stopped_late", task.out) from None


def _past(task: Task, stack: ExitStack) -> _Past:
    """The history with its seed, held until the stack ends; without one a seed for this run only."""
    if task.history is None:
        print(say(task.language, "no_history"), file=sys.stderr)
        return _Past(ledger.new_seed(), ())
    begins = not task.history.exists()
    if begins or (task.look and not (task.history / ledger.LINES).exists()):
        return _Past(ledger.new_seed(), ledger.read(task.history), begins)
    stack.enter_context(ledger.locked(task.history))
    past = _Past(ledger.seed(task.history), ledger.read(task.history))
    _check_periods(task.periods, _known(past))
    return past


def _known(past: _Past) -> list[str]:
    return sorted({period for entry in past.releases for period in entry.periods} - ONLY)


def _check_periods(periods: frozenset[str], known: list[str]) -> None:
    """A period that was forgotten or written otherwise would be one of its own, compared with nothing."""
    if periods == ONLY and known:
        raise BadInput("no_period", known=", ".join(known))
    alike = {_bare(period): period for period in known}
    for period in sorted(periods.difference(known)):
        if _bare(period) in alike:
            raise BadInput("like_period", name=period, known=alike[_bare(period)])


def _bare(period: str) -> str:
    return "".join(period.casefold().split())


def _check_names(task: Task, past: _Past) -> None:
    """Name the first name that no earlier table has, where the others in its column are known."""
    for dimension in task.given.table.dimensions:
        before = [one for entry in past.releases for one in entry.table.dimensions if one.name == dimension.name]
        known = {name for one in before for name in (*one.nodes, *(part for all in one.joins.values() for part in all))}
        for name in dimension.leaves:
            if known and name not in known:
                raise BadInput("new_names", name=name, dimension=dimension.name)


def _compared(task: Task, past: _Past) -> list[str]:
    """With how many earlier tables this one was compared, where there is a history."""
    if task.history is None:
        return []
    if not past.releases:
        return [say(task.language, "first_table", history=short(task.history))]
    named = ", ".join(_known(past))
    key = "compared_one" if len(past.releases) == 1 else "compared"
    return [say(task.language, key, number=len(past.releases), periods=f" ({short(named)})" if named else "")]


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


def _files(task: Task, out: Release | TooFew, figures: Figures, proven: bytes) -> dict[str, bytes]:
    text = for_readers(
        out,
        threshold=task.settings.threshold,
        periods=task.periods,
        earlier=task.history is not None,
        language=task.language,
    )
    table = protected_csv(task.given, figures, task.given.total or TOTALS[task.language])
    return {TABLE: table, EXPLANATION: text.encode(), CERTIFICATES: proven}


def _place(task: Task, past: _Past, files: dict[str, bytes], entry: Released) -> None:
    """Files beside their place, the release in the history, one rename."""
    made = prepare(task.out, files)
    kept = False
    try:
        if task.history is not None:
            _keep(task.history, past, entry)
            kept = True
        publish(made, task.out)
    except KeyboardInterrupt:
        shutil.rmtree(made, ignore_errors=True)
        raise Stopped("stopped_half", task.out) from None
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if kept:
            raise NotPlaced(task.out) from None
        raise
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _keep(history: Path, past: _Past, entry: Released) -> None:
    """The release in the history; one that begins here is taken back when that fails."""
    if not past.begins:
        ledger.append(history, entry)
        return
    with ledger.locked(history):
        if ledger.read(history):
            raise ledger.Busy(str(history))
        try:
            ledger.seed(history, past.seed)
            ledger.append(history, entry)
        except BaseException:
            ledger.discard(history)
            raise


def _private(task: Task, out: Release, problem: Problem) -> Iterator[str]:
    exposed = exposures_one_by_one(problem, out.table, out.entry.hidden, set(out.reasons))
    return for_counsellor(out, exposed=exposed, missing=task.given.missing, language=task.language)


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
        return list(proposed(found, task.language, of=of, late=late))
    return []


def _done(task: Task) -> str:
    if task.look:
        return say(task.language, "tried")
    return say(task.language, "written", out=short(task.out), files=", ".join((TABLE, EXPLANATION, CERTIFICATES)))


def show(lines: list[str]) -> None:
    """Lines on stdout; whoever stopped reading hears no more, and the files stay."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
