"""The stores behind the day of canaries: SQLite's files, or a PostgreSQL cluster of its own; and all that they keep."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from nabij_cli.check.bench import Bench
from nabij_cli.check.postgres import DATABASES, Cluster, temporary_cluster
from tests.browser.canary_server import Installation, files_in

KINDS = "SELECT DISTINCT kind FROM sealed_record"
DRAFTS = "SELECT count(*) FROM sealed_draft"
TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname <> 'information_schema'"


@contextmanager
def store(kind: str) -> "Iterator[Cluster | None]":
    """A cluster for ``postgresql``, and nothing for ``sqlite``, which needs nothing but the data directory."""
    if kind == "sqlite":
        yield None
        return
    with Bench() as bench, temporary_cluster(bench) as cluster:
        yield cluster


def kept(installation: Installation) -> list[tuple[str, bytes]]:
    """Every file of the installation and, on PostgreSQL, of the whole cluster after a checkpoint, and every row of it.

    The rows too, because PostgreSQL compresses long values in its files.
    """
    files = files_in(installation.folder)
    cluster = installation.cluster
    if cluster is None:
        return files
    rows = []
    for database in DATABASES.values():
        with psycopg.connect(cluster.address(database), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            for schema, table in connection.execute(TABLES).fetchall():
                with connection.cursor().copy(f'COPY "{schema}"."{table}" TO STDOUT') as copied:
                    rows.append((f"rows of {database}: {table}", b"".join(map(bytes, copied))))
    return files + rows + [(f"cluster/{name}", content) for name, content in files_in(cluster.data)]


def plain_store(files: list[tuple[str, bytes]], kind: str) -> bytes:
    """The files of the store in which people and organisations stand."""
    place = "data/nabij.sqlite3" if kind == "sqlite" else "cluster/base/"
    return b"".join(content for name, content in files if name.startswith(place))


def stored_kinds(installation: Installation) -> set[str]:
    """The kinds of sealed records that the server has, and ``draft``."""
    if installation.cluster is None:
        return _kinds_in_file(installation.folder / "data" / "nabij.sqlite3")
    with psycopg.connect(installation.cluster.address("nabij")) as connection:
        kinds = {kind for (kind,) in connection.execute(KINDS).fetchall()}
        (drafts,) = connection.execute(DRAFTS).fetchone() or (0,)
    return kinds | ({"draft"} if drafts else set())


def _kinds_in_file(file: Path) -> set[str]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        kinds = {kind for (kind,) in connection.execute(KINDS)}
        drafts = connection.execute(DRAFTS).fetchone()[0]
    return kinds | ({"draft"} if drafts else set())
