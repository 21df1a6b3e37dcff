"""Who to call now: the practice's own list, or the one that comes with the software."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nabij.contact.models import HelpLine
from nabij.people.models import Practice

# the day on which the numbers and hours below were last compared with public sources
CHECKED_ON = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class Line:
    """One number: when to call it, who answers, and when somebody last looked whether that is true.

    ``language`` is that of a practice's own words; empty for words that are translated.
    """

    when: str | Promise
    name: str | Promise
    number: str
    checked_on: date
    language: str = ""

    @property
    def dial(self) -> str:
        """What a phone dials."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


SHIPPED = (
    Line(_("Er is nu gevaar"), _("Politie, brandweer, ambulance. Dag en nacht, gratis."), "112", CHECKED_ON),
    Line(
        _("Je denkt aan zelfmoord"),
        _("113. Je hoeft je naam niet te zeggen. Dag en nacht, gratis."),
        "0800 0113",
        CHECKED_ON,
    ),
    Line(
        _("Er is iets seksueels gebeurd dat je niet wilde"),
        _("Centrum Seksueel Geweld. Dag en nacht, gratis."),
        "0800 0188",
        CHECKED_ON,
    ),
    Line(_("Het is thuis niet veilig"), _("Veilig Thuis. Dag en nacht, gratis."), "0800 2000", CHECKED_ON),
    Line(
        _("Je bent jonger dan 18"),
        _("De Kindertelefoon. Elke dag van 11.00 tot 21.00 uur, gratis."),
        "0800 0432",
        CHECKED_ON,
    ),
)


def lines_of(practice: Practice | None) -> list[Line]:
    """The numbers to show, in order; the shipped ones without a practice, or when it has none of its own."""
    rows: Iterable[HelpLine] = HelpLine.objects.filter(practice=practice).order_by("position") if practice else ()
    own = [Line(row.when, row.name, row.number, row.checked_on, "nl") for row in rows]
    return own or list(SHIPPED)


def only_practice() -> Practice | None:
    """The practice of an installation that has one; None where several share it, or before there is any."""
    found = list(Practice.objects.all()[:2])
    return found[0] if len(found) == 1 else None
