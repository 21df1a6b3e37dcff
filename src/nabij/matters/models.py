"""The register of matters and encounters: codes, months, turn. No free text, no name, no day but the due date."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q, QuerySet

from nabij.kit import codes
from nabij.kit.clock import this_month
from nabij.kit.permit import Actor
from nabij.matters.rules.importing import memory_box
from nabij.people.models import Appointment, Organisation, Practice, PublicKey, Role, Unit, User


class Do(StrEnum):
    """What may be done to a matter."""

    OPEN = "open_matter"
    NOTE = "note_encounter"
    REVISE = "revise_records"
    PASS_TURN = "pass_turn"  # noqa: S105 - a verb, no password
    CODE = "code_register"
    CLOSE = "close_matter"
    REOPEN = "reopen_matter"
    ATTACH = "attach_file"
    SHARE = "share_matter"
    WITHDRAW = "withdraw_share"
    HEAR = "hear_consent"
    RENEW_KEYS = "renew_keys"
    DESTROY = "destroy_matter"
    DESTROY_UNREAD = "destroy_matter_unread"
    RECORD_EXCEPTION = "record_exception"
    SAY_SAME_VISITOR = "say_same_visitor"
    IMPORT = "import_matters"
    UNDO_IMPORT = "undo_import"
    SHARE_MEMORY = "share_import_memory"
    REMEMBER = "remember_how_lists_are_read"


_COLLEAGUE_MAY = {Do.NOTE, Do.REVISE, Do.PASS_TURN, Do.CODE, Do.ATTACH}


class MatterQuerySet(QuerySet["Matter"]):
    def visible_to(self, actor: User) -> "MatterQuerySet":
        """The keeper's own matters and those shared now with this counsellor; nobody else sees any."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        shared = Share.objects.filter(
            matter=models.OuterRef("pk"), colleague=actor, withdrawn=False, width__in=Share.OPENING
        )
        return self.filter(practice_id=actor.practice_id, destroyed=False).filter(
            Q(keeper=actor) | models.Exists(shared)
        )

    def running(self) -> "MatterQuerySet":
        return self.filter(closed_month=None)

    def current(self) -> "MatterQuerySet":
        """Those that run, and closed ones whose aftercare is due by this month."""
        return self.filter(Q(closed_month=None) | Q(aftercare_month__lte=this_month()))


class ImportBatchQuerySet(QuerySet["ImportBatch"]):
    def visible_to(self, actor: User) -> "ImportBatchQuerySet":
        """One's own imports: nobody sees another's."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        return self.filter(practice_id=actor.practice_id, keeper=actor)


class ImportBatch(models.Model):
    """One file that its keeper brought in, to be undone as a whole. Its id comes from the rows; it has no name."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    keeper = models.ForeignKey(User, on_delete=models.PROTECT)
    month = models.DateField(default=this_month)
    encounters = models.PositiveIntegerField(default=0)
    undone = models.BooleanField(default=False)

    objects = ImportBatchQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return (
            isinstance(actor, User)
            and actor.is_active
            and actor.role == Role.COUNSELLOR
            and (actor.pk, actor.practice_id) == (self.keeper_id, self.practice_id)
            and verb in {Do.IMPORT, Do.UNDO_IMPORT}
        )


class ImportMemory(models.Model):
    """How a practice's counsellors read their lists: sealed in the box of this id, for those who got a key of another.

    The server holds no name of a column and no value.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.OneToOneField(Practice, on_delete=models.PROTECT)

    @classmethod
    def of(cls, practice: Practice) -> "ImportMemory":
        """That of a practice, kept or not; its id is the same for whoever begins it."""
        return cls(id=memory_box(practice.pk), practice=practice)

    def counsellors(self) -> QuerySet[User]:
        """Who may read it: the counsellors of the practice of now."""
        same = User.objects.filter(practice_id=self.practice_id, role=Role.COUNSELLOR, is_active=True)
        return same.order_by("pk")

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return (
            isinstance(actor, User)
            and actor.is_active
            and actor.role == Role.COUNSELLOR
            and actor.practice_id == self.practice_id
            and verb in {Do.SHARE_MEMORY, Do.REMEMBER}
        )


class Matter(models.Model):
    """One matter (kwestie) in the register; what it is about lies sealed in the box of the same id."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL)
    keeper = models.ForeignKey(User, on_delete=models.PROTECT)
    visitor_handle = models.UUIDField(default=uuid.uuid4)
    opened_month = models.DateField()
    closed_month = models.DateField(null=True, blank=True)
    aftercare_month = models.DateField(null=True, blank=True)
    turn = models.CharField(max_length=12, choices=codes.choices("turn"), default="counsellor")
    due = models.DateField(null=True, blank=True)
    nature = models.JSONField(default=list)
    primary_nature = models.CharField(max_length=30, blank=True, choices=codes.choices("matter_nature"))
    integrity_levels = models.JSONField(default=list)
    subject_relation = models.CharField(max_length=30, blank=True, choices=codes.choices("subject_relation"))
    person_role = models.CharField(max_length=30, blank=True, choices=codes.choices("person_role"))
    person_position = models.CharField(max_length=30, blank=True, choices=codes.choices("person_position"))
    outcome = models.CharField(max_length=30, blank=True, choices=codes.choices("outcome"))
    durability_3 = models.CharField(max_length=30, blank=True, choices=codes.choices("durability"))
    durability_6 = models.CharField(max_length=30, blank=True, choices=codes.choices("durability"))
    durability_12 = models.CharField(max_length=30, blank=True, choices=codes.choices("durability"))
    version = models.PositiveIntegerField(default=1)
    # all that was sealed in it is gone, at its visitor's wish; only this coded row stays
    destroyed = models.BooleanField(default=False)
    imported_in = models.ForeignKey(ImportBatch, null=True, blank=True, editable=False, on_delete=models.PROTECT)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["keeper", "closed_month", "due"], name="matters_of_keeper"),
            models.Index(fields=["practice", "organisation", "opened_month"], name="matters_of_organisation"),
        ]

    @property
    def is_left(self) -> bool:
        """Whether its keeper works for its organisation no more."""
        here = Appointment.objects.filter(
            organisation=self.organisation_id, counsellor=self.keeper_id, counsellor__is_active=True, ended=None
        )
        return not here.exists()

    def others_in_pair(self) -> list[uuid.UUID]:
        """Who else works as a counsellor for its organisation now: nobody else is ever let in by its keeper."""
        there = self.organisation.pair().filter(counsellor__is_active=True).exclude(counsellor=self.keeper_id)
        return list(there.values_list("counsellor", flat=True))

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if not isinstance(actor, User) or not actor.is_active or actor.practice_id != self.practice_id:
            return False
        if verb == Do.DESTROY_UNREAD:
            return not self.destroyed and self.is_left_to(actor)
        if actor.role != Role.COUNSELLOR or self.destroyed:
            return False
        if actor.pk == self.keeper_id:
            return True
        return (
            verb in _COLLEAGUE_MAY
            and self.share_set.filter(colleague=actor, withdrawn=False, width__in=Share.OPENING).exists()
        )

    def is_left_to(self, actor: User) -> bool:
        """Whether its keeper works for the organisation no more, and this person is whom that leaves.

        Each counsellor with a vault who is appointed there; where there is none, the practice manager.
        """
        here = Appointment.objects.filter(
            organisation=self.organisation_id, ended=None, counsellor__is_active=True, practice=actor.practice_id
        )
        if not actor.is_active or here.filter(counsellor=self.keeper_id).exists():
            return False
        others = here.filter(
            counsellor__role=Role.COUNSELLOR, counsellor__in=PublicKey.objects.order_by().values("owner")
        )
        if actor.role == Role.COUNSELLOR:
            return others.filter(counsellor=actor).exists()
        return actor.role == Role.PRACTICE_MANAGER and not others.exists()


class Encounter(models.Model):
    """One encounter (ontmoeting) in the register: month, channel, duration band, involvement.

    ``duration`` is empty where it came from a sheet in which nobody kept how long it took. A row of a sheet may stand
    for more conversations (``times``), of which only that month is known; ``quarters`` of an hour they took together.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    month = models.DateField()
    channel = models.CharField(max_length=20, choices=codes.choices("channel"))
    duration = models.CharField(max_length=20, choices=codes.choices("duration"))
    involvement = models.JSONField(default=list)
    times = models.PositiveSmallIntegerField(default=1)
    quarters = models.PositiveSmallIntegerField(null=True)
    # came with the sheet that its matter came from; what was noted since did not
    imported = models.BooleanField(default=False, editable=False)


class Consent(models.Model):
    """The order of consents of one matter; what was consented to lies sealed, signed, in the record of this id."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    sequence = models.PositiveIntegerField()
    record_id = models.UUIDField()
    # nobody: somebody outside the practice, who gets no key
    receiver = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    width = models.CharField(max_length=12)
    given = models.BooleanField()
    # the visitor's no to one question, which takes nothing back
    refused = models.BooleanField(default=False)
    heard = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "matter", "sequence"], name="matters_consent_sequence_once"),
        ]


class Share(models.Model):
    """A colleague to whom a matter was opened, how far, and from which epoch."""

    class Width(models.TextChoices):
        FROM_NOW = "from_now", "vanaf nu"
        EVERYTHING = "everything", "alles"
        PEER_CARD = "peer_card", "alleen een kaart zonder naam"

    OPENING = (Width.FROM_NOW, Width.EVERYTHING)

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    colleague = models.ForeignKey(User, on_delete=models.PROTECT)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT)
    width = models.CharField(max_length=12, choices=Width.choices)
    from_epoch = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "matter", "colleague"], condition=Q(withdrawn=False), name="matters_shared_once"
            ),
        ]


class ConfidentialityBreak(models.Model):
    """That confidentiality was broken and on which ground; the reasons lie sealed in the record of this id."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    record_id = models.UUIDField(unique=True)
    ground = models.CharField(max_length=20, choices=codes.choices("confidentiality_break"))
    month = models.DateField()
