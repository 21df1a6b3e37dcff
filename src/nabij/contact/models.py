"""The door: entrances, when counsellors are there, the texts that are read before the story, and conversations."""

import uuid
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from nabij.contact.invitations import VisitorCode as VisitorCode
from nabij.contact.proofs import DestructionProof as DestructionProof
from nabij.contact.rules.standing_in import stands_in
from nabij.contact.said import ErasureAsked as ErasureAsked
from nabij.contact.said import Looked as Looked
from nabij.contact.said import Said as Said
from nabij.kit import codes
from nabij.kit.clock import this_month, today
from nabij.kit.permit import Actor
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation, Practice, Role, User, is_manager_of


class Do(StrEnum):
    """What may be done at the door."""

    BEGIN = "begin_conversation"
    WRITE = "write_in_conversation"
    KEEP = "keep_note_to_self"
    CONSENT = "answer_as_visitor"
    TAKE_ON = "take_on_conversation"
    ANSWER_INSTEAD = "answer_instead"
    CHOOSE = "choose_another_counsellor"
    LET_STAND_BY = "let_counsellor_stand_by"
    DESTROY = "destroy_conversation"
    DESTROY_UNREAD = "destroy_conversation_unread"
    LOOK = "look_at_conversation"
    SWITCH_MAIL_ON = "switch_mail_on"
    SWITCH_MAIL_OFF = "switch_mail_off"
    OPEN_ENTRANCE = "open_entrance"
    CLOSE_ENTRANCE = "close_entrance"
    RENEW_ENTRANCE = "renew_entrance"
    PUT_UP_POSTERS = "put_up_posters"
    CONFIRM_TEXT = "confirm_text"
    ADD_HELP = "add_help_line"
    CHANGE_HELP = "change_help_line"
    MOVE_HELP = "move_help_line"
    REMOVE_HELP = "remove_help_line"
    PUT_BACK_HELP = "put_help_line_back"
    SET_REACHABILITY = "set_reachability"
    ADD_ABSENCE = "add_absence"
    END_ABSENCE = "end_absence"
    WITHDRAW_ABSENCE = "withdraw_absence"
    PUT_BACK_ABSENCE = "put_absence_back"


class Salt(models.Model):
    """The salt of this installation under which visitors' words are stretched: one row, made once, never changed."""

    value = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="contact_one_salt")]


class EntranceQuerySet(QuerySet["Entrance"]):
    def visible_to(self, actor: User) -> "EntranceQuerySet":
        """Those of the organisations that this person sees; a board contact sees none."""
        if actor.role == Role.BOARD_CONTACT:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(actor))

    def open_to_visitors(self) -> "EntranceQuerySet":
        """Those through which anybody may come in now."""
        return self.filter(is_open=True, organisation__ended=None)


class Entrance(models.Model):
    """The address under which one organisation's people reach its counsellors. The code names nobody."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    code = models.CharField(max_length=16, unique=True)
    is_open = models.BooleanField(default=False)
    # the fingerprints on the posters that hang now, joined with a dot
    printed = models.TextField(blank=True)

    objects = EntranceQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb in {
            Do.OPEN_ENTRANCE,
            Do.CLOSE_ENTRANCE,
            Do.RENEW_ENTRANCE,
            Do.PUT_UP_POSTERS,
        }


class ReachabilityQuerySet(QuerySet["Reachability"]):
    def visible_to(self, actor: User) -> "ReachabilityQuerySet":
        """One's own; the practice manager sees everyone's."""
        same = self.filter(practice_id=actor.practice_id)
        return same if actor.role == Role.PRACTICE_MANAGER else same.filter(counsellor=actor)


class Reachability(models.Model):
    """On which days a counsellor works and by which channels they can be reached; without a row: every working day."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    counsellor = models.OneToOneField(User, on_delete=models.CASCADE)
    # 0 is Monday, as in date.weekday()
    weekdays = models.JSONField(default=list)
    channels = models.JSONField(default=list)

    objects = ReachabilityQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        own = isinstance(actor, User) and actor.is_active and actor.pk == self.counsellor_id and actor.is_counsellor
        return verb == Do.SET_REACHABILITY and (own or is_manager_of(actor, self.practice_id))


class AbsenceQuerySet(QuerySet["Absence"]):
    def visible_to(self, actor: User) -> "AbsenceQuerySet":
        """One's own; the practice manager sees everyone's."""
        same = self.filter(practice_id=actor.practice_id)
        return same if actor.role == Role.PRACTICE_MANAGER else same.filter(counsellor=actor)

    def on(self, day: date) -> "AbsenceQuerySet":
        """Those that run on this day."""
        return self.from_day(day).filter(first__lte=day)

    def from_day(self, day: date) -> "AbsenceQuerySet":
        """Those that count and are not over on this day, in the order of the calendar."""
        return self.filter(Q(last=None) | Q(last__gte=day), withdrawn=False).order_by("first", "pk")


class Absence(models.Model):
    """Days on which a counsellor is away, first and last included; without a last day until it is ended."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    counsellor = models.ForeignKey(User, on_delete=models.CASCADE)
    first = models.DateField("eerste dag")
    last = models.DateField("laatste dag", null=True, blank=True)
    # taken back: it counts nowhere, and can be put back
    withdrawn = models.BooleanField(default=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=models.F("first")), name="contact_absence_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["counsellor", "last"], name="contact_absences")]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        own = isinstance(actor, User) and actor.is_active and actor.pk == self.counsellor_id and actor.is_counsellor
        return verb in _ABSENCE and (own or is_manager_of(actor, self.practice_id))


_ABSENCE = {Do.ADD_ABSENCE, Do.END_ABSENCE, Do.WITHDRAW_ABSENCE, Do.PUT_BACK_ABSENCE}


class SectorTextQuerySet(QuerySet["SectorText"]):
    def visible_to(self, actor: User) -> "SectorTextQuerySet":
        """The practice manager's."""
        return self.filter(practice_id=actor.practice_id) if actor.role == Role.PRACTICE_MANAGER else self.none()


class SectorText(models.Model):
    """What the law requires in a sector, in one language, as the practice had it checked.

    Without a row, or with another ``digest`` than that of the text shown now, the sector's door stays shut.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    sector = models.CharField(max_length=30, choices=codes.choices("sector"))
    language = models.CharField(max_length=5)
    # empty: the text that comes with the software
    body = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    # of the text that came with the software then: that one may change later while the practice's own stays
    shipped_digest = models.CharField(max_length=64)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT)
    confirmed_on = models.DateField()

    objects = SectorTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "sector", "language"], name="contact_one_text_per_sector"),
        ]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb == Do.CONFIRM_TEXT


class HelpLineQuerySet(QuerySet["HelpLine"]):
    def visible_to(self, actor: User) -> "HelpLineQuerySet":
        """The practice manager's."""
        return self.filter(practice_id=actor.practice_id) if actor.role == Role.PRACTICE_MANAGER else self.none()

    def of(self, practice_id: uuid.UUID) -> "HelpLineQuerySet":
        """Those of the practice that visitors see, in order."""
        return self.filter(practice_id=practice_id, removed=False).order_by("position")


class HelpLine(models.Model):
    """A number to call now, with the day on which somebody last checked it. A practice without rows shows the list that
    comes with the software."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()
    when = models.CharField("wanneer", max_length=120)
    name = models.CharField("wie", max_length=160)
    number = models.CharField("nummer", max_length=20)
    checked_on = models.DateField("nagekeken op")
    removed = models.BooleanField(default=False)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "position"], condition=Q(removed=False), name="contact_one_line_per_position"
            ),
        ]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb in {
            Do.ADD_HELP,
            Do.CHANGE_HELP,
            Do.MOVE_HELP,
            Do.REMOVE_HELP,
            Do.PUT_BACK_HELP,
        }


class ConversationQuerySet(QuerySet["Conversation"]):
    def visible_to(self, actor: User) -> "ConversationQuerySet":
        """Those to which this counsellor was handed a key by the visitor, whoever took them on."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        return self.filter(practice_id=actor.practice_id, addressed__counsellor=actor)

    def waiting(self) -> "ConversationQuerySet":
        """Those that nobody took on yet, the first answer due first."""
        return self.filter(matter=None).order_by("due", "pk")


class Conversation(models.Model):
    """A visitor's conversation. Its id is that of its sealed box, of the matter it becomes and of its visitor.

    The server knows by which derived id it is asked for, the hash of a token, and two public keys: no name, no words.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    lookup = models.UUIDField(unique=True)
    token_hash = models.CharField(max_length=64)
    recipient = models.CharField(max_length=62)
    sign = models.CharField(max_length=44)
    keepsake = models.BinaryField()
    keepsake_version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=5)
    # what the visitor chose at the start: the other counsellor may answer when this one is away
    standby = models.BooleanField(default=False)
    begun_month = models.DateField(default=this_month)
    due = models.DateField()
    # for which promised day its visitor was told, or read, that an answer is to be expected of nobody
    told = models.DateField(null=True)
    matter = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT)

    objects = ConversationQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if verb == Do.DESTROY:
            # its visitor, while nobody took it on; after that who keeps it
            return actor.practice_id == self.practice_id and actor.pk == (
                self.matter.keeper_id if self.matter else self.pk
            )
        if verb == Do.DESTROY_UNREAD:
            # whom the matter is left to, and only at its visitor's signed wish
            asked = ErasureAsked.objects.filter(conversation=self.pk).first()
            left = self.matter is not None and self.matter.may(actor, DoMatter.DESTROY_UNREAD)
            return left and asked is not None and asked.stands(self.sign)
        if verb == Do.LOOK:
            return self.matter is not None and self.matter.may(actor, DoMatter.NOTE)
        if isinstance(actor, User):
            able = actor.is_active and actor.is_counsellor
            return able and (
                (verb == Do.TAKE_ON and self._is_for(actor)) or (verb == Do.ANSWER_INSTEAD and self._listens(actor))
            )
        return actor.pk == self.pk and actor.practice_id == self.practice_id and verb in _VISITOR_MAY

    def _is_for(self, counsellor: User) -> bool:
        """Whether this counsellor was asked, or stands by while nobody who was asked is there."""
        asked = self.addressed_set.filter(counsellor=counsellor).first()
        return asked is not None and (not asked.standby or self.matter_id is not None or self.is_left(today()))

    def _listens(self, counsellor: User) -> bool:
        """Whether the visitor let this counsellor in beside who keeps it; whether now, the action judges."""
        return self.matter_id is not None and self.addressed_set.filter(counsellor=counsellor).exists()

    def is_left(self, day: date) -> bool:
        """Whether who stands by may answer: nobody who was asked is there on this day, or the answer is late."""
        there = self.addressed_set.filter(
            standby=False,
            counsellor__is_active=True,
            counsellor__in=Appointment.objects.filter(organisation=self.organisation_id, ended=None).values(
                "counsellor"
            ),
        ).exclude(counsellor__in=Absence.objects.on(day).order_by().values("counsellor"))
        return stands_in(self.due, day, somebody_is_there=there.exists())

    def public_keys(self) -> dict[str, Any]:
        """The visitor's, as browsers read them."""
        return {"recipient": self.recipient, "sign": self.sign}


_VISITOR_MAY = {
    *(Do.BEGIN, Do.WRITE, Do.KEEP, Do.CONSENT, Do.CHOOSE, Do.LET_STAND_BY),
    *(Do.SWITCH_MAIL_ON, Do.SWITCH_MAIL_OFF),
}


class Addressed(models.Model):
    """A counsellor to whom the visitor handed a key: to answer, or (``standby``) to stand in when the other is away.

    Beside who took the conversation on, one who does not stand by was chosen later, when nobody was there.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT)
    standby = models.BooleanField(default=False)
    # for which promised day they were told that they may answer in place of a colleague
    told = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "conversation", "counsellor"], name="contact_addressed_once"),
        ]


class AlongTold(models.Model):
    """Of what a counsellor who reads a conversation along was told that they may answer it in place of its keeper."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    counsellor = models.ForeignKey(User, on_delete=models.CASCADE)
    # ids and a day, as of the mail itself
    cause = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "conversation", "counsellor"], name="contact_along_told_once"),
        ]
