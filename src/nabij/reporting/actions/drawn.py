"""A report is drawn in every form before it is let out: who reads it can mend nothing."""

from collections.abc import Callable, Sequence

from nabij.kit.errors import Refused
from nabij.reporting import document
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.table_file import csv_of
from nabij.reporting.word import word_of

FORMS = (page_of, csv_of, word_of, pdf_of)


def check_drawn(told: document.Report, forms: Sequence[Callable[[document.Report], object]] = FORMS) -> None:
    """Raises ``Refused``, in words for its author, when a page, PDF, Word or CSV file of it cannot be made."""
    for form in forms:
        try:
            form(told)
        except Refused as refused:
            raise Refused(f"{refused.sentence} Er is niets uitgegaan.", code="undrawable") from None
