"""The nightly command, and what it must not do after a restore."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from nabij_cli.preparation import held
from nabij_cli.server import RUNNING
from tests.cli.running import nabij


def keys_in(data: Path) -> int:
    with closing(sqlite3.connect(data / "shred.sqlite3")) as store:
        return int(store.execute("SELECT count(*) FROM sealed_shredkey").fetchone()[0])


def lose_key(data: Path) -> str:
    """Put a key in the store that nothing refers to; its box."""
    box = uuid4().hex
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as store:
        practice = store.execute("SELECT id FROM people_practice").fetchone()[0]
    with closing(sqlite3.connect(data / "shred.sqlite3")) as store:
        store.execute("INSERT INTO sealed_shredkey VALUES (?, ?, ?)", [box, practice, b"k" * 32])
        store.commit()
    return box


def lost_long_ago(data: Path) -> None:
    """Put in a key, found to be an orphan years ago: whatever cleans up destroys it."""
    box = lose_key(data)
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as store:
        practice = store.execute("SELECT id FROM people_practice").fetchone()[0]
        columns = "(id, practice_id, kind, since)"
        store.execute(
            f"INSERT INTO retention_orphan {columns} VALUES (?, ?, 'shred_key', '2020-01-01 00:00:00')",
            [box, practice],
        )
        store.commit()


def test_a_key_that_nothing_refers_to_is_gone_after_a_day(installed: Path) -> None:
    lose_key(installed)
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
    lost_long_ago(installed)
    kept = installed / "nabij-before-restore-2.sqlite3"
    kept.touch()
    refused = nabij("clean-up", NABIJ_DATA=str(installed))
    assert refused.returncode == 2
    assert "Er is niets opgeruimd." in refused.stderr
    assert keys_in(installed) == 1
    kept.unlink()
    assert nabij("clean-up", NABIJ_DATA=str(installed)).returncode == 0
    assert keys_in(installed) == 0


def test_while_a_copy_is_put_back_nothing_is_cleaned_up_and_beside_a_running_server_it_is(installed: Path) -> None:
    lost_long_ago(installed)
    with held(installed / RUNNING, wait=False) as alone:
        assert alone
        refused = nabij("clean-up", NABIJ_DATA=str(installed))
    assert refused.returncode == 2
    assert "Er wordt nu een reservekopie teruggezet. Er is niets opgeruimd." in refused.stderr
    assert keys_in(installed) == 1
    with held(installed / RUNNING, shared=True, wait=False) as alone:
        assert alone
        assert nabij("clean-up", NABIJ_DATA=str(installed)).returncode == 0
    assert keys_in(installed) == 0
