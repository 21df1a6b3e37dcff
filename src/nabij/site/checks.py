"""Checks at start: the databases run with the settings that keep acknowledged work."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from nabij.site.configuration import wal_is_safe

FULL = 2


@register(Tags.database)
def databases_keep_what_they_acknowledge(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """SQLite: ``synchronous=FULL``, and never WAL on an affected version."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if synchronous != FULL:
            found.append(Error(f"SQLite '{alias}' staat niet op synchronous=FULL.", id="nabij.E002"))
        if journal == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
            found.append(Error(f"SQLite '{alias}' draait in WAL op een versie met de WAL-resetfout.", id="nabij.E003"))
    return found
