"""What browsers send about tokens, parsed and checked: points, tokens and sealed keys, never a name."""

from uuid import UUID

from nabij.kit.envelope import from_base64
from nabij.patterns.matcher import MOST_POINTS, POINT
from nabij.patterns.rules import (
    BY_EMAIL,
    BY_NAME,
    MOST_ALSO,
    MOST_ROWS_AT_ONCE,
    MOST_TOKENS,
    UNKNOWN,
    Named,
    NewKeys,
    NewToken,
    Side,
    lock_of,
)
from nabij.sealed.forms import read_grants
from nabij.sealed.reading import BadBody, Fields, as_flag, as_list, as_number, as_one_of, as_uuid

TOKEN, SECRET = 16, 32
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
    fields = Fields(value, "token", "visitor", "by_email", "whose", "also")
    also = fields.need("also", as_list(_token, most=MOST_ALSO))
    if len(set(also)) != len(also):
        raise BadBody
    return NewToken(
        fields.need("token", _token),
        fields.need("visitor", _token),
        fields.need("by_email", as_flag),
        fields.need("whose", _token),
        frozenset(also),
    )


def _named(value: object) -> Named:
    fields = Fields(value, "handle", "epoch", "matcher", "known", "tokens")
    return Named(
        fields.need("handle", as_uuid),
        fields.need("epoch", as_number),
        fields.need("matcher", _version),
        fields.need("known", as_one_of(BY_EMAIL, BY_NAME, UNKNOWN)),
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


def _lock(value: object) -> str:
    return lock_of(_bytes(value, SECRET))


def _hashed(value: object) -> str:
    return _bytes(value, SECRET).hex()


def _named_list(value: object) -> tuple[Named, ...]:
    found = as_list(_named, most=MOST_VERSIONS)(value)
    if not found or len({one.version for one in found}) != len(found):
        raise BadBody
    return found


def read_named(value: object) -> tuple[Named, ...]:
    """``{"named"}``: one matter's person, in each version."""
    return Fields(value, "named").need("named", _named_list)


def read_registration(value: object) -> tuple[tuple[Named, ...], str]:
    """``{"named","lock"}``: the same, and what is kept of the secret of its handle."""
    fields = Fields(value, "named", "lock")
    return fields.need("named", _named_list), fields.need("lock", _hashed)


def _renewed(value: object) -> tuple[Named, str]:
    fields = Fields(value, "named", "secret")
    return fields.need("named", _named), fields.need("secret", _lock)


def read_renewal(value: object) -> tuple[tuple[Named, ...], dict[UUID, str]]:
    """``{"renewed":[{"named","secret"}]}``: many matters, in one version; and the lock that each secret opens."""
    found = Fields(value, "renewed").need("renewed", as_list(_renewed, most=MOST_ROWS_AT_ONCE))
    locks = {named.handle: lock for named, lock in found}
    if len(locks) != len(found):
        raise BadBody
    return tuple(named for named, _ in found), locks


def read_withdrawal(value: object) -> tuple[UUID, str]:
    """``{"handle","secret"}``, the secret as the lock that it opens."""
    fields = Fields(value, "handle", "secret")
    return fields.need("handle", as_uuid), fields.need("secret", _lock)


def _side_token(value: object) -> tuple[UUID, bool]:
    fields = Fields(value, "token", "by_email")
    return fields.need("token", _token), fields.need("by_email", as_flag)


def _side(value: object) -> Side:
    fields = Fields(value, "epoch", "matcher", "tokens")
    tokens = fields.need("tokens", as_list(_side_token, most=MOST_TOKENS))
    if not tokens:
        raise BadBody
    return Side(fields.need("epoch", as_number), fields.need("matcher", _version), tokens)


def read_sides(value: object) -> tuple[Side, ...]:
    """``{"asked"}``: one visitor, once in each version."""
    found = Fields(value, "asked").need("asked", as_list(_side, most=MOST_VERSIONS))
    if not found or len({(one.epoch, one.matcher) for one in found}) != len(found):
        raise BadBody
    return found
