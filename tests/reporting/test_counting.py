"""What the register of an organisation says of a year, and nothing of another organisation or year."""

from datetime import date
from uuid import uuid4

import pytest

from nabij.kit.permit import permit
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Unit
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Release
from nabij.releases.rules import Shown
from nabij.reporting.counting import CLASSIFICATIONS, ELSEWHERE, asked_of, place_of
from nabij.reporting.rules.plan import Plan
from nabij.reporting.rules.planning import LEVELS
from nabij.reporting.rules.tables import BREAKS, LEVEL, LINKS, PLACE, QUARTERS, SIGNALS, TALKS, VISITORS
from nabij_disclosure.release import Mark
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import TOTAL, Cell
from tests.making import Desk, make_matter
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def a_year(people: Personas, count: int, year: int = 2025, **codes: object) -> list[Matter]:
    """So many matters of this year, with three encounters each."""
    found = []
    for _ in range(count):
        matter = make_matter(people.amina, people.organisation)
        Matter.objects.filter(pk=matter.pk).update(opened_month=date(year, 3, 1), **codes)
        Encounter.objects.bulk_create(
            Encounter(
                id=uuid4(),
                practice=people.practice,
                matter=matter,
                month=date(year, month, 1),
                channel=("phone", "on_site")[month % 2],
                duration="hour",
                involvement=["listening"],
            )
            for month in (3, 4, 5)
        )
        found.append(matter)
    return found


def value(people: Personas, name: str, cell: Cell, year: int = 2025) -> int:
    (one,) = [one for one in asked_of(people.organisation, year) if one.table.name == name]
    return one.table.values[cell]


def test_the_register_is_counted_by_the_labels_of_its_codes(people: Personas) -> None:
    a_year(people, 3, primary_nature="bullying", person_role="manager", unit=people.unit)
    a_year(people, 2, primary_nature="conflict_of_interest", person_role="employee")
    assert value(people, "inbrengers naar aard", ("Pesten",)) == 3
    assert value(people, "inbrengers naar aard", ("Omgang",)) == 3
    assert value(people, "inbrengers naar aard", ("Integriteit",)) == 2
    assert value(people, "inbrengers naar rol", ("Leidinggevende",)) == 3
    assert value(people, f"inbrengers naar {PLACE}", ("Noord",)) == 3
    assert value(people, f"inbrengers naar {PLACE}", (ELSEWHERE,)) == 2
    assert value(people, "gesprekken naar kanaal", ("Telefoon",)) == 5
    assert value(people, "gesprekken naar kanaal", (TOTAL,)) == 15
    assert value(people, "gesprekken naar Luisterend oor / opvang", ("ja",)) == 15
    assert value(people, "kwartieren naar kanaal", (TOTAL,)) == 60


def test_another_year_and_another_organisation_do_not_count(people: Personas) -> None:
    a_year(people, 2, year=2024)
    make_matter(people.carla, people.other_organisation)
    assert {one.table.values[TOTAL,] for one in asked_of(people.organisation, 2025)} == {0}
    assert value(people, "inbrengers naar aard", (TOTAL,), year=2024) == 2


def test_the_same_visitor_with_two_matters_is_one(people: Personas) -> None:
    first, second = a_year(people, 2)
    Matter.objects.filter(pk=second.pk).update(visitor_handle=first.visitor_handle)
    assert value(people, "inbrengers naar aard", (TOTAL,)) == 1


def _released(people: Personas) -> dict[str, Shown]:
    """What goes out now of who came, by table."""
    allowed = permit(people.amina, Do.RELEASE, open_ledger(people.organisation))
    outs = release_figures(
        allowed,
        asked_of(people.organisation, 2025),
        Settings(),
        kind=Release.Kind.REPORT,
        receiver=Release.Receiver.BOARD,
        links=LINKS,
    )
    return {one.shown.name: one.shown for one in outs if one.shown.measure == VISITORS}


def test_five_matters_of_two_people_are_too_few_to_tell_of(people: Personas) -> None:
    found = a_year(people, 5, primary_nature="bullying")
    for nth, one in enumerate(found[2:]):
        Matter.objects.filter(pk=one.pk).update(visitor_handle=found[nth % 2].visitor_handle)
    assert value(people, "inbrengers naar aard", (TOTAL,)) == 2
    assert all(one.band == (0, 4) for one in _released(people).values())


def test_what_went_out_stays_when_two_matters_turn_out_to_be_one_visitors(people: Personas) -> None:
    found = a_year(people, 12, primary_nature="bullying")
    before = _released(people)
    kept = list(Release.objects.order_by("pk").values())
    body = {"same_as": str(found[0].pk), "leaving": False, "sealed": None}
    assert Desk(people.amina).post(f"/kwesties/{found[1].pk}/inbrenger.json", body)[0] == 200
    assert value(people, "inbrengers naar aard", (TOTAL,)) == 11
    again = _released(people)
    assert set(again) == set(before)
    assert list(Release.objects.filter(pk__in=[one["id"] for one in kept]).order_by("pk").values()) == kept


def test_an_organisation_of_thirty_with_three_matters_gets_one_sentence_and_no_figure(people: Personas) -> None:
    a_year(people, 3, primary_nature="bullying")
    asked = asked_of(people.organisation, 2025)
    allowed = permit(people.amina, Do.RELEASE, open_ledger(people.organisation))
    outs = release_figures(
        allowed, asked, Settings(), kind=Release.Kind.REPORT, receiver=Release.Receiver.BOARD, links=LINKS
    )
    assert {one.shown.measure for one in outs} == {VISITORS, TALKS, QUARTERS, SIGNALS, BREAKS}
    of_people = [one.shown for one in outs if one.shown.measure == VISITORS]
    assert all(one.band == (0, 4) for one in of_people)
    figures = {figure for one in outs for figure in one.shown.figures.values()}
    assert figures <= {Mark.HIDDEN, Mark.IMPOSSIBLE}


def test_a_full_year_goes_out_in_seconds_and_shows_its_totals(people: Personas) -> None:
    for nature in ("bullying", "intimidation", "discrimination", "leadership_style"):
        a_year(people, 9, primary_nature=nature)
    allowed = permit(people.amina, Do.RELEASE, open_ledger(people.organisation))
    outs = release_figures(
        allowed,
        asked_of(people.organisation, 2025),
        Settings(),
        kind=Release.Kind.REPORT,
        receiver=Release.Receiver.BOARD,
        links=LINKS,
    )
    talks = next(one.shown for one in outs if one.shown.name == "gesprekken naar kanaal")
    assert talks.figures[TOTAL,] == 108
    natures = next(one.shown for one in outs if one.shown.name == "inbrengers naar aard")
    assert natures.figures[TOTAL,] == 36
    assert natures.figures["Pesten",] in {9, Mark.HIDDEN}


def test_units_are_classes_whether_or_not_anybody_came_from_them(people: Personas) -> None:
    Unit.objects.create(practice=people.practice, organisation=people.organisation, name="Zuid", head_count=40)
    a_year(people, 1, unit=people.unit)
    assert value(people, f"inbrengers naar {PLACE}", ("Zuid",)) == 0


def test_which_tables_there_are_depends_on_no_count(people: Personas) -> None:
    nobody = [one.table.name for one in asked_of(people.organisation, 2025)]
    a_year(people, 30, primary_nature="bullying", integrity_levels=["personal"], unit=people.unit)
    assert [one.table.name for one in asked_of(people.organisation, 2025)] == nobody
    assert {f"inbrengers naar {PLACE}", f"inbrengers naar {LEVEL} persoonlijk", "gesprekken naar kanaal"} <= {*nobody}


def test_where_the_plan_leaves_out_all_of_who_came_there_is_one_table_of_how_many(people: Personas) -> None:
    a_year(people, 30)
    plan = Plan(left_out=frozenset({*CLASSIFICATIONS, PLACE, LEVELS}))
    tables = asked_of(people.organisation, 2025, plan=plan)
    (people_who_came,) = [one for one in tables if one.table.measure == VISITORS]
    assert people_who_came.table.values[TOTAL,] == 30


def test_a_conversation_of_unknown_length_counts_for_a_quarter(people: Personas) -> None:
    a_year(people, 20)
    name = f"{QUARTERS} naar kanaal"
    assert value(people, name, (TOTAL,)) == 240
    Encounter.objects.update(duration="")
    assert value(people, name, (TOTAL,)) == value(people, "gesprekken naar kanaal", (TOTAL,)) == 60


def test_no_two_parts_share_a_name_in_a_table() -> None:
    names = ["Noord", "Totaal", "Onderdeel Totaal", "Onderdeel Onderdeel Totaal", "Niet ingevuld", "Onderdeel Noord"]
    assert len({place_of(name) for name in names}) == len(names)
    assert place_of("Onderdeel Noord") == "Onderdeel Noord"
