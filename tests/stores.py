"""Stores that a test run can afford: in memory where the machine has a folder for that, and emptied in one step."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from nabij.releases.guard import lift_guard, put_guard

# Linux keeps these files in memory: what SQLite makes sure of on a disk costs nothing there
IN_MEMORY = Path("/dev/shm")
# made by migrating, and the same before and after every test
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
# of which the store itself keeps every row
GUARDED = "releases_release"


@contextmanager
def folder_for_stores(otherwise: Path) -> Iterator[Path]:
    """A folder in memory that is gone afterwards; ``otherwise`` on a machine without any."""
    if not IN_MEMORY.is_dir():
        yield otherwise
        return
    place = Path(tempfile.mkdtemp(prefix="nabij-stores-", dir=IN_MEMORY))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def empty(store: BaseDatabaseWrapper) -> None:
    """Delete the rows of every table that has any.

    Django's ``flush`` truncates all tables, which costs PostgreSQL a file for each, and then makes the rights and kinds
    of content of all models again, of which nothing here is a row.
    """
    tables = sorted(set(store.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)
    names = {table: store.ops.quote_name(table) for table in tables}
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {names[table]})" for table in tables)
    # every reference of Django's is looked at when the transaction ends, so that the order is nobody's care
    with transaction.atomic(using=store.alias), store.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
        guarded = GUARDED in filled
        if guarded:
            lift_guard(store)
        for table in filled:
            cursor.execute(f"DELETE FROM {names[table]}")
        if guarded:
            put_guard(store)


def empty_instead_of_flush() -> None:
    """From now on a test that committed leaves empty stores behind by ``empty``."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: Any) -> None:
        if case.available_apps is not None or case.serialized_rollback or case.reset_sequences:
            flush(case)
            return
        for alias in case._databases_names(include_mirrors=False):
            empty(connections[alias])

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
