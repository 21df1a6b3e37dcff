"""Interim signals in the register: reason, step and days. What they say lies sealed in the box of the same id."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from nabij.kit import codes
from nabij.kit.clock import this_month, today
from nabij.kit.months import add_months
from nabij.kit.permit import Actor
from nabij.matters.models import ConfidentialityBreak, Consent, Matter
from nabij.people.models import Appointment, Organisation, Practice, Role, User
from nabij.sealed.models import KeyGrant, Record
from nabij.sealed.rules import STORY, VISITORS_PART
from nabij.signals.columns import last_watch, noted_in
from nabij.signals.rules import after, sections, standing
from nabij.signals.rules.after import NOBODY, Back
from nabij.signals.rules.steps import AFTER_DELIVERY, Path, State, Step, Weigher
from nabij.signals.rules.watching import LAPSES


class Do(StrEnum):
    """What may be done to a signal."""

    BEGIN = "begin_signal"
    SHARE = "share_signal"
    WRITE = "write_signal"
    ASK = "ask_to_weigh_signal"
    WEIGH = "weigh_signal"
    SEND_BACK = "send_signal_back"
    LAY = "lay_consent_under_signal"
    AGREE = "agree_signal"
    GROUND = "ground_signal"
    NARROW = "narrow_signal"
    WORD = "word_signal"
    REWORD = "reword_signal"
    DELIVER = "deliver_signal"
    LEAVE_UNSENT = "leave_signal_unsent"
    RECEIVE = "receive_signal"
    ANSWER = "answer_signal"
    PLAN = "plan_meeting_of_signal"
    FOLLOW_UP = "follow_signal_up"
    CLOSE = "close_signal"
    WATCH = "watch_signal"
    TELL = "tell_after_signal"
    HEAR_BACK = "hear_back_at_signal"
    SHARE_LESSON = "share_lesson_of_signal"
    TAKE_LESSON_BACK = "take_lesson_of_signal_back"


_BY_THE_BOARD = {Do.RECEIVE, Do.ANSWER, Do.PLAN}
_BY_THE_PAIR = set(Do)


def _still_asked() -> Q:
    """That a day is left on which it is asked whether anybody suffers: one that lapsed is none, noted or not."""
    return Q(last_watch__gt=(today() - LAPSES).isoformat())


class SignalQuerySet(QuerySet["Signal"]):
    def visible_to(self, actor: User) -> "SignalQuerySet":
        """The pair of the organisation sees every signal of it; a board contact those that were handed to them."""
        if not actor.is_active:
            return self.none()
        if actor.role == Role.COUNSELLOR:
            return self.filter(organisation__in=Organisation.objects.visible_to(actor))
        if actor.role == Role.BOARD_CONTACT:
            own = self.filter(practice_id=actor.practice_id, organisation_id=actor.organisation_id or 0, contact=actor)
            return own.filter(step__in=[step.value for step in AFTER_DELIVERY])
        return self.none()

    def outdated(self) -> "SignalQuerySet":
        """Those that are kept no longer, sent or not, done or not."""
        oldest = add_months(this_month(), -12 * settings.CONFIGURATION.signal_years)
        return self.alias(since=Coalesce("delivered_month", "month")).filter(since__lt=oldest)

    def running(self) -> "SignalQuerySet":
        """Those that are not done: begun, under way, with a day left on which to ask whether anybody suffers.

        Or over a yes that may have been taken back since, and of which nobody told what that means.
        """
        back = Q(heard_back=True) | Q(matter__consent__receiver=None, matter__consent__given=False)
        untold = Concern.objects.filter(back, signal=models.OuterRef("pk"), told=False, matter__destroyed=False)
        unsent = self.exclude(step=Step.NOT_SENT).alias(last_watch=last_watch())
        return unsent.filter(~Q(step=Step.CLOSED) | _still_asked() | models.Exists(untold))

    def to_tell_of(self, actor: User) -> "SignalQuerySet":
        """Those of which a letter went, or did not, over a yes of a visitor whom this counsellor tells it.

        As long as there is something to tell: while it runs, or the matter does.
        """
        ended = self.filter(step__in=[*AFTER_DELIVERY, Step.NOT_SENT]).alias(last_watch=last_watch())
        there = Concern.objects.told_by(actor).filter(signal=models.OuterRef("pk"))
        running = Q(step__in=AFTER_DELIVERY) & (~Q(step=Step.CLOSED) | _still_asked())
        return ended.filter(models.Exists(there)).filter(
            running | models.Exists(there.filter(matter__closed_month=None))
        )

    def next_number(self, column: str) -> int:
        """One more than the highest of these in this column; whoever asks holds what they belong to."""
        return (self.aggregate(last=Max(column))["last"] or 0) + 1

    def with_what_was_laid(self) -> "SignalQuerySet":
        """The same with all that lies under them, in as many questions to the database however many there are."""
        return self.prefetch_related(Prefetch("concern_set", Concern.objects.whole()))


class Signal(models.Model):
    """One interim signal; ``rules.steps`` says how its columns change, and ``version`` counts each change.

    ``last_change``: a digest of the last change and who made it, so that one that is sent twice counts once.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    reason = models.CharField(max_length=30, choices=codes.choices("signal_reason"))
    path = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Path])
    step = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Step], default=Step.NOTICED)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(default=this_month)
    weigher = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Weigher])
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    needed = models.PositiveSmallIntegerField(default=0)
    seconded = models.PositiveIntegerField(default=0)
    grounds = models.JSONField(default=list)
    worded = models.PositiveIntegerField(default=0)
    contact = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    meeting = models.DateField(null=True)
    watches = models.JSONField(default=list)
    # who noted what they heard, by after how many weeks
    noted = models.JSONField(default=dict)
    # revisions of sections by name, and how many stood behind the letter: what is looked at again since somebody went
    before = models.JSONField(default=dict)
    rested = models.PositiveSmallIntegerField(default=0)
    # which of its organisation it is; and which letter to its reader, who hears of no other signal by it
    number = models.PositiveIntegerField(default=0)
    letter_number = models.PositiveIntegerField(default=0)
    delivered_month = models.DateField(null=True)
    answered_month = models.DateField(null=True)
    # which of the two reminders went out last while no answer came
    reminded = models.CharField(max_length=6, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    last_change = models.CharField(max_length=64, blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["practice", "organisation", "step"], name="signals_of_organisation")]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if not isinstance(actor, User) or not actor.is_active or actor.practice_id != self.practice_id:
            return False
        if actor.role == Role.COUNSELLOR:
            return verb in _BY_THE_PAIR and self.organisation.pair().filter(counsellor=actor).exists()
        handed = actor.role == Role.BOARD_CONTACT and actor.pk == self.contact_id
        return handed and actor.organisation_id == self.organisation_id and verb in _BY_THE_BOARD

    def pair(self) -> list[User]:
        """Who writes it: the counsellors of the organisation now, account holder first."""
        return [one.counsellor for one in self.organisation.pair().select_related("counsellor")]

    def kept_through(self) -> date:
        """The last month in which it is kept: so many years from the letter, or from its begin where none went."""
        return add_months(self.delivered_month or self.month, 12 * settings.CONFIGURATION.signal_years)

    def state(self) -> State:
        """Where it stands, as the rules know it."""
        return State(
            reason=self.reason,
            path=Path(self.path),
            step=Step(self.step),
            weigher=Weigher(self.weigher) if self.weigher else None,
            asked_by=self.asked_by_id,
            asked=self.asked_id,
            needed=self.needed,
            seconded=self.seconded,
            laid=frozenset(one.matter_id for one in self.concern_set.all()),
            grounds=frozenset(self.grounds),
            worded=self.worded,
            contact=self.contact_id,
            due=self.due,
            meeting=self.meeting,
            watches=tuple(date.fromisoformat(day) for day in self.watches),
            noted=noted_in(self.noted),
            before=frozenset(self.before.items()),
            rested=self.rested,
        )

    def standing(self) -> frozenset[UUID]:
        """The matters of which what was laid under it stands today, for what is told now."""
        return self.standing_on(self.revisions().get(sections.LIMITS, 0))

    def standing_on(self, limits: int) -> frozenset[UUID]:
        """The same, where the revision of what is told is known."""
        if self.step in AFTER_DELIVERY:
            return self.not_taken_back()
        return frozenset(one.matter_id for one in self._laid() if one.stands() and one.is_of(limits))

    def not_taken_back(self) -> frozenset[UUID]:
        """The matters of which it stands today, whether it was to what is told now or to what was told before.

        Once it was handed over it is what was read that counts: whatever key that lies under later, and past its last
        day.
        """
        return frozenset(one.matter_id for one in self._laid() if self._still(one))

    def gone(self) -> frozenset[UUID]:
        """The matters of which what was laid under it stands no more, whatever is told now."""
        return frozenset(one.matter_id for one in self._laid() if not self._still(one))

    def back(self) -> Back:
        """Who took their yes back after it was handed over, and who of them was told what that means."""
        return Back(self.gone(), self.told()) if self.step in AFTER_DELIVERY else NOBODY

    def rests_on_fewer(self) -> bool:
        """Whether the board is told that somebody took a yes back: not at that moment, which could point at them.

        Once the pair told that visitor that what is read stays read, or where nobody can be told any more.
        """
        if self.step not in AFTER_DELIVERY:
            return False
        return any(not self._still(one) and one.is_told for one in self._laid())

    def rests_on_nobody(self) -> bool:
        """Whether everybody took their yes back after it was handed over, and was told what that means."""
        return after.is_over(self.state(), self.back())

    def keepers(self) -> dict[UUID, UUID]:
        """Whose each matter is of which something lies under it."""
        return {one.matter_id: one.matter.keeper_id for one in self._laid()}

    def destroyed(self) -> frozenset[UUID]:
        """The matters under it of which nothing is left."""
        return frozenset(one.matter_id for one in self._laid() if one.matter.destroyed)

    def told(self) -> frozenset[UUID]:
        """The matters whose visitors were told that what is read stays read, or cannot be told any more."""
        return frozenset(one.matter_id for one in self._laid() if one.is_told)

    def _still(self, one: "Concern") -> bool:
        return not one.is_taken_back() if self.step in AFTER_DELIVERY else one.stands()

    def _laid(self) -> "Iterable[Concern]":
        """Asked anew each time, unless it came ``with_what_was_laid``."""
        is_there = "concern_set" in getattr(self, "_prefetched_objects_cache", {})
        return self.concern_set.all() if is_there else Concern.objects.whole().filter(signal=self)

    def revisions(self) -> dict[str, int]:
        """The newest revision of each section that has a text under the newest key; what lies under it only is read."""
        epoch = KeyGrant.objects.story_keys(self.practice_id, self.pk).epoch
        rows = Record.objects.filter(practice_id=self.practice_id, box=self.pk, part=STORY, epoch=epoch)
        return sections.revisions(self.pk, rows.values_list("record_id", "revision"))


class ConcernQuerySet(QuerySet["Concern"]):
    def whole(self) -> "ConcernQuerySet":
        """The same with what each rests on, and every consent of its matter about somebody outside."""
        outside = Consent.objects.filter(receiver=None).order_by("sequence")
        said = Prefetch("matter__consent_set", outside, to_attr=_OUTSIDE)
        return self.select_related("signal", "consent", "exception", "matter").prefetch_related(said)

    def left(self) -> "ConcernQuerySet":
        """Those in a matter whose keeper works for its organisation no more."""
        works = Appointment.objects.filter(
            organisation=models.OuterRef("matter__organisation"),
            counsellor=models.OuterRef("matter__keeper"),
            counsellor__is_active=True,
            ended=None,
        )
        return self.exclude(models.Exists(works))

    def told_by(self, actor: User) -> "ConcernQuerySet":
        """Those whose visitor this counsellor tells how far a letter is: who keeps the matter, and once that one left
        whoever holds a key of the conversation, as they read along or stand by.
        """
        keys = KeyGrant.objects.live(actor).filter(box=models.OuterRef("matter"), part=VISITORS_PART)
        said = self.filter(consent__isnull=False, matter__destroyed=False)
        return said.filter(Q(matter__keeper=actor) | Q(pk__in=said.left().filter(models.Exists(keys)).values("pk")))


_OUTSIDE = "consents_outside"


class Concern(models.Model):
    """That one visitor's consent, or the exception recorded in their matter, was laid under a signal.

    ``seen`` and ``until``: ``rules.standing.Laid``. ``limits``: the revision of what is told that the yes was given to;
    0: not looked at since the signal was weighed anew. ``told``: the visitor withdrew after it was handed over, and was
    told that what is read stays read. ``heard_back``: it was taken back in conversation, while the matter was in such
    doubt that nobody could sign that there; until it is signed there, this is where it counts.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE)
    consent = models.ForeignKey(Consent, null=True, on_delete=models.CASCADE)
    exception = models.ForeignKey(ConfidentialityBreak, null=True, on_delete=models.CASCADE)
    seen = models.PositiveIntegerField(default=0)
    limits = models.PositiveIntegerField(default=0)
    until = models.DateField(null=True)
    told = models.BooleanField(default=False)
    heard_back = models.BooleanField(default=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "signal", "matter"], name="signals_matter_once"),
            models.CheckConstraint(
                condition=Q(consent__isnull=False, exception__isnull=True)
                | Q(consent__isnull=True, exception__isnull=False),
                name="signals_consent_or_exception",
            ),
        ]

    def is_of(self, limits: int | None) -> bool:
        """Whether it was laid for this revision of what is told; None: whichever. An exception asks nobody's yes."""
        return limits is None or self.consent_id is None or self.limits == limits > 0

    @property
    def is_told(self) -> bool:
        """Whether its visitor knows that what is read stays read; of a matter that is destroyed nobody can be told."""
        return self.told or self.matter.destroyed

    def stands(self) -> bool:
        """Whether it stands today."""
        if self.matter.destroyed or self.heard_back:
            return False
        if self.consent is None:
            return self.exception is not None and standing.exception_stands(self.exception.ground)
        return standing.consent_stands(self._given(self.consent), self._said(), today())

    def is_taken_back(self) -> bool:
        """Whether its visitor took it back, or had all of the matter destroyed meanwhile. An exception nobody takes."""
        if self.consent is None:
            return False
        destroyed = self.matter.destroyed and self.signal.step != Step.CLOSED
        return destroyed or self.heard_back or standing.is_taken_back(self._given(self.consent), self._said(), today())

    def _given(self, consent: Consent) -> standing.Laid:
        return standing.Laid(consent.sequence, self.seen, self.until)

    def _said(self) -> list[standing.Said]:
        outside = getattr(self.matter, _OUTSIDE, None)
        if outside is None:
            outside = Consent.objects.filter(matter_id=self.matter_id, receiver=None).order_by("sequence")
        return [standing.Said(one.sequence, one.given, one.refused) for one in outside]


class Letter(models.Model):
    """A letter of a signal or the reply to it, sealed to who reads it; one of each, stored with the step it makes."""

    class Direction(models.TextChoices):
        LETTER = "letter"
        REPLY = "reply"

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE)
    direction = models.CharField(max_length=6, choices=Direction.choices)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "signal", "direction"], name="signals_one_letter_each_way"),
        ]


class LessonQuerySet(QuerySet["Lesson"]):
    def visible_to(self, actor: User) -> "LessonQuerySet":
        """Those of the practice, to its counsellors: which of them open one, its seal decides."""
        if actor.role != Role.COUNSELLOR or not actor.is_active:
            return self.none()
        return self.filter(practice_id=actor.practice_id)


class Lesson(models.Model):
    """What a pair learnt of a signal that is done, sealed to counsellors of the practice. They hear of no signal."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    signal = models.OneToOneField(Signal, on_delete=models.CASCADE)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(default=this_month)
    sealed = models.BinaryField()

    objects = LessonQuerySet.as_manager()
