"""What browsers send about tokens, parsed and checked: points, tokens and sealed keys, never a name."""

from uuid import UUID

from nabij.kit.envelope import from_base64
from nabij.patterns.matcher import MOST_POINTS, POINT
from nabij.patterns.rules import MOST_ROWS_AT_ONCE, MOST_TOKENS, Named, NewKeys, NewToken
from nabij.sealed.forms import read_grants
from nabij.sealed.reading import BadBody, Fields, as_flag, as_list, as_number, as_uuid

TOKEN = 16
# one matter in each version that there may be at once: two epochs by two keys of the matcher
MOST_VERSIONS = 4
LAST_VERSION = 65535


def _bytes(value: object, length: int) -> bytes:
    found = from_base64(value, length)
    if len(found) != length:
        raise BadBody
    return found


def _point(value: object) -> bytes:
    return _bytes(value, POINT)


def _token(value: object) -> UUID:
    return UUID(bytes=_bytes(value, TOKEN))


def _version(value: object) -> int:
    version = as_number(value)
    if version > LAST_VERSION:
        raise BadBody
    return version


def _new_token(value: object) -> NewToken:
    fields = Fields(value, "token", "visitor", "by_email")
    return NewToken(fields.need("token", _token), fields.need("visitor", _token), fields.need("by_email", as_flag))


def _named(value: object) -> Named:
    fields = Fields(value, "handle", "epoch", "matcher", "tokens")
    return Named(
        fields.need("handle", as_uuid),
        fields.need("epoch", as_number),
        fields.need("matcher", _version),
        fields.need("tokens", as_list(_new_token, most=MOST_TOKENS)),
    )


def read_keys(value: object) -> NewKeys:
    """``{"epoch", "grants"}``."""
    fields = Fields(value, "epoch", "grants")
    return NewKeys(fields.need("epoch", as_number), fields.need("grants", read_grants))


def read_points(value: object) -> tuple[int, tuple[bytes, ...]]:
    """``{"matcher", "points"}``: 1 to 64 of 32 bytes each."""
    fields = Fields(value, "matcher", "points")
    points = fields.need("points", as_list(_point, most=MOST_POINTS))
    if not points:
        raise BadBody
    return fields.need("matcher", _version), points


def read_named(value: object) -> tuple[Named, ...]:
    """``{"named"}``: one matter's person, in each version."""
    found = Fields(value, "named").need("named", as_list(_named, most=MOST_VERSIONS))
    if not found or len({one.version for one in found}) != len(found):
        raise BadBody
    return found


def read_renewal(value: object) -> tuple[Named, ...]:
    """``{"named"}``: many matters, in one version."""
    found = Fields(value, "named").need("named", as_list(_named, most=MOST_ROWS_AT_ONCE))
    if len({one.handle for one in found}) != len(found):
        raise BadBody
    return found


def read_handle(value: object) -> UUID:
    """``{"handle"}``."""
    return Fields(value, "handle").need("handle", as_uuid)
