"""Figures that went out after a copy was made stay in the ledger when that copy is put back."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from nabij.audit.rules import START
from nabij_cli.commands import main

SCHEMA = """
CREATE TABLE people_practice (id text PRIMARY KEY);
CREATE TABLE people_user (id text PRIMARY KEY);
CREATE TABLE people_organisation (id integer PRIMARY KEY);
CREATE TABLE matters_matter (id text PRIMARY KEY);
CREATE TABLE releases_ledger (organisation_id integer PRIMARY KEY REFERENCES people_organisation (id),
    sequence bigint NOT NULL, hash text NOT NULL, seed blob NOT NULL);
CREATE TABLE releases_release (id text PRIMARY KEY, organisation_id integer REFERENCES people_organisation (id),
    author_id text REFERENCES people_user (id), sequence bigint, previous text, hash text);
INSERT INTO people_practice VALUES ('practice');
INSERT INTO people_user VALUES ('amina');
INSERT INTO people_organisation VALUES (1), (2);
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NABIJ_DATABASE_URL", "NABIJ_SHRED_DATABASE_URL", "NABIJ_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "data"
    place.mkdir()
    monkeypatch.setenv("NABIJ_DATA", str(place))
    with closing(sqlite3.connect(place / "nabij.sqlite3")) as connection, connection:
        connection.executescript(SCHEMA)
    with closing(sqlite3.connect(place / "shred.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE sealed_shredkey (box text PRIMARY KEY)")
    release(place, 1, "one")
    main(["backup", str(tmp_path / "copies")])
    return place


def release(data: Path, organisation: int, *hashes: str, author: str = "amina") -> None:
    """Lines that go out, with the end of their chain."""
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection, connection:
        found = connection.execute(
            "SELECT sequence, hash FROM releases_ledger WHERE organisation_id = ?", [organisation]
        )
        sequence, previous = found.fetchone() or (0, START)
        for one in hashes:
            sequence += 1
            row = (f"{organisation}-{one}", organisation, author, sequence, previous, one)
            connection.execute("INSERT INTO releases_release VALUES (?, ?, ?, ?, ?, ?)", row)
            previous = one
        connection.execute(
            "INSERT OR REPLACE INTO releases_ledger VALUES (?, ?, ?, ?)", [organisation, sequence, previous, b"seed"]
        )


def run(data: Path, statements: Iterable[str]) -> None:
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection, connection:
        for one in statements:
            connection.execute(one)


def lines(data: Path) -> list[tuple[int, int, str]]:
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection:
        query = "SELECT organisation_id, sequence, hash FROM releases_release ORDER BY 1, 2"
        return list(connection.execute(query))


def ends(data: Path) -> dict[int, tuple[int, str]]:
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as connection:
        return {
            row[0]: row[1:] for row in connection.execute("SELECT organisation_id, sequence, hash FROM releases_ledger")
        }


def test_what_went_out_after_the_copy_is_still_in_the_ledger(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(data, 1, "two", "three")
    # an organisation that gave nothing out yet when the copy was made
    release(data, 2, "first")
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert lines(data) == [(1, 1, "one"), (1, 2, "two"), (1, 3, "three"), (2, 1, "first")]
    assert ends(data) == {1: (3, "three"), 2: (1, "first")}
    assert "staan weer in het register: 3 regels." in capsys.readouterr().out


def test_a_copy_that_lacks_nothing_is_put_back_without_a_word(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(tmp_path / "copies")]) == 0
    assert lines(data) == [(1, 1, "one")]
    assert "register" not in capsys.readouterr().out


def test_a_newer_copy_keeps_its_own_lines(data: Path, tmp_path: Path) -> None:
    release(data, 1, "two")
    main(["backup", str(tmp_path / "newer")])
    main(["restore", str(tmp_path / "copies"), "--forget-released"])
    assert lines(data) == [(1, 1, "one")]
    assert main(["restore", str(tmp_path / "newer")]) == 0
    assert ends(data) == {1: (2, "two")}


@pytest.mark.parametrize("why", ["another chain", "another author", "another organisation", "no chain"])
def test_lines_that_do_not_fit_are_not_lost_without_a_word(
    data: Path, tmp_path: Path, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    release(data, 1, "two")
    if why == "another chain":
        run(data, ["UPDATE releases_release SET hash = 'other' WHERE sequence = 1"])
    elif why == "another author":
        run(data, ["INSERT INTO people_user VALUES ('fenna')"])
        release(data, 1, "three", author="fenna")
    elif why == "another organisation":
        run(data, ["INSERT INTO people_organisation VALUES (3)"])
        release(data, 3, "first")
    else:
        run(data, ["UPDATE releases_release SET previous = 'none' WHERE sequence = 2"])
    before = lines(data)
    assert main(["restore", str(tmp_path / "copies")]) != 0
    said = capsys.readouterr().err
    assert "Er is niets teruggezet" in said
    assert "van het register" in said
    assert lines(data) == before
    assert not list(data.glob("*.next"))
    assert main(["restore", str(tmp_path / "copies"), "--forget-released"]) == 0
    assert lines(data) == [(1, 1, "one")]
