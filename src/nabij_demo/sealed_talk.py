"""Seals a conversation of the demo with ``nabij_vault``: the box, its keys and its chains, as browsers would."""

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nabij.sealed.rules import NewGrant, NewManifest, NewRecord, Sealed
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.keyring import Place
from nabij_vault.keys import PublicKeys, SigningKey
from nabij_vault.manifest import Entry, Head, ManifestContext, entry_of, envelope_hash, seal_manifest
from nabij_vault.record import RecordContext, RecordKeys, seal_record
from nabij_vault.text import JsonObject

TALK, NOTES, PARTS = "conversation", "notes", ("conversation", "notes")


def fresh_id() -> str:
    """A random UUIDv4, as a browser would make it."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Said:
    """One record before it is sealed."""

    kind: str
    body: Mapping[str, object]
    part: str = TALK
    id: str = field(default_factory=fresh_id)
    revision: int = 1


@dataclass(slots=True)
class Chain:
    """The entries of one part and epoch so far, and its last link."""

    entries: list[Entry] = field(default_factory=list)
    head: Head | None = None


@dataclass(slots=True)
class TalkBox:
    """A box as somebody with all its keys knows it."""

    practice: str
    id: str
    shred: bytes = field(default_factory=lambda: os.urandom(32))
    keys: dict[tuple[str, int], bytes] = field(default_factory=dict)
    chains: dict[tuple[str, int], Chain] = field(default_factory=dict)
    # epochs of the conversation from before its visitor had words
    before_visitor: frozenset[int] = frozenset()

    def epoch(self, part: str) -> int:
        """The newest epoch of a part; 0 when there is none."""
        return max((epoch for name, epoch in self.keys if name == part), default=0)

    def head(self, part: str) -> Head | None:
        """The last link of the newest chain of a part."""
        return self.chains[part, self.epoch(part)].head

    def seen(self) -> JsonObject | None:
        """What somebody who writes now says that they had seen."""
        head = self.head(TALK)
        return {"epoch": self.epoch(TALK), "counter": head.counter, "hash": head.hash} if head else None

    def begin(self, epoch: int, parts: Iterable[str] = PARTS) -> None:
        """Draw the keys of a new epoch."""
        for part in parts:
            self.keys[part, epoch] = os.urandom(32)
            self.chains[part, epoch] = Chain()

    def held(self, part: str, epoch: int) -> tuple[Place, bytes]:
        """A key as a keyring names it."""
        return (self.id, part, epoch), self.keys[part, epoch]

    def grants(
        self, part: str, epoch: int, holders: Mapping[str, PublicKeys], signer: SigningKey, granter: str
    ) -> tuple[NewGrant, ...]:
        """The key of this part and epoch for each of these."""
        context, key = GrantContext(self.practice, self.id, part, epoch), self.keys[part, epoch]
        return tuple(
            NewGrant(part, epoch, uuid.UUID(owner), uuid.UUID(granter), seal_grant(context, key, to.recipient, signer))
            for owner, to in holders.items()
        )

    def seal(self, signer: SigningKey, said: Sequence[Said]) -> Sealed:
        """These records in the newest epoch of their parts, with the next link of each chain that they touch."""
        records = [self._record(signer, one) for one in said]
        places = dict.fromkeys(one.place for one in records)
        return Sealed(tuple(records), tuple(self._link(signer, place, records) for place in places))

    def _record(self, signer: SigningKey, said: Said) -> NewRecord:
        epoch = self.epoch(said.part)
        context = RecordContext(self.practice, self.id, said.part, epoch, said.id, said.kind, said.revision)
        envelope = seal_record(context, said.body, self._keys(said.part, epoch), signer)
        return NewRecord(uuid.UUID(said.id), said.part, epoch, said.kind, said.revision, envelope)

    def _keys(self, part: str, epoch: int) -> RecordKeys:
        return RecordKeys(self.keys[part, epoch], self.shred)

    def _link(self, signer: SigningKey, place: tuple[str, int], records: Iterable[NewRecord]) -> NewManifest:
        part, epoch = place
        chain = self.chains[place]
        new = [entry_of(str(one.id), one.kind, one.revision, one.sealed) for one in records if one.place == place]
        chain.entries += new
        counter, previous = (chain.head.counter + 1, chain.head.hash) if chain.head else (1, "")
        context = ManifestContext(self.practice, self.id, part, epoch, counter)
        envelope = seal_manifest(context, previous, chain.entries, self._keys(part, epoch), signer)
        chain.head = Head(counter, envelope_hash(envelope))
        return NewManifest(part, epoch, counter, envelope)


def minute(at: datetime) -> str:
    """A moment as it stands in what is sealed."""
    return f"{at:%Y-%m-%dT%H:%M}"
