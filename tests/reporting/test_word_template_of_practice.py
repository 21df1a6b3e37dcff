"""A practice lays its reports in a Word file of its own: tried before it is kept, never in the way of a report."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nabij.audit.models import Entry
from nabij.people.models import Practice, User
from nabij.reporting.models import WordTemplate
from nabij.reporting.reading import template_of
from tests.personas import Personas
from tests.reporting.published import published
from tests.reporting.test_word import opened, template

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

PAGE = "/inrichting/word/"
OWN_PAPER = template("{{ titel }}", "Het papier van onze praktijk", "{{ verslag }}")


def at_desk(person: User) -> Client:
    client = Client(HTTP_HOST="werk.localhost")
    client.force_login(person)
    return client


def brought(person: User, content: bytes, name: str = "papier.docx") -> tuple[int, str]:
    answer = at_desk(person).post(PAGE, {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


def test_reports_come_in_the_file_that_the_practice_brought(people: Personas) -> None:
    assert brought(people.els, OWN_PAPER)[0] == 302
    assert Entry.objects.filter(verb="set_word_template").count() == 1
    assert "Jullie gebruiken een eigen sjabloon" in at_desk(people.els).get(PAGE).content.decode()
    tried = at_desk(people.els).get(PAGE + "voorbeeld.docx").content
    assert "Het papier van onze praktijk" in [line.text for line in opened(tried).paragraphs]
    assert at_desk(people.els).get(PAGE + "sjabloon.docx").content == OWN_PAPER
    assert at_desk(people.els).post(PAGE, {"without": "1"}).status_code == 302
    assert not WordTemplate.objects.exists()
    assert Entry.objects.filter(verb="drop_word_template").count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg"),
        (b"geen word", "geen leesbaar Word-document"),
        (template("zonder plaats"), "op een regel alleen"),
        (template("{{ verslag }}", "{{ 7 * 7 }}"), "alleen namen invullen"),
        (template("{{ verslag }}", "{{ geheim }}"), "en dat bestaat niet"),
    ],
)
def test_what_does_not_fit_is_said_and_the_former_stays(people: Personas, content: bytes, said: str) -> None:
    brought(people.els, OWN_PAPER)
    status, page = brought(people.els, content)
    assert status == 422
    assert said in page
    assert "Er is niets veranderd" in page
    assert template_of(people.els.practice_id) == OWN_PAPER


def test_nothing_chosen_is_said(people: Personas) -> None:
    answer = at_desk(people.els).post(PAGE, {})
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.content.decode()


@pytest.mark.parametrize("who", ["amina", "carla", "daan"])
def test_it_is_for_the_manager_of_the_practice(people: Personas, who: str) -> None:
    person = getattr(people, who)
    for address in (PAGE, PAGE + "sjabloon.docx", PAGE + "voorbeeld.docx"):
        assert at_desk(person).get(address).status_code in {302, 404}
    assert brought(person, OWN_PAPER)[0] in {302, 404}
    assert not WordTemplate.objects.exists()


def test_a_file_that_turns_out_not_to_hold_a_report_is_not_in_the_way(people: Personas) -> None:
    report = published(people.amina, people.organisation)
    assert isinstance(report.practice, Practice)
    WordTemplate.objects.create(
        practice=report.practice, content=b"stuk", by=people.els, since=people.els.date_joined.date()
    )
    answer = at_desk(people.amina).get(f"/jaarverslagen/{report.pk}/verslag.docx")
    assert answer.status_code == 200
    assert docx.Document(io.BytesIO(answer.content)).paragraphs
