"""JSON, base64 and ids as the format writes them."""

import base64
import binascii
import json
import re
from datetime import date
from typing import NoReturn

from nabij_vault.errors import BadEnvelope

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PARTS = ("conversation", "notes", "peer", "story")
# A keyring writes these for every box; ``story`` only where its key is held.
ALWAYS = PARTS[:3]

type JsonObject = dict[str, object]


def json_text(value: object) -> str:
    """Compact JSON, byte for byte what JSON.stringify writes for the same strings and integers.

    ValueError for NaN and infinity, which JSON lacks.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if text.isascii():
        return text
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_bytes(value: object) -> bytes:
    """UTF-8 of `json_text`."""
    return json_text(value).encode()


def parse_object(data: bytes | str) -> JsonObject:
    """The JSON object in `data`. BadEnvelope when it is anything else."""
    try:
        text = data.decode() if isinstance(data, bytes) else data
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise BadEnvelope("not JSON") from problem
    if not isinstance(value, dict):
        raise BadEnvelope("not a JSON object")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def fields(value: object, *names: str) -> list[object]:
    """The values of exactly these fields. BadEnvelope when `value` is no object or has other fields."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise BadEnvelope(f"expected the fields {', '.join(names)}")
    return [value[name] for name in names]


def string(value: object) -> str:
    """`value`, when it is a string. BadEnvelope otherwise."""
    if not isinstance(value, str):
        raise BadEnvelope("expected text")
    return value


def whole(value: object) -> int:
    """`value`, when it is an integer from 1. BadEnvelope otherwise."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadEnvelope("expected a number from 1")
    return value


def day(value: object) -> str:
    """`value`, when it is a day that exists, YYYY-MM-DD. BadEnvelope otherwise."""
    text = string(value)
    try:
        date.fromisoformat(text)
    except ValueError as problem:
        raise BadEnvelope("not a date") from problem
    if not _DAY.fullmatch(text):
        raise BadEnvelope("not a date")
    return text


def to_b64(data: bytes) -> str:
    """RFC 4648 base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def from_b64(value: object, length: int | None = None) -> bytes:
    """The bytes of canonical base64. BadEnvelope for anything else, or for another length than asked."""
    try:
        data = base64.b64decode(string(value), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise BadEnvelope("not base64") from problem
    if to_b64(data) != value or (length is not None and len(data) != length):
        raise BadEnvelope("not canonical base64 of the right length")
    return data


def check_ids(*ids: str) -> None:
    """ValueError unless every id is a lower-case hyphenated UUID."""
    for one in ids:
        if not _UUID.fullmatch(one):
            raise ValueError(f"not a lower-case UUID: {one!r}")


def check_numbers(*numbers: int) -> None:
    """ValueError unless every number is an integer from 1."""
    for one in numbers:
        if isinstance(one, bool) or not isinstance(one, int) or one < 1:
            raise ValueError(f"not a number from 1: {one!r}")


def check_part(part: str) -> None:
    """ValueError unless `part` is a part of a matter."""
    if part not in PARTS:
        raise ValueError(f"not a part of a matter: {part!r}")
