"""Who shows no certificate waits apart, briefly, and keeps no honest caller waiting."""

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from nabij_matcher import frames, hall
from nabij_matcher.keys import new_key
from nabij_matcher.serving import mutual_tls
from tests.matcher.serving import everything_from, remote
from tests.matcher.test_command import authority, said_over_tls, signed

SILENT = 50


@dataclass(frozen=True)
class Service:
    port: int
    ours: Path
    nabij: Path

    def answers(self) -> float:
        """How long an honest caller waits for an answer, in seconds."""
        began = time.monotonic()
        assert said_over_tls(self.port, self.ours, self.nabij)[3] == frames.DONE
        return time.monotonic() - began


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    new_key(tmp_path / "k")
    ours, signer = authority(tmp_path, "ours")
    own, nabij = signed(tmp_path, "vergelijk", signer), signed(tmp_path, "nabij", signer)
    with remote(tmp_path / "k", mutual_tls(own, own.with_suffix(".key"), ours)) as port:
        found = Service(port, ours, nabij)
        found.answers()
        yield found


def silent(stack: ExitStack, service: Service, address: str) -> socket.socket:
    """Connected from here, and then nothing; at most the first bytes of a handshake."""
    line = socket.create_connection(("127.0.0.1", service.port), timeout=10, source_address=(address, 0))
    return stack.enter_context(contextlib.closing(line))


@pytest.mark.parametrize("addresses", [1, 5, 50])
def test_an_honest_caller_is_answered_within_a_second_among_fifty_who_say_nothing(
    service: Service, addresses: int
) -> None:
    with ExitStack() as stack:
        for nth in range(SILENT):
            line = silent(stack, service, f"127.0.0.{1 + nth % addresses}")
            if nth % 2:
                line.sendall(b"\x16\x03\x01\x02")
        assert [waited for _ in range(3) if (waited := service.answers()) > 1] == []


def test_also_while_they_come_back_as_soon_as_they_are_let_go(service: Service) -> None:
    with ExitStack() as stack:
        for _ in range(6):
            for _ in range(SILENT):
                silent(stack, service, "127.0.0.1")
            assert service.answers() < 1


def test_who_shows_nothing_is_let_go_after_a_second(service: Service) -> None:
    with ExitStack() as stack:
        line = silent(stack, service, "127.0.0.1")
        began = time.monotonic()
        with contextlib.suppress(ConnectionError):
            assert everything_from(line) == b""
        assert hall.PATIENCE - 0.1 < time.monotonic() - began < hall.PATIENCE + 2 * hall.GLANCE + 0.5


def test_no_address_has_more_places_than_its_share(service: Service) -> None:
    """Whoever came first from there is let go at once, before its second is over; of others nobody is."""
    with ExitStack() as stack:
        other = silent(stack, service, "127.0.0.2")
        lines = [silent(stack, service, "127.0.0.1") for _ in range(hall.OF_ONE_ADDRESS + 1)]
        began = time.monotonic()
        with contextlib.suppress(ConnectionError):
            assert everything_from(lines[0]) == b""
        assert time.monotonic() - began < hall.PATIENCE / 2
        other.settimeout(0.1)
        with pytest.raises(TimeoutError):
            other.recv(1)
