"""Tables and their history: what breaks half-way, who comes at the same time, what was tampered with."""

from pathlib import Path

import pytest

from nabij_disclosure import ledger, task
from tests.cli.protecting import protect


@pytest.mark.parametrize("spoilt", [ledger.LINES, ledger.HEAD, ledger.SEED])
def test_a_broken_history_is_refused(
    spoilt: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past) == 0
    (past / spoilt).write_text("kapot\n")
    assert protect(table, "--out", tmp_path / "o2", "--history", past) == 2
    assert "De geschiedenis klopt niet" in capsys.readouterr().err
    assert not (tmp_path / "o2").exists()


def test_periods_that_overlap_in_part_are_refused(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past = tmp_path / "h"
    assert protect(table, "--out", tmp_path / "o1", "--history", past, "--period", "K1,K2") == 0
    assert protect(table, "--out", tmp_path / "o2", "--history", past, "--period", "K2,K3") == 2
    assert "--period" in capsys.readouterr().err


def test_a_history_in_use_is_refused(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ledger.locked(tmp_path / "h"):
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 2
    assert "Een ander commando" in capsys.readouterr().err


def crash_at(name: str, problem: BaseException, patch: pytest.MonkeyPatch) -> None:
    def breaks(*arguments: object, **named: object) -> None:
        raise problem

    patch.setattr(f"nabij_disclosure.{name}", breaks)


@pytest.mark.parametrize(
    ("place", "problem", "code", "kept", "says"),
    [
        ("task.prepare", OSError(28, "full", "o"), 2, 0, "Er is niets geschreven."),
        ("task.ledger.append", OSError(28, "full", "o"), 2, 0, "Er is niets geschreven."),
        ("task.publish", OSError(28, "full", "o"), 2, 1, "In de geschiedenis staat de tabel al wel"),
        ("task.publish", KeyboardInterrupt(), 130, 1, "Gestopt tijdens het opslaan."),
        ("task.release", KeyboardInterrupt(), 130, 0, "Er is niets geschreven."),
        ("task.release", MemoryError(), 1, 0, "Er is niets geschreven."),
    ],
    ids=str,
)
def test_whatever_breaks_no_file_is_there_without_its_line(
    place: str,
    problem: BaseException,
    code: int,
    kept: int,
    says: str,
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patch:
        crash_at(place, problem, patch)
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == code
    assert says in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv", *["h"] * kept}
    assert len(ledger.read(tmp_path / "h")) == kept
    assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 0


def test_files_go_in_place_only_after_the_history_has_them(table: Path, tmp_path: Path) -> None:
    seen = []
    publish = task.publish

    def watch(made: Path, out: Path) -> None:
        seen.append((len(ledger.read(tmp_path / "h")), out.exists()))
        publish(made, out)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "publish", watch)
        assert protect(table, "--out", tmp_path / "o", "--history", tmp_path / "h") == 0
    assert seen == [(1, False)]


def test_nothing_else_is_written_over(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "brief").write_text("bewaar mij")
    (tmp_path / "link").symlink_to(tmp_path / "nergens")
    for out in ("o", "o/brief", "link"):
        assert protect(table, "--out", tmp_path / out) == 2
        assert "bestaat al" in capsys.readouterr().err
    assert (tmp_path / "o" / "brief").read_text() == "bewaar mij"
    for out in ("h", "h/o", "."):
        assert protect(table, "--out", tmp_path / out, "--history", tmp_path / "h") == 2


def test_a_place_that_cannot_be_replaced_is_refused_before_the_history_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b,count\nx,p,3\nx,q,17\nx,r,30\ny,p,20\ny,q,22\ny,r,8\n", "utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for out in (".", "..", "../empty/.."):
        assert protect(table, "--out", out, "--history", tmp_path / "history") == 2
    assert not (tmp_path / "history").exists()
