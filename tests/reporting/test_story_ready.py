"""A text that its authors set ready: looked over, decided on, taken back; nothing readable before or after."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.people.models import Unit
from nabij.reporting import answers
from nabij.reporting.actions.digest import digest_of
from nabij.reporting.actions.story import spots_in, why_not_out
from nabij.reporting.models import Report
from nabij.reporting.rules.findings import Kind
from nabij.reporting.rules.group_names import named_by_authors
from nabij.reporting.rules.plan import plain, plan_of
from nabij.reporting.rules.story import MOST_SIGNS, SECTIONS
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.stories import TEXT, a_counted_year, a_section, address, begun, ready, sections

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def told(text: str, *keys: str) -> dict[str, object]:
    return {"beside": {key: {"paragraphs": [text], "question": "", "why_none": ""} for key in keys or ("people",)}}


def decide(desk: Desk, report: Report, key: str, choice: str, reason: str = "", counts: str = "niemand") -> int:
    data = {"key": key, "choice": choice, "reason": reason, "counts": counts}
    return desk.client.post(address(report, "beslissen/"), data).status_code


def test_the_text_stands_ready_once_with_who_and_the_digest_of_its_figures(people: Personas) -> None:
    report, _, bram = ready(people, TEXT)
    assert (report.ready_by, report.text["beside"]["people"]["paragraphs"]) == (
        people.amina,
        ["Vaker dan eerder kwam iemand vroeg."],
    )
    assert report.figures == digest_of(report, answers.judged(report))
    again = {"epoch": 1, "counter": 1, "text": TEXT}
    assert bram.post(address(report, "klaarzetten.json"), again) == (200, {"saved": True, "already": True})
    other = again | {"text": told("Iets anders.")}
    assert bram.post(address(report, "klaarzetten.json"), other)[1]["code"] == "stale"
    assert Entry.objects.filter(verb="set_report_ready").count() == 1
    assert Report.objects.get().ready_by == people.amina


def test_a_text_from_before_the_other_wrote_on_is_stale(people: Personas) -> None:
    report, amina, bram = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    bram.post(address(report, "bewaren.json"), sections(report, a_section()))
    for stale in ({"epoch": 1, "counter": 1}, {"epoch": 2, "counter": 2}, {"epoch": 1, "counter": 3}):
        assert amina.post(address(report, "klaarzetten.json"), stale | {"text": TEXT})[1]["code"] == "stale"
    assert Report.objects.get().text == {}
    assert amina.post(address(report, "klaarzetten.json"), {"epoch": 1, "counter": 2, "text": TEXT})[0] == 200


@pytest.mark.parametrize(
    "text",
    [
        [],
        "verhaal",
        {"beside": {"elders": {"paragraphs": [], "question": "", "why_none": ""}}},
        {"beside": {"people": {"paragraphs": "geen lijst", "question": "", "why_none": ""}}},
        {"beside": {"people": {"paragraphs": [], "question": "Geen vraag.", "why_none": ""}}},
        {"foreword": ["x" * (MOST_SIGNS + 1)]},
        {"foreword": ["x"] * 61},
        {"happened": [{"year": 2025, "month": 13, "text": "x"}]},
        {"followed": [{"key": "a", "became": "", "text": "x"}]},
    ],
)
def test_what_is_no_story_is_refused_and_nothing_is_kept(people: Personas, text: object) -> None:
    report, amina, _ = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    body = {"epoch": 1, "counter": 1, "text": text}
    assert amina.post(address(report, "klaarzetten.json"), body)[0] == 422
    kept = Report.objects.get()
    assert (kept.text, kept.ready_at, kept.figures) == ({}, None, "")


def test_while_it_stands_ready_nothing_is_written_and_the_page_shows_the_text(people: Personas) -> None:
    report, amina, bram = ready(people, TEXT)
    assert bram.post(address(report, "bewaren.json"), sections(report, a_section()))[1]["code"] == "ready"
    page = amina.client.get(address(report, "")).content.decode()
    assert "Vaker dan eerder kwam iemand vroeg." in page
    assert amina.get(address(report, "stukken.json"))[1]["ready"] is True


def test_taken_back_nothing_readable_stays_and_a_second_click_does_nothing(people: Personas) -> None:
    report, amina, bram = ready(people, told("In 2025 leerden 37 mensen hoe je luistert."))
    key = spots_in(report, answers.judged(report))[0].key
    assert decide(amina, report, key, "kept", "Dit getal staat ook op de site.") == 302
    assert amina.client.post(address(report, "terug/")).status_code == 302
    assert bram.client.post(address(report, "terug/")).status_code == 302
    kept = Report.objects.get()
    assert (kept.text, kept.figures, kept.ready_by, kept.ready_at) == ({}, "", None, None)
    assert [one["key"] for one in kept.findings] == [key]
    assert Entry.objects.filter(verb="take_report_back").count() == 1
    assert bram.post(address(report, "bewaren.json"), sections(report, a_section()))[0] == 200


def test_a_finding_is_kept_only_with_a_reason_and_recorded_with_who_and_when(people: Personas) -> None:
    report, amina, bram = ready(people, told("Er leerden 37 mensen uit Noord hoe je luistert."))
    spots = spots_in(report, answers.judged(report))
    assert Kind.NUMBER in {spot.finding.kind for spot in spots}
    key = spots[0].key
    assert decide(amina, report, key, "kept", "te kort") == 422
    assert decide(amina, report, "0" * 64, "kept", "Dit kan zo blijven staan.") == 422
    assert decide(amina, report, key, "misschien", "Dit kan zo blijven staan.") == 422
    assert Report.objects.get().findings == []
    assert decide(bram, report, key, "kept", "Dit kan zo blijven staan.") == 302
    assert decide(bram, report, key, "kept", "Dit kan zo blijven staan.") == 302
    assert Report.objects.get().text != {}
    # who changes the words goes back to writing
    assert decide(amina, report, key, "changed") == 302
    assert Report.objects.get().text == {}
    lines = Report.objects.get().findings
    assert [(one["choice"], one["by"]) for one in lines] == [
        ("kept", str(people.bram.pk)),
        ("changed", str(people.amina.pk)),
    ]
    assert all(one["at"] for one in lines)
    assert Entry.objects.filter(verb="decide_on_finding").count() == 2


def test_nothing_goes_out_while_a_section_is_untold_or_a_finding_undecided(people: Personas) -> None:
    report, amina, _ = ready(people, told("Er leerden 37 mensen hoe je luistert."))
    judged = answers.judged(report)
    said = why_not_out(report, judged)
    assert "Over 1 plek in de tekst is nog niet beslist." in said
    assert any("Hoeveel gesprekken we voerden" in sentence for sentence in said)
    assert not any("Hoeveel mensen kwamen" in sentence for sentence in said)
    decide(amina, report, spots_in(report, judged)[0].key, "kept", "Dit getal staat ook op de site.")
    report.refresh_from_db()
    assert not any("beslist" in sentence for sentence in why_not_out(report, judged))
    amina.client.post(address(report, "terug/"))
    report.refresh_from_db()
    assert len(why_not_out(report, judged)) == 1


def test_the_overview_tells_what_is_left_before_it_says_that_all_is_ready(people: Personas) -> None:
    report, amina, _ = ready(people, told("Er leerden 37 mensen hoe je luistert."))
    page = amina.client.get(f"/jaarverslagen/{report.pk}/").content.decode()
    assert "Over 1 plek in de tekst is nog niet beslist." in page
    assert "Alles staat klaar" not in page
    with patch("nabij.reporting.views.figures.why_not_out", return_value=()):
        assert "Alles staat klaar" in amina.client.get(f"/jaarverslagen/{report.pk}/").content.decode()
    with patch("nabij.reporting.views.figures.answers.judged_at_once", return_value=None):
        unsaid = amina.client.get(f"/jaarverslagen/{report.pk}/").content.decode()
    assert "Kijk bij het verhaal of er nog iets te beslissen is" in unsaid
    assert "Alles staat klaar" not in unsaid


def test_figures_that_moved_are_in_the_way(people: Personas) -> None:
    report, _, _ = ready(people, TEXT)
    judged = answers.judged(report)
    with patch("nabij.reporting.actions.story.digest_of", return_value="0" * 64):
        assert "cijfers zijn veranderd" in why_not_out(report, judged)[0]


def test_a_count_that_would_be_hidden_is_found_in_a_text(people: Personas) -> None:
    Unit.objects.filter(pk=people.unit.pk).update(head_count=3)
    report, _, _ = ready(people, told("Uit Noord kwamen 2 mensen; tussen 0 en 4 zeggen de cijfers."))
    found = [spot.found for spot in spots_in(report, answers.judged(report))]
    assert "2" in found
    assert not {"0", "4", "0 en 4"} & set(found)


def test_a_decision_about_one_section_decides_nothing_in_another(people: Personas) -> None:
    report, amina, _ = ready(people, told("Er leerden 37 mensen hoe je luistert.", "people", "talks"))
    judged = answers.judged(report)
    first, second = spots_in(report, judged)
    assert first.key != second.key
    decide(amina, report, first.key, "kept", "Dit getal staat ook op de site.")
    report.refresh_from_db()
    assert "Over 1 plek in de tekst is nog niet beslist." in why_not_out(report, judged)


def test_where_no_safe_figures_can_be_made_writing_goes_on_and_nothing_goes_out(people: Personas) -> None:
    report, amina, _ = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    with patch("nabij.reporting.answers.judged", side_effect=Refused("Van deze cijfers is geen veilige tabel.")):
        status, said = amina.get(address(report, "onderdelen.json"))
        assert (status, [one["key"] for one in said["sections"]]) == (200, list(SECTIONS))
        body = {"epoch": 1, "counter": 1, "text": TEXT}
        assert amina.post(address(report, "klaarzetten.json"), body)[0] == 422
    assert Report.objects.get().text == {}


def test_a_year_with_too_few_people_asks_a_story_of_what_is_shown_alone(people: Personas) -> None:
    a_counted_year(people, count=3)
    report, amina, _ = begun(people)
    shown = [one["key"] for one in amina.get(address(report, "onderdelen.json"))[1]["sections"]]
    assert "people" in shown
    assert not {"nature", "role", "unit", "outcome"} & set(shown)


def test_a_year_with_figures_says_them_and_a_text_may_repeat_them(people: Personas) -> None:
    a_counted_year(people, count=60)
    report, amina, _ = ready(people, told("In 2025 kwamen er 60 mensen, niet 61."))
    says = {one["key"]: one["says"] for one in amina.get(address(report, "onderdelen.json"))[1]["sections"]}
    assert says["people"] == [
        "In 2025 kwamen er 60 mensen.",
        "Ter vergelijking: in alle onderdelen samen werken 120 mensen. Niet iedereen die kwam, hoeft daar te werken.",
    ]
    assert [spot.found for spot in spots_in(report, answers.judged(report))] == ["61"]


def test_a_text_is_taken_back_also_when_its_figures_cannot_be_made_any_more(people: Personas) -> None:
    report, amina, _ = ready(people, TEXT)
    with patch("nabij.reporting.answers._judged", side_effect=Refused("Van deze cijfers is geen veilige tabel.")):
        page = amina.client.get(address(report, ""))
        assert page.status_code == 200
        assert "Van deze cijfers is geen veilige tabel." in page.content.decode()
        assert "Niets gevonden" not in page.content.decode()
        assert amina.client.post(address(report, "terug/")).status_code == 302
    assert Report.objects.get().text == {}


@pytest.mark.parametrize("text", ["Er kwamen 2 mensen.", "Er kwamen 4 mensen.", "Er kwam 0 keer iemand."])
def test_counsellors_head_counts_and_ends_of_bands_free_no_small_count_of_people(people: Personas, text: str) -> None:
    Unit.objects.filter(pk=people.unit.pk).update(head_count=3)
    report, _, _ = ready(people, told(text))
    assert spots_in(report, answers.judged(report))


def test_a_role_that_every_organisation_has_is_no_name_of_this_one(people: Personas) -> None:
    report, _, _ = ready(people, told("Een medewerker hoeft niet alles zelf te dragen. Leerlingen vroegen om rust."))
    assert spots_in(report, answers.judged(report)) == ()


def test_such_a_role_narrows_down_a_part(people: Personas) -> None:
    report, _, _ = ready(people, told("Dat vroeg een stagiair van Noord."))
    kinds = {spot.finding.kind for spot in spots_in(report, answers.judged(report))}
    assert {Kind.COMBINATION, Kind.OWN_NAME} <= kinds


def test_what_authors_call_a_group_is_looked_through_as_well(people: Personas) -> None:
    report, _, _ = ready(people, TEXT)
    plan = plan_of(report.plan)
    group = "Van buiten (inwoner Jan Smit), of iets anders"
    named = replace(plan, groups=plan.groups | {"rol": {group: ("Inhuur / extern", "Vrijwilliger")}})
    assert named_by_authors(plan) == ()
    assert named_by_authors(named) == (group,)
    before = {spot.place for spot in spots_in(report, answers.judged(report))}
    report.plan = plain(named)
    spots = [spot for spot in spots_in(report, answers.judged(report)) if spot.place == "groups"]
    assert before.isdisjoint({"groups"})
    assert any("Smit" in spot.found or "inwoner" in spot.found for spot in spots), spots


def test_a_report_too_long_to_look_over_is_refused_with_what_to_do(people: Personas) -> None:
    report, amina, _ = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    paragraph = "Wij spraken over de toon in het overleg. " * 480
    long = {"epoch": 1, "counter": 1, "text": {"foreword": [paragraph] * 11}}
    status, body = amina.post(address(report, "klaarzetten.json"), long)
    assert status == 422
    assert "te lang" in str(body)
    assert "Er is niets veranderd" in str(body)
    assert "Maak hem korter" in str(body)
    assert Report.objects.get().ready_at is None


def test_a_word_that_no_paper_can_hold_is_refused_with_what_to_do(people: Personas) -> None:
    report, amina, _ = begun(people)
    amina.post(address(report, "bewaren.json"), sections(report, a_section()))
    endless = {"epoch": 1, "counter": 1, "text": {"foreword": ["a" * MOST_SIGNS]}}
    status, body = amina.post(address(report, "klaarzetten.json"), endless)
    assert status == 422
    assert "zonder spatie" in str(body)
    assert "Schrijf het anders" in str(body)
    assert Report.objects.get().ready_at is None
