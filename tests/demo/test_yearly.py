"""The demo has reports that are out, with a story that the linter lets pass, and one in the making."""

from datetime import date

import pytest

from nabij.people.models import User
from nabij.reporting.models import Answer, Meeting, Report
from nabij.reporting.reading import finished
from nabij_demo.fill import fill
from nabij_demo.yearly import BOARD, yearly

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_two_years_are_out_and_one_is_begun() -> None:
    fill(date(2026, 11, 21), log_n=2)
    yearly(2026)
    reports = Report.objects.order_by("year")
    assert [(one.year, one.published_at is not None) for one in reports] == [(2024, True), (2025, True), (2026, False)]
    assert [one.year for one in Report.objects.visible_to(User.objects.get(email=BOARD)).order_by("year")] == [
        2024,
        2025,
    ]
    last = finished(reports[1])
    assert any(section.heading.startswith("Wat") for section in last.sections)
    assert Answer.objects.count() == 1
    assert Meeting.objects.get().moments
