"""Who stands by for a colleague is told, in the same neutral mail, once what they stand by for has come; and once."""

from datetime import timedelta
from functools import partial

import pytest
from pytest_django import Settings

from nabij.contact.actions import reminding
from nabij.contact.actions.reminding import remind_stand_ins
from nabij.contact.models import Absence, Addressed, Conversation
from nabij.kit.clock import this_month, today
from nabij.mail.models import Mail
from nabij.matters.models import Matter, Share
from nabij.people.models import User
from tests.contact.leaving import instead_of_colleagues, leave
from tests.contact.making import (
    Door,
    Visitor,
    a_letter,
    a_taking_on,
    make_conversation,
    open_door,
    spoken,
    to,
)
from tests.contact.test_mailing import WRITE, taken_on, told
from tests.mail.hands import wants
from tests.making import Desk, a_consent, a_sharing
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def _waits(people: Personas) -> Matter:
    """A conversation of Amina in which Bram stands by and the visitor waits; both want mail, none is out."""
    wants(people.amina)
    wants(people.bram)
    visitor, matter = taken_on(people)
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
    Mail.objects.all().delete()
    return Matter.objects.get(pk=matter.pk)


@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_when_the_keeper_is_gone_who_stands_by_is_told_once_for_each_promise(people: Personas, how: str) -> None:
    matter = _waits(people)
    assert remind_stand_ins() == 0
    leave(people.amina, how)
    assert len(instead_of_colleagues(people.bram)) == 1
    assert remind_stand_ins() == 1
    assert told() == [people.bram]
    Mail.objects.all().delete()
    assert remind_stand_ins() == 0
    assert told() == []
    # who was told is not looked at again for this promise
    assert people.bram.pk not in {row.counsellor_id for row in reminding._candidates()}
    Matter.objects.filter(pk=matter.pk).update(due=today() + timedelta(days=9))
    assert remind_stand_ins() == 1


def test_an_answer_that_is_late_tells_who_stands_by_and_a_day_off_does_not(people: Personas) -> None:
    matter = _waits(people)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=today())
    Matter.objects.filter(pk=matter.pk).update(due=today() + timedelta(days=5))
    assert remind_stand_ins() == 0
    Absence.objects.all().delete()
    Matter.objects.filter(pk=matter.pk).update(due=today() - timedelta(days=9))
    assert remind_stand_ins() == 1
    assert told() == [people.bram]


def test_who_did_not_ask_for_mail_gets_none_nor_does_anybody_where_nobody_waits(people: Personas) -> None:
    _, matter = taken_on(people)
    Matter.objects.filter(pk=matter.pk).update(turn="visitor")
    leave(people.amina, "away")
    assert remind_stand_ins() == 0
    Matter.objects.filter(pk=matter.pk).update(turn="counsellor", due=today())
    remind_stand_ins()
    assert told() == []


def test_before_it_is_taken_on_too_and_no_second_time_for_what_was_told_at_once(people: Personas) -> None:
    wants(people.bram)
    open_door(people)
    make_conversation([people.amina], [people.bram])
    assert remind_stand_ins() == 0
    leave(people.amina, "away")
    assert remind_stand_ins() == 1
    assert told() == [people.bram]
    Mail.objects.all().delete()
    make_conversation([people.amina], [people.bram])
    assert told() == [people.bram]
    Mail.objects.all().delete()
    assert remind_stand_ins() == 0


def test_while_mail_is_off_nothing_is_put_out_nor_counted_as_told(people: Personas, settings: Settings) -> None:
    _waits(people)
    leave(people.amina, "away")
    settings.MAIL_SENDER = ""
    assert remind_stand_ins() == 0
    assert not Addressed.objects.exclude(told=None).exists()


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_several_rounds_at_once_put_out_one_mail(people: Personas) -> None:
    _waits(people)
    leave(people.amina, "away")
    assert sorted(at_once(*(partial(remind_stand_ins) for _ in range(3)))) == [0, 0, 1]
    assert told() == [people.bram]
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_who_writes_in_a_closed_matter_of_who_is_gone_is_told_of_once_until_there_is_an_answer(
    people: Personas, how: str
) -> None:
    wants(people.bram)
    visitor, matter = taken_on(people)
    Matter.objects.filter(pk=matter.pk).update(closed_month=this_month(), turn="nobody", due=None)
    leave(people.amina, how)
    assert remind_stand_ins() == 0
    for _ in range(2):
        assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
        assert (remind_stand_ins(), remind_stand_ins()) == (1, 0)
        assert told() == [people.bram]
        # it goes, and stays known for the day
        Mail.objects.update(state=Mail.State.SENT)
        assert people.bram.pk not in {row.counsellor_id for row in reminding._candidates()}
        answer = {"sealed": spoken(matter.pk, "message", epoch=2)}
        assert Desk(people.bram).post(f"/gesprekken/{matter.pk}/antwoorden.json", answer)[0] == 200


def _read_along(people: Personas) -> Visitor:
    """A conversation of Amina that Bram reads along because its visitor said yes to that; none asked for Bram."""
    wants(people.bram)
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    body = a_taking_on(conversation, people.amina)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    sharing = a_sharing(Matter.objects.get(), people.bram, a_consent("everything"), 1, *keys, epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/delen.json", sharing)[0] == 200
    return visitor


def _turn_of(user: User) -> bool:
    (card,) = Desk(user).get("/kwesties/kaarten.json")[1]["matters"]
    return bool(card["my_turn"])


@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
@pytest.mark.parametrize("is_first", [True, False], ids=["gone before the visitor writes", "gone after"])
def test_who_reads_along_is_told_once_of_each_promise_that_the_keeper_cannot_keep(
    people: Personas, how: str, *, is_first: bool
) -> None:
    visitor = _read_along(people)
    if is_first:
        leave(people.amina, how)
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
    if not is_first:
        assert (remind_stand_ins(), told()) == (0, [])
        leave(people.amina, how)
    # *Vandaag* and the mail say the same
    assert _turn_of(people.bram)
    assert (remind_stand_ins(), told()) == (1, [people.bram])
    Mail.objects.all().delete()
    assert (remind_stand_ins(), told()) == (0, [])
    Matter.objects.update(due=today() + timedelta(days=9))
    assert (remind_stand_ins(), told()) == (1, [people.bram])


def test_who_reads_along_is_told_of_a_late_answer_and_not_of_a_day_off_nor_once_it_was_taken_back(
    people: Personas,
) -> None:
    visitor = _read_along(people)
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=today())
    Matter.objects.update(due=today() + timedelta(days=5))
    assert (remind_stand_ins(), _turn_of(people.bram)) == (0, False)
    Absence.objects.all().delete()
    Matter.objects.update(due=today() - timedelta(days=9))
    Share.objects.update(withdrawn=True)
    assert remind_stand_ins() == 0
    Share.objects.update(withdrawn=False)
    assert (remind_stand_ins(), told()) == (1, [people.bram])


@pytest.mark.parametrize("how", ["away", "ended"])
def test_who_reads_along_is_told_of_each_word_in_a_closed_matter_of_who_is_gone(people: Personas, how: str) -> None:
    visitor = _read_along(people)
    Matter.objects.update(closed_month=this_month(), turn="nobody", due=None)
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
    assert remind_stand_ins() == 0
    leave(people.amina, how)
    for _ in range(2):
        assert (remind_stand_ins(), remind_stand_ins(), told()) == (1, 0, [people.bram])
        Mail.objects.all().delete()
        assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_several_rounds_at_once_tell_who_reads_along_once(people: Personas) -> None:
    visitor = _read_along(people)
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200
    leave(people.amina, "away")
    assert sorted(at_once(*(partial(remind_stand_ins) for _ in range(3)))) == [0, 0, 1]
    assert told() == [people.bram]
