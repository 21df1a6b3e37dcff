"""Manifests: what exists in one part and epoch of a matter, so that rollback and deletion show."""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nabij_vault.errors import BadEnvelope, Forked, RecordChanged, RecordMissing, RecordUnlisted, RolledBack
from nabij_vault.keys import SigningKey
from nabij_vault.randomness import Randomness
from nabij_vault.record import INFO, RecordKeys, open_signed, seal_signed
from nabij_vault.text import (
    JsonObject,
    check_ids,
    check_numbers,
    check_part,
    fields,
    from_b64,
    json_bytes,
    json_text,
    string,
    to_b64,
    whole,
)

# The kind of an entry about a record that does not open: known by its hash, never shown.
SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class ManifestContext:
    """Which manifest: one chain per matter, part and epoch, one manifest per counter from 1."""

    practice: str
    matter: str
    part: str
    epoch: int
    counter: int

    def __post_init__(self) -> None:
        check_ids(self.practice, self.matter)
        check_numbers(self.epoch, self.counter)
        check_part(self.part)

    @property
    def aad(self) -> bytes:
        """The additional data of the envelope."""
        return json_bytes(
            [INFO, self.practice, self.matter, self.part, self.epoch, self.matter, "manifest", self.counter]
        )


@dataclass(frozen=True, order=True)
class Entry:
    """One revision of one record; `digest` is the SHA-256 of its envelope in b64."""

    id: str
    revision: int
    kind: str
    digest: str


@dataclass(frozen=True)
class Manifest:
    """The entries at one counter; `previous` is the SHA-256 (b64) of the envelope before it, empty for the first."""

    counter: int
    previous: str
    entries: tuple[Entry, ...]

    def to_json(self) -> JsonObject:
        entries = [[entry.id, entry.kind, entry.revision, entry.digest] for entry in sorted(self.entries)]
        return {"counter": self.counter, "previous": self.previous, "entries": entries}


@dataclass(frozen=True)
class Head:
    """How far a chain goes: counter, and SHA-256 of that manifest's envelope in b64."""

    counter: int
    hash: str


@dataclass(frozen=True)
class Link:
    """One manifest in a chain: its counter, the hash before it, its own hash.

    `mends`: signed by who began the matter, and every manifest between it and the one before does not verify.
    """

    counter: int
    previous: str
    hash: str
    mends: bool = False


@dataclass(frozen=True)
class ServedRecord:
    """A record as the server serves it."""

    id: str
    kind: str
    revision: int
    envelope: bytes

    @property
    def place(self) -> tuple[str, int]:
        """What there may be one of."""
        return self.id, self.revision


def envelope_hash(envelope: bytes) -> str:
    """SHA-256 of an envelope, b64."""
    return to_b64(hashlib.sha256(envelope).digest())


def entry_of(id: str, kind: str, revision: int, envelope: bytes) -> Entry:
    """The manifest's line about a sealed record."""
    return Entry(id=id, revision=revision, kind=kind, digest=envelope_hash(envelope))


def seal_manifest(
    context: ManifestContext,
    previous: str,
    entries: Iterable[Entry],
    keys: RecordKeys,
    signer: SigningKey,
    randomness: Randomness = os.urandom,
) -> bytes:
    """The envelope of a manifest, signed by its author.

    ValueError for doubles or a missing `previous`, BadEnvelope for one that is no hash.
    """
    manifest = Manifest(context.counter, previous, tuple(sorted(entries)))
    problem = _problem(manifest)
    if problem:
        raise ValueError(problem)
    return seal_signed(context.aad, json_text(manifest.to_json()), keys, signer, randomness)


def open_manifest(
    context: ManifestContext, envelope: bytes, keys: RecordKeys, authors: Collection[str]
) -> tuple[str, Manifest]:
    """The author (b64 signing key) and the manifest. Raises as `open_record` does."""
    opened = open_signed(context.aad, envelope, keys, authors)
    manifest = parse_manifest(opened.body)
    if manifest.counter != context.counter:
        raise BadEnvelope("the manifest has another counter")
    return opened.author, manifest


def parse_manifest(body: Mapping[str, object]) -> Manifest:
    """The manifest in a body. BadEnvelope when it is none."""
    counter, previous, entries = fields(body, "counter", "previous", "entries")
    if not isinstance(entries, list):
        raise BadEnvelope("entries is not a list")
    manifest = Manifest(whole(counter), string(previous), tuple(map(_parse_entry, entries)))
    problem = _problem(manifest)
    if problem:
        raise BadEnvelope(problem)
    return manifest


def _parse_entry(entry: object) -> Entry:
    if not isinstance(entry, list) or len(entry) != 4:
        raise BadEnvelope("not an entry")
    from_b64(entry[3], 32)
    return Entry(id=string(entry[0]), kind=string(entry[1]), revision=whole(entry[2]), digest=string(entry[3]))


def _problem(manifest: Manifest) -> str:
    if (manifest.counter == 1) != (manifest.previous == ""):
        return "only the first manifest has nothing before it"
    if manifest.previous:
        from_b64(manifest.previous, 32)
    places = [(entry.id, entry.revision) for entry in manifest.entries]
    if any(here >= after for here, after in pairwise(places)):
        return "entries are unsorted or double"
    return ""


def check_records(manifest: Manifest, served: Iterable[ServedRecord]) -> None:
    """Every served record is listed with this kind and hash, and none is missing.

    RecordUnlisted, RecordChanged, RecordMissing.
    """
    listed = {(entry.id, entry.revision): entry for entry in manifest.entries}
    seen = set()
    for record in served:
        place = record.place
        if place not in listed or place in seen:
            raise RecordUnlisted(f"record {record.id} is not in the manifest")
        kind = SET_ASIDE if listed[place].kind == SET_ASIDE else record.kind
        if listed[place] != entry_of(record.id, kind, record.revision, record.envelope):
            raise RecordChanged(f"record {record.id} is not the one in the manifest")
        seen.add(place)
    if len(seen) < len(listed):
        raise RecordMissing("a record in the manifest is not served")


def check_growth(before: Manifest, after: Manifest, *, by_keeper: bool) -> None:
    """A manifest holds every entry of the one before it, with the same kind and hash. Forked.

    Only who began the matter (`by_keeper`) may let go of one, or set it aside.
    """
    if not by_keeper and not set(before.entries) <= set(after.entries):
        raise Forked("a manifest that lets go of a record")


def mended_entries(entries: Iterable[Entry], served: Iterable[tuple[ServedRecord, bool]]) -> tuple[Entry, ...]:
    """What a mended manifest lists, from the last good one's entries and what is served, each with whether it opens.

    One per id and revision: what opens and is vouched for goes before what opens, and that before what does not.
    """
    vouched = set(entries)
    best: dict[tuple[str, int], tuple[tuple[bool, bool], Entry]] = {}
    for record, opens in served:
        entry = entry_of(record.id, record.kind if opens else SET_ASIDE, record.revision, record.envelope)
        rank = (opens, entry in vouched)
        if record.place not in best or rank > best[record.place][0]:
            best[record.place] = (rank, entry)
    return tuple(sorted(entry for _, entry in best.values()))


def check_head(known: Head | None, newest: Head, links: Sequence[Link]) -> None:
    """The newest head descends from the one this device knows; `links` are the manifests from known + 1 to newest.

    RolledBack, Forked. A device that knows none accepts what it is given.
    """
    if known is None:
        return
    if newest.counter < known.counter:
        raise RolledBack("an older manifest than the one seen before")
    at = known
    for link in links:
        follows = link.counter == at.counter + 1 or (link.mends and link.counter > at.counter)
        if not follows or link.previous != at.hash:
            raise Forked("the chain does not lead back to the manifest seen before")
        at = Head(link.counter, link.hash)
    if at != newest:
        raise Forked("the chain does not end at the newest manifest")
