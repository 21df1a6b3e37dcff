"""The blind-token service that goes along with a server on this machine, as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import MATCHER_SOCKET, Configuration

MATCHER_KEYS = "matcher-keys"
# it is told nothing of this installation but where its key and its socket are
_PASSED_ON = ("PATH", "PYTHONPATH", "TMPDIR", "LANG", "LC_ALL")


@contextmanager
def local_matcher(found: Configuration) -> Iterator[None]:
    """Keep the service running while the block does, unless the settings name one that runs elsewhere.

    ``BadConfiguration`` when it does not start. It ends with this process, however that ends.
    """
    if found.matcher is not None:
        yield
        return
    service = _started(found.data)
    try:
        yield
    finally:
        service.terminate()
        service.wait(10)


def _started(data: Path) -> "subprocess.Popen[bytes]":
    where = ["--keys", str(data / MATCHER_KEYS), "--socket", str(data / MATCHER_SOCKET)]
    service = subprocess.Popen(
        [sys.executable, "-P", "-m", "nabij_matcher", "serve", "--kept", *where],
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Ctrl-C is for the server, which ends this one when the last request is answered
        start_new_session=True,
    )
    if service.stdout is None or service.stdout.readline() == b"":
        said = service.communicate(timeout=10)[1].decode(errors="replace").strip()
        # a sentence of its own is Dutch and for a person; anything else is not
        why = said if said and "\n" not in said else "Hij stopte meteen."
        raise BadConfiguration(f"De vergelijkdienst start niet. {why}")
    return service
