"""When somebody is there, in words, on both sides of the door. Pure."""

from collections.abc import Collection
from datetime import date

from nabij.kit.months import MONTHS

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ALWAYS = "secure_form"
"""The way that is always there: writing at the door itself."""


def day_in_words(day: date) -> str:
    """Such as "maandag 30 november"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def days_in_words(weekdays: Collection[int]) -> str:
    """Such as "maandag, dinsdag en donderdag"."""
    names = [WEEKDAYS[day] for day in sorted(set(weekdays)) if 0 <= day < len(WEEKDAYS)]
    if not names:
        return "geen enkele dag"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


def reads_on(name: str, today: date, day: date | None) -> str:
    """What a visitor sees of somebody whose next day of work is ``day``; None when nobody knows."""
    if day is None:
        return f"{name} is er nu niet. Het is nog niet bekend wanneer weer wel."
    if day == today:
        return f"{name} leest vandaag."
    return f"{name} leest weer op {day_in_words(day)}."


def span_in_words(first: date, last: date | None, today: date) -> str:
    """The days of an absence, with the year where it is another one."""

    def said(day: date) -> str:
        return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != today.year else "")

    if last is None:
        return f"vanaf {said(first)}, nog zonder laatste dag"
    return said(first) if first == last else f"{said(first)} tot en met {said(last)}"
