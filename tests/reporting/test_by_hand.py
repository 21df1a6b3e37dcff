"""What counsellors inside the organisation counted by hand: typed over by the pair, judged, told apart and marked."""

import pytest
from django.test import Client

from nabij.audit.models import Entry
from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Release
from nabij.releases.rules import Shown
from nabij.reporting import answers
from nabij.reporting.document import Bars
from nabij.reporting.models import CountedByHand, Report
from nabij.reporting.reading import as_it_would_be
from nabij.reporting.rules.by_hand import NAME
from nabij.reporting.rules.story import Story
from nabij.reporting.rules.tables import INTERNAL, LINKS, NOT_FILLED_IN
from nabij_disclosure.sensitive import Settings
from tests.personas import Personas
from tests.reporting.stories import make_report
from tests.reporting.test_assembling import section, text_of

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

TYPED = {"group_0": "12", "group_1": "9", "group_2": "2", "group_3": "0"}


def at_desk(person: User) -> Client:
    client = Client(HTTP_HOST="werk.localhost")
    client.force_login(person)
    return client


def address(report: Report) -> str:
    return f"/jaarverslagen/{report.pk}/intern/"


def test_the_pair_types_counts_over_and_takes_them_out(people: Personas) -> None:
    report = make_report(people)
    desk = at_desk(people.amina)
    assert desk.get(address(report)).status_code == 200
    assert desk.post(address(report), TYPED).status_code == 302
    counted = CountedByHand.objects.get().counts
    assert [counted[group] for group in (*answers.nature_groups(), NOT_FILLED_IN)] == [12, 9, 2, 0]
    assert 'value="12"' in at_desk(people.bram).get(address(report)).content.decode()
    assert Entry.objects.filter(verb="count_internal_by_hand").count() == 1
    assert desk.post(address(report), {"without": "1"}).status_code == 302
    assert not CountedByHand.objects.exists()


def test_what_is_no_count_is_said_and_nothing_is_kept(people: Personas) -> None:
    report = make_report(people)
    for wrong in ({"group_1": "-1"}, {"group_1": "veel"}, {"group_1": ""}, {"group_1": "10000"}):
        assert at_desk(people.amina).post(address(report), TYPED | wrong).status_code == 422
    assert not CountedByHand.objects.exists()


def test_for_others_and_once_it_is_ready_there_is_no_typing(people: Personas) -> None:
    report = make_report(people)
    for person in (people.carla, people.daan, people.els):
        assert at_desk(person).post(address(report), TYPED).status_code == 404
    Report.objects.update(ready_at="2026-01-01T10:00Z")
    assert at_desk(people.amina).post(address(report), TYPED).status_code == 422
    assert not CountedByHand.objects.exists()


def out_of(people: Personas, report: Report, typed: dict[str, str]) -> list[Shown]:
    assert at_desk(people.amina).post(address(report), typed).status_code == 302
    allowed = permit(people.amina, Do.RELEASE, open_ledger(report.organisation))
    kind, receiver = Release.Kind.REPORT, Release.Receiver.BOARD
    asked = answers.asked(report)
    out = release_figures(allowed, asked, Settings(), kind=kind, receiver=receiver, links=LINKS)
    return [one.shown for one in out]


def test_they_stand_apart_in_the_report_and_are_marked(people: Personas) -> None:
    report = make_report(people)
    seen = out_of(people, report, {"group_0": "12", "group_1": "9", "group_2": "8", "group_3": "7"})
    (by_hand,) = [one for one in seen if one.measure == INTERNAL]
    assert (by_hand.dimensions[0].name, by_hand.figures[by_hand.top]) == (NAME, 36)
    blocks = section(as_it_would_be(report, seen, Story()), "Hoeveel mensen kwamen")
    assert "Bij de interne vertrouwenspersonen kwamen 36 mensen. Dat telden zij zelf, met de hand." in text_of(blocks)
    assert [block.title for block in blocks if isinstance(block, Bars)] == ["Bij hen ging het het vaakst over: Omgang"]


def test_they_are_judged_as_any_count_of_people(people: Personas) -> None:
    (by_hand,) = [one for one in out_of(people, make_report(people), TYPED) if one.measure == INTERNAL]
    assert not {2, 0} & set(by_hand.figures.values())
