"""``./nabij restore MAP``: puts a copy back, and never an older shred store: what was destroyed stays destroyed."""

import argparse
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import Configuration, configuration
from nabij_cli.backup import SHRED_COPY, SHRED_FOLDER, copy, flush_folder, refuse_others
from nabij_cli.carry_over import carry_over
from nabij_cli.preparation import held, read_sqlite
from nabij_cli.server import RUNNING

KEPT = "nabij-before-restore.sqlite3"
MAIL = {"mail_mail": "DELETE FROM mail_mail", "mail_visitoraddress": "DELETE FROM mail_visitoraddress"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path)
    parser.add_argument("--forget-released", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Put back the newest copy in the directory; the store that was there is kept beside it."""
    os.umask(0o077)
    found = configuration()
    _refuse(found)
    main, shred = _copies(arguments.directory.expanduser().absolute())
    with held(found.data / RUNNING, wait=False) as alone:
        if not alone:
            raise BadConfiguration("Nabij draait nog. Stop de server en zet dan de reservekopie terug.")
        return _restore(found.data, main, shred, forget=arguments.forget_released)


def _refuse(found: Configuration) -> None:
    if found.demo or found.database_url or found.shred_database_url:
        refuse_others(found)


def _copies(directory: Path) -> tuple[Path, Path]:
    copies = sorted(directory.glob("nabij-*.sqlite3"))
    shred = directory / SHRED_FOLDER / SHRED_COPY
    if not copies or not shred.is_file():
        raise BadConfiguration(
            f"In {directory} staat geen hele reservekopie: daarin horen nabij-….sqlite3 en de map {SHRED_FOLDER}."
        )
    for path in (copies[-1], shred):
        if not _readable(path):
            raise BadConfiguration(f"De kopie {path} is geen SQLite-database. Er is niets teruggezet.")
    return copies[-1], shred


def _restore(data: Path, main: Path, shred: Path, *, forget: bool) -> int:
    live, live_shred = data / "nabij.sqlite3", data / "shred.sqlite3"
    keep = _in_use(live, live_shred)
    # the shred store first: when the second swap fails, another restore still finds the keys that belong to the copy
    swaps = [(main, live)] if keep else [(shred, live_shred), (main, live)]
    try:
        for source, target in swaps:
            copy(source, _next(target))
        _forget_mail(_next(live))
        added = carry_over(live, _next(live), forget=forget) if _readable(live) else 0
        kept = _keep(live) if live.exists() else None
        for _, target in swaps:
            _drop_journals(target)
            os.replace(_next(target), target)
        flush_folder(data)
    except BadConfiguration:
        _drop_next(swaps)
        raise
    except (OSError, sqlite3.Error) as error:
        _drop_next(swaps)
        raise BadConfiguration(
            f"Terugzetten in {data} lukte niet. Is er ruimte, en mag je daar schrijven? Wat er stond, is er nog."
        ) from error
    print(f"Teruggezet: {main.name}.")
    if kept:
        print(f"Wat er stond, is bewaard als {kept.name}.")
    print("De wissleutels van deze installatie zijn gebleven." if keep else "De wissleutels komen uit de reservekopie.")
    if added:
        many = "1 regel" if added == 1 else f"{added} regels"
        print(f"Cijfers die na de kopie uitgingen, staan weer in het register: {many}.")
    if gone := _without_key(live, live_shred):
        print(f"{gone} kwesties waren gewist; zij blijven onleesbaar.")
    return 0


def _drop_next(swaps: list[tuple[Path, Path]]) -> None:
    for _, target in swaps:
        with suppress(OSError):
            _next(target).unlink(missing_ok=True)


def _forget_mail(restored: Path) -> None:
    """Addresses that visitors gave for mail, and mails that wait: who stopped since the copy would get mail again."""
    with closing(sqlite3.connect(restored)) as connection, connection:
        connection.execute("PRAGMA secure_delete=ON")
        for table, forgetting in MAIL.items():
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                connection.execute(forgetting)


def _next(target: Path) -> Path:
    return target.with_name(f"{target.name}.next")


def _keep(live: Path) -> Path:
    """A second name for the store that gives way, never that of an earlier one: no room is needed, nothing is moved."""
    kept, number = live.with_name(KEPT), 1
    while True:
        try:
            os.link(live, kept)
        except FileExistsError:
            number += 1
            kept = live.with_name(f"{Path(KEPT).stem}-{number}.sqlite3")
        else:
            return kept


def _in_use(live: Path, live_shred: Path) -> bool:
    """Whether this installation's own shred store is the newest: only one that never held anything gives way."""
    if not _readable(live_shred):
        return False
    return not _readable(live) or _count(live, "people_practice") > 0 or _count(live_shred, "sealed_shredkey") > 0


def _readable(path: Path) -> bool:
    try:
        return path.is_file() and read_sqlite(path) > 0
    except (sqlite3.Error, OSError):
        return False


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
        return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) if known else 0  # noqa: S608 - a constant


def _without_key(live: Path, live_shred: Path) -> int:
    with closing(sqlite3.connect(live)) as main, closing(sqlite3.connect(live_shred)) as shred:
        matters = {row[0] for row in main.execute("SELECT id FROM matters_matter")}
        keys = {row[0] for row in shred.execute("SELECT box FROM sealed_shredkey")}
    return len(matters - keys)


def _drop_journals(path: Path) -> None:
    # a journal of the replaced file would be played back into its successor
    for ending in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
