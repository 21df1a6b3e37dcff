"""What was decided about a sentence holds in the next edition, as long as sentence and finding are the same."""

from typing import Literal

import pytest

from nabij.kit.permit import Permit, permit
from nabij.reporting import answers
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.actions.story import decide, spots_in, take_back, why_not_out
from nabij.reporting.models import Do, Report
from nabij.reporting.rules.findings import NOBODY, Choice
from nabij.reporting.rules.story import Beside, Story
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

WHY = "Dit getal is van het team en niet van mensen die kwamen."


def story(*paragraphs: str) -> Story:
    return Story(beside={"people": Beside(paragraphs)})


def keep_all(people: Personas, report: Report) -> Report:
    for spot in spots_in(report, answers.judged(report)):
        report = Report.objects.get(pk=report.pk)
        allowed: Permit[Report, Literal[Do.DECIDE]] = permit(people.bram, Do.DECIDE, report)
        decide(allowed, answers.judged(report), spot.key, Choice.KEPT, WHY, NOBODY)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def first(people: Personas) -> Report:
    a_year(people.amina, people.organisation, 40)
    told = story("In ons team werken 3 mensen die luisteren naar wie er komt.", "Er waren 2 mensen bij het gesprek.")
    row = set_ready(begun(people.amina, people.organisation), people.amina, told)
    return publish(keep_all(people, row), people.amina)


def corrected(people: Personas, report: Report, told: Story) -> Report:
    return set_ready(correct_report(permit(people.amina, Do.CORRECT, report)), people.amina, told)


def open_spots(report: Report) -> list[str]:
    decided = {one["key"] for one in report.findings}
    return [spot.found for spot in spots_in(report, answers.judged(report)) if spot.key not in decided]


def test_only_what_changed_is_asked_again(people: Personas, first: Report) -> None:
    assert first.findings
    # the fourth word behind the number is another one: the key alone would not see it
    told = story("In ons team werken 3 mensen die luisteren naar wie belt.", "Er waren 2 mensen bij het gesprek.")
    second = corrected(people, first, told)
    assert [found[:1] for found in open_spots(second)] == ["3"]
    assert [(one["carried"], one["by"], one["reason"]) for one in second.findings] == [
        (1, str(people.bram.pk), WHY),
    ]
    assert why_not_out(second, answers.judged(second))
    page = Desk(people.amina).client.get(f"/jaarverslagen/{second.pk}/verhaal/?nagekeken").content.decode()
    assert "overgenomen uit de eerste uitgave: deze zin is niet veranderd" in page


def test_an_unchanged_text_asks_nothing_and_is_recorded_once(people: Personas, first: Report) -> None:
    told = story("In ons team werken 3 mensen die luisteren naar wie er komt.", "Er waren 2 mensen bij het gesprek.")
    second = corrected(people, first, told)
    assert open_spots(second) == []
    assert why_not_out(second, answers.judged(second)) == ()
    take_back(permit(people.amina, Do.TAKE_BACK, second))
    again = set_ready(Report.objects.get(pk=second.pk), people.amina, told)
    assert again.findings == second.findings


def test_in_another_section_it_is_asked_again(people: Personas, first: Report) -> None:
    told = Story(beside={"talks": Beside(("Er waren 2 mensen bij het gesprek.",))})
    assert open_spots(corrected(people, first, told))


def test_what_was_carried_does_not_outlive_its_sentence(people: Personas, first: Report) -> None:
    told = story("In ons team werken 3 mensen die luisteren naar wie er komt.", "Er waren 2 mensen bij het gesprek.")
    second = corrected(people, first, told)
    assert any("carried" in one for one in second.findings)
    take_back(permit(people.amina, Do.TAKE_BACK, second))
    changed = "In ons team werken 3 mensen die luisteren naar heel andere verhalen."
    other = story(changed, "Er waren 2 mensen bij het gesprek.")
    again = set_ready(Report.objects.get(pk=second.pk), people.amina, other)
    assert [found[:1] for found in open_spots(again)] == ["3"]
