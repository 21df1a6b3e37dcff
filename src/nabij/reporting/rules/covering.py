"""Places in a text that are taken, asked by the thousand. Pure.

Proof note. Before: spans, in any order. After: ``meets`` says whether one of them shares a position with a span, and
``holds`` whether one of them reaches at least as far at both ends, as ``any`` over all of them would; each takes as
many steps as there are digits in their number. Why: a text of a report may hold thousands of findings, and asking each
about each other takes minutes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from nabij.reporting.rules.folding import Span


class Covering:
    """Spans that were asked for once and do not change."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans, key=lambda one: one.start)
        self._starts = [one.start for one in ordered]
        self._ends = list(accumulate((one.end for one in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether one of them overlaps this span."""
        place = bisect_left(self._starts, span.end)
        return place > 0 and self._ends[place - 1] > span.start

    def holds(self, span: Span) -> bool:
        """Whether this span lies in one of them."""
        place = bisect_right(self._starts, span.start)
        return place > 0 and self._ends[place - 1] >= span.end


class Apart:
    """Spans of which no two overlap, taken one by one."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def take(self, span: Span) -> bool:
        """Whether it overlaps none before it; then it is one of them."""
        places = range(span.start, span.end)
        if any(place in self._taken for place in places):
            return False
        self._taken.update(places)
        return True


def within[T](around: Span, ones: Sequence[T], spans: Sequence[Span], longest: int) -> list[T]:
    """Those whose span overlaps this one, of spans by their start that are at most ``longest`` long."""
    first = bisect_left(spans, around.start - longest, key=lambda one: one.start)
    last = bisect_left(spans, around.end, key=lambda one: one.start)
    return [one for one, span in zip(ones[first:last], spans[first:last], strict=True) if span.overlaps(around)]
