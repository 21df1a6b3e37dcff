"""The mails of a demo: Django wrote those of one round of sending to a file, and a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

# Django draws it below each mail
_LINE = b"\n" + b"-" * 79 + b"\n"


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
    found = [one for path in sorted(folder.glob("*.log")) for one in _read(path)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _read(path: Path) -> list[SentMail]:
    """Those in one file; one that is being written is not there yet."""
    parts = path.read_bytes().replace(b"\r\n", b"\n").split(_LINE)
    return [mail for part in parts if (mail := _mail(part.lstrip(b"\n"))) is not None]


def _mail(part: bytes) -> SentMail | None:
    message = message_from_bytes(part, policy=default)
    if not message["date"]:
        return None
    sender, to, subject = (str(message[name]) for name in ("from", "to", "subject"))
    return SentMail(sender, to, subject, message.get_content().strip(), parsedate_to_datetime(str(message["date"])))
