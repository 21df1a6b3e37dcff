"""Running the commands as a person would: a process, its exit code, what it says."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**settings: str) -> dict[str, str]:
    """This environment without settings of Nabij, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NABIJ_")}
    return kept | {"PYTHONPATH": str(ROOT / "src")} | settings


def nabij(*words: str | Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "nabij_cli", *map(str, words)],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(*words: str | Path, until: str, **settings: str) -> "Iterator[subprocess.Popen[str]]":
    """A command that keeps running, once it has said the line ``until``; its whole group is ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "nabij_cli", *map(str, words)],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        said = []
        while not said or said[-1].strip() != until:
            line = process.stdout.readline()
            assert line, "".join(said)
            said.append(line)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
