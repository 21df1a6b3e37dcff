"""A temporary installation with the real settings, and the real server over it."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import free_port, running

from nabij_cli.preparation import prepare, start_django
from nabij_cli.server import bring_up_to_date

READY = "Stop met Ctrl-C."


@dataclass(frozen=True, slots=True)
class Installation:
    """A data directory, and the environment that points Nabij at it."""

    settings: dict[str, str]

    @contextmanager
    def serving(self, workers: int = 2) -> "Iterator[Server]":
        """``./nabij serve`` on a free port, ended with the block."""
        port = free_port()
        words = ["serve", "--port", str(port), "--workers", str(workers)]
        with running(*words, until=READY, **self.settings) as process:
            server = Server(port, process.pid)
            # the line comes when the port is taken, a moment before the workers are there
            while process.poll() is None and len(server.workers()) < workers:
                time.sleep(0.05)
            yield server


@dataclass(frozen=True, slots=True)
class Server:
    """Where the running server answers, and its first process."""

    port: int
    pid: int

    def signed_in(self, session: str) -> dict[str, str]:
        """The heads with which the workspace takes a request, also one that writes, as sent from this session."""
        token = "x" * 32
        return {
            "Host": f"werk.localhost:{self.port}",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
        }

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split() if not _is_matcher(pid)]


def _is_matcher(pid: str) -> bool:
    try:
        return b"nabij_matcher" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        # gone meanwhile
        return True


@contextmanager
def installation(**addresses: str) -> Iterator[Installation]:
    """An empty installation, up to date, with Django loaded in this process; its directory is removed afterwards.

    At most one for each process: Django's settings are read once. ``addresses`` are those of PostgreSQL databases.
    """
    home = Path(tempfile.mkdtemp(prefix="nabij-benchmark-"))
    settings = {"NABIJ_DATA": str(home / "data"), **addresses}
    for name in [name for name in os.environ if name.startswith("NABIJ_")]:
        del os.environ[name]
    os.environ.update(settings)
    try:
        found = prepare()
        start_django()
        bring_up_to_date(found)
        yield Installation(settings)
    finally:
        shutil.rmtree(home, ignore_errors=True)
