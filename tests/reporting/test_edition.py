"""A later edition says that it is one, of which day and what it mends: on paper, on every page of it, to the board."""

import io
import json
import re

import pytest
from docx import Document
from pypdf import PdfReader

from nabij.reporting.document import Report as Told
from nabij.reporting.models import Report
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished
from nabij.reporting.rules.edition import edition_said
from nabij.reporting.rules.known import Known
from nabij.reporting.rules.linter import lint
from nabij.reporting.rules.looking_over import in_the_way, looked_over
from nabij.reporting.rules.story import Story
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from tests.making import Desk
from tests.personas import Personas
from tests.reporting import published
from tests.reporting.fictional import fictional_report
from tests.reporting.test_board_pages import board
from tests.reporting.test_nothing_else import page_text, pdf_text, word_texts
from tests.reporting.test_word import template

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

SAID = "Tweede uitgave, 12 maart 2026. Vervangt de uitgave van 12 februari 2026."
MENDED = f"Wat is verbeterd: {published.CORRECTED}"


def second(people: Personas) -> tuple[Report, Told]:
    row = published.corrected(published.of(people))
    return row, finished(row)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_page_pdf_and_word_say_first_what_was_corrected(people: Personas) -> None:
    _, told = second(people)
    for text in (page_text(told), " ".join(pdf_text(told)), " ".join(word_texts(told))):
        assert SAID in squeezed(text)
        assert MENDED in squeezed(text)
        assert "Jaarverslag 2025, tweede uitgave" in squeezed(text)
    assert SAID.encode() in csv_of(told)


def test_cover_and_foot_of_the_pdf_say_which_edition_it_is(people: Personas) -> None:
    _, told = second(people)
    cover, *rest = (squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf_of(told))).pages)
    assert SAID in cover
    assert "Jaarverslag 2025, tweede uitgave" in cover
    assert MENDED in cover
    assert all("Jaarverslag 2025, tweede uitgave" in page for page in rest)


@pytest.mark.parametrize("reader", ["author", "board"])
def test_every_file_of_an_edition_is_called_alike_for_who_writes_and_who_reads(people: Personas, reader: str) -> None:
    row, _ = second(people)
    by_author = reader == "author"
    at = f"/jaarverslagen/{row.pk}/" if by_author else f"/jaarverslag/{row.pk}/"
    client = Desk(people.amina).client if by_author else board(people.daan)
    page = client.get(at).content.decode()
    for kind, ending in (("pdf", "pdf"), ("word", "docx"), ("csv", "csv")):
        name = f"jaarverslag-2025-2e-uitgave.{ending}"
        file = client.get(f"{at}verslag.{ending}" if by_author else f"{at}{kind}/")
        assert file["Content-Disposition"] == f'attachment; filename="{name}"'
        assert f'download="{name}"' in page


def test_in_word_the_edition_stands_before_the_contents_and_without_a_place_for_it_first_of_all(
    people: Personas,
) -> None:
    _, told = second(people)
    texts = list(word_texts(told))
    assert texts.index(SAID) < next(place for place, text in enumerate(texts) if MENDED in text) < texts.index("Inhoud")
    assert "Eerste uitgave, 12 februari 2026." in list(word_texts(fictional_report()))
    bare = [one.text for one in Document(io.BytesIO(word_of(told, template("{{ verslag }}")))).paragraphs]
    assert bare[0] == SAID


def test_a_first_edition_says_its_day_and_mends_nothing(people: Personas) -> None:
    told = finished(published.of(people))
    assert "Eerste uitgave, 12 februari 2026." in squeezed(page_text(told))
    assert "Eerste uitgave, 12 februari 2026." in squeezed(" ".join(pdf_text(told)))
    assert "verbeterd" not in page_text(told)


def test_the_board_reads_it_above_the_report_and_above_the_one_before(people: Personas) -> None:
    first = published.of(people)
    later = published.corrected(first)
    daan = board(people.daan)
    assert MENDED in daan.get(f"/jaarverslag/{later.pk}/").content.decode()
    older = daan.get(f"/jaarverslag/{first.pk}/").content.decode()
    assert f"kwam de tweede uitgave uit. Wat daarin verbeterd is: {published.CORRECTED}" in older
    assert "Jaarverslag 2025, tweede uitgave" in daan.get("/jaarverslagen/").content.decode()


def test_where_it_is_written_says_which_edition_it_is_and_asks_what_is_corrected(people: Personas) -> None:
    row = published.corrected(published.of(people))
    third = published.in_the_making(people.amina, people.organisation, edition=3)
    page = Desk(people.amina).client.get(f"/jaarverslagen/{third.pk}/verhaal/").content.decode()
    assert "Jaarverslag 2025, derde uitgave" in page
    assert 'data-edition="3"' in page
    previous = re.search(r'<div data-previous><data value="2">(.*?)</data>', page, re.S)
    assert previous is not None
    assert row.text["corrected"] == [published.CORRECTED]
    assert json.loads(previous[1].replace("&quot;", '"'))["corrected"] == []


def test_a_correction_that_does_not_say_what_it_corrects_does_not_go_out() -> None:
    assert in_the_way(Story(), (), (), (), edition=1) == ()
    (lacking,) = in_the_way(Story(), (), (), (), edition=2)
    assert "Wat er in deze uitgave verbeterd is" in lacking
    assert in_the_way(Story(corrected=("Een aantal.",)), (), (), (), edition=2) == ()


def test_what_is_said_of_it_is_looked_through_as_any_text() -> None:
    (spot,) = looked_over(Story(corrected=("Er kwamen 3 mensen meer.",)), Known())
    assert (spot.place, spot.found) == ("corrected", "3")


@pytest.mark.parametrize(
    "text",
    [
        "Dit vervangt uitgave 1.",
        "In uitgave 1 van 2026 stond een fout.",
        "Zie paragraaf 3.2.1 en alinea 4.",
        "Zie tabel 2 tot en met 4, en figuren 2, 3 en 5.",
        "Aanbeveling 2 blijft gelden.",
        "Over 2023, 2024 en 2025.",
    ],
)
def test_a_number_that_points_at_a_place_an_edition_or_a_year_is_left_alone(text: str) -> None:
    assert lint(text, Known()) == ()


@pytest.mark.parametrize(
    "text", ["In uitgave 1 mens minder.", "Uit tabel 3 mensen.", "Zie tabel 2. Er kwamen 3 mensen."]
)
def test_a_number_of_people_behind_it_is_still_found(text: str) -> None:
    assert lint(text, Known())


def test_editions_have_names_as_far_as_one_counts_on_ones_fingers() -> None:
    assert [edition_said(one) for one in (1, 2, 3, 11)] == [
        "eerste uitgave",
        "tweede uitgave",
        "derde uitgave",
        "11e uitgave",
    ]
