"""The history on disk: one line of JSON for each release, each with the digest of the line before, and a secret seed.

Proof note. Before: a directory that only its owner should read. After ``append``: the line is on disk before it
returns, and every later ``read`` gives it back or refuses. Lines that were changed, swapped or cut out break a digest;
lines cut off the end contradict ``head``, which is there from the beginning: a seed without a ledger and a head is a
ledger that was lost, and no new one. ``head`` is written last, so after a crash one whole line may stand beyond it:
that line counts, since a figure that may have gone out is out. The digests find accidents and clumsy hands; whoever can
write the whole directory can forge all of it.
"""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nabij_disclosure.entries import plain, released
from nabij_disclosure.errors import BrokenLedger, DisclosureError
from nabij_disclosure.history import Released
from nabij_disclosure.writing import sync

LINES, HEAD, SEED, LOCK = "ledger.jsonl", "head", "seed", "lock"
_FIRST = "0" * 64
_NONE = f"0 {_FIRST}\n".encode()
_SEED_BYTES = 32


class Busy(DisclosureError):
    """Another run works with this history now."""


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """One run at a time; the lock ends with the process. Raises ``Busy``."""
    _make(directory)
    handle = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(str(directory)) from None
        yield
    finally:
        os.close(handle)


def read(directory: Path) -> tuple[Released, ...]:
    """Every release, oldest first; none where nothing was kept yet. Raises ``BrokenLedger`` and ``OSError``."""
    lines = _lines(directory)
    try:
        return tuple(released(json.loads(line)["entry"]) for line in lines)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DisclosureError) as wrong:
        raise BrokenLedger(f"a line of the ledger is no release ({type(wrong).__name__})") from None


def append(directory: Path, entry: Released) -> None:
    """Keep one more release, on disk when this returns. Raises ``BrokenLedger``, or ``OSError`` from the disk."""
    _make(directory)
    lines = _lines(directory)
    line = _dumped({"before": _digest(lines[-1]) if lines else _FIRST, "entry": plain(entry)})
    _replace(directory / LINES, b"".join(each + b"\n" for each in (*lines, line)))
    _replace(directory / HEAD, f"{len(lines) + 1} {_digest(line)}\n".encode())


def seed(directory: Path, first: bytes | None = None) -> bytes:
    """The secret of this history, made at the first call (``first``, if given). Raises ``BrokenLedger`` if spoilt."""
    path = directory / SEED
    if not path.exists():
        if (directory / LINES).exists():
            raise BrokenLedger("the seed of this ledger is gone")
        _make(directory)
        _lines(directory)
        _replace(directory / HEAD, _NONE)
        _replace(path, (first or new_seed()).hex().encode() + b"\n")
    try:
        return as_seed(path.read_text("ascii"))
    except ValueError:
        raise BrokenLedger("the seed of this ledger is spoilt") from None


def as_seed(text: str) -> bytes:
    """The secret in the text of its file. Raises ``ValueError``."""
    found = bytes.fromhex(text.strip())
    if len(found) != _SEED_BYTES:
        raise ValueError("a seed of another length")
    return found


def new_seed() -> bytes:
    """A secret for a history that begins."""
    return secrets.token_bytes(_SEED_BYTES)


def discard(directory: Path) -> None:
    """Take back a history that was begun and got no release; one with a release stays."""
    if (directory / LINES).exists():
        return
    with suppress(OSError):
        for name in (SEED, f"{SEED}.new", HEAD, f"{HEAD}.new", f"{LINES}.new", LOCK):
            (directory / name).unlink(missing_ok=True)
        directory.rmdir()


def is_open(directory: Path) -> bool:
    """Whether others than its owner may look into a directory."""
    return bool(directory.stat().st_mode & 0o077)


def _make(directory: Path) -> None:
    """The directory and those above it, on disk with their names."""
    missing = [one for one in (directory, *directory.parents) if not one.exists()]
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in reversed(missing):
        sync(one.parent)


def _lines(directory: Path) -> list[bytes]:
    """Every line without its end, its digests checked."""
    path, head = directory / LINES, directory / HEAD
    content = path.read_bytes() if path.exists() else b""
    if content and not content.endswith(b"\n"):
        raise BrokenLedger("the last line of the ledger is cut off")
    lines = content.split(b"\n")[:-1]
    before = _FIRST
    for number, line in enumerate(lines, 1):
        try:
            named = json.loads(line)["before"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BrokenLedger(f"line {number} of the ledger cannot be read") from None
        if named != before:
            raise BrokenLedger(f"line {number} of the ledger does not follow on the one before")
        before = _digest(line)
    ends = head.read_bytes() if head.exists() else b""
    if not lines and (path.exists() or (not ends and (directory / SEED).exists())):
        raise BrokenLedger("the lines of this ledger are gone")
    _check_head(ends, lines)
    return lines


def _check_head(head: bytes, lines: list[bytes]) -> None:
    known = [_NONE, *(f"{number} {_digest(line)}\n".encode() for number, line in enumerate(lines, 1))]
    # one line more than the head: the crash came between the two, and the line counts
    if head not in known[-2:] and (head or len(lines) > 1):
        raise BrokenLedger("the ledger does not end where it should")


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _replace(path: Path, content: bytes) -> None:
    """Put a whole file in the place of another: after a crash there is the old one or the new one."""
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)
