"""Whatever goes out holds the released figures and the told words, and nothing else."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from nabij.reporting.document import Report, Statement, Table
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of, picture_of
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from tests.reporting.fictional import fictional_report
from tests.reporting.truths import report_of, two_truths

FORMS = {"page": lambda report: str(page_of(report)).encode(), "pdf": pdf_of, "word": word_of, "csv": csv_of}
NUMBERS = re.compile(r"\d[\d.]*(?:,\d+)?")
# attributes of a page that a person or a program reads as text
READ = re.compile(r'(?:aria-label|alt|title|content)="([^"]*)"')


def released(report: Report) -> set[str]:
    """Every number that may stand in a form of this report: figures, and those in told texts."""
    told = [report.title, report.period, report.day_said()]
    tables = [chart.table() for chart in report.charts()]
    for section in report.sections:
        tables += [block for block in section.blocks if isinstance(block, Table)]
        told += [block.text for block in section.blocks if isinstance(block, Statement)]
    told += [text for table in tables for text in (table.title, *table.columns, *(row.label for row in table.rows))]
    figures = {str(f) for table in tables for row in table.rows for f in row.figures if isinstance(f, int)}
    return figures | {number.rstrip(".") for text in told for number in NUMBERS.findall(text)}


def numbers_in(text: str) -> set[str]:
    """The numbers that a reader meets; those that name a figure, a table or a page are none."""
    text = re.sub(r"(?i)(figuur|tabel|bladzijde) \d+", " ", text)
    return {number.rstrip(".").replace(".", "") for number in NUMBERS.findall(text)}


def page_text(report: Report) -> str:
    page = str(page_of(report))
    return unescape(re.sub(r"<[^>]*>", " ", page) + " ".join(READ.findall(page)))


def pdf_text(report: Report) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(pdf_of(report)))
    for page in reader.pages:
        # the foot tells pages, which are no figures
        text = re.sub(r"\d+ van \d+\s*$", "", page.extract_text())
        # and so does the table of contents, on one of the first two pages
        yield re.sub(r" \d+$", "", text, flags=re.MULTILINE) if page.page_number < 2 else text
    yield str(reader.metadata.title if reader.metadata else "")


def word_texts(report: Report) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(word_of(report))) as package:
        for name in package.namelist():
            if name.endswith(".xml") and name.startswith(("word/document", "word/header", "word/footer", "docProps")):
                tree = ElementTree.fromstring(package.read(name))
                for element in tree.iter():
                    kind = element.tag.rpartition("}")[2]
                    if kind in {"t", "title", "creator", "description", "subject", "keywords", "lastModifiedBy"}:
                        yield element.text or ""
                    if kind == "docPr":
                        yield f"{element.get('descr')} {element.get('title')} {element.get('name')}"


@pytest.mark.parametrize("form", FORMS)
def test_two_truths_with_the_same_released_figures_make_the_same_bytes(form: str) -> None:
    one, other = (FORMS[form](report_of(truth)) for truth in two_truths())
    assert one == other
    assert len(one) > 500


def test_two_truths_make_the_same_pictures() -> None:
    one, other = ([picture_of(chart) for chart in report_of(truth).charts()] for truth in two_truths())
    assert one == other


@pytest.mark.parametrize("made_by", ["hand", "release"])
def test_every_number_that_anybody_reads_was_released(made_by: str) -> None:
    report = fictional_report() if made_by == "hand" else report_of(two_truths()[0])
    allowed = released(report)
    assert numbers_in(page_text(report)) <= allowed
    assert numbers_in(csv_of(report).decode()) <= allowed
    assert numbers_in(" ".join(pdf_text(report))) <= allowed
    assert numbers_in(" ".join(word_texts(report))) <= allowed


def test_the_search_would_find_a_figure_that_was_not_released() -> None:
    report = fictional_report()
    assert "7777" not in released(report)
    assert "7777" in numbers_in(page_text(report) + " 7.777 ")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_knows_the_machine(form: str) -> None:
    made = FORMS[form](fictional_report())
    texts = [made]
    if form == "word":
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            texts = [package.read(name) for name in package.namelist()]
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for word in (b"/work", b"/tmp", b"/root", b"python-docx"):
        assert not any(word in text for text in texts), word
