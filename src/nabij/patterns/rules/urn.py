"""How many of N people would come from one place: a share that is not known exactly, drawn anew for each place.

Rates are Gamma and who comes is Poisson; given how many came in all, what is left is Pólya's urn (beta-binomial): the
rate of the whole organisation has gone out of it. So a busy year cannot look like a pattern.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHAPES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""How alike places are taken to be, all five weighed by the past: from a factor of ten apart to a quarter."""
DRIFTS = (4.0, 8.0, 16.0)
"""By how much the share of a theme differs between periods without a reason: a half to a quarter."""
MOST_PAST = 400
"""More people than this teach nothing more: places change."""


@dataclass(frozen=True, slots=True)
class Share:
    """A mixture of Beta distributions: how likely, the mean and the concentration of each."""

    parts: tuple[tuple[float, float, float], ...]

    def tail(self, drawn: int) -> tuple[float, ...]:
        """The chance of at least 0, 1, … ``drawn`` of so many people."""
        total = [0.0] * (drawn + 1)
        for weight, mean, width in self.parts:
            for number, chance in enumerate(_chances(drawn, width * mean, width * (1 - mean))):
                total[number] += weight * chance
        above = 0.0
        for number in range(drawn, -1, -1):
            above += total[number]
            total[number] = above
        return tuple(total)


def shares(sizes: Mapping[str, float], past: Mapping[str, int], shapes: Sequence[float] = SHAPES) -> dict[str, Share]:
    """The share of each place, from its size (any unit) and how many came before; at least two places.

    A place of which fewer came before than its size leads one to expect is held to its size: it may be new.
    """
    whole = sum(sizes.values())
    came = sum(past.get(place, 0) for place in sizes)
    kept = min(1.0, MOST_PAST / came) if came else 0.0
    widths = [shape * len(sizes) for shape in shapes]
    weights = _weights([_log_likelihood(sizes, past, width) for width in widths])
    found = {}
    for place, size in sizes.items():
        by_size = size / whole
        means = (max(by_size, _learned(by_size, width, kept * past.get(place, 0), kept * came)) for width in widths)
        told = zip(weights, means, widths, strict=True)
        found[place] = Share(tuple((weight, mean, _both(width + kept * came, width)) for weight, mean, width in told))
    return found


def share_as_before(before: int, in_all: int, kinds: int) -> Share:
    """The share of one kind of so many, from how often it came before; half a person more on both sides.

    ``kinds``: among how many kinds people are divided, so that ``DRIFTS`` say by how much a usual one differs.
    """
    mean, weight = (before + 0.5) / (in_all + 1), 1 / len(DRIFTS)
    return Share(tuple((weight, mean, _both(in_all + 1, shape * kinds)) for shape in DRIFTS))


def _learned(mean: float, width: float, came: float, in_all: float) -> float:
    return (width * mean + came) / (width + in_all)


def _both(known: float, width: float) -> float:
    """How concentrated a share is that is only known so well (``known``) and differs anew by ``width``.

    The variances add up: that of what is known, and what the new difference leaves of the mean.
    """
    return 1 / (1 / (known + 1) + known / (known + 1) / (width + 1)) - 1


def ordinary(tail: Sequence[float]) -> tuple[int, int]:
    """The ends between which nine in ten such numbers lie: at most one in twenty below, one in twenty above."""
    low = max(number for number, chance in enumerate(tail) if chance >= 0.95)
    return low, max(number for number, chance in enumerate(tail) if chance > 0.05)


def _weights(logs: Sequence[float]) -> list[float]:
    weights = [math.exp(log - max(logs)) for log in logs]
    return [weight / sum(weights) for weight in weights]


def _log_likelihood(sizes: Mapping[str, float], past: Mapping[str, int], width: float) -> float:
    """How likely the past is where places are this alike (Dirichlet-multinomial), but for what all have in common."""
    whole, came, found = sum(sizes.values()), 0, math.lgamma(width)
    for place, size in sizes.items():
        alpha, number = width * size / whole, past.get(place, 0)
        found += math.lgamma(alpha + number) - math.lgamma(alpha)
        came += number
    return found - math.lgamma(width + came)


def _chances(drawn: int, alpha: float, beta: float) -> list[float]:
    """The beta-binomial chances of 0…``drawn``."""
    log = math.lgamma(alpha + beta) - math.lgamma(beta) + math.lgamma(beta + drawn) - math.lgamma(alpha + beta + drawn)
    found = [math.exp(log)]
    for number in range(drawn):
        left = drawn - number
        log += math.log(left * (alpha + number) / ((number + 1) * (beta + left - 1)))
        found.append(math.exp(log))
    return found
