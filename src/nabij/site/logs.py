"""Logs that cannot hold content: an error keeps its type and its place in the code, never values."""

import logging
import traceback


class WithoutContent(logging.Filter):
    """Strip request objects, arguments and exception messages from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            where = " < ".join(
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-6:]
            )
            record.msg, record.args = f"{kind.__name__} at {where}", ()
            record.exc_info = record.exc_text = None
        elif record.name.startswith("django"):
            record.msg, record.args = f"{record.name} {getattr(record, 'status_code', '')}".strip(), ()
        return True
