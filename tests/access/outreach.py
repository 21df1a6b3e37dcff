"""Prevention: the counsellors of an organisation, both of them; for everybody else its activities do not exist."""

from typing import Any
from uuid import uuid4

from nabij.kit import clock
from nabij.outreach.models import Activity, Brought
from tests.access import Row, World, expect
from tests.outreach.making import make_activity

PAIR = expect(amina=200, bram=200)
PAIR_WRITES = expect(amina=422, bram=422)


def _year(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk, "year": clock.today().year}


def _activity(world: World) -> dict[str, Any]:
    return {"pk": (Activity.objects.first() or make_activity(world.people.amina)).pk}


def _organisation(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk}


def _brought(world: World) -> dict[str, Any]:
    people = world.people
    about = {"practice": people.practice, "organisation": people.organisation, "by": people.amina}
    return {"pk": (Brought.objects.first() or Brought.objects.create(pk=uuid4(), **about)).pk}


ROWS = {
    "prevention": Row(expect(amina=200, bram=200, carla=200)),
    "activities": Row(PAIR, address=_year),
    "add_activity": Row(PAIR, address=_year),
    "change_activity": Row(PAIR, address=_activity),
    "remove_activity": Row(PAIR_WRITES, address=_activity, method="post"),
    "put_activity_back": Row(PAIR_WRITES, address=_activity, method="post"),
    "bring_in_page": Row(PAIR, address=_organisation),
    "bring_in": Row(expect(signed_out=401, amina=422, bram=422), address=_organisation, method="post", json={}),
    "undo_bringing_in": Row(expect(amina=302, bram=302), address=_brought, method="post"),
}
