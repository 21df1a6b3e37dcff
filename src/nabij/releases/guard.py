"""The store itself refuses to change or take away a line of the ledger, whatever code asks for it.

For code of Nabij and what it calls, migrations included. Whoever is master of the store can take the guard away, as
they can do anything to it: that they changed a line is what the chain tells (``broken_ledgers``).
A migration that makes this table anew on SQLite drops what guards it, and has to put it back.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

CHANGED, TAKEN = "a line of the ledger is never changed", "a line of the ledger is never taken away"

_SQLITE = {
    "put": [
        f"CREATE TRIGGER releases_never_changed BEFORE UPDATE ON releases_release BEGIN "
        f"SELECT RAISE(ABORT, '{CHANGED}'); END",
        f"CREATE TRIGGER releases_never_taken BEFORE DELETE ON releases_release BEGIN "
        f"SELECT RAISE(ABORT, '{TAKEN}'); END",
    ],
    "lift": ["DROP TRIGGER releases_never_changed", "DROP TRIGGER releases_never_taken"],
}
# a refusal of the class of broken constraints, as that of SQLite is
_POSTGRESQL = {
    "put": [
        "CREATE FUNCTION releases_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = TG_ARGV[0]; END$$",
        f"CREATE TRIGGER releases_never_changed BEFORE UPDATE ON releases_release "
        f"FOR EACH STATEMENT EXECUTE FUNCTION releases_refuse('{CHANGED}')",
        f"CREATE TRIGGER releases_never_taken BEFORE DELETE OR TRUNCATE ON releases_release "
        f"FOR EACH STATEMENT EXECUTE FUNCTION releases_refuse('{TAKEN}')",
    ],
    "lift": [
        "DROP TRIGGER releases_never_changed ON releases_release",
        "DROP TRIGGER releases_never_taken ON releases_release",
        "DROP FUNCTION releases_refuse()",
    ],
}
_BY_VENDOR = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def put_guard(store: BaseDatabaseWrapper) -> None:
    """From now on this store refuses to change, delete or truncate lines of the ledger: an ``IntegrityError``."""
    _run(store, "put")


def lift_guard(store: BaseDatabaseWrapper) -> None:
    """This store refuses it no longer: for undoing the migration, and for tests of what somebody with the store can."""
    _run(store, "lift")


def _run(store: BaseDatabaseWrapper, what: str) -> None:
    with store.cursor() as cursor:
        for statement in _BY_VENDOR[store.vendor][what]:
            cursor.execute(statement)
