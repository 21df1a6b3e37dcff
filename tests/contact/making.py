"""Visitors with pages of their own, and what those pages send. Nothing here can be opened."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from nabij.contact import texts
from nabij.contact.models import Conversation, Entrance, SectorText
from nabij.kit.clock import today
from nabij.people.models import Organisation, User
from nabij.sealed.models import Vault
from nabij_vault.keys import SigningKey
from nabij_vault.visitor import sign_erasure, sign_keeping
from tests.making import (
    Json,
    a_public_key,
    a_record,
    age_bytes,
    b64,
    make_vault,
    new_id,
    sealed,
    with_manifests,
)
from tests.personas import Personas

HOST = "praat.localhost"
CODE = "wilg-3571"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone with seven words: what these yield for the server."""

    id: str = field(default_factory=new_id)
    lookup: str = field(default_factory=new_id)
    token: str = field(default_factory=lambda: b64(os.urandom(32)))
    key: Json = field(default_factory=a_public_key)

    @property
    def words(self) -> Json:
        return {"lookup": self.lookup, "token": self.token}

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Nabij-Lookup": self.lookup, "X-Nabij-Token": self.token, "Accept": "application/json"}


class Door:
    """A page at the visitors' address: posts and fetches JSON, without a session."""

    def __init__(self, host: str = HOST, address: str = "198.51.100.7") -> None:
        self.client = Client(HTTP_HOST=host, REMOTE_ADDR=address, enforce_csrf_checks=True)

    def post(self, address: str, body: Any, **headers: str) -> tuple[int, Json]:
        answer = self.raw(address, body, **headers)
        return answer.status_code, self._json(answer)

    def raw(self, address: str, body: Any, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(address, json.dumps(body), content_type="application/json", headers=sent)

    def get(self, address: str) -> tuple[int, Json]:
        answer = self.client.get(address)
        return answer.status_code, self._json(answer)

    @staticmethod
    def _json(answer: Any) -> Json:
        found: Json = answer.json() if answer.headers.get("Content-Type") == "application/json" else {}
        return found


def confirm_texts(organisation: Organisation) -> None:
    """What the law asks in this sector was looked over, as it is shown now."""
    for language in ("nl", "en"):
        shown = texts.shown(organisation.practice, organisation.sector, language)
        SectorText.objects.get_or_create(
            practice=organisation.practice,
            sector=organisation.sector,
            language=language,
            defaults={
                "digest": shown.digest,
                "confirmed_by": User.objects.filter(practice=organisation.practice).order_by("pk")[0],
                "confirmed_on": today(),
            },
        )


def make_entrance(organisation: Organisation, code: str = CODE, *, is_open: bool = True) -> Entrance:
    confirm_texts(organisation)
    return Entrance.objects.create(
        practice=organisation.practice, organisation=organisation, code=code, is_open=is_open
    )


def open_door(people: Personas) -> Entrance:
    """The pair of De Linde with vaults, and the way in to them."""
    for one in (people.amina, people.bram):
        if not Vault.objects.filter(user=one).exists():
            make_vault(one)
    return make_entrance(people.organisation)


def to(epoch: int, *holders: object, part: str = "conversation") -> list[Json]:
    """Grants of one epoch to these, each a user or an id."""
    return [
        {
            "part": part,
            "epoch": epoch,
            "grantee": str(one.pk if isinstance(one, User) else one),
            "sealed": b64(age_bytes()),
        }
        for one in holders
    ]


def spoken(box: object, *kinds: str, epoch: int = 1) -> Json:
    """``Sealed`` of new records in the conversation."""
    return with_manifests(box, *(a_record(kind, "conversation", epoch) for kind in kinds))


def a_beginning(visitor: Visitor, chosen: list[User], standby: list[User] | None = None, **more: Any) -> Json:
    """The body of *beginnen*."""
    standing = standby or []
    return {
        "entrance": CODE,
        "id": visitor.id,
        **visitor.words,
        **visitor.key,
        "shred_key": b64(os.urandom(32)),
        "language": "nl",
        "chosen": [str(one.pk) for one in chosen],
        "standby": [str(one.pk) for one in standing],
        "grants": to(1, visitor.id, *chosen, *standing),
        "sealed": spoken(visitor.id, "message", "contact"),
        "keepsake": sealed(),
    } | more


def a_taking_on(conversation: Conversation, keeper: User, *standing_by: User, **more: Any) -> Json:
    """The body of *aannemen*."""
    grants = [*to(2, keeper, conversation.pk, *standing_by), *to(2, keeper, part="notes")]
    return {
        "unit": None,
        "visitor_handle": new_id(),
        "grants": grants,
        "register": {"nature": ["bullying"], "primary_nature": "bullying"},
        "turn": "counsellor",
        "due": None,
        "aftercare_month": None,
        "sealed": with_manifests(conversation.pk, a_record("card", epoch=2)),
        "draft": None,
    } | more


def make_conversation(
    chosen: list[User], standby: list[User] | None = None, **more: Any
) -> tuple[Visitor, Conversation]:
    """A conversation, begun the way a page does."""
    visitor = Visitor()
    status, answer = Door().post("/gesprek/beginnen.json", a_beginning(visitor, chosen, standby, **more))
    assert status == 200, answer
    return visitor, Conversation.objects.get(pk=visitor.id)


# with which a visitor signs who says so; the server knows its public half
SEED = bytes(range(32))


def a_wish(people: Personas, visitor: Visitor, seed: bytes = SEED, box: str = "", record: str = "") -> Json:
    """The body of *schrijven* with a wish to have all destroyed, signed."""
    letter = a_letter(visitor, "wish", epoch=2)
    named = letter["sealed"]["records"][0]["id"]
    signature = sign_erasure(str(people.practice.pk), box or visitor.id, record or named, SigningKey(seed))
    return {**letter, "erasure": {"record_id": named, "signature": signature}}


def a_wish_taken_back(people: Personas, visitor: Visitor, *wishes: str, seed: bytes = SEED, box: str = "") -> Json:
    """The body of *schrijven* by which a visitor takes these wishes back, signed."""
    letter = a_letter(visitor, "wish", epoch=2)
    record = letter["sealed"]["records"][0]["id"]
    signature = sign_keeping(str(people.practice.pk), box or visitor.id, record, wishes, SigningKey(seed))
    return {**letter, "keeping": {"record_id": record, "wishes": list(wishes), "signature": signature}}


def a_letter(visitor: Visitor, *kinds: str, epoch: int = 1, keepsake: Json | None = None) -> Json:
    """The body of *schrijven*."""
    return {**visitor.words, "sealed": spoken(visitor.id, *(kinds or ("message",)), epoch=epoch), "keepsake": keepsake}
