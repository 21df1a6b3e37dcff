"""The command as its tests use it: a good table, a run, and what a reader of its files may count on."""

import csv
import io
import json
import os
from itertools import product
from pathlib import Path

from nabij_disclosure.protect import main
from nabij_disclosure.writing import HIDDEN

GOOD = (
    "regio;aard;aantal\nNoord;pesten;12\nNoord;agressie;3\nZuid;pesten;20\nZuid;agressie;17\n"
    "Oost;pesten;9\nOost;agressie;0\nTotaal;Totaal;61\n"
)
FILES = {"protected.csv", "uitleg.md", "certificates.json"}


def protect(table: Path, *words: str | Path) -> int:
    """Also a table of which nothing is left is written: the draw decides that."""
    return main([os.fspath(table), "--advice", "0", "--empty", *map(os.fspath, words)])


def rows(path: Path, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def check_safe(out: Path, truth: dict[tuple[str, ...], int], threshold: int, delimiter: str) -> None:
    """By addition alone: every figure is true or hidden, and small ones may be none and may be the threshold."""
    assert {path.name for path in out.iterdir()} == FILES
    proof = json.loads((out / "certificates.json").read_text("utf-8"))
    if not proof:
        assert sum(truth.values()) < threshold
        assert {row[-1] for row in rows(out / "protected.csv", delimiter)[1:]} == {HIDDEN}
        return
    cells = [tuple(cell) for cell in proof["cells"]]
    nodes = [("Totaal", *sorted({cell[place] for cell in cells})) for place in range(len(cells[0]))]

    def total(world: dict[tuple[str, ...], int], cell: tuple[str, ...]) -> int:
        return sum(n for leaf, n in world.items() if all(c in ("Totaal", x) for c, x in zip(cell, leaf, strict=True)))

    true = {leaf: truth.get(leaf, 0) for leaf in cells}
    worlds = [dict(zip(cells, world, strict=True)) for world in proof["worlds"]]
    assert all(count >= 0 for world in worlds for count in world.values())
    printed = {tuple(row[:-1]): row[-1] for row in rows(out / "protected.csv", delimiter)[1:]}
    assert set(printed) == set(product(*nodes))
    for cell, figure in printed.items():
        value = total(true, cell)
        told = [total(world, cell) for world in worlds]
        if figure != HIDDEN:
            assert int(figure) == value >= threshold
            assert set(told) <= {value}
        else:
            assert len(set(told)) > 1
            assert value >= threshold or (min(told) <= 0 and max(told) >= threshold)
