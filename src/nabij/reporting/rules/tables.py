"""Which tables of a year are counted from the register, and how. Pure.

Who came is counted once a year, at the first matter that they brought in it; so quarters that are counted apart add up
to their year, and a second matter changes no figure. Conversations and time are counted as often as they took place,
with what the threshold needs beside them: how many different visitors are behind a figure, and the most of one of them.

Proof note. Before: rows of the register, each with the handle of its visitor. After: every table of visitors counts
each handle at most once, in one leaf of each classification; all of them have one total. Why one leaf: a code that is
not filled in, or is not in the list, has a leaf of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from nabij_disclosure.pose import Asked, Link
from nabij_disclosure.table import TOTAL, Cell, Dimension, Table

VISITORS, TALKS, QUARTERS, SIGNALS = "inbrengers", "gesprekken", "kwartieren", "signalen"
INTERNAL = "inbrengers bij interne vertrouwenspersonen"
BREAKS = "mensen van wie vertrouwelijkheid is doorbroken"
NOT_FILLED_IN = "Niet ingevuld"
PLACE = "onderdeel"
CHANNEL = "kanaal"
YES, NO = "ja", "nee"
ANSWER, ANSWERED, WAITING = "antwoord", "Beantwoord", "Nog niet beantwoord"
LEVEL, HOLDS = "niveau", "stand na"
"""What the names of these classifications begin with."""

WORK = frozenset({TALKS, QUARTERS})
"""What counts conversations rather than people."""

LINKS = (Link(QUARTERS, TALKS),)
"""A conversation lasts at least a quarter of an hour."""

MINUTES = 15
EVERYBODY = Dimension.flat("iedereen", ("Iedereen",))
"""For a total of which nothing else was registered."""


@dataclass(frozen=True)
class Matter:
    """A matter as the register has it: the visitor's handle, the month in which it was opened, labels of its codes.

    ``levels``: of integrity, as labels. ``holds``: whether the solution held, as a label, by months after closing.
    """

    id: str
    visitor: str
    month: date
    labels: Mapping[str, str]
    levels: frozenset[str] = frozenset()
    holds: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Talk:
    """An encounter as the register has it; ``minutes``: the length of its band; ``involvement``: labels."""

    visitor: str
    month: date
    channel: str
    minutes: int
    involvement: frozenset[str]


def each_of(one: Talk, times: int, quarters: int | None) -> list[Talk]:
    """As many conversations as this one stands for; quarters of an hour of all together are shared out whole."""
    if quarters is None:
        return [one] * times
    share, over = divmod(quarters, times)
    return [replace(one, minutes=MINUTES * (share + (nth < over))) for nth in range(times)]


def period_of(month: date) -> str:
    """The name of a month as the ledger keeps it."""
    return f"{month:%Y-%m}"


def months_of(year: int, first: int = 1, last: int = 12) -> frozenset[str]:
    """The names of the months of a year, or of a part of it."""
    return frozenset(period_of(date(year, month, 1)) for month in range(first, last + 1))


def first_of_the_year(matters: Iterable[Matter]) -> list[Matter]:
    """For each visitor and year the matter that was opened first; of one month, always the same one."""
    found: dict[tuple[str, int], Matter] = {}
    for one in sorted(matters, key=lambda one: (one.month, one.id)):
        found.setdefault((one.visitor, one.month.year), one)
    return list(found.values())


def visitors_by(
    dimension: Dimension,
    matters: Iterable[Matter],
    months: frozenset[str],
    heads: Mapping[str, Mapping[str, int]] | None = None,
) -> Asked:
    """How many came in these months by one classification; the leaf is the label under its name.

    Give all matters of the year: who came before these months in the same year is not counted again. ``heads``: how
    many work in each class, by the name of the part where they do, for a classification by place.
    """
    dimension = with_rest(dimension)
    asked = _of_visitors(dimension, lambda one: leaf_of(dimension, one.labels.get(dimension.name, "")), matters, months)
    staff = _staff(dimension, heads or {})
    at_most = {cell: max(count, asked.table.counts[cell]) for cell, count in staff.items()}
    return replace(asked, staff=staff, at_most=at_most)


def visitors_at(level: str, matters: Iterable[Matter], months: frozenset[str]) -> Asked:
    """How many came in these months with something at one level of integrity, yes or no; one may be at several."""
    dimension = Dimension.flat(f"{LEVEL} {level.lower()}", (YES, NO))
    return _of_visitors(dimension, lambda one: YES if level in one.levels else NO, matters, months)


def visitors_whose_holds(
    after: int, answers: Sequence[str], matters: Iterable[Matter], months: frozenset[str]
) -> Asked:
    """Of those who came in these months, what they said so many months after closing: does the solution hold?"""
    dimension = with_rest(Dimension.flat(f"{HOLDS} {after} maanden", answers))
    return _of_visitors(dimension, lambda one: leaf_of(dimension, one.holds.get(after, "")), matters, months)


def _of_visitors(
    dimension: Dimension, leaf: Callable[[Matter], str], matters: Iterable[Matter], months: frozenset[str]
) -> Asked:
    counts: dict[Cell, int] = {(one,): 0 for one in dimension.leaves}
    for one in first_of_the_year(matters):
        if period_of(one.month) in months:
            counts[(leaf(one),)] += 1
    return Asked(Table(f"{VISITORS} naar {dimension.name}", (dimension,), counts, measure=VISITORS), months)


def _staff(dimension: Dimension, heads: Mapping[str, Mapping[str, int]]) -> dict[Cell, int]:
    """How many work in each class whose head count is known; more than those may have come, since people leave."""
    found: dict[Cell, int] = {}
    for leaf in dimension.leaves:
        parts = [heads.get(part, {}) for part in dimension.joins.get(leaf, (leaf,))]
        if all(parts):
            found[leaf,] = sum(dict(chain.from_iterable(part.items() for part in parts)).values())
    return found


def talks_by(channels: Dimension, talks: Iterable[Talk], months: frozenset[str], measure: str = TALKS) -> Asked:
    """How many conversations took place in these months by channel, or how many quarters of an hour they took."""
    channels = with_rest(channels)
    return _of_talks(channels, lambda one: leaf_of(channels, one.channel), talks, months, measure)


def talks_with(involvement: str, talks: Iterable[Talk], months: frozenset[str]) -> Asked:
    """How many conversations in these months had one way of involvement, yes or no.

    A conversation may have several, so each way is a table of its own; all have the total of all conversations.
    """

    def leaf(one: Talk) -> str:
        return YES if involvement in one.involvement else NO

    return _of_talks(Dimension.flat(involvement, (YES, NO)), leaf, talks, months, TALKS)


def _of_talks(
    dimension: Dimension, leaf: Callable[[Talk], str], talks: Iterable[Talk], months: frozenset[str], measure: str
) -> Asked:
    """Conversations, or the time they took, by their leaf; with who is behind each figure."""
    behind: dict[Cell, dict[str, int]] = {(node,): {} for node in dimension.nodes}
    amounts: dict[Cell, dict[str, dict[str, int]]] = {(node,): {} for node in dimension.nodes}
    for one in talks:
        if (month := period_of(one.month)) not in months:
            continue
        amount = 1 if measure == TALKS else max(1, -(-one.minutes // MINUTES))
        for node in dimension.nodes:
            if leaf(one) in dimension.leaves_below[node]:
                each = behind[(node,)]
                each[one.visitor] = each.get(one.visitor, 0) + amount
                by_month = amounts[(node,)].setdefault(one.visitor, {})
                by_month[month] = by_month.get(month, 0) + amount
    counts: dict[Cell, int] = {(one,): sum(behind[(one,)].values()) for one in dimension.leaves}
    return Asked(
        Table(f"{measure} naar {dimension.name}", (dimension,), counts, measure=measure),
        months,
        largest={cell: max(each.values(), default=0) for cell, each in behind.items()},
        visitors={cell: len(each) for cell, each in behind.items()},
        amounts=amounts,
    )


def tables_of(
    matters: Sequence[Matter],
    talks: Sequence[Talk],
    months: frozenset[str],
    *,
    classifications: Sequence[Dimension],
    channels: Dimension,
    involvements: Sequence[str],
    levels: Sequence[str] = (),
    heads: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[Asked, ...]:
    """Every table of these months, to be judged as one: they share the people who came.

    Which there are depends on what is asked for and on no count: whether there is a table of something then does not
    tell whether anybody came with it. ``heads``: how many work in each part of the organisation, and where, for the
    classification of the name ``PLACE``; an organisation without parts has no such table.
    """
    return (
        *visitors_of(classifications, matters, months, heads),
        *(visitors_at(label, matters, months) for label in levels),
        *(talks_with(label, talks, months) for label in involvements),
        talks_by(channels, talks, months),
        talks_by(channels, talks, months, QUARTERS),
    )


def visitors_of(
    classifications: Sequence[Dimension],
    matters: Sequence[Matter],
    months: frozenset[str],
    heads: Mapping[str, Mapping[str, int]] | None = None,
) -> tuple[Asked, ...]:
    """How many came in these months by each of these classifications; without any only how many there were."""
    told = [one for one in classifications if one.leaves != (NOT_FILLED_IN,)]
    if not told:
        return (_of_visitors(EVERYBODY, lambda one: EVERYBODY.leaves[0], matters, months),)
    return tuple(visitors_by(one, matters, months, heads if one.name == PLACE else None) for one in told)


def to_be_told(asked: Sequence[Asked], threshold: int) -> tuple[Asked, ...]:
    """What of these tables may be judged: of few people no conversation and no hour, by no figure and no band.

    Few: fewer came than the threshold, or fewer had a conversation. How long their conversations took, or between which
    ends that lies, would tell whether there were any.
    """
    few: set[frozenset[str]] = set()
    for one in asked:
        top = one.table.top
        people = one.visitors[top] if one.table.measure in WORK else one.table.values[top]
        if one.table.measure in {VISITORS, *WORK} and people < threshold:
            few.add(one.periods)
    return tuple(one for one in asked if one.table.measure not in WORK or one.periods not in few)


def signals_by_answer(answered: int, waiting: int, months: frozenset[str]) -> Asked:
    """How many signals were given to the board in these months, and how many it answered.

    Counted in every year, also where there were none: whether there is a table then tells nothing.
    """
    dimension = Dimension.flat(ANSWER, (ANSWERED, WAITING))
    counts: dict[Cell, int] = {(ANSWERED,): answered, (WAITING,): waiting}
    return Asked(Table(f"{SIGNALS} naar {ANSWER}", (dimension,), counts, measure=SIGNALS), months)


def breaks_of(broken: Iterable[tuple[str, date]], months: frozenset[str]) -> Asked:
    """Of how many people confidentiality was broken in these months, each once a year, at the first time.

    People and not times: who had it happen five times would make a table of themselves. Counted in every year, also
    where it never happened.
    """
    first: dict[tuple[str, int], date] = {}
    for visitor, month in broken:
        first[visitor, month.year] = min(month, first.get((visitor, month.year), month))
    count = sum(period_of(month) in months for month in first.values())
    counts: dict[Cell, int] = {(EVERYBODY.leaves[0],): count}
    return Asked(Table(f"{BREAKS} naar {EVERYBODY.name}", (EVERYBODY,), counts, measure=BREAKS), months)


def with_codes(asked: Iterable[Asked], codes: Mapping[str, str]) -> tuple[Asked, ...]:
    """The same tables, in which each part of the organisation has the code that it keeps when it is renamed."""
    return tuple(_with_codes(one, codes) for one in asked)


def _with_codes(one: Asked, codes: Mapping[str, str]) -> Asked:
    found = tuple(
        _coded(dimension, codes) if dimension.name == PLACE else dimension for dimension in one.table.dimensions
    )
    return one if found == one.table.dimensions else replace(one, table=replace(one.table, dimensions=found))


def _coded(dimension: Dimension, codes: Mapping[str, str]) -> Dimension:
    labels = {*dimension.leaves, *(part for parts in dimension.joins.values() for part in parts)}
    # a group may be called after one of its parts: that part is in it, and has its code
    return replace(dimension, codes={label: code for label, code in codes.items() if label in labels})


def leaf_of(dimension: Dimension, label: str) -> str:
    """Where a label is counted: in its own leaf, in one that joins it, or where what is not filled in is."""
    found = _own_leaf(dimension, label) or _own_leaf(dimension, NOT_FILLED_IN)
    if found is None:
        raise ValueError(f"{dimension.name!r} has no place for what is not filled in")
    return found


def _own_leaf(dimension: Dimension, label: str) -> str | None:
    if label in dimension.leaves:
        return label
    return next((leaf for leaf, parts in dimension.joins.items() if label in parts), None)


def with_rest(dimension: Dimension) -> Dimension:
    """A classification in which what is not filled in has a place."""
    if _own_leaf(dimension, NOT_FILLED_IN):
        return dimension
    parents = {**dimension.parents, NOT_FILLED_IN: dimension.root}
    return Dimension(dimension.name, parents, dimension.root, dimension.joins)


def grouped(name: str, labels: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> Dimension:
    """A classification of codes under their groups; codes without a group stand right under the total."""
    parents: dict[str, str] = {}
    for group, keys in groups.items():
        if group:
            parents[group] = TOTAL
        parents.update({labels[key]: group or TOTAL for key in keys})
    return Dimension(name, parents, TOTAL)
