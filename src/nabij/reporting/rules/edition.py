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


def own_phrases(title: str, year: int, earlier: Iterable[tuple[int, date]]) -> tuple[str, ...]:
    """What a report prints of itself: its title and period, and the number and day of each edition before it."""
    last = date(year, 12, 31)
    phrases = [title, f"1 januari tot en met {day_said(last)}", f"31 december {year}", f"1 januari {year}"]
    for edition, day in earlier:
        phrases += [f"uitgave {edition}", day_said(day)]
    return tuple(phrases)
