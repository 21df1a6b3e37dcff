"""The visitor's pages as the server sends them: neutral, without a cookie, shut until the texts were checked."""

import re
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from nabij.contact import languages
from nabij.contact.models import Entrance, HelpLine
from nabij.people.models import Practice
from tests.contact.doors import CODE, open_entrance
from tests.personas import Personas

HEADINGS = re.compile(r"<section data-step=\"(\w+)\"")


def get(path: str, **headers: str) -> HttpResponse:
    """The answer to somebody without a session."""
    client = Client(headers={"host": django_settings.HOSTS["visitor"], **headers})
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
    page = text(get(f"/ingang/{CODE}/")) + text(get("/gesprek/"))
    typed = re.findall(r"<(?:textarea|input type=\"text\")[^>]*>", page)
    assert len(typed) == 13
    assert [field for field in typed if "name=" in field or 'autocomplete="off"' not in field] == []
    assert " action=" not in page


@pytest.mark.parametrize(
    ("path", "later"),
    [(f"/ingang/{CODE}/", "/gesprek/"), ("/?taal=en", "/gesprek/?taal=en"), ("/code/", "/code/gesprek/")],
)
def test_the_conversation_comes_later_in_the_language_of_the_page(people: Personas, path: str, later: str) -> None:
    open_entrance(people)
    page = text(get(path))
    assert f'data-from="{later}"' in page
    assert "door-conversation" not in page
    answer = get(later)
    part = text(answer)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Your seven words" if "en" in later else "Je zeven woorden") in part
    # who came with a code has no entrance to begin anew at
    assert ('data-to="/"' in part) is path.startswith("/code/")
    assert 'data-phrase="known-anonymous"' in part
    # by itself it is no page: it has no way to leave
    assert get(later, sec_fetch_mode="navigate").status_code == 404


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


def went_wrong(path: str, method: str = "get", **headers: str) -> HttpResponse:
    """The answer to a visitor's browser where something went wrong, of a server that says so instead of raising."""
    client = Client(
        headers={"host": "praat.localhost", **headers}, enforce_csrf_checks=True, raise_request_exception=False
    )
    answer = cast(HttpResponse, getattr(client, method)(path))
    assert answer.cookies == {}
    return answer


# the pages of what goes wrong, and how each begins in both languages
WRONG = {
    "400.html": ("Dit begrepen we niet", "We did not understand this"),
    "403.html": ("Dit mag hier niet", "You cannot open this"),
    "403_csrf.html": ("Probeer het nog een keer", "Please try again"),
    "404.html": ("Deze pagina is er niet", "This page is not here"),
    "429.html": ("Wacht even", "Please wait"),
    "500.html": ("Er ging iets mis bij ons", "Something went wrong on our side"),
    "kit/refused.html": ("Dat kan nu niet", "This is not possible now"),
}


@pytest.mark.parametrize("template", WRONG)
@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_every_error_is_told_to_a_visitor_in_one_language_with_the_way_to_the_other(template: str, tongue: str) -> None:
    page = render_to_string(template, {"audience": "visitor", "tongue": tongue})
    dutch, english = WRONG[template]
    own, other = (dutch, english) if tongue == "nl" else (english, dutch)
    assert f'<html lang="{tongue}"' in page
    assert f"<h1>{own}</h1>" in page
    assert other not in page
    assert ('href="/?taal=en" lang="en"' if tongue == "nl" else 'href="/" lang="nl"') in page
    # whoever reads it can still leave
    assert 'href="/weg"' in page
    assert "Nabij" not in page


@pytest.mark.parametrize(
    ("query", "browser", "tongue"),
    [
        ("", "", "nl"),
        ("", "nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "tr,en;q=0.5,nl;q=0.4", "en"),
        ("", "tr, ar", "nl"),
        ("?taal=en", "nl", "en"),
        ("?taal=nl", "en", "nl"),
        ("?taal=xx", "en", "en"),
        ("?taal=%00", ";;;q=", "nl"),
    ],
)
def test_an_error_follows_the_language_of_the_address_then_that_of_the_browser(
    query: str, browser: str, tongue: str
) -> None:
    answer = went_wrong(f"/nergens/{query}", accept_language=browser)
    assert answer.status_code == 404
    assert f'<html lang="{tongue}"' in text(answer)


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/nergens/", 404), ("post", "/", 403)])
def test_what_goes_wrong_names_no_place(method: str, path: str, status: int) -> None:
    answer = went_wrong(path, method, accept_language="en")
    assert answer.status_code == status
    assert "<title>Page</title>" in text(answer)
    assert "Nabij" not in text(answer)


@pytest.mark.parametrize(
    ("error", "status", "begins"),
    [(RuntimeError, 500, "Something went wrong"), (SuspiciousOperation, 400, "We did not understand")],
)
def test_a_failing_server_says_so_in_the_language_of_the_browser(
    error: type[Exception], status: int, begins: str, monkeypatch: pytest.MonkeyPatch, people: Personas
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr("nabij.contact.door_pages.lines_of", fails)
    answer = went_wrong("/", accept_language="en")
    assert answer.status_code == status
    assert begins in text(answer)


def test_an_address_that_cannot_be_read_is_told_and_no_second_error() -> None:
    answer = went_wrong("/nergens/?" + "&".join(f"a{n}=1" for n in range(2000)) + "&taal=en")
    assert answer.status_code in {400, 404}
    assert '<html lang="en"' in text(answer)


def test_the_workspace_answers_in_dutch_only() -> None:
    page = Client(headers={"host": "werk.localhost"}).get("/nergens/").content.decode()
    assert 'lang="en"' not in page
