"""One person whom four visitors of one organisation name: written down, compared and registered as browsers would."""

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils import timezone

from nabij.patterns.models import Asked, Do, Token
from nabij.patterns.rules import BY_NAME, PART, box_of, lock_of
from nabij.people.models import Organisation, Practice, User
from nabij.sealed.models import KeyGrant, as_base64
from nabij_demo.plan import PlannedMatter
from nabij_demo.sealing import Addition, DemoVault, new_id
from nabij_matcher import asking, voprf
from nabij_matcher.keys import Keys, new_key, versions_in
from nabij_vault.grant import GrantContext, seal_grant

AT = "linde"
WRITTEN = ("Karel Nijland", "Nijland, Karel", "dhr. Karel Nijland", "drs. K. Karel Nijland")
"""Each is Karel Nijland to every browser; nobody else of the demo is called so."""
READ = "karel nijland"
RELATION = "Teamleider"
EPOCH = 1
# a name that every browser reads as its words, sorted
_PLAIN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")


@dataclass(slots=True)
class Naming:
    """What is added to the matters that name him, and the rows that their browsers registered."""

    additions: dict[str, list[Addition]] = field(default_factory=dict)
    tokens: list[dict[str, Any]] = field(default_factory=list)
    registered: list[tuple[str, datetime]] = field(default_factory=list)
    grants: list[tuple[str, str, bytes]] = field(default_factory=list)


def name_one_person(
    practice: Practice,
    organisation: Organisation,
    matters: Sequence[PlannedMatter],
    vaults: dict[str, DemoVault],
    matcher_keys: Path,
) -> Naming:
    """Four matters of both counsellors; the matcher's key is made where there is none, and pinned in their vaults."""
    chosen = choose(matters)
    version = max(versions_in(matcher_keys), default=0) or new_key(matcher_keys)
    key = Keys(matcher_keys).all()[version]
    pair = [vaults[who] for who in sorted({one.keeper for one in chosen})]
    match_key = pair[0].randomness(32)
    found = Naming(grants=_hand_over(practice, organisation, match_key, pair))
    for vault in pair:
        vault.match_keys = {str(box_of(practice.pk, organisation.pk)): {str(EPOCH): as_base64(match_key)}}
        vault.matcher = f"{version}:{as_base64(key.public)}"
    for written, matter in zip(WRITTEN, chosen, strict=False):
        visitor = " ".join(sorted(matter.name.lower().split()))
        token, other = _tokens(key, match_key, visitor)
        whose = _whose(match_key, vaults[matter.keeper].user, token)
        _register(found, matter, vaults[matter.keeper], written, visitor, version, (token, other, whose))
    return found


def choose(matters: Sequence[PlannedMatter]) -> list[PlannedMatter]:
    """The newest matters there, of visitors with different plain names, both counsellors in turn."""
    named: dict[str, PlannedMatter] = {}
    for matter in sorted(matters, key=lambda one: (one.closed is not None, -one.opened.toordinal(), one.id)):
        if matter.organisation == AT and _PLAIN.fullmatch(matter.name):
            named.setdefault(matter.name, matter)
    by_keeper = [list(those) for _, those in groupby(sorted(named.values(), key=_keeper), key=_keeper)]
    in_turn = [one for nth in range(len(WRITTEN)) for those in by_keeper for one in those[nth : nth + 1]]
    return in_turn[: len(WRITTEN)]


def _keeper(matter: PlannedMatter) -> str:
    return matter.keeper


def _hand_over(
    practice: Practice, organisation: Organisation, match_key: bytes, pair: list[DemoVault]
) -> list[tuple[str, str, bytes]]:
    first = pair[0]
    context = GrantContext(str(practice.pk), str(box_of(practice.pk, organisation.pk)), PART, EPOCH)
    return [
        (
            one.user,
            first.user,
            seal_grant(context, match_key, one.own.public.recipient, first.own.signer, one.randomness),
        )
        for one in pair
    ]


def _tokens(key: Any, match_key: bytes, visitor: str) -> tuple[bytes, bytes]:
    facts = [["person", "name", READ], ["visitor", visitor, "name", READ]]
    texts = [json.dumps(fact, ensure_ascii=False, separators=(",", ":")).encode() for fact in facts]
    asked = [asking.blind(hmac.digest(match_key, text, hashlib.sha256)) for text in texts]
    evaluated, proof = voprf.evaluate(key, [one.blinded for one in asked])
    token, other = (one[:16] for one in asking.finalize(key.public, asked, evaluated, proof))
    return token, other


def _whose(match_key: bytes, counsellor: str, token: bytes) -> bytes:
    text = json.dumps(["whose", counsellor, as_base64(token)], separators=(",", ":")).encode()
    return hmac.digest(match_key, text, hashlib.sha256)[:16]


def _named(version: int, token: bytes, visitor: bytes, whose: bytes) -> dict[str, Any]:
    sealed = {"token": as_base64(token), "visitor": as_base64(visitor), "by_email": False, "whose": as_base64(whose)}
    return {"epoch": EPOCH, "matcher": version, "known": BY_NAME, "tokens": [{**sealed, "also": []}]}


def _register(
    found: Naming,
    matter: PlannedMatter,
    vault: DemoVault,
    written: str,
    visitor: str,
    version: int,
    made: tuple[bytes, bytes, bytes],
) -> None:
    token, other, whose = made
    named = _named(version, token, other, whose)
    handle, secret = new_id(vault.randomness), vault.randomness(32)
    day = matter.encounters[0].day
    match = {
        "handle": handle,
        "secret": as_base64(secret),
        "about": {"email": "", "names": [READ]},
        "visitor": visitor,
        "also": [],
        "named": [named],
        "former": [],
        "same": "",
        "sides": None,
    }
    party = {"name": written, "email": "", "relation": RELATION}
    found.additions[matter.id] = [
        Addition(new_id(vault.randomness), "notes", "named_party", party),
        Addition(new_id(vault.randomness), "notes", "match", match),
    ]
    row = {
        "handle": handle,
        "lock": lock_of(secret),
        "token": uuid.UUID(bytes=token),
        "visitor": uuid.UUID(bytes=other),
        "whose": uuid.UUID(bytes=whose),
    }
    found.tokens.append({**row, "matcher": version, "day": day})
    found.registered.append((matter.keeper, timezone.make_aware(datetime.combine(day, time()))))


def store_naming(practice: Practice, organisation: Organisation, users: dict[str, User], naming: Naming) -> None:
    """The rows that the server keeps of it."""
    place = {"practice": practice, "organisation": organisation}
    Token.objects.bulk_create(
        Token(**place, epoch=EPOCH, by_email=False, has_email=False, known=BY_NAME, **row) for row in naming.tokens
    )
    Asked.objects.bulk_create(
        Asked(**place, counsellor=users[keeper], verb=Do.REGISTER, at=at) for keeper, at in naming.registered
    )
    box = box_of(practice.pk, organisation.pk)
    KeyGrant.objects.bulk_create(_rows(practice, box, naming.grants))


def _rows(practice: Practice, box: uuid.UUID, grants: Iterable[tuple[str, str, bytes]]) -> list[KeyGrant]:
    return [
        KeyGrant(practice=practice, box=box, part=PART, epoch=EPOCH, grantee=to, granter=by, sealed=sealed)
        for to, by, sealed in grants
    ]
