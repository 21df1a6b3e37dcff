"""Between Klaarzetten and the board nothing comes in unseen, and what is out stays the same and can be read."""

import pytest
from django.utils import timezone

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.reporting.actions import meeting as actions
from nabij.reporting.actions.digest import digest_of
from nabij.reporting.answers import judged
from nabij.reporting.models import Agreement, Do, Meeting, Report
from nabij.reporting.page import page_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.meeting import Overtaken
from nabij.reporting.rules.story import story_of
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def agreed(people: Personas) -> Report:
    """Last year's report, out, with a conversation that took place and one agreement."""
    a_year(people.amina, people.organisation, 20, 2024)
    a_year(people.amina, people.organisation, 20, 2025)
    report = publish(set_ready(begun(people.amina, people.organisation, 2024), people.amina), people.amina)
    actions.close_meeting(permit(people.amina, Do.CLOSE_MEETING, report), timezone.localdate(), 0)
    actions.agree(permit(people.amina, Do.AGREE, report), "Een gezamenlijke studiedag.", "directie", None, 2025)
    return report


def reworded(people: Personas, text: str) -> None:
    one = Agreement.objects.earliest("pk")
    actions.change_agreement(
        permit(people.bram, Do.CHANGE_AGREEMENT, one), text, "directie", by_when=None, version=one.version
    )


def test_an_agreement_does_not_change_under_a_report_that_stands_ready(people: Personas, agreed: Report) -> None:
    ready = set_ready(begun(people.amina, people.organisation, 2025), people.amina)
    with pytest.raises(Refused, match="staat klaar"):
        reworded(people, "Gesprek met de drie klagers van de Thuiszorg.")
    with pytest.raises(Overtaken):
        actions.agree(permit(people.amina, Do.AGREE, agreed), "Nog een studiedag.", "directie", None, 2025)
    actions.agree(permit(people.amina, Do.AGREE, agreed), "Nog een studiedag.", "directie", None, 2026)
    with pytest.raises(Refused, match="staat klaar"):
        actions.remove_agreement(permit(people.amina, Do.REMOVE_AGREEMENT, Agreement.objects.earliest("pk")))
    told = str(page_of(finished(publish(ready, people.amina))))
    assert "Een gezamenlijke studiedag." in told
    assert "Nog een studiedag." not in told


def test_what_was_agreed_is_part_of_what_is_set_ready(people: Personas, agreed: Report) -> None:
    report = begun(people.amina, people.organisation, 2025)
    before = digest_of(report, judged(report))
    reworded(people, "Twee gezamenlijke studiedagen.")
    assert digest_of(report, judged(report)) != before


def test_an_agreement_that_says_how_many_is_looked_over_with_the_story(people: Personas, agreed: Report) -> None:
    reworded(people, "Nazorg voor beide inbrengers.")
    with pytest.raises(Refused, match="nog niet beslist"):
        publish(set_ready(begun(people.amina, people.organisation, 2025), people.amina), people.amina)
    assert Report.objects.get(year=2025).published_at is None


@pytest.mark.parametrize(
    "text",
    [
        "Er kwamen 4 mensen, en bij 2 ging het om geweld.",
        "Er kwam 1 inbrenger over geweld.",
        "Nul mensen kwamen over geweld.",
        "Er kwamen 3 mensen.",
    ],
)
def test_minutes_say_no_small_number_of_people_unseen(people: Personas, text: str) -> None:
    a_year(people.amina, people.organisation, 3, 2024)
    report = publish(set_ready(begun(people.amina, people.organisation, 2024), people.amina), people.amina)
    actions.close_meeting(permit(people.amina, Do.CLOSE_MEETING, report), timezone.localdate(), 0)
    told = {"text": text, "version": Meeting.objects.get().version, "seen": ""}
    answer = browser_of(people.amina).post(f"/jaarverslagen/gesprekken/{report.pk}/verslag/", told)
    assert answer.status_code == 422
    assert Meeting.objects.get().minutes == ""


@pytest.mark.parametrize("sign", ["\x07", "\u202e", "\u0378", "\ud800"])
def test_a_sign_that_no_paper_holds_does_not_come_in(sign: str) -> None:
    with pytest.raises(Refused, match="niet op papier"):
        story_of({"foreword": [f"Een jaar {sign}."]})


def test_one_enter_in_a_text_is_a_blank() -> None:
    assert story_of({"foreword": ["Een regel\nen nog een.\tKlaar."]}).foreword == ("Een regel en nog een. Klaar.",)


@pytest.mark.parametrize("sign", ["文", "😀"])
def test_what_cannot_be_drawn_does_not_go_out(people: Personas, sign: str) -> None:
    a_year(people.amina, people.organisation, 40)
    report = set_ready(begun(people.amina, people.organisation), people.amina)
    Report.objects.filter(pk=report.pk).update(text={**report.text, "foreword": [f"Een jaar van {sign}."]})
    report.refresh_from_db()
    with pytest.raises(Refused, match="kan niet op papier"):
        publish(report, people.amina)
    assert Report.objects.get(pk=report.pk).published_at is None


def test_a_report_that_is_out_keeps_its_names(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = publish(set_ready(begun(people.amina, people.organisation), people.amina), people.amina)
    before = finished(report)
    type(people.organisation).objects.update(name="Heet nu anders")
    type(people.practice).objects.update(name="Ook anders")
    assert finished(Report.objects.get(pk=report.pk)) == before
