"""The pages of a report in the making: for its authors, and with nothing for anybody else."""

import json
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client

from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.people.models import User
from nabij.releases.models import Release
from nabij.reporting import answers
from nabij.reporting.actions import figures as actions
from nabij.reporting.models import Do, Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, plain, plan_of
from nabij.reporting.rules.story import Story
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture
def report(people: Personas) -> Report:
    a_year(people.amina, people.organisation, 40)
    return begun(people.amina, people.organisation)


def tab(user: User, host: str = "werk.localhost") -> Client:
    client = Client(HTTP_HOST=host)
    client.force_login(user)
    return client


def at(report: Report, place: str = "") -> str:
    return f"/jaarverslagen/{report.pk}/{place}"


def let_out(user: User, report: Report) -> Any:
    """What follows on *Uitbrengen*, as it stood on the screen."""
    asks = text_of(tab(user).get(at(report, "uitbrengen/")))
    seen = asks.partition('name="seen" value="')[2].partition('"')[0]
    return tab(user).post(at(report, "uitbrengen/"), {"seen": seen}, follow=True)


def change(report: Report, user: User, version: object = None, **fields: Any) -> Any:
    said = {"version": report.plan_version if version is None else version} | fields
    return tab(user).post(at(report, "cijfers/indelen/"), said, follow=True)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_without_a_report_the_page_says_what_to_do(people: Personas) -> None:
    page = text_of(tab(people.amina).get("/jaarverslagen/"))
    assert "Er is nog geen verslag van deze organisatie." in page
    assert people.organisation.name in page
    assert people.other_organisation.name not in page
    people.organisation.appointment_set.update(ended="2026-01-01")
    assert "bij geen organisatie aangesteld" in text_of(tab(people.amina).get("/jaarverslagen/"))


def test_a_double_click_begins_one_report(people: Personas) -> None:
    client, address = tab(people.amina), f"/jaarverslagen/beginnen/{people.organisation.pk}/"
    first, second = (client.post(address, {"year": "2025"}) for _ in range(2))
    assert first.url == second.url == at(Report.objects.get())  # type: ignore[attr-defined]  # a redirect has one
    for year in ("", "1066", "2099", "x"):
        assert client.post(address, {"year": year}).url == "/jaarverslagen/"  # type: ignore[attr-defined]
    assert Report.objects.count() == 1


def test_raw_counts_stand_beside_what_is_shown_and_why_not(people: Personas, report: Report) -> None:
    page = text_of(tab(people.bram).get(at(report, "cijfers/")))
    assert "niet getoond" in page
    assert "Ook een nul laten we niet zien" in page
    assert "om een ander cijfer te beschermen" in page
    assert Entry.objects.filter(verb="look_at_report_figures", actor_id=people.bram.pk).count() == 1


def test_the_figures_of_a_report_that_is_out_are_not_looked_at_again(people: Personas, report: Report) -> None:
    publish(set_ready(report, people.amina), people.amina)
    answer = tab(people.amina).get(at(report, "cijfers/"))
    assert (answer.status_code, answer.url) == (302, at(report))  # type: ignore[attr-defined]
    assert tab(people.amina).get(at(report, "cijfers/voorstellen.json?indeling=aard")).status_code == 422


def test_a_group_of_ones_own_and_everything_else_that_a_button_does(people: Personas, report: Report) -> None:
    amina = people.amina

    def now() -> Report:
        return Report.objects.get(pk=report.pk)

    change(now(), amina, classification="onderdeel", do="together", part=["Noord", "Niet ingevuld"], name="Samen")
    assert plan_of(now().plan).groups["onderdeel"] == {"Samen": ("Noord", "Niet ingevuld")}
    change(now(), amina, classification="onderdeel", apart="Samen")
    assert "onderdeel" not in plan_of(now().plan).groups
    change(now(), amina, classification="aard", do="by_codes")
    assert plan_of(now().plan).whole_groups == frozenset()
    change(now(), amina, classification="aard", do="by_groups")
    assert plan_of(now().plan).whole_groups == {"aard"}
    for name in ("rol", planning.WAYS):
        change(now(), amina, classification=name, do="without")
        assert name in plan_of(now().plan).left_out
        assert "Dit onderdeel laten jullie weg" in text_of(tab(amina).get(at(report, "cijfers/")))
        change(now(), amina, classification=name, do="with_again")
    assert plan_of(now().plan).left_out == frozenset()
    change(now(), amina, do="undo")
    assert plan_of(now().plan).left_out == {planning.WAYS}


def test_the_second_author_reads_why_and_sees_the_new_plan(people: Personas, report: Report) -> None:
    change(report, people.amina, classification="rol", do="without")
    answer = change(report, people.bram, version=1, classification="afloop", do="without")
    assert answer.status_code == 200
    assert "Jouw verandering is niet doorgevoerd" in text_of(answer)
    assert "Dit onderdeel laten jullie weg" in text_of(answer)
    assert plan_of(Report.objects.get().plan).left_out == {"rol"}


BAD: list[dict[str, Any]] = [
    {"do": "take", "plan": "geen json"},
    {"do": "take", "plan": "[" * 50_000},
    {"do": "take", "plan": "x" * 70_000},
    {"do": "take", "plan": json.dumps(plain(Plan(left_out=frozenset({"kleur"}))))},
    {"do": "take", "plan": json.dumps({"groups": {"rol": {"Samen": ["Medewerker", "Medewerker"]}}})},
    {"do": "take", "plan": json.dumps({"groups": {"rol": {"Samen": ["Prins", "Medewerker"]}}})},
    {"do": "take", "plan": json.dumps({"groups": {"onderdeel": {"Totaal": ["Noord", "Niet ingevuld"]}}})},
    {"classification": "kleur", "do": "without"},
    {"classification": "rol", "do": "together", "part": ["Prins"]},
    {"classification": "onderdeel", "do": "together", "part": ["Noord", "Niet ingevuld"], "name": "Eindtotaal"},
    {"classification": "rol", "apart": "Prins"},
    {"classification": "rol", "do": "delete"},
    {"classification": "rol"},
    {"version": "x", "classification": "rol", "do": "without"},
    {"do": "undo"},
]


@pytest.mark.parametrize("fields", BAD)
def test_what_no_button_sends_is_refused_in_dutch_and_changes_nothing(
    people: Personas, report: Report, fields: dict[str, Any]
) -> None:
    answer = change(report, people.amina, **fields)
    assert answer.status_code == 422
    assert "niets veranderd" in text_of(answer)
    kept = Report.objects.get()
    assert (kept.plan, kept.plan_version) == (report.plan, 1)


def test_a_proposal_is_taken_by_the_button_that_it_comes_with(people: Personas, report: Report) -> None:
    found = tab(people.amina).get(at(report, "cijfers/voorstellen.json?indeling=onderdeel")).json()
    more = (
        found["proposals"]
        or tab(people.amina).get(at(report, "cijfers/voorstellen.json?indeling=aard")).json()["proposals"]
    )
    best = more[0]
    before = answers.looked_at(report).shown
    change(report, people.amina, version=found["version"], do="take", plan=json.dumps(best["plan"]))
    assert answers.looked_at(Report.objects.get()).shown == before + best["gain"]


PLACES = [
    "",
    "cijfers/",
    "cijfers/voorstellen.json?indeling=aard",
    "uitbrengen/",
    "lezen/",
    "verslag.pdf",
    "verslag.csv",
]


def test_nobody_else_comes_near_it_before_and_after(people: Personas, report: Report) -> None:
    report = set_ready(report, people.amina)
    for stage in ("ready", "out"):
        for person in (people.carla, people.daan, people.els):
            for place in PLACES:
                assert tab(person).get(at(report, place)).status_code == 404, (stage, person.name, place)
            for place in ("cijfers/indelen/", "uitbrengen/", "verbeteren/"):
                assert tab(person).post(at(report, place), {"version": 1, "do": "undo"}).status_code == 404
            begin = tab(person).post(f"/jaarverslagen/beginnen/{people.organisation.pk}/", {"year": 2024})
            assert begin.status_code == 404
        if stage == "ready":
            report = publish(report, people.amina)


def test_an_id_that_is_none_is_not_found(people: Personas) -> None:
    for pk in (uuid4(), "x", "00000000-0000-0000-0000-00000000000g", "../", "%00"):
        assert tab(people.amina).get(f"/jaarverslagen/{pk}/cijfers/").status_code in {404, 302}


def test_publishing_twice_is_one_edition_and_the_second_reads_who_did(people: Personas, report: Report) -> None:
    set_ready(report, people.amina)
    first = let_out(people.amina, report)
    count = Release.objects.count()
    second = tab(people.bram).post(at(report, "uitbrengen/"), follow=True)
    assert "is uit. De eindverantwoordelijke kan het nu lezen." in text_of(first)
    assert "kan dit verslag hier lezen" not in text_of(first)
    assert "Amina heeft dit verslag om" in text_of(second)
    assert Release.objects.count() == count > 0


def test_a_report_that_does_not_stand_ready_is_not_let_out(people: Personas, report: Report) -> None:
    assert "staat niet klaar" in text_of(tab(people.amina).get(at(report, "uitbrengen/")))
    answer = tab(people.amina).post(at(report, "uitbrengen/"))
    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_files_come_once_it_is_out_and_their_names_say_nothing_of_whom(people: Personas, report: Report) -> None:
    report = publish(set_ready(report, people.amina), people.amina)
    kinds = {"pdf": b"%PDF", "docx": b"PK", "csv": b"\xef\xbb\xbf"}
    for ending, start in kinds.items():
        answer = tab(people.bram).get(at(report, f"verslag.{ending}"))
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="jaarverslag-2025.{ending}"'


def test_a_preview_shows_the_authors_what_would_go_out_and_no_hidden_count(people: Personas, report: Report) -> None:
    assert "Jullie verhaal staat er nog niet bij" in text_of(tab(people.bram).get(at(report, "lezen/")))
    report = set_ready(report, people.amina)
    before = text_of(tab(people.bram).get(at(report, "lezen/")))
    assert "Alleen jullie zien het nog" in before
    report = publish(report, people.amina)
    after = text_of(tab(people.bram).get(at(report, "lezen/")))
    assert "Alleen jullie zien het nog" not in after

    def figures(page: str) -> str:
        return page[page.index('<article class="report">') : page.index("</article>")].partition("<section")[2]

    assert figures(before) == figures(after)


def test_a_correction_begins_from_the_page_of_what_is_out(people: Personas, report: Report) -> None:
    report = publish(set_ready(report, people.amina), people.amina)
    answer = tab(people.bram).post(at(report, "verbeteren/"), follow=True)
    assert "Jaarverslag 2025, tweede uitgave" in text_of(answer)
    assert "Dit is een verbetering" in text_of(answer)
    assert "Er is een verbetering in de maak" in text_of(tab(people.amina).get(at(report)))


def test_figures_that_cannot_go_out_are_told_as_such_and_the_counts_stay(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draft(*args: object, **chosen: object) -> None:
        raise Refused("Van deze cijfers is geen veilige tabel te maken.")

    monkeypatch.setattr(answers, "draft", draft)
    page = text_of(tab(people.amina).get(at(report, "cijfers/")))
    assert "geen veilige tabel" in page
    assert "niet getoond" not in page


def test_counts_stand_there_at_once_where_judging_takes_longer(
    people: Personas, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "QUICK", 3)
    page = text_of(tab(people.amina).get(at(report, "cijfers/")))
    assert "wordt nagekeken" in page
    assert "niet getoond" not in page
    assert "Zo doen" not in page
    judged = text_of(tab(people.amina).get(at(report, "cijfers/?nagekeken")))
    assert "wordt nagekeken" not in judged
    assert "niet getoond" in judged
    assert Entry.objects.filter(verb="look_at_report_figures").count() == 2


def test_the_text_of_a_correction_stands_there_at_once_and_what_is_found_comes_after(
    people: Personas, report: Report
) -> None:
    first, story = publish(set_ready(report, people.amina), people.amina), Story(foreword=("Vooraf.",))
    second = set_ready(actions.correct_report(permit(people.amina, Do.CORRECT, first)), people.amina, story)
    with patch.object(answers, "draft", side_effect=AssertionError("nothing is counted for this page")):
        page = text_of(tab(people.amina).get(at(second, "verhaal/")))
    assert "naast de cijfers gelegd" in page
    assert "Vooraf." in page
    assert "Kijk hier nog eens" not in page
    assert "Niets gevonden" not in page
    judged = text_of(tab(people.amina).get(at(second, "verhaal/?nagekeken")))
    assert "naast de cijfers gelegd" not in judged
    assert "Niets gevonden" in judged or "Kijk hier nog eens" in judged


def test_what_stands_in_the_way_is_said_before_and_refused_after(people: Personas, report: Report) -> None:
    set_ready(report, people.amina)
    Report.objects.update(text={})
    assert "cijfers zonder verhaal" in text_of(tab(people.amina).get(at(report, "uitbrengen/")))
    answer = tab(people.amina).post(at(report, "uitbrengen/"))
    assert answer.status_code == 422
    assert "Dit verslag kan nog niet uit" in text_of(answer)
    assert not Release.objects.exists()


def test_where_nobody_reads_that_is_said_with_what_to_do(people: Personas, report: Report) -> None:
    people.daan.is_active = False
    people.daan.save(update_fields=["is_active"])
    set_ready(report, people.amina)
    assert "nog geen eindverantwoordelijke uitgenodigd" in text_of(tab(people.amina).get(at(report, "uitbrengen/")))
    out = text_of(let_out(people.amina, report))
    talk = text_of(tab(people.amina).get(f"/jaarverslagen/gesprekken/{report.pk}/"))
    assert "Nog niemand bij de organisatie kan het lezen." in out
    assert "De eindverantwoordelijke kan het" not in out
    for page in (out, talk):
        assert "kan dit verslag hier lezen.</strong> Er is geen eindverantwoordelijke uitgenodigd." in page
    assert "De eindverantwoordelijke stelt een moment voor" not in talk
