"""The annual report of an organisation while it is made and once it is out. Its figures lie in the ledger only."""

from datetime import date, datetime
from enum import StrEnum

from django.db import models
from django.db.models import Q, QuerySet

from nabij.audit.models import time_ordered_id
from nabij.kit.permit import Actor
from nabij.people.models import Organisation, Practice, Role, User, is_manager_of
from nabij.releases.models import Release
from nabij.releases.rules import OPEN_MEASURES, STAFF
from nabij.reporting.interim import is_author, is_reader
from nabij.reporting.rules.edition import edition_said
from nabij.reporting.rules.meeting import Agreed, State
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.story import BECAME, Became


class Do(StrEnum):
    """What may be done to a report."""

    BEGIN = "begin_report"
    LOOK = "look_at_report_figures"
    PLAN = "plan_report_figures"
    SHARE_STORY = "share_story_of_report"
    WRITE = "write_story_of_report"
    SET_READY = "set_report_ready"
    TAKE_BACK = "take_report_back"
    DECIDE = "decide_on_finding"
    PUBLISH = "publish_report"
    CORRECT = "correct_report"
    DROP = "drop_report"
    OPEN = "open_report_first_time"
    ANSWER = "answer_question_of_report"
    PROPOSE_MOMENTS = "propose_moments_of_meeting"
    ACCEPT_MOMENT = "accept_moment_of_meeting"
    DECLINE_MOMENTS = "decline_moments_of_meeting"
    CLOSE_MEETING = "close_meeting"
    REOPEN_MEETING = "reopen_meeting"
    WRITE_MINUTES = "write_minutes_of_meeting"
    AGREE = "add_agreement"
    CHANGE_AGREEMENT = "change_agreement"
    REMOVE_AGREEMENT = "remove_agreement"
    FOLLOW_AGREEMENT = "follow_agreement"
    COUNT_BY_HAND = "count_internal_by_hand"
    SET_TEMPLATE = "set_word_template"
    DROP_TEMPLATE = "drop_word_template"


_BEFORE_IT_IS_OUT = {Do.LOOK, Do.PLAN, Do.SHARE_STORY, Do.WRITE, Do.SET_READY, Do.TAKE_BACK, Do.DECIDE, Do.PUBLISH}
_BEFORE_IT_IS_OUT |= {Do.BEGIN, Do.COUNT_BY_HAND, Do.DROP}
_BY_THE_BOARD = {Do.ANSWER, Do.PROPOSE_MOMENTS}
_ABOUT_IT = {Do.ACCEPT_MOMENT, Do.DECLINE_MOMENTS, Do.CLOSE_MEETING, Do.REOPEN_MEETING}
_ABOUT_IT |= {Do.WRITE_MINUTES, Do.AGREE}
_OF_AN_AGREEMENT = {Do.CHANGE_AGREEMENT, Do.REMOVE_AGREEMENT, Do.FOLLOW_AGREEMENT}


def _is_kept(measure: str) -> bool:
    return measure not in OPEN_MEASURES or measure == STAFF


class ReportQuerySet(QuerySet["Report"]):
    def visible_to(self, actor: User) -> "ReportQuerySet":
        """The authors, who are the pair, see every report of their organisation; a board contact what is out."""
        if not is_reader(actor):
            return self.none()
        found = self.filter(organisation__in=Organisation.objects.visible_to(actor))
        return found if actor.role == Role.COUNSELLOR else found.exclude(published_at=None)


class Report(models.Model):
    """One edition of the report of one year. Its story lies sealed in the box of the same id until it is set ready.

    ``plan``: how figures are grouped (``rules.plan``). ``text``, ``findings``: what its authors wrote and what they
    decided of it; empty until they set the report ready, and plaintext from then on. ``figures``: the digest of what
    would be shown when it was set ready. A later ``edition`` corrects the one before.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("jaar")
    edition = models.PositiveSmallIntegerField(default=1)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    plan = models.JSONField(default=dict)
    plan_version = models.PositiveIntegerField(default=1)
    text = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    figures = models.CharField(max_length=64, blank=True)
    ready_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    # as they were called when it went out: a report that is out stays the same
    organisation_name = models.CharField(max_length=120, blank=True)
    practice_name = models.CharField(max_length=120, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "year", "edition"], name="reporting_edition_once"
            ),
            models.UniqueConstraint(
                fields=["practice", "organisation", "year"],
                condition=Q(published_at=None),
                name="reporting_one_in_the_making",
            ),
        ]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        if verb == Do.OPEN:
            return self._is_of_board(actor) and self.published_at is not None
        if verb in _BY_THE_BOARD:
            return self._is_of_board(actor) and self.is_newest
        if verb in _ABOUT_IT:
            return self.is_newest and is_author(actor, self.organisation)
        return (verb in _BEFORE_IT_IS_OUT if self.published_at is None else verb == Do.CORRECT) and is_author(
            actor, self.organisation
        )

    def _is_of_board(self, actor: Actor) -> bool:
        if not isinstance(actor, User) or actor.role != Role.BOARD_CONTACT:
            return False
        return actor.is_active and actor.organisation_id == self.organisation_id

    def editions(self) -> QuerySet["Report"]:
        """Every edition of this year that is out, the newest first."""
        same = Report.objects.filter(organisation_id=self.organisation_id, year=self.year)
        return same.exclude(published_at=None).order_by("-edition")

    def before(self) -> "Report | None":
        """The edition that this one corrects; None where it is the first."""
        return self.editions().filter(edition=self.edition - 1).first()

    @property
    def keeps_figures(self) -> bool:
        """Whether it corrects an edition and shows the figures of that one."""
        return self.edition > 1 and plan_of(self.plan).as_before

    @property
    def has_reader(self) -> bool:
        """Whether anybody may read it at the board's own address."""
        readers = User.objects.filter(role=Role.BOARD_CONTACT, organisation_id=self.organisation_id, is_active=True)
        return readers.exists()

    @property
    def is_newest(self) -> bool:
        """Whether it is out and no later edition is; the conversation is held over the newest."""
        return self.published_at is not None and not self.editions().filter(edition__gt=self.edition).exists()

    @property
    def is_undiscussed(self) -> bool:
        """Whether there was a conversation about an edition before this one, and none is planned about this one."""
        meeting = Meeting.objects.filter(organisation_id=self.organisation_id, year=self.year).first()
        return self.is_newest and meeting is not None and meeting.is_behind(self)

    @property
    def next_year(self) -> int:
        """The year of the report that tells of what is agreed about this one, unless it was set ready by then."""
        return self.year + 1

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Jaarverslag {self.year}"

    @property
    def edition_name(self) -> str:
        """Which edition it is: "tweede uitgave"."""
        return edition_said(self.edition)

    @property
    def called(self) -> str:
        """Its title, with its edition where it is not the first."""
        return f"{self.title}, {self.edition_name}" if self.edition > 1 else self.title

    @property
    def file_name(self) -> str:
        """What its files are called, before the ending: the year and the edition, and nothing of whom it is about."""
        return f"jaarverslag-{self.year}-{self.edition}e-uitgave" if self.edition > 1 else f"jaarverslag-{self.year}"

    def releases(self) -> QuerySet[Release]:
        """What went out in it, in the order in which it is told; none before it is out."""
        return Release.objects.filter(contained__report=self).order_by("contained__position")

    def receivers(self) -> tuple[Release.Receiver, ...]:
        """To whom it went; none before it is out."""
        found = {one for release in self.releases() for one in release.receivers}
        return tuple(one for one in Release.Receiver if one in found)

    def receivers_before(self) -> tuple[Release.Receiver, ...]:
        """To whom the edition before this one went."""
        before = self.before()
        return before.receivers() if before else ()

    def kept_releases(self) -> tuple[Release, ...]:
        """What it shows again of people who came, with their head counts; empty where it counts anew."""
        before = self.before() if self.keeps_figures else None
        return tuple(one for one in before.releases() if _is_kept(one.shown.measure)) if before else ()


class Opened(models.Model):
    """That a board contact opened this edition, so that it is no longer new to them; shown to nobody else."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "report", "by"], name="reporting_opened_once")]


class Contained(models.Model):
    """One release that a report shows, and its place in it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="contained")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "report", "position"], name="reporting_place_once"),
        ]


class Meeting(models.Model):
    """The conversation of the board and the authors about the report of a year, whatever edition of it is the newest.

    ``proposed``: moments (ISO 8601) by the board. ``kept``: keys of findings in the minutes that may stay. ``edition``:
    the one that was talked about last; ``earlier``: days (ISO 8601) of conversations before the one planned now.
    Plaintext by nature: the board has no vault, and both sides read all of it.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=State.OPEN, choices=[(one.value, one.value) for one in State])
    proposed = models.JSONField(default=list)
    place = models.CharField(max_length=120, blank=True)
    declined = models.BooleanField(default=False)
    chosen = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    earlier = models.JSONField(default=list)
    minutes = models.TextField(blank=True)
    kept = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation", "year"], name="reporting_one_meeting_a_year"),
        ]

    @property
    def moments(self) -> list[datetime]:
        """The proposed moments, in order."""
        return [datetime.fromisoformat(one) for one in self.proposed]

    @property
    def days_before(self) -> list[date]:
        """The days of the conversations before, about earlier editions."""
        return [date.fromisoformat(one) for one in self.earlier]

    def is_behind(self, report: "Report") -> bool:
        """Whether the conversation took place, and over an edition before this one."""
        return self.state == State.HELD and self.edition < report.edition


class Answer(models.Model):
    """What the board says to the question of one section; everybody of the board writes on the same answer.

    ``kept``: keys of findings in it that its writer saw and let stand.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT)
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    kept = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "meeting", "section"], name="reporting_one_answer_each"),
        ]


class AgreementQuerySet(QuerySet["Agreement"]):
    def visible_to(self, actor: User) -> "AgreementQuerySet":
        """Those of the organisations of an author, or of the own organisation of a board contact."""
        if not is_reader(actor):
            return self.none()
        return self.filter(meeting__organisation__in=Organisation.objects.visible_to(actor))

    def made_about(self, organisation: Organisation, year: int) -> "AgreementQuerySet":
        """What was agreed in the conversation about the report of this year, in the order in which it was."""
        return self.filter(meeting__organisation=organisation, meeting__year=year).order_by("pk")

    def told_in(self, organisation: Organisation, year: int) -> "AgreementQuerySet":
        """What the report of this year tells of, in the order in which it was agreed."""
        found = self.filter(meeting__organisation=organisation, told_in=year).select_related("meeting")
        return found.order_by("meeting__year", "pk")


class Agreement(models.Model):
    """What was agreed in a meeting: who does what, by when; and, a year later, what became of it.

    ``told_in``: the year of the report that tells of it.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT)
    text = models.CharField(max_length=500)
    who = models.CharField(max_length=120)
    by_when = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=12, blank=True)
    became_text = models.CharField(max_length=500, blank=True)
    told_in = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    @property
    def became_said(self) -> str:
        """What became of it, in words."""
        return BECAME[Became(self.became)] if self.became else ""

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return verb in _OF_AN_AGREEMENT and is_author(actor, self.meeting.organisation)

    def told(self) -> Agreed:
        """As a report tells it."""
        said = (self.text, self.who, self.by_when, self.became, self.became_text)
        return Agreed(f"afspraak-{self.pk}", *said, self.meeting.year)


def agreements_of(organisation: Organisation, year: int) -> tuple[Agreed, ...]:
    """The agreements that the report of ``year`` tells of, from the conversations about earlier ones."""
    return tuple(one.told() for one in Agreement.objects.told_in(organisation, year))


class CountedByHand(models.Model):
    """How many came to counsellors inside an organisation in a year, as they counted themselves; by group of natures.

    None of them has a vault here, or they would be in the register; the pair types over what they gave.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("jaar")
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation", "year"], name="reporting_counted_by_hand_once"),
        ]


class WordTemplateQuerySet(QuerySet["WordTemplate"]):
    def visible_to(self, actor: User) -> "WordTemplateQuerySet":
        """That of the practice, for its manager."""
        same = self.filter(practice_id=actor.practice_id)
        return same if actor.is_active and actor.role == Role.PRACTICE_MANAGER else self.none()


class WordTemplate(models.Model):
    """The Word file of a practice's own in which its reports are laid; without one, that which comes with Nabij.

    What lies here was taken apart and tried when it came in (``word_template``).
    """

    practice = models.OneToOneField(Practice, on_delete=models.PROTECT)
    content = models.BinaryField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    objects = WordTemplateQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return is_manager_of(actor, self.practice_id) and verb in {Do.SET_TEMPLATE, Do.DROP_TEMPLATE}
