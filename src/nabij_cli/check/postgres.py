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
from pathlib import Path

from nabij_cli.check.bench import Failed, Workplace

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
OLDEST = 15
START_SECONDS = 60


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


@contextmanager
def temporary_cluster(place: Workplace) -> Iterator[dict[str, str]]:
    """Start a cluster with two empty databases; yields the settings that point Nabij at them."""
    directory = programs()
    if directory is None:
        raise Failed(f"no PostgreSQL {OLDEST} or newer on this machine")
    home = Path(tempfile.mkdtemp(prefix="nabij-pg-"))
    user = _user()
    if user:
        shutil.chown(home, user)
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(home)}
    try:
        _make(place, [str(directory / "initdb"), *_making(home)], environment, user, home)
        server = place.bench.start([str(directory / "postgres"), *_serving(home)], environment, user=user, cwd=home)
        try:
            _wait(home, server)
            yield {
                "NABIJ_DATABASE_URL": _address(home, "nabij"),
                "NABIJ_SHRED_DATABASE_URL": _address(home, "nabij_shred"),
            }
        finally:
            # SIGINT is PostgreSQL's fast shutdown
            place.bench.end(server, signal.SIGINT)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _making(home: Path) -> list[str]:
    return ["-D", str(home / "data"), "-U", "nabij", "--auth=trust", "--no-locale", "--encoding=UTF8", "--no-sync"]


def _serving(home: Path) -> list[str]:
    settings = ["listen_addresses=", f"unix_socket_directories={home}", "fsync=off", "full_page_writes=off"]
    return ["-D", str(home / "data"), *(word for setting in settings for word in ("-c", setting))]


def _make(place: Workplace, argv: list[str], environment: dict[str, str], user: str | None, home: Path) -> None:
    process = place.bench.start(argv, environment, user=user, cwd=home)
    try:
        process.wait()
    finally:
        place.bench.end(process)
    if process.returncode:
        raise Failed(f"initdb ended with {process.returncode}")


def _wait(home: Path, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    last = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(_address(home, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE nabij")
                connection.execute("CREATE DATABASE nabij_shred")
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > last:
                raise Failed(f"PostgreSQL did not start: {error}") from error
            time.sleep(0.1)


def _address(home: Path, database: str) -> str:
    return f"postgresql://nabij@/{database}?host={home}"
