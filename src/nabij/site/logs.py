"""Log lines that an operator can use and that cannot hold content: when, which worker, what kind, where in the code.

Of a request its status, method, audience, route name and refusal code; never an address, a query, a person or a value.
"""

import logging
import traceback
from datetime import UTC, datetime

from django.http import HttpRequest

# Their message texts are constants as long as the arguments stay apart; a finished text may hold anything.
CONSTANT_TEXTS = ("django", "gunicorn")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Line(logging.Formatter):
    """``2026-11-21T22:41:07Z worker 4711 WARNING 422 POST workspace pass_turn stale``; the time is UTC."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s worker %(process)d %(levelname)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - the name it has
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class WithoutContent(logging.Filter):
    """Strip request objects, arguments and exception messages from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _bare(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _bare(record: logging.LogRecord) -> str:
    asked = _asked(record)
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        where = " < ".join(
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-6:]
        )
        return f"{asked} {kind.__name__} at {where}".lstrip()
    if asked:
        return asked
    place = f"{record.name} at {record.filename}:{record.lineno}"
    if record.args and record.name.split(".")[0] in CONSTANT_TEXTS:
        return f"{place} {record.msg}"
    return place


def _asked(record: logging.LogRecord) -> str:
    """What was asked and how it ended, when the line is about a request: names that we gave ourselves."""
    request, status = getattr(record, "request", None), getattr(record, "status_code", None)
    if not isinstance(request, HttpRequest) or not isinstance(status, int):
        return ""
    method = request.method if request.method in METHODS else "OTHER"
    route = request.resolver_match.url_name if request.resolver_match else None
    words = [str(status), method, getattr(request, "audience", "unknown-host"), route or "no-route"]
    return " ".join(map(str, [*words, *filter(None, [getattr(request, "refused", None)])]))
