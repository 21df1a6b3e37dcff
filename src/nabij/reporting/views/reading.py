"""The report as its authors read it: before it is out as it would be, and once it is out as page, PDF, Word and CSV."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nabij.kit.access import for_role, opens
from nabij.kit.permit import permit
from nabij.people.models import Role
from nabij.people.who import person
from nabij.reporting import answers, document, reading
from nabij.reporting.models import Do, Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.rules.story import story_of
from nabij.reporting.sending import CSV, PDF, WORD, file_answer
from nabij.reporting.table_file import csv_of


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def read_report(request: HttpRequest, row: Report) -> HttpResponse:
    """The report as it went out; before that, for its authors, as it would go out now."""
    out = row.published_at is not None
    told = reading.finished(row) if out else _as_it_would_be(request, row)
    return render(request, "reporting/preview.html", {"report": row, "out": out, "page": page_of(told)})


def _as_it_would_be(request: HttpRequest, row: Report) -> document.Report:
    permit(person(request), Do.LOOK, row)
    seen = answers.would_be(row, answers.judged(row))
    return reading.as_it_would_be(row, seen, story_of(row.text))


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def report_pdf(request: HttpRequest, row: Report) -> HttpResponse:
    """The report that is out, as PDF."""
    return _file(row, lambda: pdf_of(reading.finished(row)), PDF, "pdf")


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def report_word(request: HttpRequest, row: Report) -> HttpResponse:
    """The report that is out, as a Word file."""
    return _file(row, lambda: reading.word_file(row), WORD, "docx")


@for_role(Role.COUNSELLOR)
@opens(Report)
@require_safe
def report_csv(request: HttpRequest, row: Report) -> HttpResponse:
    """The released figures as a file for a spreadsheet."""
    return _file(row, lambda: csv_of(reading.finished(row)), CSV, "csv")


def _file(row: Report, made: Callable[[], bytes], kind: str, ending: str) -> HttpResponse:
    """404 before it is out."""
    if row.published_at is None:
        raise Http404
    return file_answer(made(), kind, f"{row.file_name}.{ending}")
