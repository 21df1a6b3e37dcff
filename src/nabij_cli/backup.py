"""``./nabij backup MAP``: a copy of both stores, apart.

Of the shred store only the newest copy is kept: an older one would bring destroyed keys back.
"""

import argparse
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import Configuration
from nabij_cli.preparation import prepare, stores

SHRED_FOLDER = "shred"
SHRED_COPY = "shred.sqlite3"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Write ``nabij-<UTC time>.sqlite3`` and ``shred/shred.sqlite3`` while the server keeps running."""
    found = prepare()
    refuse_others(found)
    directory = arguments.directory.expanduser().absolute()
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    try:
        (directory / SHRED_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        # the shred store last: a key destroyed in between is gone from its copy as well
        copy(found.data / "nabij.sqlite3", directory / f"nabij-{moment}.sqlite3")
        copy(found.data / "shred.sqlite3", directory / SHRED_FOLDER / SHRED_COPY)
    except (OSError, sqlite3.Error) as error:
        raise BadConfiguration(
            f"De reservekopie in {directory} lukte niet. Is er ruimte, en mag je daar schrijven?"
        ) from error
    print(f"Reservekopie gemaakt: {directory / f'nabij-{moment}.sqlite3'}")
    print(f"De wissleutels staan apart in {directory / SHRED_FOLDER}. Bewaar die map op een andere plaats.")
    return 0


def refuse_others(found: Configuration) -> None:
    """``BadConfiguration`` for a demo and for PostgreSQL, which has tools of its own."""
    if found.demo:
        raise BadConfiguration(f"In {found.data} staat een demo; daarvan maakt Nabij geen reservekopie.")
    named = [name for name, url, _ in stores(found) if url]
    if named:
        commands = "; ".join(f'pg_dump --format=custom --file=KOPIE "${name}"' for name in named)
        raise BadConfiguration(
            f"Deze installatie gebruikt PostgreSQL: maak de kopie van elke database apart met {commands}. "
            "Terugzetten gaat met pg_restore; lees eerst docs/operation.md over de wissleutels."
        )
    for _, _, path in stores(found):
        if not path.exists():
            raise BadConfiguration(f"In {found.data} staat nog geen installatie. Start die eerst met ./nabij serve.")


def copy(source: Path, target: Path) -> None:
    """Copy one SQLite store whole, also while it is written to; ``target`` appears complete or not at all."""
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        _copy(source, draft)
        draft.replace(target)
    except (OSError, sqlite3.Error):
        draft.unlink(missing_ok=True)
        raise
    flush_folder(target.parent)


def _copy(source: Path, draft: Path) -> None:
    with closing(sqlite3.connect(source, timeout=20)) as old, closing(sqlite3.connect(draft)) as new:
        old.backup(new)
        if new.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the copy is damaged")
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.chmod(0o600)


def flush_folder(path: Path) -> None:
    """Let the names in this folder survive a power cut, as the files themselves do."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
