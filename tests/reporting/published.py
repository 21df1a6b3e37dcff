"""A report that is out: figures through the ledger, a story beside them, and a small count that may show nowhere."""

from datetime import UTC, datetime
from typing import Any

from nabij.kit.permit import permit
from nabij.people.models import Organisation, User
from nabij.releases.actions import open_ledger, release_figures
from nabij.releases.models import Do, Release
from nabij.reporting.models import Contained, Report
from nabij.reporting.rules.tables import VISITORS, months_of
from nabij_disclosure.pose import Asked
from nabij_disclosure.sensitive import Settings
from nabij_disclosure.table import Dimension, Table
from tests.personas import Personas

OUT = datetime(2026, 2, 12, 9, tzinfo=UTC)
QUESTION = "Welke van deze onderwerpen komen terug in uw gesprekken met teams?"
CORRECTED = "Een kwestie was bij het verkeerde onderdeel geteld."
OTHER_QUESTION = "Wie vindt de weg naar ons nog niet?"
# 3 and 4 are small; which of the others is hidden beside them, chance decides
COUNTS = {"Pesten": 641, "Intimidatie": 537, "Discriminatie": 3, "Stijl van leidinggeven": 613, "Werkdruk": 4}
ROLES = {"Medewerker": 1201, "Leidinggevende": 597}


def _asked(name: str, counts: dict[str, int], year: int) -> Asked:
    cells: dict[tuple[str, ...], int] = {(leaf,): count for leaf, count in counts.items()}
    table = Table(f"{VISITORS} naar {name}", (Dimension.flat(name, counts),), cells, measure=VISITORS)
    return Asked(table, months_of(year))


def a_story(**more: Any) -> dict[str, Any]:
    """A story with a question beside two sections."""

    def beside(text: str, question: str) -> dict[str, Any]:
        return {"paragraphs": [text], "question": question, "why_none": ""}

    return {
        "beside": {
            "nature": beside("Over grappen die geen grappen meer zijn.", QUESTION),
            "role": beside("Leidinggevenden bellen vaker dan vroeger.", OTHER_QUESTION),
        }
    } | more


def in_the_making(author: User, organisation: Organisation, year: int = 2025, edition: int = 1) -> Report:
    """A report that nobody of the board may know of."""
    return Report.objects.create(
        practice=author.practice,
        organisation=organisation,
        year=year,
        edition=edition,
        begun_by=author,
        begun_at=OUT,
        text=a_story(),
    )


def published(author: User, organisation: Organisation, year: int = 2025, made: Report | None = None) -> Report:
    """The first edition of a year, out; ``made``: where it is in the making already."""
    report = made or in_the_making(author, organisation, year)
    releases = release_figures(
        permit(author, Do.RELEASE, open_ledger(organisation)),
        (_asked("aard", COUNTS, year), _asked("rol", ROLES, year)),
        Settings(),
        kind=Release.Kind.REPORT,
        receiver=Release.Receiver.BOARD,
    )
    return put_out(report, releases)


def put_out(report: Report, releases: tuple[Release, ...], at: datetime = OUT) -> Report:
    """The report with these releases in it."""
    Contained.objects.bulk_create(
        Contained(practice=report.practice, report=report, release=one, position=place)
        for place, one in enumerate(releases)
    )
    Report.objects.filter(pk=report.pk).update(published_at=at, published_by=report.begun_by)
    report.refresh_from_db()
    return report


def corrected(report: Report) -> Report:
    """A later edition of the same figures, a month later."""
    later = in_the_making(report.begun_by, report.organisation, report.year, report.edition + 1)
    Report.objects.filter(pk=later.pk).update(text=a_story(corrected=[CORRECTED]))
    return put_out(later, tuple(report.releases()), OUT.replace(month=2 + report.edition))


def of(people: Personas) -> Report:
    """The report of the organisation of Amina, Bram and Daan."""
    return published(people.amina, people.organisation)
