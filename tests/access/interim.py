"""Interim overviews: their authors make and read them, the board contact of the organisation reads them."""

from typing import Any

from django.utils import timezone

from nabij.reporting.interim import Interim
from tests.access import Row, World, expect

PAIR = expect(amina=200, bram=200)


def _organisation(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk}


def _interim(world: World) -> dict[str, Any]:
    here = world.people.organisation
    months = {"year": 2025, "first": 1, "last": 6}
    said = {"published_by": world.people.amina, "published_at": timezone.now(), "organisation_name": here.name}
    row, _ = Interim.objects.get_or_create(practice=here.practice, organisation=here, **months, defaults=said)
    return {"pk": row.pk}


ROWS = {
    # which months, it does not say
    "new_interim": Row(expect(amina=422, bram=422), address=_organisation),
    "interim": Row(PAIR, address=_interim),
    "interim_pdf": Row(PAIR, address=_interim),
    "interim_csv": Row(PAIR, address=_interim),
    "board:interim": Row(expect(daan=200), address=_interim),
    "board:interim_pdf": Row(expect(daan=200), address=_interim),
    "board:interim_csv": Row(expect(daan=200), address=_interim),
}
