"""What went out stands when matters of it are deleted, as Nabij deletes them; the next year is told beside it."""

from uuid import uuid4

import pytest

from nabij.kit.clock import this_month
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.matters.actions.importing import undo_import
from nabij.matters.models import Do as DoMatter
from nabij.matters.models import Encounter, ImportBatch, Matter
from nabij.people.models import User
from nabij.releases.models import Release, broken_ledgers
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.answers import judged
from nabij.reporting.assembling.people import came_in
from nabij.reporting.models import Do, Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished, known_of
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.table_file import csv_of
from nabij_vault.keys import SigningKey
from tests.contact.leaving import erase
from tests.contact.making import SEED, Door, a_taking_on, a_wish, make_conversation, open_door
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def brought_in(keeper: User, rows: list[Matter]) -> ImportBatch:
    """These matters as one import brought them in, with two conversations each."""
    batch = ImportBatch.objects.create(
        id=uuid4(), practice_id=keeper.practice_id, keeper=keeper, encounters=2 * len(rows)
    )
    Matter.objects.filter(pk__in=[one.pk for one in rows]).update(imported_in=batch, turn="nobody")
    Encounter.objects.filter(matter__in=rows).update(imported=True)
    return batch


def undone(keeper: User, batch: ImportBatch) -> None:
    rows = Matter.objects.filter(imported_in=batch).order_by("pk")
    undo_import(
        permit(keeper, DoMatter.UNDO_IMPORT, batch), [permit(keeper, DoMatter.UNDO_IMPORT, one) for one in rows]
    )


def erased(people: Personas) -> Matter:
    """A matter of this month, destroyed at the wish of its visitor."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    taking = a_taking_on(conversation, people.amina)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    matter = Matter.objects.get(pk=conversation.pk)
    assert erase(people.amina, matter)[0] == 200
    return matter


def printed(report: Report) -> tuple[str, bytes, bytes]:
    told = finished(Report.objects.get(pk=report.pk))
    return page_of(told), csv_of(told), pdf_of(told)


def out(people: Personas, year: int) -> Report:
    return publish(set_ready(begun(people.amina, people.organisation, year), people.amina), people.amina)


def test_a_report_stands_and_the_next_is_told_beside_it_when_its_matters_are_gone(people: Personas) -> None:
    year = this_month().year - 1
    rows = a_year(people.amina, people.organisation, 40, year)
    batch = brought_in(people.amina, rows[:11])
    first = out(people, year)
    was, lines = printed(first), list(Release.objects.order_by("sequence").values())
    undone(people.amina, batch)
    assert Matter.objects.filter(opened_month__year=year).count() == 29
    a_year(people.amina, people.organisation, 39, year + 1)
    gone = erased(people)
    assert Matter.objects.get(pk=gone.pk).destroyed
    second = out(people, year + 1)
    # not a letter of what went out is another, and the year is told as it went out and not as it is counted now
    assert printed(first) == was
    assert list(Release.objects.order_by("sequence").values())[: len(lines)] == lines
    known = known_of(second, [one.shown for one in second.releases()])
    assert [came_in(one) for one in known.earlier if one.year == year] == [40]
    # a destroyed matter is counted by its codes
    assert came_in(known.now) == 40
    assert all(printed(second))
    assert broken_ledgers() == {}


def test_a_year_of_which_most_was_deleted_is_judged_beside_what_is_out(people: Personas) -> None:
    """It counts fewer quarters now than there were conversations when those went out, which contradicts nothing."""
    year = this_month().year - 1
    batch = brought_in(people.amina, a_year(people.amina, people.organisation, 40, year)[:30])
    first = out(people, year)
    undone(people.amina, batch)
    second = correct_report(permit(people.bram, Do.CORRECT, first))
    with pytest.raises(Refused) as caught:
        judged(second)
    # what it says is what can be done, and that can be done
    assert caught.value.code == "vanished"
    kept = replan(second, people, planning.as_before(plan_of(first.plan), as_before=True))
    assert publish(set_ready(kept, people.amina), people.amina).published_at
    a_year(people.amina, people.organisation, 39, year + 1)
    assert out(people, year + 1).published_at
    assert broken_ledgers() == {}
