"""Who can answer a conversation now, who may in place of them, and whom its visitor may choose when nobody is there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from nabij.contact.actions.conversations import newest_epoch
from nabij.contact.actions.looking import unheard
from nabij.contact.actions.promising import reachable_at
from nabij.contact.models import Conversation
from nabij.contact.rules import standing_in as rules
from nabij.contact.rules.standing_in import There
from nabij.contact.schedules import schedules_of
from nabij.kit.clock import today
from nabij.matters.listening import standing_by
from nabij.matters.models import Matter, Share
from nabij.matters.rules.turn import COLLEAGUE, COUNSELLOR
from nabij.matters.still_told import still_to_tell
from nabij.people.models import Appointment, Organisation, User
from nabij.sealed.models import KeyGrant
from nabij.sealed.rules import VISITORS_PART


def awaited(conversation: Conversation) -> date | None:
    """The day by which its visitor was promised an answer; None while nobody waits for one."""
    matter = conversation.matter
    if matter is None:
        return conversation.due
    return rules.due_of_turn(matter.turn, matter.due) if matter.closed_month is None else None


def waits(conversation: Conversation) -> bool:
    """Whether its visitor waits for an answer: also without a day for it, and in a closed matter where nobody opened
    what they wrote since."""
    matter = conversation.matter
    if matter is None:
        return True
    return bool(unheard([conversation.pk])) if matter.closed_month else matter.turn == COUNSELLOR


def there_of(people: Iterable[UUID], organisation: int) -> dict[UUID, There]:
    """How far each of these can be counted on at an organisation, today."""
    return {who: there for (_, who), there in there_at({(organisation, one) for one in people}).items()}


def there_at(asked: Collection[tuple[int, UUID]]) -> dict[tuple[int, UUID], There]:
    """How far each person can be counted on today at the organisation beside them, in three questions to the
    database."""
    people = {who for _, who in asked}
    works = set(
        Appointment.objects.filter(ended=None, counsellor__in=people, counsellor__is_active=True).values_list(
            "organisation", "counsellor"
        )
    )
    schedules = schedules_of(people, today())
    return {one: There(one not in works, schedules[one[1]].absences) for one in asked}


def able(conversation: Conversation) -> list[UUID]:
    """The counsellors who hold the newest key, none of whom the visitor took it back from; the longest holder first."""
    newest = newest_epoch(conversation)
    shares = Share.objects.filter(matter=conversation.pk)
    taken_back = shares.filter(withdrawn=True).exclude(colleague__in=shares.filter(withdrawn=False).values("colleague"))
    held = KeyGrant.objects.filter(
        practice_id=conversation.practice_id,
        box=conversation.pk,
        part=VISITORS_PART,
        epoch=newest,
        withdrawn=False,
    ).exclude(Q(grantee=conversation.pk) | Q(grantee__in=taken_back.values("colleague")))
    return list(held.order_by("pk").values_list("grantee", flat=True))


def answered_by(conversation: Conversation, holders: Iterable[UUID]) -> list[UUID]:
    """Of those who hold the key, those who answer by themselves: who took it on; before that, who was asked.

    Who stands by answers too while they are missed.
    """
    held = list(holders)
    if conversation.matter:
        return [one for one in held if one == conversation.matter.keeper_id]
    asked = set(conversation.addressed_set.filter(standby=False).values_list("counsellor", flat=True))
    return [one for one in held if one in asked]


def at_turn(conversation: Conversation, holders: Iterable[UUID]) -> list[UUID]:
    """Of those who hold the key, those whom the visitor reads as aan zet: the colleague whom the keeper left it to, as
    that one reads it too; else those who answer by themselves."""
    held, matter = list(holders), conversation.matter
    if matter and matter.turn == COLLEAGUE:
        shared = Share.objects.filter(matter=matter, withdrawn=False, width__in=Share.OPENING)
        left_to = set(shared.values_list("colleague", flat=True))
        if found := [one for one in held if one in left_to]:
            return found
    return answered_by(conversation, held)


def is_unattended(conversation: Conversation) -> bool:
    """Whether its visitor may choose somebody else: of nobody who can open it an answer is to be expected in time.

    Where the matter is closed nobody promised one: only when all of them left, or are away for long.
    """
    there = there_of(able(conversation), conversation.organisation_id)
    return rules.may_choose_another(there.values(), awaited(conversation), today())


def others_for(conversation: Conversation) -> list[User] | None:
    """Whom its visitor may choose now, present ones first; None while somebody is expected to answer."""
    if not is_unattended(conversation):
        return None
    holders = set(able(conversation))
    found = [one for one in reachable_at(conversation.organisation_id) if one.pk not in holders]
    there = there_of([one.pk for one in found], conversation.organisation_id)
    return sorted(found, key=lambda one: rules.is_missed(there[one.pk], None, today()))


def may_stand_by(matter: Matter) -> list[User]:
    """Whom the visitor of a matter may let stand by, who is there first: none who keeps it or reads it along."""
    shared = Share.objects.filter(matter=matter, withdrawn=False, width__in=Share.OPENING)
    reads = {matter.keeper_id, *shared.values_list("colleague", flat=True)}
    found = [one for one in reachable_at(matter.organisation_id) if one.pk not in reads]
    there = there_of([one.pk for one in found], matter.organisation_id)
    return sorted(found, key=lambda one: rules.is_missed(there[one.pk], None, today()))


def may_answer_instead(actor: User, conversation: Conversation) -> bool:
    """Whether this counsellor may read and answer a conversation that a colleague keeps.

    They stand by while that one is missed, or the visitor chose them later; and they hold its newest key. In a closed
    matter only when its keeper left or is away for long, and the visitor wrote something that nobody opened.
    """
    matter = conversation.matter
    if matter is None or matter.destroyed or matter.keeper_id == actor.pk:
        return False
    chosen = conversation.addressed_set.filter(counsellor=actor, standby=False).exists()
    keeper = there_of([matter.keeper_id], conversation.organisation_id)[matter.keeper_id]
    return _may_answer(actor, conversation, keeper, chosen=chosen)


def _may_answer(actor: User, conversation: Conversation, keeper: There, *, chosen: bool) -> bool:
    """Where it is known how far its keeper can be counted on; who holds its key is asked only where that matters."""
    matter, due = conversation.matter, awaited(conversation)
    if matter and matter.closed_month:
        waits = rules.is_missed(keeper, None, today()) and bool(unheard([conversation.pk]))
        return waits and actor.pk in able(conversation)
    may = (chosen and due is not None) or rules.may_answer_instead(keeper, due, today())
    return may and actor.pk in able(conversation)


def may_tell_instead(actor: User, conversation: Conversation) -> bool:
    """Whether this counsellor's browser may tell something in the closed conversation of a colleague who left.

    Nothing else is answered there: nobody asked anything.
    """
    matter = conversation.matter
    closed = matter is not None and matter.closed_month is not None
    return closed and bool(still_to_tell(actor, [conversation.pk])) and actor.pk in able(conversation)


def who_waits(conversation: Conversation) -> set[UUID]:
    """Who holds a key from its visitor and is served nothing yet: they stand by until an answer is missed."""
    matter = conversation.matter
    if matter is None:
        asked = conversation.addressed_set.filter(standby=True)
        return set() if conversation.is_left(today()) else set(asked.values_list("counsellor", flat=True))
    people = User.objects.filter(pk__in=standing_by(matter))
    reads = (one.pk for one in people if may_answer_instead(one, conversation) or may_tell_instead(one, conversation))
    return {one.pk for one in people} - set(reads)


def instead_of_colleagues(actor: User) -> list[Conversation]:
    """The conversations that colleagues keep and this counsellor may answer now, the most urgent first."""
    rows = _of_colleagues(actor)
    found = [
        one
        for one, keeper in _with_keepers(going_on(rows))
        if _may_answer(actor, one, keeper, chosen=_chose(one, actor))
    ]
    return sorted(found, key=lambda one: (awaited(one) or date.max, one.pk))


def told_for_colleagues(actor: User) -> list[Conversation]:
    """The closed conversations of colleagues who left in which this counsellor's browser tells something, and no more.

    Those in which an answer is asked for are not among them.
    """
    closed = [one for one in _of_colleagues(actor) if one.matter and one.matter.closed_month]
    told = still_to_tell(actor, [one.pk for one in closed])
    named = [one for one in closed if one.pk in told]
    answered = {one.pk for one in instead_of_colleagues(actor)} if named else set()
    return [one for one in named if one.pk not in answered and actor.pk in able(one)]


def _of_colleagues(actor: User) -> list[Conversation]:
    """The conversations that colleagues keep and to which a visitor gave this counsellor a key, without a share."""
    here = Organisation.objects.visible_to(actor)
    shared = Share.objects.filter(colleague=actor, withdrawn=False, width__in=Share.OPENING)
    return list(
        Conversation.objects.visible_to(actor)
        .filter(organisation__in=here, matter__destroyed=False)
        .exclude(Q(matter=None) | Q(matter__keeper=actor) | Q(matter__in=shared.values("matter")))
        .select_related("organisation", "matter__keeper")
        .prefetch_related("addressed_set")
    )


def _chose(conversation: Conversation, actor: User) -> bool:
    return any(one.counsellor_id == actor.pk and not one.standby for one in conversation.addressed_set.all())


def _with_keepers(conversations: Collection[Conversation]) -> Iterator[tuple[Conversation, There]]:
    """Each with how far who keeps it can be counted on, asked once for each organisation."""
    keepers: dict[int, set[UUID]] = defaultdict(set)
    for one in conversations:
        if one.matter:
            keepers[one.organisation_id].add(one.matter.keeper_id)
    there = {where: there_of(people, where) for where, people in keepers.items()}
    for one in conversations:
        if one.matter:
            yield one, there[one.organisation_id][one.matter.keeper_id]


def without_anybody(conversations: Collection[Conversation], *, but: Collection[UUID] = ()) -> int:
    """How many of these nobody who works for their organisation can open; ``but``: counted as if they had left."""
    works = Appointment.objects.filter(
        organisation__in={one.organisation_id for one in conversations}, ended=None, counsellor__is_active=True
    ).exclude(counsellor__in=but)
    at_work = set(works.values_list("organisation", "counsellor"))
    holders = _holders([one.pk for one in conversations])
    return sum(
        all((one.organisation_id, who) not in at_work for who in holders.get(one.pk, ())) for one in conversations
    )


def with_all_away(conversations: Collection[Conversation]) -> int:
    """How many of these somebody who works for their organisation can open, all of whom are away beyond what was
    promised; where nothing was promised, for long."""
    return sum(away for _, away, _ in _with_working(conversations))


def late_with_nobody_to_choose(conversations: Collection[Conversation]) -> int:
    """How many of these wait for longer than was promised and the days of grace, though somebody who can open them is
    not known to be away, while nobody else is there whom their visitor could choose."""
    count = 0
    asked: dict[int, dict[UUID, There]] = {}
    for one, away, holders in _with_working(conversations):
        due = awaited(one)
        if away or due is None or rules.working_days_late(due, today()) <= rules.GRACE:
            continue
        place = one.organisation_id
        if place not in asked:
            asked[place] = there_of([other.pk for other in reachable_at(place)], place)
        there = asked[place]
        count += all(rules.is_missed(there[other], None, today()) for other in there if other not in holders)
    return count


def _with_working(conversations: Collection[Conversation]) -> Iterator[tuple[Conversation, bool, set[UUID]]]:
    """Those that somebody who works for their organisation can open, with whether all of these are away and who holds
    the key."""
    holders = _holders([one.pk for one in conversations])
    asked: dict[int, set[UUID]] = defaultdict(set)
    for one in conversations:
        asked[one.organisation_id] |= holders.get(one.pk, set())
    there = {where: there_of(people, where) for where, people in asked.items()}
    for one in conversations:
        found = (there[one.organisation_id][who] for who in holders.get(one.pk, ()))
        # a visitor holds a key too, and is nobody who works here
        working = [who for who in found if not who.left]
        if working:
            away = all(rules.is_missed(who, awaited(one), today()) for who in working)
            yield one, away, holders.get(one.pk, set())


def _holders(boxes: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Of each conversation who holds its newest key, in two questions to the database; see ``able``."""
    newest: dict[UUID, tuple[int, set[UUID]]] = {}
    given = KeyGrant.objects.filter(box__in=boxes, part=VISITORS_PART, withdrawn=False)
    for box, epoch, grantee in given.order_by("epoch").values_list("box", "epoch", "grantee"):
        at, people = newest.get(box, (0, set()))
        newest[box] = (epoch, ({*people} if at == epoch else set()) | {grantee})
    shares = Share.objects.filter(matter__in=boxes).values_list("matter", "colleague", "withdrawn")
    standing = {(matter, who) for matter, who, withdrawn in shares if not withdrawn}
    taken_back = {(matter, who) for matter, who, withdrawn in shares if withdrawn} - standing
    return {box: {one for one in people if (box, one) not in taken_back} for box, (_, people) in newest.items()}


def running_at(**organisation: Any) -> list[Conversation]:
    """The conversations that go on, at the organisation or practice that the filter names.

    Also closed ones in which the visitor wrote something since that nobody opened.
    """
    rows = Conversation.objects.filter(**organisation).exclude(matter__destroyed=True)
    return going_on(rows.select_related("matter"))


def going_on(conversations: Iterable[Conversation]) -> list[Conversation]:
    """Those of these that are not closed, or in which the visitor wrote something since that nobody opened."""
    found = list(conversations)
    closed = {one.pk for one in found if one.matter and one.matter.closed_month}
    still = unheard(closed)
    return [one for one in found if one.pk not in closed or one.pk in still]
