"""A PostgreSQL cluster in a temporary directory, reachable by a socket only, ended with the block that asked for it."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nabij_cli.check.bench import Bench, Failed

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
OLDEST = 15
START_SECONDS = 60
DATABASES = {"NABIJ_DATABASE_URL": "nabij", "NABIJ_SHRED_DATABASE_URL": "nabij_shred"}


def programs() -> Path | None:
    """The directory with ``initdb`` and ``postgres`` of the newest PostgreSQL on this machine, 15 or newer."""
    found = [path for pattern in PLACES for path in Path("/").glob(pattern.lstrip("/"))]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    versions = {path: _version(path) for path in found}
    best = max(found, key=lambda path: versions[path], default=None)
    return best if best and versions[best] >= OLDEST else None


def _version(directory: Path) -> int:
    try:
        said = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster with two empty databases; everything that it keeps is under ``data``."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def settings(self) -> dict[str, str]:
        """What points Nabij at the two databases."""
        return {name: self.address(database) for name, database in DATABASES.items()}

    def address(self, database: str) -> str:
        return f"postgresql://nabij@/{database}?host={self.home}"


@contextmanager
def temporary_cluster(bench: Bench, *, durable: bool = False) -> Iterator[Cluster]:
    """Start a cluster; ``durable`` with PostgreSQL's ordinary settings, where every commit reaches the disk."""
    directory = programs()
    if directory is None:
        raise Failed(f"no PostgreSQL {OLDEST} or newer on this machine")
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="nabij-pg-")))
    user = _user()
    if user:
        shutil.chown(cluster.home, user)
    try:
        making = _start(bench, [str(directory / "initdb"), *_making(cluster, durable)], cluster, user)
        try:
            making.wait()
        finally:
            bench.end(making)
        if making.returncode:
            raise Failed(f"initdb ended with {making.returncode}")
        server = _start(bench, [str(directory / "postgres"), *_serving(cluster, durable)], cluster, user)
        try:
            _make_databases(cluster, server)
            yield cluster
        finally:
            # SIGINT is PostgreSQL's fast shutdown
            bench.end(server, signal.SIGINT)
    finally:
        shutil.rmtree(cluster.home, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _start(bench: Bench, argv: list[str], cluster: Cluster, user: str | None) -> "subprocess.Popen[bytes]":
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(cluster.home)}
    return bench.start(argv, environment, user=user, cwd=cluster.home)


def _making(cluster: Cluster, durable: bool) -> list[str]:
    known = ["-D", str(cluster.data), "-U", "nabij", "--auth=trust", "--no-locale", "--encoding=UTF8"]
    return known if durable else [*known, "--no-sync"]


def _serving(cluster: Cluster, durable: bool) -> list[str]:
    settings = ["listen_addresses=", f"unix_socket_directories={cluster.home}"]
    if not durable:
        settings += ["fsync=off", "full_page_writes=off"]
    return ["-D", str(cluster.data), *(word for setting in settings for word in ("-c", setting))]


def _make_databases(cluster: Cluster, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    last = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE nabij")
                connection.execute("CREATE DATABASE nabij_shred")
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > last:
                raise Failed(f"PostgreSQL did not start: {error}") from error
            time.sleep(0.1)
