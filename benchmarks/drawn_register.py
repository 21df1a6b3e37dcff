"""Registers of organisations without a pattern, or with one that was put there: who came, from where, about what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.random import Generator

from nabij.kit.months import add_months
from nabij.patterns.rules.repetition import PAST, WINDOW, Visit

FIRST = date(2021, 1, 1)
MONTHS = PAST + 2 * WINDOW - 1
"""Enough for twelve looks, each with its twelve months and the twenty-four before."""
OF_THE_YEAR = range(PAST + WINDOW, PAST + 2 * WINDOW)
"""How many months of a register are over at each of the twelve looks."""


@dataclass(frozen=True, slots=True)
class Scene:
    """How organisations are drawn; ``differ`` and the like are coefficients of variation, Gamma."""

    name: str
    people: int = 1000
    places: int = 10
    unequal: float = 0.8
    rate: float = 0.05
    themes: int = 20
    differ: float = 0.5
    differ_by_theme: float = 0.0
    months_differ: float = 0.0
    drift: float = 0.0
    busy: float = 1.0
    growing: bool = False
    unknown: float = 0.0
    together: float = 0.0
    again: float = 0.0
    past: int = PAST


@dataclass(frozen=True, slots=True)
class Drawn:
    """An organisation: head counts as the register has them, and who came."""

    heads: Mapping[str, int]
    visits: list[Visit]
    themes: tuple[str, ...]


def month(number: int) -> date:
    """The first day of a month of the register; the first is 0."""
    return add_months(FIRST, number)


def gamma(spread: float, dice: Generator, *shape: int) -> np.ndarray:
    """Factors of mean 1 with this coefficient of variation."""
    return dice.gamma(1 / spread**2, spread**2, shape) if spread else np.ones(shape)


def draw(scene: Scene, dice: Generator) -> Drawn:
    """An organisation in which nothing is a pattern."""
    sizes = gamma(scene.unequal, dice, scene.places) + 0.05
    heads = np.maximum(1, np.rint(scene.people * sizes / sizes.sum())).astype(int)
    rates = _rates(scene, heads, dice)
    names = [f"plek {place}" for place in range(scene.places)]
    known = dice.random(scene.places) >= scene.unknown
    counted = {name: int(size) if told else 0 for name, size, told in zip(names, heads, known, strict=True)}
    themes = tuple(f"thema {theme}" for theme in range(scene.themes))
    return Drawn(counted, list(_visits(scene, names, dice.poisson(rates), dice)), themes)


def _rates(scene: Scene, heads: np.ndarray, dice: Generator) -> np.ndarray:
    """The mean of each month, place and theme."""
    common = dice.dirichlet(1 / np.arange(1, scene.themes + 1) * 6)
    year = np.arange(MONTHS) // 12
    themes = common * gamma(scene.drift, dice, year[-1] + 1, scene.themes)[year]
    places = heads * scene.rate / 12 * gamma(scene.differ, dice, scene.places)
    cells = gamma(scene.differ_by_theme, dice, scene.places, scene.themes)
    bursts = gamma(scene.months_differ, dice, MONTHS, scene.places)
    rates = themes[:, None, :] * places[None, :, None] * cells[None] * bursts[:, :, None]
    rates[PAST + 6 :] *= scene.busy
    rates[: PAST - scene.past] = 0
    if scene.growing:
        # a fifth more each year everywhere, the last place opened a year ago, a third doubled half a year ago
        rates *= 1.2 ** (np.arange(MONTHS) / 12)[:, None, None]
        rates[:PAST, -1] = 0
        rates[PAST + WINDOW :, : scene.places // 3] *= 2
    return rates


def _visits(scene: Scene, names: list[str], counts: np.ndarray, dice: Generator) -> Iterator[Visit]:
    number = 0
    for at, place, theme in np.argwhere(counts):
        for _ in range(counts[at, place, theme]):
            # a third names a second theme, one in ten comes back about the same, some bring a colleague
            themes = {f"thema {theme}"} | ({f"thema {dice.integers(scene.themes)}"} if dice.random() < 0.3 else set())
            for _ in range(1 + int(dice.random() < scene.together)):
                number += 1
                one = Visit(f"mens {number}", names[place], frozenset(themes), month(int(at)))
                yield one
            if dice.random() < 0.1:
                yield one
            if scene.again and dice.random() < scene.again:
                # another matter is another handle: the register does not know that it is the same visitor
                later = min(MONTHS - 1, int(at) + int(dice.integers(1, 7)))
                yield replace(one, visitor=f"{one.visitor}, weer", month=month(later))


def planted(drawn: Drawn, place: str, theme: str, months: list[int]) -> Drawn:
    """The same with one visitor more in each of these months, from one place about one theme."""
    more = [
        Visit(f"patroon {place} {theme} {number}", place, frozenset({theme}), month(at))
        for number, at in enumerate(months)
    ]
    return replace(drawn, visits=[*drawn.visits, *more])
