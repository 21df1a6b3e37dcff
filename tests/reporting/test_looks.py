"""Whatever follows from the raw counts is a look at them, with one line for all that a page asks for by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nabij.audit.models import Entry
from nabij.people.models import User
from nabij.reporting.models import Report
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun
from tests.reporting.stories import address, ready
from tests.reporting.test_story_ready import told

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def looks(report: Report, who: User) -> int:
    return Entry.objects.filter(verb="look_at_report_figures", row=str(report.pk), actor_id=who.pk).count()


def test_proposals_are_a_look_once_for_a_page_and_anew_for_another_person_or_time(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    amina, bram = browser_of(people.amina), browser_of(people.bram)
    proposals = f"/jaarverslagen/{report.pk}/cijfers/voorstellen.json?indeling="
    assert amina.get(proposals + "rol").status_code == 200
    assert amina.get(proposals + "afloop").status_code == 200
    assert (looks(report, people.amina), looks(report, people.bram)) == (1, 0)
    bram.get(f"/jaarverslagen/{report.pk}/cijfers/")
    bram.get(proposals + "rol")
    assert looks(report, people.bram) == 1
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    amina.get(proposals + "rol")
    assert looks(report, people.amina) == 2


@pytest.mark.parametrize(("text", "looked"), [("Er leerden 37 mensen hoe je luistert.", 1), ("Wij luisterden.", 0)])
def test_which_counts_a_number_in_a_text_may_be_is_a_look(people: Personas, text: str, looked: int) -> None:
    report, _, bram = ready(people, told(text))
    before = looks(report, people.bram)
    for _ in range(2):
        assert bram.client.get(address(report, "")).status_code == 200
    assert looks(report, people.bram) - before == looked
