"""Exports: one stored zip in one age file, to its owner and to the owner's recovery code."""

import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # ships no types

from nabij_vault.age_file import parse_identity, seal_stream
from nabij_vault.errors import BadEnvelope, BadFile, UnknownVersion, WrongSecret
from nabij_vault.randomness import Randomness
from nabij_vault.recovery import code_identity, parse_code
from nabij_vault.text import JsonObject, check_ids, fields, json_bytes, parse_object, string

FORMAT = "nabij/export/1"
_ABOUT = "export.json"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MATTER_PATH = re.compile(rf"matters/({_UUID})/matter\.json")
_FILE_PATH = re.compile(rf"matters/({_UUID})/files/({_UUID})-([\w .-]{{0,49}}[\w-])")
_NOT_IN_NAMES = re.compile(r"[^\w .-]")
_LONGEST_NAME = 50
# Zip knows no earlier year; a fixed moment also keeps the clock of the exporting machine out of it.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ExportedRecord:
    """One opened revision of one record; `author` is a signing key in b64."""

    part: str
    epoch: int
    id: str
    kind: str
    revision: int
    author: str
    body: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True)
class ExportedFile:
    """The content of a file, under the id of its record and the name it had."""

    record: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class ExportedMatter:
    """A matter as it is exported: its register, its opened records, its files."""

    id: str
    register: Mapping[str, object]
    records: tuple[ExportedRecord, ...] = ()
    files: tuple[ExportedFile, ...] = ()


@dataclass(frozen=True)
class Export:
    """An opened export: whose and when, and each file in it by its path.

    `incomplete` says by matter what did not open when it was made: a part and epoch, or a kind and record.
    """

    practice: str
    user: str
    when: str
    contents: Mapping[str, bytes] = field(repr=False)
    incomplete: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def matters(self) -> tuple[str, ...]:
        """The ids of the matters in it."""
        return tuple(found[1] for found in map(_MATTER_PATH.fullmatch, self.contents) if found)

    @property
    def file_count(self) -> int:
        """How many files there are beside the matters."""
        return sum(1 for path in self.contents if _FILE_PATH.fullmatch(path))

    def matter(self, id: str) -> JsonObject:
        """The register and records of a matter. KeyError when it is not in the export, BadEnvelope when no JSON."""
        return parse_object(self.contents[f"matters/{id}/matter.json"])


def seal_export(
    practice: str,
    user: str,
    when: datetime,
    matters: Iterable[ExportedMatter],
    recipients: Iterable[str],
    randomness: Randomness = os.urandom,
) -> bytes:
    """The age file of an export, to the owner's and the recovery recipient. ValueError for a moment without zone."""
    check_ids(practice, user)
    if when.tzinfo is None:
        raise ValueError("a moment needs its zone")
    plain, out = BytesIO(), BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as archive:
        about = {"format": FORMAT, "practice": practice, "user": user, "when": when.isoformat()}
        _store(archive, _ABOUT, json_bytes(about))
        for matter in matters:
            _store_matter(archive, matter)
    plain.seek(0)
    seal_stream(plain, out, recipients, randomness)
    return out.getvalue()


def _store_matter(archive: zipfile.ZipFile, matter: ExportedMatter) -> None:
    check_ids(matter.id)
    records = [vars(record) for record in matter.records]
    content = {"matter": matter.id, "register": matter.register, "records": records}
    _store(archive, f"matters/{matter.id}/matter.json", json_bytes(content))
    for file in matter.files:
        check_ids(file.record)
        _store(archive, f"matters/{matter.id}/files/{file.record}-{safe_name(file.name)}", file.content)


def _store(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    if path in archive.NameToInfo:
        raise ValueError("two files with one name")
    archive.writestr(zipfile.ZipInfo(path, _ZIP_DATE), content)


def safe_name(name: str) -> str:
    """The name with only letters, digits, space, `.`, `-` and `_`; its last 50 characters, so that its ending stays."""
    # Some file systems drop dots and spaces at the end, which would make two names one.
    return _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", name)).rstrip(" .")[-_LONGEST_NAME:] or "_"


def open_export(path: Path, secret: str) -> Export:
    """The export in a file, with an `AGE-SECRET-KEY-1…` identity or a recovery code as typed.

    All of it stays in memory. WrongSecret, BadFile, UnknownVersion; OSError when the file cannot be read.
    """
    plain = BytesIO()
    with path.open("rb") as sealed:
        _decrypt(sealed, plain, secret)
    contents = _read_zip(plain)
    try:
        about = dict(parse_object(contents[_ABOUT]))
        incomplete = _incomplete(about.pop("incomplete", []))
        format_, practice, user, when = map(string, fields(about, "format", "practice", "user", "when"))
        # Anyone can seal to a public recipient: what is shown on a terminal must be what it seems.
        check_ids(practice, user)
        datetime.fromisoformat(when)
    except (BadEnvelope, KeyError, ValueError) as problem:
        raise BadFile("no export.json as it should be") from problem
    if format_ != FORMAT:
        raise UnknownVersion(format_)
    return Export(practice, user, when, contents, incomplete)


def _incomplete(value: object) -> dict[str, tuple[str, ...]]:
    """What the export says that it lacks. BadEnvelope when it says it otherwise than an export does."""
    if not isinstance(value, list):
        raise BadEnvelope("incomplete is not a list")
    found: dict[str, tuple[str, ...]] = {}
    for one in value:
        matter, missing = fields(one, "matter", "missing")
        if not isinstance(missing, list):
            raise BadEnvelope("missing is not a list")
        check_ids(string(matter))
        found[string(matter)] = tuple(map(string, missing))
    return found


def _decrypt(sealed: BinaryIO, plain: BinaryIO, secret: str) -> None:
    if secret.strip().upper().startswith("AGE-SECRET-KEY-1"):
        try:
            identity = parse_identity(secret.strip())
        except ValueError as problem:
            raise WrongSecret("not an age identity") from problem
    else:
        identity = parse_identity(code_identity(parse_code(secret)))
    try:
        pyrage.decrypt_io(sealed, plain, [identity])
    except pyrage.DecryptError as problem:
        if "No matching keys" in str(problem):
            raise WrongSecret("not sealed to this identity") from problem
        raise BadFile("not an age file, truncated or altered") from problem
    except OSError as problem:
        # pyrage reports a payload that does not decrypt as an OSError without a number; a failing disk has one.
        if problem.errno is None:
            raise BadFile("truncated or altered") from problem
        raise


def _read_zip(plain: BytesIO) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(plain) as archive:
            for member in archive.infolist():
                _check_member(member)
            _check_together(archive.infolist(), plain.getbuffer().nbytes)
            for member in archive.infolist():
                contents[member.filename] = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as problem:
        raise BadFile("not a zip as it should be") from problem
    return contents


def _check_together(members: list[zipfile.ZipInfo], size: int) -> None:
    """BadFile when two names would be one file somewhere, or when members overlap to seem larger than the zip is."""
    names = {unicodedata.normalize("NFC", member.filename).casefold() for member in members}
    if len(names) < len(members) or sum(member.file_size for member in members) > size:
        raise BadFile("members that no export has")


def _check_member(member: zipfile.ZipInfo) -> None:
    """BadFile unless the path is one that an export has, stored, and an ordinary file."""
    # Allowing only known paths leaves no room for `..`, absolute paths, drives or links; stored members cannot swell.
    path = member.filename
    if not (path == _ABOUT or _MATTER_PATH.fullmatch(path) or _FILE_PATH.fullmatch(path)):
        raise BadFile("a path that no export has")
    kind = member.external_attr >> 16 & 0o170000
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 or kind not in (0, 0o100000):
        raise BadFile("a member that no export has")
