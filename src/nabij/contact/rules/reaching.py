"""When somebody is there, in words, on both sides of the door. Pure."""

from collections.abc import Collection
from datetime import date

from nabij.kit.months import MONTHS

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ALWAYS = "secure_form"
"""The way that is always there: writing at the door itself."""

# as `contact/door/parts/phrases.html` says them to a visitor
CAN_ANSWER = "Kan antwoorden vanaf {day}"
ANSWERS_BY = "Antwoordt uiterlijk {day}"
AWAY_UNTIL = "Weg tot en met {day}"
PROMISED = "Je krijgt binnen {days} werkdagen antwoord. "
PROMISED_ONE = "Je krijgt binnen één werkdag antwoord. "
COUNTED = "We tellen alleen de dagen waarop die persoon werkt, vanaf morgen. Bij de naam staat de laatste dag."
INTERNAL = "Werkt hier zelf ook (intern)"
EXTERNAL = "Komt van buiten (extern)"
SPEAKS = "Spreekt {languages}"
TALKS = "Praten kan via: {channels}"
AWAY = "Nu weg. We weten niet tot wanneer."


def day_in_words(day: date) -> str:
    """Such as "maandag 30 november"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def days_in_words(weekdays: Collection[int]) -> str:
    """Such as "maandag, dinsdag en donderdag"."""
    names = [WEEKDAYS[day] for day in sorted(set(weekdays)) if 0 <= day < len(WEEKDAYS)]
    if not names:
        return "geen enkele dag"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


def seen_by_visitor(next_day: date | None, due: date | None, away_until: date | None, *, away: bool) -> list[str]:
    """The lines about when somebody is there that a visitor reads beside their name, in the very words of the door."""
    if next_day is None or (away and away_until is None):
        return [AWAY]
    until = [AWAY_UNTIL.format(day=day_in_words(away_until))] if away and away_until else []
    by = [ANSWERS_BY.format(day=day_in_words(due))] if due else []
    return [*until, CAN_ANSWER.format(day=day_in_words(next_day)), *by]


def promised(reply_days: int) -> str:
    """Within how many days of work an answer comes, as a visitor reads it under the names."""
    return (PROMISED_ONE if reply_days == 1 else PROMISED.format(days=reply_days)) + COUNTED


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
