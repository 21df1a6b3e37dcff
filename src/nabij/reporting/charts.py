"""The charts of a report as SVG, for page, PDF and Word alike.

Every picture is a function of the frozen chart and of the width alone: two truths with the same released figures give
the same bytes. The scale comes from the shown figures; what is not shown gets a hatched field of one fixed size that
says so. There is a wide and a narrow drawing, so that text never shrinks on a phone.
"""

from collections.abc import Callable, Iterable
from typing import Any

from nabij.reporting.document import (
    Bars,
    Chart,
    Count,
    Event,
    Figure,
    Ladder,
    Mark,
    Multiples,
    Ring,
    Row,
    Silence,
    Trend,
    said,
)
from nabij.reporting.drawing import CLAY, EDGE, LEADING, LINE, SIZE, SMALL, SOFT, Sheet, width_of, wrapped
from nabij.reporting.rules.short_names import short_name, short_names

WIDE, PHONE = 640, 320
ROOMY = 480
HIDDEN_WIDTH, HIDDEN_HEIGHT = 64, 30


def draw(chart: Chart, *, name: str, width: int = WIDE) -> str:
    """The chart as one SVG element; ``name`` is unique in its page."""
    sheet = Sheet(width)
    DRAWN[type(chart)](sheet, chart)
    return sheet.finished(name, chart.title, chart.alt())


def _largest(figures: Iterable[Figure]) -> int:
    return max((figure for figure in figures if isinstance(figure, int)), default=0) or 1


def _trend(sheet: Sheet, chart: Trend) -> None:
    side, plot = 40, 130
    step = (sheet.width - 2 * side) / max(len(chart.years) - 1, 1)
    places = [side + step * index for index in range(len(chart.years))]
    events = _told_events(sheet, (step, side), chart)
    foot = 42 + plot + sum(len(lines) for _, lines, _ in events) * LEADING
    _events(sheet, events, foot)
    sheet.line(8, foot, sheet.width - 8, foot, EDGE)
    largest = _largest(chart.figures)
    heights = [foot - plot * f / largest if isinstance(f, int) else None for f in chart.figures]
    for run in _runs(places, heights):
        sheet.through(run)
    for index, (x, height, figure) in enumerate(zip(places, heights, chart.figures, strict=True)):
        last = index == len(places) - 1
        sheet.text(x, foot + 24, str(chart.years[index]), anchor="middle", fill=SOFT)
        if height is None:
            _withheld_column(sheet, x, foot, figure)
            continue
        sheet.dot(x, height, 5.5 if last else 4.5)
        _point_label(sheet, x, _label_height(heights, index), said(figure), last, [at for at, *_ in events])
    sheet.height = foot + 34


def _point_label(sheet: Sheet, x: float, y: float, text: str, last: bool, events: list[float]) -> None:
    near = next((event for event in events if abs(event - x) < width_of(text) / 2 + 5), None)
    anchor = "middle" if near is None else "end" if near >= x else "start"
    shift = 0 if near is None else min(near, x) - 6 - x if near >= x else max(near, x) + 6 - x
    sheet.text(x + shift, y, text, anchor=anchor, weight=600 if last else 400, size=18 if last else 16)


def _label_height(heights: list[float | None], index: int) -> float:
    """Above the point, or below one that both neighbours stand well above."""
    here = heights[index]
    assert here is not None  # noqa: S101  # only asked for points that are shown
    beside = [heights[place] for place in (index - 1, index + 1) if 0 <= place < len(heights)]
    higher = [height for height in beside if height is not None and height < here - 12]
    valley = len(higher) == len(beside) > 1
    return here + 22 if valley else here - 13


def _runs(places: list[float], heights: list[float | None]) -> list[list[tuple[float, float]]]:
    """The pieces of line: a year that is not shown breaks it."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, height in zip(places, heights, strict=True):
        if height is None:
            runs.append([])
        else:
            runs[-1].append((x, height))
    return runs


def _event_place(step: float, side: float, chart: Trend, event: Event) -> float:
    years = len(chart.years) - 1
    exact = side + step * (event.year - chart.years[0] + (event.month - 6.5) / 12)
    return min(max(exact, 12), side + step * years + side - 12)


def _told_events(sheet: Sheet, scale: tuple[float, float], chart: Trend) -> list[tuple[float, list[str], bool]]:
    """Where each event stands, its text in lines, and whether that lies left of it, from the top down.

    Early ones first, told to the right; then late ones, the latest first, told to the left and not beyond the early
    ones: so no line of an event runs through the text of another.
    """
    placed = [(_event_place(*scale, chart, event), event.text) for event in chart.events]
    early = sorted(one for one in placed if one[0] <= sheet.width / 2)
    late = sorted((one for one in placed if one[0] > sheet.width / 2), reverse=True)
    border = early[-1][0] + 8 if early else 0
    told = [(x, wrapped(text, sheet.width - x - 8), False) for x, text in early]
    right = float(sheet.width)
    for x, text in late:
        longest = max(map(width_of, text.split()), default=0)
        left = longest <= x - 8 - border or x - border >= right - x
        told.append((x, wrapped(text, (x - border if left else right - x) - 8), left))
        right = x
    return told


def _events(sheet: Sheet, events: list[tuple[float, list[str], bool]], foot: float) -> None:
    y = 16.0
    for x, lines, left in events:
        sheet.line(x, y - 11, x, foot, CLAY, width=1.3, dashes="3 4")
        for line in lines:
            sheet.text(x - 7 if left else x + 7, y, line, anchor="end" if left else "start", fill=CLAY)
            y += LEADING


def _withheld_column(sheet: Sheet, x: float, foot: float, figure: int | Mark, size: float = 14) -> None:
    """A hatched stub for what is hidden, of fixed size, and the words above it; words alone for what cannot be."""
    hidden = figure is Mark.HIDDEN
    lines = said(figure).split()
    if hidden:
        sheet.hatched(x - 18, foot - HIDDEN_HEIGHT, 36, HIDDEN_HEIGHT)
    base = foot - (HIDDEN_HEIGHT if hidden else 0) - 7
    for index, line in enumerate(lines):
        sheet.text(x, base - (len(lines) - 1 - index) * (size + 1), line, anchor="middle", size=size, fill=SOFT)


def _multiples(sheet: Sheet, chart: Multiples) -> None:
    columns = 2 if sheet.width >= ROOMY else 1
    gap = 44
    width = (sheet.width - gap * (columns - 1)) / columns
    largest = _largest(figure for kind in chart.kinds for figure in kind.figures)
    names = short_names(kind.label for kind in chart.kinds)
    y = 0.0
    for start in range(0, len(chart.kinds), columns):
        row = chart.kinds[start : start + columns]
        titles = [wrapped(names[kind.label], width, SIZE + 1.5) for kind in row]
        lines = max(map(len, titles))
        for column, kind in enumerate(row):
            x = column * (width + gap)
            for index, line in enumerate(titles[column]):
                sheet.text(x, y + 18 + (index + lines - len(titles[column])) * LEADING, line, weight=600)
            _field(sheet, chart, kind, (x, y + lines * LEADING + 104, width), largest)
        y += lines * LEADING + 148
    sheet.text(0, y, "Alle velden hebben dezelfde schaal.", fill=SOFT, size=SMALL)
    sheet.height = y + 8


def _field(sheet: Sheet, chart: Multiples, kind: Row, place: tuple[float, float, float], largest: int) -> None:
    """One kind: a column for each year."""
    left, foot, width = place
    tallest, pitch = 66, width / len(chart.years)
    sheet.line(left, foot, left + width, foot, EDGE)
    for index, (year, figure) in enumerate(zip(chart.years, kind.figures, strict=True)):
        x = left + pitch * (index + 0.5)
        sheet.text(x, foot + 19, str(year), anchor="middle", size=SMALL, fill=SOFT)
        if isinstance(figure, int):
            height = tallest * figure / largest
            sheet.bar(x - 12, foot - height, 24, height)
            sheet.text(x, foot - height - 6, said(figure), anchor="middle")
        else:
            assert isinstance(figure, Mark)  # noqa: S101  # the chart refuses rings
            _withheld_column(sheet, x, foot, figure, SMALL)


def _bars(sheet: Sheet, chart: Bars) -> None:
    roomy = sheet.width >= ROOMY
    counts = chart.ordered()
    names = short_names(count.label for count in counts)
    gutter = min(max(map(width_of, names.values())) + 14, sheet.width * 0.42) if roomy else 0.0
    room = sheet.width - gutter - 96
    largest = _largest(count.figure for count in counts)
    y = 2.0
    for count in counts:
        lines = wrapped(names[count.label], gutter - 12 if roomy else sheet.width)
        if roomy:
            tall = max(22, len(lines) * LEADING)
            for index, line in enumerate(lines):
                sheet.text(gutter - 12, y + tall / 2 + 5 + (index - (len(lines) - 1) / 2) * LEADING, line, anchor="end")
            y += tall / 2 - 11
        else:
            for line in lines:
                y += LEADING
                sheet.text(0, y - 5, line)
        _bar_of(sheet, gutter, y, room * count.figure / largest if isinstance(count.figure, int) else 0, count)
        y += 22 + (max(0, len(lines) * LEADING - 22) / 2 if roomy else 0) + (14 if roomy else 12)
    if roomy:
        sheet.line(gutter, 0, gutter, y - 10, EDGE)
    sheet.height = y - 6


def _bar_of(sheet: Sheet, x: float, y: float, length: float, count: Count) -> None:
    if isinstance(count.figure, int):
        sheet.bar(x, y, length, 22)
        sheet.text(x + length + 8, y + 16, said(count.figure), weight=600)
        return
    hidden = count.figure is Mark.HIDDEN
    if hidden:
        sheet.hatched(x, y, HIDDEN_WIDTH, 22)
    sheet.text(x + (HIDDEN_WIDTH if hidden else 0) + 8, y + 16, said(count.figure), fill=SOFT)


def _ladder(sheet: Sheet, chart: Ladder) -> None:
    """Rungs between two rails, the lightest at the foot; on each stands its name, along it lies its bar."""
    left, right = 5.0, sheet.width - 104.0
    largest = _largest(rung.figure for rung in chart.rungs)
    y = 10.0
    for rung in reversed(chart.rungs):
        for line in wrapped(short_name(rung.label), right - left - 28):
            y += LEADING
            sheet.text(left + 14, y, line)
        y += 15
        sheet.line(left, y, right, y, LINE, width=2)
        if isinstance(rung.figure, int):
            sheet.bar(left, y - 5, (right - left) * rung.figure / largest, 10)
        elif rung.figure is Mark.HIDDEN:
            sheet.hatched(left, y - 5, HIDDEN_WIDTH, 10)
        shown = isinstance(rung.figure, int)
        for index, line in enumerate([said(rung.figure)] if shown else wrapped(said(rung.figure), 92)):
            look: dict[str, Any] = {"weight": 600} if shown else {"fill": SOFT}
            sheet.text(right + 14, y + 5 + index * LEADING, line, **look)
        y += 12
    for rail in (left, right):
        sheet.line(rail, 2, rail, y + 8, EDGE, width=3)
    y += 14
    for line in wrapped("Van onder naar boven: van een gesprek naar steeds zwaardere stappen.", sheet.width, SMALL):
        y += LEADING
        sheet.text(0, y, line, size=SMALL, fill=SOFT)
    sheet.height = y + 8


def _silence(sheet: Sheet, chart: Silence) -> None:
    """One ring for each place, all in one column: where a ring stands says nothing."""
    roomy = sheet.width >= ROOMY
    at = 236.0 if roomy else 14.0
    y = 4.0
    names = short_names(place.label for place in chart.ordered())
    for place in chart.ordered():
        lines = wrapped(names[place.label], at - 34 if roomy else sheet.width)
        for index, line in enumerate(lines):
            sheet.text(at - 26 if roomy else 0, y + 20 + index * LEADING, line, anchor="end" if roomy else "start")
        middle = y + 15 if roomy else y + len(lines) * LEADING + 20
        if place.ring is Ring.UNTOLD:
            sheet.line(at - 8, middle, at + 8, middle, EDGE, width=2)
        else:
            sheet.ring(at, middle, filled=place.ring is Ring.FILLED)
        look: dict[str, Any] = {"weight": 600} if place.ring is Ring.OPEN else {"fill": SOFT}
        sheet.text(at + 26, middle + 5, said(place.ring), **look)
        y = middle + 21 + (max(0, len(lines) - 1) * LEADING if roomy else 0)
        sheet.line(0, y, sheet.width if not roomy else 520, y)
        y += 4
    sheet.height = y + 4


DRAWN: dict[type, Callable[[Sheet, Any], None]] = {
    Trend: _trend,
    Multiples: _multiples,
    Bars: _bars,
    Ladder: _ladder,
    Silence: _silence,
}
