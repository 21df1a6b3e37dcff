"""Real published figures come back as rows that count up to the same numbers.

What the rows should count up to is added up here from the raw JSON, apart from the code under test.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.demo.replay_files import PACKAGE, REPORTS, is_lost, raw_json, rows_of

from nabij_demo.replay import Replay, load_report, mapping_for, replay

# Read from the files by hand: (year, unit of counting) -> the sizes of the sets of rows, in any order.
EXPECTED: dict[str, dict[tuple[int, str], list[int]]] = {
    "avans_hogeschool_2001_2013.json": {
        (2000, "people"): [38],
        (2001, "people"): [53],
        (2001, "reports"): [22],
        (2002, "people"): [41],
        (2002, "reports"): [5],
        (2013, "people"): [57],
    },
    "bzk_integriteit_2015.json": {(2015, "reports"): [25], (2015, "measures"): [6]},
    "erasmus_universiteit_2013_2015.json": {
        (2013, "people"): [35],
        (2014, "people"): [30],
        (2015, "people"): [31],
        (2013, "grievances"): [17],
        (2014, "grievances"): [16],
        (2015, "grievances"): [1, 12, 15, 41],
        (2017, "files"): [41],
        (2018, "files"): [66],
    },
    "facilicom_2013_2014.json": {(2013, "reports"): [13], (2014, "reports"): [14, 55], (2014, "complaints"): [1]},
    "maastricht_university_2009_2019.json": {
        (2009, "reports"): [57],
        (2010, "reports"): [82],
        (2018, "files"): [46],
        (2019, "files"): [5, 36],
    },
    "national_context_figures.json": {
        (2017, "reports"): [104],
        (2019, "reports"): [141, 170],
        (2021, "reports_or_files"): [873],
        (2022, "people"): [243],
        (2022, "reports"): [300],
        (2023, "people"): [369],
        (2023, "reports_or_files"): [1264],
    },
    "onderwijsinspectie_vertrouwensinspecteurs.json": {
        (2012, "files"): [2379],
        (2013, "files"): [2230],
        (2019, "files"): [272, 1351],
        (2020, "files"): [1296],
        (2021, "files"): [1743],
        (2022, "files"): [91, 2152],
        (2023, "files"): [2317],
        (2024, "files"): [2916],
    },
    "pwcs_ombuds_2021_2023.json": {(2021, "people"): [194], (2022, "people"): [298]},
    "radboud_universiteit_2020_2021.json": {(2020, "people"): [114], (2021, "people"): [166]},
    "rijk_integriteitsinbreuken_2005.json": {(2005, "violations"): [79, 136]},
    "rijksuniversiteit_groningen_2018_2024.json": {
        (2018, "reports"): [48, 80, 144],
        (2019, "reports"): [69, 94, 171],
        (2021, "reports"): [138],
        (2022, "reports"): [189],
        (2023, "reports"): [203],
        (2024, "reports"): [187],
    },
    "tu_delft_2018_2025.json": {
        (2018, "complaints"): [4],
        (2023, "reports"): [340],
        (2024, "reports"): [545],
        (2025, "reports"): [33, 85],
    },
    "uva_2016_2022.json": {(2018, "reports"): [11], (2019, "reports"): [22, 136], (2022, "reports"): [98]},
    "western_ontario_ombuds_2004_05.json": {
        (2002, "files"): [685],
        (2003, "files"): [639],
        (2004, "people"): [467],
        (2004, "issues"): [104],
        (2004, "interventions"): [80],
    },
}


def meaning(labels: dict[str, Any], label: str) -> tuple[str, str | None]:
    """(use, code) of a label, straight from the mapping file."""
    told = labels.get(label)
    if told is None:
        return "unmapped", None
    if isinstance(told, str):
        return "code", told
    if told.get("total"):
        return "total", None
    return ("skip", None) if "skip" in told else ("code", told["code"])


def lines(table: dict[str, Any], plan: dict[str, Any]) -> Iterator[tuple[str, int, list[tuple[str, Any]], Any]]:
    """Per column that has a year: its label, year, cells by row label and stated total. Cross tables come apart."""
    stated = (table.get("totals") or {}).get("columns") or [None] * len(table["column_labels"])
    for j, column in enumerate(table["column_labels"]):
        told = plan["years"].get(column)
        year = told.get("year") if isinstance(told, dict) else told
        cells = [(row, table["cells"][i][j]) for i, row in enumerate(table["row_labels"])]
        if year is not None:
            yield column, year, cells, stated[j]


@pytest.fixture(scope="module")
def replays() -> dict[str, Replay]:
    return {path.name: replay(load_report(path), mapping_for(path)) for path in REPORTS}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_report_comes_back_with_the_totals_it_published(name: str, replays: dict[str, Replay]) -> None:
    sizes: dict[tuple[int, str], list[int]] = {}
    sets = Counter((row.year, row.unit_of_counting, row.source_table) for row in replays[name].rows)
    for (year, unit, _), count in sets.items():
        sizes.setdefault((year, unit), []).append(count)
    assert {key: sorted(counts) for key, counts in sizes.items()} == EXPECTED[name]


def test_every_bundled_report_has_a_mapping_and_every_mapping_a_report() -> None:
    assert {path.name for path in REPORTS} == set(EXPECTED)
    assert {path.name for path in (PACKAGE / "mappings").glob("*")} == set(EXPECTED)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_cell_of_a_year_table_comes_back_or_has_a_message(path: Path, replays: dict[str, Replay]) -> None:
    mapping, result = raw_json(PACKAGE / "mappings" / path.name), replays[path.name]
    for table in raw_json(path)["tables"]:
        plan = mapping["tables"][table["title"]]
        if "years" not in plan:
            continue
        dimension = plan["rows"]["dimension"]
        for column, year, cells, stated in lines(table, plan):
            rows = rows_of(result, table["title"], year)
            if is_lost(result.messages, table["title"], None, column):
                assert not any(total.column == column and total.table == table["title"] for total in result.totals)
                continue
            want: Counter[str | None] = Counter()
            totals = [] if stated is None else [stated]
            for label, value in cells:
                use, code = meaning(plan["rows"]["labels"], label)
                if use == "total" and value is not None:
                    totals.append(value)
                elif use == "code" and value is not None:
                    want[code] += value
                else:
                    assert is_lost(result.messages, table["title"], label, column), (table["title"], label, column)
            assert all(len(rows) == total for total in totals), (table["title"], column)
            want[None] += (totals[0] - sum(want.values())) if totals else 0
            if dimension:
                assert Counter(getattr(row, dimension) for row in rows) == +want, (table["title"], column)
            assert len(rows) == sum(want.values())


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_column_without_a_year_and_a_table_left_out_have_a_message(path: Path, replays: dict[str, Replay]) -> None:
    mapping, result = raw_json(PACKAGE / "mappings" / path.name), replays[path.name]
    for table in raw_json(path)["tables"]:
        plan = mapping["tables"][table["title"]]
        if "skip" in plan:
            assert is_lost(result.messages, table["title"], None, None)
            assert not any(total.table == table["title"] for total in result.totals)
        elif "years" in plan:
            dated = {column for column, *_ in lines(table, plan)}
            for column in set(table["column_labels"]) - dated:
                assert is_lost(result.messages, table["title"], None, column)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_cell_and_margin_of_a_cross_table_comes_back(path: Path, replays: dict[str, Replay]) -> None:
    mapping, result = raw_json(PACKAGE / "mappings" / path.name), replays[path.name]
    for table in raw_json(path)["tables"]:
        plan = mapping["tables"][table["title"]]
        if "columns" not in plan:
            continue
        year = plan["year"]["year"] if isinstance(plan["year"], dict) else plan["year"]
        rows = rows_of(result, table["title"], year)
        across, down = plan["columns"], plan["rows"]
        want: Counter[tuple[str | None, str | None]] = Counter()
        for i, label in enumerate(table["row_labels"]):
            code = meaning(down["labels"], label)[1]
            for j, column in enumerate(table["column_labels"]):
                want[code, meaning(across["labels"], column)[1]] += table["cells"][i][j]
            stated = (table["totals"].get("rows") or {})[i]
            assert sum(getattr(row, down["dimension"]) == code for row in rows) == stated
        got = Counter((getattr(row, down["dimension"]), getattr(row, across["dimension"])) for row in rows)
        assert got == +want


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_codes_in_rows_exist_and_fixed_codes_hold(path: Path, replays: dict[str, Replay]) -> None:
    mapping, result = raw_json(PACKAGE / "mappings" / path.name), replays[path.name]
    codes = raw_json(PACKAGE.parent / "nabij" / "kit" / "data" / "codelist.json")
    lists = {"nature": "matter_nature", **{name: name for name in ("person_role", "subject_relation", "outcome")}}
    for dimension, name in lists.items():
        known = {v["key"] for v in codes[name]["values"]}
        known |= {child["key"] for v in codes[name]["values"] for child in v.get("children", [])}
        assert {getattr(row, dimension) for row in result.rows} <= known | {None}
    for row in result.rows:
        for title in row.source_table.split(" | "):
            for dimension, code in mapping["tables"][title].get("fixed", {}).items():
                assert getattr(row, dimension) == code
            assert row.unit_of_counting == mapping["tables"][title]["unit_of_counting"]


def test_tables_with_the_same_total_share_rows_that_have_all_margins(replays: dict[str, Replay]) -> None:
    rows = [r for r in replays["avans_hogeschool_2001_2013.json"].rows if r.year == 2013]
    assert len(rows) == 57
    assert Counter(r.person_role for r in rows) == {"employee": 36, "student": 21}
    assert Counter(r.organisation_unit for r in rows) == {"Breda": 41, "Tilburg": 3, "Den Bosch": 13}
    assert Counter(r.nature for r in rows) == {"sexual_harassment": 3, "bullying": 2, None: 52}


def test_contradicting_totals_are_refused_and_named(replays: dict[str, Replay]) -> None:
    result = replays["onderwijsinspectie_vertrouwensinspecteurs.json"]
    refused = {m.column: m.reason for m in result.messages if m.lost and m.row is None}
    assert refused["2021-22"] == "De cellen tellen op tot 1743, maar het opgegeven totaal is 1742."
    assert refused["2022-23"] == "De cellen tellen op tot 2153, maar het opgegeven totaal is 2152."
