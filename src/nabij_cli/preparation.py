"""What every command that opens the stores does first: refuse what is broken, with one sentence."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import Configuration, configuration

FIRST_USER_PORT, LAST_PORT = 1, 65535
OLDEST_POSTGRESQL = 150000


def prepare() -> Configuration:
    """The checked configuration, with both stores reachable; new files are for their owner only."""
    os.umask(0o077)
    found = configuration()
    for name, url, path in stores(found):
        if url:
            _reach(name, url)
        else:
            _accept(path)
    return found


def stores(found: Configuration) -> list[tuple[str, str, Path]]:
    """Both stores as ``(name of the setting, PostgreSQL address or "", SQLite file)``."""
    return [
        ("NABIJ_DATABASE_URL", found.database_url, found.data / "nabij.sqlite3"),
        ("NABIJ_SHRED_DATABASE_URL", found.shred_database_url, found.data / "shred.sqlite3"),
    ]


def start_django() -> None:
    """Load the settings of this environment; after this, models may be imported."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "nabij.site.settings"
    django.setup()


def whole_number(text: str, name: str, lowest: int, highest: int) -> int:
    """``text`` as a number within bounds, or ``BadConfiguration`` naming the setting."""
    if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise BadConfiguration(f"{name} moet een getal van {lowest} tot en met {highest} zijn.")
    return int(text)


def free_port(text: str, address: str = "127.0.0.1") -> int:
    """The port as a number, or ``BadConfiguration`` when it is none or when something listens there."""
    port = whole_number(text, "De poort", FIRST_USER_PORT, LAST_PORT)
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise BadConfiguration(f"Het adres {address} bestaat niet op deze computer.") from error
    with closing(socket.socket(family, kind, protocol)) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(place)
        except PermissionError as error:
            raise BadConfiguration(f"Poort {port} mag je niet gebruiken. Kies er een boven 1024 met --port.") from error
        except OSError as error:
            raise BadConfiguration(
                f"Poort {port} is bezet of niet te gebruiken. Kies een andere met --port."
            ) from error
    return port


def _reach(name: str, url: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5, target_session_attrs="read-write") as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        # what the server says is not Dutch, and may name more than an operator wants on a screen
        raise BadConfiguration(
            f"De database van {name} is niet bereikbaar. Er is niets veranderd. "
            "Kijk of de server draait, en of adres, naam en wachtwoord kloppen."
        ) from error
    if version < OLDEST_POSTGRESQL:
        raise BadConfiguration(f"De database van {name} is te oud: Nabij heeft PostgreSQL 15 of nieuwer nodig.")


def _accept(path: Path) -> None:
    if not path.exists():
        return
    try:
        path.chmod(0o600)
        read_sqlite(path)
    except sqlite3.OperationalError as error:
        raise BadConfiguration(f"Het bestand {path} is niet te openen als database.") from error
    except (sqlite3.DatabaseError, OSError) as error:
        raise BadConfiguration(f"Het bestand {path} is geen SQLite-database.") from error


def read_sqlite(path: Path) -> int:
    """How many tables an SQLite file has; ``sqlite3.DatabaseError`` when it is none, ``OSError`` when unreadable."""
    with path.open("rb") as file:
        head = file.read(16)
    if head and head != b"SQLite format 3\0":
        raise sqlite3.DatabaseError("not a database")
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


@contextmanager
def held(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Hold a lock file while the block runs; yields False when someone else has it and ``wait`` is false.

    The lock dies with the last process that holds it, so a killed server leaves none behind.
    """
    import fcntl

    with path.open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
