"""Tables of counts, as small as surveys of this work are: drawn, or of units with given counts."""

import random
from itertools import product

from nabij_disclosure.table import Cell, Dimension, Table


def random_table(shape: tuple[int, ...], mean: float, seed: int) -> Table:
    """A table whose rows and columns differ in size, as real ones do; ``mean`` people in a cell."""
    draw = random.Random(seed)
    dimensions = tuple(
        Dimension.flat(f"d{place}", [f"{place}.{leaf}" for leaf in range(size)]) for place, size in enumerate(shape)
    )
    weights = {leaf: draw.gammavariate(2, 0.5) for dimension in dimensions for leaf in dimension.leaves}
    counts = {}
    for cell in product(*(dimension.leaves for dimension in dimensions)):
        expected = mean
        for leaf in cell:
            expected *= weights[leaf]
        counts[cell] = _poisson(draw, expected)
    return Table("random", dimensions, counts)


def units(*counts: int, name: str = "plek", measure: str = "") -> Table:
    """One dimension of units a, b, c and so on."""
    dimension = Dimension.flat(name, "abcdefgh"[: len(counts)])
    cells: dict[Cell, int] = {(leaf,): count for leaf, count in zip(dimension.leaves, counts, strict=True)}
    return Table(measure or name, (dimension,), cells, measure=measure)


def _poisson(draw: random.Random, expected: float) -> int:
    """How many arrivals fit in one unit of time."""
    count, time = 0, draw.expovariate(1)
    while time < expected:
        count += 1
        time += draw.expovariate(1)
    return count
