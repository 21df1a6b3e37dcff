"""The door of the demo stands open, and its posters know who is behind it."""

from datetime import date

import pytest

from nabij.contact.entrances import behind, door_of
from nabij.contact.models import Absence, Entrance
from nabij.contact.schedules import schedules_of
from nabij.people.models import Organisation, User
from nabij_demo.door import a_door
from nabij_demo.fill import fill

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
TODAY = date(2026, 11, 28)


def test_every_entrance_is_open_and_everybody_says_when_they_are_there() -> None:
    fill(TODAY, log_n=4)
    entrances = list(Entrance.objects.filter(is_open=True))
    assert len(entrances) == Organisation.objects.count()
    for entrance in entrances:
        door = door_of(entrance)
        assert door.missing() == []
        assert not door.posters_are_outdated
    counsellors = [user.pk for user in User.objects.filter(role="counsellor")]
    assert all(len(schedule.channels) > 1 for schedule in schedules_of(counsellors, TODAY).values())
    assert Absence.objects.on(TODAY).count() == 1
    told = a_door()
    assert told is not None
    shown = next(one for one in entrances if one.organisation.name == told[0])
    assert told[1] == f"/ingang/{shown.code}/#k=" + ".".join(door_of(shown).fingerprints)
    away = Absence.objects.get().counsellor_id
    assert away not in {one.counsellor.pk for one in behind(shown.organisation)}
