"""Reads one JSON body strictly: every field has a type, and a field that nobody asked for is refused."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.kit.proof import HEADER, Unproven, proves
from nabij.people.models import PublicKey
from nabij.people.who import person
from nabij.sealed.rules import too_large, unknown_code

# PostgreSQL's integer; versions, epochs, revisions and counters count from 1.
LARGEST = 2**31 - 1

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadBody(Refused):
    """The body is not the JSON object that this address reads."""

    def __init__(self) -> None:
        super().__init__(
            "Dit bericht klopt niet van vorm. Er is niets bewaard. Laad de pagina opnieuw en probeer het nog een keer."
        )


def body_of(request: HttpRequest) -> object:
    """The JSON value of a write, proven with the newest key of whoever is signed in; raises ``Unproven``.

    Every write of JSON reads its body here or calls ``check_proof``, but drafts; a file's bytes come by PUT and carry
    no proof, for nobody finds a file before a proven record names it. Who published no key has nothing sealed yet.
    """
    value = unproven_body_of(request)
    key = PublicKey.objects.filter(owner=person(request)).order_by("-version").first()
    if key:
        check_proof(request, key.sign)
    return value


def check_proof(request: HttpRequest, sign: str) -> None:
    """Raise ``Unproven`` unless who is signed in signed these bytes, to this address, with this key (base64)."""
    if not proves(request.headers.get(HEADER, ""), sign, str(person(request).pk), request.path, request.body):
        raise Unproven


def unproven_body_of(request: HttpRequest, most: int | None = None) -> object:
    """The JSON value of a request; raises ``BadBody``, or ``too_large`` above ``most`` or the limit of the settings.

    By itself for drafts alone, which are one's own typing, and for visitors; else with ``check_proof``.
    """
    if request.content_type != "application/json":
        raise BadBody
    limit = most or settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if limit and length_of(request) > limit:
        raise too_large()
    try:
        return json.loads(request.body, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except RequestDataTooBig:
        raise too_large() from None
    except (ValueError, RecursionError, UnreadablePostError):
        raise BadBody from None


def length_of(request: HttpRequest) -> int:
    """How many bytes the browser says it sends; 0 when it does not say."""
    given = request.META.get("CONTENT_LENGTH") or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadBody
    return found


def _refuse_constant(name: str) -> None:
    raise BadBody


class Fields:
    """One JSON object of which only the named fields may be there."""

    def __init__(self, value: object, *names: str) -> None:
        if not isinstance(value, dict) or not set(value) <= set(names):
            raise BadBody
        self._values: dict[str, Any] = value

    def need[T](self, name: str, read: Callable[[object], T]) -> T:
        """The field, which must be there."""
        if name not in self._values:
            raise BadBody
        return read(self._values[name])

    def maybe[T](self, name: str, read: Callable[[object], T]) -> T | None:
        """The field, or None when it is absent or null."""
        return None if self._values.get(name) is None else read(self._values[name])

    def has(self, name: str) -> bool:
        """Whether the field is there, null included."""
        return name in self._values


def as_uuid(value: object) -> UUID:
    """A lower-case hyphenated UUIDv4."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise BadBody
    return UUID(value)


def as_number(value: object) -> int:
    """An integer from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST:
        raise BadBody
    return value


def as_flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadBody
    return value


def as_text(pattern: re.Pattern[str]) -> Callable[[object], str]:
    """A reader of text that matches the pattern whole."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise BadBody
        return value

    return read


def as_one_of(*allowed: str) -> Callable[[object], str]:
    """A reader of one of these words, which are the protocol's own."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise BadBody
        return value

    return read


def as_code(name: str) -> Callable[[object], str]:
    """A reader of one code of a list of ``kit.codes``; raises ``unknown_code``."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise BadBody
        if codes.unknown(name, [value]):
            raise unknown_code()
        return value

    return read


def as_code_or_none(name: str) -> Callable[[object], str]:
    """The same, where the empty text and null say that nothing was chosen."""
    read = as_code(name)
    return lambda value: "" if value is None or value == "" else read(value)


def as_list[T](read: Callable[[object], T], most: int = 1000) -> Callable[[object], tuple[T, ...]]:
    """A reader of a list of at most ``most`` things."""

    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise BadBody
        return tuple(read(one) for one in value)

    return read_all


def as_codes(name: str) -> Callable[[object], tuple[str, ...]]:
    """A reader of different codes of one list."""
    read = as_list(as_code(name), most=50)

    def read_different(value: object) -> tuple[str, ...]:
        found = read(value)
        if len(set(found)) != len(found):
            raise BadBody
        return found

    return read_different


def as_month(value: object) -> date:
    """The first day of a month written ``YYYY-MM``."""
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise BadBody
    return _date(value + "-01")


def as_day(value: object) -> date:
    """A day written ``YYYY-MM-DD``."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise BadBody
    return _date(value)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadBody from None
