"""What a counsellor's *Vandaag* reads of what visitors wrote since: which records, and nothing of what they say."""

import hashlib
import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from nabij.contact import left_alone
from nabij.contact.actions.answering import awaited, instead_of_colleagues
from nabij.contact.invitations import VisitorCode
from nabij.contact.models import Looked, Said
from nabij.contact.pieces import rows_waiting_for
from nabij.matters.models import Matter, Share
from nabij.people.models import User
from nabij.sealed.models import Manifest
from nabij.sealed.rules import VISITORS_PART

NAME = "conversation__matter__organisation__name"

type Json = dict[str, Any]


def news_for(actor: User) -> list[Json]:
    """Of each matter that this counsellor sees, what its visitor wrote since they last opened it; longest ago first."""
    mine = Said.objects.filter(conversation__matter__in=Matter.objects.visible_to(actor))
    seen = dict(Looked.objects.filter(counsellor=actor).values_list("conversation", "upto"))
    found: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    where: dict[UUID, str] = {}
    rows = mine.order_by("pk").values_list("conversation", "number", "record_id", NAME)
    for conversation, number, record, name in rows:
        if number > seen.get(conversation, 0):
            found[conversation].append((number, record))
            where[conversation] = name
    return [
        {
            "id": str(conversation),
            "organisation": where[conversation],
            "number": max(number for number, _ in records),
            "records": list(dict.fromkeys(str(record) for _, record in records)),
        }
        for conversation, records in found.items()
    ]


def desk_mark(actor: User) -> str:
    """64 hexadecimal digits that differ once *Vandaag* has something else to show this counsellor.

    Who waits at the door and wrote more there, what visitors wrote since, a turn, a day, a share, a code that was used,
    a colleague to answer for, something to destroy. Signals are told by their own page.
    """
    waiting = [row.pk for row, _ in rows_waiting_for(actor)]
    said = Manifest.objects.filter(practice_id=actor.practice_id, box__in=waiting, part=VISITORS_PART)
    matters = Matter.objects.visible_to(actor).order_by("pk")
    codes = VisitorCode.objects.filter(matter__keeper=actor).exclude(answer="").order_by("pk")
    seen = [
        waiting,
        list(said.order_by("pk").values_list("pk", flat=True)),
        [(one["id"], one["number"]) for one in news_for(actor)],
        [(one.pk, awaited(one)) for one in instead_of_colleagues(actor)],
        [one.id for one in left_alone.erasures_left_to(actor)],
        list(codes.values_list("pk", flat=True)),
        list(matters.values_list("pk", "version", "turn", "due", "closed_month")),
        list(Share.objects.filter(matter__in=matters).order_by("pk").values_list("pk", "withdrawn")),
    ]
    return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()
