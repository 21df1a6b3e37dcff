"""Requests wait here until they have arrived whole, so that no slow sender holds a thread of the application.

gunicorn's threaded worker has no limit on the time that a request takes to arrive: it gives a thread to whoever sends a
first byte, and waits. Here the worker's own loop receives, as a buffering proxy does, and a thread gets the request
when it is complete. Who is too slow gets 408 and is let go (limits as in Apache's mod_reqtimeout: a time to begin with,
then a lowest speed).
"""

import contextlib
import re
import socket
import tempfile
import time
from functools import partial
from selectors import EVENT_READ
from typing import IO, Any

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 20.0
LOWEST_SPEED = 4096
# an answer is handed over within this time per piece, or the connection is let go
SENDING = 60.0
IN_MEMORY = 64 * 1024
LONGEST_HEAD = 64 * 1024
# a body beyond this is handed over without waiting: the application refuses it by its length
LONGEST_BODY = 32 * 1024 * 1024
AT_ONCE = 64 * 1024
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
ANSWER = "HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_SLOW = ANSWER.format("408 Request Timeout").encode()
NO_LENGTH = ANSWER.format("411 Length Required").encode()


class Arriving:
    """What has arrived of one request; ``missing`` bytes are still to come, None while its head is not complete."""

    def __init__(self, patience: float) -> None:
        self.began = time.monotonic()
        self.patience = patience
        self.head = b""
        self.received = 0
        self.missing: int | None = None
        self.without_length = False
        self.asks_first = False
        self.kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when read or let go

    def take(self, data: bytes) -> None:
        """Keep what just arrived."""
        self.kept.write(data)
        self.received += len(data)
        if self.missing is not None:
            self.missing -= len(data)
            return
        self.head += data
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            # gunicorn says what is wrong with a head this long
            self.missing = 0 if len(self.head) > LONGEST_HEAD else None
            return
        head = self.head[: end + 2]
        length = LENGTH.search(head)
        self.without_length = CHUNKED.search(head) is not None
        self.missing = int(length[1]) - (len(self.head) - end - 4) if length else 0
        if self.missing > LONGEST_BODY:
            self.missing = 0
        self.asks_first = self.missing > 0 and ASKS_FIRST.search(head) is not None
        self.head = b""

    @property
    def complete(self) -> bool:
        return self.missing is not None and self.missing <= 0

    @property
    def too_slow(self) -> bool:
        return time.monotonic() > self.began + self.patience + self.received / LOWEST_SPEED


class _Unreader(SocketUnreader):  # type: ignore[misc]  # gunicorn carries no types
    """Gives the parser what arrived, then what else the connection brings."""

    kept: IO[bytes] | None = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        if self.kept is not None:
            if data := self.kept.read(max(size_hint or 0, self.mxchunk)):
                return data
            self.kept.close()
            self.kept = None
        received: bytes = super().chunk(size_hint)
        return received

    def left_over(self) -> bytes:
        """What arrived behind the request that was answered."""
        kept = self.kept.read() if self.kept else b""
        read_ahead: bytes = self.take_buffered()
        return read_ahead + kept


class WaitingRoom(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """gunicorn's threaded worker, whose threads get complete requests only."""

    patience = PATIENCE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[Any, Arriving] = {}

    def enqueue_req(self, conn: Any) -> None:
        """Where gunicorn hands a new or kept connection to a thread: it first waits here."""
        conn.sock.setblocking(False)
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
        arriving.take(data)
        if arriving.without_length:
            self._let_go(conn, NO_LENGTH)
        elif arriving.complete:
            self._hand_over(conn)
        elif arriving.asks_first:
            arriving.asks_first = False
            _say(conn.sock, GO_ON)

    def _hand_over(self, conn: Any) -> None:
        self.poller.unregister(conn.sock)
        conn.arrived = self.arriving.pop(conn).kept
        conn.arrived.seek(0)
        super().enqueue_req(conn)

    def _let_go(self, conn: Any, answer: bytes = b"") -> None:
        self.arriving.pop(conn).kept.close()
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        _say(conn.sock, answer)
        conn.close()

    def murder_pending(self) -> None:
        """gunicorn's round past connections that wait; when it stops, only for what has begun to arrive."""
        super().murder_pending()
        stopping = not self.alive
        for conn in [conn for conn, one in self.arriving.items() if one.too_slow or (stopping and not one.received)]:
            self._let_go(conn, TOO_SLOW if self.arriving[conn].received else b"")

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


def _say(sock: socket.socket, text: bytes) -> None:
    with contextlib.suppress(OSError):
        sock.send(text)
