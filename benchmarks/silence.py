"""Rings of silence in drawn reports: how many open and filled ones are false, and how many silent units are noticed.

PYTHONPATH=src:. .venv/bin/python -m benchmarks.silence [reports]

Each report is drawn whole: what other units of the practice and the sector released, a prior fitted to that, the units
of one organisation, who came, what was hidden (all that is small, and one more where only one would be), and the ends
that a reader finds for what is hidden. Exit code 1 says that a target was missed.
"""

import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.figures import Figure
from nabij.reporting.rules.expectation import Experience, Seen, fit, hidden_beside, known
from nabij.reporting.rules.silence import Ring, Unit, rings

THRESHOLD = 5


@dataclass(frozen=True)
class Scene:
    """How rates and sizes are drawn. ``spread``: variation of rates; ``likewise``: Gamma, or else lognormal.

    ``still``: the share that still comes to the ``quiet`` units.
    """

    name: str
    rate: float = 0.04
    spread: float = 0.5
    likewise: bool = True
    experiences: int = 30
    units: int = 12
    heads: tuple[int, int] = (20, 600)
    silent: int = 0
    quiet: int = 0
    still: float = 0.5
    organisation: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What the rings of one or more reports came to. ``silent``: units where nobody comes whatever happens.

    ``quiet``: units to which fewer come than would have; ``assured``: those of them, and silent ones, that have a
    filled ring all the same, which is a false one; ``filled``: all filled rings.
    """

    reports: int = 0
    false: int = 0
    told: int = 0
    ordinary: int = 0
    noticed: int = 0
    silent: int = 0
    worst: int = 0
    quiet: int = 0
    assured: int = 0
    filled: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.reports + other.reports,
            self.false + other.false,
            self.told + other.told,
            self.ordinary + other.ordinary,
            self.noticed + other.noticed,
            self.silent + other.silent,
            max(self.worst, other.worst),
            self.quiet + other.quiet,
            self.assured + other.assured,
            self.filled + other.filled,
        )


SCENES = (
    Scene("rates as the model has them"),
    Scene("five experiences", experiences=5),
    Scene("lognormal rates", likewise=False),
    Scene("units differ a lot", spread=0.9),
    Scene("many large units", units=60, heads=(200, 1500)),
    Scene("one organisation quieter or busier as a whole", organisation=0.4),
    Scene("many come", rate=0.15),
)


def draw_report(scene: Scene, dice: random.Random) -> Outcome:
    """One report, judged."""
    prior = fit(list(_experiences(scene, dice)))
    level = _rate(scene.organisation, True, dice)
    heads = [_heads(scene, dice) for _ in range(scene.units)]
    came = [
        0
        if place < scene.silent
        else _came(_share(scene, place) * scene.rate * level * _of_unit(scene, dice), own, dice)
        for place, own in enumerate(heads)
    ]
    units = [
        Unit(str(place), own, seen) for place, (own, seen) in enumerate(zip(heads, _seen(came, dice), strict=True))
    ]
    drawn = list(rings(units, prior, threshold=THRESHOLD).values())
    quieter = scene.silent + scene.quiet
    ordinary = drawn[quieter:]
    false = ordinary.count(Ring.OPEN)
    told = len(ordinary) - ordinary.count(Ring.TOO_SMALL)
    noticed = drawn[: scene.silent].count(Ring.OPEN)
    assured, filled = drawn[:quieter].count(Ring.FILLED), drawn.count(Ring.FILLED)
    return Outcome(1, false, told, len(ordinary), noticed, scene.silent, false, scene.quiet, assured, filled)


def _share(scene: Scene, place: int) -> float:
    """Which share comes of those who would have."""
    return scene.still if scene.silent <= place < scene.silent + scene.quiet else 1.0


def _of_unit(scene: Scene, dice: random.Random) -> float:
    return _rate(scene.spread, scene.likewise, dice)


def simulate(scene: Scene, reports: int, seed: int) -> Outcome:
    """So many reports of a scene."""
    dice = random.Random(f"{seed} {scene.name}")
    return sum((draw_report(scene, dice) for _ in range(reports)), Outcome())


def _experiences(scene: Scene, dice: random.Random) -> Iterator[Experience]:
    """What other units released: small ones as the band in which the whole sum leaves them."""
    for _ in range(scene.experiences):
        heads = _heads(scene, dice)
        came = _came(scene.rate * _rate(scene.spread, scene.likewise, dice), heads, dice)
        yield Experience(known(came) if came >= THRESHOLD else Seen(0, dice.randint(5, 20)), heads)


def _seen(came: list[int], dice: random.Random) -> list[Seen]:
    hidden = {place for place, number in enumerate(came) if number < THRESHOLD}
    if len(hidden) == 1:
        hidden.add(dice.choice([place for place in range(len(came)) if place not in hidden]))
    left = hidden_beside(sum(came), [number for place, number in enumerate(came) if place not in hidden])
    return [left if place in hidden else known(number) for place, number in enumerate(came)]


def _heads(scene: Scene, dice: random.Random) -> int:
    return round(math.exp(dice.uniform(*map(math.log, scene.heads))))


def _rate(spread: float, likewise: bool, dice: random.Random) -> float:
    """A factor of mean 1 with this coefficient of variation."""
    if spread == 0:
        return 1.0
    if likewise:
        return dice.gammavariate(1 / spread**2, spread**2)
    wide = math.log1p(spread**2)
    return dice.lognormvariate(-wide / 2, math.sqrt(wide))


def _came(rate: float, heads: int, dice: random.Random) -> int:
    """A Poisson number, by the times between arrivals."""
    number, passed = 0, dice.expovariate(1.0)
    while passed < rate * heads:
        number, passed = number + 1, passed + dice.expovariate(1.0)
    return number


def measure(reports: int, seed: int = 1) -> list[Figure]:
    """The figures of every scene."""
    figures = []
    for scene in SCENES:
        all_well = simulate(scene, reports, seed)
        quiet = simulate(replace(scene, silent=2), reports, seed)
        half = simulate(replace(scene, quiet=2), reports, seed)
        quarter = simulate(replace(scene, quiet=2, still=0.25), reports, seed)
        figures += [
            Figure(f"{scene.name}: false open rings per report", all_well.false / reports, "", 1),
            Figure(f"{scene.name}: most false open rings in one report", float(all_well.worst), ""),
            Figure(f"{scene.name}: units of which something is told", 100 * all_well.told / all_well.ordinary, "%"),
            Figure(f"{scene.name}: silent units noticed (two in a report)", 100 * quiet.noticed / quiet.silent, "%"),
            Figure(f"{scene.name}: silent units with a filled ring", 100 * quiet.assured / quiet.silent, "%", 0),
            Figure(f"{scene.name}: half come, filled all the same", 100 * half.assured / half.quiet, "%"),
            Figure(
                f"{scene.name}: a quarter comes, filled all the same", 100 * quarter.assured / quarter.quiet, "%", 5
            ),
            Figure(f"{scene.name}: of filled rings at such a half", 100 * half.assured / max(half.filled, 1), "%"),
        ]
    return figures


def main(arguments: list[str]) -> int:
    """Print every figure; 1 when one missed its target."""
    reports = int(arguments[0]) if arguments else 400
    figures = measure(reports)
    print(f"{reports} reports of each scene, threshold {THRESHOLD}")
    for figure in figures:
        print(figure.line())
    return int(any(figure.missed for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
