"""The nightly command, and what it must not do after a restore."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from tests.cli.running import nabij


def keys_in(data: Path) -> int:
    with closing(sqlite3.connect(data / "shred.sqlite3")) as store:
        return int(store.execute("SELECT count(*) FROM sealed_shredkey").fetchone()[0])


def test_a_key_that_nothing_refers_to_is_gone_after_a_day(installed: Path) -> None:
    with closing(sqlite3.connect(installed / "nabij.sqlite3")) as store:
        practice = store.execute("SELECT id FROM people_practice").fetchone()[0]
    with closing(sqlite3.connect(installed / "shred.sqlite3")) as store:
        store.execute("INSERT INTO sealed_shredkey VALUES (?, ?, ?)", [uuid4().hex, practice, b"k" * 32])
        store.commit()
    done = nabij("clean-up", NABIJ_DATA=str(installed))
    assert (done.returncode, keys_in(installed)) == (0, 1), done.stderr
    with closing(sqlite3.connect(installed / "nabij.sqlite3")) as store:
        store.execute("UPDATE retention_orphan SET since = '2020-01-01 00:00:00'")
        store.commit()
    done = nabij("clean-up", NABIJ_DATA=str(installed))
    assert done.stdout == "Opgeruimd: 1 sleutel en 0 bestanden waar niets bij hoorde.\n", done.stderr
    assert keys_in(installed) == 0
    assert nabij("audit-verify", NABIJ_DATA=str(installed)).returncode == 0


def test_while_the_store_from_before_a_restore_is_kept_nothing_is_cleaned_up(installed: Path) -> None:
    (installed / "nabij-before-restore-2.sqlite3").touch()
    refused = nabij("clean-up", NABIJ_DATA=str(installed))
    assert refused.returncode == 2
    assert "Er is niets opgeruimd." in refused.stderr
