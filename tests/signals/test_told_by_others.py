"""Who tells a visitor how far the letter is once their counsellor left: whoever holds a key of the conversation."""

from uuid import UUID

import pytest

from nabij.matters.models import Consent, Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant
from nabij.signals.models import Signal
from tests.contact.leaving import leave
from tests.making import Desk
from tests.personas import Personas
from tests.signals.making import handed, pens, worded
from tests.signals.test_handing import daan

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def delivered(people: Personas) -> tuple[Signal, Matter, Consent]:
    signal, matter, consent = worded(people)
    assert pens(people)[0].go(signal, "overdragen", **handed(daan(people)))[0] == 200
    return signal, matter, consent


def stands_by(user: User, matter: Matter) -> KeyGrant:
    """A key of the conversation, as its visitor gave it."""
    return KeyGrant.objects.create(
        practice=matter.practice,
        box=matter.pk,
        part="conversation",
        epoch=1,
        grantee=user.pk,
        granter=matter.pk,
        sealed=b"x",
    )


def to_tell(user: User) -> list[str]:
    return [one["id"] for one in Desk(user).get("/signalen/vandaag.json")[1]["went"]]


def concern(user: User, signal: Signal) -> tuple[UUID | None, bool, dict[str, str] | None]:
    (one,) = Desk(user).get(f"/signalen/{signal.pk}/stukken.json")[1]["signal"]["concerns"]
    return one["matter"], one["left"], one["instead"]


@pytest.mark.parametrize("how", ["ended", "disabled"])
def test_who_stands_by_tells_it_only_once_the_keeper_left(people: Personas, how: str) -> None:
    signal, matter, consent = delivered(people)
    key = stands_by(people.bram, matter)
    assert (to_tell(people.amina), to_tell(people.bram)) == ([str(signal.pk)], [])
    assert concern(people.bram, signal) == (None, False, None)
    leave(people.amina, "away")
    assert to_tell(people.bram) == []
    leave(people.amina, how)
    assert to_tell(people.bram) == [str(signal.pk)]
    named = {"matter": str(matter.pk), "record_id": str(consent.record_id)}
    assert concern(people.bram, signal) == (None, True, named)
    # without a key of it nobody learns which conversation it is
    KeyGrant.objects.filter(pk=key.pk).update(withdrawn=True)
    assert to_tell(people.bram) == []
    assert concern(people.bram, signal) == (None, True, None)


def test_who_comes_back_tells_it_again_themselves(people: Personas) -> None:
    signal, matter, _ = delivered(people)
    stands_by(people.bram, matter)
    leave(people.amina, "ended")
    Appointment.objects.filter(counsellor=people.amina).update(ended=None)
    assert (to_tell(people.amina), to_tell(people.bram)) == ([str(signal.pk)], [])
