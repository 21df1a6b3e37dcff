"""What the register holds about a visitor's own matter, in words that they can read, in their language."""

from collections import Counter
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nabij.contact.code_words import in_words
from nabij.matters.answers import month
from nabij.matters.models import ConfidentialityBreak, Encounter, Matter

type Row = dict[str, str]

# every code that the register keeps of a matter: its list, and what a visitor reads before it
CODES: dict[str, tuple[str, str | Promise]] = {
    "nature": ("matter_nature", _("Waar het over gaat")),
    "primary_nature": ("matter_nature", _("Vooral")),
    "integrity_levels": ("integrity_level", _("Hoe breed het speelt")),
    "subject_relation": ("subject_relation", _("Over wie het gaat")),
    "person_role": ("person_role", _("Jouw rol")),
    "person_position": ("person_position", _("Jouw plek hierin")),
    "outcome": ("outcome", _("Hoe het afliep")),
    "durability_3": ("durability", _("Na drie maanden")),
    "durability_6": ("durability", _("Na zes maanden")),
    "durability_12": ("durability", _("Na een jaar")),
}

GROUNDS = "confidentiality_break"


def counted_of(matter: Matter, language: str) -> dict[str, Any]:
    """Everything that the register holds: months, unit, codes, encounters and breaches, each by a title."""
    with translation.override(language):
        return {
            "codes": [*_unit(matter), *_codes(matter), *_encounters(matter), *_breaches(matter)],
            "opened_month": month(matter.opened_month),
            "closed_month": month(matter.closed_month),
            "aftercare_month": month(matter.aftercare_month),
        }


def _row(label: str | Promise, value: str) -> Row:
    return {"label": str(label), "value": value}


def _unit(matter: Matter) -> list[Row]:
    return [_row(_("Onderdeel"), matter.unit.name)] if matter.unit else []


def _codes(matter: Matter) -> list[Row]:
    found = []
    for name, (codelist, label) in CODES.items():
        kept = getattr(matter, name)
        chosen = kept if isinstance(kept, list) else [kept]
        values = in_words(codelist, chosen)
        if values:
            found.append(_row(label, values))
    return found


def _encounters(matter: Matter) -> list[Row]:
    """One line for those of which the register holds the same: month, channel, duration and involvement."""
    rows = Encounter.objects.filter(matter=matter).order_by("month", "pk")
    lines = Counter[str]()
    for one in rows:
        lines[_line(one)] += one.times
    said = [line if count == 1 else f"{count} x {line}" for line, count in lines.items()]
    return [_row(_("Gesprekken"), "\n".join(said))] if said else []


def _breaches(matter: Matter) -> list[Row]:
    """What was told to another, one line for each time: the ground and the month, never what or to whom."""
    rows = ConfidentialityBreak.objects.filter(matter=matter).order_by("month", "pk")
    said = [f"{in_words(GROUNDS, [one.ground])}, {_month_in_words(one.month)}" for one in rows]
    return [_row(_("Verteld aan een ander"), "\n".join(said))] if said else []


def _line(encounter: Encounter) -> str:
    parts = [
        _month_in_words(encounter.month),
        in_words("channel", [encounter.channel]),
        in_words("duration", [encounter.duration]),
        _hours(encounter.quarters),
        in_words("involvement", encounter.involvement),
    ]
    return ", ".join(filter(None, parts))


def _hours(quarters: int | None) -> str:
    """How long the talks of a row took together, where a sheet told it in quarters of an hour."""
    return str(_("%(hours)s uur samen")) % {"hours": number_format(quarters / 4)} if quarters else ""


def _month_in_words(first: date) -> str:
    return date_format(first, "F Y")
