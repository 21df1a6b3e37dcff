"""The keyring: opened grants under the UVK, and so what a counsellor expects to exist."""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from nabij_vault.envelope import KEY_BYTES, open_envelope, seal_envelope, unlocked
from nabij_vault.errors import BadEnvelope, Missing
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    ALWAYS,
    PARTS,
    JsonObject,
    check_ids,
    check_numbers,
    fields,
    from_b64,
    json_bytes,
    parse_object,
    to_b64,
)

_INFO = "nabij/keyring/1"
_EPOCH = re.compile(r"[1-9][0-9]{0,8}")

type Place = tuple[str, str, int]


@dataclass(frozen=True)
class Keyring:
    """Matter keys (32 bytes) by (matter, part, epoch), and by matter the signing key of who began it.

    Only who began a matter is believed about new keys to it. A keyring from before this was kept has no keepers.
    """

    keys: Mapping[Place, bytes] = field(repr=False)
    keepers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        matters: dict[str, dict[str, dict[str, str]]] = {}
        for (matter, part, epoch), key in sorted(self.keys.items()):
            parts = matters.setdefault(matter, {name: {} for name in ALWAYS})
            parts.setdefault(part, {})[str(epoch)] = to_b64(key)
        keepers = {matter: self.keepers[matter] for matter in matters if matter in self.keepers}
        return {"matters": matters, "keepers": keepers} if keepers else {"matters": matters}

    def check_served(self, served: Collection[Place]) -> None:
        """Missing unless every (matter, part, epoch) in the keyring is served."""
        for matter, part, epoch in self.keys:
            if (matter, part, epoch) not in served:
                raise Missing(f"matter {matter}, {part}, epoch {epoch} is not served")


def seal_keyring(
    user: str, version: int, uvk: bytes | None, keyring: Keyring, randomness: Randomness = os.urandom
) -> bytes:
    """The keyring under the UVK. Locked without one."""
    return seal_envelope(unlocked(uvk), _INFO, _aad(user, version), json_bytes(keyring.to_json()), randomness)


def open_keyring(user: str, version: int, uvk: bytes | None, envelope: bytes) -> Keyring:
    """The keyring. Locked, BadEnvelope, UnknownVersion, WrongKey, BadPadding."""
    return parse_keyring(parse_object(open_envelope(unlocked(uvk), _INFO, _aad(user, version), envelope)))


def parse_keyring(content: object) -> Keyring:
    """The keyring in a JSON object. BadEnvelope when it is none."""
    named = ("keepers",) if isinstance(content, dict) and "keepers" in content else ()
    matters, *rest = fields(content, "matters", *named)
    keepers = rest[0] if rest else {}
    if not isinstance(matters, dict) or not isinstance(keepers, dict):
        raise BadEnvelope("matters or keepers is no object")
    for matter, sign in keepers.items():
        from_b64(sign, KEY_BYTES)
        if matter not in matters:
            raise BadEnvelope("the keeper of no matter")
    keys = {}
    for matter, parts in matters.items():
        names = PARTS if isinstance(parts, dict) and "story" in parts else ALWAYS
        for part, epochs in zip(names, fields(parts, *names), strict=True):
            for epoch, key in _epochs(epochs):
                keys[matter, part, epoch] = from_b64(key, KEY_BYTES)
    return Keyring(keys, keepers)


def _epochs(epochs: object) -> list[tuple[int, object]]:
    if not isinstance(epochs, dict) or not all(_EPOCH.fullmatch(epoch) for epoch in epochs):
        raise BadEnvelope("epochs are not numbered")
    return [(int(epoch), key) for epoch, key in epochs.items()]


def _aad(user: str, version: int) -> bytes:
    check_ids(user)
    check_numbers(version)
    return json_bytes([_INFO, user, version])
