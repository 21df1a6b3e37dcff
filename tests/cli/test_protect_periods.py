"""Tables of several periods: what a history does not know is not taken for something new unless somebody says so."""

import csv
import io
import json
from itertools import product
from pathlib import Path

import pytest

from nabij_disclosure import ledger
from nabij_disclosure.errors import MalformedTable
from nabij_disclosure.flaws import BadInput
from nabij_disclosure.periods import check_periods, parts_of_year
from nabij_disclosure.writing import HIDDEN
from tests.cli.protecting import GOOD, protect, rows

KNOWN = frozenset({"Q1 2025", "januari", "2025-01"})


def refused(name: str, known: frozenset[str] = KNOWN, *, new: bool = False) -> str | None:
    try:
        check_periods(frozenset(name.split(",")), known, new=new)
    except BadInput as flaw:
        return flaw.flaw
    return None


@pytest.mark.parametrize(
    "name", ["Q1-2025", "Q1 2025.", "Ｑ1 2025", "Q1–2025", "q1  2025", "2025-1", "2025/01", "Januari"]
)
def test_a_known_period_in_other_signs_is_refused_whatever_else_is_said(name: str) -> None:
    for other in (name, f"{name},januari"):
        assert refused(other) == "like_period"
        assert refused(other, new=True) == "like_period"


def test_the_same_words_in_another_order_are_refused_until_somebody_says_that_they_are_new() -> None:
    assert refused("2025 Q1") == "near_period"
    assert refused("Q12025") == "near_period"
    assert refused("2025 Q1", new=True) is None


@pytest.mark.parametrize("name", ["Kw1 2025", "Januray", "Q2 2025", "Q3,Q4"])
def test_periods_of_which_none_is_known_are_refused_until_somebody_says_that_they_are_new(name: str) -> None:
    assert refused(name) == "unknown_period"
    assert refused(name, new=True) is None
    assert refused(f"{name},januari") is None


def test_a_year_that_holds_known_parts_is_named_as_one() -> None:
    assert refused("2025") == "year_period"
    assert refused("jaar 2025", frozenset({"Q1", "Q2"})) == "year_period"
    assert refused("2025", frozenset({"2024"})) == "unknown_period"
    assert parts_of_year(frozenset({"2025"}), KNOWN) == ["2025-01", "Q1 2025", "januari"]
    assert parts_of_year(frozenset({"2024"}), frozenset({"Q1 2025"})) == []


def test_tables_that_name_no_period_are_counted_by_a_dash() -> None:
    only = frozenset({"-"})
    assert refused("K2", only) == "unnamed_period"
    assert refused("-,K2", only) is None
    assert refused("-", only) is None
    assert refused("-", KNOWN) == "no_period"


def test_the_known_name_that_is_most_alike_is_named_first() -> None:
    with pytest.raises(MalformedTable) as caught:
        check_periods(frozenset({"Januray"}), KNOWN, new=False)
    assert isinstance(caught.value, BadInput)
    said = caught.value.sentence("nl")
    assert said.startswith("Januray is nieuw. De eerdere tabellen gaan over: januari, ")
    assert "Er is niets geschreven." in said
    assert "--new-period" in said


@pytest.mark.parametrize("name", ["Kw1 2025", "2025 Q1", "2025", "Q2 2025"])
def test_a_table_that_would_be_compared_with_nothing_is_not_made(name: str, table: Path, tmp_path: Path) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en")
    assert protect(table, *words, "--period", "Q1 2025", "--out", tmp_path / "o1") == 0
    assert protect(table, *words, "--period", name, "--out", tmp_path / "o2") == 2
    assert not (tmp_path / "o2").exists()
    assert len(ledger.read(tmp_path / "h")) == 1


def test_only_tables_that_share_periods_are_said_to_be_compared(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    assert protect(table, *words, "Q2", "--new-period", "--out", tmp_path / "o2") == 0
    assert "Compared with no earlier table: none is about Q2." in capsys.readouterr().out
    assert "protected against comparing" not in (tmp_path / "o2" / "uitleg.md").read_text("utf-8")
    table.write_text(table.read_text("utf-8").replace("17", "47").replace("61", "91"), "utf-8")
    assert protect(table, *words, "Q2,Q3", "--out", tmp_path / "o3") == 0
    assert "Compared with 1 earlier table (Q2)." in capsys.readouterr().out
    assert "protected against comparing" in (tmp_path / "o3" / "uitleg.md").read_text("utf-8")


def test_a_part_whose_whole_is_out_is_refused_by_its_name_and_compared_tables_by_what_they_sum(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    assert protect(table, *words, "Q1,Q2,Q3", "--out", tmp_path / "o2") == 0
    assert protect(table, *words, "Q1,Q2", "--out", tmp_path / "o3") == 2
    said = capsys.readouterr().err
    assert "Q1, Q2 is a part of Q1+Q2+Q3, and that went out already: a part cannot follow its whole." in said
    table.write_text("regio;aantal\nNoord;15\nZuid;37\nOost;9\n", "utf-8")
    assert protect(table, *words, "Q1,Q2,Q3", "--out", tmp_path / "o4") == 0
    assert "Compared with 2 earlier tables (Q1; Q1+Q2+Q3)." in capsys.readouterr().out


def test_a_place_that_is_taken_does_not_advise_a_history_that_was_given(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "f").touch()
    assert protect(table, "--history", tmp_path / "h", "--out", tmp_path / "o") == 2
    said = capsys.readouterr().err
    assert "Kies een andere --out." in said
    assert "werk met --history" not in said


@pytest.mark.parametrize(("word", "printed_as"), [("Totaal", "Totaal"), ("Grand total", "Grand total"), ("", "Total")])
def test_both_files_and_the_screen_name_a_total_alike(
    word: str, printed_as: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    given = "unit,kind,count\nA,f,30\nA,b,2\nB,f,15\nB,b,28\nC,f,1\nC,b,1\n" + (f"{word},{word},77\n" if word else "")
    table.write_text(given, "utf-8")
    assert protect(table, "--lang", "en", "--out", tmp_path / "o") == 0
    content = json.loads((tmp_path / "o" / "certificates.json").read_text("utf-8"))
    assert {one["total"] for one in content["dimensions"]} == {printed_as}
    known = [{*one["parents"], *one["parents"].values()} for one in content["dimensions"]]
    shown = printed(tmp_path / "o")
    assert set(product(*known)) == set(shown)
    assert {tuple(one["cell"]) for one in content["hidden"]} == {cell for cell, sign in shown.items() if sign == "x"}
    said = capsys.readouterr().out
    assert f"C | {printed_as}: 2" in said
    assert printed_as == "Totaal" or "Totaal" not in said


def test_a_year_said_to_be_apart_from_its_quarters_is_warned_of(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    assert protect(table, *words, "2025", "--new-period", "--out", tmp_path / "o2") == 0
    assert "Mind: 2025 looks like a year with Q1 in it." in capsys.readouterr().err


FIRST = "unit,kind,count\nA,f,30\nA,b,22\nB,f,15\nB,b,28\nC,f,9\nC,b,7\n"
WITHOUT = "unit,kind,count\nA,f,31\nA,b,20\nB,f,16\nB,b,18\n"


def printed(out: Path) -> dict[tuple[str, ...], str]:
    return {tuple(row[:-1]): row[-1] for row in rows(out / "protected.csv", ",")[1:]}


def test_a_unit_without_rows_is_a_hidden_zero_once_the_history_knows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, words = tmp_path / "t.csv", ("--history", tmp_path / "h", "--lang", "en", "--period")
    table.write_text(FIRST, "utf-8")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    table.write_text(WITHOUT, "utf-8")
    assert protect(table, *words, "Q2", "--new-period", "--out", tmp_path / "o2") == 0
    said = capsys.readouterr()
    assert "an earlier table had rows for C in column unit, and this one has none." in said.err
    assert "2 combinations had no row and count as zero: C | f, C | b." in said.out or "C | b, C | f" in said.out
    found = printed(tmp_path / "o2")
    assert {found[("C", kind)] for kind in ("f", "b", "Total")} == {HIDDEN}
    assert ledger.read(tmp_path / "h")[1].table.values[("C", "Totaal")] == 0


def test_a_unit_without_rows_stands_where_its_name_is_sorted(tmp_path: Path) -> None:
    table, words = tmp_path / "t.csv", ("--history", tmp_path / "h", "--lang", "en", "--period")
    for period, text in (("Q1", FIRST), ("Q2", FIRST.replace("B,f,15\nB,b,28\n", ""))):
        table.write_text(text, "utf-8")
        assert protect(table, *words, period, "--new-period", "--out", tmp_path / period) == 0
    order = [[row[:-1] for row in rows(tmp_path / period / "protected.csv", ",")] for period in ("Q1", "Q2")]
    assert order[0] == order[1]


def test_a_known_unit_that_a_hierarchy_leaves_out_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    words = ("--history", tmp_path / "h", "--lang", "en", "--new-period", "--period")
    table.write_text(FIRST, "utf-8")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    table.write_text(FIRST.replace("B,f,15\nB,b,28\n", ""), "utf-8")
    said: list[str] = []
    for content, code in (('["C", "A"]', 2), ('["C", "B", "A"]', 0), ('{"C": [], "A+B": ["A", "B"]}', 0)):
        tree.write_text(content, "utf-8")
        out = tmp_path / f"p{len(said)}"
        assert protect(table, *words, "Q2", "--hierarchy", f"unit={tree}", "--out", out) == code
        said.append(capsys.readouterr().err)
    assert "B had rows in an earlier table and is not in the hierarchy of unit." in said[0]


def test_a_unit_in_which_an_earlier_table_of_the_same_periods_counts_people_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, words = tmp_path / "t.csv", ("--history", tmp_path / "h", "--lang", "en", "--period")
    table.write_text(FIRST, "utf-8")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    table.write_text("unit,kind,count\nA,f,30\nA,b,22\nB,f,15\nB,b,28\n", "utf-8")
    for periods in ("Q1", "Q1,Q2"):
        assert protect(table, *words, periods, "--out", tmp_path / "o2") == 2
        assert "Give the rows for C too, with 0 where nobody came." in capsys.readouterr().err
    table.write_text(FIRST.replace("C,f,9\nC,b,7\n", "D,f,9\n"), "utf-8")
    assert protect(table, *words, "Q1,Q2", "--out", tmp_path / "o2") == 2
    assert "D in column unit is in no earlier table" in capsys.readouterr().err


def test_whether_a_unit_has_a_row_does_not_depend_on_whom_an_earlier_table_counted(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    shown = []
    for count in (0, 3):
        words = ("--history", tmp_path / f"h{count}", "--lang", "en", "--period")
        table.write_text(f"unit,count\nA,30\nB,12\nC,{count}\n", "utf-8")
        assert protect(table, *words, "Q1", "--out", tmp_path / f"o{count}") == 0
        table.write_text("unit,count\nA,60\nB,22\n", "utf-8")
        if protect(table, *words, "Q1,Q2", "--out", tmp_path / f"p{count}") == 0:
            shown.append(("C",) in printed(tmp_path / f"p{count}"))
    assert shown == [True]


def test_another_year_in_a_column_and_a_merged_unit_lack_nothing(tmp_path: Path) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    tree.write_text('{"A+B": ["A", "B"], "C": null}', "utf-8")
    words = ("--history", tmp_path / "h", "--hierarchy", f"unit={tree}", "--lang", "en", "--period")
    table.write_text("unit,year,count\nA,2024,30\nB,2024,15\nC,2024,28\n", "utf-8")
    assert protect(table, *words, "2024", "--out", tmp_path / "o1") == 0
    table.write_text("unit,year,count\nA+B,2025,45\nC,2025,35\n", "utf-8")
    assert protect(table, *words, "2025", "--new-period", "--out", tmp_path / "o2") == 0
    assert set(printed(tmp_path / "o2")) == {
        (unit, year) for unit in ("A+B", "C", "Total") for year in ("2025", "Total")
    }


def test_a_new_unit_needs_no_word_of_the_earlier_tables(tmp_path: Path) -> None:
    table, words = tmp_path / "t.csv", ("--history", tmp_path / "h", "--lang", "en", "--period")
    table.write_text(WITHOUT, "utf-8")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    doubled = [[*row[:-1], str(2 * int(row[-1]))] for row in csv.reader(io.StringIO(FIRST.partition("\n")[2]))]
    table.write_text("unit,kind,count\n" + "".join(",".join(row) + "\n" for row in doubled), "utf-8")
    assert protect(table, *words, "Q1,Q2", "--out", tmp_path / "o2") == 0
    assert ("C", "f") in printed(tmp_path / "o2")


def test_a_table_that_contradicts_an_earlier_one_is_announced_to_its_maker_as_a_correction(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en")
    assert protect(table, *words, "--period", "Q1", "--out", tmp_path / "o1") == 0
    table.write_text(GOOD.replace("20", "14").replace("61", "55"), "utf-8")
    assert protect(table, *words, "--period", "Q1,Q2", "--out", tmp_path / "o2") == 0
    _, private = capsys.readouterr().out.rsplit("do not pass this on.", 1)
    assert "Mind: Totaal | Totaal is 55 here, and was 61 in an earlier table (Q1)." in private
    assert "counts as a correction" in private
    assert "Other figures that contradict an earlier table: " in private


def test_a_correction_to_a_total_of_few_people_is_announced_as_well(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period", "Q1")
    cells = ("Noord;pesten", "Noord;anders", "Zuid;pesten", "Zuid;anders")
    for number, counts in enumerate(((20, 30, 25, 40), (1, 0, 1, 1))):
        rows = "\n".join(f"{cell};{count}" for cell, count in zip(cells, counts, strict=True))
        table.write_text(f"regio;aard;aantal\n{rows}\n", "utf-8")
        assert protect(table, *words, "--out", tmp_path / f"o{number}") == 0
    before, private = capsys.readouterr().out.rsplit("do not pass this on.", 1)
    assert "There is no table, because the total lies between 0 and 4" in before
    assert "Mind: Total | Total is 3 here, and was 115" in private
