"""What stands beside a label in each form of a report: in its row of a table, and after it in the text of a picture."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree

from nabij.reporting import pdf
from nabij.reporting.document import Report
from nabij.reporting.page import page_of
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of
from tests.reporting.test_table_file import rows

type Beside = Iterator[tuple[str, str]]
"""A label, and what is said of it."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Page(HTMLParser):
    """The rows of the tables of a page, and the descriptions of its drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.descriptions: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td", "desc"}:
            self._into = self.descriptions if tag == "desc" else self.rows[-1]
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td", "desc"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def _after_labels(text: str) -> Beside:
    """Of the text of a picture, each label with what follows it: ``_told`` of ``document/charts.py``."""
    for part in re.split(r"; |\. |\.$", text):
        label, colon, said = part.rpartition(": ")
        if colon:
            yield label, said


def in_page(report: Report) -> Beside:
    """The tables of the page, and what is heard of its drawings."""
    page = _Page()
    page.feed(str(page_of(report)))
    yield from ((row[0], said) for row in page.rows for said in row[1:])
    for text in page.descriptions:
        yield from _after_labels(text)


def in_csv(report: Report) -> Beside:
    """The lines of the file."""
    yield from ((line[2], line[4]) for line in rows(csv_of(report)))


def in_pdf(report: Report) -> Beside:
    """What the PDF is set from, of which every text is set as it is."""
    data = pdf._data(report)
    blocks = [block for section in data["sections"] for block in section["blocks"]]
    for table in (*data["tables"], *(block for block in blocks if block["kind"] == "table")):
        yield from ((row["label"], cell["text"]) for row in table["rows"] for cell in row["cells"])
    for block in blocks:
        yield from _after_labels(block.get("alt", ""))


def in_word(report: Report) -> Beside:
    """The tables of the Word file, and what is heard of its pictures."""
    with zipfile.ZipFile(io.BytesIO(word_of(report))) as package:
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    for row in tree.iter(f"{WORD}tr"):
        label, *others = ("".join(one.itertext()) for one in row.iter(f"{WORD}tc"))
        yield from ((label, said) for said in others)
    for element in tree.iter():
        yield from _after_labels(element.get("descr", ""))


FORMS: Mapping[str, Callable[[Report], Beside]] = {"page": in_page, "csv": in_csv, "pdf": in_pdf, "word": in_word}
