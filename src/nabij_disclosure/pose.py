"""Tables that go out together, everything released before them and the settings, as one problem.

Proof note. Before: tables, and a ledger whose figures were true when they went out. After: ``truth`` agrees with every
statement in ``known`` (else ``Contradiction``), every figure of the tables is in ``figures``, and every cell,
difference and earlier cell that must stay unknown is a target. Why differences: whoever keeps both tables subtracts.
``truth`` has the true count of every sum that some table gives; what no table gives is filled in, and no target depends
on it.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress as suppress_error
from dataclasses import replace
from itertools import permutations, product

from nabij_disclosure.asked import ONLY, Asked, Link, most
from nabij_disclosure.behind import Behind, may_be_of_few
from nabij_disclosure.completion import complete
from nabij_disclosure.errors import Contradiction
from nabij_disclosure.grain import Key, grain_of
from nabij_disclosure.history import Released, timeline
from nabij_disclosure.linked import Space
from nabij_disclosure.problem import Figure, Form, Problem, Statement, Target, sum_of
from nabij_disclosure.sensitive import Reason, Settings
from nabij_disclosure.supposing import suppose
from nabij_disclosure.table import Cell, Table

__all__ = ["ONLY", "Asked", "Link", "begin", "most", "pose", "pose_all"]


def pose(
    table: Table,
    settings: Settings,
    *,
    history: tuple[Released, ...] = (),
    periods: frozenset[str] = ONLY,
    staff: Mapping[Cell, int] | None = None,
    largest: Mapping[Cell, int] | None = None,
    links: tuple[Link, ...] = (),
) -> Problem:
    """What a reader would know and must not find out. Raises ``Contradiction``, ``MalformedTable`` and ``TooLarge``."""
    asked = Asked(table, periods, staff or {}, largest or {})
    return pose_all((asked,), settings, history=history, links=links)


def pose_all(
    asked: tuple[Asked, ...],
    settings: Settings,
    *,
    history: tuple[Released, ...] = (),
    links: tuple[Link, ...] = (),
) -> Problem:
    """The same for tables that go out together; where there are several, names begin with ``table`` and a position."""
    every = range(len(history) + len(asked))
    # a correction may hide where no single sum shows it: first in one release, then in any
    doubts = (frozenset[int](), *(frozenset({number}) for number in reversed(every[1:])), frozenset(every[1:]))
    for doubt in doubts[:-1]:
        with suppress_error(Contradiction):
            return _Posing(asked, settings, history, links, doubt).problem()
    return _Posing(asked, settings, history, links, doubts[-1]).problem()


def _most_in(form: Form, rooms: list[tuple[dict[int, int], int]]) -> Iterator[int]:
    """The bounds of sums that hold all that a form adds; unknowns are never under nought."""
    adds = [(place, factor) for place, factor in form.terms if factor > 0]
    for terms, high in rooms:
        if all(factor <= terms.get(place, 0) for place, factor in adds):
            yield high


def _least_in(form: Form, enough: Collection[tuple[Form, int]]) -> Iterator[int]:
    """The bounds of sums that a form holds whole, and to which it only adds."""
    own = dict(form.terms)
    if any(factor < 0 for factor in own.values()):
        return
    for held, low in enough:
        if len(own) >= len(held.terms) and all(factor <= own.get(place, 0) for place, factor in held.terms):
            yield low


def begin(place: int, asked: tuple[Asked, ...]) -> tuple[str, ...]:
    """What the names of a table's figures begin with."""
    return (f"table {place}",) if len(asked) > 1 else ()


class _Posing:
    """One way to read a ledger: with corrections where sums show them, and in these releases (``doubt``)."""

    def __init__(
        self,
        asked: tuple[Asked, ...],
        settings: Settings,
        history: tuple[Released, ...],
        links: tuple[Link, ...],
        doubt: frozenset[int],
    ) -> None:
        self._asked = asked
        self._settings = settings
        self._history = history
        self._links = links
        # what two tables differ by stays protected by the higher threshold of all
        high = max([settings.threshold, *(old.threshold for old in history)])
        self._between = replace(settings, threshold=high)
        self._tables = [*(old.table for old in history), *(one.table for one in asked)]
        self._periods = [*(old.periods for old in history), *(one.periods for one in asked)]
        self._grain = grain_of(self._tables)
        self._line = timeline(self._grain, self._periods, cautious=doubt)
        self._space = Space(self._grain, self._line)
        self._who: dict[tuple[int, frozenset[str]], Mapping[Key, Behind]] = {}

    def problem(self) -> Problem:
        lows, highs = self._bounds()
        known = (
            *self._space.equalities,
            *self._linked(),
            *self._released(),
            *self._heads(),
            *self._at_least_none(),
            *self._enough(),
        )
        corrected = tuple(self._corrected())
        truth = complete(lows, highs, [*known, *self._true()], sum_of([(one, 1) for one in corrected]))
        figures = tuple(self._figures())
        targets = self._capped((*self._sensitive(), *self._earlier(), *self._increments(), *self._parts()))
        closed = frozenset(self._closed(figures))
        problem = Problem(self._names(), lows, highs, truth, known, figures, targets, closed)
        if not problem.agrees(truth, frozenset()):
            raise Contradiction("the true counts contradict what was released")
        return replace(problem, supposed=suppose(problem, corrected)) if corrected else problem

    def _names(self) -> tuple[tuple[str, ...], ...]:
        found: list[tuple[str, ...]] = []
        for part in self._space.parts:
            for _ in (part.added, part.taken) if part.free else (part.added,):
                found += [(str(part.atom), *cell) for cell in part.cells()]
        return tuple(found)

    def _corrected(self) -> Iterator[Form]:
        """How many a correction adds and takes away, and what a later release takes from those before it."""
        for part in self._space.parts:
            if part.free:
                added = part.added if self._line.atoms[part.atom].correction else ()
                yield Form(tuple((place, 1) for place in (*added, *part.taken)))

    def _bounds(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Bounds of each unknown; far enough away where nothing is known."""
        far = max(4 * max(table.values[table.top] for table in self._tables), 10 * self._settings.threshold)
        highs: list[int] = []
        for part in self._space.parts:
            nobody = self._space.nobody(part)
            highs += [0 if place in nobody else far for place in (*part.added, *part.taken)]
        return (0,) * len(highs), tuple(highs)

    def _asking(self) -> Iterator[tuple[int, tuple[str, ...], Asked]]:
        """Each table with its position among all, and what its names begin with."""
        for place, one in enumerate(self._asked):
            yield len(self._history) + place, begin(place, self._asked), one

    def _figures(self) -> Iterator[Figure]:
        for number, prefix, one in self._asking():
            whole = self._space.form(number, self._grain.key(number, one.table.top))
            for cell, count in one.table.values.items():
                if not one.table.is_impossible(cell):
                    form = self._space.form(number, self._grain.key(number, cell))
                    yield Figure((*prefix, *cell), form, count, total=form == whole)

    def _closed(self, figures: tuple[Figure, ...]) -> Iterator[int]:
        """What a correction may not show.

        What was hidden in what it corrects: the problem lets every cell differ between the two; a reader rightly
        guesses that most did not, and what hid another figure then would give it away now. And every sum over a cell
        that was not small and is now: what such a sum fell by is what that one cell fell by, as a reader guesses.
        """
        hidden: set[tuple[str, ...]] = set()
        for number, prefix, one in self._asking():
            corrected = self._corrected_by(number)
            keys = {self._grain.key(place, cell) for place in corrected for cell in self._history[place].hidden}
            hidden |= {(*prefix, *cell) for cell in one.table.cells if self._grain.key(number, cell) in keys}
            fallen = [set(one.table.inner(cell)) for cell in one.table.cells if self._fell(number, cell, corrected)]
            hidden |= {
                (*prefix, *cell)
                for cell in one.table.cells
                if any(parts.issubset(one.table.inner(cell)) for parts in fallen)
            }
        yield from (place for place, figure in enumerate(figures) if figure.name in hidden)

    def _corrected_by(self, number: int) -> list[int]:
        """The releases that a table corrects; none when it does not."""
        last = self._line.atoms[self._line.sums[number][-1]]
        if not last.correction or last.release != number:
            return []
        measure, periods = self._tables[number].measure, self._periods[number]
        return [
            place
            for place, old in enumerate(self._history)
            if old.periods == periods and old.table.measure == measure and old.printed
        ]

    def _fell(self, number: int, cell: Cell, corrected: list[int]) -> bool:
        """Whether a sum is small now and was not in a release that is corrected."""
        if not self._settings.is_small(self._tables[number].values[cell]):
            return False
        before = (self._grain.count(place, self._grain.key(number, cell)) for place in corrected)
        return any(count is not None and not self._settings.is_small(count) for count in before)

    def _true(self) -> Iterator[Statement]:
        for number, table in enumerate(self._tables):
            for cell, count in table.counts.items():
                yield Statement(self._space.form(number, self._grain.key(number, cell)), count, count)

    def _released(self) -> Iterator[Statement]:
        for number, old in enumerate(self._history):
            for cell, count in old.table.values.items():
                told = old.bands.get(cell) if cell in old.hidden else (count, count)
                if told and not old.table.is_impossible(cell):
                    form = self._space.form(number, self._grain.key(number, cell))
                    yield Statement(form, *told)
            for said in old.told:
                parts = [(self._space.form(number, self._grain.key(number, cell)), times) for cell, times in said.terms]
                yield Statement(sum_of(parts), said.low, said.high)

    def _heads(self) -> Iterator[Statement]:
        """Nobody thinks that more people came than work there; more than the head count is refused as the ledger is."""
        every = [*(old.staff for old in self._history), *(one.heads(self._links) for one in self._asked)]
        for number, staff in enumerate(every):
            for cell, heads in staff.items():
                yield Statement(self._space.form(number, self._grain.key(number, cell)), None, heads)

    def _enough(self) -> Iterator[Statement]:
        """A table went out, and not the sentence that few came: so there are as many in all as the threshold."""
        least = [*(old.threshold for old in self._history), *(self._settings.threshold for _ in self._asked)]
        for number, (table, enough) in enumerate(zip(self._tables, least, strict=True)):
            is_short = number < len(self._history) and table.top in self._history[number].bands
            # a total under it without that sentence is a nought of a practice that shows them
            if not is_short and table.values[table.top] >= enough:
                yield Statement(self._space.form(number, self._grain.key(number, table.top)), enough, None)

    def _capped(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        """The targets, none with an end that head counts, or that a table went out, rule out whatever is hidden."""
        heads = [(dict(one.form.terms), one.high) for one in self._heads()]
        rooms = [(terms, high) for terms, high in heads if high is not None and min(terms.values(), default=0) > 0]
        # tables of one measure and period have one total
        enough = {(one.form, one.low) for one in self._enough() if one.low is not None}
        found = []
        for one in targets:
            low = max((one.low, *_least_in(one.form, enough)))
            found.append(replace(one, low=low, high=max(low, min((one.high, *_most_in(one.form, rooms))))))
        return tuple(found)

    def _at_least_none(self) -> Iterator[Statement]:
        """A difference may be negative; no count of any table is."""
        for number, table in enumerate(self._tables):
            if any(self._line.atoms[atom].free for atom in self._line.sums[number]):
                for cell in table.counts:
                    yield Statement(self._space.form(number, self._grain.key(number, cell)), 0, None)

    def _linked(self) -> Iterator[Statement]:
        """What one measure counts at least as much as another, in every cell that two tables share.

        Of a report and what corrects it that need not hold: what was deleted in between counts in one of them alone.
        Nobody is taken to know what is not so; of tables that go out together it is so, or they are refused.
        """
        for link, one, other in product(self._links, range(len(self._tables)), range(len(self._tables))):
            measures = self._tables[one].measure, self._tables[other].measure
            if measures != (link.more, link.fewer) or self._periods[one] != self._periods[other]:
                continue
            together = min(one, other) >= len(self._history)
            compared = {} if together else self._both_count(one, other)
            keys = [key for key, holds in compared.items() if holds]
            if len(keys) == len(compared):
                keys = self._shared_cells(one, other)
            for key in keys:
                yield Statement(self._space.form(one, key).minus(self._space.form(other, key)), 0, None)

    def _shared_cells(self, one: int, other: int) -> list[Key]:
        """The finest cells that two tables share."""
        mine, theirs = self._grain.covered[one], self._grain.covered[other]
        shared = sorted(mine.keys() & theirs.keys())
        every = product(*(sorted(mine[name] & theirs[name]) for name in shared))
        return [frozenset((name, frozenset({leaf})) for name, leaf in zip(shared, own, strict=True)) for own in every]

    def _both_count(self, one: int, other: int) -> dict[Key, bool]:
        """Of every sum that two tables both count: whether the first counts at least as much."""
        shared, found = self._grain.covered[one].keys() & self._grain.covered[other].keys(), {}
        for key in self._grain.counts[one].keys() | self._grain.counts[other].keys():
            if {name for name, _ in key} <= shared:
                more, fewer = self._grain.count(one, key), self._grain.count(other, key)
                if more is not None and fewer is not None:
                    found[key] = more >= fewer
        return found

    def _sensitive(self) -> Iterator[Target]:
        for number, prefix, one in self._asking():
            reasons = one.needed(self._settings)
            for cell, ends in one.ends(self._settings, self._links).items():
                form = self._space.form(number, self._grain.key(number, cell))
                yield Target((*prefix, *cell), form, *ends, reasons[cell])

    def _earlier(self) -> Iterator[Target]:
        for number, old in enumerate(self._history):
            for cell, (low, high) in old.watched.items():
                form = self._space.form(number, self._grain.key(number, cell))
                yield Target((str(number), *cell), form, low, high, Reason.EARLIER)

    def _increments(self) -> Iterator[Target]:
        """Small differences between a release and one over fewer periods, or one that it corrects: in every version."""
        for first, second in permutations(range(len(self._tables)), 2):
            if self._tables[first].measure != self._tables[second].measure:
                continue
            restated = self._periods[first] == self._periods[second]
            corrects = restated and set(self._line.sums[first]) < set(self._line.sums[second])
            if not corrects and not self._periods[first] < self._periods[second]:
                continue
            for key, name in self._compared(first, second).items():
                now = self._grain.count(second, key)
                before = self._grain.count(first, key, absent_is_none=True)
                if now is None or before is None:
                    continue
                change = now - before
                if (restated and change == 0) or not self._points_at_few(second, (first,), key, change):
                    continue
                form = self._space.form(second, key).minus(self._space.form(first, key))
                if form.terms:
                    yield Target((f"{first}-{second}", *name), form, 0, self._most_of(second, key), Reason.INCREMENT)

    def _parts(self) -> Iterator[Target]:
        """Small counts of what a release adds to several before it: their sum is subtracted as easily as one."""
        for number, atoms in enumerate(self._line.sums):
            before = set(atoms[:-1])
            if not before or any(set(other) == before for other in self._line.sums[:number]):
                continue
            restated = self._line.atoms[atoms[-1]].correction
            earlier = tuple(sorted({self._line.atoms[one].release for one in before}))
            for key, name in self._compared(number, number).items():
                added = self._added(atoms[-1], key)
                if added is None or (restated and added == 0) or not self._points_at_few(number, earlier, key, added):
                    continue
                form = self._space.form(number, key, atoms=atoms[-1:])
                if form.terms:
                    yield Target((f"{number} alone", *name), form, 0, self._most_of(number, key), Reason.INCREMENT)

    def _points_at_few(self, number: int, before: tuple[int, ...], key: Key, change: int) -> bool:
        """Whether a difference is small, or may rest on few visitors, or mostly on one, as a cell may not either."""
        if self._between.is_small(change):
            return True
        if not self._behind(number, self._periods[number]):
            # a table of which each visitor adds one to a sum, or of which nothing was said
            return False
        added = self._periods[number].difference(*(self._periods[one] for one in before))
        exact = self._behind_sum(number, added, key) if added else None
        if exact is not None and exact.total == change:
            return exact.is_of_few(self._between.threshold)
        now, *others = (self._behind_sum(one, self._periods[one], key) for one in (number, *before))
        known = [one for one in others if one is not None]
        if now is None or len(known) < len(others):
            return True
        return may_be_of_few(change, now, known, self._between.threshold)

    def _behind(self, number: int, periods: frozenset[str]) -> Mapping[Key, Behind]:
        if (number, periods) not in self._who:
            place = number - len(self._history)
            found = self._asked[place].behind(periods) if place >= 0 else self._history[number].behind.get(periods, {})
            self._who[number, periods] = {self._grain.key(number, cell): one for cell, one in found.items()}
        return self._who[number, periods]

    def _behind_sum(self, number: int, periods: frozenset[str], key: Key) -> Behind | None:
        """Who is behind a sum of a table, or of another one that sums the same releases; None where nobody said it."""
        own, sums = self._periods[number], set(self._line.sums[number])
        same = (one for one, atoms in enumerate(self._line.sums) if set(atoms) == sums and self._periods[one] == own)
        found = (self._behind(one, periods).get(key) for one in (number, *same))
        return next((one for one in found if one is not None), None)

    def _added(self, atom: int, key: Key) -> int | None:
        """What an atom counts for a sum; None where no table gives it, so that nobody subtracts it either."""
        release = self._line.atoms[atom].release
        count = self._grain.count(release, key, absent_is_none=True)
        for other in self._line.sums[release][:-1]:
            before = self._added(other, key)
            count = None if count is None or before is None else count - before
        return count

    def _most_of(self, number: int, key: Key) -> int:
        """What an increment must be able to be: no more than is known of the later table without any figure."""
        threshold, table = self._between.threshold, self._tables[number]
        if number < len(self._history):
            return min(threshold, self._history[number].bands.get(table.top, (0, threshold))[1])
        one = self._asked[number - len(self._history)]
        cell = next((cell for cell in table.cells if self._grain.key(number, cell) == key), table.top)
        return most(table, cell, one.heads(self._links), threshold)

    def _compared(self, first: int, second: int) -> Mapping[Key, Cell]:
        """Every sum that is a cell of one of two tables and in which somebody can be."""
        found: dict[Key, Cell] = {}
        for number in (second, first):
            for cell in self._tables[number].cells:
                if not self._tables[number].is_impossible(cell):
                    found.setdefault(self._grain.key(number, cell), cell)
        return found
