"""``./nabij matcher``: the blind-token service by itself, on this machine or on another."""

import argparse
import os
import resource
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from nabij_matcher.keeping import READY, DidNotStart, keep
from nabij_matcher.keys import LAST_VERSION, Keys, Misused, destroy_key, new_key, versions_in
from nabij_matcher.serving import listening_at, listening_on, mutual_tls, serve

BROKEN = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misused("Dit klopt niet bij ./nabij matcher. Er is niets gedaan. Kijk bij ./nabij help hoe het wel kan.")


def main(arguments: Sequence[str]) -> int:
    """Run one command of the service and return its exit code; a broken setting is one Dutch sentence and code 2."""
    os.umask(0o077)
    try:
        given = _parser().parse_args(arguments)
        return _run(given)
    except Misused as problem:
        print(problem, file=sys.stderr)
    except OSError as problem:
        where = f" bij {problem.filename}" if isinstance(problem.filename, str | Path) else ""
        print(f"Lezen, schrijven of luisteren lukte niet{where}. Er is niets veranderd.", file=sys.stderr)
    return BROKEN


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="matcher", add_help=False, allow_abbrev=False)
    parser.add_argument("what", choices=["serve", "keep", "keys", "new-key", "destroy-key"])
    parser.add_argument("version", nargs="?")
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--socket", type=Path)
    parser.add_argument("--address")
    parser.add_argument("--port", default="8743")
    for name in ("--certificate", "--private-key", "--callers"):
        parser.add_argument(name, type=Path)
    # until the end of what comes in at standard input: a service that another process keeps dies with it
    parser.add_argument("--kept", action="store_true")
    return parser


def _run(given: argparse.Namespace) -> int:
    if given.what == "serve" and given.version is None:
        return _serve(given)
    if given.what == "keep" and given.version is None and given.socket is not None:
        return _keep(given)
    if given.what == "keys" and given.version is None:
        for version, key in Keys(given.keys).all().items():
            print(f"{version} {key.public.hex()}")
        return 0
    if given.what == "new-key" and given.version is None:
        print(f"Sleutel {new_key(given.keys)} is gemaakt. Bewaar een kopie op een andere plaats dan de database.")
        return 0
    if given.what == "destroy-key" and _is_version(given.version):
        destroy_key(given.keys, int(given.version))
        print(f"Sleutel {given.version} is vernietigd.")
        return 0
    raise Misused("Dit klopt niet bij ./nabij matcher. Er is niets gedaan. Kijk bij ./nabij help hoe het wel kan.")


def _is_version(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit() and 0 < int(text) <= LAST_VERSION


def _serve(given: argparse.Namespace) -> int:
    _keep_out_of_dumps()
    if not versions_in(given.keys):
        new_key(given.keys)
    keys = Keys(given.keys)
    # a key that cannot be read is said now, and not at the first question
    keys.all()
    stopping = _stopping()
    if given.kept:
        threading.Thread(target=_until_alone, args=[stopping], daemon=True).start()
    if given.socket is not None:
        with listening_at(given.socket) as door:
            _say_ready()
            serve(door, keys, None, stopping)
        given.socket.unlink(missing_ok=True)
        return 0
    files = (given.certificate, given.private_key, given.callers)
    if given.address is None or None in files or not given.port.isdigit():
        raise Misused(
            "Geef --socket, of --address met --certificate, --private-key en --callers: "
            "naar een andere computer gaat het over TLS."
        )
    tls = mutual_tls(*files)
    with listening_on(given.address, int(given.port)) as door:
        _say_ready()
        serve(door, keys, tls, stopping)
    return 0


def _keep(given: argparse.Namespace) -> int:
    """Says on standard output that it is ready, or why it is not; what comes after that goes to standard error."""
    stopping = _stopping()
    threading.Thread(target=_until_alone, args=[stopping], daemon=True).start()
    try:
        keep(["--keys", str(given.keys), "--socket", str(given.socket)], stopping, _tell)
    except DidNotStart as problem:
        # a sentence of its own is Dutch and for a person; anything else is not
        own = problem.said if problem.said and "\n" not in problem.said else "Hij stopte meteen."
        print(own, flush=True)
        return BROKEN
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stdout if line == READY else sys.stderr, flush=True)


def _stopping() -> threading.Event:
    """Set once somebody asks this process to stop."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def _say_ready() -> None:
    print(READY, flush=True)


def _until_alone(stopping: threading.Event) -> None:
    # not through a buffer: its lock would be held when this process ends by itself
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stopping.set()


def _keep_out_of_dumps() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
