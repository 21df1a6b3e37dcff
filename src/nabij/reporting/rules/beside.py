"""The raw counts of a report beside what will be shown of them, and why a figure is withheld. Pure; for authors only.

Proof note. Before: a table as it was counted, the same table by the plan, and what was judged of it. After: each line
has the true count and either that same count as shown or a sentence that says why it is not. Nothing of it may reach
anybody but the authors: it is no release.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nabij.releases.rules import Shown
from nabij.reporting.rules.tables import YES
from nabij_disclosure.history import Released
from nabij_disclosure.release import Mark, TooFew
from nabij_disclosure.release import Release as Proven
from nabij_disclosure.sensitive import Reason
from nabij_disclosure.table import Cell, Dimension, Table

type Out = Proven | TooFew

_WHY = {
    Reason.SMALL: "Minder dan {threshold}: bij zo weinig mensen kan iemand herkend worden.",
    Reason.FEW_STAFF: "Volgens jullie opgave werken hier te weinig mensen. Klopt die nog?",
    Reason.NEARLY_ALL: "Volgens jullie opgave kwam bijna iedereen die hier werkt. Klopt die nog?",
    Reason.FEW_VISITORS: "Minder dan {threshold} mensen zitten hierachter.",
    Reason.ONE_VISITOR: "Meer dan de helft komt van één mens.",
    Reason.ONE_CATEGORY: "Iedereen van deze groep zit hierin.",
    Reason.INCREMENT: "Het verschil met eerdere cijfers is klein.",
    Reason.EARLIER: "Dit geeft een eerder verborgen cijfer prijs.",
}
_NOBODY = "Niemand. Ook een nul laten we niet zien: die vertelt iets over iedereen die hier werkt."
_FOR_OTHERS = (
    "Groot genoeg, maar weggelaten om een ander cijfer te beschermen: anders is dat uit te rekenen, of te raden aan "
    "wat er ontbreekt."
)
TOO_FEW = "Te weinig voor een tabel. In plaats daarvan staat er één zin: het totaal ligt tussen {low} en {high}."

NO_WORK = (
    "Minder dan {threshold} mensen zitten hierachter. In het verslag staat hiervan geen aantal, ook niet tussen welke "
    "grenzen het ligt."
)


@dataclass(frozen=True)
class Line:
    """One class: what was counted, what is shown (None: withheld) and why not.

    ``parts``: the finer classes that it takes together, counted. ``apart``: the authors made this group.
    """

    label: str
    count: int
    figure: int | None
    why: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    above: bool = False
    total: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Compared:
    """One table: its lines, and what stands in the report in its place where it has too few people."""

    name: str
    measure: str
    lines: tuple[Line, ...]
    sentence: str = ""

    @property
    def shown(self) -> int:
        return sum(line.figure is not None for line in self.lines)


def compared(
    table: Table, raw: Table | None, out: Out | None, *, threshold: int, groups: Iterable[str], silent: bool = False
) -> Compared:
    """A table by the plan (``raw``: by its codes) beside what was judged of it; ``out`` None: nothing could be.

    ``silent``: it is not judged, since nothing is told of it.
    """
    made = frozenset(groups)
    lines = tuple(_lines(table, raw, out, threshold, made))
    sentence = TOO_FEW.format(low=out.low, high=out.high) if isinstance(out, TooFew) else ""
    if silent:
        sentence = NO_WORK.format(threshold=threshold)
    return Compared(table.dimensions[0].name, table.measure, lines, sentence)


def _lines(table: Table, raw: Table | None, out: Out | None, threshold: int, made: frozenset[str]) -> Iterator[Line]:
    dimension = table.dimensions[0]
    for node in dimension.nodes:
        count = table.values[(node,)]
        figure, why = _judged((node,), count, out, threshold)
        parts = dimension.joins.get(node, ())
        counted = tuple((part, raw.values[(part,)]) for part in parts if (part,) in raw.values) if raw else ()
        inner = node != dimension.root and node not in dimension.leaves
        total = node == dimension.root
        yield Line("Totaal" if total else node, count, figure, why, counted, inner, total, node in made)


def _judged(cell: Cell, count: int, out: Out | None, threshold: int) -> tuple[int | None, str]:
    if out is None:
        return None, ""
    if isinstance(out, TooFew):
        return None, _WHY[Reason.SMALL].format(threshold=threshold) if count else _NOBODY
    figure = out.figures[cell]
    if isinstance(figure, int):
        return figure, ""
    if figure is Mark.IMPOSSIBLE:
        return None, "Dit kan niet voorkomen."
    reason = out.reasons.get(cell)
    if reason is None:
        return None, _FOR_OTHERS
    return None, _NOBODY if reason is Reason.SMALL and not count else _WHY[reason].format(threshold=threshold)


def tally(seen: Iterable[Shown]) -> tuple[int, int]:
    """How many figures are shown, and of how many: each told once, as the report tells them.

    Tables of one measure share their total, and of a way of involvement only "ja" is told. A class that alone makes up
    what lies above it tells nothing that is not told there.
    """
    cells = {_told_as(one, cell): isinstance(figure, int) for one in seen for cell, figure in one.figures.items()}
    told = [is_shown for place, is_shown in cells.items() if place is not None]
    return sum(told), len(told)


def totals(outs: Iterable[Out], periods: frozenset[str]) -> frozenset[str]:
    """The measures of which it would be told how many there were in all over these periods."""
    of_period = (out for out in outs if out.entry.periods == periods)
    return frozenset(out.table.measure for out in of_period if _is_shown(out, out.table.top))


def _told_as(one: Shown, cell: Cell) -> tuple[str, ...] | None:
    """Where a figure is told; the same for figures that are one, None for one that is not."""
    dimension = one.dimensions[0]
    if cell == one.top:
        return (one.measure, *sorted(one.periods))
    if _repeats(dimension, cell) or (YES in dimension.leaves and cell != (YES,)):
        return None
    return (one.measure, *sorted(one.periods), dimension.name, *cell)


def _is_shown(out: Out, cell: Cell) -> bool:
    return isinstance(out, Proven) and isinstance(out.figures[cell], int)


def _repeats(dimension: Dimension, cell: Cell) -> bool:
    (node,) = cell
    above = dimension.parents.get(node)
    return above is not None and dimension.leaves_below[node] == dimension.leaves_below[above]


def sharing(history: Sequence[Released], periods: frozenset[str]) -> tuple[Released, ...]:
    """What went out of these periods, and of those that share one with it, and so on: the rest says nothing of them."""
    found: set[int] = set()
    reached = set(periods)
    while more := {place for place, one in enumerate(history) if place not in found and one.periods & reached}:
        found |= more
        reached = reached.union(*(history[place].periods for place in more))
    return tuple(one for place, one in enumerate(history) if place in found)
