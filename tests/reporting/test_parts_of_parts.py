"""A part that has parts of its own counts each who works there once: in print, in rings and in what is hidden."""

import pytest

from nabij.matters.models import Matter
from nabij.people.models import Organisation, Unit
from nabij.releases.actions import open_ledger
from nabij.releases.models import Ledger
from nabij.reporting import answers
from nabij.reporting.assembling.quiet import prior_of, units_of
from nabij.reporting.own_numbers import own_numbers
from nabij.reporting.reading import finished, known_of
from nabij.reporting.rules.silence import Ring, rings
from nabij.reporting.rules.silence import Unit as Quiet
from nabij.reporting.rules.story import SECTIONS
from nabij.reporting.rules.tables import PLACE
from nabij_disclosure.release import Mark, Release
from nabij_disclosure.sensitive import Reason
from tests.personas import Personas
from tests.reporting.attackers import learned
from tests.reporting.registers import a_year, begun
from tests.reporting.test_assembling import section, text_of
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

WHOLE = 490


def waterrijk(people: Personas, **heads: int) -> tuple[Organisation, dict[str, Unit]]:
    """Four parts, one of which lies in another: 490 people work there, and the parts' own counts add up to 585."""
    counts = {"Sociaal domein": 160, "Ruimte": 210, "Buitendienst": 95, "Bedrijfsvoering": 120} | heads
    organisation, units = another(people.practice, people.amina, "Waterrijk", counts)
    by_name = {one.name: one for one in units}
    Unit.objects.filter(name="Buitendienst").update(parent=by_name["Ruimte"])
    Organisation.objects.filter(pk=organisation.pk).update(head_count=WHOLE)
    return Organisation.objects.get(pk=organisation.pk), by_name


def said_of_people(people: Personas, organisation: Organisation) -> str:
    return text_of(section(finished(published(people.amina, organisation, 2025)), SECTIONS["people"]))


def test_the_report_prints_how_many_work_there_and_counts_nobody_twice(people: Personas) -> None:
    organisation, units = waterrijk(people)
    come(people.amina, organisation, 2025, Came(40, units=list(units.values())))
    told = said_of_people(people, organisation)
    assert "in alle onderdelen samen werken 490 mensen" in told
    assert "585" not in told


@pytest.mark.parametrize(("came", "printed"), [(244, True), (260, False)])
def test_that_number_stands_there_only_where_twice_as_many_work_there_as_came(
    people: Personas, came: int, printed: bool
) -> None:
    organisation, units = waterrijk(people)
    come(people.amina, organisation, 2025, Came(came, units=list(units.values())))
    assert ("in alle onderdelen samen" in said_of_people(people, organisation)) == printed


def test_of_a_part_whose_count_is_not_known_no_sum_of_all_is_told(people: Personas) -> None:
    organisation, units = waterrijk(people, Bedrijfsvoering=0)
    come(people.amina, organisation, 2025, Came(40, units=list(units.values())))
    assert "in alle onderdelen samen" not in said_of_people(people, organisation)


def test_a_part_with_parts_has_no_open_ring_for_those_who_are_counted_elsewhere(people: Personas) -> None:
    for number in range(4):
        other, parts = another(people.practice, people.amina, f"Ander {number}", {"Oost": 200, "West": 250})
        come(people.amina, other, 2024, Came(90, units=parts))
        published(people.amina, other, 2024)
    organisation, units = waterrijk(people)
    for name, count in {"Sociaal domein": 32, "Ruimte": 18, "Buitendienst": 19, "Bedrijfsvoering": 24}.items():
        come(people.amina, organisation, 2025, Came(count, units=[units[name]]))
    report = published(people.amina, organisation, 2025)
    known = known_of(report, [one.shown for one in report.releases()])
    found = {one.name: one for one in units_of(known.now)}
    assert {name: one.heads for name, one in found.items()} == {
        "Sociaal domein": 160,
        "Ruimte": 115,
        "Buitendienst": 95,
        "Bedrijfsvoering": 120,
    }
    drawn = rings(list(found.values()), prior_of(known), threshold=5)
    assert Ring.OPEN not in drawn.values()
    # held against all of Ruimte, who work at Buitendienst would make it look quiet
    flat = [Quiet(one.name, 630 if one.name == "Ruimte" else one.heads, one.seen) for one in found.values()]
    assert rings(flat, prior_of(known), threshold=5)["Ruimte"] is Ring.OPEN
    (ruimte,) = [one for one in own_numbers(report).parts if one.place == "Ruimte"]
    assert ruimte.own is not None
    assert "Bij 115 medewerkers" in ruimte.own.sentence


@pytest.mark.parametrize(("came", "at_itself", "reason"), [(6, 8, Reason.FEW_STAFF), (11, 14, Reason.NEARLY_ALL)])
def test_who_works_at_the_part_itself_learns_of_no_colleague_there(
    people: Personas, came: int, at_itself: int, reason: Reason
) -> None:
    organisation, units = waterrijk(people, Ruimte=95 + at_itself)
    organisation.appointment_set.create(practice=people.practice, counsellor=people.bram)
    Ledger.objects.filter(pk=open_ledger(organisation).pk).update(seed=b"one seed for every report of this")
    rows = iter(a_year(people.amina, organisation, came + 45))
    for name, count in {"Ruimte": came, "Buitendienst": 12, "Sociaal domein": 18, "Bedrijfsvoering": 15}.items():
        Matter.objects.filter(pk__in=[next(rows).pk for _ in range(count)]).update(unit=units[name])
    report = begun(people.amina, organisation)
    draft = answers.judged(report)
    (out,) = [one for one in draft.outs if one.table.name == f"inbrengers naar {PLACE}"]
    assert isinstance(out, Release)
    assert out.reasons["Ruimte",] is reason
    assert out.figures["Ruimte",] is Mark.HIDDEN
    assert out.entry.watched["Ruimte",][0] == 0
    assert learned(report, draft).none
