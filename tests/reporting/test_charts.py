"""What is drawn comes from released figures only, and can be read without colour, and without eyes."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.reporting.charts import PHONE, WIDE, draw
from nabij.reporting.document import Bars, Chart, Count, Event, Mark, Place, Ring, Row, said
from nabij.reporting.drawing import SMALL, width_of, wrapped
from tests.reporting.fictional import BARS, GAP, LADDER, NATURES, SILENCE, TREND
from tests.reporting.truths import report_of, two_truths

ALL = [TREND, GAP, NATURES, BARS, LADDER, SILENCE]
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "text", "line", "rect", "circle", "path"}
NAMED = {"viewBox", "role", "aria-labelledby", "aria-describedby", "lang", "{http://www.w3.org/XML/1998/namespace}lang"}
LOOKS = {"font-family", "font-size", "font-weight", "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor"}
ATTRIBUTES = NAMED | LOOKS | {"id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "width", "height"}
figures = st.one_of(st.integers(0, 5000), st.sampled_from(Mark))


def tree(chart: Chart, width: int = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(draw(chart, name="f", width=width))


def texts(drawn: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in drawn.iter(f"{SVG}text")]


def hatched(drawn: ElementTree.Element) -> list[tuple[str | None, str | None]]:
    return [(e.get("width"), e.get("height")) for e in drawn.iter(f"{SVG}rect") if e.get("fill") == "none"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_two_truths_with_the_same_released_figures_are_drawn_the_same(width: int) -> None:
    one, other = two_truths()
    assert one.counts != other.counts
    drawn = [[draw(chart, name="f", width=width) for chart in report_of(truth).charts()] for truth in (one, other)]
    assert drawn[0] == drawn[1]
    assert "niet getoond" in "".join(drawn[0])


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_picture_is_plain_named_and_inside_its_frame(chart: Chart, width: int) -> None:
    drawn = tree(chart, width)
    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= ELEMENTS
    assert {name for element in drawn.iter() for name in element.attrib} <= ATTRIBUTES
    title, description = drawn[0], drawn[1]
    assert (drawn.get("role"), title.text, description.text) == ("img", chart.title, chart.alt())
    assert (drawn.get("aria-labelledby"), drawn.get("aria-describedby")) == (title.get("id"), description.get("id"))
    _, _, wide, high = map(float, drawn.get("viewBox", "").split())
    for element in drawn.iter(f"{SVG}text"):
        size = float(element.get("font-size", 15))
        reach = width_of(element.text or "", size)
        start = float(element.get("x", 0)) - {"middle": reach / 2, "end": reach}.get(element.get("text-anchor", ""), 0)
        assert size >= SMALL
        assert start >= -1
        assert start + reach <= wide + 1, element.text
        assert 0 < float(element.get("y", 0)) <= high


@pytest.mark.parametrize("chart", [GAP, NATURES, BARS, LADDER], ids=lambda chart: type(chart).__name__)
def test_every_withheld_figure_is_hatched_and_says_so(chart: Chart) -> None:
    hidden = sum(figure is Mark.HIDDEN for row in chart.table().rows for figure in row.figures)
    drawn = tree(chart)
    assert len(hatched(drawn)) == hidden > 0
    assert len(set(hatched(drawn))) == 1
    assert " ".join(texts(drawn)).count("niet getoond") == hidden


@given(st.lists(figures, min_size=1, max_size=6), st.integers(1, 5000))
def test_the_hatched_field_has_one_size_whatever_stands_beside_it(beside: list[int | Mark], largest: int) -> None:
    counts = (Count("hier", Mark.HIDDEN), *(Count(f"plek {i}", f) for i, f in enumerate([*beside, largest])))
    assert set(hatched(tree(Bars("Een zin met bevinding", "mensen", "Plek", counts)))) == {("64", "22")}


@given(st.lists(figures, min_size=5, max_size=5), st.lists(st.tuples(st.integers(2021, 2025), st.integers(1, 12))))
def test_any_released_figures_and_events_are_drawn(row: list[int | Mark], events: list[tuple[int, int]]) -> None:
    told = tuple(Event(year, month, "iets nieuws begonnen") for year, month in events[:6])
    for width in (WIDE, PHONE):
        drawn = tree(replace(TREND, figures=tuple(row), events=told), width)
        assert set(texts(drawn)) >= {said(figure) for figure in row if isinstance(figure, int)}
        kinds = tree(replace(NATURES, kinds=(Row("Pesten", tuple(row)),)), width)
        assert set(texts(kinds)) >= {said(figure) for figure in row if isinstance(figure, int)}


def test_a_year_that_is_not_shown_breaks_the_line() -> None:
    strokes = [e for e in tree(GAP).iter(f"{SVG}line") if e.get("stroke-width") == "2.5"]
    assert len(strokes) == 2
    assert len(list(tree(TREND).iter(f"{SVG}circle"))) == 5


def test_lengths_hang_on_one_scale() -> None:
    bars = [float(e.get("width", 0)) for e in tree(BARS).iter(f"{SVG}rect") if e.get("fill") != "none"]
    assert bars[0] / 12 == pytest.approx(bars[1] / 10, rel=0.01) == pytest.approx(bars[2] / 9, rel=0.01)
    fields = [float(e.get("height", 0)) for e in tree(NATURES).iter(f"{SVG}rect") if e.get("fill") != "none"]
    shown = [f for row in NATURES.kinds for f in row.figures if isinstance(f, int)]
    assert all(high / n == pytest.approx(fields[0] / shown[0], rel=0.02) for high, n in zip(fields, shown, strict=True))


def test_a_ring_stands_at_one_place_open_or_filled_and_never_beside_a_number() -> None:
    places = tuple(
        Place(f"Plek {name}", ring) for name, ring in zip("abcde", [*Ring, Ring.OPEN, Ring.OPEN], strict=True)
    )
    drawn = tree(replace(SILENCE, places=places))
    rings = list(drawn.iter(f"{SVG}circle"))
    assert {(ring.get("cx"), ring.get("r")) for ring in rings} == {("236", "8")}
    assert sum(ring.get("fill") == "none" for ring in rings) == 3
    steps = {round(float(b.get("cy", 0)) - float(a.get("cy", 0))) for a, b in pairwise(rings[2:])}
    assert steps <= {40}
    assert not list(drawn.iter(f"{SVG}rect"))
    assert not re.search(r"\d", " ".join(texts(drawn)))


def test_a_label_stays_text() -> None:
    sharp = '<script>alert("x")</script> & co'
    drawn = draw(Bars("Een zin met <b>bevinding", "mensen", "Plek", (Count(sharp, 3),)), name="f")
    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert sharp.split()[0] in texts(ElementTree.fromstring(drawn))[0]


def test_a_word_too_wide_is_cut_where_it_may_be() -> None:
    assert wrapped("teamgesprekken begonnen", 89) == ["team-", "gesprekken", "begonnen"]
    assert "".join(part.removesuffix("-") for part in wrapped("x" * 60, 89)) == "x" * 60
    assert wrapped("", 89) == [""]
