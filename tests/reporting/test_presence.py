"""What stands in a report and what does not tells nobody whether anybody came: nought and one give the same report."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction

from nabij.matters.models import Encounter, Matter
from nabij.people.models import Unit
from nabij.releases.actions import open_ledger
from nabij.releases.models import Ledger
from nabij.releases.rules import STAFF
from nabij.reporting.answers import judged, looked_at, open_tables
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.beside import NO_WORK
from nabij.reporting.rules.tables import PLACE, QUARTERS, TALKS, WORK
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from nabij_disclosure.release import Mark, Release
from nabij_disclosure.sensitive import Reason
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready
from tests.reporting.test_nothing_else import pdf_text

type Change = Callable[[list[Matter]], object]

SEED = b"one seed for all of these reports"

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def as_it_was(rows: list[Matter]) -> None:
    """Nothing else in the register."""


def forms(people: Personas, count: int, change: Change = as_it_was) -> dict[str, object]:
    """All that goes out of a year with so many people, after a change of the register; and then none of it was."""
    with transaction.atomic():
        change(a_year(people.amina, people.organisation, count))
        Ledger.objects.filter(pk=open_ledger(people.organisation).pk).update(seed=SEED)
        report = publish(set_ready(begun(people.amina, people.organisation), people.amina), people.amina)
        told = finished(report)
        found = {
            "page": str(page_of(told)),
            "csv": csv_of(told),
            "pdf": list(pdf_text(told)),
            "word": word_of(told),
            "tables": [one.shown.name for one in report.releases()],
        }
        transaction.set_rollback(True)
    return found


def many_talks(rows: list[Matter]) -> None:
    """Of the first who came ten conversations more."""
    Encounter.objects.bulk_create(
        Encounter(
            id=uuid4(),
            practice_id=rows[0].practice_id,
            matter=rows[0],
            month=rows[0].opened_month,
            channel="phone",
            duration=band,
        )
        for band in ("hour", "half_hour") * 5
    )


@pytest.mark.parametrize(("count", "change"), [(1, as_it_was), (1, many_talks), (2, as_it_was), (4, many_talks)])
def test_nobody_and_a_few_give_the_same_report(people: Personas, count: int, change: Change) -> None:
    assert forms(people, 0) == forms(people, count, change)


def test_nobody_and_a_few_give_the_same_report_after_a_year_in_which_many_came(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40, 2024)
    publish(set_ready(begun(people.amina, people.organisation, 2024), people.amina), people.amina)
    assert forms(people, 0) == forms(people, 1) == forms(people, 4)


def emptied(**codes: object) -> Change:
    """A change that takes codes from all matters."""
    return lambda rows: Matter.objects.filter(pk__in=[row.pk for row in rows]).update(**codes)


def but_one(rows: list[Matter], change: Change, **codes: object) -> None:
    change(rows)
    Matter.objects.filter(pk=rows[0].pk).update(**codes)


@pytest.mark.parametrize(
    ("none", "one"),
    [
        ({"integrity_levels": []}, {"integrity_levels": ["personal"]}),
        ({"outcome": ""}, {"outcome": "formal_complaint"}),
        ({"person_position": ""}, {"person_position": "bystander"}),
    ],
)
def test_of_forty_nobody_and_one_with_something_give_the_same_report(
    people: Personas, none: dict[str, object], one: dict[str, object]
) -> None:
    without = emptied(**none)
    assert forms(people, 40, without) == forms(people, 40, lambda rows: but_one(rows, without, **one))


def test_of_forty_nobody_and_one_of_the_only_part_give_the_same_report(people: Personas) -> None:
    without = emptied(unit=None)
    assert forms(people, 40, without) == forms(people, 40, lambda rows: but_one(rows, without, unit=people.unit))


def talks_of(count: int) -> Change:
    """A change that leaves the conversations of so many people."""
    return lambda rows: Encounter.objects.filter(matter__in=[row.pk for row in rows[count:]]).delete()


def test_of_forty_nobody_and_a_few_with_a_conversation_give_the_same_report(people: Personas) -> None:
    nobody = forms(people, 40, talks_of(0))
    assert nobody == forms(people, 40, talks_of(1)) == forms(people, 40, talks_of(4))
    assert "Hoeveel gesprekken we voerden, tonen we niet." in str(nobody["page"])
    assert "Hoeveel tijd de gesprekken kostten, tonen we niet." in str(nobody["page"])
    assert "Hoeveel tijd de gesprekken kostten, tonen we niet." not in str(forms(people, 40)["page"])


def test_an_organisation_without_parts_has_no_table_of_them(people: Personas) -> None:
    Unit.objects.filter(organisation=people.organisation).delete()
    assert f"inbrengers naar {PLACE}" not in forms(people, 40)["tables"]


def test_authors_read_why_no_conversation_is_told_of(people: Personas) -> None:
    a_year(people.amina, people.organisation, 4)
    looked = looked_at(begun(people.amina, people.organisation))
    (ways,) = [one for one in looked.classifications if one.name == "kanaal"]
    assert {one.measure for one in ways.tables} == {TALKS, QUARTERS} == WORK
    assert {one.sentence for one in ways.tables} == {NO_WORK.format(threshold=5)}


@pytest.mark.parametrize(
    ("heads", "reason"),
    [(6, Reason.FEW_STAFF), (11, Reason.NEARLY_ALL), (12, Reason.NEARLY_ALL), (16, Reason.NEARLY_ALL), (17, None)],
)
def test_a_part_where_nearly_all_came_or_more_than_work_there_is_not_shown(
    people: Personas, heads: int, reason: Reason | None
) -> None:
    places = {"Kluis": (12, heads), "Zuid": (20, 100), "Oost": (15, 100), "West": (9, 80)}
    Unit.objects.filter(organisation=people.organisation).delete()
    rows = iter(a_year(people.amina, people.organisation, 64))
    for name, (came, work) in places.items():
        unit = Unit.objects.create(
            practice=people.practice, organisation=people.organisation, name=name, head_count=work
        )
        Matter.objects.filter(pk__in=[next(rows).pk for _ in range(came)]).update(unit=unit)
    Matter.objects.filter(pk__in=[row.pk for row in rows]).update(unit=None)
    Ledger.objects.filter(pk=open_ledger(people.organisation).pk).update(seed=SEED)
    outs = judged(begun(people.amina, people.organisation)).outs
    (out,) = [one for one in outs if one.table.name == f"inbrengers naar {PLACE}"]
    assert out.reasons.get(("Kluis",)) == reason
    if reason is not None:
        assert out.figures["Kluis",] is Mark.HIDDEN
        assert out.entry.watched["Kluis",] == (0, max(heads, 12))


@pytest.mark.parametrize(("heads", "alone"), [(92, Reason.NEARLY_ALL), (88, Reason.FEW_STAFF), (120, None), (80, None)])
def test_a_part_with_parts_of_its_own_is_held_against_who_work_there_and_in_none_of_them(
    people: Personas, heads: int, alone: Reason | None
) -> None:
    """12 came who are noted at "Zorg" itself, of 12, 8, 40 or nobody who works at it and in none of its parts."""
    Unit.objects.filter(organisation=people.organisation).delete()
    rows = iter(a_year(people.amina, people.organisation, 64))
    zorg = None
    for name, came, work in (("Zorg", 12, heads), ("Nacht", 20, 40), ("Dag", 15, 40), ("Keuken", 9, 80)):
        unit = Unit.objects.create(
            practice=people.practice,
            organisation=people.organisation,
            name=name,
            head_count=work,
            parent=None if name == "Keuken" else zorg,
        )
        zorg = zorg or unit
        Matter.objects.filter(pk__in=[next(rows).pk for _ in range(came)]).update(unit=unit)
    Matter.objects.filter(pk__in=[row.pk for row in rows]).update(unit=None)
    report = begun(people.amina, people.organisation)
    (out,) = [one for one in judged(report).outs if one.table.name == f"inbrengers naar {PLACE}"]
    assert isinstance(out, Release)
    assert out.reasons.get(("Zorg",)) == alone
    assert alone is None or out.figures["Zorg",] is Mark.HIDDEN
    (staff,) = [one for one in open_tables(report) if one.measure == STAFF]
    assert staff.values[staff.top] == max(heads, 80) + 80
