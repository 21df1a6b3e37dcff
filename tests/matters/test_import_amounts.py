"""What a row of a sheet fills of the report: more conversations at once, their time, involvement, levels."""

from datetime import date
from typing import Any

import pytest

from nabij.kit.clock import this_month
from nabij.kit.months import add_months
from nabij.matters.models import Encounter, Matter
from nabij.people.models import Organisation
from nabij.reporting.counting import asked_of
from nabij.reporting.rules.tables import QUARTERS, TALKS, Talk, each_of
from nabij_disclosure.pose import Asked
from tests.making import Json, an_encounter
from tests.matters.test_importing import Importing
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

MONTH = add_months(this_month(), -14)


@pytest.fixture
def sheet(people: Personas) -> Importing:
    return Importing(people)


def a_row(**more: Any) -> Json:
    return an_encounter(month=MONTH.strftime("%Y-%m")) | more


def tables(organisation: Organisation) -> dict[str, Asked]:
    return {one.table.name: one for one in asked_of(organisation, MONTH.year)}


def test_a_row_of_four_conversations_counts_for_four_and_so_does_its_time(sheet: Importing) -> None:
    four = a_row(times=4, quarters=14, channel="phone")
    one = a_row(channel="phone", duration="hour")
    assert sheet.send(sheet.matter(four, one))[0] == 200
    found = tables(sheet.people.organisation)
    talks, quarters = found[f"{TALKS} naar kanaal"], found[f"{QUARTERS} naar kanaal"]
    assert (talks.table.counts["Telefoon",], quarters.table.counts["Telefoon",]) == (5, 14 + 4)
    # all of it is of one visitor, which is what the threshold looks at
    assert (talks.visitors["Telefoon",], talks.largest["Telefoon",]) == (1, 5)
    (standing,) = sheet.desk.get("/kwesties/imports.json")[1]["imports"]
    assert standing["encounters"] == 5
    pieces = sheet.desk.get(f"/kwesties/{Matter.objects.get().pk}/stukken.json")[1]["encounters"]
    assert {(one["times"], one["quarters"]) for one in pieces} == {(4, 14), (1, None)}


def test_without_a_time_of_all_each_conversation_takes_as_long_as_the_row_says(sheet: Importing) -> None:
    sheet.send(sheet.matter(a_row(times=3, duration="half_hour", channel="email")))
    quarters = tables(sheet.people.organisation)[f"{QUARTERS} naar kanaal"]
    assert quarters.table.counts["E-mail",] == 6


def test_quarters_are_shared_out_whole_and_nothing_gets_lost() -> None:
    one = Talk("v", date(2026, 1, 1), "", 0, frozenset())
    assert [talk.minutes for talk in each_of(one, 4, 14)] == [60, 60, 45, 45]
    assert each_of(one, 2, None) == [one, one]


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": 0},
        {"times": 201},
        {"times": -1},
        {"times": 4.5},
        {"times": "4"},
        {"quarters": 801},
        {"quarters": 0},
        {"times": 4, "quarters": 3},
    ],
)
def test_a_number_that_cannot_be_keeps_everything_out(sheet: Importing, wrong: Json) -> None:
    assert sheet.send(sheet.matter(), sheet.matter(a_row(**wrong)))[0] == 422
    assert not Encounter.objects.exists()


def test_nobody_notes_more_than_one_conversation_at_once(sheet: Importing) -> None:
    from tests.making import a_note, make_matter

    ready = make_matter(sheet.people.amina)
    note = a_note(ready, encounter=an_encounter() | {"times": 4})
    assert sheet.desk.post(f"/kwesties/{ready.pk}/noteren.json", note)[0] == 422


def test_involvement_and_levels_of_integrity_of_a_sheet_fill_their_sections(sheet: Importing) -> None:
    register = {"nature": [], "primary_nature": "", "integrity_levels": ["organisational", "societal"]}
    row = a_row(times=2, involvement=["listening", "referral"])
    assert sheet.send(sheet.matter(row, register=register))[0] == 200
    found = tables(sheet.people.organisation)
    told = {
        name: one.table.counts["ja",] for name, one in found.items() if len(one.table.counts) == 2 and "ja" in str(one)
    }
    assert told[f"{TALKS} naar Luisterend oor / opvang"] == told[f"{TALKS} naar Doorverwijzen"] == 2
    assert told[f"{TALKS} naar Nazorg"] == 0
    levels = [
        told[f"inbrengers naar niveau {level}"] for level in ("persoonlijk", "organisatorisch", "maatschappelijk")
    ]
    assert levels == [0, 1, 1]


def test_the_style_that_a_practice_does_not_work_in_stays_out_of_its_imports(sheet: Importing) -> None:
    assert sheet.send(sheet.matter(a_row(involvement=["active_in_conversation"])))[0] == 422
