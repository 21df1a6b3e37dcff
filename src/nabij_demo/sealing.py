"""Seals the demo with ``nabij_vault``: every byte that a browser would have sealed, from a fixed seed."""

import hashlib
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType

from nabij_demo.plan import PlannedMatter
from nabij_vault.bundle import Bundle, Pin, seal_bundle
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.keyring import Keyring, Place, seal_keyring
from nabij_vault.keys import OwnKeys, PublicKeys, generate_keys, identity_to_recipient
from nabij_vault.manifest import ManifestContext, entry_of, seal_manifest
from nabij_vault.randomness import Randomness, seeded
from nabij_vault.record import RecordContext, RecordKeys, seal_record
from nabij_vault.recovery import code_identity, generate_code, show_code
from nabij_vault.slots import generate_uvk, seal_recovery_slot, seal_words_slot

PARTS = ("conversation", "notes")


@cache
def word_list() -> list[str]:
    """The Dutch list that vault words come from."""
    path = Path(__file__).parent.parent / "nabij" / "browser" / "words" / "nl.txt"
    return path.read_text(encoding="utf-8").split()


@dataclass(slots=True)
class DemoVault:
    """One demo counsellor's keys, words and growing keyring."""

    user: str
    own: OwnKeys
    uvk: bytes
    words: str
    recovery: bytes
    randomness: Randomness
    keys: dict[Place, bytes] = field(default_factory=dict)
    keepers: dict[str, str] = field(default_factory=dict)
    match_keys: dict[str, object] = field(default_factory=dict)
    matcher: str | None = None

    def slots(self, log_n: int) -> list[tuple[str, str, bytes]]:
        """``(id, kind, sealed)`` of the words slot and the recovery slot."""
        words = seal_words_slot(self.uvk, self.words, log_n=log_n, randomness=self.randomness)
        recovery = seal_recovery_slot(self.uvk, self.recovery, log_n=log_n, randomness=self.randomness)
        return [(new_id(self.randomness), "words", words), (new_id(self.randomness), "recovery", recovery)]

    def bundle(self, colleagues: Mapping[str, PublicKeys], names: Mapping[str, str] = MappingProxyType({})) -> bytes:
        """The bundle, with every colleague's keys pinned and checked, under their name when it is given."""
        pins = tuple(
            Pin(owner, keys, checked=True, name=names.get(owner))
            for owner, keys in sorted(colleagues.items())
            if owner != self.user
        )
        recipient = identity_to_recipient(code_identity(self.recovery))
        bundle = Bundle(self.own, recipient, pins=pins, match_keys=self.match_keys, matcher=self.matcher)
        return seal_bundle(self.user, 1, self.uvk, bundle, self.randomness)

    @property
    def recovery_code(self) -> str:
        """The recovery code as a person types it."""
        return show_code(self.recovery)

    def keyring(self) -> bytes:
        """The keyring over every matter sealed so far."""
        return seal_keyring(self.user, 1, self.uvk, Keyring(self.keys, self.keepers), self.randomness)


@dataclass(frozen=True, slots=True)
class SealedMatter:
    """A matter's sealed rows.

    Grants as ``(user, part, bytes)``, records as ``(id, part, kind, bytes)``, manifests as ``(part, bytes)``.
    """

    shred_key: bytes
    grants: list[tuple[str, str, bytes]]
    records: list[tuple[str, str, str, bytes]]
    manifests: list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Addition:
    """One more record of a matter, before it is sealed."""

    id: str
    part: str
    kind: str
    body: Mapping[str, object]


def new_id(randomness: Randomness) -> str:
    """A random UUIDv4, as a browser would make it."""
    return str(uuid.UUID(bytes=randomness(16), version=4))


def make_vault(user: str, seed: str) -> DemoVault:
    """A vault from a seed: keys, six words from the list, recovery code."""
    randomness = seeded(f"{seed}/{user}".encode())
    own = generate_keys(randomness)
    chance = random.Random(hashlib.sha256(f"{seed}/words/{user}".encode()).digest())  # noqa: S311 - printed demo words
    words = " ".join(chance.sample(word_list(), 6))
    return DemoVault(user, own, generate_uvk(randomness), words, generate_code(randomness), randomness)


def _bodies(matter: PlannedMatter, randomness: Randomness) -> list[Addition]:
    """Everything said in this matter."""
    aftercare = matter.aftercare.isoformat() if matter.aftercare else None
    card = {"alias": matter.alias, "next_step": matter.next_step, "aftercare": aftercare}
    person = {"name": matter.name, "phone": "", "email": "", "contact": matter.contact}
    bodies = [
        Addition(new_id(randomness), "notes", "card", card),
        Addition(new_id(randomness), "notes", "person", person),
        Addition(new_id(randomness), "conversation", "words", {"text": matter.own_words}),
    ]
    for encounter in matter.encounters:
        at = datetime.combine(encounter.day, time(10 + len(encounter.text) % 8)).isoformat(timespec="minutes")
        body = {"encounter": encounter.id, "at": at, "place": "", "text": encounter.text}
        bodies.append(Addition(new_id(randomness), "notes", "note", body))
    return bodies


def seal_matter(
    practice: str,
    matter: PlannedMatter,
    vault: DemoVault,
    additions: Sequence[Addition] = (),
    reader: DemoVault | None = None,
) -> SealedMatter:
    """Seal one matter as its keeper's browser would: grants to keeper and reader, records, one manifest per part."""
    randomness, signer = vault.randomness, vault.own.signer
    shred = randomness(32)
    keys = {part: RecordKeys(randomness(32), shred) for part in PARTS}
    grants = []
    for part in PARTS:
        context = GrantContext(practice, matter.id, part, 1)
        for holder in [vault, *([reader] if reader else [])]:
            holder.keys[(matter.id, part, 1)] = keys[part].matter
            holder.keepers[matter.id] = signer.sign
            grant = seal_grant(context, keys[part].matter, holder.own.public.recipient, signer, randomness)
            grants.append((holder.user, part, grant))
    records = []
    for one in [*_bodies(matter, randomness), *additions]:
        at = RecordContext(practice, matter.id, one.part, 1, one.id, one.kind, 1)
        records.append((one.id, one.part, one.kind, seal_record(at, one.body, keys[one.part], signer, randomness)))
    manifests = []
    for part in PARTS:
        entries = [entry_of(record_id, kind, 1, sealed) for record_id, at, kind, sealed in records if at == part]
        link = ManifestContext(practice, matter.id, part, 1, 1)
        manifests.append((part, seal_manifest(link, "", entries, keys[part], signer, randomness)))
    return SealedMatter(shred, grants, records, manifests)
