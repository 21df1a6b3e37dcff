"""Several at once, on real connections: nobody's work fails because of a mail, and nothing is doubled."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from nabij.mail import actions
from nabij.mail.models import Mail, VisitorAddress
from nabij.mail.rules import Text
from nabij.people.models import User
from tests.mail.hands import address_of, doing, due_now, tell, wants
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 15


def remind(people: Personas, persons: list[User], cause: object) -> None:
    with transaction.atomic():
        actions.remind(doing(people.amina), persons, Text.COUNSELLOR, cause)


def test_two_who_tell_the_same_people_in_another_order_both_get_through(people: Personas) -> None:
    wants(people.amina)
    wants(people.bram)
    both = [people.amina, people.bram]
    for time in range(TIMES):
        at_once(lambda n=time: remind(people, both, f"{n} a"), lambda n=time: remind(people, both[::-1], f"{n} b"))
        assert sorted(Mail.objects.values_list("account__name", flat=True)) == ["Amina", "Bram"]
        Mail.objects.all().delete()


def drop(box: Any) -> None:
    with transaction.atomic():
        actions.drop_address(box)


def test_who_stops_while_somebody_answers_leaves_neither_address_nor_mail(people: Personas) -> None:
    for time in range(TIMES):
        box = address_of(people)
        at_once(lambda b=box, n=time: tell(people, b, n), lambda b=box: drop(b))
        assert not VisitorAddress.objects.exists()
        assert not Mail.objects.exists()


def test_who_looks_stops_and_is_sent_a_mail_at_once_hinders_nobody(people: Personas) -> None:
    for time in range(TIMES):
        box = address_of(people)
        tell(people, box, time)
        due_now()
        at_once(actions.send_waiting, lambda b=box: actions.note_look(b), lambda b=box: drop(b))
        assert not VisitorAddress.objects.exists()
        assert not Mail.objects.exists()


def test_an_address_that_was_stopped_is_not_left_in_the_file_of_the_database(people: Personas) -> None:
    box = address_of(people, "heel-apart-adres@post.test")
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        stores = list(file.parent.glob(f"{file.name}*"))
        assert [one for one in stores if b"heel-apart-adres" in one.read_bytes()]
    drop(box)
    assert not VisitorAddress.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # moves what a write-ahead log holds, where there is one
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not [one.name for one in stores if b"heel-apart-adres" in one.read_bytes()]


def test_who_asks_for_mail_twice_at_once_is_kept_once(people: Personas) -> None:
    box = address_of(people, "een@post.test")

    def keep(email: str) -> bool:
        with transaction.atomic():
            # as the action at the door does: the conversation is held meanwhile
            list(User.objects.select_for_update().filter(pk=people.amina.pk))
            return actions.keep_address(doing(people.amina), box, email, "nl")

    assert at_once(lambda: keep("twee@post.test"), lambda: keep("twee@post.test")).count(True) == 1
    assert VisitorAddress.objects.get().email == "twee@post.test"
