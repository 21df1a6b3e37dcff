"""Whom a visitor waits for is away: who asked for mail hears of it once, and the office reads how many wait."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from pytest_django import Settings

from nabij.contact.actions.answering import late_with_nobody_to_choose, running_at, with_all_away, without_anybody
from nabij.contact.actions.reminding import remind_visitors
from nabij.contact.models import Absence, Conversation
from nabij.kit.clock import today
from nabij.mail.models import Mail, VisitorAddress
from nabij.matters.models import Matter
from nabij.people.models import Appointment
from tests.contact.leaving import leave
from tests.contact.making import Door, Visitor, a_letter, a_taking_on, make_conversation, open_door, spoken, to
from tests.contact.test_mailing import EMAIL, OPEN, WRITE, ask
from tests.making import Desk, sealed
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def _waits(people: Personas, *, mail: bool = True) -> Visitor:
    """A visitor who chose Amina alone, and waits."""
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    if mail:
        assert ask(visitor, EMAIL)[0] == 200
    return visitor


def _taken_on(people: Personas, visitor: Visitor) -> None:
    """Amina took it on, and the visitor wrote since."""
    body = a_taking_on(Conversation.objects.get(), people.amina)
    assert Desk(people.amina).post(f"/gesprekken/{visitor.id}/aannemen.json", body)[0] == 200
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[0] == 200


def _mails() -> int:
    return Mail.objects.waiting().exclude(visitor=None).count()


@pytest.mark.parametrize("taken_on", [False, True])
@pytest.mark.parametrize("how", ["away", "ended", "disabled"])
def test_who_waits_for_somebody_who_is_gone_is_told_once_for_each_promise(
    people: Personas, how: str, *, taken_on: bool
) -> None:
    visitor = _waits(people)
    if taken_on:
        _taken_on(people, visitor)
    assert remind_visitors() == 0
    leave(people.amina, how)
    assert remind_visitors() == 1
    mail = Mail.objects.waiting().get()
    assert (mail.account, mail.visitor_id, mail.text) == (None, Conversation.objects.get().pk, "visitor")
    # nobody is woken by it: it goes in the morning, drawn at random as every other
    goes = timezone.localtime(mail.not_before)
    assert goes > timezone.localtime()
    assert (goes.hour, goes.minute >= 15) in {(8, True), (9, False)}
    Mail.objects.all().delete()
    assert remind_visitors() == 0
    later = today() + timedelta(days=40)
    Matter.objects.update(due=later)
    Conversation.objects.update(due=later)
    assert remind_visitors() == 1


def test_an_answer_that_is_late_is_told_of_and_a_day_off_is_not(people: Personas) -> None:
    _waits(people)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=today())
    Conversation.objects.update(due=today() + timedelta(days=5))
    assert remind_visitors() == 0
    Conversation.objects.update(due=today() - timedelta(days=9))
    assert remind_visitors() == 1
    assert _mails() == 1


def test_while_another_who_can_open_it_is_there_nobody_is_told(people: Personas) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina], [people.bram])
    ask(visitor, EMAIL)
    leave(people.amina, "away")
    assert remind_visitors() == 0
    leave(people.bram, "away")
    assert remind_visitors() == 1


def test_who_asked_for_no_mail_stopped_or_is_not_waiting_gets_none(people: Personas) -> None:
    visitor = _waits(people, mail=False)
    leave(people.amina, "away")
    assert remind_visitors() == 0
    ask(visitor, EMAIL)
    ask(visitor, None)
    assert remind_visitors() == 0
    Absence.objects.all().delete()
    _taken_on(people, visitor)
    ask(visitor, EMAIL)
    leave(people.amina, "away")
    Matter.objects.update(turn="visitor", due=None)
    assert remind_visitors() == 0
    Matter.objects.update(turn="counsellor")
    assert remind_visitors() == 1
    assert _mails() == 1


def test_who_reads_it_on_their_own_page_gets_no_mail_of_it_nor_by_writing_once_more(people: Personas) -> None:
    visitor = _waits(people)
    leave(people.amina, "away")
    whole = Door().post(OPEN, visitor.words)[1]
    assert [one["name"] for one in whole["others"]] == ["Bram"]
    assert remind_visitors() == 0
    # a mail that was put out before is dropped by the look
    Conversation.objects.update(told=None)
    assert (remind_visitors(), _mails()) == (1, 1)
    Door().post(OPEN, visitor.words)
    assert _mails() == 0
    Absence.objects.all().delete()
    _taken_on(people, visitor)
    leave(people.amina, "away")
    Door().post(OPEN, visitor.words)
    Matter.objects.update(due=today() + timedelta(days=3))
    Door().post(OPEN, visitor.words)
    assert (remind_visitors(), _mails()) == (0, 0)


def test_a_mail_that_was_not_answered_by_a_look_is_not_followed_by_another(people: Personas) -> None:
    visitor = _waits(people)
    VisitorAddress.objects.update(told=True, last=today())
    leave(people.amina, "away")
    remind_visitors()
    assert _mails() == 0
    # they look, and read it there
    Door().post(OPEN, visitor.words)
    remind_visitors()
    assert _mails() == 0


def test_whom_they_choose_then_is_counted_on_and_missed_anew(people: Personas) -> None:
    visitor = _waits(people)
    leave(people.amina, "away")
    choice = visitor.words | {
        "counsellor": str(people.bram.pk),
        "grants": to(1, people.bram),
        "sealed": spoken(visitor.id, "contact"),
        "keepsake": {"based_on": 1, "sealed": sealed()},
    }
    assert Door().post("/gesprek/kiezen.json", choice)[0] == 200
    assert remind_visitors() == 0
    # so much later that another day was promised
    Conversation.objects.update(told=today() - timedelta(days=30))
    leave(people.bram, "away")
    assert remind_visitors() == 1


def test_while_mail_is_off_nothing_is_put_out_nor_counted_as_told(people: Personas, settings: Settings) -> None:
    _waits(people)
    leave(people.amina, "away")
    settings.MAIL_SENDER = ""
    assert remind_visitors() == 0
    assert Conversation.objects.get().told is None


def test_what_a_visitor_wrote_in_a_closed_matter_waits_too_once(people: Personas) -> None:
    visitor = _waits(people)
    _taken_on(people, visitor)
    Matter.objects.update(closed_month=today().replace(day=1), outcome="solved", turn="nobody", due=None)
    leave(people.amina, "ended")
    assert remind_visitors() == 1
    Mail.objects.all().delete()
    assert remind_visitors() == 0


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_several_rounds_at_once_put_out_one_mail(people: Personas) -> None:
    _waits(people)
    leave(people.amina, "away")
    assert sorted(at_once(*(partial(remind_visitors) for _ in range(3)))) == [0, 0, 1]
    assert _mails() == 1


def _read_by_the_office(people: Personas) -> str:
    page: str = Desk(people.els).client.get(f"/organisaties/{people.organisation.pk}/").content.decode()
    return page


def test_the_office_reads_at_how_many_everybody_is_away_and_never_which(people: Personas) -> None:
    visitor = _waits(people, mail=False)
    make_conversation([people.amina], [people.bram])
    alone = "Bij 1 gesprek is iedereen weg die het kan openen"
    assert "is iedereen weg die het kan openen" not in _read_by_the_office(people)
    leave(people.amina, "away")
    page = _read_by_the_office(people)
    assert alone in page
    assert visitor.id not in page
    leave(people.bram, "away")
    assert "Bij 2 gesprekken is iedereen weg die het kan openen" in _read_by_the_office(people)
    # who left is told of in its own words, and no conversation is told of twice
    Appointment.objects.filter(counsellor=people.amina).update(ended=today())
    running = running_at(organisation=people.organisation)
    assert (with_all_away(running), without_anybody(running)) == (1, 1)


def test_who_is_back_before_the_promised_day_is_not_counted_as_away(people: Personas) -> None:
    _waits(people, mail=False)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=today())
    Conversation.objects.update(due=today() + timedelta(days=5))
    running = running_at(organisation=people.organisation)
    assert (with_all_away(running), without_anybody(running)) == (0, 0)
    Absence.objects.update(last=today() + timedelta(days=9))
    assert with_all_away(running) == 1


def test_the_office_reads_how_many_wait_too_long_with_nobody_to_choose_though_no_absence_was_entered(
    people: Personas,
) -> None:
    visitor = _waits(people, mail=False)
    Conversation.objects.update(due=today() - timedelta(days=14))
    words = "Bij 1 gesprek is het antwoord meer dan twee werkdagen te laat"
    # Bram is there to be chosen: the visitor's own page offers that
    assert words not in _read_by_the_office(people)
    leave(people.bram, "away")
    page = _read_by_the_office(people)
    assert words in page
    assert "Vul de afwezigheid in." in page
    assert visitor.id not in page
    # once the absence is entered it is told of in those words, and not twice
    leave(people.amina, "away")
    running = running_at(organisation=people.organisation)
    assert (with_all_away(running), late_with_nobody_to_choose(running)) == (1, 0)


def test_an_answer_within_the_days_of_grace_is_no_matter_for_the_office(people: Personas) -> None:
    _waits(people, mail=False)
    Appointment.objects.filter(counsellor=people.bram).update(ended=today())
    running = partial(running_at, organisation=people.organisation)
    Conversation.objects.update(due=today())
    assert late_with_nobody_to_choose(running()) == 0
    Conversation.objects.update(due=today() - timedelta(days=1))
    assert late_with_nobody_to_choose(running()) == 0
    Conversation.objects.update(due=today() - timedelta(days=14))
    assert late_with_nobody_to_choose(running()) == 1
