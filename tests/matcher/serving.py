"""A service of its own for a test, and callers who send what they like."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nabij_matcher import frames
from nabij_matcher.keys import Keys
from nabij_matcher.serving import listening_at, listening_on, serve


@contextmanager
def running(door: socket.socket, keys: Path, tls: ssl.SSLContext | None = None) -> Iterator[None]:
    """The service, while the block runs."""
    stopping = threading.Event()
    thread = threading.Thread(target=serve, args=[door, Keys(keys), tls, stopping])
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(10)
        door.close()


@contextmanager
def local(path: Path, keys: Path) -> Iterator[None]:
    """The same on a local socket."""
    with running(listening_at(path), keys):
        yield


@contextmanager
def remote(keys: Path, tls: ssl.SSLContext) -> Iterator[int]:
    """The same over TLS; yields the port."""
    door = listening_on("127.0.0.1", 0)
    with running(door, keys, tls):
        yield door.getsockname()[1]


def said_to(path: Path, sent: bytes, *, patience: float = 10) -> bytes:
    """All that the service answers to these bytes."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(patience)
        line.connect(str(path))
        line.sendall(sent)
        return everything_from(line)


def everything_from(line: socket.socket) -> bytes:
    """What comes until the other side ends it."""
    read = b""
    while piece := line.recv(65536):
        read += piece
    return read


def frame(what: int, body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    return frames.MAGIC + bytes([what]) + len(body).to_bytes(2, "big") + body


def asks(version: int, *points: bytes, count: int | None = None) -> bytes:
    """A request to evaluate these."""
    number = len(points) if count is None else count
    return frame(frames.EVALUATE, version.to_bytes(2, "big") + bytes([number]) + b"".join(points))
