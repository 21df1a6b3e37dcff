"""What visitors read: looked over by name and date, changed by one person at a time; numbers that never run out."""

from datetime import date
from typing import Any

import pytest

from nabij.contact import standing, texts
from nabij.contact.help_lines import SHIPPED, lines_of
from nabij.contact.models import Do, HelpLine, SectorText
from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from tests.contact.keeping import make_help_list
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

CARE = "/bezoekersteksten/care/nl/"
LINE = {"when": "Iets anders", "name": "De Luisterlijn", "number": "088 0767 000", "checked_on": "2026-11-27"}


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


def confirming(body: str | None = None, **more: Any) -> dict[str, Any]:
    # a browser sends lines with both signs at their end
    return {
        "based_on": "",
        "confirmed": "on",
        "body": (body or texts.shipped("care", "nl")).replace("\n", "\r\n"),
    } | more


def test_the_text_that_comes_with_nabij_is_confirmed_by_name_and_date(people: Personas) -> None:
    els = browser_of(people.els)
    assert "Nog nakijken: dicht" in els.get("/bezoekersteksten/").content.decode()
    page = els.post(CARE, confirming(), follow=True).content.decode()
    assert "nagekeken op 28 november 2026 door Els" in page
    row = SectorText.objects.get()
    assert (row.body, row.confirmed_by) == ("", people.els)
    assert texts.open_languages(people.organisation) == ["nl"]
    assert audited(people.practice) == [("confirm_text", "contact.sectortext")]


def test_a_text_of_ones_own_is_kept_and_the_other_one_comes_back(people: Personas) -> None:
    els = browser_of(people.els)
    els.post(CARE, confirming("## Bij ons\n\nDit is onze eigen tekst.  "))
    row = SectorText.objects.get()
    assert row.body == "## Bij ons\n\nDit is onze eigen tekst."
    assert texts.shown(people.practice, "care", "nl").confirmed
    page = els.get(CARE).content.decode()
    assert "Dit is onze eigen tekst." in page
    assert "Haal de tekst van Nabij terug" in page
    back = els.get(CARE + "?tekst=nabij")
    assert back.context["form"].initial["body"] == texts.shipped("care", "nl")
    els.post(CARE, confirming(based_on=row.digest))
    row.refresh_from_db()
    assert row.body == ""


def test_a_changed_text_has_to_be_looked_over_again(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    els = browser_of(people.els)
    els.post(CARE, confirming())
    monkeypatch.setattr(texts, "shipped", lambda sector, language: "Een nieuwe wet.")
    assert "Tekst veranderd: dicht" in els.get("/bezoekersteksten/").content.decode()
    assert "is veranderd nadat Els hem nakeek" in els.get(CARE).content.decode()
    assert texts.open_languages(people.organisation) == []


def test_an_own_text_stays_open_when_ours_changes_and_both_are_shown_beside_each_other(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    els, changed = browser_of(people.els), "Onze tekst is gewijzigd"
    els.post(CARE, confirming("Dit is onze eigen tekst."))
    assert changed not in els.get("/bezoekersteksten/").content.decode()
    monkeypatch.setattr(texts, "shipped", lambda sector, language: "Een nieuwe wet.")
    assert changed in els.get("/bezoekersteksten/").content.decode()
    assert any(changed in line.why for line in standing.setup_lines(people.practice))
    page = els.get(CARE).content.decode()
    assert "Onze tekst is gewijzigd sinds jullie de eigen tekst bevestigden." in page
    _, _, beside = page.partition('<div class="two-texts">')
    own, _, ours = beside.partition("Onze tekst van nu</p>")
    assert "Dit is onze eigen tekst." in own
    assert "Een nieuwe wet." not in own
    assert "Een nieuwe wet." in ours.partition("</div>")[0]
    assert "Dit is onze eigen tekst." in els.get(CARE + "?tekst=nabij").content.decode()
    # the door stays open, with the text that was confirmed
    assert texts.open_languages(people.organisation) == ["nl"]
    assert texts.shown(people.practice, "care", "nl").body == "Dit is onze eigen tekst."
    els.post(CARE, confirming("Dit is onze eigen tekst.", based_on=SectorText.objects.get().digest))
    assert changed not in els.get("/bezoekersteksten/").content.decode()
    assert changed not in els.get(CARE).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"confirmed": ""}, "Zet hier een vinkje"),
        ({"body": " \r\n "}, "Een lege tekst kan niet"),
        ({"body": "a" * 9000}, "te lang om te lezen"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(people: Personas, wrong: dict[str, str], told: str) -> None:
    answer = browser_of(people.els).post(CARE, confirming("Onze eigen tekst.") | wrong)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    if "body" not in wrong:
        assert "Onze eigen tekst." in answer.content.decode()
    assert not SectorText.objects.exists()


def test_who_was_overtaken_overwrites_nothing(people: Personas) -> None:
    els = browser_of(people.els)
    els.post(CARE, confirming("De eerste."))
    assert els.post(CARE, confirming("De tweede.")).status_code == 422
    assert SectorText.objects.get().body == "De eerste."


@pytest.mark.parametrize("address", ["/bezoekersteksten/nowhere/nl/", "/bezoekersteksten/care/xx/"])
def test_a_text_that_does_not_exist_is_not_there(people: Personas, address: str) -> None:
    els = browser_of(people.els)
    assert els.get(address).status_code == els.post(address, confirming()).status_code == 404


def test_a_script_in_a_text_reaches_no_page(people: Personas) -> None:
    els = browser_of(people.els)
    els.post(CARE, confirming("<script>alert(1)</script>"))
    assert "<script>alert" not in els.get(CARE).content.decode()


def test_the_list_becomes_ones_own_once(people: Personas) -> None:
    els = browser_of(people.els)
    assert "Lijst van de praktijk maken" in els.get("/nu-hulp/").content.decode()
    assert els.post("/nu-hulp/nieuw/", LINE).status_code == 422
    assert [els.post("/nu-hulp/eigen/").status_code for _ in range(2)] == [302, 422]
    assert [line.number for line in lines_of(people.practice)] == [line.number for line in SHIPPED]
    assert [line.number for line in lines_of(people.other_practice)] == [line.number for line in SHIPPED]


def test_a_number_is_added_changed_moved_removed_and_put_back(people: Personas) -> None:
    make_help_list(people)
    els = browser_of(people.els)
    assert els.post("/nu-hulp/nieuw/", LINE).status_code == 302
    assert els.post("/nu-hulp/nieuw/", LINE).status_code == 422
    row = HelpLine.objects.get(number="088 0767 000")
    els.post(f"/nu-hulp/{row.pk}/", LINE | {"name": "Luisterlijn, dag en nacht"})
    for _ in range(9):
        assert els.post(f"/nu-hulp/{row.pk}/omhoog/").status_code == 302
    first = lines_of(people.practice)[0]
    assert (first.name, first.checked_on) == ("Luisterlijn, dag en nacht", date(2026, 11, 27))
    page = els.post(f"/nu-hulp/{row.pk}/weg/", follow=True).content.decode()
    assert "Je kunt het onderaan terugzetten" in page
    assert "088 0767 000" not in [line.number for line in lines_of(people.practice)]
    assert els.post(f"/nu-hulp/{row.pk}/weg/").status_code == 422
    els.post(f"/nu-hulp/{row.pk}/terug/")
    assert lines_of(people.practice)[-1].number == "088 0767 000"
    positions = HelpLine.objects.values_list("position", flat=True)
    assert len(set(positions)) == len(positions)
    verbs = [verb for verb, _ in audited(people.practice)]
    assert verbs == ["add_help_line", "add_help_line", "change_help_line"] + ["move_help_line"] * 9 + [
        "remove_help_line",
        "put_help_line_back",
    ]


def test_the_last_number_stays(people: Personas) -> None:
    els, rows = browser_of(people.els), make_help_list(people)
    answers = [els.post(f"/nu-hulp/{row.pk}/weg/").status_code for row in rows]
    assert answers == [302] * (len(rows) - 1) + [422]
    assert len(lines_of(people.practice)) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"number": "bel maar"}, "Vul een telefoonnummer in"),
        ({"number": ""}, "Vul dit in."),
        ({"checked_on": "2026-11-29"}, "Deze dag komt nog"),
        ({"checked_on": "gisteren"}, "een dag die bestaat"),
        ({"when": "a" * 121}, "120"),
    ],
)
def test_a_wrong_number_comes_back_with_what_was_typed(people: Personas, wrong: dict[str, str], told: str) -> None:
    make_help_list(people)
    answer = browser_of(people.els).post("/nu-hulp/nieuw/", LINE | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "De Luisterlijn" in page
    assert HelpLine.objects.count() == len(SHIPPED)


def test_numbers_and_texts_are_the_managers_alone(people: Personas) -> None:
    row = make_help_list(people)[1]
    for other in (people.amina, people.carla, people.daan):
        browser = browser_of(other)
        for address in ("/nu-hulp/", "/nu-hulp/nieuw/", f"/nu-hulp/{row.pk}/", "/bezoekersteksten/", CARE):
            assert browser.get(address).status_code == 404
        for what in ("omhoog", "weg", "terug"):
            assert browser.post(f"/nu-hulp/{row.pk}/{what}/").status_code == 404
        for verb in (Do.CHANGE_HELP, Do.REMOVE_HELP, Do.MOVE_HELP):
            with pytest.raises(Refused):
                permit(other, verb, row)
    assert len(lines_of(people.practice)) == len(SHIPPED)


def test_old_numbers_are_told_in_the_list_and_in_what_is_left_to_do(people: Personas) -> None:
    row = make_help_list(people)[0]
    HelpLine.objects.filter(pk=row.pk).update(checked_on=date(2025, 1, 1))
    els = browser_of(people.els)
    assert "langer dan een jaar geleden nagekeken: 1 januari 2025" in els.get("/nu-hulp/").content.decode()
    tasks = {line.task.key: line.task.finished for line in els.get("/inrichting/").context["lines"]}
    assert tasks["help_lines"] is False
