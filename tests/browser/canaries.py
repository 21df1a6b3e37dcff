"""Strings that occur nowhere else, and the search for them in bytes, however they were written down."""

import base64
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

# More than any way to write a canary takes.
LONGEST = 400
# A code of 32 characters in Crockford's base 32: no i, l, o or u, so that reading it back changes no letter.
CODE_LENGTH = 32


def _base64_at(shift: int) -> Callable[[bytes], bytes]:
    """The characters that are the same whatever stands around, for bytes that begin ``shift`` after a multiple of 3."""

    def written(raw: bytes) -> bytes:
        whole = base64.b64encode(bytes(shift) + raw)
        return whole[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6]

    return written


def _url_safe(way: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda raw: way(raw).translate(bytes.maketrans(b"+/", b"-_"))


def _each(pattern: str, between: str = "") -> Callable[[bytes], bytes]:
    return lambda raw: between.join(pattern % byte for byte in raw).encode()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "utf-8": lambda raw: raw,
    "utf-16": lambda raw: raw.decode().encode("utf-16-le"),
    "utf-32": lambda raw: raw.decode().encode("utf-32-le"),
    **{f"base64 at {shift}": _base64_at(shift) for shift in range(3)},
    **{f"url-safe base64 at {shift}": _url_safe(_base64_at(shift)) for shift in range(3)},
    "hex": _each("%02x"),
    "upper-case hex": _each("%02X"),
    "percent": _each("%%%02x"),
    "upper-case percent": _each("%%%02X"),
    "json": _each("\\u%04x"),
    "upper-case json": _each("\\u%04X"),
    "numbers": _each("%d", ","),
    "spaced numbers": _each("%d", ", "),
}


def needles_of(text: str) -> dict[bytes, str]:
    """Every way to write an ASCII text, in its own case and in capitals, with the name of that way."""
    found: dict[bytes, str] = {}
    for case in (text, text.upper()):
        for name, way in WAYS.items():
            found.setdefault(way(case.encode()), name)
    return found


@dataclass
class Canaries:
    """The canaries of one run: all begin with one random mark, so whoever searches for the mark finds every one."""

    mark: str = field(default_factory=lambda: f"canary{secrets.token_hex(6)}")
    typed: dict[str, str] = field(default_factory=dict)

    def new(self, place: str) -> str:
        """A canary to type, ASCII without spaces; ``place`` says where and is used once."""
        assert place not in self.typed, place
        self.typed[place] = self.mark + secrets.token_hex(4)
        return self.typed[place]

    def new_code(self, place: str) -> str:
        """A canary that looks like a recovery code."""
        code = self.new(place)
        self.typed[place] = code + secrets.token_hex(16)[: CODE_LENGTH - len(code)]
        return self.typed[place]

    def hits(self, content: bytes) -> list[str]:
        """Which canaries are in these bytes, and how they were written; empty when none is."""
        return [
            f"{self._named(content[at : at + LONGEST])}, as {way}, at {at}"
            for needle, way in needles_of(self.mark).items()
            for at in _places(content, needle)
        ]

    def hits_in(self, named: Iterable[tuple[str, bytes]]) -> list[str]:
        """The same for many things with a name, which may hold a canary itself."""
        return [f"{name}: {hit}" for name, content in named for hit in self.hits(content) + self.hits(name.encode())]

    def _named(self, found: bytes) -> str:
        """Where the canary was typed with which these bytes begin."""
        for place, text in self.typed.items():
            if any(found.startswith(needle) for needle in needles_of(text)):
                return place
        return f"part of a canary {found!r}"


def _places(content: bytes, needle: bytes) -> Iterable[int]:
    at = content.find(needle)
    while at >= 0:
        yield at
        at = content.find(needle, at + 1)
