"""A PostgreSQL cluster in a temporary directory with its ordinary settings: every commit reaches the disk."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from nabij_cli.check.postgres import programs

START_SECONDS = 60
NAMES = {"NABIJ_DATABASE_URL": "nabij", "NABIJ_SHRED_DATABASE_URL": "nabij_shred"}


@contextmanager
def durable_cluster() -> Iterator[dict[str, str]]:
    """Start a cluster, reachable by a socket only; yields the settings that point Nabij at its two empty databases."""
    directory = programs()
    if directory is None:
        raise SystemExit("No PostgreSQL 15 or newer on this machine.")
    home = Path(tempfile.mkdtemp(prefix="nabij-benchmark-pg-"))
    user = _user()
    if user:
        shutil.chown(home, user)
    try:
        making = ["-D", str(home / "data"), "-U", "nabij", "--auth=trust", "--no-locale", "--encoding=UTF8"]
        _start([str(directory / "initdb"), *making], home, user).wait()
        sockets = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={home}"]
        server = _start([str(directory / "postgres"), "-D", str(home / "data"), *sockets], home, user)
        try:
            _make_databases(home, server)
            yield {name: _address(home, database) for name, database in NAMES.items()}
        finally:
            # PostgreSQL's fast shutdown
            server.send_signal(signal.SIGINT)
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _start(argv: list[str], home: Path, user: str | None) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        argv,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(home)},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        user=user,
        extra_groups=[] if user else None,
    )


def _make_databases(home: Path, server: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(_address(home, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE nabij")
                connection.execute("CREATE DATABASE nabij_shred")
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > last:
                raise SystemExit(f"PostgreSQL did not start: {error}") from error
            time.sleep(0.1)


def _address(home: Path, database: str) -> str:
    return f"postgresql://nabij@/{database}?host={home}"
