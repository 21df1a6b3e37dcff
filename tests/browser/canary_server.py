"""A real server in a process group of its own, and everything that it holds: memory, files, what it said."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nabij_cli.check.postgres import Cluster
from tests.cli.running import ROOT, environment, free_port, running

READY = "Stop met Ctrl-C."
CHUNK = 16 * 1024 * 1024
# More than any way to write the mark takes, so that nothing falls between two chunks.
OVERLAP = PAGE = 4096


@dataclass(frozen=True)
class Installation:
    """A prepared data directory, and a place for whatever the server keeps for a while; both inside ``folder``.

    With a ``cluster`` the stores are in that.
    """

    folder: Path
    world: dict[str, Any]
    port: int
    cluster: Cluster | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        stores = self.cluster.settings if self.cluster else {}
        own = {"NABIJ_DATA": str(self.folder / "data"), "TMPDIR": str(self.folder / "temporary")}
        return {**own, **stores, **self.more}

    @property
    def said(self) -> Path:
        """What the server wrote to its standard output and error."""
        return self.folder / "said"


def prepared(
    folder: Path,
    cluster: Cluster | None = None,
    by: str = "tests.browser.canary_preparing",
    more: dict[str, str] | None = None,
) -> Installation:
    """An installation in which the program ``by`` put people, vaults and more; ``more`` settings go with it."""
    (folder / "temporary").mkdir()
    installation = Installation(folder, {}, free_port(), cluster, more or {})
    made = subprocess.run(
        [sys.executable, "-m", by],
        env=environment(**installation.settings) | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    installation.world.update(json.loads(made.stdout))
    return installation


@contextmanager
def serving(installation: Installation) -> "Iterator[subprocess.Popen[str]]":
    """The server, running; everything that it says goes to a file, which is whole once the block has ended."""
    port = str(installation.port)
    with running("serve", "--port", port, until=READY, **installation.settings) as server:
        reader = threading.Thread(target=_keep, args=(server, installation.said))
        reader.start()
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
            reader.join()


def _keep(server: "subprocess.Popen[str]", said: Path) -> None:
    assert server.stdout
    with said.open("w", encoding="utf-8") as file:
        for line in server.stdout:
            file.write(line)
            file.flush()


def processes_of(group: int) -> list[int]:
    """The ids of every process in a group."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state = place.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(state[2]) == group:
            found.append(int(place.parent.name))
    return sorted(found)


def memory_of(pid: int) -> Iterator[tuple[str, bytes]]:
    """All readable memory of a process, in overlapping chunks with the name of where they are."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as file:
        regions = [line.split(maxsplit=5) for line in file]
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for addresses, rights, _, _, _, *name in regions:
            # the kernel's own pages, which cannot be read this way
            if "r" not in rights or (name and name[0].strip() in {"[vvar]", "[vvar_vclock]", "[vsyscall]"}):
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            where = f"memory of {pid}, {name[0].strip() if name else 'anonymous'}"
            for at in range(start, end, CHUNK):
                yield f"{where} {at:x}", _read(memory.fileno(), at, min(CHUNK + OVERLAP, end - at))


def _read(memory: int, at: int, length: int) -> bytes:
    """These bytes; zeros for pages that cannot be read, such as those of a mapping beyond the end of its file."""
    found = bytearray()
    while len(found) < length:
        try:
            piece = os.pread(memory, length - len(found), at + len(found))
        except OSError:
            piece = b""
        found += piece or bytes(min(PAGE, length - len(found)))
    return bytes(found)


def files_in(folder: Path) -> list[tuple[str, bytes]]:
    """Every file under a folder, by its name from there."""
    return [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
