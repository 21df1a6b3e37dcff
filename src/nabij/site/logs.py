"""Logs that cannot hold content: an error keeps its type and its place in the code, never values."""

import logging
import traceback

# Their message texts are constants as long as the arguments stay apart; a finished text may hold anything.
CONSTANT_TEXTS = ("django", "gunicorn")


class WithoutContent(logging.Filter):
    """Strip request objects, arguments and exception messages from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _bare(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _bare(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        where = " < ".join(
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-6:]
        )
        return f"{kind.__name__} at {where}"
    place = f"{record.levelname} {record.name} at {record.filename}:{record.lineno}"
    status = getattr(record, "status_code", "")
    if record.args and record.name.split(".")[0] in CONSTANT_TEXTS:
        return f"{place} {status} {record.msg}"
    return f"{place} {status}".strip()
