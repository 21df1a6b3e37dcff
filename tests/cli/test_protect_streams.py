"""What the command says about what was written is true, also when nobody can hear it or somebody stops it."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nabij_disclosure import ledger, own_seed, protect, task, writing
from tests.cli.protecting import FILES
from tests.cli.protecting import protect as run
from tests.cli.running import environment

FULL = Path("/dev/full")
VIEW = "regio;aantal\nNoord;15\nZuid;37\nOost;9\n"
"""The good table by one column: another view of the same people."""


def started(*words: str | Path, **streams: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # the streams differ per test
        [sys.executable, "-m", "nabij_disclosure", "protect", *words, "--advice", "0"],
        env=environment(),
        text=True,
        check=False,
        timeout=60,
        **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams),
    )


def test_a_full_screen_leaves_the_outcome_as_it_is(table: Path, tmp_path: Path) -> None:
    with FULL.open("w") as full:
        words = ("--out", tmp_path / "o", "--history", tmp_path / "h", "--period", "K1")
        done = started(table, *words, stdout=full)
    assert done.returncode == 0
    assert done.stderr == "Wat op het scherm hoort, kon niet allemaal geschreven worden.\n"
    assert {path.name for path in (tmp_path / "o").iterdir()} == FILES


def test_a_full_stream_for_errors_does_not_change_how_it_ends(table: Path, tmp_path: Path) -> None:
    with FULL.open("w") as full:
        assert started("nergens.csv", stderr=full).returncode == 2
        assert started(table, "--out", tmp_path / "o", stderr=full).returncode == 0
    assert (tmp_path / "o").exists()


def fails(problem: BaseException) -> Callable[..., None]:
    def fail(*arguments: object, **named: object) -> None:
        raise problem

    return fail


def test_stopped_after_the_files_are_in_place_says_that_they_are(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(task, "show", fails(KeyboardInterrupt()))
    assert run(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 130
    said = capsys.readouterr().err
    assert "De bestanden staan in" in said
    assert "niets geschreven" not in said


@pytest.mark.parametrize("begun", [False, True])
def test_a_disk_that_fails_after_the_line_was_kept_is_not_called_nothing(
    begun: bool, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    past, words = tmp_path / "h", ("--history", tmp_path / "h", "--out")
    if begun:
        assert run(table, *words, tmp_path / "o1") == 0
        table.write_text(VIEW, "utf-8")
    replace = ledger._replace

    def full(path: Path, content: bytes) -> None:
        if path.name == ledger.HEAD and (past / ledger.LINES).exists():
            raise OSError(28, "full", os.fspath(path))
        replace(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_replace", full)
        assert run(table, *words, tmp_path / "o2") == 2
    said = capsys.readouterr().err
    assert "In de geschiedenis staat de tabel al wel" in said
    assert "niets geschreven" not in said
    assert len(ledger.read(past)) == 1 + begun
    assert not (tmp_path / "o2").exists()
    assert run(table, *words, tmp_path / "o2") == 0


def test_a_history_that_cannot_be_read_after_a_failure_is_called_unsure(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(table, "--out", tmp_path / "o1", "--history", tmp_path / "h") == 0
    table.write_text(VIEW, "utf-8")
    with monkeypatch.context() as patch:

        def breaks(directory: Path, entry: object) -> None:
            patch.setattr(ledger, "read", fails(OSError(5, "gone")))
            raise OSError(5, "gone")

        patch.setattr(ledger, "append", breaks)
        assert run(table, "--out", tmp_path / "o2", "--history", tmp_path / "h") == 2
    said = capsys.readouterr().err
    assert "is niet te zien" in said
    assert "niets geschreven" not in said


def test_who_comes_second_to_a_place_hears_that_it_is_not_free(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, prepare = tmp_path / "o", writing.prepare

    def after_another(place: Path, files: dict[str, bytes]) -> Path:
        made = prepare(place, files)
        out.mkdir()
        (out / "protected.csv").touch()
        return made

    monkeypatch.setattr(task, "prepare", after_another)
    assert run(table, "--out", out) == 2
    said = capsys.readouterr().err
    assert "bestaat al en is niet leeg" in said
    assert ".protect-" not in said
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv", "o"}


def test_what_killed_runs_left_is_cleared_away_and_nothing_else(table: Path, tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = tmp_path / f".protect-{int(gone.stdout)}-abcdefgh"
    old, new, alive = (
        tmp_path / name for name in (".protect-abcdefgh", ".protect-hgfedcba", f".protect-{os.getpid()}-abcdefgh")
    )
    other, wide = tmp_path / ".protect-mine", tmp_path / f".protect-{int(gone.stdout)}-hgfedcba"
    for path in (dead, old, new, alive, other, wide):
        path.mkdir(mode=0o700)
        (path / "protected.csv").touch()
    wide.chmod(0o755)
    ago = time.time() - 7200
    os.utime(old, (ago, ago))
    os.utime(other, (ago, ago))
    assert run(table, "--out", tmp_path / "o") == 0
    assert {path.name for path in tmp_path.iterdir()} == {*("t.csv", "o", new.name, alive.name, other.name, wide.name)}


def test_a_history_that_others_can_look_into_is_warned_of(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    past.mkdir()
    past.chmod(0o755)
    assert run(table, "--out", tmp_path / "o", "--history", past) == 0
    assert "chmod 700" in capsys.readouterr().err
    assert stat.S_IMODE(past.stat().st_mode) == 0o755


def test_a_refused_run_leaves_nothing_in_an_empty_history(table: Path, tmp_path: Path) -> None:
    past = tmp_path / "h"
    past.mkdir(mode=0o700)
    table.write_text("x,freq\na,3\nb,9\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "release", fails(MemoryError()))
        assert run(table, "--out", tmp_path / "o", "--history", past) == 1
    assert list(past.iterdir()) == []


def test_a_lost_history_is_not_taken_for_a_new_one(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    assert run(table, "--out", tmp_path / "o1", "--history", past) == 0
    for name in (ledger.LINES, ledger.HEAD):
        (past / name).unlink()
    assert run(table, "--out", tmp_path / "o2", "--history", past) == 2
    (past / ledger.LINES).touch()
    assert run(table, "--out", tmp_path / "o2", "--history", past) == 2
    assert "De geschiedenis klopt niet" in capsys.readouterr().err


def test_without_a_history_one_table_hides_the_same_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    lines = [f"r{row},k{column},{(row * 7 + column * 5) % 13}" for row in range(6) for column in range(5)]
    table.write_text("\n".join(["x,y,freq", *lines]), "utf-8")
    for name in ("o1", "o2", "o3"):
        assert run(table, "--out", tmp_path / name) == 0
    assert len({(tmp_path / name / "protected.csv").read_bytes() for name in ("o1", "o2", "o3")}) == 1
    kept = Path(os.environ["XDG_STATE_HOME"]) / "nabij" / "protect-seed"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert "andere cijfers" not in capsys.readouterr().err


def test_a_secret_that_cannot_be_kept_is_said(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert run(table, "--out", tmp_path / "o") == 0
    assert "dus elke keer verbergt het andere cijfers" in capsys.readouterr().err


def test_looking_makes_no_secret_and_who_makes_it_last_uses_the_first(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(table, "--try") == 0
    assert own_seed.own_seed(make=False) is None
    first = own_seed.own_seed(make=True)
    own_seed._make(own_seed._place())
    assert own_seed.own_seed(make=True) == first


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_and_the_sentence_for_misread_words_name_every_option(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert protect.main(["--lang", language]) == 2
    said = capsys.readouterr().err
    for name in protect._OPTIONS:
        assert f"[{name}" in said
        assert f"  {name}  " in protect.help_text(language)
