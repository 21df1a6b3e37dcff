"""A national service in a database: many practices, their matters and everything sealed about them, as random bytes."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import uuid_utils.compat
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from benchmarks.filling import load
from nabij.audit.models import Entry, Head
from nabij.kit.clock import month_of, today
from nabij.kit.envelope import OVERHEAD, VERSION, digest
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Appointment, Counsellor, Organisation, Practice, PublicKey, Role, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from nabij_vault.keys import generate_keys

COUNSELLORS_IN_A_PRACTICE = 10
ORGANISATIONS_OF_A_PAIR = 5
ENCOUNTERS = 5
# What ``nabij_vault`` makes of a grant, and the content of a card, a note and a manifest of a short matter.
GRANT, CONTENT = 1224, 1024
CHANCE = os.urandom(4 * 1024 * 1024)
# Everyone's: checking a proof takes as long with one key as with another.
KEYS = generate_keys()
CHANNELS, DURATIONS = ("phone", "email", "on_site", "video"), ("half_hour", "hour")

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; every counsellor has equally many matters, all running: the most that a list can ask for."""

    counsellors: int
    matters: int

    @property
    def each(self) -> int:
        return self.matters // self.counsellors


@dataclass(slots=True)
class Filled:
    """One counsellor's matters: what a browser must know to note an encounter."""

    counsellor: UUID
    matters: list[UUID]


def sealed_bytes(content: int = CONTENT) -> bytes:
    """An envelope of the right shape around random bytes."""
    return bytes([VERSION]) + _random(OVERHEAD - 1 + content)


def _random(length: int) -> bytes:
    start = random.randrange(len(CHANCE) - length)
    return CHANCE[start : start + length]


def fill(size: Size) -> list[Filled]:
    """Fill both stores and return who keeps what; nothing in them can be opened."""
    people = _People(size)
    people.store()
    filled = [Filled(counsellor, [uuid4() for _ in range(size.each)]) for counsellor in people.counsellors]
    load(Matter, _matters(people, filled))
    load(Encounter, _encounters(people, filled))
    load(ShredKey, ({"box": box, "practice_id": people.practice[c], "key": _random(32)} for c, box in _boxes(filled)))
    load(KeyGrant, _grants(people, filled))
    load(Record, _records(people, filled))
    load(Manifest, _manifests(people, filled))
    load(Entry, _audit(people, filled))
    heads = {people.practice[one.counsellor]: 0 for one in filled}
    for one in filled:
        heads[people.practice[one.counsellor]] += _lines(one)
    load(Head, ({"practice_id": practice, "sequence": last, "hash": "0" * 64} for practice, last in heads.items()))
    for alias in ("default", "shred"):
        _settle(connections[alias])
    return filled


def _settle(connection: BaseDatabaseWrapper) -> None:
    """What autovacuum would have done by itself in a database that grew slowly."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    connection.close()


def _boxes(filled: list[Filled]) -> Iterator[tuple[UUID, UUID]]:
    return ((one.counsellor, box) for one in filled for box in one.matters)


def _lines(one: Filled) -> int:
    return len(one.matters) * (ENCOUNTERS + 1)


class _People:
    """Practices of ten counsellors in pairs, each pair with its own organisations."""

    def __init__(self, size: Size) -> None:
        self.counsellors = [uuid4() for _ in range(size.counsellors)]
        self.practice: dict[UUID, UUID] = {}
        self.organisations: dict[UUID, list[int]] = {}
        for start in range(0, size.counsellors, COUNSELLORS_IN_A_PRACTICE):
            practice = uuid4()
            self.practice.update(dict.fromkeys(self.counsellors[start : start + COUNSELLORS_IN_A_PRACTICE], practice))
        for number, counsellor in enumerate(self.counsellors):
            first = 1 + number // 2 * ORGANISATIONS_OF_A_PAIR
            self.organisations[counsellor] = list(range(first, first + ORGANISATIONS_OF_A_PAIR))

    def store(self) -> None:
        load(Practice, ({"id": one, "name": "Praktijk"} for one in dict.fromkeys(self.practice.values())))
        load(User, (self._user(number, one) for number, one in enumerate(self.counsellors)))
        load(PublicKey, (self._key(one) for one in self.counsellors))
        load(Counsellor, ({"user_id": one, "practice_id": self.practice[one]} for one in self.counsellors))
        practice_of = {here: self.practice[one] for one in self.counsellors for here in self.organisations[one]}
        load(Organisation, ({"id": here, "practice_id": of, "name": f"O{here}"} for here, of in practice_of.items()))
        load(Appointment, self._appointments())

    def _user(self, number: int, counsellor: UUID) -> Row:
        return {
            "id": counsellor,
            "practice_id": self.practice[counsellor],
            "email": f"v{number}@voorbeeld.test",
            "name": f"Vertrouwenspersoon {number}",
            "role": Role.COUNSELLOR.value,
            "password": "!",
        }

    def _key(self, counsellor: UUID) -> Row:
        public = KEYS.public
        row = {"practice_id": self.practice[counsellor], "owner_id": counsellor, "version": 1}
        return row | {"recipient": public.recipient, "sign": public.sign}

    def _appointments(self) -> Iterator[Row]:
        for number, one in enumerate(self.counsellors):
            for here in self.organisations[one]:
                yield {
                    "practice_id": self.practice[one],
                    "organisation_id": here,
                    "counsellor_id": one,
                    "account_holder": number % 2 == 0,
                }


def _matters(people: _People, filled: list[Filled]) -> Iterator[Row]:
    for one in filled:
        for number, box in enumerate(one.matters):
            yield {
                "id": box,
                "practice_id": people.practice[one.counsellor],
                "organisation_id": people.organisations[one.counsellor][number % ORGANISATIONS_OF_A_PAIR],
                "keeper_id": one.counsellor,
                "visitor_handle": uuid4(),
                "opened_month": _month(number),
                "due": today() + timedelta(days=number % 30),
                "nature": ["bullying"],
                "primary_nature": "bullying",
                "person_role": "employee",
            }


def _month(back: int) -> date:
    return month_of(today() - timedelta(days=15 * (back % 48)))


def _encounters(people: _People, filled: list[Filled]) -> Iterator[Row]:
    for counsellor, box in _boxes(filled):
        for number in range(ENCOUNTERS):
            yield {
                "id": uuid4(),
                "practice_id": people.practice[counsellor],
                "matter_id": box,
                "month": _month(number),
                "channel": CHANNELS[number % len(CHANNELS)],
                "duration": DURATIONS[number % len(DURATIONS)],
                "involvement": ["listening"],
            }


def _in_box(people: _People, counsellor: UUID, box: UUID, part: str) -> Row:
    return {"practice_id": people.practice[counsellor], "box": box, "part": part, "epoch": 1}


def _grants(people: _People, filled: list[Filled]) -> Iterator[Row]:
    for counsellor, box in _boxes(filled):
        for part in ("conversation", "notes"):
            who = {"grantee": counsellor, "granter": counsellor}
            yield _in_box(people, counsellor, box, part) | who | {"sealed": _random(GRANT)}


def _records(people: _People, filled: list[Filled]) -> Iterator[Row]:
    for counsellor, box in _boxes(filled):
        for kind in ("card", "person", *["note"] * ENCOUNTERS):
            sealed = sealed_bytes()
            more = {"record_id": uuid4(), "kind": kind, "revision": 1, "digest": digest(sealed), "sealed": sealed}
            yield _in_box(people, counsellor, box, "notes") | more


def _manifests(people: _People, filled: list[Filled]) -> Iterator[Row]:
    for counsellor, box in _boxes(filled):
        for counter in range(1, ENCOUNTERS + 1):
            sealed = sealed_bytes()
            more = {"counter": counter, "digest": digest(sealed), "sealed": sealed}
            yield _in_box(people, counsellor, box, "notes") | more


def _audit(people: _People, filled: list[Filled]) -> Iterator[Row]:
    sequences: dict[UUID, int] = {}
    at = datetime.now(UTC)
    for one in filled:
        practice = people.practice[one.counsellor]
        for number in range(_lines(one)):
            sequences[practice] = sequences.get(practice, 0) + 1
            yield {
                "id": uuid_utils.compat.uuid7(),
                "practice_id": practice,
                "sequence": sequences[practice],
                "at": at,
                "actor_id": one.counsellor,
                "verb": "note_encounter",
                "kind": "matters.matter",
                "row": str(one.matters[number // (ENCOUNTERS + 1)]),
                "previous": "0" * 64,
                "hash": "0" * 64,
            }
