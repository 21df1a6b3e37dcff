"""``./nabij protect``: whatever comes in, a safe table, one sentence, or nothing."""

import os
import random
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from nabij_disclosure import ledger, progress
from nabij_disclosure.protect import main
from nabij_disclosure.writing import HIDDEN
from tests.cli.protecting import FILES, GOOD, check_safe, protect, rows
from tests.cli.running import ROOT, environment, nabij


def test_three_files_come_out_and_only_the_maker_hears_what_was_small(table: Path, tmp_path: Path) -> None:
    done = nabij("protect", table, "--out", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    assert "Noord | agressie: 3" in done.stdout
    assert "Alleen voor jou" in done.stdout
    truth = {tuple(row[:-1]): int(row[-1]) for row in rows(table)[1:-1]}
    check_safe(tmp_path / "o", truth, 5, ";")
    assert "Geef maar één uitkomst door. Maakte je er meer? Gooi de andere weg." in done.stderr


def test_the_package_is_a_command_by_itself_and_its_default_place_is_named_after_the_table(table: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nabij_disclosure", "protect", "t.csv", "--advice", "0", "--lang", "en"],
        cwd=table.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (table.parent / "t-protected").iterdir()} == FILES
    assert "do not pass this on" in done.stdout


def test_a_coarser_table_is_advised(table: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([os.fspath(table), "--out", os.fspath(tmp_path / "o"), "--advice", "1"]) == 0
    assert "Zo laat je meer zien:" in capsys.readouterr().out


def test_looking_writes_nothing(table: Path, tmp_path: Path) -> None:
    assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h", "--try") == 0
    assert not (tmp_path / "o").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv"}


def test_looking_may_be_done_again_beside_an_outcome(table: Path, tmp_path: Path) -> None:
    assert protect(table, "--out", tmp_path / "o") == 0
    assert protect(table, "--out", tmp_path / "o", "--try") == 0


def test_an_existing_outcome_does_not_invite_to_a_second(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [protect(table, "--out", tmp_path / "o") for _ in range(2)] == [0, 2]
    said = capsys.readouterr().err.splitlines()[-1]
    assert "Gooi die eerst weg, of werk met --history" in said
    assert "--out" not in said


def test_a_period_that_was_forgotten_or_misspelt_is_refused(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--history", tmp_path / "h")
    for period in ("2026K1", "2026K2"):
        assert protect(table, *words, "--period", period, "--new-period", "--out", tmp_path / period) == 0
    assert protect(table, *words, "--out", tmp_path / "o") == 2
    said = capsys.readouterr()
    assert "De eerdere tabellen gaan over: 2026K1, 2026K2. Er is niets geschreven. Zeg met --period" in said.err
    assert "In " in said.out
    assert "staat nog geen tabel; dit is de eerste." in said.out
    assert "Met geen eerdere tabel vergeleken: geen gaat over 2026K2." in said.out
    for period in ("2026k2", "2026 K2", "2026K1,2026k2"):
        assert protect(table, *words, "--period", period, "--out", tmp_path / "o") == 2
        assert "is nieuw. Er is niets geschreven. Bedoelde je 2026K2?" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
    assert len(ledger.read(tmp_path / "h")) == 2


def test_a_sum_that_may_be_chance_is_warned_of_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text("team;aantal\na;7\nb;8\nSamen;15\n", encoding="utf-8")
    assert protect(table, "--try") == 0
    warned = [line for line in capsys.readouterr().err.splitlines() if "Samen" in line]
    assert len(warned) == 1
    assert "Is dit een totaal? Noem het dan Totaal." in warned[0]


def test_a_missing_file_an_unknown_word_and_a_new_name_are_named(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bestaatniet.csv"]) == 2
    assert capsys.readouterr().err.startswith("bestaatniet.csv is er niet. Er is niets geschreven.")
    assert protect(table, "--snel") == 2
    assert capsys.readouterr().err.startswith("--snel hoort niet bij protect.")
    words = ("--history", tmp_path / "h", "--period")
    assert protect(table, *words, "K1", "--out", tmp_path / "o") == 0
    table.write_text(GOOD.replace("Oost", "Oost en West"), encoding="utf-8")
    assert protect(table, *words, "K1,K2", "--out", tmp_path / "p") == 2
    said = capsys.readouterr().err
    assert "Oost en West in kolom regio staat in geen eerdere tabel" in said
    assert '{"Gouda en Leiden": ["Gouda", "Leiden"], "Rotterdam": []}' in said


def test_under_the_threshold_everything_is_hidden_and_one_sentence_tells_the_band(tmp_path: Path) -> None:
    texts = set()
    for count in (0, 2, 4):
        table, out = tmp_path / "t.csv", tmp_path / f"o{count}"
        table.write_text(f"x,freq\na,{count}\nb,0\n", encoding="utf-8")
        assert protect(table, "--out", out) == 0
        texts.add(tuple((out / name).read_text("utf-8") for name in sorted(FILES)))
    assert len(texts) == 1
    (files,) = texts
    assert files[2].split("\n\n")[1] == "Het totaal is 4 of minder. Daarom staat er geen enkel cijfer."
    assert files[1] == "x,freq\na,x\nb,x\nTotaal,x\n"


def test_a_later_table_is_protected_against_the_earlier(table: Path, tmp_path: Path) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past, "--period", "K1") == 0
    table.write_text(GOOD.replace("17", "19").replace("61", "63"), encoding="utf-8")
    assert protect(table, "--out", tmp_path / "o2", "--history", past, "--period", "K1,K2") == 0
    first, second = (
        dict(zip(*column, strict=True))
        for column in (
            (
                [tuple(row[:-1]) for row in rows(tmp_path / name / "protected.csv")],
                [row[-1] for row in rows(tmp_path / name / "protected.csv")],
            )
            for name in ("o1", "o2")
        )
    )
    changed = ("Zuid", "agressie")
    assert HIDDEN in (first[changed], second[changed])
    assert len(ledger.read(past)) == 2


def test_the_same_history_hides_the_same_again(table: Path, tmp_path: Path) -> None:
    for name in ("o1", "o2"):
        assert protect(table, "--out", tmp_path / name, "--history", tmp_path / "h") == 0
    assert len({(tmp_path / name / "protected.csv").read_text("utf-8") for name in ("o1", "o2")}) == 1


def test_groups_of_a_hierarchy_are_margins_that_are_checked_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    tree.write_text('{"Noord": ["a", "b"], "Zuid": ["c", "d"]}', encoding="utf-8")
    for north, code in ((16, 2), (15, 0)):
        table.write_text(f"team,freq\nNoord,{north}\na,7\nb,8\nc,2\nd,30\n", encoding="utf-8")
        assert protect(table, "--hierarchy", f"team={tree}", "--out", tmp_path / "o") == code
    assert "Rij 2: Noord zegt 16" in capsys.readouterr().err
    printed = {row[0]: row[1] for row in rows(tmp_path / "o" / "protected.csv", ",")}
    assert [*printed] == ["team", "a", "b", "Noord", "c", "d", "Zuid", "Totaal"]
    assert printed["c"] == HIDDEN
    assert HIDDEN in (printed["d"], printed["Zuid"])


def test_a_merged_table_follows_a_finer_one_when_it_names_what_it_joins(tmp_path: Path) -> None:
    table, tree = tmp_path / "t.csv", tmp_path / "h.json"
    tree.write_text('{"Noord": ["a", "b"], "c": null, "d": null}', encoding="utf-8")
    texts = ("team,freq\na,7\nb,2\nc,12\nd,30\n", "team,freq\nNoord,19\nc,22\nd,41\n")
    for number, (text, period) in enumerate(zip(texts, ("K1", "K1,K2"), strict=True)):
        table.write_text(text, encoding="utf-8")
        words = ("--hierarchy", f"team={tree}", "--history", tmp_path / "h", "--period", period)
        assert protect(table, *words, "--out", tmp_path / f"o{number}") == 0
    assert ledger.read(tmp_path / "h")[1].table.dimensions[0].joins == {"Noord": ("a", "b")}


def test_in_english_everything_is_english(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text("x,freq\na,2\nb,9\nc,9\n", encoding="utf-8")
    assert protect(table, "--out", tmp_path / "o", "--lang", "en") == 0
    text = (tmp_path / "o" / "uitleg.md").read_text("utf-8")
    assert text.startswith("# About this table")
    assert rows(tmp_path / "o" / "protected.csv", ",")[-1][0] == "Total"
    said = capsys.readouterr()
    assert not {" de ", " het ", " een ", " niet "} & {f" {word} " for word in (text + said.out + said.err).split()}


def test_progress_is_told_once_a_second_and_holds_a_share_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 0.5, 1.2, 1.2, 1.9, 2.3, 2.3])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(times))
    tell = progress.shares("nl")
    for share in (0.1, 0.4, 0.5, 0.9):
        tell(share)
    assert capsys.readouterr().err.splitlines() == ["Bezig: 40%", "Bezig: 90%"]


def test_a_stage_without_a_share_is_told_of_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    twice = Event()

    def hear(line: str) -> None:
        told.append(line)
        if len(told) == 2:
            twice.set()

    monkeypatch.setattr(progress, "tell", hear)
    with progress.beating("proving", "nl", every=0.001):
        assert twice.wait(30)
    assert set(told) == {"Bewijzen dat het veilig is: 0 seconden"}
    assert not any(thread.name.startswith("beating") for thread in enumerate_threads())


def test_whoever_stops_reading_the_help_hears_nothing_more() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "nabij_disclosure", "protect", "--help"]
    done = subprocess.run(words, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_whoever_stops_reading_keeps_the_files(table: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "nabij_disclosure", "protect", table, "--out", tmp_path / "o", "--advice", "0"],
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert {path.name for path in (tmp_path / "o").iterdir()} == FILES


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--snel"],
        ["--threshold", "2"],
        ["--threshold", "5.5"],
        ["--threshold", "٥"],
        ["--threshold", "-5"],
        ["--advice", "lang"],
        ["--hierarchy", "regio"],
        ["--hierarchy", "regio=nergens.json"],
        ["--hierarchy", "=x"],
        ["--period", "K1,,K2"],
        ["--lang", "fr"],
        ["een.csv", "twee.csv"],
        ["nergens.csv"],
        ["."],
    ],
)
@pytest.mark.parametrize(("language", "nothing"), [("nl", "Er is niets geschreven."), ("en", "Nothing was written.")])
def test_misread_words_are_refused_in_one_sentence(
    words: list[str], language: str, nothing: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [os.fspath(table)] if words and words[0].startswith("--") else []
    assert main([*given, "--lang", language, *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert nothing in said.err or "--lang" in words
    assert len(said.err.splitlines()) == 1


def test_interrupting_ends_cleanly(tmp_path: Path) -> None:
    draw = random.Random(1)
    table = tmp_path / "t.csv"
    lines = [f"r{row},k{column},{draw.randint(0, 9)}" for row in range(60) for column in range(40)]
    table.write_text("\n".join(["x,y,freq", *lines]), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "nabij_disclosure", "protect", table, "--out", tmp_path / "o"],
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # whoever starts the tests in the background made them deaf to it
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr
    assert "je gaf geen --history" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out == ""
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv"}
