"""The activities of an organisation as rows to count. What goes out of them goes out through the ledger."""

from nabij.outreach.models import Activity
from nabij.outreach.rules import Row
from nabij.people.models import Organisation


def activities_of(organisation: Organisation, year: int) -> tuple[Row, ...]:
    """The activities of one year, in the order of the calendar; removed ones are not there."""
    found = Activity.objects.of(organisation, year).kept().prefetch_related("reached_set__unit")
    return tuple(activity.row() for activity in found)
