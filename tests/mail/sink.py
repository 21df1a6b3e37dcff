"""A mail server on loopback that takes every mail and keeps what it heard."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread


class Sink(socketserver.ThreadingTCPServer):
    """Everything that was said to it, by line; and of each mail the raw text."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.mails: list[str] = []
        self.arrived = Event()
        # what it answers to whoever a mail is for
        self.to_recipient = "250 yes"
        super().__init__(("127.0.0.1", 0), _Talk)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        for line in self.rfile:
            said = line.decode().rstrip("\r\n")
            self.server.heard.append(said)
            verb = said.split(" ")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self.server.mails.append(self._content())
                self.server.arrived.set()
            self._say(self.server.to_recipient if verb == "RCPT" else "221 bye" if verb == "QUIT" else "250 yes")
            if verb == "QUIT":
                return

    def _content(self) -> str:
        lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
        return "\n".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def listening() -> Iterator[Sink]:
    """Such a server, while the block runs."""
    with Sink() as sink:
        Thread(target=sink.serve_forever, daemon=True).start()
        yield sink
        sink.shutdown()
