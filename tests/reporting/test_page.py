"""The page is read by heading, by table and by ear; it holds no style, no script, and each id once."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

from nabij.reporting.document import Bars, Count, Paragraph, Question, Row, Section, Table
from nabij.reporting.page import page_of
from tests.reporting.fictional import fictional_report

VOID = {"br", "meta", "link"}


class Read(HTMLParser):
    """Every start tag in order; complains of tags that are not closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.opened: list[str] = []
        self.feed(page)
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def test_headings_figures_and_tables_are_what_they_are() -> None:
    report = fictional_report()
    page = Read(page_of(report))
    charts = len(list(report.charts()))
    assert [tag for tag, _ in page.tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", *["h2"] * len(report.sections)]
    assert len(page.all("figure")) == len(page.all("figcaption")) == len(page.all("details")) == charts
    assert len(page.all("table")) == len(page.all("caption")) == charts + 1
    assert {head.get("scope") for head in page.all("th")} == {"col", "row"}
    assert len(page.all("svg")) == 2 * charts
    assert {picture.get("role") for picture in page.all("svg")} == {"img"}


def test_it_keeps_to_the_strictest_policy_and_every_id_is_there_once() -> None:
    page = Read(page_of(fictional_report()))
    assert not {"style", "script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not any(name == "style" or name.startswith("on") for _, attributes in page.tags for name in attributes)
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    assert set(ids.values()) == {1}
    named = [a[name] for _, a in page.tags for name in ("aria-labelledby", "aria-describedby") if name in a]
    assert set(named) <= set(ids)
    assert {str(a["href"])[1:] for a in page.all("a")} <= {str(key) for key in ids}


def test_typed_markup_stays_text() -> None:
    sharp = '<img src=x onerror="alert(1)">'
    chart = Bars(f"Een zin met {sharp}", sharp, sharp, (Count(sharp, 3),))
    blocks = (Paragraph(sharp), Question(f"{sharp}?"), chart, Table(sharp, sharp, (sharp,), (Row(sharp, (1,)),)))
    page = Read(page_of(replace(fictional_report(), title=sharp, sections=(Section(sharp, blocks),))))
    assert page.all("img") == []
