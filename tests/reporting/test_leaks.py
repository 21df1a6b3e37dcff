"""No count that was not released stands in what the board gets, and the search would find one in each place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.safestring import mark_safe

from nabij.reporting import board_views, pdf, table_file, word
from nabij.reporting.document import Bars
from nabij.reporting.models import Report
from tests.personas import Personas
from tests.reporting import published
from tests.reporting.published import COUNTS
from tests.reporting.searched import places_of
from tests.reporting.test_board_pages import board, everything

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

type Patch = pytest.MonkeyPatch


def hidden_in(report: Report) -> int:
    """The large count that is withheld beside two small ones."""
    shown = {figure for one in report.releases() for figure in one.shown.figures.values() if isinstance(figure, int)}
    (one,) = {count for count in COUNTS.values() if count > 99} - shown
    return one


def in_page(patch: Patch, count: int) -> None:
    whole = board_views.page_of
    patch.setattr(board_views, "page_of", lambda *of: mark_safe(f"{whole(*of)}<p>{count} mensen</p>"))


def in_pdf(patch: Patch, count: int) -> None:
    whole = pdf._data
    patch.setattr(pdf, "_data", lambda report: whole(report) | {"counted": f"Geteld: {count}."})


def in_word(patch: Patch, count: int) -> None:
    around(patch, lambda document: document.add_paragraph(f"Geteld: {count}."))


def in_csv(patch: Patch, count: int) -> None:
    patch.setattr(table_file, "HEAD", (*table_file.HEAD, str(count)))


def in_alt_texts(patch: Patch, count: int) -> None:
    whole = Bars.alt
    patch.setattr(Bars, "alt", lambda chart: f"{whole(chart)} Niet getoond: {count}.")


def in_metadata(patch: Patch, count: int) -> None:
    whole = pdf.set_on_paper

    def set_on_paper(source: bytes, *more: Any, **options: Any) -> Any:
        return whole(b'#set document(keywords: ("%d",))\n' % count + source, *more, **options)

    patch.setattr(pdf, "set_on_paper", set_on_paper)
    around(patch, lambda document: setattr(document.core_properties, "keywords", str(count)))


def in_file_names(patch: Patch, count: int) -> None:
    whole = board_views.file_answer
    patch.setattr(board_views, "file_answer", lambda made, kind, name: whole(made, kind, f"{count}-{name}"))


def around(patch: Patch, more: Callable[[Any], object]) -> None:
    """Something is done to the Word file once all of it was made."""
    whole = word._forget_the_machine

    def forget(document: Any, report: Any) -> None:
        whole(document, report)
        more(document)

    patch.setattr(word, "_forget_the_machine", forget)


@pytest.mark.parametrize(
    ("leak", "places"),
    [
        (in_page, {" text"}),
        (in_pdf, {"pdf/ text"}),
        (in_word, {"word/ text"}),
        (in_csv, {"csv/ text"}),
        (in_alt_texts, {" text", "pdf/ attributes", "word/ attributes"}),
        (in_metadata, {"pdf/ metadata", "word/ metadata"}),
        (in_file_names, {"pdf/ head", "word/ head", "csv/ head"}),
    ],
)
def test_one_hidden_count_is_found_in_each_place_where_it_leaks(
    people: Personas, monkeypatch: Patch, leak: Callable[[Patch, int], None], places: set[str]
) -> None:
    report = published.of(people)
    count = hidden_in(report)
    assert places_of(everything(board(people.daan), report), count) == set()
    leak(monkeypatch, count)
    assert places_of(everything(board(people.daan), report), count) == places
