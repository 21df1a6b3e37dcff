"""Bringing the stores up to date and running gunicorn over both sites' addresses."""

import io
import os
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import Configuration
from nabij_cli.preparation import held

MIGRATING = "migrating.lock"
RUNNING = "running.lock"
ADVISORY_LOCK = 0x6E6162696A
LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "WARNING", "handlers": ["bare"]},
    "filters": {"bare": {"()": "nabij.site.logs.WithoutContent"}},
    "handlers": {"bare": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["bare"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def workers_by_default() -> int:
    """Two to four, by the number of cores."""
    return max(2, min(4, os.cpu_count() or 2))


def bring_up_to_date(found: Configuration) -> None:
    """Apply migrations to both stores under a lock, make the cache table, and run the checks; Django must be loaded."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.db import connections

    if same_database(connections["default"], connections["shred"]):
        raise BadConfiguration(
            "NABIJ_DATABASE_URL en NABIJ_SHRED_DATABASE_URL komen uit bij dezelfde database. Geef er twee."
        )
    with held(found.data / MIGRATING), _advisory_lock():
        for alias in ("default", "shred"):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    try:
        call_command("check", databases=["default", "shred"], stdout=io.StringIO())
    except SystemCheckError as error:
        raise BadConfiguration(f"Nabij start niet, want een controle bij de start klopt niet.\n{error}") from error
    for name in ("nabij.sqlite3", "shred.sqlite3"):
        if (path := found.data / name).exists():
            path.chmod(0o600)
    connections.close_all()


def same_database(one: Any, other: Any) -> bool:
    """Whether two of Django's connections reach one PostgreSQL database, however its address is written.

    A lock that the one holds is seen by the other in the same database only (PostgreSQL, 13.3.5).
    """
    if {one.vendor, other.vendor} != {"postgresql"}:
        return False
    key = secrets.randbits(63)
    with one.cursor() as first, other.cursor() as second:
        first.execute("SELECT pg_advisory_lock(%s)", [key])
        second.execute("SELECT pg_try_advisory_lock(%s)", [key])
        free: bool = second.fetchone()[0]
        if free:
            second.execute("SELECT pg_advisory_unlock(%s)", [key])
        first.execute("SELECT pg_advisory_unlock(%s)", [key])
    return not free


@contextmanager
def _advisory_lock() -> Iterator[None]:
    """On PostgreSQL several machines may start at once; the lock ends with the connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from nabij.site.wsgi import application

        return application


def run_server(data: Path, address: str, port: int, workers: int, when_ready: Callable[[], None]) -> int:
    """Answer requests until SIGTERM or SIGINT; running requests are finished. Returns the exit code."""
    options = {
        "bind": [f"[{address}]:{port}" if ":" in address else f"{address}:{port}"],
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 20,
        "accesslog": None,
        "logconfig_dict": LOGS,
        "control_socket_disable": True,
        "proc_name": "nabij",
        "umask": 0o077,
        "when_ready": lambda arbiter: when_ready(),
    }
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with held(data / RUNNING, shared=True, wait=False) as alone:
        if not alone:
            raise BadConfiguration("Er wordt nu een reservekopie teruggezet. Start opnieuw als dat klaar is.")
        try:
            _Server(options).run()
        except SystemExit as stop:
            return stop.code if isinstance(stop.code, int) else 0
    return 0
