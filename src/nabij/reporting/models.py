"""The annual report of an organisation while it is made and once it is out. Its figures lie in the ledger only."""

from enum import StrEnum

from django.db import models
from django.db.models import Q, QuerySet

from nabij.audit.models import time_ordered_id
from nabij.kit.permit import Actor
from nabij.people.models import Organisation, Practice, Role, User
from nabij.releases.models import Release


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


_BEFORE_IT_IS_OUT = set(Do) - {Do.CORRECT}


class ReportQuerySet(QuerySet["Report"]):
    def visible_to(self, actor: User) -> "ReportQuerySet":
        """The authors, who are the pair, see every report of their organisation; a board contact what is out."""
        if not actor.is_active or actor.role not in {Role.COUNSELLOR, Role.BOARD_CONTACT}:
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
        return (
            isinstance(actor, User)
            and actor.is_active
            and actor.role == Role.COUNSELLOR
            and actor.practice_id == self.practice_id
            and self.organisation.pair().filter(counsellor=actor).exists()
            and (verb in _BEFORE_IT_IS_OUT if self.published_at is None else verb == Do.CORRECT)
        )

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Jaarverslag {self.year}"

    def releases(self) -> QuerySet[Release]:
        """What went out in it, in the order in which it is told; none before it is out."""
        return Release.objects.filter(contained__report=self).order_by("contained__position")


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
