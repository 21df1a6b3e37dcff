"""A signal is kept five years, sent or not; then it is destroyed as everything is, and what went out of it stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nabij.audit.models import Entry, first_break_of
from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import Consent, Matter
from nabij.retention.actions import clean_up
from nabij.retention.models import WAIT, Orphan
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from nabij.signals.models import Concern, Letter, Signal
from nabij.signals.rules import sections
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.signals.making import begun, pens
from tests.signals.test_handing import daan, delivered
from tests.signals.test_letters import BoardDesk

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

FIVE_YEARS = add_months(this_month(), -60)


def unsent(people: Personas) -> Signal:
    signal = begun(people)
    amina, _ = pens(people)
    assert amina.write(signal, sections.NOT_SENT)[0] == 200
    assert amina.go(signal, "niet-versturen")[0] == 200
    return signal


def destroyed() -> int:
    """By the routine of the night, on two nights."""
    clean_up()
    Orphan.objects.update(since=timezone.now() - WAIT - timedelta(minutes=1))
    return clean_up()["signal"]


@pytest.mark.parametrize("make", [begun, unsent, delivered])
def test_what_is_noticed_sent_or_not_sent_goes_after_five_years_and_no_day_before(
    people: Personas, make: object
) -> None:
    signal = make(people)
    box = signal.pk
    when = "delivered_month" if signal.delivered_month else "month"
    Signal.objects.filter(pk=box).update(**{when: FIVE_YEARS})
    assert destroyed() == 0
    Signal.objects.filter(pk=box).update(**{when: add_months(FIVE_YEARS, -1)})
    matters, consents = Matter.objects.count(), Consent.objects.count()
    assert destroyed() == 1
    for sealed in (KeyGrant, Record, Manifest, ShredKey):
        assert not sealed.objects.filter(box=box).exists()
    assert not Signal.objects.exists()
    assert not Letter.objects.exists()
    assert not Concern.objects.exists()
    # what a visitor said, and their matter, are not the signal's
    assert (Matter.objects.count(), Consent.objects.count()) == (matters, consents)
    assert Entry.objects.filter(row=str(box), verb="destroy_orphan").count() == 1
    assert first_break_of(people.practice.pk) is None
    assert destroyed() == 0


def test_a_letter_that_went_late_is_kept_from_the_letter_on(people: Personas) -> None:
    signal = delivered(people)
    Signal.objects.filter(pk=signal.pk).update(month=add_months(FIVE_YEARS, -12))
    assert destroyed() == 0


def test_a_signal_that_comes_into_its_years_again_stays(people: Personas) -> None:
    """As by a practice that keeps them longer from today."""
    signal = begun(people)
    Signal.objects.filter(pk=signal.pk).update(month=add_months(FIVE_YEARS, -1))
    clean_up()
    Orphan.objects.update(since=timezone.now() - WAIT - timedelta(minutes=1))
    Signal.objects.filter(pk=signal.pk).update(month=FIVE_YEARS)
    assert clean_up()["signal"] == 0
    assert Record.objects.filter(box=signal.pk).count() == 0
    assert ShredKey.objects.filter(box=signal.pk).exists()


def test_both_sides_read_until_when_it_is_kept(people: Personas) -> None:
    signal = delivered(people)
    page = browser_of(people.amina).get(f"/signalen/{signal.pk}/").content.decode()
    assert "Dit signaal wordt gewist na " in page
    assert str(signal.kept_through().year) in page
    told = BoardDesk(daan(people)).get(f"/brieven/{signal.pk}/brief.json")[1]
    assert told["kept_through"] == f"{add_months(this_month(), 60):%Y-%m}"
