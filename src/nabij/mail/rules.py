"""What a mail may say, and when it goes. Every text is here: no mail holds a word that anybody typed. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# the hour from which mails that may wait go out, in the practice's time zone
MORNING = time(8, 0)
# a visitor's mail comes this long after what it tells of, drawn anew each time
SOONEST, LATEST = 15, 60
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
PATIENCE = timedelta(days=4)
# how long the practice's office reads that a mail did not arrive
TOLD_FOR = timedelta(days=14)
DUTCH = "nl"
SUBJECTS = {"nl": "Nieuw bericht", "en": "New message"}


class Text(StrEnum):
    """What a mail says. Others are not possible."""

    VISITOR = "visitor"
    COUNSELLOR = "counsellor"
    REPORT = "report"
    BOARD = "board"


# neither who sends, nor which practice or organisation, nor about whom, nor where to read: whoever gets it knows
_BODIES = {
    (Text.VISITOR, "nl"): "Er staat een nieuw bericht voor je klaar.\n\nOp deze mail kun je niet antwoorden.",
    (Text.VISITOR, "en"): "There is a new message for you.\n\nYou cannot reply to this email.",
    (Text.COUNSELLOR, "nl"): "Er is iets nieuws.\n\nOp deze mail kun je niet antwoorden.",
    (Text.REPORT, "nl"): "Het jaarverslag staat klaar.\n\nOp deze mail kunt u niet antwoorden.",
    (Text.BOARD, "nl"): "Er staat iets voor u klaar.\n\nOp deze mail kunt u niet antwoorden.",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is read."""

    subject: str
    body: str


def letter(text: Text, language: str = DUTCH) -> Letter:
    """This text in this language; in Dutch where there is no other."""
    spoken = language if (text, language) in _BODIES else DUTCH
    return Letter(SUBJECTS[spoken], _BODIES[text, spoken] + "\n")


def next_morning(now: datetime) -> datetime:
    """The first time after ``now`` at which mails that may wait go out; ``now`` is local."""
    today = datetime.combine(now.date(), MORNING, now.tzinfo)
    return today if now < today else tomorrow_morning(now)


def tomorrow_morning(now: datetime) -> datetime:
    """The first time at which mails go out that must not go on the day of ``now``, however early it is."""
    return datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)


def for_account(text: Text, now: datetime, *, had_one_today: bool) -> datetime:
    """When a mail to somebody with an account goes: a counsellor's in the morning, others at once; one a day."""
    if had_one_today:
        return tomorrow_morning(now)
    return next_morning(now) if text is Text.COUNSELLOR else now


def for_visitor(now: datetime, last: date | None, minutes: int) -> datetime:
    """When a visitor's mail goes: some minutes after ``now``, and not on the day of the one before."""
    begin = tomorrow_morning(now) if last == now.date() else now
    return begin + timedelta(minutes=minutes)


def next_try(attempts: int, now: datetime) -> datetime:
    """When a mail is tried again that was tried so many times: each time twice as long, six hours at most."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return now + min(FIRST_WAIT * doubled, LONGEST_WAIT)


def is_hopeless(made: datetime, now: datetime) -> bool:
    """Whether a mail was tried for long enough."""
    return now - made > PATIENCE
