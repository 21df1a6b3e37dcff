"""Years beside each other: only those of which a report went out, and no year in between made up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nabij.releases.rules import as_called_now
from nabij.reporting.assembling.grouped import MOST_NAMED
from nabij.reporting.assembling.known import Making, Year, figure, listed, stated
from nabij.reporting.assembling.people import came_in
from nabij.reporting.document import (
    MONTHS,
    MOST_EVENTS,
    MOST_KINDS,
    Block,
    Event,
    Mark,
    Multiples,
    Paragraph,
    Point,
    Points,
    Row,
    Statement,
    Table,
    Trend,
)
from nabij.reporting.rules.chance import differs
from nabij.reporting.rules.earlier import NATURE
from nabij.reporting.rules.edition import day_said
from nabij.reporting.rules.lettering import capital, in_words
from nabij.reporting.rules.table_names import rows_name
from nabij.reporting.rules.tables import PLACE, VISITORS

YEARS = 5
CHANCE = (
    "Van jaar tot jaar verschilt het aantal ook vanzelf. Meer of minder zeggen we alleen als zo’n verschil door toeval "
    "alleen hooguit in een op de twintig gevallen ontstaat; anders zeggen we ongeveer evenveel."
)

LARGEST = (
    "Hierboven staan de {most} met de grootste aantallen die we kunnen geven. De andere staan in de tabel hieronder."
)
BY_GROUP = "Preciezer dan per groep geven we in geen van deze jaren een aantal."


def compared(made: Making) -> Iterator[Block]:
    """A line of who came, and a field for each nature; a sentence where there is nothing to compare with."""
    years = _years(made)
    if len(years) == 1:
        yield Paragraph(
            "Dit is het eerste verslag in deze reeks. Vanaf het volgende verslag zetten we de jaren hier naast elkaar."
        )
        yield from _beside(made, ())
        return
    numbers = tuple(one.year for one in years)
    counts = tuple(map(came_in, years))
    drawn = _events(made, numbers)
    yield Trend(_trend_title(years, counts), "mensen", numbers, counts, drawn)
    yield from _few(years[:-1])
    yield from _beside(made, drawn)
    yield from _by_class("Waar het over ging, jaar na jaar", years, NATURE)
    # those stand in no report of their own year, and rings of silence lean on them
    if any(map(_here(made), years)):
        yield from _by_class("Waar mensen werken, jaar na jaar", years, PLACE)
    if parts := [one for one in years if not one.is_whole]:
        yield Paragraph(" ".join(map(_part_said, parts)))
    told = (CHANCE if _held_against(years, counts) else "", _first_told(made, years), _not_out(made))
    if any(told):
        yield Paragraph(" ".join(filter(None, told)))


def _few(years: list[Year]) -> Iterator[Block]:
    """Between which ends it lies in a year before this one of which only that went out: the line has a gap there."""
    for year in years:
        total = year.total(VISITORS)
        if isinstance(total, tuple):
            told = stated(f"Mensen die kwamen {year.when}", "mensen", total)
            yield Statement(f"{capital(year.when)} kwamen er {total[0]} tot en met {total[1]} mensen.", told)


def _here(made: Making) -> Callable[[Year], bool]:
    """Whether a year is told along in this very report."""
    return lambda one: one.told_in == made.about.year


def _first_told(made: Making, years: list[Year]) -> str:
    """Of which years this report gives the figures, since they have no report of their own, in words."""
    told = [str(one.year) for one in years if _here(made)(one)]
    if not told:
        return ""
    which = "dat jaar geven we" if len(told) == 1 else "die jaren geven we"
    return f"Over {in_words(told)} is geen eigen verslag uitgebracht. De aantallen van {which} in dit verslag."


def _part_said(year: Year) -> str:
    """That a year was counted before it was over."""
    return (
        f"Over {year.year} is geteld tot en met {day_said(year.last)}. Dat is geen heel jaar, dus het aantal is "
        "niet te vergelijken met dat van andere jaren."
    )


def _years(made: Making) -> list[Year]:
    """Five years at most, from the first of which a report went out; a year without one is empty."""
    last = made.about.year
    known = {one.year: one for one in made.known.earlier if last - YEARS < one.year < last}
    first = min(known, default=last)
    return [*(known.get(year, Year(year, ())) for year in range(first, last)), made.now]


def _not_out(made: Making) -> str:
    """Of which of the five years no report went out, in words."""
    last = made.about.year
    known = {one.year for one in made.known.earlier}
    years = [str(year) for year in range(last - YEARS + 1, last) if year not in known]
    if not years:
        return ""
    return f"Over {in_words(years)} is in deze reeks geen verslag uitgebracht."


def _trend_title(years: list[Year], counts: tuple[int | Mark, ...]) -> str:
    """What the last year is beside the first that has a number, both by name; nothing of a year that was not over."""
    told = _held_against(years, counts)
    if told is None:
        return "Hoeveel mensen er per jaar kwamen"
    (then, first), (now, last) = told
    if not differs(first, last):
        return f"In {now.year} kwamen er {'' if first == last else 'ongeveer '}evenveel mensen als in {then.year}"
    return f"In {now.year} kwamen er {'meer' if last > first else 'minder'} mensen dan in {then.year}"


type Counted = tuple[Year, int]


def _held_against(years: list[Year], counts: tuple[int | Mark, ...]) -> tuple[Counted, Counted] | None:
    """The first year that can be held against the last, and the last: both whole, both with a number; else None."""
    numbered = zip(years, counts, strict=True)
    told = [(year, count) for year, count in numbered if year.is_whole and isinstance(count, int)]
    return (told[0], told[-1]) if len(told) > 1 and told[-1][0] is years[-1] else None


def _events(made: Making, years: tuple[int, ...]) -> tuple[Event, ...]:
    """The latest that fit."""
    told = sorted(made.story.happened, key=lambda one: (one.year, one.month))
    events = [Event(one.year, one.month, one.text) for one in told if one.year in years]
    return tuple(events[-MOST_EVENTS:])


def _beside(made: Making, drawn: tuple[Event, ...]) -> Iterator[Block]:
    """What happened and stands at no line, in words: nothing that was written is gone without one."""
    told = sorted(made.story.happened, key=lambda one: (one.year, one.month))
    left = [one for one in told if Event(one.year, one.month, one.text) not in drawn]
    if left:
        points = tuple(Point(f"{capital(MONTHS[one.month - 1])} {one.year}", one.text) for one in left)
        yield Points("Wat er in de organisatie gebeurde", points)


@dataclass(frozen=True)
class _Classes:
    """The classes that have a number in some year, and those that have none; ``grouped``: finer ones have none."""

    told: tuple[Row, ...] = ()
    untold: tuple[str, ...] = ()
    grouped: bool = False


def _by_class(title: str, years: list[Year], name: str) -> Iterator[Block]:
    """A field for each class that has a number, a table of those that no field is left for, and in words the others."""
    found = _classes(years, name)
    if not found.told:
        return
    numbers = tuple(one.year for one in years)
    drawn = sorted(found.told, key=_largest, reverse=True)[:MOST_KINDS]
    yield Multiples(title, "mensen", numbers, tuple(row for row in found.told if row in drawn))
    if rest := tuple(row for row in found.told if row not in drawn):
        yield Paragraph(LARGEST.format(most=MOST_KINDS))
        yield Table(f"{title}: de andere (mensen)", rows_name(name), tuple(map(str, numbers)), rest)
    said = (_untold_said(found.untold, name), BY_GROUP if found.grouped else "")
    if any(said):
        yield Paragraph(" ".join(filter(None, said)))


def _largest(row: Row) -> int:
    return max(one for one in row.figures if isinstance(one, int))


def _untold_said(untold: Sequence[str], name: str) -> str:
    """Which classes have no number in any year: left out without a word, they would look as if there were none."""
    if len(untold) > MOST_NAMED:
        which = "onderdelen" if name == PLACE else "keuzes uit onze lijst"
        return f"Voor de andere {which} geven we in geen van deze jaren een aantal, ook niet waar dat nul zou zijn."
    return f"In geen van deze jaren geven we een aantal voor: {listed(untold)}." if untold else ""


def _classes(years: list[Year], name: str) -> _Classes:
    """The classes in the order of this year's list; their groups where no class has a number in any year."""
    now = years[-1].of(VISITORS, name)
    if now is None or now.band is not None:
        return _Classes()
    dimension = now.dimensions[0]
    names = {code: label for label, code in dimension.codes.items()}
    leaves = list(dimension.leaves)
    groups = [node for node in dimension.nodes if node not in {dimension.root, *leaves}]
    alone = [leaf for leaf in leaves if dimension.parents[leaf] == dimension.root]
    for nodes, beside in ((leaves, []), (groups, alone)):
        rows = [Row(node, tuple(_point(year, name, node, names) for year in years)) for node in nodes]
        told = tuple(row for row in rows if any(isinstance(one, int) for one in row.figures))
        if told:
            # where nobody can be is no number that is kept back
            none = [row.label for row in rows if row not in told and row.figures[-1] is Mark.HIDDEN]
            return _Classes(told, (*none, *beside), grouped=nodes is groups)
    return _Classes()


def _point(year: Year, name: str, node: str, names: Mapping[str, str]) -> int | Mark:
    """What was shown of a class in a year; one that was joined otherwise then has no number of its own.

    ``names``: what parts of the organisation are called now, by code.
    """
    one = year.of(VISITORS, name)
    if one is None:
        return Mark.HIDDEN if year.seen else Mark.ABSENT
    one = as_called_now(one, names)
    return figure(one, node) if (node,) in one.figures else Mark.HIDDEN
