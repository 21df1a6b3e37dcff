"""A measured figure beside its target, and the few numbers that describe many measurements."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

median = statistics.median


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; ``target`` is the most it may be, None when it is printed to explain the others."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def missed(self) -> bool:
        return self.target is not None and self.value > self.target

    def line(self) -> str:
        """The figure, its target and the verdict on one line."""
        measured = f"{self.name:<64}{_number(self.value):>10} {self.unit:<6}"
        if self.target is None:
            return measured.rstrip()
        return f"{measured} target {_number(self.target):>6}  {'MISSED' if self.missed else 'met'}"


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of the values does not exceed; ``ValueError`` for none."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def latencies(name: str, seconds: Sequence[float], most: float | None = None) -> list[Figure]:
    """p50, p99 and the worst in milliseconds; ``most`` is the target of the p99."""
    return [
        Figure(f"{name}, p50", 1000 * percentile(seconds, 0.5), "ms"),
        Figure(f"{name}, p99", 1000 * percentile(seconds, 0.99), "ms", most),
        Figure(f"{name}, worst of {len(seconds)}", 1000 * max(seconds), "ms"),
    ]
