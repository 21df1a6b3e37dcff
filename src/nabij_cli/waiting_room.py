"""Requests wait here until they have arrived whole, so that no slow sender holds a thread of the application.

gunicorn's threaded worker has no limit on the time that a request takes to arrive: it gives a thread to whoever sends a
first byte, and waits. Here the worker's own loop receives, as a buffering proxy does, and a thread gets the request
when it is complete; it never reads from the connection itself. Who is too slow gets 408 and is let go (limits as in
Apache's mod_reqtimeout: a time to begin with, then a lowest speed). Ends of connections are waited for here as well.
"""

import contextlib
import re
import socket
import tempfile
import time
from functools import partial
from selectors import EVENT_READ, EVENT_WRITE
from typing import IO, Any

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 20.0
LOWEST_SPEED = 4096
# an answer is handed over within this time per piece, or the connection is let go
SENDING = 60.0
# a next request waits until the system keeps less than this of earlier answers, and then has room for a page and more:
# so no thread waits for who takes none (Linux counts double)
UNTAKEN = 32 * 1024
ANSWER_ROOM = 256 * 1024
# so long who was answered may take to close the connection (RFC 9112, 9.6)
FAREWELL = 2.0
IN_MEMORY = 64 * 1024
LONGEST_HEAD = 64 * 1024
LONGEST_BODY = 32 * 1024 * 1024
AT_ONCE = 64 * 1024
LENGTH = re.compile(rb"\r\ncontent-length:([^\r]*)", re.IGNORECASE)
DIGITS = re.compile(rb"[ \t]*([0-9]{1,15})[ \t]*")
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
ANSWER = "HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
BAD_LENGTH = ANSWER.format("400 Bad Request").encode()
TOO_SLOW = ANSWER.format("408 Request Timeout").encode()
NO_LENGTH = ANSWER.format("411 Length Required").encode()
TOO_LARGE = ANSWER.format("413 Content Too Large").encode()
NO_ROOM = ANSWER.format("503 Service Unavailable").encode()
LONG_HEAD = ANSWER.format("431 Request Header Fields Too Large").encode()


class Arriving:
    """What has arrived of one request; ``missing`` bytes are still to come, None while its head is not complete.

    ``refused`` is the answer to a request that is not worth waiting for, empty for all others.
    """

    def __init__(self, patience: float) -> None:
        self.began = time.monotonic()
        self.patience = patience
        self.head = bytearray()
        self.received = 0
        self.missing: int | None = None
        self.refused = b""
        self.asks_first = False
        self.kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when read or let go

    def take(self, data: bytes) -> None:
        """Keep what just arrived."""
        self.kept.write(data)
        self.received += len(data)
        if self.missing is not None:
            self.missing -= len(data)
            return
        looked_at = max(0, len(self.head) - 3)
        self.head += data
        end = self.head.find(b"\r\n\r\n", looked_at)
        if end >= 0:
            self._read_head(bytes(self.head[: end + 2]), len(self.head) - end - 4)
        elif len(self.head) > LONGEST_HEAD:
            self.refused = LONG_HEAD

    def _read_head(self, head: bytes, behind: int) -> None:
        """Learn how much is still to come, of which ``behind`` bytes arrived with the head."""
        self.head.clear()
        lengths = [DIGITS.fullmatch(given) for given in LENGTH.findall(head)]
        if CHUNKED.search(head):
            self.refused = NO_LENGTH
        elif len(lengths) > 1 or None in lengths:
            self.refused = BAD_LENGTH
        length = int(lengths[0][1]) if lengths and lengths[0] else 0
        if length > LONGEST_BODY:
            self.refused = self.refused or TOO_LARGE
        self.missing = length - behind
        self.asks_first = self.missing > 0 and ASKS_FIRST.search(head) is not None

    @property
    def complete(self) -> bool:
        return self.missing is not None and self.missing <= 0

    @property
    def too_slow(self) -> bool:
        return time.monotonic() > self.began + self.patience + self.received / LOWEST_SPEED


class _Unreader(SocketUnreader):  # type: ignore[misc]  # gunicorn carries no types
    """Gives the parser what arrived, and then the end: whatever it believes to be missing, no thread waits for it."""

    kept: IO[bytes] | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        # the hint is all that is still to come: a file of 25 MB would lie in memory whole, more than once
        return self.kept.read(min(max(size_hint or 0, self.mxchunk), AT_ONCE)) if self.kept else b""

    def left_over(self) -> bytes:
        """What arrived behind the request that was answered."""
        read_ahead: bytes = self.take_buffered()
        if not self.kept:
            return read_ahead
        with self.kept as kept:
            self.kept = None
            return read_ahead + kept.read()


class WaitingRoom(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """gunicorn's threaded worker, whose threads get complete requests only."""

    patience = PATIENCE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[Any, Arriving] = {}
        # until when those who were answered may close by themselves
        self.leaving: dict[Any, float] = {}

    def enqueue_req(self, conn: Any) -> None:
        """Where gunicorn hands a new or kept connection to a thread: it first waits here."""
        conn.sock.setblocking(False)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNTAKEN)
        self.arriving[conn] = Arriving(self.patience)
        self.poller.register(conn.sock, EVENT_READ, partial(self._on_readable, conn))
        if conn.initialized and (before := conn.parser.unreader.left_over()):
            self._take(conn, before)

    def _on_readable(self, conn: Any, sock: socket.socket) -> None:
        try:
            data = sock.recv(min(AT_ONCE, self.arriving[conn].missing or AT_ONCE))
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._let_go(conn)
            return
        self._take(conn, data)

    def _take(self, conn: Any, data: bytes) -> None:
        arriving = self.arriving[conn]
        try:
            arriving.take(data)
        except OSError:
            # no room left in TMPDIR
            arriving.refused = NO_ROOM
        if arriving.refused:
            self._let_go(conn, arriving.refused)
        elif arriving.complete:
            # who left earlier answers untaken waits until they are taken
            self.poller.modify(conn.sock, EVENT_WRITE, partial(self._hand_over, conn))
        elif arriving.asks_first:
            arriving.asks_first = False
            _say(conn.sock, GO_ON)

    def _hand_over(self, conn: Any, sock: socket.socket) -> None:
        self.poller.unregister(sock)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER_ROOM)
        conn.arrived = self.arriving.pop(conn).kept
        conn.arrived.seek(0)
        super().enqueue_req(conn)

    def _let_go(self, conn: Any, answer: bytes = b"") -> None:
        self.arriving.pop(conn).kept.close()
        self.poller.unregister(conn.sock)
        if answer:
            _say(conn.sock, answer)
            self._bid_farewell(conn)
        else:
            self._close(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Where gunicorn hears that a thread is done: it closes on this loop, and would wait for the other side."""
        if fs.cancelled() or fs.exception() or not fs.result():
            conn.arrived.close()
            self._bid_farewell(conn)
            return
        unreader = conn.parser.unreader
        unreader.unread(unreader.left_over())
        super().finish_request(conn, fs)

    def _bid_farewell(self, conn: Any) -> None:
        """Say that no more follows; what still arrives is thrown away, so that the answer is not lost on its way."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._on_leaving, conn))
        except (OSError, ValueError):
            self._close(conn)
            return
        self.leaving[conn] = time.monotonic() + FAREWELL

    def _on_leaving(self, conn: Any, sock: socket.socket) -> None:
        try:
            gone = not sock.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            gone = True
        if gone:
            self._end_farewell(conn)

    def _end_farewell(self, conn: Any) -> None:
        del self.leaving[conn]
        self.poller.unregister(conn.sock)
        self._close(conn)

    def _close(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """gunicorn's round past connections that wait; when it stops, only for what has begun to arrive."""
        super().murder_pending()
        stopping = not self.alive
        for conn in [conn for conn, one in self.arriving.items() if one.too_slow or (stopping and not one.received)]:
            self._let_go(conn, TOO_SLOW if self.arriving[conn].received else b"")
        now = time.monotonic()
        for conn in [conn for conn, until in self.leaving.items() if until < now]:
            self._end_farewell(conn)

    def handle(self, conn: Any) -> Any:
        """In a thread: the parser reads what arrived."""
        conn.sock.setblocking(True)
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = _Unreader(conn.sock)
        conn.parser.unreader.kept = conn.arrived
        conn.data_ready = True
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """In a thread: who does not take the answer is not waited for either."""
        conn.sock.settimeout(SENDING)
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Any) -> None:
        """In a thread: nor who does not take the answer that a request makes no sense."""
        client.settimeout(SENDING)
        super().handle_error(req, client, addr, exc)


def _say(sock: socket.socket, text: bytes) -> None:
    with contextlib.suppress(OSError):
        sock.send(text)
