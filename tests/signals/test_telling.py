"""By mail the board hears that something is there, and the pair that it was answered; never what, or of whom."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as sent
from pytest_django import Settings

from nabij.kit.clock import today
from nabij.kit.permit import permit
from nabij.mail.actions import choose, send_waiting
from nabij.mail.models import Choice, Mail
from nabij.mail.models import Do as DoMail
from nabij.mail.rules import Text
from nabij.people.models import User
from nabij.signals.actions import reminding
from nabij.signals.actions.reminding import remind_of_answers
from nabij.signals.models import Signal
from tests.personas import Personas
from tests.signals.lettering import TEXT, TITLE, a_letter, handed_over, lay_letter, new_pens
from tests.signals.making import handed, pens, worded
from tests.signals.test_handing import daan, delivered
from tests.signals.test_letters import BoardDesk, at, in_days, reply_body

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def told() -> list[tuple[str, str]]:
    return [(one.account.email, one.text) for one in Mail.objects.order_by("pk") if one.account]


def wants(person: User) -> None:
    choose(permit(person, DoMail.SWITCH_ON, Choice(account=person)))


def test_the_board_hears_once_that_a_letter_lies_there_and_nothing_of_it(people: Personas) -> None:
    signal, _, _ = worded(people)
    amina, _ = pens(people)
    signal.refresh_from_db()
    body = {"based_on": signal.version, **handed(daan(people))}
    for _ in range(2):
        amina.post(f"/signalen/{signal.pk}/overdragen.json", body)
    assert told() == [(people.daan.email, Text.BOARD)]
    assert send_waiting().sent == 1
    mail = str(sent.outbox[0].message())
    for word in (
        people.organisation.name,
        people.amina.name,
        TITLE,
        TEXT[:20],
        str(signal.pk),
        "signaal",
        "brief",
        "http",
    ):
        assert word not in mail


def test_a_letter_that_is_refused_tells_nobody(people: Personas) -> None:
    signal, _, _ = worded(people)
    assert pens(people)[0].go(signal, "overdragen", **handed(people.daan))[0] == 422
    assert told() == []


def test_who_of_the_pair_asked_for_mail_hears_that_it_was_answered(people: Personas) -> None:
    keys, board = new_pens(), BoardDesk(daan(people))
    signal = handed_over(people)
    lay_letter(signal, people.amina, a_letter(signal, people, keys))
    wants(people.bram)
    board.post(at(signal, "ontvangen"), {"based_on": 1, "day": in_days(9)})
    body = reply_body(signal, people, keys, 2)
    for _ in range(2):
        board.post(at(signal, "antwoord"), body)
    assert told() == [(people.bram.email, Text.COUNSELLOR)]


def test_without_an_answer_the_board_is_reminded_a_week_before_the_last_day_and_the_day_after_it(
    people: Personas,
) -> None:
    signal = delivered(people)
    Mail.objects.all().delete()
    for days, heard in ((8, 0), (7, 1), (6, 0), (0, 0), (-1, 1), (-2, 0)):
        Signal.objects.filter(pk=signal.pk).update(due=today() + timedelta(days=days))
        for _ in range(2):
            remind_of_answers()
            # sent at once, and not again on that day
            assert send_waiting().sent in (0, heard)
        assert len(sent.outbox) == heard, days
        if heard:
            assert sent.outbox[0].to == [people.daan.email]
            assert str(signal.pk) not in str(sent.outbox[0].message())
        sent.outbox.clear()
        # the day is over
        Mail.objects.all().delete()


def a_day_passes() -> int:
    """How many mails went on it, after what a round of reminders put out."""
    remind_of_answers()
    went = send_waiting().sent
    Mail.objects.all().delete()
    return went


@pytest.mark.parametrize("days", [[6, 5, -2, -3], [0, -1], [3, -40]])
def test_a_day_on_which_no_mail_went_is_made_up_once(people: Personas, days: list[int]) -> None:
    signal = delivered(people)
    Mail.objects.all().delete()
    heard = []
    for day in days:
        Signal.objects.filter(pk=signal.pk).update(due=today() + timedelta(days=day))
        heard += [day] * a_day_passes()
    assert heard == [days[0], next(day for day in days if day < 0)]


def test_who_missed_both_days_is_reminded_once(people: Personas) -> None:
    signal = delivered(people)
    Mail.objects.all().delete()
    Signal.objects.filter(pk=signal.pk).update(due=today() - timedelta(days=5))
    assert [a_day_passes(), a_day_passes()] == [1, 0]


def test_a_reminder_that_fails_stops_no_other(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    signals = [delivered(people) for _ in range(2)]
    Mail.objects.all().delete()
    Signal.objects.update(due=today())
    put_out = reminding.remind_in

    def fails_once(practice: UUID, *about: Any) -> None:
        monkeypatch.setattr(reminding, "remind_in", put_out)
        raise ValueError

    monkeypatch.setattr(reminding, "remind_in", fails_once)
    remind_of_answers()
    assert told() == [(people.daan.email, Text.BOARD)]
    # the one that failed is made up by the next round
    assert sorted(Signal.objects.values_list("reminded", flat=True)) == ["", "before"]
    remind_of_answers()
    assert Signal.objects.filter(reminded="before").count() == len(signals)


@pytest.mark.parametrize("step", ["answered", "followed_up", "closed", "not_sent"])
def test_who_answered_is_reminded_of_nothing(people: Personas, step: str) -> None:
    signal = delivered(people)
    Mail.objects.all().delete()
    Signal.objects.filter(pk=signal.pk).update(due=today() + timedelta(days=7), step=step)
    remind_of_answers()
    assert told() == []


def test_an_account_that_was_switched_off_is_reminded_of_nothing(people: Personas) -> None:
    signal = delivered(people)
    Mail.objects.all().delete()
    Signal.objects.filter(pk=signal.pk).update(due=today() + timedelta(days=7))
    User.objects.filter(pk=people.daan.pk).update(is_active=False)
    remind_of_answers()
    assert told() == []
