"""What everybody knows, what is asked and what must stay unknown, as whole linear forms over unknown counts.

One language for tables, linked tables, earlier releases, corrections and insiders: an *unknown* is the count of one
inner cell in one period (or the free difference of a correction); a *form* sums unknowns with whole coefficients; a
*statement* says between which bounds a form lies. Source: Fischetti & Salazar-González, "Models and algorithms for
optimizing cell suppression in tabular data with linear constraints", JASA 95 (2000) 916–928.

Proof note. Before: forms whose positions are those of one problem's unknowns. After: what a form, a statement and a
problem say of a world follows from adding whole numbers of any size, so ``agrees`` is the referee of every solver here.
Why hiding is safe to judge by it: hiding a figure takes a statement away and adds none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A sum of unknowns: positions in ``Problem.names`` with whole coefficients that are not zero, positions rising."""

    terms: tuple[tuple[int, int], ...]

    def at(self, world: "World") -> int:
        """Its value in one world."""
        return sum(coefficient * world[position] for position, coefficient in self.terms)

    def minus(self, other: "Form") -> "Form":
        """The difference of two forms."""
        return sum_of([(self, 1), (other, -1)])


def sum_of(parts: Iterable[tuple[Form, int]]) -> Form:
    """Forms times whole numbers, added up."""
    terms: dict[int, int] = {}
    for form, factor in parts:
        for position, coefficient in form.terms:
            terms[position] = terms.get(position, 0) + factor * coefficient
    return Form(tuple(sorted((position, value) for position, value in terms.items() if value)))


type World = tuple[int, ...]
"""One whole number for every unknown."""


@dataclass(frozen=True)
class Statement:
    """What is known of a form: ``low`` ≤ form ≤ ``high``; a bound that is None is not there."""

    form: Form
    low: int | None
    high: int | None

    def holds_in(self, world: World) -> bool:
        """Whether a world agrees with it."""
        value = self.form.at(world)
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


def at_least(form: Form, sign: int, least: int) -> Statement:
    """That ``sign`` (1 or -1) times a form is at least ``least``."""
    return Statement(form, least, None) if sign > 0 else Statement(form, None, -least)


@dataclass(frozen=True)
class Figure:
    """Something that could be printed: a form under the name it has in the table, with its true value.

    ``total``: it counts all that its table counts.
    """

    name: tuple[str, ...]
    form: Form
    value: int
    total: bool = False


@dataclass(frozen=True)
class Target:
    """Something that must stay unknown: some world must have it at most ``low``, another at least ``high``.

    ``low`` to ``high`` is the protection interval of the literature: what a reader computes may not be narrower.
    ``reason`` says why it needs protection (``sensitive.Reason``'s value).
    """

    name: tuple[str, ...]
    form: Form
    low: int
    high: int
    reason: str


@dataclass(frozen=True)
class Problem:
    """Unknowns with their bounds, the true world, what is known already, what could be printed, what must stay unknown.

    ``lows`` and ``highs`` bound each unknown; where nothing is known, far enough away that no target depends on it: a
    bound can only help a reader, so it never makes a verdict too mild. ``known`` are statements that are public
    whatever is hidden now (earlier releases, shared margins, head counts). ``truth`` satisfies all of them. ``closed``:
    figures (positions) that stay hidden whether or not a target asks for it. ``supposed``: the same figures for
    readers who suppose more than is certain; what must stay unknown to those is hidden as well.
    """

    names: tuple[tuple[str, ...], ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    truth: World
    known: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    targets: tuple[Target, ...]
    closed: frozenset[int] = frozenset()
    supposed: tuple["Problem", ...] = ()

    def printed(self, hidden: frozenset[int]) -> tuple[Statement, ...]:
        """Everything a reader knows when these figures (positions in ``figures``) are hidden."""
        shown = (figure for position, figure in enumerate(self.figures) if position not in hidden)
        return (
            *self.known,
            *(Statement(figure.form, figure.value, figure.value) for figure in shown),
        )

    def agrees(self, world: World, hidden: frozenset[int]) -> bool:
        """Whether a world could be the true one for a reader: by addition alone."""
        bounds = zip(world, self.lows, self.highs, strict=True)
        inside = all(low <= x <= high for x, low, high in bounds)
        return inside and all(statement.holds_in(world) for statement in self.printed(hidden))


def index_of(problem: Problem) -> Mapping[tuple[str, ...], int]:
    """Where each figure stands."""
    return {figure.name: position for position, figure in enumerate(problem.figures)}
