"""What the command says of what a newcomer gives, before and after its work."""

from pathlib import Path

import pytest

from nabij_disclosure import progress
from nabij_disclosure.protect import main
from tests.cli.protecting import GOOD, protect


def test_a_column_that_groups_another_is_named_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("regio;gemeente;aantal\nNoord;a;12\nNoord;b;30\nZuid;c;14\nZuid;d;22\n", "utf-8")
    assert protect(table, "--try") == 0
    said = capsys.readouterr().err
    assert "kolom regio deelt gemeente in" in said
    assert "--hierarchy gemeente=indeling.json" in said
    table.write_text(GOOD, "utf-8")
    assert protect(table, "--try") == 0
    assert "deelt" not in capsys.readouterr().err


def test_the_same_table_again_is_said_to_be_another_view(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period", "Q1")
    assert protect(table, *words, "--out", tmp_path / "o1") == 0
    assert "another view" not in capsys.readouterr().out
    assert protect(table, *words, "--out", tmp_path / "o2") == 0
    assert "this is another view of the same people" in capsys.readouterr().out
    table.write_text(GOOD.replace("20", "14").replace("61", "55"), "utf-8")
    assert protect(table, *words, "--out", tmp_path / "o3") == 0
    assert "another view" not in capsys.readouterr().out


def test_a_difference_that_was_small_is_in_a_list_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, words = tmp_path / "t.csv", ("--history", tmp_path / "h", "--lang", "en", "--period")
    table.write_text("unit,kind,count\nA,f,30\nA,b,22\nB,f,15\nB,b,28\n", "utf-8")
    assert protect(table, *words, "Q1", "--out", tmp_path / "o1") == 0
    assert "This difference with an earlier table was small:" not in capsys.readouterr().out
    table.write_text("unit,kind,count\nA,f,32\nA,b,62\nB,f,45\nB,b,58\n", "utf-8")
    assert protect(table, *words, "Q1,Q2", "--out", tmp_path / "o2") == 0
    said = capsys.readouterr().out
    assert "This difference with an earlier table was small:\n  - A | f" in said
    assert "A | f: 32" not in said


def test_progress_that_stands_still_is_told_every_five_seconds_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr("nabij_disclosure.progress.time.monotonic", lambda: now)
    tell = progress.shares("nl")
    for _ in range(12):
        now += 1.0
        tell(0.7)
    assert capsys.readouterr().err.splitlines() == ["Bezig: 70%"] * 3


def test_names_that_differ_in_capitals_only_are_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("unit,count\nA,30\na,22\nB,15\n", "utf-8")
    assert protect(table, "--try", "--lang", "en") == 0
    assert "differ in upper and lower case only and count as two" in capsys.readouterr().err


def test_the_line_of_a_spreadsheet_before_the_header_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("\ufeffsep=;\r\n" + GOOD.replace("\n", "\r\n"), "utf-8")
    assert protect(table, "--try") == 0
    table.write_text("sep=;\n" + GOOD.replace("17", "q"), "utf-8")
    assert protect(table, "--try") == 2
    assert "Rij 6:" in capsys.readouterr().err


def test_an_unknown_column_a_history_that_is_a_file_and_no_words_at_all_are_named(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert protect(table, "--try", "--hierarchy", "tem=absent.json") == 2
    assert "De tabel heeft geen kolom tem." in capsys.readouterr().err
    assert protect(table, "--try", "--history", table) == 2
    assert "is een bestand, en --history vraagt een map" in capsys.readouterr().err
    assert main([]) == 2
    said = capsys.readouterr().err
    assert "TABEL.csv" in said
    assert "TABLE.csv" in said


def test_that_figures_count_people_is_a_condition_and_asked_of_the_maker(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, holds, asks in (
        ("nl", "geldt alleen als elk cijfer mensen telt", "Telt elk cijfer mensen, en iedereen één keer?"),
        ("en", "holds only if every figure counts people", "Does every figure count people, and everybody once?"),
    ):
        assert protect(table, "--out", tmp_path / language, "--lang", language) == 0
        assert holds in (tmp_path / language / "uitleg.md").read_text("utf-8")
        assert asks in capsys.readouterr().out
