"""Seals stories of the demo, of reports and of signals, with ``nabij_vault``, as browsers of their authors would."""

import hashlib
import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nabij.sealed.rules import STORY, NewGrant, NewManifest, NewRecord, NewStoryKeys, Sealed
from nabij_demo.sealing import DemoVault
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.manifest import Entry, ManifestContext, entry_of, envelope_hash, seal_manifest
from nabij_vault.record import RecordContext, RecordKeys, seal_record

LABEL = b"nabij/story/1\x00"
KIND = "section"


def section_id(report: str, name: str) -> str:
    """The id of a section that every author's browser finds."""
    text = json.dumps([report, name], separators=(",", ":"), ensure_ascii=False).encode()
    return str(uuid.UUID(bytes=hashlib.sha256(LABEL + text).digest()[:16], version=4))


def sections_of(story: Mapping[str, object]) -> dict[str, object]:
    """The sections of a plain story by their names in the vault; those without a word are none."""
    found: dict[str, object] = {}
    for name, value in story.items():
        ones = {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, Mapping) else {name: value}
        found |= {key: one for key, one in ones.items() if one}
    return found


@dataclass(slots=True)
class Bundle:
    """A story of a practice, under its first key, as the browsers of its authors write it: revision by revision."""

    practice: str
    box: str
    author: DemoVault
    keys: RecordKeys = field(default_factory=lambda: RecordKeys(os.urandom(32), os.urandom(32)))
    entries: list[Entry] = field(default_factory=list)
    counter: int = 0
    previous: str = ""

    def shared(self, *readers: DemoVault) -> NewStoryKeys:
        """The first key, for its author and these readers."""
        grants = tuple(
            NewGrant(STORY, 1, uuid.UUID(one.user), None, self._granted(one)) for one in (self.author, *readers)
        )
        return NewStoryKeys(1, self.keys.shred, grants, Sealed())

    def _granted(self, reader: DemoVault) -> bytes:
        context = GrantContext(self.practice, self.box, STORY, 1)
        return seal_grant(context, self.keys.matter, reader.own.public.recipient, self.author.own.signer)

    def written(self, values: Mapping[str, object], by: DemoVault, at: datetime) -> Sealed:
        """These new sections, by their names, of one of its authors, and the next link of the chain."""
        records = []
        for name, value in values.items():
            context = RecordContext(self.practice, self.box, STORY, 1, section_id(self.box, name), KIND, 1)
            body = {"section": name, "value": value, "written": f"{at:%Y-%m-%dT%H:%M}"}
            sealed = seal_record(context, body, self.keys, by.own.signer)
            records.append(NewRecord(uuid.UUID(context.id), STORY, 1, KIND, 1, sealed))
            self.entries.append(entry_of(context.id, KIND, 1, sealed))
        self.counter += 1
        self.entries.sort(key=lambda one: (one.id, one.revision))
        link = ManifestContext(self.practice, self.box, STORY, 1, self.counter)
        chain = seal_manifest(link, self.previous, self.entries, self.keys, by.own.signer)
        self.previous = envelope_hash(chain)
        return Sealed(tuple(records), (NewManifest(STORY, 1, self.counter, chain),))


def seal_story(
    practice: str,
    report: str,
    story: Mapping[str, object],
    author: DemoVault,
    readers: Sequence[DemoVault],
    at: datetime,
) -> tuple[NewStoryKeys, Sealed]:
    """The first key of a story for its author and these readers, and its sections with the first link of its chain."""
    kept = Bundle(practice, report, author)
    return kept.shared(*readers), kept.written(sections_of(story), author, at)
