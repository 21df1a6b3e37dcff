"""The door of the demo stands open, and its posters know who is behind it."""

from datetime import date

import pytest

from nabij.contact.entrances import door_of
from nabij.contact.models import Absence, Entrance
from nabij.contact.schedules import schedules_of
from nabij.people.models import Organisation, User
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
