"""Reads the environment once and refuses a broken setting with one clear sentence."""

import contextlib
import errno
import os
import re
import secrets
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nabij.kit.errors import BadConfiguration
from nabij.site.mail_server import MailServer, mail_server

DEMO_MARKER = "demo-marker"
# Only the demo command sets this; a marker alone makes no demo of what another command starts.
DEMO_START = "NABIJ_DEMO"
HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
MATCHER_SOCKET = "matcher.sock"
OWN_FILES = {DEMO_MARKER, "secret-key", "nabij.sqlite3", "shred.sqlite3"}

MOST_PROOF_DAYS = 730
MOST_SIGNAL_YEARS = 10


@dataclass(frozen=True, slots=True)
class RemoteMatcher:
    """A blind-token service that runs apart: at a socket of this machine, or over mutual TLS on another."""

    socket: Path | None = None
    host: str = ""
    port: int = 0
    authority: Path = Path()
    certificate: Path = Path()
    private_key: Path = Path()


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that an installation can set, checked."""

    data: Path
    database_url: str
    shred_database_url: str
    hosts: dict[str, str]
    # where blinded points are evaluated; None: by a service that serve starts itself, at the socket in ``data``
    matcher: RemoteMatcher | None
    # where "Weg hier" on the visitor's pages leads
    leave_to: str
    # how long who had a conversation destroyed can read the proof with their words
    proof_days: int
    signal_years: int
    # where mail is handed over, and who sends it; None: no mail
    mail: MailServer | None
    scheme: str
    debug: bool
    secret_key: str
    # whether the data directory was marked as a demo when this was read, once; it cannot become production
    demo: bool
    # whether the demo command started this process: without that, the settings allow nothing that a demo allows
    started_as_demo: bool


def configuration(environment: dict[str, str] | None = None) -> Configuration:
    """The checked configuration of this environment; raises ``BadConfiguration``."""
    env = dict(os.environ) if environment is None else environment
    data = Path(env.get("NABIJ_DATA") or Path.home() / ".nabij").absolute()
    scheme = env.get("NABIJ_SCHEME") or "http"
    if scheme not in {"http", "https"}:
        raise BadConfiguration("NABIJ_SCHEME moet http of https zijn.")
    if env.get("NABIJ_DEBUG", "") not in {"", "0", "1"}:
        raise BadConfiguration("NABIJ_DEBUG moet 0 of 1 zijn.")
    database_url = _database_url(env, "NABIJ_DATABASE_URL")
    shred_database_url = _database_url(env, "NABIJ_SHRED_DATABASE_URL")
    _two_stores(database_url, shred_database_url)
    demo = (data / DEMO_MARKER).is_file()
    hosts = _hosts(env)
    return Configuration(
        data=data,
        database_url=database_url,
        shred_database_url=shred_database_url,
        hosts=hosts,
        matcher=_matcher(env),
        leave_to=_leave_to(env),
        proof_days=_proof_days(env),
        signal_years=_signal_years(env),
        mail=mail_server(env, hosts),
        scheme=scheme,
        debug=env.get("NABIJ_DEBUG") == "1",
        secret_key=_secret_key(data),
        demo=demo,
        started_as_demo=env.get(DEMO_START) == "1",
    )


def _database_url(env: dict[str, str], name: str) -> str:
    url = env.get(name, "")
    if url and (urlsplit(url).scheme not in {"postgresql", "postgres"} or not urlsplit(url).path.strip("/")):
        raise BadConfiguration(f"{name} moet beginnen met postgresql:// en een databasenaam noemen.")
    if url:
        _conninfo(url, name)
    return url


def _conninfo(url: str, name: str = "NABIJ_DATABASE_URL") -> dict[str, Any]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        # what the parser says may quote the password
        raise BadConfiguration(f"{name} is niet te lezen als adres van een PostgreSQL-database.") from None


def _two_stores(first: str, second: str) -> None:
    """Refuse one PostgreSQL database for both stores: a backup of the one must never hold the other."""
    if first and second:
        places = [[_conninfo(url).get(key) for key in ("host", "port", "dbname")] for url in (first, second)]
        if places[0] == places[1]:
            raise BadConfiguration(
                "NABIJ_DATABASE_URL en NABIJ_SHRED_DATABASE_URL moeten twee verschillende databases noemen."
            )


def _hosts(env: dict[str, str]) -> dict[str, str]:
    hosts = {
        "workspace": env.get("NABIJ_WORKSPACE_HOST") or "werk.localhost",
        "visitor": env.get("NABIJ_VISITOR_HOST") or "praat.localhost",
        "board": env.get("NABIJ_BOARD_HOST") or "bestuur.localhost",
    }
    # a browser sends a host name in small letters, however it was written here
    hosts = {audience: host.lower().rstrip(".") for audience, host in hosts.items()}
    # "*" and a leading dot would stand for other hosts as well
    proper = all(HOST_NAME.fullmatch(host) and len(host) <= 253 for host in hosts.values())
    if not proper or len(set(hosts.values())) != len(hosts):
        raise BadConfiguration(
            "De drie adressen (werk, praat, bestuur) moeten verschillende hostnamen zijn, voluit en zonder poort."
        )
    return hosts


def _matcher(env: dict[str, str]) -> RemoteMatcher | None:
    """``unix:/path`` or ``tls:host:port``; over TLS with three files that can be read."""
    address = env.get("NABIJ_MATCHER", "")
    if not address:
        return None
    kind, _, place = address.partition(":")
    if kind == "unix" and Path(place).is_absolute():
        return RemoteMatcher(socket=Path(place))
    host, _, port = place.rpartition(":")
    if kind != "tls" or not HOST_NAME.fullmatch(host) or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadConfiguration("NABIJ_MATCHER moet unix:/pad/naar/socket zijn, of tls:hostnaam:poort.")
    names = ("NABIJ_MATCHER_AUTHORITY", "NABIJ_MATCHER_CERTIFICATE", "NABIJ_MATCHER_PRIVATE_KEY")
    files = [Path(env.get(name) or "/") for name in names]
    missing = [name for name, path in zip(names, files, strict=True) if not path.is_file()]
    if missing:
        raise BadConfiguration(f"Bij tls: moet {missing[0]} een bestand noemen dat er is.")
    return RemoteMatcher(None, host, int(port), *files)


def _proof_days(env: dict[str, str]) -> int:
    """Ninety days unless set; at most the two years that a log of deletions is kept."""
    days = env.get("NABIJ_PROOF_DAYS") or "90"
    if not days.isascii() or not days.isdigit() or not 1 <= int(days) <= MOST_PROOF_DAYS:
        raise BadConfiguration(f"NABIJ_PROOF_DAYS moet een getal van 1 tot en met {MOST_PROOF_DAYS} zijn.")
    return int(days)


def _signal_years(env: dict[str, str]) -> int:
    """Five years unless set, counted from the month of the letter."""
    years = env.get("NABIJ_SIGNAL_YEARS") or "5"
    if not years.isascii() or not years.isdigit() or not 1 <= int(years) <= MOST_SIGNAL_YEARS:
        raise BadConfiguration(f"NABIJ_SIGNAL_YEARS moet een getal van 1 tot en met {MOST_SIGNAL_YEARS} zijn.")
    return int(years)


def _leave_to(env: dict[str, str]) -> str:
    """An ordinary page of somebody else's, over https: what a passer-by sees after "Weg hier"."""
    address = env.get("NABIJ_LEAVE_TO") or "https://www.buienradar.nl/"
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.username or set(address) & set(" \r\n\t"):
        raise BadConfiguration("NABIJ_LEAVE_TO moet een volledig adres zijn dat met https:// begint.")
    return address


def _secret_key(data: Path) -> str:
    """The server's own signing secret, made on first use, readable by its owner only."""
    try:
        _claim(data)
        path = data / "secret-key"
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadConfiguration(
            f"De gegevensmap {data} is niet te gebruiken: {_why(error)}. Er is niets veranderd. "
            "Kies een andere NABIJ_DATA."
        ) from error


def _claim(data: Path) -> None:
    """Make the data directory, or accept it when empty or already ours: another one would be closed to its users."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = {path.name for path in data.iterdir() if not path.name.startswith(".")} - {"lost+found"}
    if names and not names & OWN_FILES:
        raise BadConfiguration(f"De gegevensmap {data} is niet leeg en niet van Nabij. Kies een lege map.")
    data.chmod(0o700)
    if not os.access(data, os.W_OK | os.X_OK):
        raise PermissionError


def _write_once(path: Path, text: str) -> None:
    """Write ``path`` whole or not at all, readable by its owner only; another process may have been first."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def _why(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "dat is geen map"
    if isinstance(error, PermissionError):
        return "je mag daar niet schrijven"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "de schijf is vol"
    return "lezen of schrijven lukt daar niet"


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset corruption race (3.7.0–3.51.2; mended in 3.51.3, 3.50.7, 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def sqlite_journal() -> str:
    """The journal mode that this machine's SQLite may use."""
    return "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"


def database(url: str, path: Path) -> dict[str, Any]:
    """Django's settings for one store: PostgreSQL when a URL is given, SQLite at ``path`` otherwise."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # what is deleted is overwritten with noughts, whatever this SQLite does by itself
                "init_command": (
                    f"PRAGMA journal_mode={sqlite_journal()}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                ),
            },
        }
    given = _conninfo(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5} | given | {"tcp_user_timeout": 5000, "target_session_attrs": "read-write"},
    }
