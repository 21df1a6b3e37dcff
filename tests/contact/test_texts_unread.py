"""A text of the law that nobody looked over is read by no visitor, and the organisation reads which ones wait."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from nabij.contact import texts
from nabij.contact.languages import NAMES
from nabij.contact.models import Entrance
from nabij.contact.prose import blocks
from nabij.kit import codes
from tests.contact.doors import CODE, confirm, open_entrance
from tests.contact.making import Door
from tests.contact.test_inviting import invited
from tests.making import Desk
from tests.personas import Personas

pytestmark = pytest.mark.django_db
SECTORS = list(codes.labels("sector"))


def read(address: str, host: str = "praat.localhost") -> tuple[int, str]:
    """What stands on a page, without its markup."""
    answer = Client(HTTP_HOST=host).get(address)
    plain = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return answer.status_code, " ".join(plain.split())


def sentences(sector: str, language: str) -> list[str]:
    """Every line of what the law asks in a sector, as a page would show it; headings say what any page may say."""
    told = [block for block in blocks(texts.shipped(sector, language)) if block.kind != "heading"]
    return [" ".join(line.split()) for block in told for line in block.lines]


def leaked(sector: str, shown: str) -> list[str]:
    return [one for language in NAMES for one in sentences(sector, language) if one in shown]


@pytest.mark.parametrize("sector", SECTORS)
def test_no_page_of_a_visitor_has_a_line_of_a_text_that_nobody_looked_over(people: Personas, sector: str) -> None:
    open_entrance(people)
    people.organisation.sector = sector
    people.organisation.save(update_fields=["sector"])
    people.organisation.practice.sectortext_set.all().delete()
    for language in NAMES:
        for page in (f"/ingang/{CODE}/", "/", "/code/"):
            status, shown = read(f"{page}?taal={language}")
            assert status == (404 if "ingang" in page else 200)
            assert leaked(sector, shown) == [], (page, language)
    for language in NAMES:
        confirm(people, people.organisation, language)
        assert read(f"/ingang/{CODE}/?taal={language}")[0] == 200
        assert sentences(sector, language)[-1] in read(f"/ingang/{CODE}/?taal={language}")[1]


@pytest.mark.django_db(databases=["default", "shred"])
def test_who_has_a_code_reads_what_was_looked_over_in_the_language_of_the_page_or_in_one_that_was(
    people: Personas,
) -> None:
    _, code = invited(people.amina)

    def law(language: str) -> Any:
        status, answer = Door().post("/code/openen.json", {**code.words, "language": language})
        assert status == 200
        return answer["law"]

    assert [law("nl"), law("en")] == [None, None]
    confirm(people, people.organisation, "nl")
    assert law("nl")["language"] == law("en")["language"] == "nl"
    told = [" ".join(line.split()) for block in law("nl")["blocks"] for line in block["lines"]]
    assert [one for one in sentences("care", "nl") if one not in told] == []
    confirm(people, people.organisation, "en")
    assert (law("nl")["language"], law("en")["language"]) == ("nl", "en")


def test_one_language_that_was_looked_over_opens_no_other_and_a_change_shuts_it(people: Personas) -> None:
    open_entrance(people)
    people.organisation.practice.sectortext_set.all().delete()
    row = confirm(people, people.organisation, "nl")
    status, shown = read(f"/ingang/{CODE}/?taal=en")
    assert (status, leaked("care", shown)) == (404, [])
    assert "This entrance is not open yet" in shown
    assert read(f"/ingang/{CODE}/")[0] == 200
    row.digest = texts.digest_of("What the software brought before.")
    row.save(update_fields=["digest"])
    status, shown = read(f"/ingang/{CODE}/")
    assert (status, leaked("care", shown)) == (404, [])


def test_the_organisation_reads_which_texts_wait_and_what_visitors_see_meanwhile(people: Personas) -> None:
    open_entrance(people)
    people.organisation.practice.sectortext_set.all().delete()
    confirm(people, people.organisation, "nl")
    assert Entrance.objects.get().is_open
    for user in (people.els, people.amina):
        answer = Desk(user).client.get(f"/organisaties/{people.organisation.pk}/ingang/")
        shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
        assert "In het Nederlands Bezoekers lezen deze tekst. Nagekeken op" in shown
        assert "In het Engels Bezoekers lezen deze tekst niet." in shown
        assert "leest “Deze ingang is nog niet open”, met nummers om te bellen en de talen waarin het wel kan" in shown
        assert shown.count("Wacht op nakijken") == 1
