"""What a visitor's page reads of its own conversation, and a counsellor's of those that wait for an answer."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

from nabij.contact.actions.answering import able, answered_by, at_turn, awaited, others_for, there_of, who_waits
from nabij.contact.actions.promising import reachable_at
from nabij.contact.actions.standing_in import beside, held_by
from nabij.contact.counted import counted_of
from nabij.contact.models import Conversation, Entrance
from nabij.contact.rules.availability import away_on
from nabij.contact.rules.conversation import Visitor, last_day_away, seen_turn
from nabij.contact.rules.standing_in import is_missed
from nabij.contact.schedules import Schedule, schedules_of
from nabij.kit import codes
from nabij.kit.clock import today
from nabij.mail.actions import is_on
from nabij.mail.models import VisitorAddress
from nabij.matters.answers import month
from nabij.matters.models import Share
from nabij.people.models import Counsellor, Organisation, PublicKey, User
from nabij.sealed.answers import at_one_moment
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey, as_base64
from nabij.sealed.rules import VISITORS_PART

type Json = dict[str, Any]


def who_is_there(entrance: Entrance) -> list[Json]:
    """The counsellors to whom a visitor can write here, each with the day by which they answer who writes today."""
    found, day = _counsellors(reachable_at(entrance.organisation_id)), today()
    there = schedules_of([UUID(one["id"]) for one in found], day)
    days = entrance.practice.reply_days
    return [one | {"due": _day(there[UUID(one["id"])].answers_by(day, days))} for one in found]


def _counsellors(people: Iterable[User]) -> list[Json]:
    found = list(people)
    ids = [one.pk for one in found]
    there = schedules_of(ids, today())
    made = list(PublicKey.objects.filter(owner__in=ids).order_by("version"))
    keys = {key.owner_id: key for key in made}
    profiles = {profile.user_id: profile for profile in Counsellor.objects.filter(user__in=ids)}
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            **_profile(profiles.get(one.pk)),
            **_presence(there[one.pk]),
            "recipient": keys[one.pk].recipient,
            "sign": keys[one.pk].sign,
            "successions": _successions([key for key in made if key.owner_id == one.pk]),
        }
        for one in found
        if one.pk in keys
    ]


def _successions(made: list[PublicKey]) -> list[Json]:
    """How each key follows the one before it, for a visitor who pinned an earlier one; nothing where nobody vouched."""
    return [
        {"recipient": key.recipient, "sign": key.sign, "signer": before.sign, "signature": key.succession}
        for before, key in pairwise(made)
        if key.succession
    ]


def _profile(profile: Counsellor | None) -> Json:
    return {
        "kind": profile.kind if profile else Counsellor.Kind.EXTERNAL,
        "languages": list(profile.languages) if profile else [],
    }


def _presence(there: Schedule) -> Json:
    labels, day = codes.labels("channel"), today()
    away = {"away_until": _day(last_day_away(day, there.absences))} if away_on(day, there.absences) else {}
    return {
        "channels": [{"key": key, "nl": labels[key]} for key in there.channels if key in labels],
        "next_day": _day(there.next_day(day)),
        **away,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def whole(conversation: Conversation, visitor: Visitor) -> Json:
    """Everything of a conversation that its visitor may read: all of its sealed part, and where it stands."""
    return at_one_moment(conversation.pk, lambda: _whole(conversation, visitor))


def _whole(conversation: Conversation, visitor: Visitor) -> Json:
    matter, box = conversation.matter, _box(conversation)
    grants = list(KeyGrant.objects.live(visitor).filter(**box).order_by("epoch"))
    records = list(Record.objects.readable_by(visitor).filter(**box).order_by("epoch", "record_id", "revision"))
    manifests = Manifest.objects.readable_by(visitor).filter(**box).order_by("epoch", "counter")
    held = _held(box, visitor, [grant.epoch for grant in grants])
    holders = {one.pk: one for one in User.objects.filter(pk__in={grant.grantee for grant in held}).order_by("pk")}
    return {
        "id": str(conversation.pk),
        "practice": str(conversation.practice_id),
        "organisation": (matter or conversation).organisation.name,
        "due": _day(matter.due if matter else conversation.due) if grants else None,
        "turn": seen_turn(matter.turn) if matter else "counsellor",
        "taken_on": matter is not None,
        "closed": matter is not None and matter.closed_month is not None,
        "standby": conversation.standby,
        "counsellors": _who_answers(conversation, list(holders.values())),
        "others": _others(conversation) if grants else None,
        "beside": _with_keys(conversation, beside(conversation, matter)) if matter and grants else [],
        "grants": [grant.as_json() for grant in grants],
        "shred_key": _shred_key(conversation.pk),
        "records": [record.as_json() for record in records],
        "manifests": [manifest.as_json() for manifest in manifests],
        "keepsake": {"version": conversation.keepsake_version, "sealed": as_base64(conversation.keepsake)},
        "files": _files(conversation, records),
        "holders": [
            {"name": holders[grant.grantee].name, "epoch": grant.epoch} for grant in held if grant.grantee in holders
        ],
        "register": counted_of(matter, conversation.language) if matter and grants else None,
        "began_month": month(conversation.begun_month),
        "mail": mail_of(conversation),
    }


def mail_of(conversation: Conversation) -> Json:
    """Whether mail can be had, and whether the visitor gets any; never where it goes: others may find the words."""
    return {"offered": is_on(), "on": VisitorAddress.objects.filter(pk=conversation.pk).exists()}


def _who_answers(conversation: Conversation, holders: list[User]) -> list[Json]:
    """Who can open the conversation, and how far an answer of theirs is to be expected."""
    there = there_of([one.pk for one in holders], conversation.organisation_id)
    keys, due = able(conversation), awaited(conversation)
    first, waiting = answered_by(conversation, keys), who_waits(conversation)
    turn = at_turn(conversation, keys)
    return [
        {
            **one,
            "left": there[UUID(one["id"])].left,
            "missed": is_missed(there[UUID(one["id"])], due, today()),
            "first": UUID(one["id"]) in first,
            "turn": UUID(one["id"]) in turn,
            "able": UUID(one["id"]) in keys,
            "waits": UUID(one["id"]) in waiting,
        }
        for one in _counsellors(holders)
    ]


def _others(conversation: Conversation) -> list[Json] | None:
    """Whom the visitor may choose as nobody answers, with the epochs to which they hold a key; else None."""
    found = others_for(conversation)
    if found is None:
        return None
    return _with_keys(conversation, found)


def _with_keys(conversation: Conversation, people: Iterable[User]) -> list[Json]:
    return [{**one, "holds": held_by(conversation, UUID(one["id"]))} for one in _counsellors(people)]


def _held(box: dict[str, Any], visitor: Visitor, epochs: list[int]) -> list[KeyGrant]:
    """The keys of these epochs that are served to others now: none to whom the visitor took it back from.

    Of what came before somebody got words of their own they can open nothing, so who could open that is not theirs.
    """
    shares = Share.objects.filter(matter=box["box"])
    open_to = shares.filter(withdrawn=False).values("colleague")
    taken_back = shares.filter(withdrawn=True).exclude(colleague__in=open_to).values("colleague")
    held = KeyGrant.objects.filter(**box, withdrawn=False, epoch__in=epochs).exclude(grantee=visitor.pk)
    return list(held.exclude(grantee__in=taken_back).order_by("epoch", "pk"))


def _box(conversation: Conversation) -> dict[str, Any]:
    return {"practice_id": conversation.practice_id, "box": conversation.pk, "part": VISITORS_PART}


def _shred_key(box: UUID) -> str | None:
    kept = ShredKey.objects.filter(box=box).first()
    return as_base64(kept.key) if kept else None


def _files(conversation: Conversation, records: Iterable[Record]) -> list[Json]:
    named = {record.record_id for record in records if record.kind == "file"}
    kept = File.objects.filter(practice_id=conversation.practice_id, box=conversation.pk, pk__in=named).order_by("pk")
    return [{"id": str(file.pk), "size": file.size, "digest": file.digest} for file in kept]


def mark(conversation: Conversation, visitor: Visitor) -> str:
    """64 hexadecimal digits that differ once there is something to fetch: a message, a key, another turn, other codes.

    Not the note to self, which is written after each fetch.
    """
    box, matter = _box(conversation), conversation.matter
    seen: list[Any] = [
        list(
            Manifest.objects.readable_by(visitor)
            .newest()
            .filter(**box)
            .order_by("epoch")
            .values_list("epoch", "counter", "digest")
        ),
        list(KeyGrant.objects.filter(**box, withdrawn=False).order_by("pk").values_list("pk", flat=True)),
    ]
    if matter:
        seen += [matter.version, matter.turn, _day(matter.due), month(matter.closed_month)]
        seen += [month(matter.aftercare_month)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def due_of(conversation: Conversation) -> str | None:
    """By when an answer is due as it stands now; None also where all of it was destroyed meanwhile."""
    row = Conversation.objects.select_related("matter").filter(pk=conversation.pk).first()
    return _day(row.matter.due if row.matter else row.due) if row else None


def readable_file(conversation: Conversation, visitor: Visitor, file_id: UUID) -> File | None:
    """The sealed file of which the visitor may read the record, or None."""
    named = Record.objects.readable_by(visitor).filter(**_box(conversation), record_id=file_id, kind="file")
    if not named.exists():
        return None
    return File.objects.filter(practice_id=conversation.practice_id, box=conversation.pk, pk=file_id).first()


def waiting_for(actor: User) -> list[Json]:
    """The conversations that nobody took on and that this counsellor may: asked, or standing by while nobody is there.

    Only of organisations where they are appointed now.
    """
    found = []
    for conversation, standby in rows_waiting_for(actor):
        read = partial(_waiting, actor, conversation, standby=standby)
        found.append(at_one_moment(conversation.pk, read))
    return found


def rows_waiting_for(actor: User) -> list[tuple[Conversation, bool]]:
    """Those rows, each with whether this counsellor stands by in it."""
    here = Organisation.objects.visible_to(actor)
    rows = Conversation.objects.visible_to(actor).waiting().filter(organisation__in=here)
    found = []
    for conversation in rows.select_related("organisation").prefetch_related("addressed_set"):
        standby = any(one.standby and one.counsellor_id == actor.pk for one in conversation.addressed_set.all())
        if not standby or conversation.is_left(today()):
            found.append((conversation, standby))
    return found


def _waiting(actor: User, conversation: Conversation, *, standby: bool) -> Json:
    box = _box(conversation)
    asked = conversation.addressed_set.order_by("pk")
    grants = KeyGrant.objects.live(actor).filter(**box, granter=conversation.pk).order_by("epoch")
    records = Record.objects.readable_by(actor).filter(**box).order_by("epoch", "record_id", "revision")
    manifests = Manifest.objects.readable_by(actor).filter(**box).order_by("epoch", "counter")
    others = asked.filter(standby=True, counsellor__is_active=True).exclude(counsellor=actor)
    return {
        "id": str(conversation.pk),
        "organisation": {"id": conversation.organisation_id, "name": conversation.organisation.name},
        "visitor": conversation.public_keys(),
        "language": conversation.language,
        "due": conversation.due.isoformat(),
        "addressed": list(asked.filter(standby=False).values_list("counsellor__name", flat=True)),
        "standby": standby,
        "standing_by": [
            {"id": str(pk), "name": name} for pk, name in others.values_list("counsellor_id", "counsellor__name")
        ],
        "shred_key": _shred_key(conversation.pk),
        "grants": [grant.as_json() for grant in grants],
        "records": [record.as_json() for record in records],
        "manifests": [manifest.as_json() for manifest in manifests],
    }
