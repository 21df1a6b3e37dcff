"""Activities: what was done before anything happens. Codes, months and numbers; no text and no name."""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import QuerySet

from nabij.kit import codes
from nabij.kit.clock import this_month
from nabij.kit.permit import Actor
from nabij.outreach import rules
from nabij.people.models import Organisation, Practice, Role, Unit, User


class Do(StrEnum):
    """What may be done to an activity."""

    ADD = "add_activity"
    CHANGE = "change_activity"
    REMOVE = "remove_activity"
    PUT_BACK = "put_activity_back"
    BRING_IN = "bring_in_activities"
    UNDO = "undo_bringing_in_activities"


def _works_for(actor: Actor, organisation: Organisation) -> bool:
    return (
        isinstance(actor, User)
        and actor.is_active
        and actor.role == Role.COUNSELLOR
        and actor.practice_id == organisation.practice_id
        and organisation.pair().filter(counsellor=actor).exists()
    )


class ActivityQuerySet(QuerySet["Activity"]):
    def visible_to(self, actor: User) -> "ActivityQuerySet":
        """The counsellors who are appointed to an organisation see its activities; nobody else sees any."""
        if not actor.is_active or actor.role != Role.COUNSELLOR:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(actor))

    def of(self, organisation: Organisation, year: int) -> "ActivityQuerySet":
        """Those of one organisation in one year, in the order of the calendar."""
        return self.filter(organisation=organisation, month__year=year).order_by("month", "kind", "pk")

    def kept(self) -> "ActivityQuerySet":
        """Those that count: not removed."""
        return self.filter(removed=False)

    def same_keys(self) -> set[str]:
        """Under which each of these is the same as a row of a list."""
        return {rules.same_key(one.content) for one in self.prefetch_related("reached_set")}


class BroughtQuerySet(QuerySet["Brought"]):
    def visible_to(self, actor: User) -> "BroughtQuerySet":
        """Those at the organisations to which a counsellor is appointed."""
        if not actor.is_active or actor.role != Role.COUNSELLOR:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.visible_to(actor))


class Brought(models.Model):
    """One list of activities that was brought in, to be undone as a whole; it has no name."""

    id = models.UUIDField(primary_key=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(default=this_month)
    undone = models.BooleanField(default=False)

    objects = BroughtQuerySet.as_manager()

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return verb in {Do.BRING_IN, Do.UNDO} and _works_for(actor, self.organisation)


class Activity(models.Model):
    """One activity. ``quarters``: of an hour. ``version``: one further with every write. A removed one counts nowhere.

    Its id comes from the form that it was written in, so that the same form sent twice is one activity.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    month = models.DateField("maand")
    kind = models.CharField("soort", max_length=30, choices=codes.choices("prevention_activity"))
    people = models.PositiveIntegerField("mensen bereikt")
    people_how = models.CharField("hoe geteld", max_length=12, choices=list(rules.HOW_PEOPLE.items()))
    quarters = models.PositiveSmallIntegerField("kwartieren")
    own_initiative = models.BooleanField("op eigen initiatief", default=False)
    explained = models.BooleanField("vertrouwelijk, tenzij uitgelegd", default=False)
    version = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)
    brought_in = models.ForeignKey(Brought, null=True, blank=True, editable=False, on_delete=models.PROTECT)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["practice", "organisation", "month"], name="outreach_of_organisation")]

    def may(self, actor: Actor, verb: Do, /) -> bool:
        return verb not in {Do.BRING_IN, Do.UNDO} and _works_for(actor, self.organisation)

    @property
    def content(self) -> rules.Content:
        """This activity as it was written down."""
        return rules.Content(
            month=self.month,
            kind=self.kind,
            units=frozenset(one.unit_id for one in self.reached_set.all()),
            people=self.people,
            people_how=self.people_how,
            quarters=self.quarters,
            own_initiative=self.own_initiative,
            explained=self.explained,
        )

    def row(self) -> rules.Row:
        """This activity as the report reads it."""
        return rules.Row(
            month=self.month,
            kind=self.kind,
            label=codes.labels("prevention_activity")[self.kind],
            units=tuple(sorted(reached.unit.name for reached in self.reached_set.all())),
            people=self.people,
            people_how=self.people_how,
            quarters=self.quarters,
            own_initiative=self.own_initiative,
            explained=self.explained,
        )


class Reached(models.Model):
    """A unit that an activity was for; none at all means the whole organisation."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "activity", "unit"], name="outreach_reached_once"),
        ]
