"""Bringing the stores up to date and running gunicorn over both sites' addresses."""

import os
import resource
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
from nabij_cli.waiting_room import PATIENCE, WaitingRoom

MIGRATING = "migrating.lock"
RUNNING = "running.lock"
ADVISORY_LOCK = 0x6E6162696A
LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "WARNING", "handlers": ["bare"]},
    "filters": {"bare": {"()": "nabij.site.logs.WithoutContent"}},
    "formatters": {"line": {"()": "nabij.site.logs.Line"}},
    "handlers": {"bare": {"class": "logging.StreamHandler", "filters": ["bare"], "formatter": "line"}},
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
    from django.core.checks import run_checks
    from django.core.management import call_command
    from django.db import connections

    if same_database(connections["default"], connections["shred"]):
        raise BadConfiguration(
            "NABIJ_DATABASE_URL en NABIJ_SHRED_DATABASE_URL komen uit bij dezelfde database. Geef er twee."
        )
    with held(found.data / MIGRATING), _advisory_lock():
        for alias in ("default", "shred"):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    wrong = [found for found in run_checks(databases=["default", "shred"]) if found.is_serious()]
    if wrong:
        # sentences of our own are Dutch; of Django's the number is what can be looked up
        told = [one.msg if str(one.id).startswith("nabij.E00") and one.msg.endswith(".") else one.id for one in wrong]
        raise BadConfiguration(
            f"Nabij start niet, want een controle bij de start klopt niet: {', '.join(map(str, told)).rstrip('.')}. "
            "Er is niets veranderd."
        )
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


def _connections() -> int:
    """How many connections a worker can hold with the open files that it is allowed, raised as far as that goes."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if most == resource.RLIM_INFINITY else min(4096, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return max(64, (wanted - 200) // 3)


def run_server(
    data: Path,
    address: str,
    port: int,
    workers: int,
    when_ready: Callable[[], None],
    patience: float = PATIENCE,
    beside: Callable[[Any], None] | None = None,
) -> int:
    """Answer requests until SIGTERM or SIGINT; running requests are finished. Returns the exit code.

    ``patience`` is in seconds: who is slower in sending a request is let go, and holds up nobody meanwhile. ``beside``
    is called in each worker when it is ready.
    """
    options = {
        "bind": [f"[{address}]:{port}" if ":" in address else f"{address}:{port}"],
        "workers": workers,
        "worker_class": type("Worker", (WaitingRoom,), {"patience": patience}),
        "threads": 4,
        "preload_app": True,
        # a waiting request may take a second file beside its connection: never more of them than files allowed
        "worker_connections": _connections(),
        # only our own proxy's address is read from heads, never where the application would lie
        "forwarder_headers": "",
        "timeout": 60,
        "graceful_timeout": 20,
        "accesslog": None,
        "logconfig_dict": LOGS,
        "control_socket_disable": True,
        "proc_name": "nabij",
        "umask": 0o077,
        "when_ready": lambda arbiter: when_ready(),
        "post_worker_init": beside or (lambda worker: None),
    }
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with held(data / RUNNING, shared=True, wait=False) as alone:
        if not alone:
            raise BadConfiguration("Er wordt nu een reservekopie teruggezet. Start opnieuw als dat klaar is.")
        return _until_stopped(_Server(options))


def _until_stopped(server: BaseApplication) -> int:
    try:
        server.run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0
