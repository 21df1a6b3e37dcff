"""The SQLite stores as they are really opened, and the check at start that looks at them."""

import sqlite3
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from nabij.site import checks
from nabij.site.configuration import database, wal_is_safe


@pytest.fixture
def unblocked(django_db_blocker):  # type: ignore[no-untyped-def]  # the fixture's own type is private to its plugin
    with django_db_blocker.unblock():
        yield


def opened(path: Path, init_command: str | None = None) -> ConnectionHandler:
    settings = database("", path)
    if init_command is not None:
        settings["OPTIONS"]["init_command"] = init_command
    return ConnectionHandler({"default": settings})


def findings(connections: ConnectionHandler, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    monkeypatch.setattr(checks, "connections", connections)
    found = checks.databases_keep_what_they_acknowledge(databases=["default"])
    connections.close_all()
    return [message.id for message in found]


@pytest.mark.usefixtures("unblocked")
def test_a_real_store_is_fully_synchronous_and_uses_wal_only_where_that_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections = opened(tmp_path / "store.sqlite3")
    with connections["default"].cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (checks.FULL,)
        journal = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"
        assert cursor.execute("PRAGMA journal_mode").fetchone() == (journal,)
    assert findings(connections, monkeypatch) == []


@pytest.mark.usefixtures("unblocked")
def test_a_store_that_is_not_fully_synchronous_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(opened(tmp_path / "store.sqlite3", "PRAGMA synchronous=NORMAL;"), monkeypatch) == ["nabij.E002"]


@pytest.mark.usefixtures("unblocked")
def test_a_store_in_wal_on_an_affected_sqlite_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "wal_is_safe", lambda version: False)
    connections = opened(tmp_path / "store.sqlite3", "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    assert findings(connections, monkeypatch) == ["nabij.E003"]
