"""Prevention: the counsellors of an organisation, both of them; for everybody else its activities do not exist."""

from typing import Any

from nabij.kit import clock
from nabij.outreach.models import Activity
from tests.access import Row, World, expect
from tests.outreach.making import make_activity

PAIR = expect(amina=200, bram=200)
PAIR_WRITES = expect(amina=422, bram=422)


def _year(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk, "year": clock.today().year}


def _activity(world: World) -> dict[str, Any]:
    return {"pk": (Activity.objects.first() or make_activity(world.people.amina)).pk}


ROWS = {
    "prevention": Row(expect(amina=200, bram=200, carla=200)),
    "activities": Row(PAIR, address=_year),
    "add_activity": Row(PAIR, address=_year),
    "change_activity": Row(PAIR, address=_activity),
    "remove_activity": Row(PAIR_WRITES, address=_activity, method="post"),
    "put_activity_back": Row(PAIR_WRITES, address=_activity, method="post"),
}
