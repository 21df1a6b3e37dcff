"""The files of a release, all of them or none: ``protected.csv``, ``uitleg.md``, ``certificates.json``.

Proof note. Before: a release and an open proof. After ``prepare``: a new directory beside the wanted one holds every
file, on disk. After ``publish``: the wanted directory is that one, by a single rename; a reader sees nothing or all of
it. Nothing in the files says which of the hidden figures are small.
"""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path

from nabij_disclosure.errors import NotProven
from nabij_disclosure.open_proof import Proof, check
from nabij_disclosure.reading import Given
from nabij_disclosure.release import Mark
from nabij_disclosure.table import Cell, Table

HIDDEN = "x"
IMPOSSIBLE = "-"

type Figures = Mapping[Cell, int | Mark]


def protected_csv(given: Given, figures: Figures, total: str) -> bytes:
    """The table in the columns of the file that was given: inner cells first, then margins; one sign for hidden."""
    text = StringIO()
    writer = csv.writer(text, delimiter=given.delimiter, lineterminator="\n")
    writer.writerow(given.header)
    inner = list(given.table.counts)
    for cell in (*inner, *(cell for cell in given.table.cells if cell not in given.table.counts)):
        names = [
            total if name == dimension.root else name
            for dimension, name in zip(given.table.dimensions, cell, strict=True)
        ]
        writer.writerow((*names, _sign(figures[cell])))
    return text.getvalue().encode("utf-8-sig" if given.bom else "utf-8")


def _sign(figure: int | Mark) -> str:
    if isinstance(figure, int):
        return str(figure)
    return HIDDEN if figure is Mark.HIDDEN else IMPOSSIBLE


def certificates_json(table: Table, figures: Figures, proof: Proof, threshold: int) -> bytes:
    """The proof as a file, read back and checked by addition. Raises ``NotProven``."""
    content = {
        "what": "For every hidden figure two whole tables that agree with everything shown; computed from that alone.",
        "threshold": threshold,
        "dimensions": [{"name": one.name, "parents": dict(one.parents), "total": one.root} for one in table.dimensions],
        "cells": [list(cell) for cell in table.counts],
        "worlds": [list(world) for world in proof.worlds],
        "hidden": [{"cell": list(cell), "low": low, "high": high} for cell, (low, high) in proof.figures.items()],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    shown = {cell: figure for cell, figure in figures.items() if isinstance(figure, int)}
    hidden = {cell for cell, figure in figures.items() if figure is Mark.HIDDEN}
    back = read_proof(text)
    if set(back.figures) != hidden:
        raise NotProven("not every hidden figure has its two tables")
    check(table, shown, back)
    return text.encode()


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
    made = Path(tempfile.mkdtemp(prefix=".protect-", dir=out.parent))
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


def publish(made: Path, out: Path) -> None:
    """Put a prepared directory where it belongs. Raises ``OSError`` when something is there by now."""
    made.rename(out)
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
