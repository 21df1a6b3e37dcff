"""A year of one organisation: its people, who came and whom they named, with patterns that were put there."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from benchmarks.drawn_names import full_name, typed
from benchmarks.drawn_register import MONTHS, PAST, WINDOW, Drawn, Scene, draw, month, planted
from benchmarks.drawn_visitors import NOTHING, Held, Visitors

NAMES_SOMEBODY, RETURNS, WITHDRAWS = 0.6, 0.1, 0.05
YEAR = 365


@dataclass(frozen=True, slots=True)
class Telling:
    """One matter in which a visitor names somebody: ``person`` is who is meant, ``gone`` when it was withdrawn.

    ``held``: what the matter holds of the visitor.
    """

    day: int
    counsellor: int
    visitor: str
    person: int
    written: dict[str, str]
    gone: int
    held: Held = NOTHING


@dataclass(frozen=True, slots=True)
class Year:
    """An organisation, what was told, and what was put there: a person, and a place with a theme."""

    people: int
    register: Drawn
    tellings: list[Telling]
    person: int | None
    visitors: int
    cell: tuple[str, str] | None
    cell_months: tuple[int, ...]


def draw_year(number: int, seed: int, returns: float = RETURNS) -> Year:
    """The organisation of this number. ``returns``: how many of those who speak of who was put there come again."""
    dice = np.random.default_rng([seed, number])
    people = round(math.exp(dice.uniform(math.log(40), math.log(8000))))
    places = min(30, max(2, people // 100))
    scene = Scene("a year", people=people, places=places, rate=0.04, busy=2.0 if number % 5 == 0 else 1.0)
    register, cell, months = _with_cell(draw(scene, dice), scene, dice)
    staff = [full_name(dice) for _ in range(people)]
    person = int(dice.integers(people)) if dice.random() < 0.5 else None
    visitors = int(dice.integers(2, 9)) if person is not None else 0
    told = list(_usual(register, staff, dice))
    if person is not None:
        told += _about(person, visitors, staff, dice, returns)
    in_order = sorted(told, key=lambda one: one.day)
    # by dice of their own: whom they name does not hang on what is known of them
    who = Visitors(np.random.default_rng([seed, number, 2]))
    tellings = [replace(one, held=who.held(one.visitor, one.counsellor)) for one in in_order]
    return Year(people, register, tellings, person, visitors, cell, months)


def _with_cell(drawn: Drawn, scene: Scene, dice: Generator) -> tuple[Drawn, tuple[str, str] | None, tuple[int, ...]]:
    if dice.random() < 0.5:
        return drawn, None, ()
    place, theme = str(dice.choice(list(drawn.heads))), f"thema {dice.integers(scene.themes)}"
    size, first = int(dice.integers(3, 13)), int(dice.integers(PAST + WINDOW, MONTHS - 4))
    months = sorted(int(at) for at in dice.integers(first, min(first + 6, MONTHS), size))
    return planted(drawn, place, theme, months), (place, theme), tuple(months)


def _usual(register: Drawn, staff: list[tuple[str, str]], dice: Generator) -> Iterator[Telling]:
    """Who came this year and named somebody: any of the staff, one in a hundred of them more often."""
    often = dice.integers(len(staff), size=max(1, len(staff) // 100))
    last_year = {month(at) for at in range(MONTHS - WINDOW, MONTHS)}
    for one in register.visits:
        if one.month in last_year and dice.random() < NAMES_SOMEBODY:
            person = int(dice.choice(often) if dice.random() < 0.2 else dice.integers(len(staff)))
            yield _telling(one.visitor, person, staff, dice)


def _about(
    person: int, visitors: int, staff: list[tuple[str, str]], dice: Generator, returns: float
) -> Iterator[Telling]:
    for visitor in range(visitors):
        first = _telling(f"over {visitor}", person, staff, dice)
        yield first
        if dice.random() < returns:
            later = min(YEAR - 1, first.day + int(dice.integers(1, 90)))
            yield replace(_telling(f"over {visitor}", person, staff, dice), day=later)


def _telling(visitor: str, person: int, staff: list[tuple[str, str]], dice: Generator) -> Telling:
    day = int(dice.integers(YEAR))
    gone = day + int(dice.integers(1, 120)) if dice.random() < WITHDRAWS else 10 * YEAR
    address = f"medewerker{person}@voorbeeld.nl"
    return Telling(day, int(dice.random() < 0.4), visitor, person, typed(*staff[person], address, dice), gone)
