"""The keys of the service on its disk, one file for each version: two only while the old one is being replaced."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from nabij_matcher import group
from nabij_matcher.voprf import Key

MOST_KEYS = 2
LAST_VERSION = 65535
_NAME = re.compile(r"([1-9][0-9]{0,4})\.key")


class Misused(Exception):
    """A setting or command that cannot be followed, in finished Dutch."""


class Keys:
    """The keys in a directory. A file that is destroyed counts no longer from the next question on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[int, Key] = {}

    def all(self) -> dict[int, Key]:
        """Every key by version, as the directory has them now."""
        there = versions_in(self.folder)
        self._known = {version: self._known.get(version) or _read(self.folder, version) for version in there}
        return self._known


def versions_in(folder: Path) -> list[int]:
    """The versions of which there is a key, oldest first."""
    found = [_NAME.fullmatch(entry.name) for entry in os.scandir(folder)] if folder.is_dir() else []
    return sorted(int(name[1]) for name in found if name)


def new_key(folder: Path) -> int:
    """Draw a key beside the one that is there, readable by its owner only, and say which version it is.

    The number of a destroyed key is never given again: browsers know keys by it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = versions_in(folder)
    if len(there) >= MOST_KEYS:
        raise Misused("Er zijn al twee sleutels. Vernietig eerst de oude met destroy-key.")
    version = max([*there, _last_given(folder)]) + 1
    if version > LAST_VERSION:
        raise Misused("Er zijn geen nummers voor sleutels meer over.")
    _write_new(folder / "last-version", str(version), replace=True)
    _write_new(folder / f"{version}.key", group.random_scalar().hex())
    return version


def destroy_key(folder: Path, version: int) -> None:
    """Overwrite and remove one key: no token of it can ever be made again."""
    if version not in versions_in(folder):
        raise Misused(f"Er is geen sleutel {version}. Er is niets veranderd.")
    path = folder / f"{version}.key"
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _flush(folder)


def _read(folder: Path, version: int) -> Key:
    try:
        return Key.of(bytes.fromhex((folder / f"{version}.key").read_text(encoding="ascii")))
    except (OSError, ValueError):
        raise Misused(f"De sleutel {version} in {folder} is niet te lezen.") from None


def _last_given(folder: Path) -> int:
    with contextlib.suppress(OSError, ValueError):
        return int((folder / "last-version").read_text(encoding="ascii"))
    return 0


def _write_new(path: Path, text: str, *, replace: bool = False) -> None:
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        if replace:
            draft.replace(path)
        else:
            # two that draw at once must not put one key over the other
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
