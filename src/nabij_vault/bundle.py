"""The bundle: a counsellor's own keys and the keys of others that they pinned."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from nabij_vault.envelope import open_envelope, seal_envelope, unlocked
from nabij_vault.errors import BadEnvelope, SubstitutedKey
from nabij_vault.keys import OwnKeys, PublicKeys, identity_to_recipient
from nabij_vault.randomness import Randomness
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    fields,
    from_b64,
    json_bytes,
    parse_object,
    string,
    to_b64,
)

_INFO = "nabij/bundle/1"


@dataclass(frozen=True)
class Pin:
    """Another person's keys as once seen; `checked` once the fingerprints were compared; `former` signing keys.

    `name` is the one under which they were compared: None in a pin from before names were kept.
    `visitor`: the keys of the visitor of the box whose id is `owner`; they count only in its conversation.
    """

    owner: str
    keys: PublicKeys
    checked: bool
    former: tuple[str, ...] = ()
    name: str | None = None
    visitor: bool = False

    def to_json(self) -> JsonObject:
        return {
            "owner": self.owner,
            "recipient": self.keys.recipient,
            "sign": self.keys.sign,
            "checked": self.checked,
            "former": list(self.former),
            **({} if self.name is None else {"name": self.name}),
            **({"visitor": True} if self.visitor else {}),
        }


@dataclass(frozen=True)
class Bundle:
    """Own keys, the recipient of the recovery code, own replaced keys, pins, match keys and the matcher's key."""

    own: OwnKeys
    recovery_recipient: str
    former: tuple[OwnKeys, ...] = ()
    pins: tuple[Pin, ...] = ()
    match_keys: JsonObject = field(default_factory=dict)
    matcher: str | None = None

    def to_json(self) -> JsonObject:
        return {
            **_own_json(self.own),
            "recovery_recipient": self.recovery_recipient,
            "former": [_own_json(keys) for keys in self.former],
            "pins": [pin.to_json() for pin in self.pins],
            "match_keys": self.match_keys,
            "matcher": self.matcher,
        }

    def trusted_signers(self) -> frozenset[str]:
        """The signing keys whose grants count: one's own and those pinned and checked, never a former one.

        Whoever found a former key could otherwise slip in a matter key of their own.
        """
        pinned = {pin.keys.sign for pin in self.pins if pin.checked and not pin.visitor}
        return frozenset({self.own.signer.sign} | pinned)


def seal_bundle(
    user: str, version: int, uvk: bytes | None, bundle: Bundle, randomness: Randomness = os.urandom
) -> bytes:
    """The bundle under the UVK. Locked without one."""
    return seal_envelope(unlocked(uvk), _INFO, _aad(user, version), json_bytes(bundle.to_json()), randomness)


def open_bundle(user: str, version: int, uvk: bytes | None, envelope: bytes) -> Bundle:
    """The bundle. Locked, BadEnvelope, UnknownVersion, WrongKey, BadPadding."""
    return parse_bundle(parse_object(open_envelope(unlocked(uvk), _INFO, _aad(user, version), envelope)))


def parse_bundle(content: object) -> Bundle:
    """The bundle in a JSON object. BadEnvelope when it is none."""
    identity, signing, recovery, former, pins, match_keys, matcher = fields(
        content, "identity", "signing", "recovery_recipient", "former", "pins", "match_keys", "matcher"
    )
    if not isinstance(match_keys, dict):
        raise BadEnvelope("match keys are no object")
    return Bundle(
        own=_parse_own({"identity": identity, "signing": signing}),
        recovery_recipient=string(recovery),
        former=tuple(_parse_own(keys) for keys in _list(former)),
        pins=tuple(parse_pin(pin) for pin in _list(pins)),
        match_keys=match_keys,
        matcher=None if matcher is None else string(matcher),
    )


def parse_pin(value: object) -> Pin:
    """The pin in a JSON object. BadEnvelope when it is none."""
    more = tuple(name for name in ("name", "visitor") if isinstance(value, dict) and name in value)
    owner, recipient, sign, checked, former, *rest = fields(
        value, "owner", "recipient", "sign", "checked", "former", *more
    )
    given = dict(zip(more, rest, strict=True))
    if not isinstance(checked, bool) or given.get("visitor", True) is not True:
        raise BadEnvelope("checked is neither true nor false, or visitor is not true")
    from_b64(sign, 32)
    return Pin(
        owner=string(owner),
        keys=PublicKeys(string(recipient), string(sign)),
        checked=checked,
        former=tuple(string(key) for key in _list(former)),
        name=string(given["name"]) if "name" in given else None,
        visitor="visitor" in given,
    )


def check_pin(pins: Iterable[Pin], owner: str, served: PublicKeys) -> Pin | None:
    """The owner's pin, when the served keys are those pinned; None when the owner is not pinned. SubstitutedKey."""
    for pin in pins:
        if pin.owner == owner:
            if pin.keys != served:
                raise SubstitutedKey("other keys than those pinned")
            return pin
    return None


def _aad(user: str, version: int) -> bytes:
    check_ids(user)
    check_numbers(version)
    return json_bytes([_INFO, user, version])


def _own_json(keys: OwnKeys) -> JsonObject:
    return {"identity": keys.identity, "signing": to_b64(keys.signing)}


def _parse_own(value: object) -> OwnKeys:
    identity, signing = fields(value, "identity", "signing")
    try:
        identity_to_recipient(string(identity))
    except ValueError as problem:
        raise BadEnvelope("not an identity") from problem
    return OwnKeys(string(identity), from_b64(signing, 32))


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadEnvelope("expected a list")
    return value
