"""The files of a release, all of them or none: ``protected.csv``, ``uitleg.md``, ``certificates.json``.

Proof note. Before: a release and an open proof. After ``prepare``: a new directory beside the wanted one holds every
file, on disk. After ``publish``: the wanted directory is that one, by a single rename; a reader sees nothing or all of
it. A run that was killed leaves its directory behind; the next one beside it clears that away. Nothing in the files
says which of the hidden figures are small.
"""

import json
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path

from nabij_disclosure.errors import DisclosureError, NotProven
from nabij_disclosure.open_proof import Proof, check
from nabij_disclosure.reading import DELIMITERS, Given
from nabij_disclosure.release import Mark
from nabij_disclosure.table import Cell, Dimension, Table

HIDDEN = "x"
IMPOSSIBLE = "-"

_MADE = re.compile(r"\.protect-(?:(?P<process>[0-9]+)-)?[a-z0-9_]{8}")
_LEFT_BEHIND = 3600.0
"""Seconds after which no run still writes in its directory."""

type Figures = Mapping[Cell, int | Mark]


class Taken(DisclosureError):
    """Something came to stand in the wanted place while the files were made."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} is there by now")
        self.out = out


def protected_csv(given: Given, figures: Figures, total: str) -> bytes:
    """The table in the columns of the file that was given, each total after what it sums; one sign for hidden."""
    lines = [given.header]
    for cell in product(*(list(_totals_last(dimension, dimension.root)) for dimension in given.table.dimensions)):
        names = [
            total if name == dimension.root else name
            for dimension, name in zip(given.table.dimensions, cell, strict=True)
        ]
        lines.append((*names, _sign(figures[cell])))
    text = "".join(given.delimiter.join(map(_field, line)) + "\n" for line in lines)
    return text.encode("utf-8-sig" if given.bom else "utf-8")


def _field(text: str) -> str:
    """A field, in quotes where it holds any separator: a spreadsheet may split on another one than the file's."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '"' + DELIMITERS) else text


def _totals_last(dimension: Dimension, node: str) -> Iterator[str]:
    for below, above in dimension.parents.items():
        if above == node:
            yield from _totals_last(dimension, below)
    yield node


def _sign(figure: int | Mark) -> str:
    if isinstance(figure, int):
        return str(figure)
    return HIDDEN if figure is Mark.HIDDEN else IMPOSSIBLE


def certificates_json(table: Table, figures: Figures, proof: Proof, threshold: int, total: str | None = None) -> bytes:
    """The proof as a file, checked by addition; ``total`` as in ``protected_csv``. Raises ``NotProven``."""
    words = [{one.root: total or one.root} for one in table.dimensions]
    content = {
        "what": "For every hidden figure two whole tables that agree with everything shown; computed from that alone.",
        "threshold": threshold,
        "dimensions": [
            {
                "name": one.name,
                "parents": {node: word.get(above, above) for node, above in one.parents.items()},
                "total": word[one.root],
            }
            for one, word in zip(table.dimensions, words, strict=True)
        ],
        "cells": [list(cell) for cell in table.counts],
        "worlds": [list(world) for world in proof.worlds],
        "hidden": [
            {"cell": _printed(cell, words), "low": low, "high": high} for cell, (low, high) in proof.figures.items()
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    shown = {cell: figure for cell, figure in figures.items() if isinstance(figure, int)}
    hidden = {cell for cell, figure in figures.items() if figure is Mark.HIDDEN}
    back = read_proof(text)
    names = {tuple(_printed(cell, words)): cell for cell in hidden}
    if len(names) != len(hidden) or set(back.figures) != set(names):
        raise NotProven("not every hidden figure has its two tables")
    check(table, shown, Proof(back.worlds, {names[cell]: pair for cell, pair in back.figures.items()}), threshold)
    return text.encode()


def _printed(cell: Cell, words: list[dict[str, str]]) -> list[str]:
    """A cell's names as ``protected.csv`` prints them."""
    return [word.get(name, name) for name, word in zip(cell, words, strict=True)]


def read_proof(text: str) -> Proof:
    """A proof from the text of ``certificates.json``."""
    content = json.loads(text)
    return Proof(
        tuple(tuple(world) for world in content["worlds"]),
        {tuple(one["cell"]): (one["low"], one["high"]) for one in content["hidden"]},
    )


def is_free(out: Path) -> bool:
    """Whether nothing is there yet, or an empty directory that another can take the place of."""
    if out.is_symlink() or out.name in ("", "..") or out.is_mount():
        return False
    return not out.exists() or (out.is_dir() and not any(out.iterdir()))


def prepare(out: Path, files: Mapping[str, bytes]) -> Path:
    """Write every file in a new directory beside ``out``, to the disk. Raises ``OSError``; then nothing is left."""
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear(out.parent)
    made = Path(tempfile.mkdtemp(prefix=f".protect-{os.getpid()}-", dir=out.parent))
    try:
        for name, content in files.items():
            with (made / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        sync(made)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return made


def _clear(parent: Path) -> None:
    """Take away what killed runs of this person left in a directory, and nothing else."""
    with suppress(OSError):
        for path in parent.iterdir():
            named = _MADE.fullmatch(path.name)
            if named and _is_left_behind(path, named["process"]):
                shutil.rmtree(path, ignore_errors=True)


def _is_left_behind(path: Path, process: str | None) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(found.st_mode) or stat.S_IMODE(found.st_mode) != 0o700 or found.st_uid != os.getuid():
        return False
    return time.time() - found.st_mtime > _LEFT_BEHIND or (process is not None and _is_over(int(process)))


def _is_over(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


def publish(made: Path, out: Path) -> None:
    """Put a prepared directory where it belongs. Raises ``Taken`` when something is there by now, and ``OSError``."""
    try:
        made.rename(out)
    except OSError:
        if is_free(out):
            raise
        raise Taken(out) from None
    # the files are there; where the disk does not tell, a crash may still take them, and the history has them anyway
    with suppress(OSError):
        sync(out.parent)


def sync(directory: Path) -> None:
    """Bring the names in a directory to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
