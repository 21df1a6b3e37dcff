"""What a release says in words: to every reader in ``uitleg.md``, and to the counsellor alone on the terminal.

Proof note. ``for_readers`` uses the method, its settings and what is printed, so it tells nothing more than the table.
How many figures are small is not in it: next to the number of hidden ones it would tell that nearly all of those are.
``for_counsellor`` names what was small and what would have given it away; it goes to no file. Under the threshold the
one sentence tells the band from 0 to T - 1 and no more.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from nabij_disclosure.attack import Attack
from nabij_disclosure.comparing import Contradiction
from nabij_disclosure.flaws import short
from nabij_disclosure.periods import named as names_of
from nabij_disclosure.pose import ONLY
from nabij_disclosure.problem import Problem, index_of
from nabij_disclosure.redesign import Merge, Proposal
from nabij_disclosure.release import Mark, Release, TooFew
from nabij_disclosure.sensitive import Reason
from nabij_disclosure.solver import CLOSE
from nabij_disclosure.table import TOTAL, Cell, Table
from nabij_disclosure.wording import say

_TOLD = 20
_NAMED = 3
_SECONDS = 5.0


@dataclass(frozen=True)
class Exposed:
    """Were this cell shown, a reader would know that the other lies from ``low`` to ``high``."""

    shown: Cell
    other: tuple[str, ...]
    reason: str
    low: int
    high: int


@dataclass(frozen=True)
class Made:
    """From which file a table was made, and when."""

    source: str
    day: date


def for_readers(
    out: Release | TooFew,
    *,
    threshold: int,
    periods: frozenset[str],
    earlier: bool,
    language: str,
    compared: bool = True,
    made: Made | None = None,
) -> str:
    """The text of ``uitleg.md``: Markdown for anybody who reads the table.

    ``earlier``: there is a history; ``compared``: and in it a table that shares periods.
    """
    origin = (
        [say(language, "made", date=made.day.isoformat(), source=re.sub(r"\\\.(?=\w+$)", ".", _plain(made.source)))]
        if made
        else []
    )
    if isinstance(out, TooFew):
        few = say(language, "few_total", high=out.high)
        return "\n\n".join((say(language, "title"), few, say(language, "outside"), *origin)) + "\n"
    gaps = Mark.HIDDEN in out.figures.values()
    parts = [say(language, "title"), _what_is_told(out, threshold, language), say(language, "unit")]
    if earlier:
        names = ", ".join(_plain(period) for period in sorted(periods - ONLY))
        said = [say(language, "earlier")] if compared else []
        parts += [" ".join((*said, say(language, "periods", periods=names)))] if names else said
    if gaps:
        parts.append(say(language, "how", threshold=threshold, most=threshold - 1))
    parts += [say(language, "rows"), say(language, "not_promised" if earlier else "not_promised_alone")]
    parts.append(say(language, "outside"))
    if gaps:
        parts.append(say(language, "certificate"))
    return "\n\n".join((*parts, *origin)) + "\n"


def _what_is_told(out: Release, threshold: int, language: str) -> str:
    figures = list(out.figures.values())
    hidden = sum(figure is Mark.HIDDEN for figure in figures)
    shown = sum(isinstance(figure, int) for figure in figures)
    if not hidden:
        return say(language, "all_shown", shown=shown, threshold=threshold)
    these = say(language, "these_shown_one" if shown == 1 else "these_shown", number=shown)
    others = say(language, "these_not_one" if hidden == 1 else "these_not", number=hidden)
    return say(language, "shown", shown=these, hidden=others, threshold=threshold)


def for_counsellor(
    out: Release,
    *,
    exposed: tuple[Exposed, ...],
    missing: tuple[Cell, ...],
    language: str,
    total: str = TOTAL,
    history: tuple[frozenset[str], ...] = (),
) -> Iterator[str]:
    """Lines for the one who made the table: what was small and what would have given it away.

    ``total``: its word; ``history``: the periods of each earlier table.
    """
    hidden = sum(figure is Mark.HIDDEN for figure in out.figures.values())
    yield say(language, "only_you")
    yield _how_many(hidden, out.bound, out.extra, language)
    if missing:
        names = ", ".join(map(name_of, missing[:_NAMED])) + (", …" if len(missing) > _NAMED else "")
        yield say(language, "missing_one" if len(missing) == 1 else "missing", missing=len(missing), names=names)
    if out.reasons:
        yield say(language, "small")
        yield from _listed([f"{name_of(cell, total)}: {out.table.values[cell]}" for cell in out.reasons], language)
    # a figure that gives away its own difference with an earlier table is hidden for that one
    between = [one for one in exposed if one.reason == Reason.INCREMENT and one.other[1:] == one.shown]
    others = [one for one in exposed if one not in between]
    if between:
        yield say(language, "small_between")
        yield from _listed([name_of(one.shown, total) for one in between], language)
    if others:
        yield say(language, "gives_away")
        yield from _listed([_sentence(one, language, total, history) for one in others], language)


def corrections(found: list[Contradiction], language: str, total: str = TOTAL) -> Iterator[str]:
    """Lines for the maker where a table contradicts earlier ones; with true counts, so for nobody else."""
    for one in found[:_NAMED]:
        names = names_of(one.periods)
        where = f" ({short(names)})" if names else ""
        yield say(language, "correction", cell=name_of(one.cell, total), now=one.now, before=one.before, periods=where)
    if len(found) > _NAMED:
        yield say(language, "corrections_more", number=len(found) - _NAMED)


def _how_many(hidden: int, bound: int, extra: int, language: str) -> str:
    if not hidden:
        return say(language, "hidden_none")
    text = say(language, "hidden_one" if hidden == 1 else "hidden", hidden=hidden)
    lot = say(language, "lot_one" if extra == 1 else "lot", extra=extra) if extra else "."
    return text + say(language, "bound", bound=bound) + lot


def proposed(
    proposals: tuple[Proposal, ...],
    language: str,
    *,
    of: int,
    late: bool = False,
    named: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """The coarser tables that show more, best first. ``of``: figures now; ``late``: this table went out already.

    ``named``: columns in the order of names, in which neighbours say little.
    """
    if not proposals:
        yield say(language, "no_proposals")
        return
    yield say(language, "next_time" if late else "proposals")
    for proposal in proposals:
        what = say(language, "and").join(_merge(merge, language) for merge in proposal.merges)
        key = "all_then" if proposal.shown == proposal.figures else "part_then"
        now = proposal.shown - proposal.gain
        yield f"  - {what}. " + say(language, key, shown=proposal.shown, figures=proposal.figures, now=now, of=of)
    if any(merge.into is not None and merge.dimension in named for one in proposals for merge in one.merges):
        yield say(language, "alphabet")


def _merge(merge: Merge, language: str) -> str:
    if merge.into is None:
        return say(language, "drop", dimension=short(merge.dimension))
    return say(language, "merge", nodes=say(language, "and").join(map(short, merge.nodes)))


def _listed(lines: list[str], language: str) -> Iterator[str]:
    yield from (f"  - {line}" for line in lines[:_TOLD])
    if len(lines) > _TOLD:
        yield "  - " + say(language, "more", number=len(lines) - _TOLD)


def _sentence(one: Exposed, language: str, total: str, history: tuple[frozenset[str], ...]) -> str:
    other = name_of(one.other, total)
    if one.reason == Reason.INCREMENT:
        other = say(language, "difference", cell=name_of(one.other[1:], total))
    elif one.reason == Reason.EARLIER:
        number = int(one.other[0])
        names = names_of(history[number]) if number < len(history) else ""
        where = f" ({short(names)})" if names else ""
        other = say(language, "earlier_cell", cell=name_of(one.other[1:], total), periods=where)
    key = "exact" if one.low == one.high else "between"
    return say(language, key, shown=name_of(one.shown, total), other=other, low=one.low, high=one.high)


def name_of(cell: tuple[str, ...], total: str = TOTAL) -> str:
    """A cell as it stands in a sentence on a terminal, with the word for a total that is printed."""
    return short(" | ".join(total if name == TOTAL else name for name in cell))


def _plain(text: str) -> str:
    """A word from outside that Markdown and HTML leave as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~&" else sign for sign in short(text))


def exposures_one_by_one(
    problem: Problem, table: Table, hidden: frozenset[Cell], small: set[Cell]
) -> tuple[Exposed, ...]:
    """For each cell hidden for the sake of others what showing it would give away, one at most; some seconds long."""
    index = index_of(problem)
    places = frozenset(index[cell] for cell in hidden)
    attack = Attack(problem)
    found: list[Exposed] = []
    ends = time.monotonic() + _SECONDS
    for cell in (cell for cell in table.cells if cell in hidden - small):
        if time.monotonic() > ends:
            break
        attack.hide(places - {index[cell]})
        for target in problem.targets:
            low = ceil(-attack.push(target.form, -1).value - CLOSE)
            high = floor(attack.push(target.form, 1).value + CLOSE)
            if low > target.low or high < target.high:
                found.append(Exposed(cell, target.name, target.reason, low, high))
                break
    return tuple(found)
