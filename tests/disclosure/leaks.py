"""What a reader gets out of what was printed, counted by the second attack."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from nabij_disclosure.problem import Form, Problem, Statement, Target
from nabij_disclosure.table import Cell, Table
from tests.disclosure.second_attack import SecondAttack


@dataclass(frozen=True)
class Leaks:
    """Of so many targets: known exactly, and known more narrowly than promised (the exact ones included).

    ``above``: of the narrow ones known to be over their low end; ``under``: known to be under their high end.
    """

    targets: int
    exact: int
    narrow: int
    above: int = 0
    under: int = 0

    def __add__(self, other: "Leaks") -> "Leaks":
        return Leaks(
            self.targets + other.targets,
            self.exact + other.exact,
            self.narrow + other.narrow,
            self.above + other.above,
            self.under + other.under,
        )

    @property
    def none(self) -> bool:
        return self.exact == self.narrow == 0


def places(problem: Problem, names: Container[tuple[str, ...]]) -> frozenset[int]:
    """The positions of the figures with these names."""
    return frozenset(place for place, figure in enumerate(problem.figures) if figure.name in names)


def leaks(problem: Problem, hidden: frozenset[int], targets: Iterable[Target] | None = None) -> Leaks:
    """How many targets the second attack pins or narrows."""
    attack = SecondAttack(problem, hidden)
    judged = tuple(problem.targets if targets is None else targets)
    found = Leaks(len(judged), 0, 0)
    for target in judged:
        low, high = attack.interval(target.form)
        above, under = low > target.low, high < target.high
        found += Leaks(0, int(low == high), int(above or under), int(above), int(under))
    return found


def plain(table: Table, known: Iterable[tuple[Mapping[Cell, int], int | None, int | None]]) -> Problem:
    """A reader who knows sums of a table's cells (cells with factors) between two bounds, and nothing else."""
    cells = list(table.counts)
    place = {cell: number for number, cell in enumerate(cells)}
    statements = []
    for sums, low, high in known:
        terms: dict[int, int] = {}
        for cell, factor in sums.items():
            for leaf in table.inner(cell):
                terms[place[leaf]] = terms.get(place[leaf], 0) + factor
        statements.append(Statement(Form(tuple(sorted(terms.items()))), low, high))
    far = 4 * max(20, table.values[table.top])
    truth = tuple(table.counts[cell] for cell in cells)
    return Problem(tuple(cells), (0,) * len(cells), (far,) * len(cells), truth, tuple(statements), (), ())


def form_of(table: Table, cell: Cell) -> Form:
    """A cell over the unknowns of ``plain``."""
    place = {leaf: number for number, leaf in enumerate(table.counts)}
    return Form(tuple(sorted((place[leaf], 1) for leaf in table.inner(cell))))


def told(problem: Problem, more: Iterable[Statement]) -> Problem:
    """The same reader, who knows more."""
    return replace(problem, known=(*problem.known, *more))


def is_corrected(problem: Problem) -> bool:
    """Whether some figure may have been more before."""
    return any(factor < 0 for figure in problem.figures for _, factor in figure.form.terms)
