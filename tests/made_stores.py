"""Migrated stores, made once and copied: migrating takes seconds, and every worker of every part would do it again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from nabij_cli.preparation import held

# what a migrated store depends on beside the migrations: the kinds and rights of models, what goes to which
# store, and what guards a table
BESIDE = ("models.py", "stores.py", "guard.py")
# a number of our own, so that workers wait for the one that migrates
ADVISORY_LOCK = 0x6E6162696B


def digest_of_migrations() -> str:
    """Another one for every other set of stores that migrating may make."""
    total = hashlib.sha256(repr((django.VERSION, settings.DATABASE_ROUTERS)).encode())
    for app in apps.get_app_configs():
        here = Path(app.path)
        for path in sorted([*here.glob("migrations/*.py"), *(here / name for name in BESIDE)]):
            if path.is_file():
                total.update(f"{app.label}/{path.name}".encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def copied_stores(made: Path) -> Iterator[None]:
    """Every connection leads to a copy of its migrated store; ``made`` is where SQLite's are kept between runs."""
    stores = list(connections.all())
    before = [(store, str(store.settings_dict["NAME"])) for store in stores]
    for store in stores:
        if store.vendor == "sqlite":
            _copy_file(store, made)
        else:
            _copy_in_cluster(store)
    try:
        yield
    finally:
        for store, name in before:
            store.creation.destroy_test_db(name, verbosity=0)


def _copy_file(store: BaseDatabaseWrapper, made: Path) -> None:
    kept = made / f"{store.alias}-{digest_of_migrations()}.sqlite3"
    wanted = Path(store.settings_dict["TEST"]["NAME"])
    with held(made / f"{store.alias}.lock"):
        if not kept.is_file():
            for old in made.glob(f"{store.alias}-*.sqlite3"):
                old.unlink()
            _migrate(store, str(wanted))
            half = kept.with_suffix(".half")
            half.write_bytes(wanted.read_bytes())
            half.rename(kept)
        wanted.write_bytes(kept.read_bytes())
    _lead(store, str(wanted))


def _copy_in_cluster(store: BaseDatabaseWrapper) -> None:
    wanted, kept = store.settings_dict["TEST"]["NAME"], f"made_{store.alias}_{digest_of_migrations()}"
    wanted = str(wanted or f"test_{store.settings_dict['NAME']}")
    quoted = store.ops.quote_name
    creation: Any = store.creation
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if not cursor.fetchone():
            # under its final name only when it is whole
            _migrate(store, wanted)
            cursor.execute(f"ALTER DATABASE {quoted(wanted)} RENAME TO {quoted(kept)}")
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(wanted)}")
        cursor.execute(f"CREATE DATABASE {quoted(wanted)} TEMPLATE {quoted(kept)}")
    _lead(store, wanted)


def _migrate(store: BaseDatabaseWrapper, name: str) -> None:
    store.settings_dict["TEST"]["NAME"] = name
    store.creation.create_test_db(verbosity=0, autoclobber=True)
    store.close()


def _lead(store: BaseDatabaseWrapper, name: str) -> None:
    store.close()
    settings.DATABASES[store.alias]["NAME"] = name
    store.settings_dict["NAME"] = name
