"""Who tells a visitor how far the letter is once their counsellor left: whoever holds a key of the conversation."""

from datetime import timedelta
from uuid import UUID

import pytest

from nabij.contact.models import Said
from nabij.kit.clock import this_month, today
from nabij.matters.models import Consent, Matter
from nabij.people.models import Appointment, User
from nabij.sealed.models import KeyGrant
from nabij.signals.models import Concern, Signal
from tests.contact.leaving import instead_of_colleagues, leave
from tests.contact.making import a_taking_on, make_conversation, open_door, spoken
from tests.making import Desk
from tests.personas import Personas
from tests.signals.making import handed, pens, say, worded
from tests.signals.test_handing import daan

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def delivered(people: Personas) -> tuple[Signal, Matter, Consent]:
    signal, matter, consent = worded(people)
    assert pens(people)[0].go(signal, "overdragen", **handed(daan(people)))[0] == 200
    return signal, matter, consent


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


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


def closed(people: Personas) -> tuple[Signal, Matter]:
    """A delivered letter over the yes of a visitor whose matter Amina closed, in which Bram stands by."""
    open_door(people)
    _, conversation = make_conversation([people.amina], [people.bram])
    taking = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    signal, _, _ = delivered(people)
    Concern.objects.update(matter=conversation.pk)
    Matter.objects.filter(pk=conversation.pk).update(closed_month=this_month(), outcome="solved", turn="nobody")
    return signal, Matter.objects.get(pk=conversation.pk)


def test_in_a_closed_matter_too_and_then_it_is_all_that_who_stands_by_can_do(people: Personas) -> None:
    signal, matter = closed(people)
    assert instead_of_colleagues(people.bram) == []
    leave(people.amina, "ended")
    (seen,) = instead_of_colleagues(people.bram)
    assert (seen["id"], seen["closed"], seen["tells_only"]) == (str(matter.pk), True, True)
    where = f"/gesprekken/{matter.pk}/antwoorden.json"
    refused = Desk(people.bram).post(where, {"sealed": spoken(matter.pk, "message", epoch=2)})
    assert (refused[0], refused[1]["code"]) == (422, "forbidden")
    told = {"sealed": spoken(matter.pk, "message", epoch=2), "tells": True}
    assert Desk(people.bram).post(where, told) == (200, {"saved": True, "already": False})
    # a letter that is done with has nothing more to tell in a closed matter
    for watches in ([], [day(-8 * 7), day(-4 * 7)]):
        Signal.objects.filter(pk=signal.pk).update(step="closed", watches=watches)
        assert instead_of_colleagues(people.bram) == []


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_closed_letter_goes_on_until_its_last_day_of_asking_is_four_weeks_past(people: Personas, left: int) -> None:
    signal, matter, _ = delivered(people)
    Matter.objects.filter(pk=matter.pk).update(closed_month=this_month(), outcome="solved", turn="nobody")

    def goes_on(last: int) -> tuple[bool, bool]:
        """Whether it is told of, and looked at by *Vandaag*, where the last day is so many days from now."""
        watches = [day(last - 28 * more) for more in reversed(range(left))]
        Signal.objects.filter(pk=signal.pk).update(step="closed", watches=watches)
        return to_tell(people.amina) == [str(signal.pk)], Signal.objects.running().exists()

    assert [goes_on(last) for last in (28, 0, -27, -28, -60)] == [(True, True)] * 3 + [(False, False)] * 2


def test_who_takes_a_yes_back_after_all_of_it_is_still_told_what_that_means(people: Personas) -> None:
    signal, matter, _ = delivered(people)
    Signal.objects.filter(pk=signal.pk).update(step="closed", watches=[day(-90)])

    def due() -> list[str]:
        return [one["what"] for one in Desk(people.amina).get("/signalen/vandaag.json")[1]["due"]]

    assert due() == []
    say(matter, given=False)
    assert due() == ["tell"]
    Concern.objects.update(told=True)
    assert due() == []
    assert not Signal.objects.running().exists()


def test_who_writes_there_while_a_letter_goes_on_is_answered_and_not_only_told(people: Personas) -> None:
    _, matter = closed(people)
    leave(people.amina, "ended")
    note = Said(practice=people.practice, conversation_id=matter.pk, number=1, record_id=matter.pk)
    note.save()
    (seen,) = instead_of_colleagues(people.bram)
    assert seen["tells_only"] is False
