"""What a pair wrote down under *Preventie* goes out with its report, and answers what the report accounts for."""

from dataclasses import replace
from datetime import date

import pytest

from nabij.kit import clock, codes
from nabij.kit.permit import permit
from nabij.outreach import actions
from nabij.outreach.models import Do
from nabij.outreach.rules import HOW_PEOPLE
from nabij.people.models import Organisation
from nabij.releases.rules import ACTIVITIES, OPEN_MEASURES, PLACES_REACHED, REACHED, TIME_SPENT
from nabij.reporting.counting import noted_of, open_tables_of
from nabij.reporting.document import Hours, Point, Points, Table
from nabij.reporting.reading import finished
from nabij.reporting.rules.prevention import KIND, PLACE, WHOLE, Activity, tables_of
from nabij.reporting.rules.story import Story
from tests.outreach.making import CONTENT, make_activity
from tests.personas import Personas
from tests.reporting.years import Came, another, come, published

KINDS, KNOWNS = tuple(codes.labels("prevention_activity").values()), tuple(HOW_PEOPLE.values())
MARCH = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def _a_day_in_january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 28))


def a_year_of_work(people: Personas) -> Organisation:
    organisation, (north, south) = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 40})
    come(people.amina, organisation, 2025, Came(3))
    of_year = replace(CONTENT, month=MARCH)
    for content in (
        replace(of_year, units=frozenset([north.pk, south.pk]), people=40),
        replace(of_year, kind="workshop", units=frozenset([north.pk]), people=12, own_initiative=False),
        replace(of_year, kind="visibility", people=300, people_how="by_reach", explained=False),
        replace(of_year, kind="policy_advice", people=0, own_initiative=False, explained=False),
        replace(of_year, kind="board_meeting", people=2, explained=False),
    ):
        fields = {name: getattr(content, name) for name in content.__dataclass_fields__}
        make_activity(people.amina, organisation, **fields)
    return organisation


def accounted(organisation: Organisation, people: Personas, story: Story | None = None) -> dict[str, Point]:
    report = finished(published(people.amina, organisation, 2025, story or Story()))
    found = next(one.blocks for one in report.sections if one.heading.startswith("Tellen en vertellen"))
    return {point.name: point for block in found if isinstance(block, Points) for point in block.points}


@pytest.mark.django_db
def test_what_the_pair_wrote_down_is_told_in_the_report(people: Personas) -> None:
    report = finished(published(people.amina, a_year_of_work(people), 2025, Story()))
    tables = [block for one in report.sections for block in one.blocks if isinstance(block, Table)]
    (done,) = [one for one in tables if one.title == "Wat we deden om te voorkomen"]
    assert done.rows[-1].figures == (5, 354, Hours(30))
    (places,) = [one for one in tables if one.title == "Waar we dit jaar zichtbaar waren"]
    assert {row.label: row.figures for row in places.rows} == {"Noord": (2,), "Zuid": (1,), WHOLE: (3,)}


@pytest.mark.django_db
def test_it_answers_what_the_report_accounts_for(people: Personas) -> None:
    found = accounted(a_year_of_work(people), people)
    assert {name: point.text for name, point in found.items() if point.name in ANSWERED} == ANSWERED
    reached = found["Mensen die zijn bereikt"]
    assert "54 geteld, de rest geschat (oplage of weergaven)" in f"{reached}"


ANSWERED = {
    "Voorlichtingen, trainingen, teamgesprekken en kennismakingen": "2",
    "Mensen die zijn bereikt": "354",
    "Manieren waarop wij zichtbaar waren": "3",
    "Activiteiten op eigen initiatief": "3",
    "Activiteiten met uitleg over vertrouwelijk, tenzij": "2",
    "Adviezen, inbreng in de RI&E en sparren met leidinggevenden": "1",
    "Gesprekken met bestuur, OR, HR, preventiemedewerker of arbodienst": "1",
}


@pytest.mark.django_db
def test_a_year_in_which_nothing_was_written_down_answers_nothing(people: Personas) -> None:
    organisation, _ = another(people.practice, people.amina, "De Wilg", {"Noord": 300})
    come(people.amina, organisation, 2025, Came(3))
    assert noted_of(organisation, 2025) == ()
    assert not ANSWERED.keys() & accounted(organisation, people).keys()


@pytest.mark.django_db
def test_a_kind_that_got_another_name_since_is_not_counted_as_nought(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = published(people.amina, a_year_of_work(people), 2025, Story())
    labels = codes.labels
    monkeypatch.setattr(codes, "labels", lambda name: {key: f"{label} (nieuw)" for key, label in labels(name).items()})
    told = f"{finished(report).sections}"
    assert "Point(name='Manieren waarop wij zichtbaar waren', text='', note='lees ‘" in told
    assert "Activiteiten op eigen initiatief" in told


@pytest.mark.django_db
def test_what_is_removed_or_of_another_year_or_organisation_does_not_go_out(people: Personas) -> None:
    organisation = a_year_of_work(people)
    make_activity(people.amina, organisation, month=date(2024, 12, 1))
    make_activity(people.carla, month=MARCH)
    gone = make_activity(people.amina, organisation, month=MARCH)
    assert len(noted_of(organisation, 2025)) == 6
    actions.remove_activity(permit(people.amina, Do.REMOVE, gone), based_on=1)
    assert len(noted_of(organisation, 2025)) == 5
    assert {one.measure for one in open_tables_of(organisation, 2025)} <= OPEN_MEASURES


def test_each_activity_is_counted_once_in_every_table_but_that_of_places() -> None:
    done = [
        Activity("Voorlichting", frozenset({"Noord", "Zuid"}), 80, 6, "Geteld", own_initiative=True),
        Activity("Teamgesprek", frozenset(), 10, 5, KNOWNS[1], explained=True),
    ]
    *tables, places = tables_of(done, KINDS, ("Noord", "Zuid"), KNOWNS)
    totals = {(one.measure, one.dimensions[0].name): sum(one.counts.values()) for one in tables}
    assert sorted(totals.values()) == [2, 2, 2, 11, 90, 90]
    assert dict(places.counts) == {("Noord",): 1, ("Zuid",): 1, (WHOLE,): 1}


def test_a_part_that_is_called_as_the_whole_keeps_its_own_count() -> None:
    *_, places = tables_of([Activity("Voorlichting"), Activity("Overig", frozenset({WHOLE}))], KINDS, (WHOLE,), KNOWNS)
    assert dict(places.counts) == {(WHOLE,): 1}


def test_talking_with_a_manager_is_told_how_often_and_not_where_or_with_whom() -> None:
    noted = [Activity("Sparren", frozenset({"Noord"}), 1, 2, about_people=True), Activity("Lezing", people=30)]
    tables = {
        (one.measure, one.dimensions[0].name): one.counts
        for one in tables_of(noted, ("Sparren", "Lezing"), ("Noord", "Zuid"), ("", "Geteld"))
    }
    assert tables[ACTIVITIES, KIND] == {("Sparren",): 1, ("Lezing",): 1}
    assert tables[TIME_SPENT, KIND]["Sparren",] == 2
    assert tables[REACHED, KIND] == {("Sparren",): 0, ("Lezing",): 30}
    assert tables[PLACES_REACHED, PLACE] == {("Noord",): 0, ("Zuid",): 0, (WHOLE,): 1}
