"""How many people one would expect to come, given what was released of others: Gamma–Poisson.

Each group has a rate per head and year, drawn from a Gamma distribution; who comes is Poisson, so the number that comes
is negative binomial. Source: Clayton & Kaldor, Biometrics 43 (1987) 671–681; that the parameters are not known but
weighed by their likelihood is what keeps a prior that was fitted to a few organisations from promising too much
(Carlin & Gelfand, JASA 85 (1990) 105–114).

Proof note. Before: what readers see of some groups (a figure, or the ends between which it lies) and their head counts.
After: a ``Prior``, and for a number of heads and years the most that can be said to be exceeded at a level. Why a
hidden figure counts, by its ends: leaving out what is hidden leaves out the small ones, and then everybody expects too
much. No count that was not released is ever an argument here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Vector = NDArray[np.float64]

LEAST_EXPERIENCES = 5
SHAPES = np.geomspace(0.5, 64, 15)
"""From groups that differ a factor of ten to groups that differ an eighth: nobody is taken to be more alike."""
RATES = (1e-4, 2.0)
"""People per head and year between which every rate is taken to lie."""
COARSE, FINE = 60, 31
UNLIKELY = -12.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The ends between which a reader knows a figure to lie: equal for a shown one, no ``high`` where there is none."""

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no figure lies between {self.low} and {self.high}")


@dataclass(frozen=True, slots=True)
class Experience:
    """What was released of one group elsewhere: the people who came, out of so many heads, in so many years."""

    seen: Seen
    heads: int
    years: int = 1

    def __post_init__(self) -> None:
        if self.heads < 1 or self.years < 1:
            raise ValueError("a group without heads or years teaches nothing")


@dataclass(frozen=True, slots=True)
class Prior:
    """Shapes and mean rates of the Gamma distribution, and how likely each pair is; the weights add up to 1."""

    shapes: tuple[float, ...]
    rates: tuple[float, ...]
    weights: tuple[float, ...]


def known(figure: int) -> Seen:
    """A figure that is shown."""
    return Seen(figure, figure)


def hidden_beside(total: int, shown: Sequence[int]) -> Seen:
    """What anybody can say of one hidden figure of a sum: from nothing to all that the shown ones leave.

    Never narrower than what the whole attack finds; with that at hand, use that. Where the attack stops only at the far
    bound of its own problem it found no end: give None, because that bound is made from true totals.
    """
    left = total - sum(shown)
    if left < 0:
        raise ValueError("the shown figures are more than their total")
    return Seen(0, left)


def fit(experiences: Sequence[Experience]) -> Prior | None:
    """What the released figures teach about rates; None with fewer than five of them."""
    if len(experiences) < LEAST_EXPERIENCES:
        return None
    wide = np.geomspace(*RATES, COARSE)
    likely = _log_likelihood(experiences, wide).max(axis=0)
    inside = np.flatnonzero(likely > likely.max() + UNLIKELY)
    first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, COARSE - 1)
    rates = np.geomspace(wide[first], wide[last], FINE)
    logs = _log_likelihood(experiences, rates)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    shapes, means = np.meshgrid(SHAPES, rates, indexing="ij")
    keep = weights > math.exp(UNLIKELY)
    kept = weights[keep] / weights[keep].sum()
    return Prior(tuple(shapes[keep].tolist()), tuple(means[keep].tolist()), tuple(kept.tolist()))


def exceeded(prior: Prior, exposure: int, level: float) -> int:
    """The greatest number that a group with this exposure, heads times years, misses with at most this chance."""
    top = 16
    while True:
        below = _cumulative(prior, exposure, top)
        if below[-1] > level:
            return int(np.argmax(below > level))
        top *= 2


def _cumulative(prior: Prior, exposure: int, top: int) -> Vector:
    """The chance of at most 0, 1, … ``top`` people."""
    shapes, means = np.array(prior.shapes), np.array(prior.rates) * exposure
    return np.asarray(np.cumsum(np.array(prior.weights) @ np.exp(_log_chances(shapes, means, top))))


def _log_chances(shapes: Vector, means: Vector, top: int) -> Vector:
    """The logarithms of the negative binomial chances of 0…``top``, a row for each pair."""
    rows = shapes[:, None]
    numbers = np.arange(top)
    steps = np.log((rows + numbers) / (numbers + 1)) + np.log(means / (means + shapes))[:, None]
    start = (shapes * np.log(shapes / (means + shapes)))[:, None]
    return np.asarray(start + np.concatenate([np.zeros_like(start), np.cumsum(steps, axis=1)], axis=1))


def _log_likelihood(experiences: Sequence[Experience], rates: Vector) -> Vector:
    """How likely what was seen is: a row for each of the ``SHAPES``, a column for each rate."""
    shapes, means = (one.ravel() for one in np.meshgrid(SHAPES, rates, indexing="ij"))
    total = np.zeros(len(shapes))
    for one in experiences:
        total += _log_seen(one.seen, shapes, means * (one.heads * one.years))
    return total.reshape(len(SHAPES), len(rates))


def _log_seen(seen: Seen, shapes: Vector, means: Vector) -> Vector:
    if seen.low == seen.high:
        return _log_chance(seen.low, shapes, means)
    if seen.high is None:
        below = np.exp(_log_chances(shapes, means, seen.low))[:, : seen.low].sum(axis=1)
        return np.asarray(np.log(np.maximum(1 - below, 1e-300)))
    between = np.exp(_log_chances(shapes, means, seen.high))[:, seen.low :].sum(axis=1)
    return np.asarray(np.log(np.maximum(between, 1e-300)))


def _log_chance(number: int, shapes: Vector, means: Vector) -> Vector:
    ways = {shape: math.lgamma(number + shape) - math.lgamma(shape) for shape in SHAPES}
    found = np.array([ways[shape] for shape in shapes]) - math.lgamma(number + 1)
    return np.asarray(found + shapes * np.log(shapes / (means + shapes)) + number * np.log(means / (means + shapes)))
