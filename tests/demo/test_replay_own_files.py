"""A file of one's own is read by its words; what cannot be counted has a message, and a broken file a sentence."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.demo.replay_files import REPORTS, a_table, is_lost, lost, of_own, raw_json, with_mapping, write

from nabij_demo.replay import Message, ReplayError, load_report, mapping_for, replay


def test_a_file_of_ones_own_is_read_by_the_dutch_words_of_the_code_list(tmp_path: Path) -> None:
    roles = a_table(title="Rol", row_labels=["medewerker", " STUDENT "], cells=[[5], [2]])
    result = of_own(tmp_path, a_table(), roles)
    assert Counter(r.nature for r in result.rows) == {"bullying": 3, "intimidation": 4}
    assert Counter(r.person_role for r in result.rows) == {"employee": 5, "student": 2}
    assert len(result.rows) == 7
    assert result.messages == ()


def test_a_label_that_is_no_code_becomes_no_rows_and_has_a_message(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(row_labels=["Pesten", "Plagen"]))
    assert [r.nature for r in result.rows] == ["bullying"] * 3
    assert lost(result) == [("Plagen", "2024")]
    assert [(t.published, t.counted) for t in result.totals] == [(7, 3)]


def test_labels_that_fit_two_lists_are_not_chosen_between(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(row_labels=["Student", "Leerling"]))
    assert result.rows == ()
    assert lost(result) == [(None, None)]


def test_a_table_of_months_keeps_its_months(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(column_labels=["2024-03", "2024-04"], cells=[[1, 2], [0, 1]]))
    assert Counter(r.month for r in result.rows) == {"2024-03": 1, "2024-04": 3}


@pytest.mark.parametrize("label", ["2011-12", "2019-20", "2016-2018", "per cent", "vorig jaar", "2024-13"])
def test_a_period_that_is_not_one_year_or_month_is_left_out(tmp_path: Path, label: str) -> None:
    result = of_own(tmp_path, a_table(column_labels=["2024", label], cells=[[3, 1], [4, 1]]))
    assert len(result.rows) == 7
    assert lost(result) == [(None, label)]


def test_a_table_of_percentages_is_left_out(tmp_path: Path) -> None:
    assert lost(of_own(tmp_path, a_table(title="Aard, procent"))) == [(None, None)]


def test_a_cross_table_of_ones_own_needs_one_year(tmp_path: Path) -> None:
    cross = a_table(column_labels=["Medewerker", "Student", "Totaal"], cells=[[1, 2, 3], [4, 0, 4]])
    assert lost(of_own(tmp_path, cross)) == [(None, None)]
    result = of_own(tmp_path, cross, year=2024)
    got = Counter((r.year, r.nature, r.person_role) for r in result.rows)
    assert got == {
        (2024, "bullying", "employee"): 1,
        (2024, "bullying", "student"): 2,
        (2024, "intimidation", "employee"): 4,
    }
    assert lost(result) == []


def test_a_cross_table_with_a_wrong_margin_is_refused(tmp_path: Path) -> None:
    cross = a_table(
        row_labels=["Pesten", "Intimidatie", "Totaal"],
        column_labels=["Medewerker", "Student"],
        cells=[[1, 2], [4, 0], [5, 3]],
    )
    result = of_own(tmp_path, cross, year=2024)
    assert result.rows == ()
    assert lost(result) == [(None, None)]


def test_a_cross_table_with_a_missing_cell_and_a_column_total_is_refused(tmp_path: Path) -> None:
    cross = a_table(column_labels=["Medewerker", "Student"], cells=[[1, None], [4, 0]], totals={"columns": [5, 2]})
    result = of_own(tmp_path, cross, year=2024)
    assert result.rows == ()
    assert "niet te verdelen" in result.messages[-1].reason


def test_a_row_of_a_cross_table_that_contradicts_its_total_is_refused_alone(tmp_path: Path) -> None:
    cross = a_table(column_labels=["Medewerker", "Student"], cells=[[1, 2], [4, 0]], totals={"rows": [9, 4]})
    result = of_own(tmp_path, cross, year=2024)
    assert Counter(r.nature for r in result.rows) == {"intimidation": 4}
    assert lost(result) == [("Pesten", None)]


def test_a_missing_cell_with_a_row_total_leaves_rows_without_that_code(tmp_path: Path) -> None:
    cross = a_table(column_labels=["Medewerker", "Student"], cells=[[1, None], [4, 0]], totals={"rows": [3, 4]})
    result = of_own(tmp_path, cross, year=2024)
    got = Counter((r.nature, r.person_role) for r in result.rows)
    assert got == {("bullying", "employee"): 1, ("bullying", None): 2, ("intimidation", "employee"): 4}
    assert lost(result) == [("Pesten", "Student")]


def test_a_grand_total_is_held_against_its_own_row(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "row_labels": ["Pesten", "Totaal"],
        "column_labels": ["Medewerker", "Student"],
        "cells": [[1, 2], [1, 2]],
    }
    assert len(of_own(tmp_path, a_table(**changes, totals={"rows": [3, 3]}), year=2024).rows) == 3
    assert of_own(tmp_path, a_table(**changes, totals={"rows": [3, 9]}), year=2024).rows == ()


def test_an_empty_cell_in_the_row_of_totals_has_a_message(tmp_path: Path) -> None:
    cells = [[1, 2], [None, 2]]
    cross = a_table(row_labels=["Pesten", "Totaal"], column_labels=["Medewerker", "Student"], cells=cells)
    result = of_own(tmp_path, cross, year=2024)
    assert len(result.rows) == 3
    assert lost(result) == [("Totaal", "Medewerker")]


def test_tables_with_other_totals_stay_apart_and_say_why(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(), a_table(title="Rol", row_labels=["Medewerker", "Student"], cells=[[5], [3]]))
    assert len(result.rows) == 7 + 8
    assert [m.reason for m in result.messages] == [
        "Staat los van 'Aard': de totalen verschillen (8 en 7). Tel ze niet bij elkaar op."
    ]


def test_two_tables_of_natures_with_the_same_total_stay_apart(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(), a_table(title="Ook aard", row_labels=["Discriminatie", "Intimidatie"]))
    assert len(result.rows) == 14
    assert [m.reason for m in result.messages] == [
        "Staat los van 'Aard': beide delen naar hetzelfde in. Tel ze niet bij elkaar op."
    ]


def test_a_table_that_came_back_in_part_joins_nothing(tmp_path: Path) -> None:
    roles = a_table(title="Rol", row_labels=["Medewerker", "Student"], cells=[[2], [1]])
    result = of_own(tmp_path, a_table(row_labels=["Pesten", "Plagen"]), roles)
    assert len(result.rows) == 6
    assert "niet compleet" in result.messages[-1].reason


def test_a_third_table_joins_only_when_it_fits_every_table_of_the_set(tmp_path: Path) -> None:
    roles = a_table(title="Rol", row_labels=["Medewerker", "Student"])
    result = of_own(tmp_path, a_table(), roles, {**roles, "title": "Nog eens rol", "cells": [[6], [1]]})
    assert Counter(r.source_table for r in result.rows) == {"Aard | Rol": 7, "Nog eens rol": 7}
    assert [m.table for m in result.messages] == ["Nog eens rol"]


def test_an_unknown_unit_of_counting_joins_nothing(tmp_path: Path) -> None:
    silent = a_table(title="Rol", row_labels=["Medewerker", "Student"], unit_of_counting=None)
    result = of_own(tmp_path, a_table(unit_of_counting=None), silent)
    assert len(result.rows) == 14
    assert {r.unit_of_counting for r in result.rows} == {"unknown"}


@pytest.mark.parametrize("cell", ["4", "13%", 4.5, 4.0, -4, True, [4], {"n": 4}, None, float("nan"), float("inf")])
def test_a_cell_that_is_no_count_becomes_no_rows_and_has_a_message(tmp_path: Path, cell: object) -> None:
    result = of_own(tmp_path, a_table(cells=[[3], [cell]]))
    assert [r.nature for r in result.rows] == ["bullying"] * 3
    assert lost(result) == [("Intimidatie", "2024")]


def test_a_cell_that_was_not_published_leaves_rows_without_a_code(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(cells=[[3], [None]], totals={"columns": [9]}))
    assert Counter(r.nature for r in result.rows) == {"bullying": 3, None: 6}
    assert lost(result) == [("Intimidatie", "2024")]


@pytest.mark.parametrize("total", [6, 8, "7", 7.5, -7, True])
def test_a_column_that_contradicts_its_total_is_refused_whole(tmp_path: Path, total: object) -> None:
    result = of_own(tmp_path, a_table(totals={"columns": [total]}))
    assert result.rows == ()
    assert is_lost(result.messages, "Aard", None, "2024")


def test_cells_above_the_total_are_refused_also_when_one_is_missing(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(cells=[[8], [None]], totals={"columns": [7]}))
    assert result.rows == ()
    assert is_lost(result.messages, "Aard", "Pesten", "2024")


def test_an_unreadable_cell_is_not_filled_from_the_total(tmp_path: Path) -> None:
    result = of_own(tmp_path, a_table(cells=[[3], ["4"]], totals={"columns": [7]}))
    assert [r.nature for r in result.rows] == ["bullying"] * 3
    assert [(t.published, t.counted) for t in result.totals] == [(7, 3)]


def test_two_stated_totals_that_differ_are_refused(tmp_path: Path) -> None:
    table = a_table(row_labels=["Pesten", "Totaal"], cells=[[3], [3]], totals={"columns": [4]})
    assert of_own(tmp_path, table).rows == ()


def test_a_row_total_over_the_years_is_held_against_its_cells(tmp_path: Path) -> None:
    table = a_table(column_labels=["2023", "2024"], cells=[[1, 2], [3, 4]], totals={"rows": [3, 8]})
    result = of_own(tmp_path, table)
    assert result.rows == ()
    assert lost(result) == [(None, None)]


def test_more_than_a_hundred_thousand_rows_are_refused(tmp_path: Path) -> None:
    assert len(of_own(tmp_path, a_table(cells=[[100_000], [0]])).rows) == 100_000
    for huge in (99_999, 10**30, int("9" * 4300)):
        with pytest.raises(ReplayError, match="100000 rijen"):
            of_own(tmp_path, a_table(cells=[[2], [huge]]))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": None},
        {"title": "Aard\x1b[2J"},
        {"title": "Aard\ud800"},
        {"row_labels": ["Pesten"]},
        {"row_labels": ["Pesten", "Pesten"]},
        {"row_labels": ["Pesten", 3]},
        {"column_labels": ["2023", "2024"]},
        {"column_labels": "2024"},
        {"cells": [[3], [4, 5]]},
        {"cells": [3, 4]},
        {"cells": None},
        {"totals": [7]},
        {"totals": {"columns": [3, 4]}},
        {"totals": {"rows": 7}},
        {"unit_of_counting": 5},
    ],
)
def test_a_table_of_the_wrong_shape_ends_in_a_dutch_sentence(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ReplayError, match=r"[a-z].*\.$"):
        load_report(write(tmp_path, a_table(**changes)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"NaN",
        b"{}",
        b'{"tables": {}}',
        b'{"tables": [1]}',
        b"\xff\xfe{}",
        b"[" * 200_000,
        b'{"tables": [' + b"9" * 5000 + b"]}",
        b" " * 1_000_001,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_a_broken_file_ends_in_a_dutch_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "eigen.json"
    path.write_bytes(content)
    with pytest.raises(ReplayError, match=r"[a-z].*\.$"):
        load_report(path)


def test_a_missing_file_and_a_folder_end_in_a_dutch_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.json", tmp_path, Path("a\0b")):
        with pytest.raises(ReplayError, match="niet te openen"):
            load_report(path)


def test_more_than_two_hundred_tables_are_refused(tmp_path: Path) -> None:
    tables = [a_table(title=f"Aard {n}") for n in range(201)]
    assert len(load_report(write(tmp_path, *tables[:200])).tables) == 200
    with pytest.raises(ReplayError, match="200 tabellen"):
        load_report(write(tmp_path, *tables))


def test_two_tables_of_the_same_title_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReplayError, match="twee keer"):
        load_report(write(tmp_path, a_table(), a_table()))


# --- mappings -----------------------------------------------------------------------------------------------------


def a_plan(**changes: Any) -> dict[str, Any]:
    labels = {"Pesten": "bullying", "Intimidatie": "intimidation"}
    rows = {"dimension": "nature", "labels": labels}
    return {"unit_of_counting": "people", "rows": rows, "years": {"2024": 2024}, **changes}


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        ({"Weg": a_plan()}, "Weg"),
        ({"Aard": a_plan(years={"2023": 2023})}, "2023"),
        ({"Aard": a_plan(rows={"dimension": "nature", "labels": {"Plagen": "bullying"}})}, "Plagen"),
        ({"Aard": a_plan(rows={"dimension": "nature", "labels": {"Pesten": "pesten"}})}, "pesten"),
        ({"Aard": a_plan(rows={"dimension": "colour", "labels": {"Pesten": "red"}})}, "colour"),
        ({"Aard": a_plan(rows={"dimension": "nature", "labels": {"Pesten": {"code": None}}})}, "reden"),
        ({"Aard": a_plan(fixed={"nature": "bullying"})}, "twee keer"),
        ({"Aard": a_plan(years={"2024": 24})}, "jaar"),
        ({"Aard": a_plan(years={"2024": {"year": 2024, "month": "2023-01"}})}, "maand"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file_or_the_codes_is_an_error(
    tmp_path: Path, plan: dict[str, Any], named: str
) -> None:
    with pytest.raises(ReplayError, match=named):
        with_mapping(tmp_path, plan, a_table())


def test_a_bundled_mapping_refuses_a_file_that_lost_a_label(tmp_path: Path) -> None:
    changed = tmp_path / REPORTS[0].name
    report = raw_json(REPORTS[0])
    report["tables"][0]["row_labels"][0] = "Iets anders"
    changed.write_text(json.dumps(report), "utf-8")
    with pytest.raises(ReplayError, match="Intimidatie"):
        replay(load_report(changed), mapping_for(changed))


def test_a_label_mapped_to_nothing_keeps_the_total_and_says_why(tmp_path: Path) -> None:
    labels = {"Pesten": "bullying", "Plagen": {"code": None, "reason": "Geen code voor deze groep."}}
    plan = {"Aard": a_plan(rows={"dimension": "nature", "labels": labels})}
    table = a_table(row_labels=["Pesten", "Plagen"], totals={"columns": [7]})
    result = with_mapping(tmp_path, plan, table)
    assert Counter(r.nature for r in result.rows) == {"bullying": 3, None: 4}
    assert result.messages == (Message("Aard", "Plagen", None, "Geen code voor deze groep.", lost=False),)


def test_a_table_and_a_column_without_a_mapping_have_a_message(tmp_path: Path) -> None:
    table = a_table(column_labels=["2024", "2025"], cells=[[3, 1], [4, 1]])
    result = with_mapping(tmp_path, {"Aard": a_plan()}, table, a_table(title="Rol"))
    assert len(result.rows) == 7
    assert is_lost(result.messages, "Aard", "Pesten", "2025")
    assert is_lost(result.messages, "Rol", "Medewerker", "2024")


def test_other_groups_with_the_same_total_by_chance_stay_apart(tmp_path: Path) -> None:
    other = a_plan(population="meldpunt", rows={"dimension": "person_role", "labels": {"Student": "student"}})
    table = a_table(title="Rol", row_labels=["Student"], cells=[[7]])
    result = with_mapping(tmp_path, {"Aard": a_plan(), "Rol": other}, a_table(), table)
    assert len(result.rows) == 14
    assert "dezelfde groep" in result.messages[-1].reason
