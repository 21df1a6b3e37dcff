"""Where the parts of the check run their programs: without input, with their own data, and all ended at the end."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 15


class Failed(Exception):
    """A part did not hold; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one part ended; ``note`` is a short line for the summary, ``output`` what its programs said."""

    part: str
    seconds: float
    failed: bool
    note: str
    output: str


@dataclass(slots=True)
class Workplace:
    """One part's own corner of the bench: its output and its data directory."""

    bench: "Bench"
    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.bench.directory / self.name

    def run(self, *argv: str | Path, env: Mapping[str, str] | None = None) -> str:
        """Run a program from the repository's root and return what it said; ``Failed`` when it exits with an error."""
        self.lines.append("$ " + " ".join(str(word) for word in argv))
        process = self.bench.start([str(word) for word in argv], self._environment(env or {}), stdout=subprocess.PIPE)
        try:
            said = process.communicate()[0].decode(errors="replace")
        finally:
            self.bench.end(process)
        self.lines.append(said)
        if process.returncode:
            raise Failed(f"{Path(str(argv[0])).name} ended with {process.returncode}")
        return said

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        # many programs import the same modules: each is compiled by the first one
        left_out = ("NABIJ_", "PYTHONDONTWRITEBYTECODE")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return kept | {"CI": "true", "PYTHONPATH": python_path, "NABIJ_DATA": str(self.data)} | dict(more)


class Bench:
    """Starts programs, each in a process group of its own, and ends every group when it closes or is interrupted."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="nabij-check-"))
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._closing = False
        self._former_term = signal.signal(signal.SIGTERM, signal.default_int_handler)

    def start(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        stdout: int | None = subprocess.DEVNULL,
        user: str | None = None,
        cwd: Path = ROOT,
    ) -> "subprocess.Popen[bytes]":
        """Start a program without input; ``Failed`` when it does not exist or the bench is closing."""
        with self._guard:
            if self._closing:
                raise Failed("interrupted")
            try:
                process = subprocess.Popen(
                    argv,
                    env=dict(env),
                    cwd=cwd,
                    stdin=subprocess.DEVNULL,
                    stdout=stdout,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    user=user,
                    extra_groups=[] if user else None,
                )
            except OSError as error:
                raise Failed(f"{argv[0]} does not start: {error.strerror}") from error
            self._running.add(process)
        return process

    def end(self, process: "subprocess.Popen[bytes]", how: signal.Signals = signal.SIGTERM) -> None:
        """End this program and whatever it left behind in its group."""
        _signal_group(process, how)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _signal_group(process, signal.SIGKILL)
            process.wait()
            with self._guard:
                self._running.discard(process)

    def close(self) -> None:
        """End everything that still runs; nothing starts after this."""
        with self._guard:
            self._closing = True
            left = list(self._running)
        # an interrupted pytest still ends the servers that its tests started
        for process in left:
            _signal_group(process, signal.SIGINT)
        last = time.monotonic() + PATIENCE
        for process in left:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, last - time.monotonic()))
            _signal_group(process, signal.SIGKILL)
            process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        signal.signal(signal.SIGTERM, self._former_term)
        shutil.rmtree(self.directory, ignore_errors=True)


def _signal_group(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, how)
