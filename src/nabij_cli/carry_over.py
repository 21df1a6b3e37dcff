"""Figures that went out stay in the ledger when an older copy is put back: what was read cannot be unread.

For stores in files, which ``restore`` puts back; for PostgreSQL ``released`` does the same with a file between.

Proof note. Before: the store that gives way, and the copy that takes its place. After: each ledger of the copy ends
where that of the store did, by the very lines, or nothing was changed and it is said how many lines would be gone.
Lines are carried only behind a chain that the store has too, each naming the one before it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from nabij.audit.rules import START
from nabij.kit.errors import BadConfiguration

_TABLES = ("releases_ledger", "releases_release")


def carry_over(live: Path, restored: Path, *, forget: bool = False) -> int:
    """How many lines were added to the copy; ``forget``: none, whatever is lost. Raises ``BadConfiguration``."""
    if forget or not live.exists():
        return 0
    with closing(sqlite3.connect(restored)) as connection:
        connection.execute("ATTACH DATABASE ? AS live", [str(live)])
        if not _has_tables(connection, "live"):
            return 0
        ledgers = connection.execute("SELECT organisation_id, sequence, hash FROM live.releases_ledger").fetchall()
        held = _heads(connection) if _has_tables(connection, "main") else None
        if held is None:
            return none_or_refuse(sum(sequence for _, sequence, _ in ledgers))
        wrong, added = 0, 0
        connection.execute("BEGIN")
        for organisation, sequence, _ in ledgers:
            at, end = held.get(organisation, (0, START))
            if not _same_chain(connection, organisation, min(at, sequence), at, end):
                wrong += sequence
            elif sequence > at:
                added += _carry(connection, organisation, at)
        if wrong or not _holds(connection):
            connection.rollback()
            none_or_refuse(wrong or added)
        connection.commit()
        return added


def none_or_refuse(lines: int) -> int:
    """Nought where no line would be gone; else ``BadConfiguration`` says how many, and what to do."""
    if lines:
        many = "1 regel" if lines == 1 else f"{lines} regels"
        raise BadConfiguration(
            f"Sinds deze kopie gingen er cijfers uit die er niet in passen: {many} van het register. Zonder "
            "die wordt een volgend verslag met te weinig vergeleken, en kan het iemand verraden. Er is niets "
            "teruggezet. Neem een nieuwere kopie. Is er geen, en weet je wat je verliest? Geef dan "
            "--forget-released mee."
        )
    return 0


def _has_tables(connection: sqlite3.Connection, store: str) -> bool:
    names = {row[0] for row in connection.execute(f"SELECT name FROM {store}.sqlite_master")}  # noqa: S608 - a constant
    return names.issuperset(_TABLES)


def _heads(connection: sqlite3.Connection) -> dict[object, tuple[int, str]]:
    rows = connection.execute("SELECT organisation_id, sequence, hash FROM main.releases_ledger")
    return {organisation: (sequence, end) for organisation, sequence, end in rows}


def _same_chain(connection: sqlite3.Connection, organisation: object, common: int, at: int, end: str) -> bool:
    """Whether both have the same line where the shorter one ends."""
    if common == 0:
        return True
    query = "SELECT hash FROM {}.releases_release WHERE organisation_id = ? AND sequence = ?"
    mine, theirs = (
        connection.execute(query.format(one), [organisation, common]).fetchone() for one in ("main", "live")
    )
    return mine is not None and mine == theirs and (common < at or mine[0] == end)


def _carry(connection: sqlite3.Connection, organisation: object, at: int) -> int:
    """Add the lines behind ``at`` with the end of their chain; the ledger itself where the copy has none yet."""
    for table, only, values in (
        ("releases_release", "sequence > ?", [organisation, at]),
        (
            "releases_ledger",
            "organisation_id NOT IN (SELECT organisation_id FROM main.releases_ledger)",
            [organisation],
        ),
    ):
        columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA live.table_info({table})"))
        connection.execute(
            f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM live.{table} "  # noqa: S608 - names of our own
            f"WHERE organisation_id = ? AND {only}",
            values,
        )
    connection.execute(
        "UPDATE main.releases_ledger SET (sequence, hash) = "
        "(SELECT sequence, hash FROM live.releases_ledger WHERE organisation_id = ?) WHERE organisation_id = ?",
        [organisation, organisation],
    )
    count = "SELECT count(*) FROM live.releases_release WHERE organisation_id = ? AND sequence > ?"
    return int(connection.execute(count, [organisation, at]).fetchone()[0])


def _holds(connection: sqlite3.Connection) -> bool:
    """Whether every line names the one before it and its end, and who and what it is of is in the copy."""
    if any(connection.execute(f"PRAGMA main.foreign_key_check({table})").fetchone() for table in _TABLES):
        return False
    ends: dict[object, tuple[int, str]] = {}
    lines = "SELECT organisation_id, sequence, previous, hash FROM main.releases_release ORDER BY sequence"
    for organisation, sequence, previous, end in connection.execute(lines):
        if (sequence - 1, previous) != ends.get(organisation, (0, START)):
            return False
        ends[organisation] = (sequence, end)
    return all(ends.get(one, (0, START)) == head for one, head in _heads(connection).items())
