"""A file that goes to a browser: neutral name, never kept on the way, never opened as a page."""

from django.http import HttpResponse

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv; charset=utf-8"


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """The content as a download under this name, which says nothing of whom it is about."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
