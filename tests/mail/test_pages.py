"""Switching mail on and off for oneself; what the office reads; and that a page says so where there is none."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from nabij.mail.models import Mail, wants_mail
from tests.mail.hands import wants
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db
CHOICE, STANDING = "/account/mail/", "/inrichting/mail/"


def test_a_counsellor_switches_mail_on_and_off(people: Personas) -> None:
    amina = browser_of(people.amina)
    page = amina.get(CHOICE).content.decode()
    assert "Er is iets nieuws." in page
    assert people.amina.email in page
    assert "checked" not in page
    assert amina.post(CHOICE, {"wanted": "on"}).status_code == 302
    assert wants_mail(people.amina)
    assert "checked" in amina.get(CHOICE).content.decode()
    assert amina.post(CHOICE, {}).status_code == 302
    assert not wants_mail(people.amina)
    assert audited(people.practice) == [("switch_mail_on", "mail.choice"), ("switch_mail_off", "mail.choice")]


def test_the_board_is_spoken_to_as_u_and_can_stop_it(people: Personas) -> None:
    daan = browser_of(people.daan, audience="board")
    page = daan.get(CHOICE).content.decode()
    assert "checked" in page
    assert "Het jaarverslag staat klaar." in page
    assert " je " not in page.partition("<main")[2]
    assert "Uw keuze is bewaard." in daan.post(CHOICE, {}, follow=True).content.decode()
    assert not wants_mail(people.daan)


def test_without_mail_the_page_says_so_and_has_nothing_to_tick(people: Personas, settings: Settings) -> None:
    settings.MAIL_SENDER = ""
    amina = browser_of(people.amina)
    page = amina.get(CHOICE).content.decode()
    assert "verstuurt nu geen mail" in page
    assert "checkbox" not in page
    assert amina.post(CHOICE, {"wanted": "on"}).status_code == 422
    assert not wants_mail(people.amina)
    assert "Mail staat uit." in browser_of(people.els).get(STANDING).content.decode()


def test_who_had_it_on_can_stop_it_also_while_there_is_none(people: Personas, settings: Settings) -> None:
    wants(people.amina)
    settings.MAIL_SENDER = ""
    amina = browser_of(people.amina)
    assert "checkbox" in amina.get(CHOICE).content.decode()
    assert amina.post(CHOICE, {}).status_code == 302
    assert not wants_mail(people.amina)


def test_the_office_reads_how_many_did_not_arrive_and_not_whose(people: Personas) -> None:
    els = browser_of(people.els)
    assert "geen mail blijven liggen" in els.get(STANDING).content.decode()
    assert "Laat de mail nakijken" not in els.get("/inrichting/").content.decode()
    for practice in (people.practice, people.practice, people.other_practice):
        Mail.objects.create(
            practice=practice, text="report", state="failed", not_before=timezone.now(), done_on=timezone.localdate()
        )
    assert "2 mails kwamen de laatste 14 dagen niet aan" in els.get(STANDING).content.decode()
    page = els.get("/inrichting/").content.decode()
    assert "Laat de mail nakijken" in page
    assert "2 mails kwamen niet aan." in page
