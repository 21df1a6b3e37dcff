"""An interim overview of part of a year that went out. Like a report that is out it never changes; it has no draft."""

from enum import StrEnum

from django.db import models
from django.db.models import QuerySet

from nabij.audit.models import time_ordered_id
from nabij.kit.permit import Actor
from nabij.people.models import Organisation, Practice, Role, User
from nabij.releases.models import Release
from nabij.reporting.rules.edition import edition_said
from nabij.reporting.rules.interim import Part


class DoInterim(StrEnum):
    """What may be done to an interim overview."""

    LOOK = "look_at_interim_figures"
    LET_OUT = "let_out_interim_overview"


def is_author(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody is of the pair of an organisation: who writes what goes out of it, reports as well."""
    return (
        isinstance(actor, User)
        and actor.is_active
        and actor.role == Role.COUNSELLOR
        and actor.practice_id == organisation.practice_id
        and organisation.pair().filter(counsellor=actor).exists()
    )


def is_reader(actor: User) -> bool:
    """Whether somebody reads what is out of the organisations that they see: authors, and contacts of a board."""
    return actor.is_active and actor.role in {Role.COUNSELLOR, Role.BOARD_CONTACT}


class InterimQuerySet(QuerySet["Interim"]):
    def visible_to(self, actor: User) -> "InterimQuerySet":
        """Those of the organisations of an author, or of the own organisation of a board contact."""
        return self.filter(organisation__in=Organisation.objects.visible_to(actor)) if is_reader(actor) else self.none()


class Interim(models.Model):
    """The figures of the months ``first`` up to and with ``last`` of a year, as they went out, with a few words.

    A later ``edition`` of the same months corrects the one before. ``left_out``: what its plan did not show.
    ``findings``: what was decided about its words. A row is written in the transaction in which it goes out.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    left_out = models.JSONField(default=list)
    text = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    # as they were called when it went out
    organisation_name = models.CharField(max_length=120)
    practice_name = models.CharField(max_length=120)

    objects = InterimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "year", "first", "last", "edition"],
                name="reporting_interim_edition_once",
            ),
        ]

    def may(self, actor: Actor, verb: DoInterim, /) -> bool:
        return verb in DoInterim and is_author(actor, self.organisation)

    @property
    def part(self) -> Part:
        """The part of the year that it tells of."""
        return Part(self.year, self.first, self.last)

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Tussentijds overzicht {self.part.name}"

    @property
    def called(self) -> str:
        """Its title, with its edition where it is not the first."""
        return f"{self.title}, {edition_said(self.edition)}" if self.edition > 1 else self.title

    @property
    def file_name(self) -> str:
        """What its files are called, before the ending: the months and the edition, and nothing of whom it is about."""
        name = f"tussentijds-overzicht-{self.year}-{self.first:02}-{self.last:02}"
        return f"{name}-{self.edition}e-uitgave" if self.edition > 1 else name

    def before(self) -> "Interim | None":
        """The edition of the same months that this one corrects."""
        same = Interim.objects.filter(organisation_id=self.organisation_id, year=self.year, first=self.first)
        return same.filter(last=self.last, edition__lt=self.edition).order_by("-edition").first()

    def newest_after(self) -> "Interim | None":
        """The newest edition of the same months, where that is a later one."""
        same = Interim.objects.filter(organisation_id=self.organisation_id, year=self.year, first=self.first)
        return same.filter(last=self.last, edition__gt=self.edition).order_by("-edition").first()

    def releases(self) -> QuerySet[Release]:
        """What went out in it, in the order in which it is told."""
        return Release.objects.filter(in_interim__interim=self).order_by("in_interim__position")

    def receivers(self) -> tuple[Release.Receiver, ...]:
        """To whom it went."""
        found = {one for release in self.releases() for one in release.receivers}
        return tuple(one for one in Release.Receiver if one in found)


class InInterim(models.Model):
    """One release that an interim overview shows, and its place in it."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    interim = models.ForeignKey(Interim, on_delete=models.PROTECT)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="in_interim")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "interim", "position"], name="reporting_interim_place_once"),
        ]
