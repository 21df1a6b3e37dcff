"""Who stands by or reads along gets a neutral mail once it is their turn; so does a visitor whom nobody will answer."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from nabij.contact.actions.answering import able, awaited, is_unattended, may_answer_instead, there_of, waits
from nabij.contact.models import Absence, Addressed, AlongTold, Conversation, Looked, Said
from nabij.contact.rules.standing_in import is_missed
from nabij.contact.rules.standing_in import may_answer_instead as may_answer_instead_of
from nabij.kit.clock import today
from nabij.mail.actions import is_on, remind_in, tell_visitor_in
from nabij.mail.models import VisitorAddress
from nabij.mail.rules import Text
from nabij.matters.models import Share
from nabij.matters.rules.turn import COUNSELLOR
from nabij.people.models import Appointment

LOG = logging.getLogger("nabij.mail")


def remind_stand_ins() -> int:
    """Put out a mail to each who may answer in place of a colleague from now on; how many were told.

    Once for each promise to a visitor. That a day has come is nobody's act: it takes no permit and leaves no line, as
    sending leaves none. One that fails stops none of the others.
    """
    if not is_on():
        return 0
    stand_by = sum(_tried(partial(_remind, row)) for row in _candidates())
    return stand_by + sum(_tried(partial(_remind_along, share)) for share in _reading_along())


def _tried(remind: Callable[[], bool]) -> bool:
    try:
        return remind()
    except Exception:
        # the log's filter leaves its kind and its place
        LOG.warning("a reminder was not put out", exc_info=True)
        return False


def _candidates() -> list[Addressed]:
    """Rows of conversations whose visitor waits, and of whose counsellor no answer is to be expected, or none came;
    also in a closed matter, where nobody opened what its visitor wrote since.

    Not who was told of this very promise: they would be looked at each minute for as long as it stands.
    """
    taken_on = Q(conversation__in=_taken_on().exclude(matter__due=None))
    wrote_after = Q(conversation__in=_wrote_after()) & (Q(told=None) | ~Q(told=F("conversation__begun_month")))
    untold_before = Q(told=None) | ~Q(told=F("conversation__due"))
    untold = Q(told=None) | ~Q(told=F("conversation__matter__due"))
    waiting = Q(conversation__matter=None, standby=True)
    return list(
        Addressed.objects.filter((waiting & untold_before) | (taken_on & untold) | wrote_after)
        .select_related("counsellor", "conversation__matter", "conversation__practice")
        .order_by("pk")
    )


def _reading_along() -> list[Share]:
    """Shares that open such a conversation of a matter, whether or not its visitor ever asked for that colleague."""
    rows = Share.objects.filter(withdrawn=False, width__in=Share.OPENING)
    waits = Q(matter__conversation__in=_taken_on()) | Q(matter__conversation__in=_wrote_after())
    return list(rows.filter(waits).select_related("colleague", "matter__conversation").order_by("pk"))


def _gone() -> Q:
    """That the keeper works there no more, or is away today."""
    works = Appointment.objects.filter(
        ended=None,
        counsellor__is_active=True,
        counsellor=OuterRef("matter__keeper"),
        organisation=OuterRef("organisation"),
    )
    return ~Exists(works) | Q(matter__keeper__in=Absence.objects.on(today()).order_by().values("counsellor"))


def _taken_on() -> QuerySet[Conversation]:
    open_ = Conversation.objects.filter(matter__turn=COUNSELLOR, matter__closed_month=None, matter__destroyed=False)
    return open_.filter(_gone() | Q(matter__due__lt=today()))


def _wrote_after() -> QuerySet[Conversation]:
    closed = Conversation.objects.filter(matter__destroyed=False).exclude(matter__closed_month=None)
    return closed.filter(_gone() & Q(Exists(_unread())))


def _unread() -> QuerySet[Said]:
    """What a visitor wrote that nobody opened yet, of a conversation."""
    looked = Looked.objects.filter(conversation=OuterRef("conversation"), upto__gte=OuterRef("number"))
    return Said.objects.filter(~Exists(looked), conversation=OuterRef("pk"))


def _remind(row: Addressed) -> bool:
    conversation = row.conversation
    due = _promised(conversation)
    if row.told == due or not _may_answer(row):
        return False
    with transaction.atomic():
        # of several rounds at once one gets it
        if not Addressed.objects.filter(pk=row.pk, told=row.told).update(told=due):
            return False
        remind_in(row.practice_id, [row.counsellor], Text.COUNSELLOR, _cause(conversation, due))
    return True


def _remind_along(share: Share) -> bool:
    """Who reads along answers by themselves while the keeper does not: also where the keeper is only away."""
    conversation, keeper = share.matter.conversation, share.matter.keeper_id
    there = there_of([keeper], conversation.organisation_id)[keeper]
    due, told = awaited(conversation), AlongTold.objects.filter(conversation=conversation, counsellor=share.colleague)
    if not (is_missed(there, due, today()) or may_answer_instead_of(there, due, today())):
        return False
    cause = _cause(conversation, _promised(conversation))
    if told.filter(cause=cause).exists() or share.colleague_id not in able(conversation):
        return False
    with transaction.atomic():
        # of several rounds at once one gets it
        row, is_new = AlongTold.objects.get_or_create(
            conversation=conversation,
            counsellor=share.colleague,
            practice_id=share.practice_id,
            defaults={"cause": cause},
        )
        if not is_new and not told.filter(cause=row.cause).exclude(cause=cause).update(cause=cause):
            return False
        remind_in(share.practice_id, [share.colleague], Text.COUNSELLOR, cause)
    return True


def _cause(conversation: Conversation, due: date) -> str:
    """What a mail is about, once for each. In a closed matter no day is promised: there by the last that was written,
    as somebody who answered may be written to again the same day."""
    matter = conversation.matter
    if matter is None or matter.closed_month is None:
        return f"{conversation.pk}/{due}"
    newest = Said.objects.filter(conversation=conversation.pk).aggregate(newest=Max("number"))["newest"]
    return f"{conversation.pk}/{due}/{newest}"


def _may_answer(row: Addressed) -> bool:
    conversation = row.conversation
    if conversation.matter is None:
        return row.standby and conversation.is_left(today())
    return may_answer_instead(row.counsellor, conversation)


def remind_visitors() -> int:
    """Put out a mail to who waits and asked for mail, once an answer is to be expected of nobody; how many.

    Their own page says so then, and lets them choose somebody else. Once for each promise, and not to who read it
    there. As above: no permit, no line, and one that fails stops none of the others.
    """
    if not is_on():
        return 0
    rows = Conversation.objects.filter(pk__in=VisitorAddress.objects.values("pk"))
    there = rows.exclude(matter__destroyed=True).select_related("matter").order_by("pk")
    return sum(_tried(partial(_remind_visitor, row)) for row in there)


def note_read(conversation: Conversation) -> None:
    """Its visitor reads on their own page that an answer is to be expected of nobody: no mail need say so."""
    if waits(conversation) and conversation.told != _promised(conversation):
        Conversation.objects.filter(pk=conversation.pk).update(told=_promised(conversation))


def _remind_visitor(row: Conversation) -> bool:
    day = _promised(row)
    if row.told == day or not waits(row) or not is_unattended(row):
        return False
    with transaction.atomic():
        # of several rounds at once one gets it
        if not Conversation.objects.filter(pk=row.pk, told=row.told).update(told=day):
            return False
        tell_visitor_in(row.practice_id, row.pk, f"{row.pk}/{day}")
    return True


def _promised(row: Conversation) -> date:
    """By which one promise is told from another; without any, always the same day."""
    return awaited(row) or row.begun_month
