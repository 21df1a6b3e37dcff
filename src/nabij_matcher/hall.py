"""The hall of the service over TLS: who has shown no certificate yet waits here and holds up nobody behind it."""

import contextlib
import selectors
import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

PATIENCE = 1.0
"""For showing a certificate, in seconds; who has one needs a few milliseconds."""
PLACES, OF_ONE_ADDRESS = 128, 32
"""How many wait at once, and from one address. One more, and whoever came first from there is let go."""
GLANCE = 0.25

type Welcome = Callable[[ssl.SSLSocket], None]


@dataclass(frozen=True, slots=True)
class _Caller:
    line: ssl.SSLSocket
    address: str
    until: float


class Hall:
    """Those who wait, in the order in which they came. No handshake is waited for: each goes on as it comes in."""

    def __init__(self, tls: ssl.SSLContext, welcome: Welcome) -> None:
        self._tls, self._welcome = tls, welcome
        self._waiting: dict[int, _Caller] = {}
        self._ready = selectors.DefaultSelector()

    def keep(self, door: socket.socket, stopping: Event) -> None:
        """Let in until ``stopping`` is set; then let everybody go who waits."""
        door.setblocking(False)
        self._ready.register(door, selectors.EVENT_READ)
        while not stopping.is_set():
            for key, _ in self._ready.select(GLANCE):
                if key.fileobj is door:
                    self._let_in(door)
                elif key.fd in self._waiting:
                    self._go_on(self._waiting[key.fd])
            self._let_go_late()
        for caller in list(self._waiting.values()):
            self._let_go(caller)
        self._ready.close()

    def _let_in(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            fresh, place = door.accept()
            fresh.setblocking(False)
            line = self._tls.wrap_socket(fresh, server_side=True, do_handshake_on_connect=False)
            self._make_room(str(place[0]))
            caller = _Caller(line, str(place[0]), time.monotonic() + PATIENCE)
            self._waiting[line.fileno()] = caller
            self._ready.register(line, selectors.EVENT_READ)

    def _make_room(self, address: str) -> None:
        """Let go of who came first, from this address or from that of which most wait, where there is no place left."""
        from_each = Counter(one.address for one in self._waiting.values())
        if from_each[address] < OF_ONE_ADDRESS:
            if len(self._waiting) < PLACES:
                return
            address = from_each.most_common(1)[0][0]
        self._let_go(next(one for one in self._waiting.values() if one.address == address))

    def _go_on(self, caller: _Caller) -> None:
        line = caller.line
        try:
            line.do_handshake()
        except ssl.SSLWantReadError:
            self._ready.modify(line, selectors.EVENT_READ)
        except ssl.SSLWantWriteError:
            self._ready.modify(line, selectors.EVENT_WRITE)
        except OSError:
            self._let_go(caller)
        else:
            self._leaves(caller)
            self._welcome(line)

    def _let_go_late(self) -> None:
        now = time.monotonic()
        for caller in [one for one in self._waiting.values() if one.until <= now]:
            self._let_go(caller)

    def _let_go(self, caller: _Caller) -> None:
        self._leaves(caller)
        caller.line.close()

    def _leaves(self, caller: _Caller) -> None:
        self._ready.unregister(caller.line)
        del self._waiting[caller.line.fileno()]
