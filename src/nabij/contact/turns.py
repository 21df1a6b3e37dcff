"""Who is aan zet in matters, for the counsellors who see them: the same people whose names the visitor reads."""

from collections import defaultdict
from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.db.models import F

from nabij.contact.actions.answering import able, there_at, there_of, who_waits
from nabij.contact.models import Conversation
from nabij.contact.rules.standing_in import There, aan_zet, due_of_turn, is_missed
from nabij.kit.clock import today
from nabij.matters.models import Share
from nabij.matters.rules.turn import COLLEAGUE
from nabij.matters.whose_turn import Kept
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import VISITORS_PART
from nabij.sealed.stores import AT_ONCE


def who_answers(kept: Collection[Kept]) -> dict[UUID, list[UUID]]:
    """Of each of these matters who is aan zet. Who stands by is asked for, matter by matter, only where it is to be
    expected of nobody whose turn it was, and their visitor let somebody in.
    """
    along = _along([one.matter for one in kept])
    reading = {one.matter: [one.keeper, *along[one.matter]] for one in kept}
    there = there_at({(one.organisation, who) for one in kept for who in reading[one.matter]})
    found, missed = {}, []
    for one in kept:
        first = (along[one.matter] if one.turn == COLLEAGUE else []) or [one.keeper]
        due = due_of_turn(one.turn, one.due)
        readers = {who: there[one.organisation, who] for who in reading[one.matter]}
        theirs = [who for who in first if not is_missed(readers[who], due, today())]
        found[one.matter] = theirs or aan_zet(readers, first, due, today())
        missed += [] if theirs else [(one, first, due)]
    let_in = _let_in([one for one, _, _ in missed])
    for one, first, due in missed:
        if one.matter in let_in:
            found[one.matter] = aan_zet(_with_who_stands_by(one), first, due, today())
    return found


def _let_in(kept: Collection[Kept]) -> set[UUID]:
    """Those of these matters whose visitor gave a key to somebody else than who keeps it."""
    keepers = {one.matter: one.keeper for one in kept}
    found = set()
    for some in batched(keepers, AT_ONCE):
        given = KeyGrant.objects.filter(box__in=some, part=VISITORS_PART, granter=F("box"), withdrawn=False)
        found |= {box for box, who in given.values_list("box", "grantee") if who not in (box, keepers[box])}
    return found


def _along(matters: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Who reads along in each of these matters."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for some in batched(matters, AT_ONCE):
        shares = Share.objects.filter(matter__in=some, withdrawn=False, width__in=Share.OPENING)
        for matter, colleague in shares.order_by("colleague").values_list("matter", "colleague"):
            found[matter].append(colleague)
    return found


def _with_who_stands_by(one: Kept) -> dict[UUID, There]:
    """Everybody who holds the key of the conversation and waits for nobody."""
    conversation = Conversation.objects.select_related("matter", "organisation").get(pk=one.matter)
    waiting = who_waits(conversation)
    return there_of([who for who in able(conversation) if who not in waiting], one.organisation)
