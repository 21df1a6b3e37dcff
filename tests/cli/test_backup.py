"""Copies of both stores, apart; and what was destroyed does not come back with one."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from nabij.kit.errors import BadConfiguration
from nabij_cli import backup, restore
from nabij_cli.commands import main

MAIN = {"people_practice": "id", "matters_matter": "id"}
SHRED = {"sealed_shredkey": "box"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one practice and three matters, each with its key."""
    for name in ("NABIJ_DATABASE_URL", "NABIJ_SHRED_DATABASE_URL", "NABIJ_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return installation(tmp_path / "data", monkeypatch, ["one", "two", "three"])


def installation(place: Path, monkeypatch: pytest.MonkeyPatch, matters: list[str]) -> Path:
    place.mkdir()
    monkeypatch.setenv("NABIJ_DATA", str(place))
    fill(place / "nabij.sqlite3", MAIN, {"people_practice": ["practice"] if matters else [], "matters_matter": matters})
    fill(place / "shred.sqlite3", SHRED, {"sealed_shredkey": matters})
    return place


def fill(path: Path, tables: dict[str, str], rows: dict[str, list[str]]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, column in tables.items():
            connection.execute(f"CREATE TABLE {table} ({column} text PRIMARY KEY)")
            connection.executemany(f"INSERT INTO {table} VALUES (?)", [[row] for row in rows[table]])


def column(path: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(row[0] for row in connection.execute(query))


def destroy(data: Path, matter: str) -> None:
    with closing(sqlite3.connect(data / "shred.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM sealed_shredkey WHERE box = ?", [matter])


def test_the_copies_lie_apart_and_are_for_their_owner_only(data: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    assert main(["backup", str(copies)]) == 0
    [copy] = copies.glob("nabij-*.sqlite3")
    assert column(copy, "SELECT id FROM matters_matter") == ["one", "three", "two"]
    assert column(copies / "shred" / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == ["one", "three", "two"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in copies.rglob("*.sqlite3")} == {0o600}


def test_a_copy_made_while_a_write_is_open_holds_only_what_was_committed(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "nabij.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO matters_matter VALUES ('four')")
        assert main(["backup", str(tmp_path / "copies")]) == 0
        writer.execute("COMMIT")
    [copy] = (tmp_path / "copies").glob("nabij-*.sqlite3")
    assert column(copy, "SELECT id FROM matters_matter") == ["one", "three", "two"]


def test_a_second_copy_keeps_the_first_but_only_one_of_the_shred_keys(data: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    main(["backup", str(copies)])
    destroy(data, "two")
    main(["backup", str(copies)])
    assert len(list(copies.glob("nabij-*.sqlite3"))) == 2
    assert [path.name for path in (copies / "shred").iterdir()] == ["shred.sqlite3"]
    assert column(copies / "shred" / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == ["one", "three"]


def test_what_was_destroyed_after_the_copy_stays_destroyed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", str(tmp_path / "copies")])
    destroy(data, "two")
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert column(data / "nabij.sqlite3", "SELECT id FROM matters_matter") == ["one", "three", "two"]
    assert column(data / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == ["one", "three"]
    assert "1 kwesties waren gewist; zij blijven onleesbaar." in capsys.readouterr().out


def test_destroying_everything_is_not_undone_either(data: Path, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "copies")])
    for matter in ("one", "two", "three"):
        destroy(data, matter)
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert column(data / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == []


def test_a_broken_store_is_replaced_but_its_shred_keys_stay(data: Path, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "copies")])
    destroy(data, "two")
    (data / "nabij.sqlite3").write_bytes(b"kapot" * 1000)
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert column(data / "nabij.sqlite3", "SELECT id FROM matters_matter") == ["one", "three", "two"]
    assert column(data / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == ["one", "three"]
    assert (data / restore.KEPT).read_bytes().startswith(b"kapot")


def test_a_second_restore_keeps_what_the_first_one_kept(data: Path, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "copies")])
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO matters_matter VALUES ('four')")
    for _ in range(3):
        assert main(["restore", str(tmp_path / "copies")]) == 0
    kept = sorted(path.name for path in data.glob("nabij-before-restore*"))
    assert kept == [f"nabij-before-restore{number}.sqlite3" for number in ("-2", "-3", "")]
    assert "four" in column(data / restore.KEPT, "SELECT id FROM matters_matter")
    assert "four" not in column(data / "nabij.sqlite3", "SELECT id FROM matters_matter")


@pytest.mark.parametrize("broken", ["copy", "_keep"])
def test_a_restore_that_fails_leaves_the_store_where_it_was(
    broken: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["backup", str(tmp_path / "copies")])
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.suffix == ".sqlite3"}

    def full(*paths: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore, broken, full)
    assert main(["restore", str(tmp_path / "copies")]) == 2
    left = {path.name: path.read_bytes() for path in data.iterdir() if path.suffix not in {".lock", ""}}
    assert left == before


@pytest.mark.parametrize("started_before", [True, False])
def test_a_new_machine_takes_the_shred_keys_of_the_copy(
    started_before: bool, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["backup", str(tmp_path / "copies")])
    new = tmp_path / "new"
    if started_before:
        installation(new, monkeypatch, [])
    monkeypatch.setenv("NABIJ_DATA", str(new))
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert column(new / "nabij.sqlite3", "SELECT id FROM matters_matter") == ["one", "three", "two"]
    assert column(new / "shred.sqlite3", "SELECT box FROM sealed_shredkey") == ["one", "three", "two"]


def test_restoring_takes_the_newest_copy(data: Path, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "copies")])
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO matters_matter VALUES ('four')")
    main(["backup", str(tmp_path / "copies")])
    (data / "nabij.sqlite3").unlink()
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert "four" in column(data / "nabij.sqlite3", "SELECT id FROM matters_matter")


@pytest.mark.parametrize("broken", ["nabij-*.sqlite3", "shred/shred.sqlite3"])
def test_a_copy_that_is_no_database_changes_nothing(broken: str, data: Path, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "copies")])
    next((tmp_path / "copies").glob(broken)).write_text("geen database")
    before = (data / "nabij.sqlite3").read_bytes()
    assert main(["restore", str(tmp_path / "copies")]) == 2
    assert (data / "nabij.sqlite3").read_bytes() == before


def test_postgresql_is_told_which_command_makes_its_copy(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABIJ_DATABASE_URL", "postgresql://nabij@db.internal/nabij")
    found = restore.configuration()
    with pytest.raises(BadConfiguration, match=r'pg_dump --format=custom --file=KOPIE "\$NABIJ_DATABASE_URL"'):
        backup.refuse_others(found)


def test_who_stopped_getting_mail_gets_none_again_after_a_restore(data: Path, tmp_path: Path) -> None:
    fill(data / "nabij.sqlite3", {"mail_visitoraddress": "email"}, {"mail_visitoraddress": ["een@post.test"]})
    assert main(["backup", str(tmp_path / "copies")]) == 0
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert column(data / "nabij.sqlite3", "SELECT email FROM mail_visitoraddress") == []
    assert b"een@post.test" not in (data / "nabij.sqlite3").read_bytes()
    assert column(data / "nabij.sqlite3", "SELECT id FROM matters_matter") == ["one", "three", "two"]
    # the copy itself stays as it was made
    [copy] = (tmp_path / "copies").glob("nabij-*.sqlite3")
    assert column(copy, "SELECT email FROM mail_visitoraddress") == ["een@post.test"]
