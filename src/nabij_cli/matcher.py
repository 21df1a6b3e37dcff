"""The blind-token service that goes along with a server on this machine, as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nabij.kit.errors import BadConfiguration
from nabij.site.configuration import MATCHER_SOCKET, Configuration
from nabij_matcher.keeping import READY

MATCHER_KEYS = "matcher-keys"
# it is told nothing of this installation but where its key and its socket are
_PASSED_ON = ("PATH", "PYTHONPATH", "TMPDIR", "LANG", "LC_ALL")


@contextmanager
def local_matcher(found: Configuration) -> Iterator[None]:
    """Keep the service running while the block does, unless the settings name one that runs elsewhere.

    ``BadConfiguration`` when it does not start. One that dies later is started again. It ends with this process,
    however that ends.
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
        [sys.executable, "-P", "-m", "nabij_matcher", "keep", *where],
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Ctrl-C is for the server, which ends this one when the last request is answered
        start_new_session=True,
    )
    if service.stdin is not None:
        # a worker that hangs when the server is killed would hold the service, and so the key, with it
        os.register_at_fork(after_in_child=service.stdin.close)
    said = service.stdout.readline().decode(errors="replace").strip() if service.stdout else ""
    if said != READY:
        service.communicate(timeout=10)
        raise BadConfiguration(f"De vergelijkdienst start niet. {said or 'Hij stopte meteen.'}")
    return service
