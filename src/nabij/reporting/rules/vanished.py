"""What a later edition would no longer show of what an earlier one showed. Pure.

Proof note. Before: what went out, and what would go out now. After: a correction shows every figure again that its
readers have already, or none of that table. A figure is withheld in a correction because it changed a little, so the
place where one vanished tells where somebody came, whatever its new count is: comparing two editions is all it takes.
What remains to be told is one thing, that a table as a whole is not told anew.
"""

from collections.abc import Iterable, Mapping, Sequence

from nabij.releases.rules import Shown

type Key = tuple[str, str, frozenset[str]]
"""A table: what it counts, its name, and the periods that it covers."""


def key_of(table: Shown) -> Key:
    """What a table is known by."""
    return table.measure, table.name, table.periods


def by_key(shown: Iterable[Shown]) -> dict[Key, Shown]:
    """Each table by what it is; of several editions the last one given."""
    return {key_of(one): one for one in shown}


def vanished(before: Mapping[Key, Shown], now: Mapping[Key, Shown]) -> dict[Key, int]:
    """For each table told again of which figures that were out would be withheld: how many."""
    lost = {key: _lost(before[key], one) for key, one in now.items() if key in before}
    return {key: many for key, many in lost.items() if many}


def _lost(was: Shown, now: Shown) -> int:
    """Of cells that are in both: what was merged or taken apart since is another cell."""
    return sum(
        isinstance(found, int) and cell in now.figures and not isinstance(now.figures[cell], int)
        for cell, found in was.figures.items()
    )


FEW = 4
"""So many tables are named to be left out; where it is more, little would be left of the report."""


def why_not(lost: Mapping[Key, int], names: Sequence[str]) -> str:
    """Why such a correction cannot go out, and what can be done."""
    many = sum(lost.values())
    figures = "is 1 cijfer verborgen dat al uit was" if many == 1 else f"zijn {many} cijfers verborgen die al uit waren"
    or_less = f", of laat weg waarin dit gebeurt: {'; '.join(names)}" if len(names) <= FEW else ""
    return (
        f"Opnieuw geteld {figures}. Wie beide uitgaven naast elkaar legt, ziet daaraan waar iemand bijkwam of "
        f"wegging. Er is niets uitgegaan. Laat de cijfers zoals ze uitgingen{or_less}."
    )
