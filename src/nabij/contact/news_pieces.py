"""What a counsellor's *Vandaag* reads of what visitors wrote since: which records, and nothing of what they say."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from nabij.contact.models import Looked, Said
from nabij.matters.models import Matter
from nabij.people.models import User

NAME = "conversation__matter__organisation__name"

type Json = dict[str, Any]


def news_for(actor: User) -> list[Json]:
    """Of each matter that this counsellor sees, what its visitor wrote since they last opened it; longest ago first."""
    looked = Looked.objects.filter(
        counsellor=actor, conversation=OuterRef("conversation"), upto__gte=OuterRef("number")
    )
    mine = Said.objects.filter(~Exists(looked), conversation__matter__in=Matter.objects.visible_to(actor))
    found: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    where: dict[UUID, str] = {}
    rows = mine.order_by("pk").values_list("conversation", "number", "record_id", NAME)
    for conversation, number, record, name in rows:
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
