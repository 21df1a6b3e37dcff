"""False alarms of repetition around places and themes: organisations without a pattern, looked at twelve times."""

from dataclasses import dataclass

import numpy as np

from benchmarks.drawn_register import OF_THE_YEAR, Drawn, Scene, draw, month
from benchmarks.figures import Figure
from nabij.patterns.rules.repetition import A_YEAR, Outlook, Seen, look

HELD = (
    Scene("places that differ by half"),
    Scene("everything alike", differ=0.0),
    Scene("all of it busy: two and a half times", busy=2.5),
    Scene("one large place, many tiny", unequal=2.0),
    Scene("head counts of four in ten places unknown", unknown=0.4),
    Scene("30 places, 3,000 people", people=3000, places=30),
    Scene("3 places, 80 people", people=80, places=3, rate=0.1),
    Scene("many come", rate=0.2),
    Scene("themes drift by a quarter a year", drift=0.25),
    Scene("the first years: nothing before", past=0),
)
"""Scenes like what is promised: each is held to the level."""

STRAINED = (
    Scene("growth: a new place, others doubled, head counts old", growing=True),
    Scene("places differ by theme, by a quarter", differ_by_theme=0.25),
    Scene("places differ by theme, by half", differ_by_theme=0.5),
    Scene("places differ a lot", differ=1.0),
    Scene("months of one place by fits and starts", months_differ=1.0),
    Scene("one in five brings a colleague", together=0.2),
    Scene("one in ten comes again with another matter", again=0.1),
    Scene("one in five comes again with another matter", again=0.2),
)
"""Scenes in which something is going on in a place: shown, not promised."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """Of so many organisations: in how many anything was said in a year, and looks that could say anything."""

    organisations: int
    alarmed: int
    looks_that_tell: int


def year_of(drawn: Drawn) -> list[Seen]:
    """The twelve looks."""
    return [look(drawn.visits, drawn.heads, drawn.themes, month(over)) for over in OF_THE_YEAR]


def simulate(scene: Scene, organisations: int, seed: int) -> Alarms:
    """So many organisations of a scene, each with a year of looking."""
    dice = np.random.default_rng([seed, *scene.name.encode()])
    alarmed = told = 0
    for _ in range(organisations):
        seen = year_of(draw(scene, dice))
        alarmed += any(one.outlook is Outlook.SOMETHING for one in seen)
        told += sum(one.outlook is not Outlook.TOO_SMALL for one in seen)
    return Alarms(organisations, alarmed, told)


def measure(organisations: int, seed: int = 1) -> list[Figure]:
    """The figures of every scene."""
    figures = []
    for scene in (*HELD, *STRAINED):
        found = simulate(scene, organisations, seed)
        target = 100 * A_YEAR if scene in HELD else None
        figures.append(Figure(f"{scene.name}: false", 100 * found.alarmed / organisations, "%", target))
    return figures
