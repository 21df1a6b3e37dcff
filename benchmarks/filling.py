"""Puts many rows into a table as fast as the database takes them; the models only say which columns there are."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections, models

from nabij.sealed.stores import ShredRouter

type Row = dict[str, Any]


def load(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert the rows; keys are the fields' attribute names. What the first row leaves out gets one default for all."""
    connection = connections[ShredRouter().db_for_write(model) or "default"]
    rows = iter(rows)
    first = next(rows)
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname in first or not (isinstance(field, models.AutoField) or field.has_db_default())
    ]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    defaults = {field.attname: field.get_default() for field in fields if field.attname not in first}
    convert, names = _CONVERTERS[connection.vendor], [field.attname for field in fields]
    complete = (defaults | row for row in chain([first], rows))
    values = (tuple(convert(row[name]) for name in names) for row in complete)
    connection.ensure_connection()
    raw: Any = connection.connection
    if isinstance(raw, sqlite3.Connection):
        _insert(raw, f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(fields))})", values)
    else:
        _copy(raw, f"COPY {table} ({columns}) FROM STDIN", values)
        _set_sequence(raw, model, table, first)


def _insert(raw: sqlite3.Connection, statement: str, values: Iterator[tuple[Any, ...]]) -> None:
    # only while filling: closing the connection brings the real settings back
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-1000000")
    raw.execute("BEGIN")
    raw.executemany(statement, values)
    raw.execute("COMMIT")


def _copy(raw: "psycopg.Connection[Any]", statement: str, values: Iterator[tuple[Any, ...]]) -> None:
    with raw.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in values:
            copy.write_row(row)


def _set_sequence(raw: "psycopg.Connection[Any]", model: type[models.Model], table: str, first: Row) -> None:
    """Ids that were given are not handed out again."""
    key = model._meta.pk
    if isinstance(key, models.AutoField) and key.attname in first:
        place = f"pg_get_serial_sequence('{table}', '{key.column}')"
        raw.execute(f"SELECT setval({place}, (SELECT max({key.column}) FROM {table}))".encode())


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list | dict) else value


def _for_postgresql(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


_CONVERTERS: dict[str, Callable[[Any], Any]] = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
