"""What the command says of what a newcomer gives, before and after its work."""

import sys
from pathlib import Path

import pytest

from nabij_disclosure import __main__ as command
from nabij_disclosure import ledger, progress
from nabij_disclosure.errors import TooLarge
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


def test_a_table_of_the_same_periods_is_said_to_be_another_view(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--lang", "en", "--period", "Q1")
    assert protect(table, *words, "--out", tmp_path / "o1") == 0
    assert "another view" not in capsys.readouterr().out
    table.write_text("regio;aantal\nNoord;15\nZuid;37\nOost;9\n", "utf-8")
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


def test_progress_never_goes_back(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    monkeypatch.setattr("nabij_disclosure.progress.time.monotonic", lambda: now)
    tell = progress.shares("nl")
    for share in (0.7, 0.2, 0.8):
        now += 6.0
        tell(share)
    assert capsys.readouterr().err.splitlines() == ["Bezig: 70%", "Bezig: 70%", "Bezig: 80%"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(["protect", "--lang", "en"], "Python 3.12 or newer is needed.\n"), ([], "Python 3.12 of nieuwer is nodig.\n")],
)
def test_an_older_python_is_named(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))
    assert command._run(words) == 2
    assert capsys.readouterr().err == said


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


def test_that_no_annual_report_knows_of_it_is_said_on_the_screen_and_in_the_file(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, in_file, on_screen in (
        ("nl", "uit Nabij, is hier niet meegerekend.", "niet in het register van een jaarverslag in Nabij"),
        ("en", "not taken into account here.", "not in the ledger of an annual report in Nabij"),
    ):
        for history in ((), ("--history", tmp_path / f"past-{language}", "--period", "2025")):
            out = tmp_path / f"{language}-{len(history)}"
            assert protect(table, "--out", out, "--lang", language, *history) == 0
            assert in_file in (out / "uitleg.md").read_text("utf-8").replace("\n", " ")
            assert on_screen in capsys.readouterr().out.replace("\n", " ")


VIEWS = (
    "afdeling,soort,aantal\nBurgerzaken,Bejegening,14\nBurgerzaken,Wachttijd,23\nBurgerzaken,Fout,3\n"
    "Sociaal,Bejegening,21\nSociaal,Wachttijd,34\nSociaal,Fout,17\nRuimte,Bejegening,8\nRuimte,Wachttijd,12\n"
    "Ruimte,Fout,2\nBelasting,Bejegening,9\nBelasting,Wachttijd,15\nBelasting,Fout,26\n"
)


def test_the_same_table_again_has_the_same_outcome_and_no_second_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(VIEWS, "utf-8")
    (tmp_path / "other.csv").write_text("afdeling,aantal\nBurgerzaken,40\nSociaal,72\nRuimte,22\nBelasting,50\n")
    (tmp_path / "again.csv").write_text(VIEWS, "utf-8")
    (tmp_path / "better.csv").write_text(VIEWS.replace("34", "54"), "utf-8")
    for number, name in enumerate(("t", "other", "again")):
        table, out = tmp_path / f"{name}.csv", tmp_path / f"o{number}"
        assert protect(table, "--history", tmp_path / "h", "--period", "K1", "--out", out) == 0
    assert "Dit is dezelfde uitkomst; er kwam niets bij" in capsys.readouterr().out
    assert len(ledger.read(tmp_path / "h")) == 2
    for file in ("protected.csv", "certificates.json"):
        assert (tmp_path / "o2" / file).read_bytes() == (tmp_path / "o0" / file).read_bytes()
    for name in ("better", "again"):
        words = ("--history", tmp_path / "h", "--period", "K1", "--out", tmp_path / f"late-{name}")
        assert protect(tmp_path / f"{name}.csv", *words) == 0
    assert "dezelfde uitkomst" not in capsys.readouterr().out
    assert len(ledger.read(tmp_path / "h")) == 4


def test_a_correction_that_leaves_nothing_is_not_written_unless_asked_and_its_cause_is_named(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(table), "--advice", "0", "--history", str(tmp_path / "h"), "--period", "K1", "--out"]
    table.write_text("team;aantal\na;30\nb;40\n", "utf-8")
    assert main([*words, str(tmp_path / "o1")]) == 0
    table.write_text("team;aantal\na;31\nb;40\n", "utf-8")
    assert main([*words, str(tmp_path / "o2")]) == 1
    said = capsys.readouterr()
    assert "geen enkel cijfer over, want wat verbeterd is, blijft met het vorige samen beschermd" in said.err
    assert "Totaal is hier 71, en was 70" in said.out
    assert not (tmp_path / "o2").exists()
    assert len(ledger.read(tmp_path / "h")) == 1
    assert main([*words, str(tmp_path / "o2"), "--try"]) == 0
    assert main([*words, str(tmp_path / "o2"), "--empty"]) == 0
    assert "Er staan maar 0 van 3 cijfers, want wat verbeterd is" in capsys.readouterr().out
    assert len(ledger.read(tmp_path / "h")) == 2


def test_a_first_table_of_a_history_without_a_period_is_warned_of(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--out", tmp_path / "o1", "--try")
    assert protect(table, *words) == 0
    assert "Let op: je gaf geen --period." in capsys.readouterr().err
    assert protect(table, *words, "--period", "K1") == 0
    assert "--period" not in capsys.readouterr().err


def test_only_a_table_with_a_history_is_too_large_with_what_went_out_before(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h", "--period")
    assert protect(table, *words, "K1", "--out", tmp_path / "o1") == 0

    def too_large(*_: object, **__: object) -> None:
        raise TooLarge("time ran out")

    monkeypatch.setattr("nabij_disclosure.task.release", too_large)
    capsys.readouterr()
    for more, clause in ((("--out", tmp_path / "o2"), False), ((*words, "K1,K2", "--out", tmp_path / "o2"), True)):
        assert protect(table, *more) == 1
        said = capsys.readouterr().err
        assert "binnen de tijd die het programma neemt" in said
        assert ("met wat er eerder uitging" in said) is clause


@pytest.mark.parametrize(("hierarchy", "told"), [(None, True), ('["Z", "A", "M", "K"]', False)])
def test_advice_says_that_it_looked_among_neighbours_in_the_alphabet(
    hierarchy: str | None, told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, order = tmp_path / "t.csv", tmp_path / "order.json"
    table.write_text("unit,count\nZ,2\nA,3\nM,30\nK,25\n", "utf-8")
    order.write_text(hierarchy or "", "utf-8")
    words = ["--hierarchy", f"unit={order}"] if hierarchy else []
    assert main([str(table), "--try", "--lang", "en", "--advice", "5", *words]) == 0
    said = capsys.readouterr().out
    assert "merge" in said
    assert ("Looked for among neighbours in the alphabet." in said) is told
