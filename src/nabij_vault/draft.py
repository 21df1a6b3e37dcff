"""Drafts: what an editor holds before it is saved, under the UVK."""

import os
from collections.abc import Mapping

from nabij_vault.envelope import open_envelope, seal_envelope, unlocked
from nabij_vault.randomness import Randomness
from nabij_vault.text import JsonObject, check_ids, json_bytes, parse_object

_INFO = "nabij/draft/1"


def seal_draft(
    user: str, draft: str, uvk: bytes | None, body: Mapping[str, object], randomness: Randomness = os.urandom
) -> bytes:
    """A draft under the UVK. Locked without one."""
    return seal_envelope(unlocked(uvk), _INFO, _aad(user, draft), json_bytes(body), randomness)


def open_draft(user: str, draft: str, uvk: bytes | None, envelope: bytes) -> JsonObject:
    """What a draft says. Locked, BadEnvelope, UnknownVersion, WrongKey, BadPadding."""
    return parse_object(open_envelope(unlocked(uvk), _INFO, _aad(user, draft), envelope))


def _aad(user: str, draft: str) -> bytes:
    check_ids(user, draft)
    return json_bytes([_INFO, user, draft])
