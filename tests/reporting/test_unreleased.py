"""Whatever is hidden in the ledger, the report is the same: no count that was not shown has a way into it."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nabij.releases.rules import Shown, shown
from nabij.reporting.assembling import About, Known, Year, report_of
from nabij.reporting.document import Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import (
    BREAKS,
    EVERYBODY,
    HOLDS,
    LEVEL,
    NO,
    QUARTERS,
    SIGNALS,
    TALKS,
    VISITORS,
    YES,
    months_of,
)
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from nabij_disclosure.history import Released
from nabij_disclosure.table import TOTAL, Cell, Dimension, Table
from tests.reporting.test_nothing_else import numbers_in, page_text, pdf_text, word_texts

ABOUT = About("Jaarverslag 2025", "De Linde", "Wilgenhof", 2025, date(2026, 2, 1))
# no other number of a report is as large
CANARY = 70_001

DIMENSIONS = (
    (VISITORS, Dimension("aard", {"Omgang": TOTAL, "Pesten": "Omgang", "Roddel": "Omgang", "Werkdruk": TOTAL})),
    (VISITORS, Dimension.flat("onderdeel", ("Noord", "Zuid", "Niet ingevuld"))),
    (VISITORS, Dimension.flat("afloop", ("Verhaal gedeeld, voldoende", "Formele klacht", "Niet ingevuld"))),
    (VISITORS, Dimension.flat(f"{LEVEL} persoonlijk", (YES, NO))),
    (VISITORS, Dimension.flat(f"{HOLDS} 3 maanden", ("Houdt stand", "Deels"))),
    (TALKS, Dimension.flat("kanaal", ("Telefoon", "Beeldbellen"))),
    (TALKS, Dimension.flat("Nazorg", (YES, NO))),
    (QUARTERS, Dimension.flat("kanaal", ("Telefoon", "Beeldbellen"))),
    (BREAKS, EVERYBODY),
    (SIGNALS, Dimension.flat("signaal", ("beantwoord", "nog niet beantwoord"))),
)


def entry(measure: str, dimension: Dimension, counts: dict[Cell, int], hidden: frozenset[Cell], year: int) -> Shown:
    table = Table(f"{measure} naar {dimension.name}", (dimension,), counts, measure=measure)
    return shown(Released(table, months_of(year), hidden, {}, threshold=5))


@st.composite
def two_truths(draw: st.DrawFn) -> tuple[Known, Known]:
    """What two readers know whose registers differ in every cell that is hidden, and in no other."""
    years: tuple[list[Year], list[Year]] = ([], [])
    for year in (2024, 2025):
        seen: tuple[list[Shown], list[Shown]] = ([], [])
        for measure, dimension in DIMENSIONS:
            kept = frozenset(draw(st.sets(st.sampled_from(dimension.leaves))))
            small: dict[Cell, int] = {(leaf,): draw(st.integers(5, 60)) for leaf in dimension.leaves}
            hidden = frozenset((node,) for node in dimension.nodes if not kept.issuperset(dimension.leaves_below[node]))
            large = {cell: CANARY if cell in hidden else count for cell, count in small.items()}
            for one, counts in zip(seen, (small, large), strict=True):
                one.append(entry(measure, dimension, counts, hidden, year))
        for years_of, one in zip(years, seen, strict=True):
            years_of.append(Year(year, tuple(one)))
    first, second = (Known(now, earlier=(before,), elsewhere=(before,)) for before, now in years)
    return first, second


def made(known: Known) -> Report:
    return report_of(known, ABOUT, Story())


@settings(max_examples=60, deadline=None)
@given(two_truths())
def test_two_registers_that_differ_only_in_what_is_hidden_make_one_report(truths: tuple[Known, Known]) -> None:
    one, other = map(made, truths)
    assert one == other


@settings(max_examples=6, deadline=None)
@given(two_truths())
def test_no_hidden_count_stands_in_any_form(truths: tuple[Known, Known]) -> None:
    report = made(truths[1])
    texts = [
        page_text(report),
        str(page_of(report)),
        csv_of(report).decode(),
        " ".join(pdf_text(report)),
        " ".join(word_texts(report)),
    ]
    largest = max(int(number) for text in texts for number in numbers_in(text) if number.isdigit())
    assert largest < CANARY // 4 - 1  # in hours either
    for form in (pdf_of(report), word_of(report)):
        assert not re.search(rb"7000[1-9]|1[47]000[0-9]", form)
