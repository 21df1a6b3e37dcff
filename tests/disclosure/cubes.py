"""The joint cube of tables that share people, and what a reader of all of them knows of its cells."""

from collections.abc import Iterable, Sequence

from nabij_disclosure.problem import Form, Problem, Statement
from nabij_disclosure.release import Release, TooFew
from nabij_disclosure.table import Cell, Dimension, Table
from tests.disclosure.second_attack import SecondAttack


def view(table: Table, *places: int) -> Table:
    """The same people over fewer dimensions."""
    counts: dict[Cell, int] = {}
    for cell, count in table.counts.items():
        own = tuple(cell[place] for place in places)
        counts[own] = counts.get(own, 0) + count
    return Table("view", tuple(table.dimensions[place] for place in places), counts)


def joint(cube: Table, layers: int, shown: Iterable[tuple[Table, int, Cell, int]]) -> Problem:
    """What a reader of figures knows of each cell of the cube in each layer of time: unlike the package, cell by cell.

    ``shown``: a table over some of the cube's dimensions, how many layers it sums, a cell of it and its figure.
    """
    most = 4 * max(60, cube.values[cube.top])
    known = [Statement(sum_of(cube, table, cell, sums), figure, figure) for table, sums, cell, figure in shown]
    size = layers * len(cube.counts)
    names = tuple((str(place),) for place in range(size))
    return Problem(names, (0,) * size, (most,) * size, (0,) * size, tuple(known), (), ())


def sum_of(cube: Table, table: Table, cell: Cell, layers: int) -> Form:
    """A cell of a table that sums so many layers, over the unknowns of ``joint``."""
    wanted = {
        one.name: set(parts_of(one, node)) for one, node in zip(table.dimensions, cell, strict=True) if node != one.root
    }
    names = [one.name for one in cube.dimensions]
    cells = list(cube.counts)
    inside = [
        place
        for place, leaf in enumerate(cells)
        if all(node in wanted[name] for name, node in zip(names, leaf, strict=True) if name in wanted)
    ]
    return Form(tuple((layer * len(cells) + place, 1) for layer in range(layers) for place in inside))


def parts_of(dimension: Dimension, node: str) -> list[str]:
    """The finest leaves of a node."""
    return [part for leaf in dimension.leaves_below[node] for part in dimension.joins.get(leaf, (leaf,))]


def figures(out: Release | TooFew, layers: int = 1) -> list[tuple[Table, int, Cell, int]]:
    """What a release over so many layers shows, as ``joint`` takes it."""
    assert isinstance(out, Release)
    return [(out.table, layers, cell, figure) for cell, figure in out.figures.items() if isinstance(figure, int)]


def pinned(cube: Table, layers: int, outs: Sequence[tuple[Release | TooFew, int]]) -> tuple[int, int]:
    """How many cells that needed protection the reader of everything knows exactly, and how many too narrowly."""
    problem = joint(cube, layers, [shown for out, sums in outs for shown in figures(out, sums)])
    attack = SecondAttack(problem, frozenset())
    exact = narrow = 0
    for out, sums in outs:
        for cell, (low, high) in out.entry.watched.items():
            found = attack.interval(sum_of(cube, out.table, cell, sums))
            exact += found[0] == found[1]
            narrow += found[0] > low or found[1] < high
    return exact, narrow
