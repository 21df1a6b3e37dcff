"""Answering over a socket: one question for each connection, bounded in size, time and number. Nothing is logged."""

import contextlib
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nabij_matcher import frames, voprf
from nabij_matcher.group import BadPoint
from nabij_matcher.hall import PLACES, Hall
from nabij_matcher.keys import Keys, Misused

MOST_AT_ONCE = 16
# for a whole exchange, in seconds; over TLS from the certificate on (``hall``)
PATIENCE = 5.0


def answer(keys: Keys, request: frames.Request) -> bytes:
    """The bytes that answer one question."""
    known = keys.all()
    if request.what == frames.KEYS:
        return frames.keys_answer({version: key.public for version, key in known.items()})
    key = known.get(request.version)
    if key is None:
        return frames.refusal(frames.NO_SUCH_KEY)
    try:
        return frames.evaluated_answer(*voprf.evaluate(key, request.points))
    except BadPoint:
        return frames.refusal(frames.BAD_POINT)


def listening_at(path: Path) -> socket.socket:
    """A local socket that only its owner can reach; one that a stopped service left behind is replaced."""
    if len(os.fsencode(path)) > 100:
        raise Misused(f"Het pad {path} is te lang voor een socket. Kies een kortere map.")
    with socket.socket(socket.AF_UNIX) as attempt, contextlib.suppress(OSError):
        attempt.connect(str(path))
        raise Misused(f"Op {path} luistert al een vergelijkdienst.")
    path.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        door.bind(str(path))
    finally:
        os.umask(before)
    door.listen(MOST_AT_ONCE)
    return door


def listening_on(host: str, port: int) -> socket.socket:
    """A socket for other machines."""
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    door = socket.socket(family, kind, protocol)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(place)
    door.listen(PLACES)
    return door


def mutual_tls(certificate: Path, private_key: Path, callers: Path) -> ssl.SSLContext:
    """TLS 1.3 to whoever shows a certificate that ``callers`` signed, and to nobody else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(callers)
    context.load_cert_chain(certificate, private_key)
    return context


def serve(door: socket.socket, keys: Keys, tls: ssl.SSLContext | None, stopping: threading.Event) -> None:
    """Answer until ``stopping`` is set; who comes while all hands are full is let go at once."""
    free = threading.Semaphore(MOST_AT_ONCE)
    with ThreadPoolExecutor(MOST_AT_ONCE) as hands:

        def welcome(caller: socket.socket) -> None:
            if free.acquire(blocking=False):
                hands.submit(_attend, caller, keys, free.release)
            else:
                caller.close()

        if tls:
            Hall(tls, welcome).keep(door, stopping)
        else:
            _let_in(door, welcome, stopping)


def _let_in(door: socket.socket, welcome: Callable[[socket.socket], None], stopping: threading.Event) -> None:
    """On a local socket everybody is the owner of the service: nobody has to show anything."""
    door.settimeout(0.25)
    while not stopping.is_set():
        try:
            caller, _ = door.accept()
        except OSError:
            continue
        welcome(caller)


def _attend(caller: socket.socket, keys: Keys, done: Callable[[], None]) -> None:
    # what goes wrong with one caller is nobody else's, and what they sent is in no log
    try:
        with contextlib.suppress(OSError, Misused):
            _converse(caller, keys)
    finally:
        caller.close()
        done()


def _converse(line: socket.socket, keys: Keys) -> None:
    until = time.monotonic() + PATIENCE
    line.settimeout(PATIENCE)
    try:
        said = answer(keys, frames.read_request(lambda length: _exactly(line, length, until)))
    except frames.Malformed:
        said = frames.refusal(frames.MALFORMED)
    line.settimeout(max(0.01, until - time.monotonic()))
    line.sendall(said)
    if said[3] == frames.MALFORMED:
        _hear_out(line)


def _hear_out(line: socket.socket) -> None:
    """Take what was still under way, within bounds: a line that is closed on unread bytes may lose the answer."""
    line.settimeout(0.2)
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_WR)
        for _ in range(8):
            if not line.recv(frames.MOST_BODY):
                return


def _exactly(line: socket.socket, length: int, until: float) -> bytes:
    """``length`` bytes, however slowly they come, but not after ``until``."""
    read = b""
    while len(read) < length:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        piece = line.recv(length - len(read))
        if not piece:
            raise frames.Malformed
        read += piece
    return read
