"""Two signals or letters that look alike are told apart, without a word of what they say."""

from datetime import date
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from nabij.kit.clock import this_month
from nabij.signals.models import Signal
from tests.making import make_matter
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.signals.making import begun, handed, laid, pens, say, weighed, worded
from tests.signals.test_handing import daan
from tests.signals.test_letters import BoardDesk, at

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_two_acute_signals_of_one_month_have_each_their_number_and_who_began_them(people: Personas) -> None:
    first, second = begun(people, "acute_danger", "excepted"), None
    Signal.objects.filter(pk=first.pk).update(begun_by=people.bram)
    body = {"id": str(uuid4()), "organisation": people.organisation.pk, "reason": "acute_danger", "path": "excepted"}
    assert pens(people)[0].post("/signalen/beginnen.json", body)[0] == 200
    second = Signal.objects.get(pk=body["id"])
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    page = browser_of(people.amina).get("/signalen/").content.decode()
    assert "Signaal 1 · " in page
    assert "begonnen door Bram" in page
    assert "Signaal 2 · " in page
    assert "begonnen door Amina" in page
    # sent again it is the same one
    assert pens(people)[0].post("/signalen/beginnen.json", body)[1]["already"] is True
    assert Signal.objects.count() == 2


def test_ones_own_matters_under_a_signal_are_named_by_their_alias_and_nobody_elses(people: Personas) -> None:
    mine, theirs = make_matter(people.amina), make_matter(people.bram)
    signal = weighed(people, needed=2)
    amina, bram = pens(people)
    assert amina.write(signal, "limits")[0] == 200
    assert amina.go(signal, "grond", **laid(mine, say(mine)))[0] == 200
    assert bram.go(signal, "grond", **laid(theirs, say(theirs)))[0] == 200
    page = browser_of(people.amina).get("/signalen/").content.decode()
    assert f'data-matter="{mine.pk}"' in page
    assert str(theirs.pk) not in page
    assert str(mine.pk) not in browser_of(people.bram).get("/signalen/").content.decode()


def test_two_letters_of_one_day_have_each_their_number_which_tells_of_no_other_signal(people: Personas) -> None:
    begun(people)
    letters = [worded(people)[0] for _ in range(2)]
    for one in letters:
        assert pens(people)[0].go(one, "overdragen", **handed(daan(people)))[0] == 200
    board = BoardDesk(daan(people))
    page = board.client.get("/brieven/").content.decode()
    assert page.index("nummer 2") < page.index("nummer 1")
    # signals 2 and 3 of the organisation are letters 1 and 2 to who reads them
    assert [board.get(at(one, "brief"))[1]["number"] for one in letters] == [1, 2]
    assert "Structurele druk" not in page


def test_what_was_there_is_numbered_in_the_order_of_its_months(people: Personas) -> None:
    made = [begun(people) for _ in range(3)]
    months = [this_month(), date(2025, 2, 1), date(2025, 7, 1)]
    for one, month in zip(made, months, strict=True):
        Signal.objects.filter(pk=one.pk).update(month=month, number=0, letter_number=0)
    for one, month in zip(made[1:], [date(2025, 9, 1), date(2025, 8, 1)], strict=True):
        Signal.objects.filter(pk=one.pk).update(delivered_month=month, contact=daan(people))
    import_module("nabij.signals.migrations.0005_numbered").fill(apps, None)
    numbers = [Signal.objects.values_list("number", "letter_number").get(pk=one.pk) for one in made]
    assert numbers == [(3, 0), (1, 2), (2, 1)]
