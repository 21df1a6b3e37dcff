"""Asking the matcher (docs/wire.md, *The matcher*), with sockets and TLS of the standard library: no cryptography."""

import contextlib
import socket
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from django.conf import settings

from nabij.kit.errors import Refused

POINT, PROOF = 32, 64
MOST_POINTS = 64
# for each step of an exchange, in seconds: a page must not hang on it
PATIENCE = 4.0
_MAGIC = b"NM1"
_MOST_ANSWER = 4 + MOST_POINTS * POINT + PROOF


class Address(Protocol):
    """Where it listens: ``site.configuration.RemoteMatcher``."""

    @property
    def socket(self) -> Path | None: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def authority(self) -> Path: ...
    @property
    def certificate(self) -> Path: ...
    @property
    def private_key(self) -> Path: ...


class Unreachable(Refused):
    """No answer that makes sense: nothing else waits for it."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Vergelijken lukt nu niet: de vergelijkdienst antwoordt niet. Alles wat je noteerde is bewaard. "
            "Probeer het later nog eens.",
            code="matcher_down",
        )


def public_keys() -> dict[int, bytes]:
    """The matcher's public keys by version; raises ``Unreachable``."""
    said = _asked(_MAGIC + b"\x01\x00\x00")
    count, listed = said[0], said[1:]
    if not 0 < count <= 2 or len(listed) != count * (2 + POINT):
        raise Unreachable
    rows = [listed[at : at + 2 + POINT] for at in range(0, len(listed), 2 + POINT)]
    return {int.from_bytes(row[:2], "big"): row[2:] for row in rows}


def evaluate(version: int, points: Sequence[bytes]) -> tuple[list[bytes], bytes]:
    """The evaluated points and their proof, which only a browser checks; raises ``Unreachable``, ``Refused``."""
    body = version.to_bytes(2, "big") + bytes([len(points)]) + b"".join(points)
    said = _asked(_MAGIC + b"\x02" + len(body).to_bytes(2, "big") + body)
    if len(said) != len(points) * POINT + PROOF:
        raise Unreachable
    return [said[at : at + POINT] for at in range(0, len(points) * POINT, POINT)], said[-PROOF:]


def _asked(sent: bytes) -> bytes:
    try:
        with _line(settings.MATCHER) as line:
            line.sendall(sent)
            said = b""
            while len(said) <= _MOST_ANSWER and (piece := line.recv(_MOST_ANSWER + 1)):
                said += piece
    except OSError:
        raise Unreachable from None
    if said[:3] != _MAGIC or len(said) < 4 or len(said) > _MOST_ANSWER:
        raise Unreachable
    if said[3] == 3:
        raise Refused(
            "Deze sleutel van de vergelijkdienst is er niet meer. Er is niets vergeleken, en wat je noteerde is "
            "bewaard. Laad opnieuw: dan gaat het met de nieuwe sleutel verder.",
            code="stale",
        )
    if said[3] != 0:
        raise Refused(
            "De vergelijkdienst weigerde deze vraag. Er is niets vergeleken, en wat je noteerde is bewaard. Laad "
            "opnieuw. Blijft dit staan? Bel je beheerder."
        )
    return said[4:]


@contextlib.contextmanager
def _line(address: Address) -> Iterator[socket.socket]:
    if address.socket is not None:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(str(address.socket))
            yield line
        return
    context = ssl.create_default_context(cafile=str(address.authority))
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(address.certificate, address.private_key)
    with (
        socket.create_connection((address.host, address.port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=address.host) as line,
    ):
        yield line
