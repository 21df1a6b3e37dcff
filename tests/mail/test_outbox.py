"""A mail is put out with what it tells of: once, for who wants it, and for nobody else."""

import pytest
from django.db import transaction
from pytest_django import Settings

from nabij.kit.errors import Refused
from nabij.mail import actions
from nabij.mail.models import Mail, VisitorAddress, wants_mail
from nabij.mail.rules import Text
from tests.mail.hands import address_of, doing, remind, tell, wants, wants_none
from tests.people.asking import audited
from tests.personas import Personas

pytestmark = pytest.mark.django_db


class Cut(Exception):
    """What came after failed."""


def test_what_is_undone_puts_out_no_mail(people: Personas) -> None:
    def cut() -> None:
        with transaction.atomic():
            actions.remind(doing(people.amina), [people.daan], Text.REPORT, "1")
            assert Mail.objects.exists()
            raise Cut

    with pytest.raises(Cut):
        cut()
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_mail_is_put_out(people: Personas) -> None:
    box = address_of(people)
    with pytest.raises(RuntimeError):
        actions.remind(doing(people.amina), [people.daan], Text.REPORT, "1")
    with pytest.raises(RuntimeError):
        actions.tell_visitor(doing(people.amina), box, "1")
    assert not Mail.objects.exists()


def test_the_same_again_is_one_mail_and_so_is_another_while_it_waits(people: Personas) -> None:
    for cause in ("1", "1", "2"):
        remind(people, cause=cause)
    assert Mail.objects.get().account == people.daan
    Mail.objects.update(state=Mail.State.SENT)
    remind(people, cause="1")
    assert Mail.objects.count() == 1
    remind(people, cause="3")
    assert Mail.objects.count() == 2


def test_the_board_gets_mail_unless_it_said_no_and_a_counsellor_only_after_yes(people: Personas) -> None:
    assert [wants_mail(one) for one in (people.daan, people.amina, people.els)] == [True, False, False]
    wants(people.amina)
    wants_none(people.daan)
    assert [wants_mail(one) for one in (people.daan, people.amina)] == [False, True]
    remind(people, people.daan, people.amina, text=Text.COUNSELLOR)
    assert Mail.objects.get().account == people.amina


def test_who_is_switched_off_or_of_another_practice_gets_none(people: Personas) -> None:
    wants(people.amina)
    wants(people.carla)
    type(people.daan).objects.filter(pk=people.daan.pk).update(is_active=False)
    people.daan.refresh_from_db()
    remind(people, people.daan, people.carla)
    assert not Mail.objects.exists()


def test_switching_off_drops_what_waits_and_the_audit_says_who_and_not_where(people: Personas) -> None:
    remind(people)
    wants_none(people.daan)
    wants_none(people.daan)
    assert not Mail.objects.exists()
    wants(people.daan)
    assert audited(people.practice) == [("switch_mail_off", "mail.choice"), ("switch_mail_on", "mail.choice")]


def test_a_manager_has_no_mail_to_choose(people: Personas) -> None:
    with pytest.raises(Refused):
        wants(people.els)
    assert audited(people.practice) == []


def test_nothing_is_put_out_while_mail_is_off(people: Personas, settings: Settings) -> None:
    box = address_of(people)
    settings.MAIL_SENDER = ""
    remind(people)
    tell(people, box)
    with pytest.raises(Refused):
        wants(people.amina)
    with pytest.raises(ValueError, match="no mail is sent"):
        actions.keep_address(doing(people.amina), box, "een@post.test", "nl")
    assert not Mail.objects.exists()


def test_a_visitor_is_told_once_until_they_looked(people: Personas) -> None:
    box = address_of(people)
    for cause in ("1", "1", "2"):
        tell(people, box, cause)
    assert Mail.objects.get().visitor_id == box
    actions.note_look(box)
    assert not Mail.objects.exists()
    VisitorAddress.objects.update(told=True)
    tell(people, box, "3")
    assert not Mail.objects.exists()
    actions.note_look(box)
    tell(people, box, "4")
    assert Mail.objects.count() == 1


def test_nobody_is_told_of_another_practice(people: Personas) -> None:
    box = address_of(people)
    with transaction.atomic():
        actions.tell_visitor(doing(people.carla), box, "1")
    assert not Mail.objects.exists()


def test_an_address_that_is_dropped_takes_its_mails_along(people: Personas) -> None:
    box = address_of(people)
    tell(people, box)
    assert actions.drop_address(box)
    assert not actions.drop_address(box)
    assert not Mail.objects.exists()


def test_a_counsellor_who_looked_gets_no_mail_about_what_was_there(people: Personas) -> None:
    wants(people.amina)
    remind(people, people.amina, text=Text.COUNSELLOR)
    actions.note_seen(people.bram)
    assert Mail.objects.count() == 1
    actions.note_seen(people.amina)
    assert not Mail.objects.exists()
