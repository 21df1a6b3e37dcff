"""What a counsellor reads who answers in place of a colleague: the conversation, and nothing else of the matter."""

from functools import partial
from typing import Any
from uuid import UUID

from nabij.contact.actions.answering import awaited, instead_of_colleagues, there_of, told_for_colleagues
from nabij.contact.models import Conversation
from nabij.contact.rules.conversation import last_day_away
from nabij.kit.clock import today
from nabij.people.models import PublicKey, User
from nabij.sealed.answers import at_one_moment
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey, as_base64
from nabij.sealed.rules import VISITORS_PART

type Json = dict[str, Any]


def instead_for(actor: User) -> list[Json]:
    """The conversations of colleagues that this counsellor may answer now, and last those in which their browser only
    tells something; none of it is served before.
    """
    answered = [(one, False) for one in instead_of_colleagues(actor)]
    told = [(one, True) for one in told_for_colleagues(actor)]
    return [
        at_one_moment(one.pk, partial(_instead, actor, one, tells_only=tells_only))
        for one, tells_only in [*answered, *told]
    ]


def _instead(actor: User, conversation: Conversation, *, tells_only: bool) -> Json:
    matter = conversation.matter
    assert matter is not None  # noqa: S101  # only conversations that were taken on are answered in place of somebody
    box: dict[str, Any] = {"practice_id": actor.practice_id, "box": conversation.pk, "part": VISITORS_PART}
    there = there_of([matter.keeper_id], conversation.organisation_id)[matter.keeper_id]
    back = last_day_away(today(), there.absences)
    due, shred_key = awaited(conversation), ShredKey.objects.filter(box=conversation.pk).first()
    records = Record.objects.readable_by(actor).filter(**box).order_by("epoch", "record_id", "revision")
    manifests = Manifest.objects.readable_by(actor).filter(**box).order_by("epoch", "counter")
    return {
        "id": str(conversation.pk),
        "organisation": {"id": conversation.organisation_id, "name": conversation.organisation.name},
        "visitor": conversation.public_keys(),
        "keeper": {"id": str(matter.keeper_id), "name": matter.keeper.name},
        "left": there.left,
        "away_until": back.isoformat() if back else None,
        "due": due.isoformat() if due else None,
        "closed": matter.closed_month is not None,
        "tells_only": tells_only,
        "chosen": conversation.addressed_set.filter(counsellor=actor, standby=False).exists(),
        "people": _people(actor, conversation.pk),
        "shred_key": as_base64(shred_key.key) if shred_key else None,
        "grants": [one.as_json() for one in KeyGrant.objects.live(actor).filter(**box).order_by("epoch")],
        "records": [one.as_json() for one in records],
        "manifests": [one.as_json() for one in manifests],
    }


def _people(actor: User, box: UUID) -> list[Json]:
    """Who else ever held a key of the conversation, with every key that they had: they may have written in it."""
    held = KeyGrant.objects.filter(practice_id=actor.practice_id, box=box, part=VISITORS_PART).values("grantee")
    found: dict[UUID, list[PublicKey]] = {}
    for key in PublicKey.objects.filter(owner__in=held).exclude(owner=actor).order_by("owner", "version"):
        found.setdefault(key.owner_id, []).append(key)
    names = dict(User.objects.filter(pk__in=found).values_list("pk", "name"))
    return [
        {
            "id": str(owner),
            "name": names[owner],
            "recipient": keys[-1].recipient,
            "sign": keys[-1].sign,
            "former": [key.sign for key in keys[:-1]],
        }
        for owner, keys in found.items()
    ]
