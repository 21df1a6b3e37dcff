"""Which edition of a report this is, in words, and what a report says of itself so that a text may repeat it. Pure."""

from collections.abc import Iterable
from datetime import date

from nabij.kit.months import MONTHS

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")


def day_said(day: date) -> str:
    """A day as printed: 3 maart 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def edition_said(edition: int) -> str:
    """Which one, inside a sentence: "tweede uitgave"."""
    return f"{_ORDINALS[edition - 1] if edition <= len(_ORDINALS) else f'{edition}e'} uitgave"


def counted_to(year: int, day: date) -> date:
    """The last day of the year that figures of this day can hold: itself while the year runs, else 31 December."""
    return day if day.year == year else date(year, 12, 31)


def period_said(last: date, first: int = 1) -> str:
    """From New Year, or the begin of another month, up to a day: 1 januari tot en met 14 november 2026."""
    return f"1 {MONTHS[first - 1]} tot en met {day_said(last)}"


def own_phrases(title: str, last: date, earlier: Iterable[tuple[int, date]]) -> tuple[str, ...]:
    """What a report prints of itself: its title, its period up to ``last``, number and day of each earlier edition."""
    phrases = [title, period_said(last), day_said(last), f"1 januari {last.year}"]
    for edition, day in earlier:
        phrases += [f"uitgave {edition}", day_said(day)]
    return tuple(phrases)
