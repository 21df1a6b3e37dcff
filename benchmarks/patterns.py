"""Patterns: how many true ones are found and how soon, and how often one is seen where there is none.

PYTHONPATH=src:. .venv/bin/python -m benchmarks.patterns year [organisations]
PYTHONPATH=src:. .venv/bin/python -m benchmarks.patterns visitors [organisations]
PYTHONPATH=src:. .venv/bin/python -m benchmarks.patterns alarms [organisations]
PYTHONPATH=src:. .venv/bin/python -m benchmarks.patterns classes [organisations]

``year``: drawn organisations with patterns put there. ``visitors``: the same with more who come again, and
how many of them are counted twice. ``alarms``: others without one, scene by scene.
``classes``: what equal tokens of the drawn organisations of ``year`` say to whoever has the database.
Seeds are fixed. Exit code 1 says that a target was missed. They need Node, for the browser's own reading of names.
"""

import statistics
import sys
from collections.abc import Sequence

from benchmarks import alarms
from benchmarks.classes import measure_classes
from benchmarks.counted_visitors import Counted, count_visitors
from benchmarks.drawn_visitors import Held
from benchmarks.drawn_year import Telling, Year, draw_year
from benchmarks.figures import Figure
from benchmarks.looking import People, Places, look_at_places, look_for_people, named_in
from nabij.patterns.rules import USUAL
from nabij.patterns.rules.repetition import A_YEAR, LEAST_PEOPLE

SEED = 1
LARGE = 2000
LETTERS = str.maketrans("0123456789", "abcdefghij", " ")
"""A name with a digit in it is nobody's, and one letter by itself an initial that two may share."""


def measure_year(organisations: int) -> list[Figure]:
    """A year of looking in so many organisations."""
    years = [draw_year(number, SEED) for number in range(organisations)]
    named = [named_in(year) for year in years]
    people = [look_for_people(year, tokens) for year, tokens in zip(years, named, strict=True)]
    told = [look_for_people(year, named_in(year, held=_by_name)) for year in years]
    nameless = [look_for_people(year, named_in(year, with_addresses=False)) for year in years]
    places = [look_at_places(year) for year in years]
    counted = _of_counted(count_visitors(years, named))
    return [*_of_people(years, people, nameless), _if_named(told), *counted, *_of_places(years, places)]


def measure_visitors(organisations: int) -> list[Figure]:
    """The same year in which every other visitor of who was put there comes again, to either counsellor."""
    years = [draw_year(number, SEED, returns=0.5) for number in range(organisations)]
    named = [named_in(year) for year in years]
    people = [look_for_people(year, tokens) for year, tokens in zip(years, named, strict=True)]
    seen = count_visitors(years, named)
    return [
        *_of_counted(seen),
        Figure("visitors who came again about the same person, to one counsellor", seen.again_here, ""),
        Figure("of those counted twice", _share(seen.twice_here, seen.again_here), "%"),
        Figure("visitors who came about the same person to both counsellors", seen.again_both, ""),
        Figure("of those, counted twice", _share(seen.twice_both, seen.again_both), "%"),
        Figure("organisations with a false alarm about a person", _alarmed(people), "%", 1.0),
    ]


def _by_name(one: Telling) -> Held:
    return Held(name=f"{one.visitor.translate(LETTERS)} Bezoeker")


def _if_named(told: Sequence[People]) -> Figure:
    could = [one for one in told if one.could]
    found = sum(one.waited is not None for one in could)
    return Figure("found, had every visitor told their name", _share(found, len(could)), "%")


def _of_counted(seen: Counted) -> list[Figure]:
    return [
        Figure("matters at the end of the year about a person whom others name too", seen.matters, ""),
        Figure("of the other visitors there, counted", _share(seen.told, seen.there), "%"),
        Figure("of these matters, told of more visitors than there are", _share(seen.too_many, seen.matters), "%"),
    ]


def _of_people(years: Sequence[Year], found: Sequence[People], nameless: Sequence[People]) -> list[Figure]:
    could = [one for one in found if one.could]
    waited = [one.waited for one in could if one.waited is not None]
    put = [year for year in years if year.person is not None]
    large = [one for year, one in zip(years, found, strict=True) if year.people >= LARGE]
    return [
        Figure("persons put there, named by 2 to 8 visitors", len(put), ""),
        Figure(f"of these named by more than {USUAL} visitors to the end", len(could), ""),
        Figure("of those found", _share(len(waited), len(could)), "%"),
        Figure("median days from the visitor who made it enough", statistics.median(waited) if waited else 0.0, "days"),
        Figure(
            "looks of both counsellors in a year, per organisation", sum(one.looks for one in found) / len(years), ""
        ),
        Figure("looks refused by the day's limit", sum(one.refused for one in found), ""),
        Figure("organisations with a false alarm about a person", _alarmed(found), "%", 1.0),
        Figure(f"of {len(large)} organisations of {LARGE} people or more", _alarmed(large), "%"),
        Figure("organisations with one if nobody knew an address", _alarmed(nameless), "%"),
    ]


def _of_places(years: Sequence[Year], found: Sequence[Places]) -> list[Figure]:
    put = [(year, one) for year, one in zip(years, found, strict=True) if year.cell]
    figures = [Figure(f"places with a theme put there, {LEAST_PEOPLE} to 12 visitors", len(put), "")]
    for low, high in ((3, 5), (6, 8), (9, 12)):
        some = [one for year, one in put if low <= len(year.cell_months) <= high]
        told = sum(one.waited is not None for one in some)
        figures.append(Figure(f"found, of {len(some)} with {low} to {high} visitors", _share(told, len(some)), "%"))
    waited = [one.waited for _, one in put if one.waited is not None]
    false = _share(sum(one.false for one in found), len(found))
    return [
        *figures,
        Figure("median days from the third visitor", statistics.median(waited) if waited else 0.0, "days"),
        Figure("organisations with a false alarm about a place or theme", false, "%", 100 * A_YEAR),
    ]


def _alarmed(found: Sequence[People]) -> float:
    return _share(sum(bool(one.false) for one in found), len(found))


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def main(arguments: Sequence[str]) -> int:
    """Print every figure; 1 when one missed its target, 2 for another word."""
    match arguments:
        case ["year", *more]:
            figures = measure_year(int(more[0]) if more else 200)
        case ["classes", *more]:
            figures = measure_classes([draw_year(at, SEED) for at in range(int(more[0]) if more else 200)])
        case ["visitors", *more]:
            figures = measure_visitors(int(more[0]) if more else 200)
        case ["alarms", *more]:
            figures = alarms.measure(int(more[0]) if more else 300)
        case _:
            print(__doc__)
            return 2
    for figure in figures:
        print(figure.line())
    return int(any(figure.missed for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
