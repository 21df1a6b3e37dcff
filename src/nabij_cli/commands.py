"""The commands by name, and how a broken setting ends: one Dutch sentence and exit code 2, before anything else."""

import argparse
import errno
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from nabij.kit.errors import BadConfiguration
from nabij_cli import (
    audit_verify,
    backup,
    check,
    clean_up,
    demo,
    help_text,
    new_practice,
    released,
    restore,
    send_mail,
    serve,
)

BROKEN_SETTING = 2
INTERRUPTED = 130
DATABASE_STOPPED = (
    "De database gaf een fout en het commando is gestopt. Wat al bewaard was, is er nog. "
    "Kijk of er ruimte is, of niets anders de database bezet houdt, en probeer het opnieuw."
)


@dataclass(frozen=True, slots=True)
class Command:
    """One word after ``./nabij``: what it accepts and what it does; ``run`` returns the exit code."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS = {
    "demo": Command(demo.add_arguments, demo.run),
    "serve": Command(serve.add_arguments, serve.run),
    "check": Command(check.add_arguments, check.run),
    "audit-verify": Command(audit_verify.add_arguments, audit_verify.run),
    "backup": Command(backup.add_arguments, backup.run),
    "restore": Command(restore.add_arguments, restore.run),
    "released": Command(released.add_arguments, released.run),
    "clean-up": Command(clean_up.add_arguments, clean_up.run),
    "send-mail": Command(send_mail.add_arguments, send_mail.run),
    "new-practice": Command(new_practice.add_arguments, new_practice.run),
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadConfiguration(
            f"Dit klopt niet bij ./nabij {self.prog}. Er is niets gedaan. Kijk bij ./nabij help hoe het wel kan."
        )


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    try:
        return _run(name, rest)
    except BadConfiguration as problem:
        print(problem, file=sys.stderr)
        return BROKEN_SETTING
    except OSError as problem:
        print(_about(problem), file=sys.stderr)
        return BROKEN_SETTING
    except _database_errors():
        print(DATABASE_STOPPED, file=sys.stderr)
        return BROKEN_SETTING
    except KeyboardInterrupt:
        print("Gestopt.", file=sys.stderr)
        return INTERRUPTED


def _about(problem: OSError) -> str:
    """What happened, what is kept and what to do: the system's own words are not Dutch."""
    where = f" bij {problem.filename}" if isinstance(problem.filename, str | Path) else ""
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    happened = f"De schijf is vol{where}" if full else f"Lezen of schrijven lukte niet{where}"
    return (
        f"{happened}. Wat al bewaard was, is er nog. "
        "Kijk of er ruimte is en of je daar mag schrijven, en probeer het opnieuw."
    )


def _database_errors() -> tuple[type[Exception], ...]:
    """What a store raises; Django's only when a command loaded it."""
    database = sys.modules.get("django.db")
    return (sqlite3.Error, database.Error) if database else (sqlite3.Error,)


def _run(name: str, rest: list[str]) -> int:
    if name == "open":
        from nabij_vault.open_command import main as open_export

        return open_export(rest)
    if name == "protect":
        from nabij_disclosure.protect import main as protect

        return protect(rest)
    if name == "matcher":
        from nabij_matcher.command import main as match

        return match(rest)
    if name in {"help", "-h", "--help"} or {"-h", "--help"} & set(rest):
        print(help_text.help_for([name]))
        return 0
    command = COMMANDS.get(name)
    if command is None:
        raise BadConfiguration(f"Het commando {name} bestaat niet. Kijk bij ./nabij help welke er zijn.")
    parser = _Parser(prog=name, add_help=False, allow_abbrev=False)
    command.add_arguments(parser)
    return command.run(parser.parse_args(rest))
