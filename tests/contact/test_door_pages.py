"""The visitor's pages as the server sends them: neutral, without a cookie, shut until the texts were checked."""

import re
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client

from nabij.contact import languages
from nabij.contact.models import Entrance, HelpLine
from nabij.people.models import Practice
from tests.contact.doors import CODE, open_entrance
from tests.personas import Personas

HEADINGS = re.compile(r"<section data-step=\"(\w+)\"")


def get(path: str) -> HttpResponse:
    """The answer to somebody without a session."""
    client = Client(headers={"host": django_settings.HOSTS["visitor"]})
    answer = cast(HttpResponse, client.get(path))
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    return answer


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_entrance_is_one_document_with_every_step(people: Personas) -> None:
    open_entrance(people)
    page = text(get(f"/ingang/{CODE}/"))
    steps = "start device between choose name reach safe story check words conversation help"
    assert HEADINGS.findall(page) == steps.split()
    assert "Zorggroep De Linde" in page
    assert "<title>Pagina</title>" in page
    assert "icon-plain.svg" in page
    # the law of this sector, before the place to type a story
    assert page.index("IGJ") < page.index('data-step="story"')
    assert page.count("geen melding") >= 4


def test_nothing_that_is_typed_has_a_name_to_be_sent_under(people: Personas) -> None:
    open_entrance(people)
    page = text(get(f"/ingang/{CODE}/"))
    typed = re.findall(r"<(?:textarea|input type=\"text\")[^>]*>", page)
    assert len(typed) == 13
    assert [field for field in typed if "name=" in field or 'autocomplete="off"' not in field] == []
    assert " action=" not in page


def test_without_scripts_nothing_can_be_typed_and_the_numbers_are_there(people: Personas) -> None:
    open_entrance(people)
    page = text(get(f"/ingang/{CODE}/"))
    sections = re.split(r"(?=<section )", page)[1:]
    open_ones = [section for section in sections if " hidden>" not in section.partition("\n")[0]]
    assert [HEADINGS.match(one)[1] for one in open_ones] == ["start", "device", "between", "help"]  # type: ignore[index]
    assert not re.search("<(form|input|textarea|select)", "".join(open_ones).partition("<template")[0])
    assert 'href="tel:112"' in "".join(open_ones)


@pytest.mark.parametrize("why", ["unknown", "closed", "unchecked", "ended"])
def test_a_door_that_is_not_open_is_the_same_page_whatever_the_reason(people: Personas, why: str) -> None:
    entrance = open_entrance(people, () if why == "unchecked" else ("nl", "en"))
    if why == "closed":
        Entrance.objects.update(is_open=False)
    if why == "ended":
        people.organisation.ended = date(2026, 1, 1)
        people.organisation.save(update_fields=["ended"])
    answer = get("/ingang/nergens/" if why == "unknown" else f"/ingang/{entrance.code}/")
    assert answer.status_code == 404
    assert "nog niet open" in text(answer)
    assert "Linde" not in text(answer)
    assert "0800 0113" in text(answer)


def test_a_language_that_was_not_checked_leads_to_those_that_were(people: Personas) -> None:
    open_entrance(people, ("nl",))
    assert get(f"/ingang/{CODE}/").status_code == 200
    assert "hreflang" not in text(get(f"/ingang/{CODE}/"))
    english = get(f"/ingang/{CODE}/?taal=en")
    assert english.status_code == 404
    assert "not open yet" in text(english)
    assert f'href="/ingang/{CODE}/" lang="nl"' in text(english)


def test_the_language_is_in_the_address_and_nowhere_else(people: Personas) -> None:
    open_entrance(people)
    english = get(f"/ingang/{CODE}/?taal=en")
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en" dir="ltr"' in text(english)
    assert "Is something bothering you?" in text(english)
    assert "<title>Page</title>" in text(english)
    assert "Zit je iets dwars?" in text(get("/"))
    assert '<html lang="nl" dir="ltr"' in text(get("/?taal=xx"))


def test_a_language_that_runs_from_right_to_left_says_so(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(languages.NAMES, "ar", "العربية")
    assert '<html lang="ar" dir="rtl"' in text(get("/?taal=ar"))


def test_a_practice_and_an_organisation_cannot_write_markup(people: Personas) -> None:
    open_entrance(people)
    people.organisation.name = "<b>De & Linde</b>"
    people.organisation.save(update_fields=["name"])
    HelpLine.objects.create(
        practice=people.practice, position=1, when="<i>Nu</i>", name='"', number="112", checked_on="2026-01-02"
    )
    page = text(get(f"/ingang/{CODE}/"))
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;De &amp; Linde" in page
    assert "Nagekeken op 2 januari 2026." in page


def test_the_common_start_shows_the_numbers_of_the_only_practice(people: Personas) -> None:
    HelpLine.objects.create(
        practice=people.practice, position=1, when="Altijd", name="Oost", number="1", checked_on="2026-01-02"
    )
    assert "Altijd" not in text(get("/"))
    assert "Altijd" in text(get(f"/ingang/{open_entrance(people).code}/"))
    assert Practice.objects.count() == 2


def test_leaving_forgets_and_leads_to_the_page_of_the_configuration(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = get("/weg")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://www.buienradar.nl/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.content == b""
    elsewhere = replace(django_settings.CONFIGURATION, leave_to="https://www.nos.nl/weer")
    monkeypatch.setattr(django_settings, "CONFIGURATION", elsewhere)
    assert get("/weg").headers["Location"] == "https://www.nos.nl/weer"


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/nergens/", 404), ("post", "/", 403)])
def test_what_goes_wrong_is_said_in_dutch_and_english_and_names_no_place(method: str, path: str, status: int) -> None:
    client = Client(headers={"host": "praat.localhost"}, enforce_csrf_checks=True)
    answer = getattr(client, method)(path)
    page = answer.content.decode()
    assert answer.status_code == status
    assert "<title>Pagina</title>" in page
    assert "Nabij" not in page
    assert re.search(r'<section lang="en">\s*<h2>(This page is not here|Please try again)</h2>', page)


def test_the_workspace_answers_in_dutch_only() -> None:
    page = Client(headers={"host": "werk.localhost"}).get("/nergens/").content.decode()
    assert 'lang="en"' not in page
