"""Keeping sealed files, a megabyte at a time, so that no file ever lies in memory whole."""

import base64
import hashlib
import tempfile
from typing import IO, Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http.request import UnreadablePostError

from nabij.kit.envelope import MOST_FILE, check_file_head
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.sealed.models import File, FileChunk
from nabij.sealed.rules import check_file_size, conflict

CHUNK = 1024 * 1024


class Upload(Protocol):
    """Whatever hands out the raw body, at most so many bytes at a time."""

    def read(self, size: int, /) -> bytes: ...


def receive(upload: Upload, length: int, into: IO[bytes]) -> str:
    """Read a sealed file of ``length`` bytes whole into a scratch file and return its digest.

    Raises ``too_large``, ``not_sealed`` when its head or length is no age file to one person, or ``Refused`` when the
    upload was cut. Nothing is written to the database while the browser is sending: that would hold up every writer.
    """
    check_file_size(length, MOST_FILE)
    total = hashlib.sha256()
    received = 0
    while received < length:
        try:
            chunk = upload.read(min(CHUNK, length - received))
        except (UnreadablePostError, OSError):
            chunk = b""
        if not chunk:
            raise Refused("Het bestand kwam niet helemaal aan. Er is niets bewaard; stuur het opnieuw.")
        total.update(chunk)
        into.write(chunk)
        received += len(chunk)
    into.seek(0)
    check_file_head(into.read(1024), length)
    return base64.b64encode(total.digest()).decode()


def keep_file(permit: Permit[Any, Any], box: UUID, file_id: UUID, scratch: IO[bytes], size: int, digest: str) -> bool:
    """Copy a received file into the store; True when it was already there; ``conflict`` for another under this id."""
    practice = permit.actor.practice_id
    file = File(id=file_id, practice_id=practice, box=box, size=size, digest=digest)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        same = File.objects.filter(pk=file_id, practice_id=practice, box=box, size=size, digest=digest)
        if same.exists():
            return True
        raise conflict() from None
    scratch.seek(0)
    position = 0
    while chunk := scratch.read(CHUNK):
        FileChunk(practice_id=practice, file=file, position=position, sealed=chunk).save(force_insert=True)
        position += 1
    return False


def scratch_file() -> IO[bytes]:
    """A nameless file for what is being received; it is gone when closed, and when this process ends."""
    return tempfile.TemporaryFile()
