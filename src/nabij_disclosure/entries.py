"""An entry of the ledger as JSON and back, for whoever keeps a ledger: in files or in a database.

Proof note. Before: an entry. After: ``released`` of ``plain`` of it equals it, in whatever order its keys were kept.
"""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from nabij_disclosure.behind import Behind, Kept
from nabij_disclosure.history import Released, Told
from nabij_disclosure.table import Cell, Dimension, Table


def plain(entry: Released) -> dict[str, object]:
    """An entry as JSON has it: text, whole numbers, lists; true counts included."""
    table = entry.table
    return {
        "name": table.name,
        "measure": table.measure,
        "dimensions": [
            {"name": one.name, "root": one.root, "parents": list(one.parents.items()), "joins": list(one.joins.items())}
            # left out where there are none, as below
            | ({"codes": sorted(one.codes.items())} if one.codes else {})
            for one in table.dimensions
        ],
        "counts": [[list(cell), count] for cell, count in table.counts.items()],
        "impossible": sorted(map(list, table.impossible)),
        "periods": sorted(entry.periods),
        "hidden": sorted(map(list, entry.hidden)),
        "watched": _ends(entry.watched),
        "bands": _ends(entry.bands),
        "threshold": entry.threshold,
        "told": [
            {
                "terms": [[list(cell), factor] for cell, factor in one.terms],
                "low": one.low,
                "high": one.high,
                "words": one.words,
            }
            for one in entry.told
        ],
        # left out where there are none: lines from before they were kept have the digests that they had
        **({"staff": [[list(cell), heads] for cell, heads in sorted(entry.staff.items())]} if entry.staff else {}),
        **({"behind": _behind(entry.behind)} if entry.behind else {}),
    }


def _behind(kept: Kept) -> list[object]:
    found: list[object] = []
    for periods in sorted(kept, key=sorted):
        of_cells = sorted(kept[periods].items(), key=itemgetter(0))
        found.append([sorted(periods), [[list(cell), one.total, one.visitors, one.largest] for cell, one in of_cells]])
    return found


def _ends(ends: Mapping[Cell, tuple[int, int]]) -> list[object]:
    return [[list(cell), low, high] for cell, (low, high) in sorted(ends.items())]


def released(plain: Any) -> Released:
    """An entry from its JSON.

    What is no entry raises a ``DisclosureError``, ``ValueError``, ``KeyError``, ``TypeError`` or ``AttributeError``.
    """
    dimensions = tuple(
        Dimension(
            one["name"],
            dict(one["parents"]),
            one["root"],
            {node: tuple(parts) for node, parts in one["joins"]},
            {str(leaf): str(code) for leaf, code in one.get("codes", ())},
        )
        for one in plain["dimensions"]
    )
    table = Table(
        plain["name"],
        dimensions,
        {tuple(cell): count for cell, count in plain["counts"]},
        frozenset(map(tuple, plain["impossible"])),
        plain["measure"],
    )
    return Released(
        table,
        frozenset(plain["periods"]),
        frozenset(map(tuple, plain["hidden"])),
        {tuple(cell): (int(low), int(high)) for cell, low, high in plain["watched"]},
        {tuple(cell): (int(low), int(high)) for cell, low, high in plain["bands"]},
        tuple(
            Told(
                tuple((tuple(cell), int(factor)) for cell, factor in one["terms"]),
                one["low"],
                one["high"],
                one["words"],
            )
            for one in plain["told"]
        ),
        int(plain["threshold"]),
        {tuple(cell): int(heads) for cell, heads in plain.get("staff", ())},
        {
            frozenset(periods): {tuple(cell): Behind(*map(int, numbers)) for cell, *numbers in cells}
            for periods, cells in plain.get("behind", ())
        },
    )
