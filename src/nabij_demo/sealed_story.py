"""Seals the story of a demo report with ``nabij_vault``, as the browser of one of its authors would have."""

import hashlib
import json
import os
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from nabij.sealed.rules import STORY, NewGrant, NewManifest, NewRecord, NewStoryKeys, Sealed
from nabij_demo.sealing import DemoVault
from nabij_vault.grant import GrantContext, seal_grant
from nabij_vault.manifest import ManifestContext, entry_of, seal_manifest
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


def seal_story(
    practice: str,
    report: str,
    story: Mapping[str, object],
    author: DemoVault,
    readers: Sequence[DemoVault],
    at: datetime,
) -> tuple[NewStoryKeys, Sealed]:
    """The first key of a story for its author and these readers, and its sections with the first link of its chain."""
    return seal_sections(practice, report, sections_of(story), author, readers, at)


def seal_sections(
    practice: str,
    box: str,
    sections: Mapping[str, object],
    author: DemoVault,
    readers: Sequence[DemoVault],
    at: datetime,
) -> tuple[NewStoryKeys, Sealed]:
    """The same for sections by their names, of whatever is kept as a story."""
    keys, signer = RecordKeys(os.urandom(32), os.urandom(32)), author.own.signer
    grants = tuple(
        NewGrant(
            STORY,
            1,
            uuid.UUID(one.user),
            None,
            seal_grant(GrantContext(practice, box, STORY, 1), keys.matter, one.own.public.recipient, signer),
        )
        for one in (author, *readers)
    )
    records = []
    for name, value in sections.items():
        context = RecordContext(practice, box, STORY, 1, section_id(box, name), KIND, 1)
        body = {"section": name, "value": value, "written": f"{at:%Y-%m-%dT%H:%M}"}
        records.append(NewRecord(uuid.UUID(context.id), STORY, 1, KIND, 1, seal_record(context, body, keys, signer)))
    entries = [entry_of(str(one.id), KIND, 1, one.sealed) for one in records]
    chain = seal_manifest(ManifestContext(practice, box, STORY, 1, 1), "", entries, keys, signer)
    return NewStoryKeys(1, keys.shred, grants, Sealed()), Sealed(tuple(records), (NewManifest(STORY, 1, 1, chain),))
