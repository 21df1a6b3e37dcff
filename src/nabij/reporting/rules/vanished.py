"""What a later edition would no longer show of what an earlier one showed. Pure.

Proof note. Before: what went out, and what would go out now. After: a correction shows every figure again that its
readers have already, or none of that table. A figure is withheld in a correction because it changed a little, so the
place where one vanished tells where somebody came, whatever its new count is: comparing two editions is all it takes.
What remains to be told is one thing, that a table as a whole is not told anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

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


class Paper(StrEnum):
    """What is to go out, which says what its authors can do."""

    FIRST = "first edition"
    CORRECTION = "correction"
    INTERIM = "interim overview"


def why_not(lost: Mapping[Key, int], names: Sequence[str], paper: Paper = Paper.CORRECTION) -> str:
    """Why such a paper cannot go out, and what can be done: only a correction can show the figures that were out."""
    many = sum(lost.values())
    figures = "is 1 cijfer verborgen dat al uit was" if many == 1 else f"zijn {many} cijfers verborgen die al uit waren"
    return (
        f"Opnieuw geteld {figures}. Wie beide uitgaven naast elkaar legt, ziet daaraan waar iemand bijkwam of "
        f"wegging. Er is niets uitgegaan. {_what_to_do(names, paper)}"
    )


def _what_to_do(names: Sequence[str], paper: Paper) -> str:
    if paper is Paper.INTERIM:
        return "Wat uit is, blijft staan. Kies een langere periode, of wacht op het jaarverslag."
    less = f"aat weg waarin dit gebeurt: {'; '.join(names)}" if len(names) <= FEW else ""
    if paper is Paper.FIRST:
        return f"L{less}." if less else "Neem klassen samen, of laat de indelingen weg waarin dit gebeurt."
    return f"Laat de cijfers zoals ze uitgingen{f', of l{less}' if less else ''}."
