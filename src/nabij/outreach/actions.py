"""Writing activities down: each write holds a permit and leaves one audit line."""

from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction

from nabij.audit.actions import record
from nabij.kit import clock, codes
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit
from nabij.outreach.models import Activity, Brought, Do, Reached
from nabij.outreach.rules import BroughtIn, Content, check_content, same_key
from nabij.people.models import Organisation, Unit

STALE = (
    "Iemand heeft deze activiteit intussen gewijzigd of verwijderd. Er is niets bewaard, en wat de ander schreef staat "
    "er nog. Ga terug naar de lijst, kijk wat er nu staat en wijzig dat."
)
BEGIN_ANEW = "Deze lijst hoort hier niet (meer). Er is niets bewaard. Kies het bestand opnieuw."
TOUCHED = (
    "Elke activiteit uit deze lijst is daarna gewijzigd of verwijderd. Terugdraaien zou dat weggooien, dus dat kan "
    "niet meer. Er is niets veranderd. Verwijder zelf wat er niet hoort."
)
OTHER_UNIT = "Dit onderdeel hoort niet bij deze organisatie. Er is niets bewaard. Laad de pagina opnieuw."


def add_activity(permit: Permit[Activity, Literal[Do.ADD]], content: Content) -> bool:
    """Write a new activity down; whether it was new: the same form sent again adds nothing and is no error."""
    row = permit.row
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
        there = Activity.objects.filter(pk=row.pk).first()
        if there is not None:
            if there.organisation_id != row.organisation_id:
                raise Refused("Er is niets bewaard. Begin met een nieuw formulier.", code="conflict")
            if there.removed:
                raise Refused(STALE, code="stale")
            return False
        _check(organisation, content)
        Activity.objects.create(pk=row.pk, practice_id=row.practice_id, organisation=organisation, **_columns(content))
        _reach(row, content)
        record(permit)
    return True


def bring_in(permit: Permit[Brought, Literal[Do.BRING_IN]], contents: Sequence[Content]) -> BroughtIn:
    """Write a whole list down or nothing of it; the same list sent again adds nothing.

    Nor does a row that is there by now, as somebody else may bring in the same file at the same moment.
    """
    row = permit.row
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
        there = Brought.objects.filter(pk=row.pk).first()
        if there is not None:
            if there.organisation_id != row.organisation_id or there.undone:
                raise Refused(BEGIN_ANEW, code="conflict")
            return BroughtIn(new=False)
        for content in contents:
            _check(organisation, content)
        there_now = Activity.objects.filter(organisation=organisation).kept().same_keys()
        fresh = [content for content in contents if same_key(content) not in there_now]
        if not fresh:
            return BroughtIn(new=False, present=len(contents))
        kept = Brought.objects.create(
            pk=row.pk, practice_id=row.practice_id, organisation=organisation, by_id=permit.actor.pk
        )
        for content in fresh:
            made = Activity.objects.create(
                practice_id=row.practice_id, organisation=organisation, brought_in=kept, **_columns(content)
            )
            _reach(made, content)
        record(permit)
    return BroughtIn(new=True, present=len(contents) - len(fresh))


def undo_bringing_in(permit: Permit[Brought, Literal[Do.UNDO]]) -> int | None:
    """Take a list out of every count, but what was changed or removed since; how many stay, None if it was undone.

    ``Refused`` where all of it was changed since.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=permit.row.organisation_id)
        if not Brought.objects.filter(pk=permit.row.pk, undone=False).update(undone=True):
            return None
        # held, so that who removes one at this moment waits and then reads that it is gone
        of_it = list(Activity.objects.select_for_update().filter(brought_in_id=permit.row.pk).order_by("pk"))
        untouched = [one.pk for one in of_it if one.version == 1]
        if of_it and not untouched:
            raise Refused(TOUCHED)
        Reached.objects.filter(activity__in=untouched).delete()
        Activity.objects.filter(pk__in=untouched).delete()
        record(permit)
    return len(of_it) - len(untouched)


def change_activity(permit: Permit[Activity, Literal[Do.CHANGE]], content: Content, *, based_on: int) -> None:
    """Replace what is known, unless somebody wrote after version ``based_on`` or removed it: then ``Refused``."""
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=permit.row.organisation_id)
        _check(organisation, content)
        _write(permit.row, based_on, removed=False, **_columns(content))
        Reached.objects.filter(activity_id=permit.row.pk).delete()
        _reach(permit.row, content)
        record(permit)


def remove_activity(permit: Permit[Activity, Literal[Do.REMOVE]], *, based_on: int) -> None:
    """Take an activity out of the list and out of every count; ``put_back`` undoes it."""
    with transaction.atomic():
        _write(permit.row, based_on, was_removed=False, removed=True)
        record(permit)


def put_back(permit: Permit[Activity, Literal[Do.PUT_BACK]], *, based_on: int) -> None:
    """Put a removed activity back as it was."""
    with transaction.atomic():
        _write(permit.row, based_on, was_removed=True, removed=False)
        record(permit)


def _check(organisation: Organisation, content: Content) -> None:
    check_content(content, today=clock.today(), ended=organisation.ended)
    if codes.unknown("prevention_activity", [content.kind]):
        raise Refused("Er is niets bewaard: kies wat je deed uit de lijst.")
    if Unit.objects.filter(organisation=organisation, pk__in=content.units).count() != len(content.units):
        raise Refused(OTHER_UNIT)


def _columns(content: Content) -> dict[str, Any]:
    return {
        "month": content.month,
        "kind": content.kind,
        "people": content.people,
        "people_how": content.people_how,
        "quarters": content.quarters,
        "own_initiative": content.own_initiative,
        "explained": content.explained,
    }


def _write(row: Activity, based_on: int, *, was_removed: bool = False, **columns: Any) -> None:
    unchanged = Activity.objects.filter(pk=row.pk, version=based_on, removed=was_removed)
    if not unchanged.update(version=based_on + 1, **columns):
        raise Refused(STALE, code="stale")


def _reach(row: Activity, content: Content) -> None:
    Reached.objects.bulk_create(
        Reached(practice_id=row.practice_id, activity_id=row.pk, unit_id=unit) for unit in sorted(content.units)
    )
