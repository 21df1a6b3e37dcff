"""The mails of a demo: Django wrote each to a file of its own, and a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail as whoever gets it sees it."""

    sender: str
    to: str
    subject: str
    body: str
    at: datetime


def sent_mails(folder: Path | None) -> list[SentMail]:
    """Those in this folder, the newest first; none where there is no folder yet."""
    if folder is None:
        return []
    found = [_read(path) for path in sorted(folder.glob("*.log"))]
    return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)


def _read(path: Path) -> SentMail | None:
    """None for a file that is being written."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    if not message["date"]:
        return None
    # Django draws a line of dashes below each mail
    body = message.get_content().rstrip().removesuffix("-" * 79).strip()
    sender, to, subject = (str(message[name]) for name in ("from", "to", "subject"))
    return SentMail(sender, to, subject, body, parsedate_to_datetime(str(message["date"])))
