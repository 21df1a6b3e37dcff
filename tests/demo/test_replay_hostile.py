"""Whatever comes in, a replay ends in rows and messages or in one Dutch sentence."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.demo.replay_files import a_table, is_lost, rows_of
from tests.examples import examples

from nabij_demo.replay import CountedTotal, RegisterRow, Replay, ReplayError, load_report, replay
from nabij_demo.replay_slices import Message

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
COUNTS = st.integers(0, 12) | st.none() | st.integers() | st.floats() | st.sampled_from(["4", "13%", True, [1], {}])
ROWS = ["Pesten", "Discriminatie", "Student", "Medewerker", "Totaal", "Plagen", "Loopt nog"]
COLUMNS = ["2023", "2024", "2024-03", "2019-20", "Stagiair", "Medewerker", "Collega", "Totaal", "per cent"]


# The labels above that are codes. A row of one table holds each of them in one place only.
CODES = {
    "Pesten": "bullying",
    "Discriminatie": "discrimination",
    "Student": "student",
    "Stagiair": "intern",
    "Medewerker": "employee",
    "Loopt nog": "ongoing",
    "Collega": "colleague",
}


@st.composite
def near_tables(draw: st.DrawFn) -> dict[str, Any]:
    rows = draw(st.lists(st.sampled_from(ROWS), unique=True, max_size=4))
    columns = draw(st.lists(st.sampled_from(COLUMNS), unique=True, max_size=4))
    line = st.lists(COUNTS, min_size=len(columns), max_size=len(columns))
    cells = draw(st.lists(line, min_size=len(rows), max_size=len(rows)))
    totals: dict[str, Any] = {}
    if draw(st.booleans()):
        totals["rows"] = [draw(COUNTS | st.just(good_sum(row))) for row in cells]
    if draw(st.booleans()):
        down = [[row[j] for row in cells] for j in range(len(columns))]
        totals["columns"] = [draw(COUNTS | st.just(good_sum(line))) for line in down]
    unit = draw(st.sampled_from([None, "people"]))
    return {"row_labels": rows, "column_labels": columns, "cells": cells, "totals": totals, "unit_of_counting": unit}


def good_sum(cells: list[Any]) -> int:
    return sum(cell for cell in cells if type(cell) is int and cell > 0)


def try_replay(folder: Path, content: Any) -> Replay | None:
    path = folder / "eigen.json"
    path.write_text(json.dumps(content), "utf-8")
    try:
        return replay(load_report(path), None)
    except ReplayError:
        return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eigen")


@settings(deadline=None, max_examples=examples(60))
@given(content=JUNK | st.fixed_dictionaries({"tables": st.lists(JUNK, max_size=3)}))
def test_garbage_never_crashes(folder: Path, content: Any) -> None:
    result = try_replay(folder, content)
    assert result is None or result.rows == ()


@settings(deadline=None, max_examples=examples(60))
@given(junk=JUNK, key=st.sampled_from(["title", "row_labels", "column_labels", "cells", "totals"]), gone=st.booleans())
def test_one_broken_or_missing_key_never_crashes(folder: Path, junk: Any, key: str, gone: bool) -> None:
    table = a_table(**{key: junk})
    if gone:
        del table[key]
    result = try_replay(folder, {"tables": [table]})
    assert result is None or key in ("title", "totals") or result.rows == ()


def has_code(row: RegisterRow, label: str) -> bool:
    return CODES[label] in (row.nature, row.person_role, row.subject_relation, row.outcome)


def check_margins(result: Replay, table: dict[str, Any], counted: list[CountedTotal]) -> None:
    """Holds rows against the raw cells and totals, wherever no message says that a count stayed out."""
    for total in counted:
        if total.source_table != total.table:
            continue  # what joined tables keep has a test of its own
        rows = rows_of(result, total.table, total.year, total.month)
        across = [j for j, name in enumerate(table["column_labels"]) if total.column in (None, name)]
        for i, label in enumerate(table["row_labels"]):
            columns = [table["column_labels"][j] for j in across]
            if label not in CODES or any(is_lost(result.messages, total.table, label, name) for name in columns):
                continue
            parts = [table["cells"][i][j] for j in across if total.column or columns[j] in CODES]
            assert sum(has_code(row, label) for row in rows) == sum(parts)
            if total.column is None and table["totals"].get("rows", {i: None})[i] is not None:
                assert sum(has_code(row, label) for row in rows) == table["totals"]["rows"][i]
        for j in across:
            stated = table["totals"].get("columns", {j: None})[j]
            column = table["column_labels"][j]
            clean = not any(is_lost(result.messages, total.table, label, column) for label in table["row_labels"])
            if stated is not None and clean and total.column:
                assert len(rows) == stated
            elif stated is not None and clean and column in CODES:
                assert sum(has_code(row, column) for row in rows) == stated


@settings(deadline=None, max_examples=examples(120))
@given(tables=st.lists(near_tables(), min_size=1, max_size=3), year=st.sampled_from([None, 2024]))
def test_rows_never_exceed_what_was_published_and_every_gap_has_a_message(
    folder: Path, tables: list[dict[str, Any]], year: int | None
) -> None:
    titled = [{"title": f"Tabel {n}", **table} for n, table in enumerate(tables)]
    result = try_replay(folder, {"year": year, "tables": titled})
    if result is None:
        return
    assert result == try_replay(folder, {"year": year, "tables": titled})
    for table in titled:
        counted = [total for total in result.totals if total.table == table["title"]]
        for i, row in enumerate(table["row_labels"]):
            for j, column in enumerate(table["column_labels"]):
                back = any(total.column in (None, column) for total in counted)
                value = table["cells"][i][j]
                usable = type(value) is int and value >= 0
                assert (back and usable) or is_lost(result.messages, table["title"], row, column)
        check_margins(result, table, counted)
        for total in counted:
            complete = total.published == total.counted
            assert complete or any(m.lost and m.table == table["title"] for m in result.messages)
            assert total.published is None or total.counted <= total.published
            assert len(rows_of(result, total.table, total.year, total.month)) == total.counted


@settings(deadline=None)
@given(
    first=st.lists(st.integers(0, 30), min_size=3, max_size=3),
    cut=st.lists(st.integers(0, 90), min_size=2, max_size=2),
)
def test_joined_tables_keep_each_margin_whatever_the_counts(folder: Path, first: list[int], cut: list[int]) -> None:
    whole = sum(first)
    low, high = sorted(min(n, whole) for n in cut)
    second = [low, high - low, whole - high]
    natures = a_table(row_labels=["Pesten", "Intimidatie", "Discriminatie"], cells=[[n] for n in first])
    roles = a_table(title="Rol", row_labels=["Medewerker", "Stagiair", "Vrijwilliger"], cells=[[n] for n in second])
    result = try_replay(folder, {"tables": [natures, roles]})
    assert result is not None
    assert len(result.rows) == whole
    keys = ("bullying", "intimidation", "discrimination")
    assert [sum(r.nature == key for r in result.rows) for key in keys] == first
    assert [sum(r.person_role == key for r in result.rows) for key in ("employee", "intern", "volunteer")] == second


def test_a_message_and_a_total_cannot_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Message("Aard", None, None, "Reden.").reason = "Iets anders."  # type: ignore[misc]  # the point of the test
    with pytest.raises(dataclasses.FrozenInstanceError):
        CountedTotal("Aard", None, 2024, None, "people", 1, 1, "Aard").counted = 2  # type: ignore[misc]  # idem
