"""What browsers send to their vault, parsed and checked: sealed bytes first pass ``kit.envelope``."""

import base64
import binascii
import re
from collections.abc import Callable
from uuid import UUID

from nabij.kit.envelope import (
    BadSealedBytes,
    from_base64,
    parse_envelope,
    parse_grant,
    parse_keyring,
    parse_scrypt_slot,
)
from nabij.sealed.models import Part
from nabij.sealed.reading import (
    BadBody,
    Fields,
    as_list,
    as_number,
    as_one_of,
    as_text,
    as_uuid,
)
from nabij.sealed.rules import (
    KINDS,
    SLOT_KINDS,
    NewDraft,
    NewGrant,
    NewKey,
    NewManifest,
    NewRecord,
    NewSlot,
    NewStoryKeys,
    NewVault,
    NewVersion,
    Rotation,
    Sealed,
    SlotChange,
)

MOST_SLOTS = 20
SHRED_KEY = 32
_CREDENTIAL = re.compile(r"[A-Za-z0-9_-]{16,1364}")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_SIGN = re.compile(r"[A-Za-z0-9+/]{43}=")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")

as_part = as_one_of(*Part.values)


def _slot(value: object) -> NewSlot:
    fields = Fields(value, "id", "kind", "credential_id", "sealed")
    kind = fields.need("kind", as_one_of(*SLOT_KINDS))
    passkey = kind == "passkey"
    return NewSlot(
        id=fields.need("id", as_uuid),
        kind=kind,
        sealed=fields.need("sealed", parse_envelope if passkey else parse_scrypt_slot),
        credential_id=fields.need("credential_id", as_text(_CREDENTIAL)) if passkey else _nothing(fields),
    )


def _nothing(fields: Fields) -> str:
    return fields.maybe("credential_id", as_one_of("")) or ""


_slots = as_list(_slot, most=MOST_SLOTS)


def read_public_key(value: object) -> NewKey:
    """``{"recipient", "sign"}``."""
    fields = Fields(value, "recipient", "sign")
    sign = fields.need("sign", as_text(_SIGN))
    key = NewKey(fields.need("recipient", as_text(_RECIPIENT)), sign)
    try:
        canonical = base64.b64encode(base64.b64decode(sign, validate=True)).decode() == sign
    except binascii.Error:
        canonical = False
    if not canonical:
        raise BadBody
    return key


def read_version(value: object) -> NewVersion:
    """``{"based_on", "sealed"}``."""
    fields = Fields(value, "based_on", "sealed")
    return NewVersion(sealed=fields.need("sealed", parse_envelope), based_on=fields.need("based_on", as_number))


def read_keyring(value: object) -> NewVersion:
    """The same, of a keyring."""
    fields = Fields(value, "based_on", "sealed")
    return NewVersion(sealed=fields.need("sealed", parse_keyring), based_on=fields.need("based_on", as_number))


def read_vault(value: object) -> NewVault:
    """``{"slots", "bundle", "keyring", "public_key"}``; bundle and keyring are sealed bytes."""
    fields = Fields(value, "slots", "bundle", "keyring", "public_key")
    return NewVault(
        bundle=fields.need("bundle", parse_envelope),
        keyring=fields.need("keyring", parse_keyring),
        slots=_different(fields.need("slots", _slots)),
        public_key=fields.need("public_key", read_public_key),
    )


def read_slot_change(value: object) -> SlotChange:
    """``{"based_on", "add", "remove", "bundle"/absent}``."""
    fields = Fields(value, "based_on", "add", "remove", "bundle")
    return SlotChange(
        add=_different(fields.maybe("add", _slots) or ()),
        remove=frozenset(fields.maybe("remove", as_list(as_uuid, most=MOST_SLOTS)) or ()),
        based_on=fields.need("based_on", as_number),
        bundle=fields.maybe("bundle", read_version),
    )


def read_rotation(value: object) -> Rotation:
    """``{"slots", "bundle", "keyring", "public_key"/absent, "succession"/absent}``."""
    fields = Fields(value, "slots", "bundle", "keyring", "public_key", "succession")
    return Rotation(
        slots=_different(fields.need("slots", _slots)),
        bundle=fields.need("bundle", read_version),
        keyring=fields.need("keyring", read_keyring),
        public_key=fields.maybe("public_key", read_public_key),
        succession=fields.maybe("succession", as_text(_SIGNATURE)) or "",
    )


def _different(slots: tuple[NewSlot, ...]) -> tuple[NewSlot, ...]:
    if len({slot.id for slot in slots}) != len(slots):
        raise BadBody
    return slots


def read_draft(value: object) -> NewDraft:
    """``{"id", "sealed"}``."""
    fields = Fields(value, "id", "sealed")
    return NewDraft(sealed=fields.need("sealed", parse_envelope), id=fields.need("id", as_uuid))


def read_nothing(value: object) -> None:
    """``{}``."""
    Fields(value)


def _grant(value: object) -> NewGrant:
    fields = Fields(value, "part", "epoch", "grantee", "granter", "sealed")
    return NewGrant(
        sealed=fields.need("sealed", parse_grant),
        part=fields.need("part", as_part),
        epoch=fields.need("epoch", as_number),
        grantee=fields.need("grantee", as_uuid),
        granter=fields.maybe("granter", as_uuid),
    )


def _record(value: object) -> NewRecord:
    fields = Fields(value, "id", "part", "epoch", "kind", "revision", "sealed")
    sealed = fields.need("sealed", parse_envelope)
    part = fields.need("part", as_part)
    return NewRecord(
        id=fields.need("id", as_uuid),
        part=part,
        epoch=fields.need("epoch", as_number),
        kind=fields.need("kind", as_one_of(*KINDS[part])),
        revision=fields.need("revision", as_number),
        sealed=sealed,
    )


def _manifest(value: object) -> NewManifest:
    fields = Fields(value, "part", "epoch", "counter", "sealed")
    return NewManifest(
        sealed=fields.need("sealed", parse_envelope),
        part=fields.need("part", as_part),
        epoch=fields.need("epoch", as_number),
        counter=fields.need("counter", as_number),
    )


read_grants: Callable[[object], tuple[NewGrant, ...]] = as_list(_grant)
_records = as_list(_record)
_manifests = as_list(_manifest)


def read_sealed(value: object) -> Sealed:
    """``{"records", "manifests"}``."""
    fields = Fields(value, "records", "manifests")
    return Sealed(fields.need("records", _records), fields.need("manifests", _manifests))


def read_shred_key(value: object) -> bytes:
    """A shred key in base64."""
    key = from_base64(value, SHRED_KEY)
    if len(key) != SHRED_KEY:
        raise BadSealedBytes
    return key


def read_story_keys(value: object) -> NewStoryKeys:
    """``{"epoch", "shred_key"/null, "grants", "sealed"}``."""
    fields = Fields(value, "epoch", "shred_key", "grants", "sealed")
    return NewStoryKeys(
        epoch=fields.need("epoch", as_number),
        shred_key=fields.maybe("shred_key", read_shred_key),
        grants=fields.need("grants", read_grants),
        sealed=fields.need("sealed", read_sealed),
    )


def read_sections(value: object) -> tuple[Sealed, UUID | None]:
    """``{"sealed", "draft"/null}``."""
    fields = Fields(value, "sealed", "draft")
    return fields.need("sealed", read_sealed), fields.maybe("draft", as_uuid)


def read_chain(query: dict[str, str]) -> tuple[int, int]:
    """The query of *keten*: the epoch, and the counter to start at."""
    return _number(query.get("epoch", "")), _number(query.get("vanaf", "1"))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadBody
    return as_number(int(text))
