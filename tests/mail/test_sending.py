"""Sending: by one of several, again after a while, not for ever, and with nothing in it that tells."""

import io
import logging
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage as Parsed
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from nabij.mail import actions, rules
from nabij.mail.models import Mail, VisitorAddress, failed_in
from nabij.mail.rules import Text
from nabij.people.models import User
from nabij.site.logs import WithoutContent
from tests.mail.hands import a_day_passes, address_of, due_now, remind, tell, wants
from tests.people.asking import audited
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db

Sent = actions.send_waiting


def refusing(*args: Any, **how: Any) -> int:
    raise SMTPRecipientsRefused({"bezoeker@post.test": (550, b"geen bezoeker@post.test hier")})


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the operator's log gets of sending."""
    handler = logging.StreamHandler(io.StringIO())
    handler.addFilter(WithoutContent())
    log = logging.getLogger("nabij.mail")
    log.addHandler(handler)
    yield handler.stream
    log.removeHandler(handler)


def test_a_mail_goes_once_and_says_only_that_there_is_something(people: Personas) -> None:
    remind(people)
    assert (Sent().sent, Sent().sent) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.cc, sent.bcc) == ("Nieuw bericht", ["daan@voorbeeld.test"], [], [])
    assert sent.body == "Het jaarverslag staat klaar.\n\nOp deze mail kunt u niet antwoorden.\n"


@pytest.mark.parametrize("text", list(Text))
def test_no_byte_of_a_mail_tells_of_people_practice_organisation_or_host(people: Personas, text: Text) -> None:
    wants(people.amina)
    if text is Text.VISITOR:
        tell(people, address_of(people, language="en"))
    else:
        remind(people, people.amina, text=text)
    due_now()
    assert Sent().sent == 1
    message: Parsed = mail.outbox[0].message()
    del message["To"]
    raw = message.as_bytes().decode()
    named = [people.organisation.name, people.practice.name, "Linde", "Oost", "nabij", "localhost", socket.getfqdn()]
    named += [one.name for one in (people.amina, people.bram, people.daan, people.els)]
    assert not [one for one in named if one.lower() in raw.lower()]
    assert "http" not in raw
    assert set(message) == {
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
        *("Subject", "From", "Date", "Message-ID", "Auto-Submitted"),
    }
    assert message["From"] == "Bericht <bericht@post.test>"
    assert message["Message-ID"].endswith("@post.test>")


def test_nothing_goes_before_its_time_or_while_mail_is_off(people: Personas, settings: Settings) -> None:
    wants(people.amina)
    remind(people, people.amina, text=Text.COUNSELLOR)
    assert Sent().sent == 0
    due_now()
    settings.MAIL_SENDER = ""
    assert Sent().sent == 0
    assert mail.outbox == []
    assert Mail.objects.waiting().count() == 1


def test_who_was_switched_off_meanwhile_gets_none(people: Personas) -> None:
    remind(people)
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    assert Sent().sent == 0
    assert not Mail.objects.exists()


def test_one_a_day_and_what_was_sent_is_forgotten_the_next(people: Personas) -> None:
    remind(people, cause="1")
    Sent()
    remind(people, cause="2")
    assert Sent().sent == 0
    assert Mail.objects.waiting().get().not_before == rules.tomorrow_morning(timezone.localtime())
    a_day_passes()
    due_now()
    assert Sent().sent == 1
    assert len(mail.outbox) == 2
    assert Mail.objects.get().cause == "2"
    a_day_passes()
    Sent()
    assert not Mail.objects.exists()


def test_a_visitor_gets_one_until_they_looked_and_not_two_on_a_day(people: Personas) -> None:
    box = address_of(people)
    tell(people, box, "1")
    due_now()
    assert Sent().sent == 1
    assert VisitorAddress.objects.get().told
    tell(people, box, "2")
    assert not Mail.objects.waiting().exists()
    actions.note_look(box)
    tell(people, box, "3")
    assert Mail.objects.waiting().get().not_before > rules.tomorrow_morning(timezone.localtime())


def test_who_looked_while_it_was_sent_is_told_of_the_next(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    box = address_of(people)
    tell(people, box, "1")
    due_now()
    monkeypatch.setattr(EmailMessage, "send", lambda *args, **how: actions.note_look(box))
    assert Sent().sent == 1
    address = VisitorAddress.objects.get()
    assert (address.told, address.last) == (False, timezone.localdate())


def test_an_address_that_went_while_it_was_sent_stays_gone(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    box = address_of(people)
    tell(people, box)
    due_now()
    monkeypatch.setattr(EmailMessage, "send", lambda *args, **how: actions.drop_address(box))
    assert Sent().sent == 1
    assert not VisitorAddress.objects.exists()
    assert not Mail.objects.exists()


def test_what_fails_is_tried_again_later_and_given_up_without_a_name(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailMessage, "send", refusing)
    remind(people)
    tell(people, address_of(people))
    due_now()
    assert Sent().failed == 2
    assert Sent().failed == 0
    waiting = Mail.objects.waiting()
    assert all(one.attempts == 1 and one.not_before > timezone.now() + timedelta(minutes=4) for one in waiting)
    assert failed_in(people.practice) == 0
    Mail.objects.update(made=timezone.now() - rules.PATIENCE - timedelta(minutes=1))
    due_now()
    assert Sent().failed == 2
    assert failed_in(people.practice) == 2
    assert failed_in(people.other_practice) == 0
    assert set(Mail.objects.values_list("account", "visitor", "cause")) == {(None, None, "")}
    Mail.objects.update(done_on=timezone.localdate() - rules.TOLD_FOR - timedelta(days=1))
    Sent()
    assert failed_in(people.practice) == 0


def test_a_mail_that_nobody_could_send_for_a_week_is_not_sent_any_more(people: Personas) -> None:
    remind(people)
    Mail.objects.update(made=timezone.now() - timedelta(days=7))
    assert Sent().sent == 0
    assert not Mail.objects.exists()


def test_a_failure_logs_neither_address_nor_answer(
    people: Personas, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    monkeypatch.setattr(EmailMessage, "send", refusing)
    tell(people, address_of(people))
    due_now()
    assert Sent().failed == 1
    assert "SMTPRecipientsRefused at" in logged.getvalue()
    assert "post.test" not in logged.getvalue()
    assert "bezoeker" not in logged.getvalue()


def test_sending_leaves_no_line_in_the_audit(people: Personas) -> None:
    remind(people)
    Sent()
    assert audited(people.practice) == []


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_send_each_mail_once(people: Personas) -> None:
    boxes = [address_of(people, f"b{number}@post.test") for number in range(12)]
    for box in boxes:
        tell(people, box)
    due_now()
    assert sum(one.sent for one in at_once(*[Sent] * 4)) == 12
    assert sorted(one.to[0] for one in mail.outbox) == sorted(f"b{number}@post.test" for number in range(12))


def test_a_sender_that_died_after_claiming_is_followed_by_another(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: Any, **how: Any) -> int:
        raise KeyboardInterrupt

    remind(people)
    with monkeypatch.context() as dying:
        dying.setattr(EmailMessage, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            Sent()
    assert Sent().sent == 0
    due_now()
    assert Sent().sent == 1
