"""The command ``protect``: a CSV file in, a table that betrays nobody out.

It ends with 0: written, whatever becomes of what it says on its streams; 1: no safe table; 2: refused: bad input, a
history that is broken or in use, a place that is not free, a disk that takes nothing; 130: stopped by a person.

Proof note. Before: words from anybody. After: an exit code, and one sentence for whatever went wrong; nothing of the
table is in an error but names, and of a given total that is wrong what it says and what its cells add up to.
"""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import NoReturn

from nabij_disclosure.errors import (
    BrokenLedger,
    Contradiction,
    DisclosureError,
    NoSafeTable,
    NotProven,
    OutOfReach,
    TooLarge,
)
from nabij_disclosure.flaws import LANGUAGES, BadInput, short
from nabij_disclosure.hierarchy import read_hierarchy
from nabij_disclosure.labels import clean
from nabij_disclosure.ledger import Busy
from nabij_disclosure.periods import read_periods
from nabij_disclosure.reading import LONGEST, Given, check_columns, read_table
from nabij_disclosure.sensitive import LEAST_THRESHOLD, Settings
from nabij_disclosure.speaking import show, tell
from nabij_disclosure.task import NothingLeft, NotPlaced, Stopped, Task, TooLargeTogether, run
from nabij_disclosure.wording import say
from nabij_disclosure.writing import Taken, is_free

DONE, NOT_SAFE, REFUSED, INTERRUPTED = 0, 1, 2, 130
HIGHEST_THRESHOLD = 1000
LONGEST_ADVICE = 3600

_SWITCH: dict[str, object] = {"action": "store_true"}
_OPTIONS: dict[str, tuple[tuple[str, str], dict[str, object]]] = {
    "--threshold": (("5", "5"), {"default": "5"}),
    "--history": (("MAP", "DIR"), {"type": Path}),
    "--period": (("K1,K2", "Q1,Q2"), {}),
    "--new-period": (("", ""), _SWITCH),
    "--hierarchy": (("KOLOM=BESTAND.json", "COLUMN=FILE.json"), {"action": "append", "default": []}),
    "--out": (("MAP", "DIR"), {"type": Path}),
    "--lang": (("|".join(LANGUAGES), "|".join(LANGUAGES)), {"choices": LANGUAGES}),
    "--advice": (("10", "10"), {"default": "10"}),
    "--empty": (("", ""), _SWITCH),
    "--try": (("", ""), _SWITCH | {"dest": "look"}),
}
"""Each option with what follows it in a sentence, and how it is read."""


class _Stop(Exception):
    """A reason to refuse, as a finished sentence."""


def main(argv: Sequence[str]) -> int:
    """Protect one table and return the exit code: errors go to stderr, what only the maker may see to stdout."""
    language = _language(argv)
    if not argv:
        for each in LANGUAGES:
            tell(str(_misread(each)))
        return REFUSED
    for stream in (sys.stdout, sys.stderr):
        # a terminal without our letters shows them as numbers, and never stops the command
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        words, rest = _parser(language).parse_known_args(argv)
        if rest:
            raise _Stop(say(language, "unknown", name=short(rest[0])))
        if words.help:
            show([help_text(language)])
        else:
            run(_task(words, language))
    except (DisclosureError, _Stop, OSError, MemoryError, RecursionError, KeyboardInterrupt) as problem:
        code, sentence = _refusal(problem, language)
        tell(sentence)
        return code
    return DONE


def _refusal(problem: BaseException, language: str) -> tuple[int, str]:
    match problem:
        case _Stop():
            return REFUSED, str(problem)
        case BadInput():
            return REFUSED, problem.sentence(language)
        case Stopped():
            return INTERRUPTED, say(language, problem.where, out=short(problem.out))
        case KeyboardInterrupt():
            return INTERRUPTED, say(language, "stopped")
        case NothingLeft():
            return NOT_SAFE, say(language, "nothing_left_corrected" if problem.corrects else "nothing_left")
        case NoSafeTable() | NotProven() | OutOfReach():
            return NOT_SAFE, say(language, "no_safe_table")
        case TooLargeTogether():
            return NOT_SAFE, say(language, "too_large_together")
        case TooLarge() | MemoryError() | RecursionError():
            return NOT_SAFE, say(language, "too_large")
        case NotPlaced():
            return REFUSED, say(language, "half" if problem.sure else "half_unsure", out=short(problem.out))
        case Taken():
            return REFUSED, say(language, "not_free", out=short(problem.out))
        case Busy():
            return REFUSED, say(language, "busy")
        case BrokenLedger() | Contradiction():
            return REFUSED, say(language, "broken")
        case FileNotFoundError() if problem.filename:
            return REFUSED, say(language, "no_file", where=short(problem.filename))
        case OSError():
            return REFUSED, say(language, "system", where=short(problem.filename or "?"))
        case _:
            return REFUSED, say(language, "mismatch")


def _language(argv: Sequence[str]) -> str:
    """The language asked for, also where the other words are wrong."""
    last = [after for before, after in pairwise(argv) if before == "--lang"]
    last += [word.removeprefix("--lang=") for word in argv if word.startswith("--lang=")]
    return last[-1] if last and last[-1] in LANGUAGES else LANGUAGES[0]


def _parser(language: str) -> argparse.ArgumentParser:
    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise _misread(language)

    parser = Parser(prog="protect", add_help=False, allow_abbrev=False)
    parser.add_argument("table", type=Path, nargs="?")
    for name, (_, how) in _OPTIONS.items():
        parser.add_argument(name, **how)  # type: ignore[arg-type]  # a table of what argparse takes
    parser.add_argument("-h", "--help", action="store_true")
    return parser


def _usage(language: str) -> str:
    place = LANGUAGES.index(language)
    options = (
        f"[{name} {follows[place]}]" if follows[place] else f"[{name}]" for name, (follows, _) in _OPTIONS.items()
    )
    return " ".join((("protect TABEL.csv", "protect TABLE.csv")[place], *options))


def help_text(language: str) -> str:
    """Every word that the command knows."""
    whole = _usage(language).replace(" ", "\0").replace("\0[", " [")
    lines = wrap(whole, 110, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False)
    return say(language, "help", usage="\n".join(lines).replace("\0", " "), least=LEAST_THRESHOLD)


def _misread(language: str) -> _Stop:
    return _Stop(say(language, "misread", usage=_usage(language)))


def _task(words: argparse.Namespace, language: str) -> Task:
    """What is asked, read and checked; nothing is written yet."""
    if words.table is None:
        raise _misread(language)
    wrong = say(language, "threshold", least=LEAST_THRESHOLD, most=HIGHEST_THRESHOLD)
    threshold = _number(words.threshold, LEAST_THRESHOLD, HIGHEST_THRESHOLD, _Stop(wrong))
    advice = _number(words.advice, 0, LONGEST_ADVICE, _misread(language))
    files = dict(_hierarchy(each, language) for each in words.hierarchy)
    content = _content(words.table)
    check_columns(content, files)
    hierarchies = {name: read_hierarchy(name, _content(path)) for name, path in files.items()}
    given = read_table(content, name=words.table.stem, hierarchies=hierarchies)
    _warn(given, language)
    out = Path(f"{words.table.stem}-protected") if words.out is None else words.out
    _check_place(out, words.history, language, look=words.look)
    return Task(
        given=given,
        source=words.table.name,
        settings=Settings(threshold=threshold),
        periods=read_periods(words.period),
        new_period=words.new_period,
        out=out,
        history=words.history,
        language=language,
        advice=advice,
        look=words.look,
        empty=words.empty,
    )


def _warn(given: Given, language: str) -> None:
    """Tell what may be meant otherwise than it is written."""
    for one in given.doubtful:
        key = "disguise" if one.exact else "near_disguise"
        tell(say(language, key, name=short(one.label), column=short(one.column)))
    for name, above in given.grouped:
        tell(say(language, "grouped", name=short(name), above=short(above)))
    for first, second in given.alike:
        tell(say(language, "alike", one=short(first), other=short(second)))


def _content(path: Path) -> bytes:
    """No more of a file than a reader takes: it may have no end."""
    with path.open("rb") as file:
        return file.read(LONGEST + 1)


def _number(text: str, least: int, most: int, wrong: _Stop) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
        raise wrong
    return int(text)


def _hierarchy(text: str, language: str) -> tuple[str, Path]:
    name, sign, path = text.partition("=")
    if not sign or not path:
        raise _misread(language)
    return clean(name), Path(path)


def _check_place(out: Path, history: Path | None, language: str, *, look: bool) -> None:
    if not look and not is_free(out):
        raise _Stop(say(language, "not_free" if history is None else "not_free_history", out=short(out)))
    if history is None:
        return
    if history.exists() and not history.is_dir():
        raise _Stop(say(language, "history_file", history=short(history)))
    place, past = out.resolve(), history.resolve()
    if place.is_relative_to(past) or past.is_relative_to(place):
        raise _Stop(say(language, "inside"))
